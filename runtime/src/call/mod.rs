//! A call, from what the caller says to what is answered.
//!
//! | file | holds |
//! |---|---|
//! | `mod`, `streaming` | [`Call`], [`StreamingCall`]: what users see, generic over the types of an action, and thin for that reason |
//! | `options` | what a call sets for itself |
//! | `setup` | from all that is set to a run: everything that can be refused before anything is sent |
//! | `request` | the HTTP request, without and with a signature |
//! | `run` | the attempts: what follows from each outcome |
//! | `exchange` | one attempt |
//! | `answer` | what an HTTP response means |
//! | `skew` | how wrong our clock is |

mod answer;
mod exchange;
mod options;
mod request;
mod run;
mod setup;
mod skew;
mod streaming;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

pub(crate) use self::answer::request_id;
use self::exchange::Expects;
use self::options::Options;
pub(crate) use self::run::Finished;
use self::run::Run;
use self::setup::Setup;
pub(crate) use self::skew::Skew;
pub use self::streaming::StreamingCall;
use crate::client::Parts;
use crate::error::Details;
use crate::object::Object;
use crate::payload::Payload;
use crate::service::Names;
use crate::{Action, Error, ErrorCode, HttpMethod, RequestError, Retry};

/// A call of an action: it is sent when it is awaited, and can be adjusted before.
///
/// ```no_run
/// # use std::time::Duration;
/// # use tencentcloud_runtime::{Call, Error, ErrorCode, Object};
/// # async fn example<R: Object, E: ErrorCode>(call: Call<R, E>) -> Result<R, Error<E>> {
/// call.region("ap-beijing").timeout(Duration::from_secs(5)).await
/// # }
/// ```
#[must_use = "a call is sent when it is awaited"]
pub struct Call<R, E> {
    setup: Box<Setup>,
    types: PhantomData<fn() -> (R, E)>,
}

impl<R, E> Call<R, E> {
    pub(crate) fn new(
        client: Arc<Parts>,
        action: Cow<'static, Action>,
        payload: Result<Payload, RequestError>,
    ) -> Self {
        let platform = client.config.platform.clone();
        Self {
            setup: Box::new(Setup {
                client,
                platform,
                action,
                payload,
                options: Options::default(),
            }),
            types: PhantomData,
        }
    }

    pub(crate) fn client(&self) -> &Parts {
        &self.setup.client
    }

    pub(crate) fn names(&self) -> Names {
        Names::new(&self.setup.client.service, &self.setup.action)
    }

    /// The region that this request is about, instead of the one of the [`Config`](crate::Config).
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.setup.options.region = Some(region.into());
        self
    }

    /// How long this call may take with all its attempts, instead of [`Config::timeout`](crate::Config::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.setup.options.timeout = Some(timeout);
        self
    }

    /// How long each attempt may take, instead of [`Config::attempt_timeout`](crate::Config::attempt_timeout).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.setup.options.attempt_timeout = Some(timeout);
        self
    }

    /// How often to send, and how long to wait in between, instead of [`Config::retry`](crate::Config::retry).
    pub fn retry(mut self, retry: Retry) -> Self {
        self.setup.options.retry = Some(retry);
        self
    }

    /// Whether it does not matter how often this request is executed, so that it can be [sent again](Retry) where nobody
    /// knows whether it was. If not said, the name of the action and a `ClientToken` tell.
    pub fn repeatable(mut self, repeatable: bool) -> Self {
        self.setup.options.repeatable = Some(repeatable);
        self
    }

    /// Sends it with this method, instead of [`Config::method`](crate::Config::method).
    pub fn method(mut self, method: HttpMethod) -> Self {
        self.setup.options.method = Some(method);
        self
    }

    /// Whether the signature leaves the body out, instead of [`Config::unsigned_payload`](crate::Config::unsigned_payload).
    pub fn unsigned_payload(mut self, unsigned: bool) -> Self {
        self.setup.options.unsigned_payload = Some(unsigned);
        self
    }

    /// The same call of an action that can answer with a stream of events. Generated methods give such a call where this is
    /// documented.
    pub fn streaming(self) -> StreamingCall<R, E> {
        StreamingCall::new(self)
    }
}

impl<R: Object, E: ErrorCode> Call<R, E> {
    /// Sends the request. To await the call does the same.
    pub fn send(self) -> CallFuture<R, E> {
        CallFuture::new(*self.setup, Expects::Answer)
    }

    /// Sends the request and blocks the thread until the answer is there, without an executor: over `UreqTransport`, unless
    /// the configuration has another [transport](crate::Config::transport), which then must not need one.
    ///
    /// Within an executor it works, too, but the executor cannot do anything else on this thread meanwhile.
    ///
    /// ```no_run
    /// # use tencentcloud_runtime::{Call, Error, ErrorCode, Object};
    /// # fn example<R: Object, E: ErrorCode>(call: Call<R, E>) -> Result<R, Error<E>> {
    /// call.region("ap-beijing").send_blocking()
    /// # }
    /// ```
    ///
    /// # Errors
    /// As of any call.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn send_blocking(self) -> Result<R, Error<E>> {
        self.blocking().send().wait()
    }

    /// The same call on what needs no executor.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub(crate) fn blocking(mut self) -> Self {
        self.setup.block();
        self
    }
}

impl<R: Object, E: ErrorCode> IntoFuture for Call<R, E> {
    type Output = Result<R, Error<E>>;
    type IntoFuture = CallFuture<R, E>;

    fn into_future(self) -> CallFuture<R, E> {
        self.send()
    }
}

impl<R, E> fmt::Debug for Call<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.setup.fmt(f)
    }
}

/// The answer of a [`Call`], on its way.
///
/// It is not an `async` block because that would be compiled for every action; only `poll` is, and it is short.
#[must_use = "futures do nothing unless you await them"]
pub struct CallFuture<R, E> {
    run: Result<Box<Run>, Option<Box<Details>>>,
    types: PhantomData<fn() -> (R, E)>,
}

impl<R, E> CallFuture<R, E> {
    fn new(setup: Setup, expects: Expects) -> Self {
        Self {
            run: setup.run(expects).map_err(Some),
            types: PhantomData,
        }
    }
}

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
impl<R: Object, E: ErrorCode> CallFuture<R, E> {
    fn wait(mut self) -> Result<R, Error<E>> {
        crate::blocking::wait(&mut |context| Pin::new(&mut self).poll(context))
    }
}

impl<R: Object, E: ErrorCode> Future for CallFuture<R, E> {
    type Output = Result<R, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match &mut self.run {
                Err(refused) => {
                    let details = refused
                        .take()
                        .expect("a future is not polled again when it is ready");
                    return Poll::Ready(Err(Error::new(details)));
                }
                Ok(run) => {
                    let outcome = ready!(run.poll_outcome(context));
                    let mut object = R::empty();
                    if let Some(result) = run.settle(outcome, &mut object) {
                        return Poll::Ready(result.map(|_| object).map_err(Error::new));
                    }
                }
            }
        }
    }
}

impl<R, E> fmt::Debug for CallFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.run {
            Ok(run) => write!(f, "CallFuture({})", run.names()),
            Err(_) => f.write_str("CallFuture(refused)"),
        }
    }
}
