//! The events of a streaming action.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::{Response, StatusCode};

use crate::call::{Finished, request_id};
use crate::envelope::Envelope;
use crate::error::Details;
use crate::object::{Fields, FieldsMut, Object, Slot, Value};
use crate::redact::Secrets;
use crate::service::Names;
use crate::sse::{self, Reader};
use crate::transport::BodyStream;
use crate::{Error, ErrorCode, Failure, Field, ResponseError};

/// An event of a streaming action.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<R> {
    /// What it says, as far as the documentation describes it. Its request id is that of the whole stream if the event has
    /// none of its own.
    pub response: R,
    /// The event as it came: its name, its id, and the text of its data.
    ///
    /// Of some actions the documentation describes no member but the request id. Then this is where everything is, JSON or
    /// any other text: `serde_json::from_str(&event.raw.data)` reads it into a type of yours or a data type of the service.
    pub raw: sse::Event,
}

/// The events of a streaming action, in the order in which they come; see
/// [`StreamingCall::events`](crate::StreamingCall::events).
///
/// The stream ends behind the last event, or behind an error of the service or of the connection: a connection that breaks
/// never is a silent end. Behind an event that cannot be read, which is an error too, the stream goes on.
///
/// ```no_run
/// # use tencentcloud_runtime::{Error, ErrorCode, Events, Object};
/// # async fn example<R: Object, E: ErrorCode>(mut events: Events<R, E>, print: fn(R)) -> Result<(), Error<E>> {
/// while let Some(event) = events.next().await {
///     print(event?.response);
/// }
/// # Ok(()) }
/// ```
///
/// It also is a [`Stream`], for the combinators of other crates. To drop it closes the connection.
#[must_use = "events come when they are asked for"]
pub struct Events<R, E> {
    /// An answer that was no stream is its only event.
    first: Option<Event<R>>,
    source: Box<Source>,
    types: PhantomData<fn() -> E>,
}

/// Nothing in it is ever pinned.
impl<R, E> Unpin for Events<R, E> {}

impl<R: Object, E: ErrorCode> Events<R, E> {
    pub(crate) fn new(first: Option<Event<R>>, source: Source) -> Self {
        Self {
            first,
            source: Box::new(source),
            types: PhantomData,
        }
    }

    /// The next event; nothing when there are no more. It can be dropped and called again: no event gets lost.
    pub async fn next(&mut self) -> Option<Result<Event<R>, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<R, E> Events<R, E> {
    /// The id of the request. Support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.source.request_id.as_deref()
    }
}

impl<R: Object, E: ErrorCode> Stream for Events<R, E> {
    type Item = Result<Event<R>, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(first) = this.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        let Some(raw) = ready!(this.source.poll_event(context)) else {
            return Poll::Ready(None);
        };
        let mut response = R::empty();
        let read = raw.and_then(|raw| this.source.read(&raw, &mut response).map(|()| raw));
        Poll::Ready(Some(match read {
            Ok(raw) => Ok(Event { response, raw }),
            Err(details) => Err(Error::new(details)),
        }))
    }
}

impl<R, E> fmt::Debug for Events<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Source {
            names, request_id, ..
        } = &*self.source;
        f.debug_struct("Events")
            .field("service", &names.service)
            .field("action", &names.action)
            .field("request_id", request_id)
            .finish_non_exhaustive()
    }
}

/// What some actions send behind their last event.
const END_MARK: &str = "[DONE]";

/// Everything that does not depend on the types.
pub(crate) struct Source {
    names: Names,
    http_status: Option<StatusCode>,
    request_id: Option<String>,
    /// What errors must not tell; nothing if all was in the answer.
    secrets: Option<Secrets>,
    reader: Reader,
    /// Nothing when the stream is over.
    body: Option<BodyStream>,
    /// The body has ended; what is left is in the reader.
    is_at_end: bool,
}

impl Source {
    /// What comes in the body of an answer.
    pub(crate) fn new(names: Names, response: Response<BodyStream>, secrets: Secrets) -> Self {
        let (head, body) = response.into_parts();
        let mut request_id = request_id(&head.headers);
        if let Some(id) = &mut request_id {
            secrets.hide(id);
        }
        Self {
            secrets: Some(secrets),
            names,
            http_status: Some(head.status),
            request_id,
            reader: Reader::new(),
            body: Some(body),
            is_at_end: false,
        }
    }

