use std::fmt;
use std::future::ready;
use std::sync::Arc;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use super::environment::Environment;
use super::{CredentialError, CredentialFuture, CredentialProvider};
use crate::Platform;

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
    origin: Option<Arc<str>>,
}

impl Credential {
    /// A permanent key.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self(Arc::new(Parts {
            secret_id: secret_id.into(),
            secret_key: SecretString::from(secret_key.into()),
            token: None,
            expiration: None,
            origin: None,
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

    /// The same key with a note of where it comes from, such as `CVM role reader`. It is shown by `Debug`.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<Arc<str>>) -> Self {
        Arc::make_mut(&mut self.0).origin = Some(origin.into());
        self
    }

    /// Reads `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, and the token of a temporary key from
    /// `TENCENTCLOUD_TOKEN`, else `TENCENTCLOUD_SESSION_TOKEN`, else `TENCENTCLOUD_SECURITY_TOKEN`. White space around
    /// a value is dropped; a variable that is empty is not set.
    ///
    /// # Errors
    /// The id or the key is not set, or a variable is not UTF-8; the message names it. It
    /// [is not configured](CredentialError::is_not_configured) if neither id nor key is set.
    pub fn from_env() -> Result<Self, CredentialError> {
        super::environment::credential(&Environment::default())
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

    /// Where it comes from, if its provider says so.
    pub fn origin(&self) -> Option<&str> {
        self.0.origin.as_deref()
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

/// Only the start of the id, and what is known of its life and origin.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Someone will pass the key as the id, so that even of the id not much is shown.
        let shown: String = self.secret_id().chars().take(6).collect();
        let mut debug = f.debug_struct("Credential");
        debug.field("secret_id", &format_args!("{shown}.."));
        if let Some(origin) = self.origin() {
            debug.field("origin", &origin);
        }
        if let Some(expiration) = self.expiration() {
            debug.field("expiration", &expiration);
        }
        debug.finish_non_exhaustive()
    }
}

impl CredentialProvider for Credential {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(ready(Ok(self.clone())))
    }

    fn name(&self) -> &str {
        self.origin().unwrap_or("a fixed credential")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn debug_shows_the_start_of_the_id() {
        let credential = Credential::new("AKIDcanary", "canary-key").with_token("canary-token");
        assert_eq!(
            format!("{credential:?}"),
            "Credential { secret_id: AKIDca.., .. }"
        );
    }

    #[test]
    fn debug_shows_origin_and_expiration() {
        let credential = Credential::new("AKIDcanary", "canary-key")
            .with_origin("CVM role reader")
            .with_expiration(SystemTime::UNIX_EPOCH + Duration::from_secs(1));
        let shown = format!("{credential:?}");
        assert!(
            shown.contains("origin: \"CVM role reader\", expiration: "),
            "{shown}"
        );
        assert!(!shown.contains("canary"), "{shown}");
    }
}
