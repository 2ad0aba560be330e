//! Waiting for a state, by asking for it again and again.

mod error;
mod pace;

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

pub use self::error::{WaitError, WaitReason};
use self::pace::Pace;
use crate::call::CallFuture;
use crate::object::Object;
use crate::{Call, Error, ErrorCode, SleepFuture};

/// Calls an action until its response says that what is waited for is there, and gives that response.
///
/// `decide` looks at each response. It can answer with a `bool`, or with a [`WaitStatus`] where there is more to say: in
/// which state things are, or that they can no longer get right.
///
/// ```no_run
/// # use std::time::Duration;
/// # use tencentcloud_runtime::{Call, ErrorCode, Object, WaitError, WaitStatus, wait_until};
/// # struct Response { state: Option<String> }
/// # async fn example<R: Object, E: ErrorCode>(
/// #     describe: impl Fn() -> Call<R, E>, read: fn(&R) -> &Response) -> Result<(), WaitError<R, E>> {
/// let response = wait_until(
///     || describe(),
///     |response| match read(response).state.as_deref() {
///         Some("RUNNING") => WaitStatus::Done,
///         Some("LAUNCH_FAILED") => WaitStatus::failed("LAUNCH_FAILED"),
///         state => WaitStatus::not_yet(state.unwrap_or("unknown").to_owned()),
///     },
/// )
/// .interval(Duration::from_secs(2))
/// .timeout(Duration::from_secs(300))
/// .await?;
/// # Ok(()) }
/// ```
///
/// The first call is made at once, the others every [5 seconds](WaitUntil::interval), for [10 minutes](WaitUntil::timeout)
/// at most. An error of a call ends it, after the call [was sent again](crate::Retry) as often as makes sense, unless it is
/// [tolerated](WaitUntil::tolerate).
pub fn wait_until<R, E, S: Into<WaitStatus>>(
    call: impl FnMut() -> Call<R, E>,
    decide: impl FnMut(&R) -> S,
) -> WaitUntil<R, E, impl FnMut() -> Call<R, E>, impl FnMut(&R) -> WaitStatus> {
    let mut decide = decide;
    WaitUntil {
        call,
        decide: move |response: &R| decide(response).into(),
        tolerate: None,
        pace: Pace::default(),
        #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
        is_blocking: false,
        step: Step::Ask,
    }
}

/// What a response says of what is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitStatus {
    /// It is there.
    Done,
    /// It is not there yet. The state is for messages.
    NotYet(Cow<'static, str>),
    /// It will never be there. The state is for messages.
    Failed(Cow<'static, str>),
}

impl WaitStatus {
    /// It is not there yet, but in this state.
    pub fn not_yet(state: impl Into<Cow<'static, str>>) -> Self {
        Self::NotYet(state.into())
    }

    /// It will never be there, because it is in this state.
    pub fn failed(state: impl Into<Cow<'static, str>>) -> Self {
        Self::Failed(state.into())
    }
}

/// Whether it is there.
impl From<bool> for WaitStatus {
    fn from(done: bool) -> Self {
        if done {
            Self::Done
        } else {
            Self::not_yet("not yet")
        }
    }
}

/// Waits when it is awaited; see [`wait_until`].
#[must_use = "nothing is waited for unless it is awaited"]
pub struct WaitUntil<R, E, C, D> {
    call: C,
    decide: D,
    tolerate: Option<Tolerate<E>>,
    pace: Pace,
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    is_blocking: bool,
    step: Step<R, E>,
}

type Tolerate<E> = Box<dyn FnMut(&Error<E>) -> bool + Send>;

enum Step<R, E> {
    Ask,
    Answer(CallFuture<R, E>),
    Sleep(SleepFuture),
}

/// Nothing in it is ever pinned.
impl<R, E, C, D> Unpin for WaitUntil<R, E, C, D> {}

impl<R, E, C, D> WaitUntil<R, E, C, D> {
    /// How long to wait between an answer and the next call, 5 seconds if not set; up to a tenth more or less, so that many
    /// who wait do not ask at the same time.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.pace.interval = interval;
        self
    }

    /// Makes each interval so many times as long as the one before, up to a maximum. A factor below 1 counts as 1.
    pub fn growing(mut self, factor: f64, max_interval: Duration) -> Self {
        self.pace.growth = Some((factor, max_interval));
        self
    }

    /// How long to wait in all, 10 minutes if not set. The last call is made when that time is over; if it is under way by
    /// then, it is waited for.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.pace.timeout = timeout;
        self
    }

    /// Goes on behind errors of calls for which this is true: that something is not found, right after it was made, say.
    pub fn tolerate(mut self, tolerate: impl FnMut(&Error<E>) -> bool + Send + 'static) -> Self {
        self.tolerate = Some(Box::new(tolerate));
        self
    }
}

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
impl<R, E, C, D> WaitUntil<R, E, C, D>
where
    R: Object,
    E: ErrorCode,
    C: FnMut() -> Call<R, E>,
    D: FnMut(&R) -> WaitStatus,
{
    /// Waits and blocks the thread meanwhile; its calls are as with [`Call::send_blocking`].
    ///
    /// # Errors
    /// As when it is awaited.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn wait_blocking(mut self) -> Result<R, WaitError<R, E>> {
        self.is_blocking = true;
        crate::blocking::wait(&mut |context| Pin::new(&mut self).poll(context))
    }
}

