use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::paging::Paging;
use super::progress::{Answer, Progress};
use super::{PagesError, member};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
use crate::BlockingPages;
use crate::error::Details;
use crate::object::{Object, Value};
use crate::service::Names;
use crate::{Action, Call, CallFuture, Client, Error, ErrorCode, Failure};

/// The pages of an action, one after the other; generated clients give them for actions that have pages.
///
/// ```no_run
/// # use tencentcloud_runtime::{Error, ErrorCode, Object, Pages};
/// # async fn example<Q: Object, R: Object, I, E: ErrorCode>(mut pages: Pages<Q, R, I, E>, print: fn(R)) -> Result<(), Error<E>> {
/// while let Some(page) = pages.next().await {
///     print(page?);
/// }
/// # Ok(()) }
/// ```
///
/// It also is a [`Stream`], for the combinators of other crates; [`Self::items`] is one of the items. Each page is asked
/// for when it is wanted, none ahead.
///
/// # What comes behind a page
///
/// The first request is sent as it is, so it decides where to start and how many items a page has. From then on:
///
/// | after an answer | offsets and page numbers | tokens |
/// |---|---|---|
/// | that says that it is the last, or that there is no more | end | end |
/// | without items | end | end, unless it says that there is more: then the next token, 100 times in a row at most |
/// | behind which as many items were there as the total says | end | the next token |
/// | with fewer items than asked for | the next page | the next token |
/// | with a total below what was there already, or with none | the next page | the next token |
/// | with the items of the page before | error; end if that page was not full | the next token |
/// | without a token | | end; error if it says that there is more |
/// | with a token that was there before | | error |
///
/// - The next offset is the number of items that came, not the number that was asked for: services give fewer than that,
///   because they have a limit of their own or leave some out. So nothing is skipped.
/// - The total is that of the newest answer. On a first page that is full, a total that is the number of its items may be
///   just that: whether there is more is asked for.
/// - Of pages that do not start with the first, the total is not used: they end with one that is empty.
/// - An answer that only tells that there is nothing more is no page, unless it is the first.
/// - Offsets count on a list that stays as it is. What is added or removed before the offset while the pages are read
///   moves what is behind it: do not delete items while you page through them, collect them first.
///
/// # Errors
///
/// An error of a call is an item, and the end: whatever is worth to be tried again was. [`Self::request`] is then the
/// request that failed, and pages of that request go on where these ended.
#[must_use = "pages come when they are asked for"]
pub struct Pages<Q, R, I, E> {
    source: Source,
    request: Q,
    items: fn(R) -> Vec<I>,
    configure: Option<Configure<R, E>>,
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    is_blocking: bool,
    call: Option<CallFuture<R, E>>,
}

type Configure<R, E> = Box<dyn Fn(Call<R, E>) -> Call<R, E> + Send + Sync>;

/// Everything that does not depend on the types.
struct Source {
    client: Client,
    action: &'static Action,
    progress: Progress,
}

/// Nothing in it is ever pinned.
impl<Q, R, I, E> Unpin for Pages<Q, R, I, E> {}

impl Client {
    /// The pages of an action. `items` takes the items out of a response.
    pub fn pages<Q, R, I, E>(
        &self,
        action: &'static Action,
        paging: &'static Paging,
        request: Q,
        items: fn(R) -> Vec<I>,
    ) -> Pages<Q, R, I, E> {
        Pages {
            source: Source {
                client: self.clone(),
                action,
                progress: Progress::new(paging),
            },
            request,
            items,
            configure: None,
            #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
            is_blocking: false,
            call: None,
        }
    }
}

impl<Q, R, I, E> Pages<Q, R, I, E> {
    /// Adjusts the call of each page, such as its region or its timeout.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tencentcloud_runtime::Pages;
    /// # fn example<Q, R, I, E>(pages: Pages<Q, R, I, E>) -> Pages<Q, R, I, E> {
    /// pages.configure(|call| call.region("ap-beijing").timeout(Duration::from_secs(5)))
    /// # }
    /// ```
    pub fn configure(
        mut self,
        configure: impl Fn(Call<R, E>) -> Call<R, E> + Send + Sync + 'static,
    ) -> Self {
        self.configure = Some(Box::new(configure));
        self
    }

    /// The request of the next page, to go on there another time. Behind an error it is the request that failed; behind
    /// the last page, the one of that page.
    pub fn request(&self) -> &Q {
        &self.request
    }

    /// The same as an iterator: each page blocks the thread until it is there, as
    /// [`Call::send_blocking`](crate::Call::send_blocking) does.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn blocking(mut self) -> BlockingPages<Q, R, I, E> {
        self.is_blocking = true;
        BlockingPages::new(self)
    }

    /// The items of all pages.
    pub fn items(self) -> Items<Q, R, I, E> {
        Items {
            pages: self,
            items: Vec::new().into_iter(),
        }
    }
}

