use std::fmt;
use std::time::Duration;

use http::StatusCode;

use super::failure::OneLine;

/// One time that a call was sent, or was tried to be sent, and failed; see [`Error::attempts`](crate::Error::attempts).
///
/// `Display` is one line with all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) host: String,
    pub(crate) delay: Duration,
    pub(crate) elapsed: Option<Duration>,
    pub(crate) http_status: Option<StatusCode>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) failure: String,
}

impl Attempt {
    /// The host that it was sent to, with the port if that is not the usual one.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// How long was waited before.
    pub fn delay(&self) -> Duration {
        self.delay
    }

    /// How long it took. Nothing where there is no [`Timer`](crate::Timer).
    pub fn elapsed(&self) -> Option<Duration> {
        self.elapsed
    }

    /// The HTTP status, if an answer came.
    pub fn http_status(&self) -> Option<StatusCode> {
        self.http_status
    }

    /// The code that the API answered.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The id of the request, if an answer came that has one.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// What went wrong, in one line.
    pub fn failure(&self) -> &str {
        &self.failure
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        if let Some(elapsed) = self.elapsed {
            write!(f, " in {elapsed:.1?}")?;
        }
        if !self.delay.is_zero() {
            write!(f, " after a wait of {:.1?}", self.delay)?;
        }
        write!(f, ": {}", self.failure)?;
        match &self.request_id {
            Some(id) => write!(f, " (request id {})", OneLine(id)),
            None => Ok(()),
        }
    }
}
