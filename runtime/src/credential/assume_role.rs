use std::sync::Arc;

use percent_encoding::utf8_percent_encode;

use super::cached::provide_from_cache;
use super::sts::{Session, session_setters};
use super::{CachedCredential, Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::payload::query::RESERVED;
use crate::{Action, Platform, object};

static ASSUME_ROLE: Action = Action::new("AssumeRole");

/// Takes on a role with the credential of another provider: `AssumeRole` of the service `sts`.
///
/// The temporary credential is kept and renewed as [`CachedCredential`] does, and the source is asked for each renewal.
/// The call goes over the [`Platform`] of the call that needs it.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{AssumeRoleCredential, Config, EnvironmentCredential};
///
/// let role = AssumeRoleCredential::new(EnvironmentCredential, "qcs::cam::uin/100000000001:roleName/reader")
///     .session_name("nightly-report")
///     .duration(Duration::from_secs(3600));
/// let config = Config::new(role).region("ap-guangzhou");
/// ```
#[derive(Debug)]
pub struct AssumeRoleCredential(CachedCredential<AssumeRole>);

impl AssumeRoleCredential {
    /// The role by its resource description, such as `qcs::cam::uin/100000000001:roleName/reader`, for two hours at a
    /// time.
    pub fn new(source: impl CredentialProvider + 'static, role_arn: impl Into<String>) -> Self {
        Self(CachedCredential::new(AssumeRole {
            source: Arc::new(source),
            role_arn: role_arn.into(),
            session: Session::default(),
            policy: None,
            external_id: None,
            tags: Vec::new(),
            source_identity: None,
        }))
    }

    session_setters!();

    /// A policy that the session is restricted to, as JSON. It may do what both the role and this allow.
    #[must_use]
    pub fn policy(self, policy: impl Into<String>) -> Self {
        self.set(|role| role.policy = Some(policy.into()))
    }

    /// What the owner of the role has agreed on with who takes it on.
    #[must_use]
    pub fn external_id(self, id: impl Into<String>) -> Self {
        self.set(|role| role.external_id = Some(id.into()))
    }

    /// One more tag of the session, of at most 50.
    #[must_use]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let (key, value) = (key.into(), value.into());
        self.set(|role| role.tags.push(SessionTag { key, value }))
    }

    /// The account that is behind it, for audit logs.
    #[must_use]
    pub fn source_identity(self, uin: impl Into<String>) -> Self {
        self.set(|role| role.source_identity = Some(uin.into()))
    }

    fn set(self, change: impl FnOnce(&mut AssumeRole)) -> Self {
        Self(self.0.map(change))
    }
}

provide_from_cache!(AssumeRoleCredential);

struct AssumeRole {
    source: Arc<dyn CredentialProvider>,
    role_arn: String,
    session: Session,
    policy: Option<String>,
    external_id: Option<String>,
    tags: Vec<SessionTag>,
    source_identity: Option<String>,
}

impl AssumeRole {
    async fn fetch(&self, platform: &Platform) -> Result<Credential, CredentialError> {
        let request = AssumeRoleRequest {
            role_arn: self.role_arn.clone(),
            role_session_name: self.session.name(platform),
            duration_seconds: self.session.duration.as_secs(),
            // `sts` decodes it as if it came in a URL.
            policy: self
                .policy
                .as_deref()
                .map(|policy| utf8_percent_encode(policy, RESERVED).to_string()),
            external_id: self.external_id.clone(),
            tags: Some(self.tags.clone()).filter(|tags| !tags.is_empty()),
            source_identity: self.source_identity.clone(),
        };
        let source = Arc::clone(&self.source);
        let session = &self.session;
        session
            .call(&ASSUME_ROLE, &request, source, &self.role_arn, platform)
            .await
    }
}

impl CredentialProvider for AssumeRole {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.fetch(platform))
    }

    fn name(&self) -> &'static str {
        "AssumeRole"
    }
}

#[derive(Clone)]
struct AssumeRoleRequest {
    role_arn: String,
    role_session_name: String,
    duration_seconds: u64,
    policy: Option<String>,
    external_id: Option<String>,
    tags: Option<Vec<SessionTag>>,
    source_identity: Option<String>,
}

object! {
    AssumeRoleRequest {
        "RoleArn" => role_arn = String::new(),
        "RoleSessionName" => role_session_name = String::new(),
        "DurationSeconds" => duration_seconds = 0,
        "Policy" => policy = None,
        "ExternalId" => external_id = None,
        "Tags" => tags = None,
        "SourceIdentity" => source_identity = None,
    }
}

#[derive(Clone)]
struct SessionTag {
    key: String,
    value: String,
}

object! {
    SessionTag {
        "Key" => key = String::new(),
        "Value" => value = String::new(),
    }
}
