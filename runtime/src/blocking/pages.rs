use std::fmt;
use std::iter::FusedIterator;
use std::pin::Pin;

use futures_core::Stream as _;

use super::wait;
use crate::object::Object;
use crate::{Error, ErrorCode, Items, Pages};

/// The pages of an action, one after the other; see [`Pages::blocking`]. Each [`next`](Iterator::next) blocks the thread until
/// a page is there.
///
/// What comes behind a page, and what an error means, is as for [`Pages`].
///
/// ```no_run
/// # use tencentcloud_runtime::{Error, ErrorCode, Object, Pages};
/// # fn example<Q: Object, R: Object, I, E: ErrorCode>(pages: Pages<Q, R, I, E>, print: fn(I)) -> Result<(), Error<E>> {
/// for item in pages.blocking().items() {
///     print(item?);
/// }
/// # Ok(()) }
/// ```
#[must_use = "pages come when they are asked for"]
pub struct BlockingPages<Q, R, I, E>(Pages<Q, R, I, E>);

impl<Q, R, I, E> BlockingPages<Q, R, I, E> {
    pub(crate) fn new(pages: Pages<Q, R, I, E>) -> Self {
        Self(pages)
    }

    /// As [`Pages::request`].
    pub fn request(&self) -> &Q {
        self.0.request()
    }

    /// The items of all pages.
    pub fn items(self) -> BlockingItems<Q, R, I, E> {
        BlockingItems(self.0.items())
    }
}

impl<Q: Object, R: Object, I, E: ErrorCode> Iterator for BlockingPages<Q, R, I, E> {
    type Item = Result<R, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(&mut |context| Pin::new(&mut self.0).poll_next(context))
    }
}

/// Pages that are over stay over.
impl<Q: Object, R: Object, I, E: ErrorCode> FusedIterator for BlockingPages<Q, R, I, E> {}

impl<Q, R, I, E> fmt::Debug for BlockingPages<Q, R, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The items of all pages of an action; see [`BlockingPages::items`].
#[must_use = "items come when they are asked for"]
pub struct BlockingItems<Q, R, I, E>(Items<Q, R, I, E>);

impl<Q, R, I, E> BlockingItems<Q, R, I, E> {
    /// As [`Items::pages`].
    pub fn pages(&self) -> &Pages<Q, R, I, E> {
        self.0.pages()
    }
}

impl<Q: Object, R: Object, I, E: ErrorCode> Iterator for BlockingItems<Q, R, I, E> {
    type Item = Result<I, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(&mut |context| Pin::new(&mut self.0).poll_next(context))
    }
}

/// Items that are over stay over.
impl<Q: Object, R: Object, I, E: ErrorCode> FusedIterator for BlockingItems<Q, R, I, E> {}

impl<Q, R, I, E> fmt::Debug for BlockingItems<Q, R, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
