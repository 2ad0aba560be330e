use std::fmt;
use std::iter::FusedIterator;
use std::pin::Pin;

use futures_core::Stream as _;

use super::wait;
use crate::object::Object;
use crate::{Error, ErrorCode, Event, Events};

/// The events of a streaming action, in the order in which they come; see
/// [`StreamingCall::events_blocking`](crate::StreamingCall::events_blocking). Each [`next`](Iterator::next) blocks the thread
/// until there is one.
///
/// It ends, and what an error means, as for [`Events`].
///
/// ```no_run
/// # use tencentcloud_runtime::{Error, ErrorCode, Object, StreamingCall};
/// # fn example<R: Object, E: ErrorCode>(call: StreamingCall<R, E>, print: fn(R)) -> Result<(), Error<E>> {
/// for event in call.events_blocking()? {
///     print(event?.response);
/// }
/// # Ok(()) }
/// ```
#[must_use = "events come when they are asked for"]
pub struct BlockingEvents<R, E>(Events<R, E>);

impl<R, E> BlockingEvents<R, E> {
    pub(crate) fn new(events: Events<R, E>) -> Self {
        Self(events)
    }

    /// The id of the request. Support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }
}

impl<R: Object, E: ErrorCode> Iterator for BlockingEvents<R, E> {
    type Item = Result<Event<R>, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(&mut |context| Pin::new(&mut self.0).poll_next(context))
    }
}

/// A stream that is over stays over.
impl<R: Object, E: ErrorCode> FusedIterator for BlockingEvents<R, E> {}

impl<R, E> fmt::Debug for BlockingEvents<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
