use std::pin::Pin;

use secrecy::SecretString;

use super::CredentialError;
use crate::Platform;

/// What [`IdentitySource::identity`] answers: a text that is as secret as a key.
pub type IdentityFuture<'a> =
    Pin<Box<dyn Future<Output = Result<SecretString, CredentialError>> + Send + 'a>>;

/// Where the proof comes from that a role is given for: the token of an identity provider (OIDC), or a SAML assertion.
///
/// A function that gives the text is one, and so is a `TokenFile`.
pub trait IdentitySource: Send + Sync {
    /// The proof. It is asked for with each renewal, because it does not live long.
    ///
    /// # Errors
    /// There is none to be had. The message must not hold a secret: it is shown to users.
    fn identity<'a>(&'a self, platform: &'a Platform) -> IdentityFuture<'a>;
}

impl<F> IdentitySource for F
where
    F: Fn() -> Result<String, CredentialError> + Send + Sync,
{
    fn identity<'a>(&'a self, _platform: &'a Platform) -> IdentityFuture<'a> {
        Box::pin(std::future::ready(self().map(SecretString::from)))
    }
}
