use std::fmt;
use std::time::Duration;

use crate::service::Names;
use crate::{Platform, SleepFuture, random};

/// When to ask again; all of it that does not depend on types.
pub(super) struct Pace {
    pub(super) interval: Duration,
    /// By how much each interval is longer than the one before, and how long it gets.
    pub(super) growth: Option<(f64, Duration)>,
    pub(super) timeout: Duration,
    pub(super) polls: u32,
    started: Option<Started>,
}

struct Started {
    platform: Platform,
    names: Names,
    /// When, by the timer.
    at: Option<Duration>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(5),
            growth: None,
            timeout: Duration::from_secs(600),
            polls: 0,
            started: None,
        }
    }
}

impl Pace {
    /// A call is made.
    pub(super) fn ask(&mut self, platform: &Platform, names: impl FnOnce() -> Names) {
        self.polls += 1;
        self.started.get_or_insert_with(|| Started {
            platform: platform.clone(),
            names: names(),
            at: platform.timer().map(crate::Timer::elapsed),
        });
    }

    /// The wait for the next call; nothing if the time is over, or nothing can wait.
    pub(super) fn sleep(&mut self) -> Option<SleepFuture> {
        let left = self.timeout.saturating_sub(self.waited());
        if left.is_zero() {
            return None;
        }
        let platform = &self.started.as_ref()?.platform;
        let interval = self.interval;
        if let Some((factor, max)) = self.growth {
            self.interval = times(interval, factor.max(1.0)).min(max);
        }
        let interval = times(interval, 0.9 + 0.2 * random::fraction(platform));
        Some(platform.timer()?.sleep(interval.min(left)))
    }

    /// How long it has been.
    pub(super) fn waited(&self) -> Duration {
        let waited = self.started.as_ref().and_then(|started| {
            let now = started.platform.timer()?.elapsed();
            Some(now.saturating_sub(started.at?))
        });
        waited.unwrap_or_default()
    }

    /// Whether there is something that waits.
    pub(super) fn has_timer(&self) -> bool {
        let started = self.started.as_ref();
        started.is_some_and(|started| started.platform.timer().is_some())
    }

    pub(super) fn names(&self) -> Option<Names> {
        self.started.as_ref().map(|started| started.names.clone())
    }
}

/// What is too long to be measured is as long as possible.
fn times(interval: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(interval.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}

impl fmt::Debug for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pace")
            .field("interval", &self.interval)
            .field("growth", &self.growth)
            .field("timeout", &self.timeout)
            .field("polls", &self.polls)
            .finish_non_exhaustive()
    }
}
