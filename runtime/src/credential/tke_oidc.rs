use super::cached::provide_from_cache;
use super::environment::Environment;
use super::sts::Session;
use super::token_file::TokenFile;
use super::web_identity::WebIdentity;
use super::{CachedCredential, Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::{Endpoint, Platform};

const REGION: &str = "TKE_REGION";
const PROVIDER_ID: &str = "TKE_PROVIDER_ID";
const TOKEN_FILE: &str = "TKE_WEB_IDENTITY_TOKEN_FILE";
const ROLE_ARN: &str = "TKE_ROLE_ARN";

/// Takes on the role of a Kubernetes service account, within a pod of TKE: `AssumeRoleWithWebIdentity` of the service `sts`.
///
/// TKE sets `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and `TKE_ROLE_ARN` in pods whose service
/// account has a role. They are read with each renewal, and so is the token file, in which Kubernetes puts a new token from
/// time to time. The temporary credential is kept and renewed as [`CachedCredential`] does.
#[derive(Debug)]
pub struct TkeOidcCredential(CachedCredential<TkeOidc>);

impl TkeOidcCredential {
    /// The role that the environment names, for two hours at a time.
    pub fn new() -> Self {
        Self::of(Environment::default())
    }

    fn of(environment: Environment) -> Self {
        Self(CachedCredential::new(TkeOidc {
            environment,
            session_name: None,
            endpoint: Endpoint::Default,
        }))
    }

    /// The name of the session in audit logs: 2 to 128 of letters, digits and `=,.@_-`. If not set it is made of the name
    /// of this crate and the time.
    #[must_use]
    pub fn session_name(self, name: impl Into<String>) -> Self {
        Self(self.0.map(|tke| tke.session_name = Some(name.into())))
    }

    /// Which host of `sts` answers.
    #[must_use]
    pub fn endpoint(self, endpoint: impl Into<Endpoint>) -> Self {
        Self(self.0.map(|tke| tke.endpoint = endpoint.into()))
    }
}

impl Default for TkeOidcCredential {
    fn default() -> Self {
        Self::new()
    }
}

provide_from_cache!(TkeOidcCredential);

struct TkeOidc {
    environment: Environment,
    session_name: Option<String>,
    endpoint: Endpoint,
}

impl CredentialProvider for TkeOidc {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.fetch(platform))
    }

    fn name(&self) -> &'static str {
        "TKE OIDC"
    }
}

impl TkeOidc {
    async fn fetch(&self, platform: &Platform) -> Result<Credential, CredentialError> {
        let [region, provider_id, token_file, role_arn] = self.variables()?;
        let role = WebIdentity {
            provider_id,
            role_arn,
            token: Box::new(TokenFile::new(token_file)),
            session: Session {
                name: self.session_name.clone(),
                region,
                endpoint: self.endpoint.clone(),
                ..Session::default()
            },
        };
        role.fetch(platform).await
    }

