//! What a call can fail with.

mod code;
mod common;
mod failure;

use std::fmt;

use http::StatusCode;

pub use self::code::ErrorCode;
pub use self::common::CommonError;
use self::failure::OneLine;
pub use self::failure::{ApiError, Failure, RequestError, ResponseError, StatusError};

/// A call failed. `E` is the enum of the codes that the action documents.
///
/// `Display` is one line with all there is to say: for a refusal of the API its code, its message, and the request id
/// that support asks for. No text here ever holds a credential.
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
    pub(crate) service: &'static str,
    pub(crate) action: &'static str,
    pub(crate) http_status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) failure: Failure,
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

    /// Whether there were too many requests, so that the same one can succeed later.
    pub fn is_throttled(&self) -> bool {
        self.common().is_some_and(CommonError::is_throttled)
            || self.http_status() == Some(StatusCode::TOO_MANY_REQUESTS)
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
        let Self {
            service,
            action,
            failure,
            ..
        } = self;
        write!(f, "{service} {action}: {failure}")?;
        match (&self.request_id, failure) {
            (Some(id), _) => write!(f, " (request id {})", OneLine(id)),
            (None, Failure::Api(_)) => f.write_str(" (no request id)"),
            (None, _) => Ok(()),
        }
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("service", &self.service)
            .field("action", &self.action)
            .field("http_status", &self.http_status)
            .field("request_id", &self.request_id)
            .field("failure", &self.failure)
            .finish()
    }
}
