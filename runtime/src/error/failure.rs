use std::error::Error as _;
use std::fmt;

use http::StatusCode;

use crate::redact::{ELLIPSIS, Secrets};
use crate::{CredentialError, PagesError, TransportError};

/// Why a call failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// There was no credential to sign with.
    Credential(CredentialError),
    /// The request or the configuration cannot be used; nothing was sent.
    Request(RequestError),
    /// No answer came.
    Transport(TransportError),
    /// An answer came from something other than the API: a gateway or a proxy.
    Status(StatusError),
    /// The answer cannot be read.
    Response(ResponseError),
    /// The API refused.
    Api(ApiError),
    /// The answers came, but the pages that they are cannot be followed any further.
    Pages(PagesError),
}

impl Failure {
    /// What led to it. Not itself: `Display` of an [`Error`](crate::Error) has said that already.
    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Credential(error) => error.source(),
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}

impl Failure {
    /// Hides what answers may repeat of what they were sent.
    pub(crate) fn hide(&mut self, secrets: &Secrets) {
        match self {
            Self::Status(StatusError { excerpt, .. })
            | Self::Response(ResponseError { excerpt, .. }) => {
                if let Some(Excerpt(text)) = excerpt {
                    secrets.hide(text);
                }
            }
            Self::Api(ApiError { code, message }) => {
                secrets.hide(code);
                secrets.hide(message);
            }
            Self::Credential(_) | Self::Request(_) | Self::Transport(_) | Self::Pages(_) => {}
        }
    }
}

impl From<CredentialError> for Failure {
    fn from(error: CredentialError) -> Self {
        Self::Credential(error)
    }
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credential(error) => write!(f, "no credential: {error}"),
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::Response(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Pages(error) => error.fmt(f),
        }
    }
}

/// A request or configuration that cannot be used; `Display` says what to change.
#[derive(Debug, Clone)]
pub struct RequestError(String);

impl RequestError {
    /// An error with a message that users see, so without secrets.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RequestError {}

/// The API refused a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl ApiError {
    /// The code, such as `InvalidInstanceId.NotFound`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The message, in the language of [`Config::language`](crate::Config::language).
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", OneLine(&self.code), OneLine(&self.message))
    }
}

impl std::error::Error for ApiError {}

/// An answer that says by its HTTP status that something went wrong, and is not from the API.
#[derive(Debug)]
pub struct StatusError {
    status: StatusCode,
    excerpt: Option<Excerpt>,
}

impl StatusError {
    pub(crate) fn new(status: StatusCode, body: &[u8]) -> Self {
        let excerpt = Excerpt::of(body);
        Self { status, excerpt }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The start of the body, if it is a text and not JSON.
    pub fn excerpt(&self) -> Option<&str> {
        self.excerpt.as_ref().map(|excerpt| excerpt.0.as_str())
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP status {}", self.status)?;
        write_excerpt(self.excerpt.as_ref(), f)
    }
}

impl std::error::Error for StatusError {}

/// An answer that cannot be read.
#[derive(Debug)]
pub struct ResponseError {
    message: String,
    excerpt: Option<Excerpt>,
}

impl ResponseError {
    pub(crate) fn new(message: impl Into<String>, body: &[u8]) -> Self {
        Self {
            message: message.into(),
            excerpt: Excerpt::of(body),
        }
    }

    /// The start of the body, if it is a text and not JSON.
    pub fn excerpt(&self) -> Option<&str> {
        self.excerpt.as_ref().map(|excerpt| excerpt.0.as_str())
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the answer: {}", self.message)?;
        write_excerpt(self.excerpt.as_ref(), f)
    }
}

impl std::error::Error for ResponseError {}

/// The start of a body that is not JSON, in one line. A body that is JSON gives none: it is the answer of an action,
/// which can hold a password.
#[derive(Debug)]
struct Excerpt(String);

impl Excerpt {
    const MAX_CHARS: usize = 200;

    fn of(body: &[u8]) -> Option<Self> {
        let body = body.trim_ascii();
        if body.is_empty() || body.starts_with(b"{") || body.starts_with(b"[") {
            return None;
        }
        // A character has at most 4 bytes: nothing behind these is shown.
        let start = String::from_utf8_lossy(&body[..body.len().min(4 * Self::MAX_CHARS)]);
        let mut text: String = OneLine(&start).to_string();
        if let Some((end, _)) = text.char_indices().nth(Self::MAX_CHARS) {
            text.truncate(end);
            text.push_str(ELLIPSIS);
        }
        Some(Self(text))
    }
}

fn write_excerpt(excerpt: Option<&Excerpt>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    excerpt.map_or(Ok(()), |Excerpt(text)| write!(f, ": {text}"))
}

/// A text from outside, with spaces for what could end or hide a line of a log.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        let is_bad = |c: char| {
            c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        self.0
            .chars()
            .try_for_each(|c| f.write_char(if is_bad(c) { ' ' } else { c }))
    }
}