    /// `TKE_REGION` and its like. A region alone says nothing yet; of the others, one without the rest is a mistake.
    fn variables(&self) -> Result<[String; 4], CredentialError> {
        let names = [REGION, PROVIDER_ID, TOKEN_FILE, ROLE_ARN];
        let mut values = [None, None, None, None];
        for (name, value) in names.into_iter().zip(&mut values) {
            *value = self.environment.read(name)?;
        }
        match values {
            [
                Some(region),
                Some(provider_id),
                Some(token_file),
                Some(role_arn),
            ] => Ok([region, provider_id, token_file, role_arn]),
            [_, None, None, None] => Err(CredentialError::not_configured(format!(
                "environment variable {ROLE_ARN} is not set: this is no pod of TKE whose service account has a role"
            ))),
            values => {
                let missing = names
                    .into_iter()
                    .zip(values)
                    .filter(|(_, value)| value.is_none());
                let missing: Vec<_> = missing.map(|(name, _)| name).collect();
                Err(CredentialError::new(format!(
                    "of the variables that TKE sets, these are missing: {}",
                    missing.join(", ")
                )))
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, SystemTime};

    use bytes::Bytes;

    use super::*;
    use crate::{Transport, TransportFuture};

    /// Answers every request with a credential for an hour, and keeps the requests.
    #[derive(Clone, Default)]
    struct Sts(Arc<Mutex<Vec<http::Request<Bytes>>>>);

    impl Transport for Sts {
        fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
            self.0.lock().unwrap().push(request);
            let answer = r#"{"Response":{"Credentials":{"Token":"hunter2","TmpSecretId":"AKIDpod","TmpSecretKey":"hunter2"},"ExpiredTime":1700003600,"RequestId":"id"}}"#;
            Box::pin(async { Ok(http::Response::new(Bytes::from_static(answer.as_bytes()))) })
        }
    }

    fn platform(transport: &Sts, seconds: u64) -> Platform {
        let mut platform = Platform::default();
        platform.set_transport(Arc::new(transport.clone()));
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        platform.set_clock(Arc::new(move || now));
        platform
    }

    #[tokio::test]
    async fn shows_the_token_of_the_file_to_sts_at_each_renewal() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "hunter2first\n").unwrap();
        let provider = TkeOidcCredential::of(Environment::of([
            (REGION, "ap-chengdu"),
            (PROVIDER_ID, "tke-cluster"),
            (TOKEN_FILE, file.to_str().unwrap()),
            (ROLE_ARN, "qcs::cam::uin/1:roleName/pod"),
        ]))
        .session_name("web");
        let sts = Sts::default();
        let credential = provider.credential(&platform(&sts, 1_700_000_000)).await;
        let credential = credential.unwrap();
        assert_eq!(credential.secret_id(), "AKIDpod");
        let shown = format!("{provider:?} {credential:?}");
        assert!(!shown.contains("hunter2"), "{shown}");

        fs::write(&file, "hunter2second").unwrap();
        let later = platform(&sts, 1_700_003_500);
        provider.credential(&later).await.unwrap();

        let requests = sts.0.lock().unwrap();
        for (request, token) in requests.iter().zip(["hunter2first", "hunter2second"]) {
            let headers = request.headers();
            assert_eq!(headers["x-tc-action"], "AssumeRoleWithWebIdentity");
            assert_eq!(headers["x-tc-region"], "ap-chengdu");
            assert_eq!(headers["authorization"], "SKIP");
            let expected = format!(
                r#"{{"ProviderId":"tke-cluster","WebIdentityToken":"{token}","RoleArn":"qcs::cam::uin/1:roleName/pod","RoleSessionName":"web","DurationSeconds":7200}}"#
            );
            assert_eq!(request.body(), &expected);
        }
        assert_eq!(requests.len(), 2);
    }

    #[tokio::test]
    async fn says_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let empty = folder.path().join("empty");
        fs::write(&empty, "\n").unwrap();
        let empty = empty.to_str().unwrap();
        let all = |file| {
            vec![
                (REGION, "ap-chengdu"),
                (PROVIDER_ID, "tke-cluster"),
                (TOKEN_FILE, file),
                (ROLE_ARN, "qcs::cam::uin/1:roleName/pod"),
            ]
        };
        for (variables, is_not_configured, expected) in [
            (
                all("x")[..1].to_vec(),
                true,
                "environment variable TKE_ROLE_ARN is not set: this is no pod of TKE whose service account has a role",
            ),
            (
                all("x")[1..3].to_vec(),
                false,
                "of the variables that TKE sets, these are missing: TKE_REGION, TKE_ROLE_ARN",
            ),
            (
                all("/nowhere/token"),
                false,
                "cannot take a token from /nowhere/token: No such file or directory (os error 2)",
            ),
            (all(empty), false, "it is empty"),
        ] {
            let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            let environment =
                Environment::from(variables.into_iter().map(owned).collect::<Vec<_>>());
            let provider = TkeOidcCredential::of(environment);
            let sts = Sts::default();
            let error = provider.credential(&platform(&sts, 1_700_000_000)).await;
            let error = error.unwrap_err();
            assert!(error.to_string().ends_with(expected), "{error}");
            assert_eq!(error.is_not_configured(), is_not_configured, "{error}");
            assert!(sts.0.lock().unwrap().is_empty());
        }
    }
}
