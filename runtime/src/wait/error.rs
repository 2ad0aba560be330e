use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::pace::Pace;
use crate::Error;
use crate::service::Names;

/// What was waited for is not there; see [`wait_until`](crate::wait_until).
///
/// `Display` is one line: what was called, why the wait is over, in which state it ended, and how often it was looked.
pub struct WaitError<R, E> {
    names: Option<Names>,
    polls: u32,
    waited: Duration,
    has_timer: bool,
    reason: WaitReason<R, E>,
}

/// Why a wait is over.
#[non_exhaustive]
pub enum WaitReason<R, E> {
    /// A call failed.
    Call(Error<E>),
    /// The response says that what is waited for will never be there.
    Failed {
        /// What was said of the state.
        state: Cow<'static, str>,
        /// The response.
        response: Box<R>,
    },
    /// The time is over.
    TimedOut {
        /// What was said of the last state; of an error that was tolerated, its message.
        state: Cow<'static, str>,
        /// The last answer.
        last: Box<Result<R, Error<E>>>,
    },
}

impl<R, E> WaitError<R, E> {
    pub(super) fn new(pace: &Pace, reason: WaitReason<R, E>) -> Self {
        Self {
            names: pace.names(),
            polls: pace.polls,
            waited: pace.waited(),
            has_timer: pace.has_timer(),
            reason,
        }
    }

    /// How many calls were made.
    pub fn polls(&self) -> u32 {
        self.polls
    }

    /// How long it was waited.
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// Why the wait is over.
    pub fn reason(&self) -> &WaitReason<R, E> {
        &self.reason
    }

    /// Why the wait is over, to take it apart.
    pub fn into_reason(self) -> WaitReason<R, E> {
        self.reason
    }
}

impl<R, E> fmt::Display for WaitError<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let polls = match self.polls {
            1 => "1 call".to_owned(),
            polls => format!("{polls} calls"),
        };
        let name = |f: &mut fmt::Formatter<'_>| match &self.names {
            Some(names) => write!(f, "{names}: "),
            None => Ok(()),
        };
        match &self.reason {
            // It has the names.
            WaitReason::Call(error) => write!(f, "{error}, while waiting, after {polls}"),
            WaitReason::Failed { state, .. } => {
                name(f)?;
                write!(f, "what was waited for can no longer be: {state} ({polls})")
            }
            WaitReason::TimedOut { state, .. } if self.has_timer => {
                name(f)?;
                let seconds = self.waited.as_secs();
                write!(f, "not there after {seconds} s and {polls}: {state}")
            }
            WaitReason::TimedOut { state, .. } => {
                name(f)?;
                write!(
                    f,
                    "not there at once: {state}; there is nothing to wait with, set `Config::timer`"
                )
            }
        }
    }
}

/// Without the responses: they can be long.
impl<R, E> fmt::Debug for WaitError<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitError")
            .field("polls", &self.polls)
            .field("waited", &self.waited)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

impl<R, E> fmt::Debug for WaitReason<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => f.debug_tuple("Call").field(error).finish(),
            Self::Failed { state, .. } => f
                .debug_struct("Failed")
                .field("state", state)
                .finish_non_exhaustive(),
            Self::TimedOut { state, .. } => f
                .debug_struct("TimedOut")
                .field("state", state)
                .finish_non_exhaustive(),
        }
    }
}

impl<R, E> std::error::Error for WaitError<R, E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            // `Display` has said the error itself.
            WaitReason::Call(error) => error.source(),
            _ => None,
        }
    }
}
