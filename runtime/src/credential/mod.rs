//! Who calls: a secret id with its key, and where they come from. The table of all providers is at
//! [`CredentialProvider`].
//!
//! | file | holds |
//! |---|---|
//! | `key` | [`Credential`] |
//! | `error` | [`CredentialError`] |
//! | `environment` | variables, and the credential in them |
//! | `profile/` | the files of the official clients (`ini`) and of `tccli` |
//! | `cvm_role` | the metadata service |
//! | `assume_role`, `web_identity`, `saml`, `tke_oidc` | roles, by calls of `sts` |
//! | `identity`, `token_file` | what proves who somebody is, where nobody signs |
//! | `chain` | one after the other |
//! | `cached`, `flight` | what keeps and renews, and what lets one of many do it |

mod assume_role;
mod cached;
mod chain;
mod cvm_role;
mod environment;
mod error;
mod flight;
mod identity;
mod key;
#[cfg(not(target_family = "wasm"))]
mod profile;
mod saml;
mod sts;
mod temporary;
#[cfg(not(target_family = "wasm"))]
mod tke_oidc;
#[cfg(not(target_family = "wasm"))]
mod token_file;
mod web_identity;

use std::pin::Pin;
use std::sync::Arc;

pub use self::assume_role::AssumeRoleCredential;
pub use self::cached::CachedCredential;
pub use self::chain::CredentialChain;
pub use self::cvm_role::CvmRoleCredential;
#[cfg(not(target_family = "wasm"))]
pub(crate) use self::environment::Environment;
pub use self::environment::EnvironmentCredential;
pub use self::error::CredentialError;
pub use self::identity::{IdentityFuture, IdentitySource};
pub use self::key::Credential;
#[cfg(not(target_family = "wasm"))]
pub use self::profile::ProfileCredential;
pub use self::saml::SamlCredential;
#[cfg(not(target_family = "wasm"))]
pub use self::tke_oidc::TkeOidcCredential;
#[cfg(not(target_family = "wasm"))]
pub use self::token_file::TokenFile;
pub use self::web_identity::WebIdentityCredential;
use crate::Platform;

/// What [`CredentialProvider::credential`] answers.
pub type CredentialFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Credential, CredentialError>> + Send + 'a>>;

/// Where a credential comes from.
///
/// | provider | looks at | again |
/// |---|---|---|
/// | [`Credential`] | itself | never |
/// | [`EnvironmentCredential`] | `TENCENTCLOUD_SECRET_ID` and its like | for every request |
/// | `ProfileCredential` | `~/.tencentcloud/credentials`, `/etc/tencentcloud/credentials`, `~/.tccli/default.credential` | when a file changes |
/// | `TkeOidcCredential` | `TKE_ROLE_ARN` and its like, the token file, `sts` | 5 minutes before it expires |
/// | [`CvmRoleCredential`] | the metadata service of CVM | 5 minutes before it expires |
/// | [`AssumeRoleCredential`] | another provider, `sts` | 5 minutes before it expires |
/// | [`WebIdentityCredential`], [`SamlCredential`] | the token of an identity provider, `sts` | 5 minutes before it expires |
/// | [`CredentialChain`] | `default()`: environment, profile, TKE, CVM | the one that had a credential, when that does |
/// | [`CachedCredential`] | another provider | 5 minutes before it expires |
///
/// How what is fetched is kept and renewed is said at [`CachedCredential`]. Files and the variables of TKE are there where
/// there is a file system: not on wasm.
///
/// # Your own
///
/// A provider is asked for every request: one that fetches should be wrapped in a [`CachedCredential`].
///
/// ```
/// use tencentcloud_runtime::{
///     CachedCredential, Config, Credential, CredentialError, CredentialFuture, CredentialProvider, Platform,
/// };
///
/// /// Asks a vault of the company.
/// struct Vault;
///
/// impl CredentialProvider for Vault {
///     fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
///         Box::pin(async move {
///             let transport = platform.transport().map_err(|error| {
///                 CredentialError::new("the vault cannot be reached").with_source(error)
///             })?;
///             // let answer = transport.send(...).await
///             # let _ = transport;
///             Ok(Credential::new("AKIDexample", "key").with_token("token").with_expiration(platform.now()))
///         })
///     }
///
///     fn name(&self) -> &str {
///         "vault"
///     }
/// }
///
/// let config = Config::new(CachedCredential::new(Vault));
/// ```
pub trait CredentialProvider: Send + Sync {
    /// The credential to sign the next request with. What is fetched for it should come through the
    /// [`Platform`], which is that of the call: its transport knows of proxies, and works in calls that block, too.
    ///
    /// # Errors
    /// There is none to be had. The message must not hold a secret: it is shown to users. Where nothing is there to
    /// take a credential from, it is [not configured](CredentialError::not_configured).
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a>;

    /// The API did not accept this credential, which the provider gave before: it was revoked, say. One that keeps
    /// credentials should not give it again.
    ///
    /// The answer says whether the next one will be fetched anew, so that the call that failed is sent again with it, once.
    /// By default nothing happens, and nothing will.
    fn invalidate(&self, credential: &Credential) -> bool {
        let _ = credential;
        false
    }

    /// What messages call it; by default, the name of the type.
    fn name(&self) -> &str {
        std::any::type_name::<Self>()
    }
}

impl<T: CredentialProvider + ?Sized> CredentialProvider for Arc<T> {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        (**self).credential(platform)
    }

    fn invalidate(&self, credential: &Credential) -> bool {
        (**self).invalidate(credential)
    }

    fn name(&self) -> &str {
        (**self).name()
    }
}
