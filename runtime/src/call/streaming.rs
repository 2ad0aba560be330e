use std::fmt;
use std::future::poll_fn;
use std::time::Duration;

use super::exchange::Expects;
use super::run::Settled;
use super::{Call, CallFuture};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
use crate::BlockingEvents;
use crate::events::{Event, Events, Source};
use crate::object::Object;
use crate::{Error, ErrorCode, HttpMethod, Retry, sse};

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

    /// How long to wait, instead of [`Config::timeout`](crate::Config::timeout), with all attempts: for the one answer, as
    /// for any call; of a stream, until it begins. How long a stream takes in all is not limited.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self::new(self.call.timeout(timeout))
    }

    /// How long each attempt may take, instead of [`Config::attempt_timeout`](crate::Config::attempt_timeout): until the one
    /// answer is there, or a stream begins.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        Self::new(self.call.attempt_timeout(timeout))
    }

    /// How long a stream that has begun may be silent; as long as an attempt may take if not set. A comment that keeps the
    /// connection alive is no silence.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.call.setup.options.idle_timeout = Some(timeout);
        self
    }

    /// How often to send, and how long to wait in between, instead of [`Config::retry`](crate::Config::retry). A stream that
    /// has begun is never asked for again.
    pub fn retry(self, retry: Retry) -> Self {
        Self::new(self.call.retry(retry))
    }

    /// As [`Call::repeatable`].
    pub fn repeatable(self, repeatable: bool) -> Self {
        Self::new(self.call.repeatable(repeatable))
    }

    /// Sends it with this method, instead of [`Config::method`](crate::Config::method).
    pub fn method(self, method: HttpMethod) -> Self {
        Self::new(self.call.method(method))
    }

    /// As [`Call::unsigned_payload`].
    pub fn unsigned_payload(self, unsigned: bool) -> Self {
        Self::new(self.call.unsigned_payload(unsigned))
    }
}

impl<R: Object, E: ErrorCode> StreamingCall<R, E> {
    /// Sends the request and waits for the one answer. To await the call does the same.
    ///
    /// A stream of events is an error.
    pub fn send(self) -> CallFuture<R, E> {
        CallFuture::new(*self.call.setup, Expects::AnswerOfStreaming)
    }

    /// Sends the request and blocks the thread until the one answer is there, as [`Call::send_blocking`].
    ///
    /// # Errors
    /// As of any call. A stream of events is one.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send_blocking(mut self) -> Result<R, Error<E>> {
        self.call.setup.block();
        self.send().wait()
    }

    /// Sends the request and blocks the thread until the answer begins, as [`Call::send_blocking`]. An answer that is no stream
    /// is the only event of one.
    ///
    /// # Errors
    /// As of any call. An error that comes later is an item of the iterator.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn events_blocking(mut self) -> Result<BlockingEvents<R, E>, Error<E>> {
        self.call.setup.block();
        let mut events = Box::pin(self.events());
        let events = crate::blocking::wait(&mut |context| events.as_mut().poll(context))?;
        Ok(BlockingEvents::new(events))
    }

    /// Sends the request and waits until the answer begins. An answer that is no stream is the only event of one.
    ///
    /// # Errors
    /// As of any call. An error that comes later is an item of the stream.
    pub async fn events(self) -> Result<Events<R, E>, Error<E>> {
        let setup = *self.call.setup;
        let silence = setup.options.silence(&setup.client.config);
        let mut run = setup.run(Expects::Events(silence)).map_err(Error::new)?;
        loop {
            let outcome = poll_fn(|context| run.poll_outcome(context)).await;
            let mut response = R::empty();
            let Some(settled) = run.settle(outcome, &mut response) else {
                continue;
            };
            let names = run.names().clone();
            return Ok(match settled.map_err(Error::new)? {
                Settled::Stream(stream, secrets) => {
                    Events::new(None, Source::new(names, stream, secrets))
                }
                Settled::Once(finished) => {
                    let raw = sse::Event {
                        data: String::from_utf8_lossy(&finished.body).into_owned(),
                        ..sse::Event::default()
                    };
                    let event = Event { response, raw };
                    Events::new(Some(event), Source::ended(names, finished))
                }
            });
        }
    }
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
