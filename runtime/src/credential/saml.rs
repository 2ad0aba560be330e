use secrecy::ExposeSecret;

use super::cached::provide_from_cache;
use super::identity::IdentitySource;
use super::sts::{Session, session_setters};
use super::{CachedCredential, Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::{Action, Platform, object};

static ASSUME_ROLE_WITH_SAML: Action = Action::new("AssumeRoleWithSAML").unsigned();

/// Takes on a role with a SAML assertion: `AssumeRoleWithSAML` of the service `sts`, which needs no key.
///
/// The temporary credential is kept and renewed as [`CachedCredential`] does, with a new assertion each time.
#[derive(Debug)]
pub struct SamlCredential(CachedCredential<Saml>);

impl SamlCredential {
    /// The role and the identity provider by their resource descriptions, such as
    /// `qcs::cam::uin/100000000001:saml-provider/login`, for two hours at a time. The assertion is base64, as the identity
    /// provider gives it.
    pub fn new(
        principal_arn: impl Into<String>,
        role_arn: impl Into<String>,
        assertion: impl IdentitySource + 'static,
    ) -> Self {
        Self(CachedCredential::new(Saml {
            principal_arn: principal_arn.into(),
            role_arn: role_arn.into(),
            assertion: Box::new(assertion),
            session: Session::default(),
        }))
    }

    session_setters!();
}

provide_from_cache!(SamlCredential);

struct Saml {
    principal_arn: String,
    role_arn: String,
    assertion: Box<dyn IdentitySource>,
    session: Session,
}

impl Saml {
    async fn fetch(&self, platform: &Platform) -> Result<Credential, CredentialError> {
        let assertion = self.assertion.identity(platform).await?;
        let request = AssumeRoleWithSamlRequest {
            saml_assertion: assertion.expose_secret().to_owned(),
            principal_arn: self.principal_arn.clone(),
            role_arn: self.role_arn.clone(),
            role_session_name: self.session.name(platform),
            duration_seconds: self.session.duration.as_secs(),
        };
        let action = &ASSUME_ROLE_WITH_SAML;
        self.session
            .call_unsigned(action, &request, &self.role_arn, platform)
            .await
    }
}

impl CredentialProvider for Saml {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.fetch(platform))
    }

    fn name(&self) -> &'static str {
        "AssumeRoleWithSAML"
    }
}

#[derive(Clone)]
struct AssumeRoleWithSamlRequest {
    saml_assertion: String,
    principal_arn: String,
    role_arn: String,
    role_session_name: String,
    duration_seconds: u64,
}

object! {
    AssumeRoleWithSamlRequest {
        "SAMLAssertion" => saml_assertion = String::new(),
        "PrincipalArn" => principal_arn = String::new(),
        "RoleArn" => role_arn = String::new(),
        "RoleSessionName" => role_session_name = String::new(),
        "DurationSeconds" => duration_seconds = 0,
    }
}
