use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{
    Credential, CredentialError, CredentialFuture, CredentialProvider, CvmRoleCredential,
    EnvironmentCredential,
};
use crate::Platform;

/// Asks one provider after the other, until one has a credential. That one is asked from then on.
///
/// - The next is asked only after an error that says that there is
///   [nothing configured](CredentialError::not_configured). Any other is the error of the chain: with a typing error in a
///   file, a program must not run as someone else.
/// - A process does not change who it is. When the provider that was found fails later, that is the error, and the others
///   are not asked again.
/// - If none has a credential, the error says of each why.
///
/// The [default](Self::default) is what programs expect that were written for the official clients:
/// [`EnvironmentCredential`], `ProfileCredential`, `TkeOidcCredential`, [`CvmRoleCredential`]. The official clients ask for
/// the CVM role before that of a pod. But a pod that has a role of its own should not act as the machine it runs on, and
/// where there is no metadata service, asking for it takes a while.
///
/// ```
/// use tencentcloud_runtime::{Config, CredentialChain, CvmRoleCredential, EnvironmentCredential};
///
/// let chain = CredentialChain::of(EnvironmentCredential).then(CvmRoleCredential::new().role("reader"));
/// let config = Config::new(chain);
/// ```
pub struct CredentialChain {
    links: Vec<Arc<dyn CredentialProvider>>,
    /// The place of the one that has a credential.
    found: OnceLock<usize>,
}

impl CredentialChain {
    /// A chain of one provider.
    pub fn of(first: impl CredentialProvider + 'static) -> Self {
        Self {
            links: vec![Arc::new(first)],
            found: OnceLock::new(),
        }
    }

    /// The same with one more provider, which is asked after those that are there.
    #[must_use]
    pub fn then(mut self, next: impl CredentialProvider + 'static) -> Self {
        self.links.push(Arc::new(next));
        self
    }

    /// The name of the provider that had a credential; nothing before one was asked for.
    pub fn found(&self) -> Option<&str> {
        self.link().map(CredentialProvider::name)
    }

    fn link(&self) -> Option<&dyn CredentialProvider> {
        self.found.get().map(|&found| &*self.links[found])
    }

    async fn ask(&self, platform: &Platform) -> Result<Credential, CredentialError> {
        if let Some(link) = self.link() {
            return link.credential(platform).await;
        }
        let mut reasons = Vec::new();
        for (index, link) in self.links.iter().enumerate() {
            match link.credential(platform).await {
                Ok(credential) => {
                    // Someone else may have found it first, and the same one.
                    let _ = self.found.set(index);
                    return Ok(credential);
                }
                Err(error) if error.is_not_configured() => {
                    reasons.push(format!("{}: {error}", link.name()));
                }
                Err(error) => return Err(error),
            }
        }
        let reasons = reasons.join("; ");
        Err(CredentialError::not_configured(format!(
            "none is configured ({reasons})"
        )))
    }
}

impl Default for CredentialChain {
    fn default() -> Self {
        let chain = Self::of(EnvironmentCredential);
        #[cfg(not(target_family = "wasm"))]
        let chain = chain
            .then(super::ProfileCredential::new())
            .then(super::TkeOidcCredential::new());
        chain.then(CvmRoleCredential::new())
    }
}

impl CredentialProvider for CredentialChain {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.ask(platform))
    }

    fn invalidate(&self, credential: &Credential) -> bool {
        self.link().is_some_and(|link| link.invalidate(credential))
    }

    fn name(&self) -> &str {
        self.found().unwrap_or("a chain of credential providers")
    }
}

impl fmt::Debug for CredentialChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let links: Vec<_> = self.links.iter().map(CredentialProvider::name).collect();
        f.debug_struct("CredentialChain")
            .field("links", &links)
            .field("found", &self.found())
            .finish()
    }
}