impl<R, E, C, D> Future for WaitUntil<R, E, C, D>
where
    R: Object,
    E: ErrorCode,
    C: FnMut() -> Call<R, E>,
    D: FnMut(&R) -> WaitStatus,
{
    type Output = Result<R, WaitError<R, E>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        loop {
            this.step = match &mut this.step {
                Step::Ask => {
                    let call = (this.call)();
                    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
                    let call = if this.is_blocking {
                        call.blocking()
                    } else {
                        call
                    };
                    this.pace
                        .ask(&call.client().config.platform, || call.names());
                    Step::Answer(call.send())
                }
                Step::Answer(answer) => {
                    let answer = ready!(Pin::new(answer).poll(context));
                    match this.judge(answer) {
                        Ok(sleep) => Step::Sleep(sleep),
                        Err(result) => return Poll::Ready(result),
                    }
                }
                Step::Sleep(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    Step::Ask
                }
            };
        }
    }
}

impl<R, E, C, D: FnMut(&R) -> WaitStatus> WaitUntil<R, E, C, D> {
    /// The wait for the next call, or the end.
    fn judge(
        &mut self,
        answer: Result<R, Error<E>>,
    ) -> Result<SleepFuture, Result<R, WaitError<R, E>>> {
        let (state, last) = match answer {
            Ok(response) => match (self.decide)(&response) {
                WaitStatus::Done => return Err(Ok(response)),
                WaitStatus::Failed(state) => {
                    let response = Box::new(response);
                    return Err(Err(self.error(WaitReason::Failed { state, response })));
                }
                WaitStatus::NotYet(state) => (state, Ok(response)),
            },
            Err(error) => {
                let tolerated = self
                    .tolerate
                    .as_mut()
                    .is_some_and(|tolerate| tolerate(&error));
                if !tolerated {
                    return Err(Err(self.error(WaitReason::Call(error))));
                }
                (error.to_string().into(), Err(error))
            }
        };
        self.pace.sleep().ok_or_else(|| {
            let last = Box::new(last);
            Err(self.error(WaitReason::TimedOut { state, last }))
        })
    }

    fn error(&self, reason: WaitReason<R, E>) -> WaitError<R, E> {
        WaitError::new(&self.pace, reason)
    }
}

impl<R, E, C, D> fmt::Debug for WaitUntil<R, E, C, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitUntil")
            .field("pace", &self.pace)
            .finish_non_exhaustive()
    }
}