impl<Q: Object, R: Object, I, E: ErrorCode> Pages<Q, R, I, E> {
    /// The next page; nothing when there are no more. It can be dropped and called again: no page gets lost.
    pub async fn next(&mut self) -> Option<Result<R, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The call of the next page, if there is one.
    fn next_call(&mut self) -> Option<Result<Call<R, E>, Error<E>>> {
        let source = &mut self.source;
        Some(match source.next(&self.request)? {
            Ok(()) => {
                let call = source.client.call(source.action, &self.request);
                let call = match &self.configure {
                    Some(configure) => configure(call),
                    None => call,
                };
                #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
                if self.is_blocking {
                    return Some(Ok(call.blocking()));
                }
                Ok(call)
            }
            Err(details) => Err(Error::new(details)),
        })
    }

    /// What the answer of such a call is.
    fn page(&mut self, answer: Result<R, Error<E>>) -> Option<Result<R, Error<E>>> {
        let response = match answer {
            Ok(response) => response,
            Err(error) => {
                self.source.progress.end();
                return Some(Err(error));
            }
        };
        match self.source.take(&mut self.request, &response)? {
            Ok(()) => Some(Ok(response)),
            Err(details) => Some(Err(Error::new(details))),
        }
    }
}

impl Source {
    /// Whether there is a next page to ask for.
    fn next(&mut self, request: &dyn Object) -> Option<Result<(), Box<Details>>> {
        match self.progress.next(request) {
            Ok(true) => Some(Ok(())),
            Ok(false) => None,
            Err(error) => {
                self.progress.end();
                Some(Err(Box::new(self.details(error, None))))
            }
        }
    }

    /// Whether a response is a page.
    fn take(
        &mut self,
        request: &mut dyn Object,
        response: &dyn Object,
    ) -> Option<Result<(), Box<Details>>> {
        match self.progress.take(request, response) {
            Ok(Answer::Page) => Some(Ok(())),
            Ok(Answer::End) => None,
            Err(error) => {
                let request_id = match member::get(response, "RequestId") {
                    Value::String(id) if !id.is_empty() => Some(id.to_owned()),
                    _ => None,
                };
                Some(Err(Box::new(self.details(error, request_id))))
            }
        }
    }

    fn details(&self, error: PagesError, request_id: Option<String>) -> Details {
        Details {
            names: self.names(),
            http_status: None,
            request_id,
            failure: Failure::Pages(error),
            attempts: Vec::new(),
            stopped: None,
        }
    }

    fn names(&self) -> Names {
        Names::new(&self.client.parts().service, self.action)
    }
}

impl<Q: Object, R: Object, I, E: ErrorCode> Stream for Pages<Q, R, I, E> {
    type Item = Result<R, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let mut call = match this.call.take() {
            Some(call) => call,
            None => match this.next_call() {
                Some(Ok(call)) => call.send(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            },
        };
        match Pin::new(&mut call).poll(context) {
            Poll::Ready(answer) => Poll::Ready(this.page(answer)),
            Poll::Pending => {
                this.call = Some(call);
                Poll::Pending
            }
        }
    }
}

impl<Q, R, I, E> fmt::Debug for Pages<Q, R, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({})", self.source.names())
    }
}

/// The items of all pages of an action; see [`Pages::items`].
///
/// ```no_run
/// # use tencentcloud_runtime::{Error, ErrorCode, Object, Pages};
/// # async fn example<Q: Object, R: Object, I, E: ErrorCode>(pages: Pages<Q, R, I, E>, print: fn(I)) -> Result<(), Error<E>> {
/// let mut items = pages.items();
/// while let Some(item) = items.next().await {
///     print(item?);
/// }
/// # Ok(()) }
/// ```
#[must_use = "items come when they are asked for"]
pub struct Items<Q, R, I, E> {
    pages: Pages<Q, R, I, E>,
    /// Those of the page that are not given yet.
    items: vec::IntoIter<I>,
}

/// Nothing in it is ever pinned.
impl<Q, R, I, E> Unpin for Items<Q, R, I, E> {}

impl<Q, R, I, E> Items<Q, R, I, E> {
    /// The pages that the items are from: behind an error, their [`request`](Pages::request) is the one that failed, and
    /// all items of the pages before it were given.
    pub fn pages(&self) -> &Pages<Q, R, I, E> {
        &self.pages
    }
}

impl<Q: Object, R: Object, I, E: ErrorCode> Items<Q, R, I, E> {
    /// The next item; nothing when there are no more. It can be dropped and called again: no item gets lost.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<Q: Object, R: Object, I, E: ErrorCode> Stream for Items<Q, R, I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.items = (this.pages.items)(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<Q, R, I, E> fmt::Debug for Items<Q, R, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}
