use std::fmt;
use std::sync::Arc;

use crate::Error;

/// There is no credential; `Display` says why.
#[derive(Debug, Clone)]
pub struct CredentialError {
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    /// Whether the message has what the source says.
    is_source_said: bool,
    is_not_configured: bool,
}

impl CredentialError {
    /// An error with a message that users see, so without secrets.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
            is_source_said: false,
            is_not_configured: false,
        }
    }

    /// There is nothing here that a credential could come from: no variable, no file, no service. Only after such an
    /// error a [`CredentialChain`](crate::CredentialChain) asks its next provider. What is there and does not work is
    /// another error, [`new`](Self::new): a program must not become someone else because a file has a typing error.
    pub fn not_configured(message: impl Into<String>) -> Self {
        Self {
            is_not_configured: true,
            ..Self::new(message)
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

    /// The same with what led to it and is in the message already, so that it is not said again.
    pub(super) fn with_said_source(
        self,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self {
            is_source_said: true,
            ..self.with_source(source)
        }
    }

    /// The call of `sts` that failed, if that is why there is none.
    pub fn call(&self) -> Option<&Error> {
        self.source.as_deref()?.downcast_ref()
    }

    /// The same where what is missing has to be there.
    pub(super) fn into_required(self) -> Self {
        Self {
            is_not_configured: false,
            ..self
        }
    }

    /// Whether it was made by [`not_configured`](Self::not_configured).
    pub fn is_not_configured(&self) -> bool {
        self.is_not_configured
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_deref()?;
        if self.is_source_said {
            source.source()
        } else {
            Some(source)
        }
    }
}
