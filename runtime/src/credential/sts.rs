//! Calls of the service `sts` that give temporary credentials, through this crate's own client: they are sent, repeated,
//! traced and reported as every call.
//!
//! The objects have the members that are needed here. The generated crate of `sts` has all; this one cannot depend on it.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::temporary::TemporaryKey;
use super::{Credential, CredentialError, CredentialProvider};
use crate::config::NoCredential;
use crate::{
    Action, CommonError, Config, Endpoint, Error, Failure, Object, Platform, Service, object,
};

static STS: Service = Service::new("sts", "2018-08-13", "sts.tencentcloudapi.com");

/// The region of the official clients: `sts` answers alike in all of them.
const REGION: &str = "ap-guangzhou";
/// Users wait for it before their own call is sent.
const TIMEOUT: Duration = Duration::from_secs(30);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
/// What the service takes if nothing is said, too.
const DURATION: Duration = Duration::from_secs(7200);

/// What all ways to a temporary credential have in common.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) name: Option<String>,
    pub(super) duration: Duration,
    pub(super) region: String,
    pub(super) endpoint: Endpoint,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            name: None,
            duration: DURATION,
            region: REGION.to_owned(),
            endpoint: Endpoint::Default,
        }
    }
}

impl Session {
    /// The name that the session has in audit logs. Without one it is that of this crate and the time, as the official
    /// clients have it.
    pub(super) fn name(&self, platform: &Platform) -> String {
        self.name.clone().unwrap_or_else(|| {
            let since = platform.now().duration_since(SystemTime::UNIX_EPOCH);
            format!("tcgen-rust-{}", since.unwrap_or_default().as_micros())
        })
    }

    /// Calls an action that nobody signs: the proof of identity in the request is all that counts.
    pub(super) async fn call_unsigned(
        &self,
        action: &'static Action,
        request: &(dyn Object + Sync),
        role: &str,
        platform: &Platform,
    ) -> Result<Credential, CredentialError> {
        self.call(action, request, Arc::new(NoCredential), role, platform)
            .await
    }

    /// Calls an action, and takes the credential from its answer.
    pub(super) async fn call(
        &self,
        action: &'static Action,
        request: &(dyn Object + Sync),
        source: Arc<dyn CredentialProvider>,
        role: &str,
        platform: &Platform,
    ) -> Result<Credential, CredentialError> {
        let config = Config::on_platform(source, platform.clone())
            .region(self.region.clone())
            .endpoint(self.endpoint.clone())
            .timeout(TIMEOUT)
            .attempt_timeout(ATTEMPT_TIMEOUT);
        let client = crate::Client::new(config, &STS);
        let call = client.call::<Answer, CommonError>(action, request);
        // A second credential changes nothing.
        let answer = call.repeatable(true).await;
        let answer = answer.map_err(|error| refused(role, error))?;
        let key = answer.credentials;
        let credential = key.and_then(|key| key.into_credential(answer.expired_time));
        let credential = credential.ok_or_else(|| {
            let id = answer.request_id;
            CredentialError::new(format!(
                "cannot assume the role {role}: there is no complete credential in the answer (request id {id})"
            ))
        })?;
        Ok(credential.with_origin(format!("role {role}")))
    }
}

/// What a provider with a [`Session`] lets its users set.
macro_rules! session_setters {
    () => {
        /// The name of the session in audit logs: 2 to 128 of letters, digits and `=,.@_-`. If not set it is made of the
        /// name of this crate and the time.
        #[must_use]
        pub fn session_name(self, name: impl Into<String>) -> Self {
            Self(self.0.map(|role| role.session.name = Some(name.into())))
        }

        /// How long each credential is valid, in whole seconds, 7,200 if not set. At most what the role allows, and 12
        /// hours.
        #[must_use]
        pub fn duration(self, duration: ::std::time::Duration) -> Self {
            Self(self.0.map(|role| role.session.duration = duration))
        }

        /// The region that the call of `sts` is about, `ap-guangzhou` if not set. The credential is good for all.
        #[must_use]
        pub fn region(self, region: impl Into<String>) -> Self {
            Self(self.0.map(|role| role.session.region = region.into()))
        }

        /// Which host of `sts` answers.
        #[must_use]
        pub fn endpoint(self, endpoint: impl Into<$crate::Endpoint>) -> Self {
            Self(self.0.map(|role| role.session.endpoint = endpoint.into()))
        }
    };
}

pub(super) use session_setters;

fn refused(role: &str, error: Error<CommonError>) -> CredentialError {
    let message = format!("cannot assume the role {role}: {error}");
    let is_not_configured = match error.failure() {
        Failure::Credential(error) => error.is_not_configured(),
        _ => false,
    };
    if is_not_configured {
        CredentialError::not_configured(message).with_said_source(error)
    } else {
        CredentialError::new(message).with_said_source(error)
    }
}

/// What all of these actions answer.
#[derive(Clone)]
struct Answer {
    credentials: Option<TemporaryKey>,
    expired_time: Option<i64>,
    request_id: String,
}

object! {
    Answer {
        "Credentials" => credentials = None,
        "ExpiredTime" => expired_time = None,
        "RequestId" => request_id = String::new(),
    }
}
