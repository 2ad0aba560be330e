use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::sts::Session;
use super::{Credential, CredentialError};
use crate::config::NoCredential;
use crate::{Action, Platform, object};

static ASSUME_ROLE_WITH_WEB_IDENTITY: Action = Action::new("AssumeRoleWithWebIdentity").unsigned();

/// A role that is taken on with the token of an identity provider (OIDC).
pub(super) struct WebIdentity {
    /// The name that the identity provider has in CAM.
    pub(super) provider_id: String,
    pub(super) role_arn: String,
    pub(super) session: Session,
}

impl WebIdentity {
    /// Shows the token to `sts`. Nothing is signed: the token is all that counts.
    pub(super) async fn assume(
        &self,
        token: &SecretString,
        platform: &Platform,
    ) -> Result<Credential, CredentialError> {
        let request = AssumeRoleWithWebIdentityRequest {
            provider_id: self.provider_id.clone(),
            web_identity_token: token.expose_secret().to_owned(),
            role_arn: self.role_arn.clone(),
            role_session_name: self.session.name(platform),
            duration_seconds: self.session.duration.as_secs(),
        };
        let action = &ASSUME_ROLE_WITH_WEB_IDENTITY;
        let source = Arc::new(NoCredential);
        self.session
            .call(action, &request, source, &self.role_arn, platform)
            .await
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
