//! The way to the API: one HTTP request, one answer.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

#[cfg(all(
    any(feature = "reqwest", feature = "blocking"),
    not(target_family = "wasm")
))]
mod bundled;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub use self::bundled::ReqwestTransport;
#[cfg(all(
    any(feature = "reqwest", feature = "blocking"),
    not(target_family = "wasm")
))]
pub use self::bundled::TransportBuilder;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use self::bundled::UreqTransport;

/// What [`Transport::send`] answers.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// The body of an answer, piece by piece as it comes. A piece ends anywhere, in the middle of a character too. An error is
/// the last item; a body that was cut off is one.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// What [`Transport::send_streaming`] answers.
pub type StreamingFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<BodyStream>, TransportError>> + Send + 'a>>;

/// The most bytes of an answer that are read into memory: larger than any that is meant, files go through object storage.
pub(crate) const MAX_ANSWER_BYTES: usize = 64 << 20;

/// Sends a request that is signed and complete, and answers whatever comes back.
///
/// - The URL is absolute, and every header that is needed is there, `Host` among them. The method, the query, the
///   body, and the headers `Host` and `Content-Type` are signed and must go out as they are.
/// - The longest that the exchange may take is in the request's extensions, as [`Timeout`]; see also [`IdleTimeout`].
/// - A redirect is an answer like any other: the signature does not hold anywhere else.
/// - Nothing is repeated; that would need a new signature.
///
/// An implementation that answers from memory is how to test without the API:
///
/// ```
/// use tencentcloud_runtime::{Bytes, Transport, TransportFuture, http};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
///         assert_eq!(request.headers()["x-tc-action"], "TerminateInstances");
///         let answer = Bytes::from_static(br#"{ "Response": { "RequestId": "1" } }"#);
///         Box::pin(async { Ok(http::Response::new(answer)) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends the request and reads the whole answer.
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_>;

    /// Sends the request and answers when the head of the answer is there, with the body as it comes. This is how actions
    /// that can answer with a stream of events are called, whatever they answer with in the end.
    ///
    /// Without an implementation of its own it waits for [the whole answer](Self::send): all events come at once when the
    /// last one is there, or never, when that takes longer than the [`Timeout`].
    fn send_streaming(&self, request: http::Request<Bytes>) -> StreamingFuture<'_> {
        let answer = self.send(request);
        Box::pin(async {
            let (head, body) = answer.await?.into_parts();
            let body: BodyStream = Box::pin(Whole(Some(body)));
            Ok(http::Response::from_parts(head, body))
        })
    }
}

/// A body in one piece.
struct Whole(Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }

    fn send_streaming(&self, request: http::Request<Bytes>) -> StreamingFuture<'_> {
        (**self).send_streaming(request)
    }
}

/// An extension of a request: how long the exchange may take, from connecting to the last byte of the answer; where there
/// is an [`IdleTimeout`], to the end of the answer's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// An extension of a request that is dropped when its [`Timeout`] is over, so that a transport need not look at the time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Watched;

/// An extension of a request whose answer can be long: how long to wait for each next piece of its body. The whole may take
/// any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdleTimeout(pub Duration);

/// What went wrong between here and the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot be set up; nothing was sent.
    Setup,
    /// There was no connection, or it closed before the request went out: nothing was sent. The same request can be sent
    /// again, also if it must not be executed twice.
    ///
    /// This is so when the host is not known, nobody listens there, TLS fails (its certificate is not trusted, say), a
    /// proxy refuses, or all that takes longer than the transport waits for a connection. An HTTP/2 server can refuse a
    /// request, too, by saying that it has not looked at it.
    Connect,
    /// Time was up. The request may have been executed.
    Timeout,
    /// The answer is larger than the transport reads. The request has been executed.
    TooLarge,
    /// The connection broke, or what came was not HTTP. The request may have been executed.
    Broken,
}

/// There was no answer; `Display` says why.
#[derive(Debug, Clone)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl TransportError {
    /// An error with a message that users see, so without secrets.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// The same with what led to it.
    #[must_use]
    pub fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub(crate) fn default() -> Result<Arc<dyn Transport>, TransportError> {
    Ok(Arc::new(ReqwestTransport::new()?))
}

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
pub(crate) fn default() -> Result<Arc<dyn Transport>, TransportError> {
    Err(TransportError::new(
        TransportErrorKind::Setup,
        "there is no transport: set one with `Config::transport`, or turn on the feature `reqwest`, or `blocking` for \
         `send_blocking`",
    ))
}

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub(crate) fn default_blocking() -> Result<Arc<dyn Transport>, TransportError> {
    Ok(Arc::new(UreqTransport::new()?))
}

#[cfg(all(test, not(feature = "reqwest")))]
mod tests {
    #[test]
    fn without_a_transport_the_error_names_the_features() {
        let Err(error) = super::default() else {
            panic!("a transport");
        };
        for feature in ["`reqwest`", "`blocking`", "`Config::transport`"] {
            assert!(error.to_string().contains(feature), "{error}");
        }
    }
}
