//! Who calls: a secret id with its key, and where they come from.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use crate::Platform;

const SECRET_ID: &str = "TENCENTCLOUD_SECRET_ID";
const SECRET_KEY: &str = "TENCENTCLOUD_SECRET_KEY";
/// The first that is set counts. The first is what `tccli` reads; Terraform and others use the other two.
const TOKENS: [&str; 3] = [
    "TENCENTCLOUD_TOKEN",
    "TENCENTCLOUD_SESSION_TOKEN",
    "TENCENTCLOUD_SECURITY_TOKEN",
];

/// A secret id and key, and the token that a temporary key comes with.
///
/// Copies share the secrets, which are wiped from memory with the last of them. As a [`CredentialProvider`] it provides
/// itself.
#[derive(Clone)]
pub struct Credential(Arc<Parts>);

#[derive(Clone)]
struct Parts {
    secret_id: String,
    secret_key: SecretString,
    token: Option<SecretString>,
    expiration: Option<SystemTime>,
}

impl Credential {
    /// A permanent key.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self(Arc::new(Parts {
            secret_id: secret_id.into(),
            secret_key: SecretString::from(secret_key.into()),
            token: None,
            expiration: None,
        }))
    }

    /// The same key with the token that it was issued with.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).token = Some(SecretString::from(token.into()));
        self
    }

    /// The same key, which is not valid any more at this time.
    #[must_use]
    pub fn with_expiration(mut self, expiration: SystemTime) -> Self {
        Arc::make_mut(&mut self.0).expiration = Some(expiration);
        self
    }

    /// Reads `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, and the token of a temporary key from
    /// `TENCENTCLOUD_TOKEN`, else `TENCENTCLOUD_SESSION_TOKEN`, else `TENCENTCLOUD_SECURITY_TOKEN`. White space around
    /// a value is dropped; a variable that is empty is not set.
    ///
    /// # Errors
    /// The id or the key is not set, or a variable is not UTF-8; the message names it.
    pub fn from_env() -> Result<Self, CredentialError> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(
        variable: impl Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<Self, CredentialError> {
        let read = |name: &str| {
            let Some(value) = variable(name) else {
                return Ok(None);
            };
            let value = value.to_str().map(str::trim).ok_or_else(|| {
                CredentialError::new(format!("environment variable {name} is not UTF-8"))
            })?;
            Ok((!value.is_empty()).then(|| value.to_owned()))
        };
        let required = |name: &str| {
            read(name)?.ok_or_else(|| {
                CredentialError::new(format!("environment variable {name} is not set"))
            })
        };
        let credential = Self::new(required(SECRET_ID)?, required(SECRET_KEY)?);
        for name in TOKENS {
            if let Some(token) = read(name)? {
                return Ok(credential.with_token(token));
            }
        }
        Ok(credential)
    }

    /// The secret id. It names the key and goes over the wire; it is not secret by itself.
    pub fn secret_id(&self) -> &str {
        &self.0.secret_id
    }

    /// The secret key, which never leaves the machine.
    pub fn secret_key(&self) -> &SecretString {
        &self.0.secret_key
    }

    /// The token of a temporary key.
    pub fn token(&self) -> Option<&SecretString> {
        self.0.token.as_ref()
    }

    /// When it stops being valid; nothing if it is permanent, or if that is not known.
    pub fn expiration(&self) -> Option<SystemTime> {
        self.0.expiration
    }

    /// Whether requests are signed with the same key, whatever else differs.
    pub(crate) fn has_same_key(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.secret_id() == other.secret_id()
                && self.secret_key().expose_secret() == other.secret_key().expose_secret()
    }

    pub(crate) fn expose_token(&self) -> Option<&str> {
        self.token().map(ExposeSecret::expose_secret)
    }
}

/// Only the start of the id.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Someone will pass the key as the id, so that even of the id not much is shown.
        let shown: String = self.secret_id().chars().take(6).collect();
        f.debug_struct("Credential")
            .field("secret_id", &format_args!("{shown}.."))
            .finish_non_exhaustive()
    }
}

/// What [`CredentialProvider::credential`] answers.
pub type CredentialFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Credential, CredentialError>> + Send + 'a>>;

/// Where a credential comes from. It is asked for every request, so one that fetches should keep what it got.
pub trait CredentialProvider: Send + Sync {
    /// The credential to sign the next request with. What is fetched for it should come through the
    /// [`Platform`], which is that of the call: its transport knows of proxies, and works in calls that block, too.
    ///
    /// # Errors
    /// There is none to be had. The message must not hold a secret: it is shown to users.
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a>;
}

impl CredentialProvider for Credential {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// Reads the environment for every request, as [`Credential::from_env`] does.
#[derive(Debug, Clone, Copy, Default)]
pub struct EnvironmentCredential;

impl CredentialProvider for EnvironmentCredential {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(std::future::ready(Credential::from_env()))
    }
}

impl<T: CredentialProvider + ?Sized> CredentialProvider for Arc<T> {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        (**self).credential(platform)
    }
}

/// There is no credential; `Display` says why.
#[derive(Debug, Clone)]
pub struct CredentialError {
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl CredentialError {
    /// An error with a message that users see, so without secrets.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// The same with what led to it.
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Credential, CredentialError> {
        Credential::from_variables(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        })
    }

    #[test]
    fn reads_the_environment() {
        let key = [(SECRET_ID, "AKIDid\n"), (SECRET_KEY, " key")];
        let credential = read(&key).unwrap();
        assert_eq!(credential.secret_id(), "AKIDid");
        assert_eq!(credential.secret_key().expose_secret(), "key");
        assert_eq!(credential.expose_token(), None);
        for name in TOKENS {
            let credential = read(&[key[0], key[1], (name, "token")]).unwrap();
            assert_eq!(credential.expose_token(), Some("token"), "{name}");
        }
        let both = [key[0], key[1], (TOKENS[2], "last"), (TOKENS[0], "first")];
        assert_eq!(read(&both).unwrap().expose_token(), Some("first"));
    }

    #[test]
    fn names_the_variable_that_is_missing() {
        for (variables, name) in [
            (&[][..], SECRET_ID),
            (&[(SECRET_KEY, "key")], SECRET_ID),
            (&[(SECRET_ID, "id")], SECRET_KEY),
            (&[(SECRET_ID, "id"), (SECRET_KEY, " ")], SECRET_KEY),
        ] {
            let error = read(variables).unwrap_err().to_string();
            assert_eq!(error, format!("environment variable {name} is not set"));
        }
    }

    #[test]
    fn debug_shows_the_start_of_the_id() {
        let credential = Credential::new("AKIDcanary", "canary-key").with_token("canary-token");
        assert_eq!(
            format!("{credential:?}"),
            "Credential { secret_id: AKIDca.., .. }"
        );
    }
}
