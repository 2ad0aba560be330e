use secrecy::ExposeSecret;

use super::cached::provide_from_cache;
use super::identity::IdentitySource;
use super::sts::{Session, session_setters};
use super::{CachedCredential, Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::{Action, Platform, object};

static ASSUME_ROLE_WITH_WEB_IDENTITY: Action = Action::new("AssumeRoleWithWebIdentity").unsigned();

/// Takes on a role with the token of an identity provider (OIDC): `AssumeRoleWithWebIdentity` of the service `sts`, which
/// needs no key.
///
/// The temporary credential is kept and renewed as [`CachedCredential`] does, with a new token each time. In a pod of TKE,
/// `TkeOidcCredential` knows all of it by itself.
///
/// ```
/// use tencentcloud_runtime::{Config, CredentialError, WebIdentityCredential};
///
/// // A job of a CI that has a token in its environment.
/// let token = || std::env::var("ID_TOKEN").map_err(|_| CredentialError::new("ID_TOKEN is not set"));
/// let role = WebIdentityCredential::new("ci", "qcs::cam::uin/100000000001:roleName/deploy", token);
/// let config = Config::new(role).region("ap-guangzhou");
/// ```
#[derive(Debug)]
pub struct WebIdentityCredential(CachedCredential<WebIdentity>);

impl WebIdentityCredential {
    /// The role by its resource description, for two hours at a time, and the name that the identity provider has in CAM.
    pub fn new(
        provider_id: impl Into<String>,
        role_arn: impl Into<String>,
        token: impl IdentitySource + 'static,
    ) -> Self {
        Self(CachedCredential::new(WebIdentity {
            provider_id: provider_id.into(),
            role_arn: role_arn.into(),
            token: Box::new(token),
            session: Session::default(),
        }))
    }

    session_setters!();
}

provide_from_cache!(WebIdentityCredential);

/// The same without a memory.
pub(super) struct WebIdentity {
    pub(super) provider_id: String,
    pub(super) role_arn: String,
    pub(super) token: Box<dyn IdentitySource>,
    pub(super) session: Session,
}

impl WebIdentity {
    pub(super) async fn fetch(&self, platform: &Platform) -> Result<Credential, CredentialError> {
        let token = self.token.identity(platform).await?;
        let request = AssumeRoleWithWebIdentityRequest {
            provider_id: self.provider_id.clone(),
            web_identity_token: token.expose_secret().to_owned(),
            role_arn: self.role_arn.clone(),
            role_session_name: self.session.name(platform),
            duration_seconds: self.session.duration.as_secs(),
        };
        let action = &ASSUME_ROLE_WITH_WEB_IDENTITY;
        self.session
            .call_unsigned(action, &request, &self.role_arn, platform)
            .await
    }
}

impl CredentialProvider for WebIdentity {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.fetch(platform))
    }

    fn name(&self) -> &'static str {
        "AssumeRoleWithWebIdentity"
    }
}

#[derive(Clone)]
struct AssumeRoleWithWebIdentityRequest {
    provider_id: String,
    web_identity_token: String,
    role_arn: String,
    role_session_name: String,
    duration_seconds: u64,
}

object! {
    AssumeRoleWithWebIdentityRequest {
        "ProviderId" => provider_id = String::new(),
        "WebIdentityToken" => web_identity_token = String::new(),
        "RoleArn" => role_arn = String::new(),
        "RoleSessionName" => role_session_name = String::new(),
        "DurationSeconds" => duration_seconds = 0,
    }
}
