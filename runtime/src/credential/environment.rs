use std::ffi::OsString;
use std::fmt;
use std::future::ready;
use std::sync::Arc;

use super::{Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::Platform;

const SECRET_ID: &str = "TENCENTCLOUD_SECRET_ID";
const SECRET_KEY: &str = "TENCENTCLOUD_SECRET_KEY";
/// The first that is set counts. The first is what `tccli` reads; Terraform and others use the other two.
const TOKENS: [&str; 3] = [
    "TENCENTCLOUD_TOKEN",
    "TENCENTCLOUD_SESSION_TOKEN",
    "TENCENTCLOUD_SECURITY_TOKEN",
];

/// Reads the environment for every request, as [`Credential::from_env`] does.
#[derive(Debug, Clone, Copy, Default)]
pub struct EnvironmentCredential;

impl CredentialProvider for EnvironmentCredential {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(ready(Credential::from_env()))
    }

    fn name(&self) -> &'static str {
        "environment"
    }
}

/// The credential of `TENCENTCLOUD_SECRET_ID` and its like.
pub(super) fn credential(environment: &Environment) -> Result<Credential, CredentialError> {
    let (id, key) = (environment.read(SECRET_ID)?, environment.read(SECRET_KEY)?);
    let (id, key) = match (id, key) {
        (Some(id), Some(key)) => (id, key),
        (None, None) => {
            let error = format!("environment variable {SECRET_ID} is not set");
            return Err(CredentialError::not_configured(error));
        }
        (id, _) => {
            let missing = if id.is_none() { SECRET_ID } else { SECRET_KEY };
            let error = format!("environment variable {missing} is not set");
            return Err(CredentialError::new(error));
        }
    };
    let credential = Credential::new(id, key).with_origin("environment");
    for name in TOKENS {
        if let Some(token) = environment.read(name)? {
            return Ok(credential.with_token(token));
        }
    }
    Ok(credential)
}

/// The variables of the process, or of a test.
#[derive(Clone)]
pub(crate) struct Environment(Arc<Variables>);

type Variables = dyn Fn(&str) -> Option<OsString> + Send + Sync;

impl Environment {
    /// What a variable is set to, without the white space around it. Nothing if that is empty.
    ///
    /// # Errors
    /// It is not UTF-8.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>, CredentialError> {
        let Some(value) = (self.0)(name) else {
            return Ok(None);
        };
        let value = value.to_str().map(str::trim).ok_or_else(|| {
            CredentialError::new(format!("environment variable {name} is not UTF-8"))
        })?;
        Ok((!value.is_empty()).then(|| value.to_owned()))
    }

    /// As it is: a path need not be UTF-8. Nothing if it is empty.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn path(&self, name: &str) -> Option<std::path::PathBuf> {
        (self.0)(name)
            .filter(|value| !value.is_empty())
            .map(Into::into)
    }

    #[cfg(test)]
    pub(crate) fn of<const N: usize>(variables: [(&str, &str); N]) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self::from(Vec::from(variables.map(owned)))
    }
}

/// Only these variables.
#[cfg(test)]
impl From<Vec<(String, String)>> for Environment {
    fn from(variables: Vec<(String, String)>) -> Self {
        let variables: std::collections::HashMap<_, _> = variables.into_iter().collect();
        Self(Arc::new(move |name| variables.get(name).map(Into::into)))
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self(Arc::new(|name| std::env::var_os(name)))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn read<const N: usize>(variables: [(&str, &str); N]) -> Result<Credential, CredentialError> {
        credential(&Environment::of(variables))
    }

    #[test]
    fn reads_the_environment() {
        let key = [(SECRET_ID, "AKIDid\n"), (SECRET_KEY, " key")];
        let credential = read(key).unwrap();
        assert_eq!(credential.secret_id(), "AKIDid");
        assert_eq!(credential.secret_key().expose_secret(), "key");
        assert_eq!(credential.expose_token(), None);
        for name in TOKENS {
            let credential = read([key[0], key[1], (name, "token")]).unwrap();
            assert_eq!(credential.expose_token(), Some("token"), "{name}");
        }
        let both = [key[0], key[1], (TOKENS[2], "last"), (TOKENS[0], "first")];
        assert_eq!(read(both).unwrap().expose_token(), Some("first"));
    }

    #[test]
    fn names_the_variable_that_is_missing() {
        let half = |error: CredentialError, name| {
            assert_eq!(
                error.to_string(),
                format!("environment variable {name} is not set")
            );
            error.is_not_configured()
        };
        assert!(half(read([]).unwrap_err(), SECRET_ID));
        assert!(half(read([(TOKENS[0], "token")]).unwrap_err(), SECRET_ID));
        // One of two is a mistake, and nothing to pass over.
        let key_only = read([(SECRET_KEY, "key")]).unwrap_err();
        assert!(!half(key_only, SECRET_ID));
        let id_only = read([(SECRET_ID, "id"), (SECRET_KEY, " ")]).unwrap_err();
        assert!(!half(id_only, SECRET_KEY));
    }
}