    /// Nothing comes any more: all was in the answer.
    pub(crate) fn ended(names: Names, finished: Finished) -> Self {
        Self {
            names,
            http_status: Some(finished.http_status),
            request_id: finished.request_id,
            secrets: None,
            reader: Reader::new(),
            body: None,
            is_at_end: true,
        }
    }

    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<sse::Event, Box<Details>>>> {
        while let Some(body) = &mut self.body {
            match self.reader.next_event() {
                Ok(Some(event)) if event.data.trim() == END_MARK => {
                    read_to_end(body, context);
                    break;
                }
                // Keeps the connection alive.
                Ok(Some(event)) if event.data.trim().is_empty() => continue,
                Ok(Some(event)) => return Poll::Ready(Some(Ok(event))),
                Ok(None) if self.is_at_end => break,
                Ok(None) => {}
                Err(error) => {
                    let error = ResponseError::new(error.to_string(), b"");
                    return Poll::Ready(Some(Err(self.fail(Failure::Response(error)))));
                }
            }
            match ready!(body.as_mut().poll_next(context)) {
                Some(Ok(bytes)) => self.reader.push(&bytes),
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(self.fail(Failure::Transport(error)))));
                }
                None => {
                    self.is_at_end = true;
                    self.reader.finish();
                }
            }
        }
        self.body = None;
        Poll::Ready(None)
    }

    /// Reads the data of an event into its object.
    fn read(&mut self, raw: &sse::Event, object: &mut dyn Object) -> Result<(), Box<Details>> {
        let json = raw.data.as_bytes();
        let (envelope, read) = Envelope::read_event(json, object);
        if let Some(mut id) = envelope.request_id {
            if let Some(secrets) = &self.secrets {
                secrets.hide(&mut id);
            }
            self.request_id = Some(id);
        }
        if let Some(error) = envelope.error {
            return Err(self.fail(Failure::Api(error)));
        }
        if let Err(error) = read
            && is_documented(object)
        {
            let error = ResponseError::new(format!("event: {error}"), json);
            return Err(self.details(Failure::Response(error)));
        }
        if let Some(id) = &self.request_id {
            object.fields_mut(&mut MissingRequestId(id));
        }
        Ok(())
    }

    /// The stream is over.
    fn fail(&mut self, failure: Failure) -> Box<Details> {
        self.body = None;
        self.details(failure)
    }

    fn details(&self, mut failure: Failure) -> Box<Details> {
        if let Some(secrets) = &self.secrets {
            failure.hide(secrets);
        }
        #[cfg(feature = "tracing")]
        tracing::debug!(
            service = &*self.names.service,
            action = &*self.names.action,
            request_id = self.request_id,
            error = %failure,
            "event"
        );
        Box::new(Details {
            names: self.names.clone(),
            http_status: self.http_status,
            request_id: self.request_id.clone(),
            failure,
            attempts: Vec::new(),
            stopped: None,
        })
    }
}

/// Reads what is behind the end mark, if it is there already: a connection whose answer is read to its end can be used again.
fn read_to_end(body: &mut BodyStream, context: &mut Context<'_>) {
    // More than a line break and the end of the body is not to be expected, and not worth to wait for.
    const PIECES: usize = 4;
    for _ in 0..PIECES {
        if !matches!(body.as_mut().poll_next(context), Poll::Ready(Some(Ok(_)))) {
            return;
        }
    }
}

/// Whether an object has a member besides the request id, which every response has.
fn is_documented(object: &dyn Object) -> bool {
    struct Documented(bool);

    impl<'a> Fields<'a> for Documented {
        fn field(&mut self, name: &'static str, _field: &'a dyn Field) {
            self.0 |= name != "RequestId";
        }
    }

    let mut documented = Documented(false);
    object.fields(&mut documented);
    documented.0
}

/// Gives an object the request id if it has none.
struct MissingRequestId<'i>(&'i str);

impl<'a> FieldsMut<'a> for MissingRequestId<'_> {
    fn field(&mut self, name: &'static str, field: &'a mut dyn Field) {
        if name == "RequestId"
            && let Value::String("") = field.get()
            && let Slot::String(id) = field.slot()
        {
            self.0.clone_into(id);
        }
    }
}
