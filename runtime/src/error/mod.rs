//! What a call can fail with.

mod attempt;
mod code;
mod common;
mod failure;

use std::fmt;

use http::StatusCode;

pub use self::attempt::Attempt;
pub use self::code::ErrorCode;
pub use self::common::CommonError;
use self::failure::OneLine;
pub use self::failure::{ApiError, Failure, RequestError, ResponseError, StatusError};
use crate::TransportErrorKind;
use crate::retry::Class;
use crate::service::Names;

/// A call failed. `E` is the enum of the codes that the action documents.
///
/// `Display` is one line with all there is to say: for a refusal of the API its code, its message, the request id
/// that support asks for, and how often the call was sent. No text here ever holds a credential.
///
/// ```
/// # use tencentcloud_runtime::{CommonError, Error};
/// fn advise(error: &Error) -> &'static str {
///     match error.kind() {
///         Some(CommonError::AuthFailureSignatureExpire) => "set the clock",
///         Some(_) if error.is_throttled() => "wait a second",
///         Some(_) => "see the documentation of the code",
///         None => "the API was not reached, or did not understand",
///     }
/// }
/// ```
pub struct Error<E = CommonError> {
    kind: Option<E>,
    details: Box<Details>,
}

/// Everything that does not depend on the enum.
pub(crate) struct Details {
    pub(crate) names: Names,
    pub(crate) http_status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) failure: Failure,
    /// All that were made. The last one failed with the failure, unless that came in between.
    pub(crate) attempts: Vec<Attempt>,
    /// Why there was not one more, where there could have been.
    pub(crate) stopped: Option<Stopped>,
}

/// Why a call was not sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// It may have been executed, and nothing says that it can be executed twice.
    NotRepeatable,
    /// As many attempts as allowed were made.
    Attempts,
    /// The bucket is empty.
    Budget,
    /// The wait would be longer than the time that is left.
    Time,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotRepeatable => "not sent again, because it may have been executed",
            Self::Attempts => "the last one allowed",
            Self::Budget => "not sent again, because the retry budget is used up",
            Self::Time => "not sent again, because there is not enough time left",
        })
    }
}

impl<E: ErrorCode> Error<E> {
    pub(crate) fn new(details: Box<Details>) -> Self {
        Self {
            kind: details.code().map(E::from_code),
            details,
        }
    }
}

impl<E> Error<E> {
    /// The code as a variant of the action's enum; nothing if the failure is not one that the API answered.
    pub fn kind(&self) -> Option<&E> {
        self.kind.as_ref()
    }

    /// The same error with the code as a variant of another enum, such as the one of all codes of the service.
    pub fn with_kind<F: ErrorCode>(self) -> Error<F> {
        Error::new(self.details)
    }

    /// The code that the API answered, such as `InvalidInstanceId.NotFound`.
    pub fn code(&self) -> Option<&str> {
        self.details.code()
    }

    /// The message that the API answered.
    pub fn message(&self) -> Option<&str> {
        match &self.details.failure {
            Failure::Api(error) => Some(error.message()),
            _ => None,
        }
    }

    /// The id of the request, if an answer came that has one. Support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.details.request_id.as_deref()
    }

    /// The HTTP status, if an answer came. A refusal of the API usually has 200.
    pub fn http_status(&self) -> Option<StatusCode> {
        self.details.http_status
    }

    /// The code, if it is one that every service has.
    pub fn common(&self) -> Option<CommonError> {
        let common = CommonError::from_code(self.code()?);
        (common != CommonError::Other).then_some(common)
    }

    /// Whether there were too many requests: a code of the family `RequestLimitExceeded`, or the HTTP status 429. The request
    /// was not executed, and the same one can succeed later.
    pub fn is_throttled(&self) -> bool {
        Class::of(&self.details.failure) == Class::Throttled
    }

    /// Whether the same request can succeed later, so that it makes sense to send it again: there was no connection, it
    /// broke, no answer came in time, there were too many requests, or something failed inside of the service.
    ///
    /// By then the call [was sent again](crate::Retry) as often as allowed. If [`may_have_been_executed`] is true, another
    /// time can do the same twice.
    ///
    /// [`may_have_been_executed`]: Self::may_have_been_executed
    pub fn is_retryable(&self) -> bool {
        Class::of(&self.details.failure).is_passing()
    }

    /// Whether the request may have been executed though the call failed: it was sent, and nothing came that says it was
    /// refused. A failure that sending again does not mend counts as a refusal if it is the answer of the API.
    pub fn may_have_been_executed(&self) -> bool {
        match &self.details.failure {
            Failure::Credential(_) | Failure::Request(_) => false,
            Failure::Transport(error) => !matches!(
                error.kind(),
                TransportErrorKind::Setup | TransportErrorKind::Connect
            ),
            failure @ (Failure::Api(_) | Failure::Status(_)) => {
                Class::of(failure) == Class::Transient
            }
            Failure::Response(_) | Failure::Pages(_) => true,
        }
    }

    /// Each time that the call was sent, in order. Empty if the request or the configuration could not be used.
    pub fn attempts(&self) -> &[Attempt] {
        &self.details.attempts
    }

    /// Why the call failed, in detail.
    pub fn failure(&self) -> &Failure {
        &self.details.failure
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.details.fmt(f)
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.details, f)
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.details.failure.source()
    }
}

impl Details {
    fn code(&self) -> Option<&str> {
        match &self.failure {
            Failure::Api(error) => Some(error.code()),
            _ => None,
        }
    }
}

impl fmt::Display for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.names, self.failure)?;
        let mut notes = Vec::new();
        match (&self.request_id, &self.failure) {
            (Some(id), _) => notes.push(format!("request id {}", OneLine(id))),
            (None, Failure::Api(_)) => notes.push("no request id".to_owned()),
            (None, _) => {}
        }
        match self.attempts.len() {
            0 | 1 => {}
            count => notes.push(format!("attempt {count}")),
        }
        notes.extend(self.stopped.map(|why| why.to_string()));
        if notes.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", notes.join("; "))
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("service", &self.names.service)
            .field("action", &self.names.action)
            .field("http_status", &self.http_status)
            .field("request_id", &self.request_id)
            .field("failure", &self.failure)
            .field("attempts", &self.attempts)
            .field("stopped", &self.stopped)
            .finish()
    }
}
