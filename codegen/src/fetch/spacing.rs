//! Politeness: requests to one host start with a pause between them, from however many threads they come.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// When the next request to each host may start.
#[derive(Debug, Default)]
pub(super) struct Spacing {
    next: Mutex<HashMap<String, Instant>>,
}

impl Spacing {
    /// Waits until a request to this host may start.
    pub(super) fn wait_for_turn(&self, host: &str, pause: Duration) {
        let now = Instant::now();
        let start = self.reserve(host, pause, now);
        thread::sleep(start.duration_since(now));
    }

    /// Lets nobody ask this host before a moment.
    pub(super) fn postpone(&self, host: &str, until: Instant) {
        let mut next = self.next();
        let known = next.entry(host.to_owned()).or_insert(until);
        *known = until.max(*known);
    }

    /// Takes the next free moment.
    fn reserve(&self, host: &str, pause: Duration, now: Instant) -> Instant {
        let mut next = self.next();
        let free = next.entry(host.to_owned()).or_insert(now);
        let start = now.max(*free);
        *free = start + pause;
        start
    }

    fn next(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        // The map is whole after every single change.
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_millis(500);

    #[test]
    fn each_host_has_its_own_row_of_turns() {
        let spacing = Spacing::default();
        let now = Instant::now();
        let reserve = |host, now| spacing.reserve(host, PAUSE, now);
        assert_eq!(reserve("a.cn", now), now);
        assert_eq!(reserve("a.cn", now), now + PAUSE);
        assert_eq!(reserve("b.cn", now), now);
        assert_eq!(reserve("a.cn", now), now + 2 * PAUSE);
        let later = now + 10 * PAUSE;
        assert_eq!(reserve("a.cn", later), later);
    }

    #[test]
    fn a_host_that_asks_to_wait_is_left_alone() {
        let spacing = Spacing::default();
        let now = Instant::now();
        spacing.postpone("a.cn", now + 3 * PAUSE);
        spacing.postpone("a.cn", now + PAUSE);
        assert_eq!(spacing.reserve("a.cn", PAUSE, now), now + 3 * PAUSE);
    }
}
