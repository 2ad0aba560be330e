use std::fmt;
use std::time::Duration;

use crate::call::{Call, CallFuture, finish};
use crate::error::Details;
use crate::events::{Event, Events, Source};
use crate::exchange::Answered;
use crate::object::Object;
use crate::{Error, ErrorCode, Failure, sse};

/// A call of an action that answers once, or with a stream of events: which of the two, the request says (most actions
/// have a member `Stream` for it), and in the end the service decides.
///
/// Take the [events](Self::events), or await the call for the one answer:
///
/// ```no_run
/// # use tencentcloud_runtime::{Error, ErrorCode, Object, StreamingCall};
/// # async fn example<R: Object, E: ErrorCode>(call: impl Fn() -> StreamingCall<R, E>, print: fn(R)) -> Result<(), Error<E>> {
/// print(call().await?);
///
/// let mut events = call().events().await?;
/// while let Some(event) = events.next().await {
///     print(event?.response);
/// }
/// # Ok(()) }
/// ```
///
/// They are two ways and not one, since an answer and an event are not the same thing, though they have the same type: of
/// a chat, each event has some words, and the answer has all of them. Who takes the events need not care for what comes:
/// one answer is a stream of one event. Who awaits a stream gets an error that says so, at once, not when the stream ends.
#[must_use = "a call is sent when it is awaited, or its events are taken"]
pub struct StreamingCall<R, E> {
    call: Call<R, E>,
}

impl<R, E> StreamingCall<R, E> {
    pub(crate) fn new(call: Call<R, E>) -> Self {
        Self { call }
    }

    /// The region that this request is about, instead of the one of the [`Config`](crate::Config).
    pub fn region(self, region: impl Into<String>) -> Self {
        Self::new(self.call.region(region))
    }

    /// How long to wait, instead of [`Config::timeout`](crate::Config::timeout): for the one answer, as for any call; of
    /// a stream, until it begins, and then for each next piece of it. How long a stream takes in all is not limited.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self::new(self.call.timeout(timeout))
    }

    /// How long a stream that has begun may be silent, instead of [`Self::timeout`]. A comment that keeps the connection
    /// alive is no silence.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.call.exchange.idle_timeout = Some(timeout);
        self
    }
}

impl<R: Object, E: ErrorCode> StreamingCall<R, E> {
    /// Sends the request and waits for the one answer. To await the call does the same.
    ///
    /// A stream of events is an error.
    pub fn send(self) -> CallFuture<R, E> {
        let exchange = self.call.exchange;
        CallFuture::new(exchange.names(), Box::pin(exchange.send_for_one()))
    }

    /// Sends the request and waits until the answer begins. An answer that is no stream is the only event of one.
    ///
    /// # Errors
    /// As of any call. An error that comes later is an item of the stream.
    pub async fn events(self) -> Result<Events<R, E>, Error<E>> {
        let exchange = self.call.exchange;
        let names = exchange.names();
        let mut response = R::empty();
        match first(names, exchange.send_for_events().await, &mut response) {
            Ok(First::Event(raw, source)) => Ok(Events::new(Some(Event { response, raw }), source)),
            Ok(First::Stream(source)) => Ok(Events::new(None, source)),
            Err(details) => Err(Error::new(details)),
        }
    }
}

enum First {
    /// The whole answer, which is in the object now.
    Event(sse::Event, Source),
    Stream(Source),
}

/// Puts an answer that is no stream into the object.
fn first(
    names: (&'static str, &'static str),
    answer: Result<Answered, Failure>,
    object: &mut dyn Object,
) -> Result<First, Box<Details>> {
    let answer = match answer {
        Ok(Answered::Stream(stream)) => return Ok(First::Stream(Source::new(names, stream))),
        Ok(Answered::Once(answer)) => Ok(answer),
        Err(failure) => Err(failure),
    };
    let finished = finish(names, answer, object)?;
    let raw = sse::Event {
        data: String::from_utf8_lossy(&finished.body).into_owned(),
        ..sse::Event::default()
    };
    Ok(First::Event(raw, Source::ended(names, finished)))
}

impl<R: Object, E: ErrorCode> IntoFuture for StreamingCall<R, E> {
    type Output = Result<R, Error<E>>;
    type IntoFuture = CallFuture<R, E>;

    fn into_future(self) -> CallFuture<R, E> {
        self.send()
    }
}

impl<R, E> fmt::Debug for StreamingCall<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
