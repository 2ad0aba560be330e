//! When a call is sent again: the policy, the budget, and what a failure means. The rules are a table in the documentation of
//! the crate.

mod budget;
mod class;

use std::time::Duration;

pub use self::budget::RetryBudget;
pub(crate) use self::budget::{COST, COST_OF_TIMEOUT};
pub(crate) use self::class::Class;

/// How often a call is sent, and how long to wait in between.
///
/// The wait doubles each time; a random part of up to half of it is left out, so that many callers that were refused
/// together do not come back together. An answer that says how long to wait (`Retry-After`) is obeyed. What would take
/// longer than the [timeout](crate::Config::timeout) of the call is not waited for.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Config, Credential, Retry};
///
/// let config = Config::new(Credential::new("AKIDexample", "key"))
///     .retry(Retry::new().max_attempts(5).base_delay(Duration::from_millis(50)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    max_attempts: u32,
    base_delay: Duration,
    throttled_delay: Duration,
    max_delay: Duration,
}

impl Retry {
    /// Three attempts; 0.2 s before the second, 1 s if there were too many requests, and at most 20 s.
    pub const fn new() -> Self {
        Self {
            max_attempts: 3,
            base_delay: Duration::from_millis(200),
            throttled_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(20),
        }
    }

    /// One attempt: nothing is ever sent again.
    pub const fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// How often a call is sent at most; 0 is 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// How long to wait before the second attempt.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// How long to wait before the second attempt if there were too many requests. Rate limits are per second.
    pub const fn throttled_delay(mut self, delay: Duration) -> Self {
        self.throttled_delay = delay;
        self
    }

    /// The longest wait.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    pub(crate) fn allows(&self, attempts: u32) -> bool {
        attempts <= self.max_attempts
    }

    /// The wait after so many attempts, at least one. `random` is between 0 and 1.
    pub(crate) fn delay(&self, class: Class, attempts: u32, random: f64) -> Duration {
        let base = match class {
            Class::Throttled => self.throttled_delay,
            _ => self.base_delay,
        };
        let doubled = base.saturating_mul(1_u32.checked_shl(attempts - 1).unwrap_or(u32::MAX));
        let longest = doubled.min(self.max_delay);
        longest.saturating_sub(longest.mul_f64(random / 2.0))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let retry = Retry::new().max_delay(Duration::from_secs(5));
        let waits = |class, random| {
            [1, 2, 3, 4, 40].map(|attempts| retry.delay(class, attempts, random).as_millis())
        };
        assert_eq!(waits(Class::Transient, 0.0), [200, 400, 800, 1600, 5000]);
        assert_eq!(waits(Class::Transient, 1.0), [100, 200, 400, 800, 2500]);
        assert_eq!(waits(Class::Throttled, 0.0), [1000, 2000, 4000, 5000, 5000]);
        assert_eq!(waits(Class::Throttled, 0.5), [750, 1500, 3000, 3750, 3750]);
    }

    #[test]
    fn extremes_do_no_harm() {
        let retry = Retry::new()
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX);
        assert_eq!(retry.delay(Class::NotSent, u32::MAX, 0.0), Duration::MAX);
        let never = Retry::new().base_delay(Duration::ZERO);
        assert_eq!(never.delay(Class::NotSent, 7, 0.3), Duration::ZERO);
    }
}
