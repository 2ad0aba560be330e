use std::fs;
use std::path::PathBuf;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::CredentialError;
use super::identity::{IdentityFuture, IdentitySource};
use crate::Platform;

/// A file that somebody else keeps up to date with a token, as Kubernetes does. It is read with each renewal; white space
/// around the token is dropped.
#[derive(Debug, Clone)]
pub struct TokenFile(PathBuf);

impl TokenFile {
    /// The file at this path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    fn read(&self) -> Result<SecretString, CredentialError> {
        let failed = |reason: &str| {
            let file = self.0.display();
            CredentialError::new(format!("cannot take a token from {file}: {reason}"))
        };
        let text = fs::read_to_string(&self.0);
        let text = text.map_err(|error| failed(&error.to_string()).with_said_source(error))?;
        match Zeroizing::new(text).trim() {
            "" => Err(failed("it is empty")),
            token => Ok(SecretString::from(token)),
        }
    }
}

impl IdentitySource for TokenFile {
    fn identity<'a>(&'a self, _platform: &'a Platform) -> IdentityFuture<'a> {
        Box::pin(std::future::ready(self.read()))
    }
}
