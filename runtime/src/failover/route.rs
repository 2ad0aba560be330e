use std::sync::Arc;
use std::time::Duration;

use super::Breakers;
use crate::endpoint::Origin;

/// Where the attempts of one call go.
pub(crate) struct Route {
    /// In the order of preference; there is at least one.
    hosts: Vec<Host>,
    /// Where the last attempt went, and when it began.
    current: usize,
    began: Duration,
    /// Nothing if there is no other way.
    breakers: Option<Arc<Breakers>>,
}

struct Host {
    origin: Arc<Origin>,
    /// It was tried in this call, and did not answer.
    has_failed: bool,
}

impl Route {
    /// The only way.
    pub(crate) fn to(origin: Arc<Origin>) -> Self {
        Self::new(vec![origin], None)
    }

    /// By these hosts, of which there is at least one.
    pub(super) fn through(origins: Vec<Origin>, breakers: Option<Arc<Breakers>>) -> Self {
        Self::new(origins.into_iter().map(Arc::new).collect(), breakers)
    }

    fn new(origins: Vec<Arc<Origin>>, breakers: Option<Arc<Breakers>>) -> Self {
        let host = |origin| Host {
            origin,
            has_failed: false,
        };
        Self {
            hosts: origins.into_iter().map(host).collect(),
            current: 0,
            began: Duration::ZERO,
            breakers,
        }
    }

    /// Where the last attempt went, or the first will.
    pub(crate) fn current(&self) -> &Arc<Origin> {
        &self.hosts[self.current].origin
    }

    /// Where the next attempt goes, which begins now: to the first host that has not failed in this call and is not left out,
    /// else to one that has failed, and if all are left out, to the first.
    pub(crate) fn advance(&mut self, now: Duration) {
        self.began = now;
        let Some(breakers) = &self.breakers else {
            return;
        };
        let mut breakers = breakers.lock();
        let admits = |index: &usize| {
            let breaker = breakers.get(&self.hosts[*index].origin);
            breaker.is_none_or(|breaker| breaker.admits(now))
        };
        let (failed, fresh): (Vec<usize>, Vec<usize>) =
            (0..self.hosts.len()).partition(|index| self.hosts[*index].has_failed);
        self.current = fresh.into_iter().chain(failed).find(admits).unwrap_or(0);
        if let Some(breaker) = breakers.get_mut(&self.hosts[self.current].origin) {
            breaker.begin(now);
        }
    }

    /// What became of the attempt: whether the host answered, whatever it said.
    pub(crate) fn report(&mut self, is_reached: bool, now: Duration) {
        let host = &mut self.hosts[self.current];
        host.has_failed |= !is_reached;
        let Some(breakers) = &self.breakers else {
            return;
        };
        let mut breakers = breakers.lock();
        let breaker = breakers.entry(Arc::clone(&host.origin)).or_default();
        breaker.report(self.began, is_reached, now);
    }

    /// Whether there is a host that has not failed in this call and is not left out, so that the next attempt goes there.
    pub(crate) fn has_another(&self, now: Duration) -> bool {
        let Some(breakers) = &self.breakers else {
            return false;
        };
        let breakers = breakers.lock();
        self.hosts.iter().any(|host| {
            let breaker = breakers.get(&host.origin);
            !host.has_failed && breaker.is_none_or(|breaker| breaker.admits(now))
        })
    }

    #[cfg(test)]
    pub(super) fn urls(&self) -> String {
        let urls = self.hosts.iter().map(|host| host.origin.uri.to_string());
        urls.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use crate::{Endpoint, Failover};

    use super::*;

    const CVM: &str = "cvm.tencentcloudapi.com";

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn route(failover: &Failover) -> Route {
        let endpoint = Endpoint::Host("a".into());
        failover.route(&endpoint, CVM, None).unwrap()
    }

    fn next(route: &mut Route, now: u64) -> &str {
        route.advance(seconds(now));
        &route.current().authority
    }

    #[test]
    fn a_call_goes_on_to_the_hosts_that_have_not_failed() {
        let failover = Failover::hosts(["b", "c"]);
        let mut route = route(&failover);
        for (host, has_another) in [("a", true), ("b", true), ("c", false), ("a", false)] {
            assert_eq!(next(&mut route, 0), host);
            route.report(false, seconds(0));
            assert_eq!(route.has_another(seconds(0)), has_another);
        }
    }

    #[test]
    fn a_host_that_answers_is_asked_again() {
        let failover = Failover::hosts(["b"]);
        let mut route = route(&failover);
        for _ in 0..9 {
            assert_eq!(next(&mut route, 0), "a");
            route.report(true, seconds(0));
        }
        // Nothing was sent, for want of a credential, say.
        assert_eq!(next(&mut route, 0), "a");
        assert_eq!(next(&mut route, 0), "a");
    }

    #[test]
    fn a_host_that_fails_is_left_out_by_all_copies_until_it_answers() {
        let failover = Failover::hosts(["b"]);
        for _ in 0..5 {
            let mut failing = route(&failover);
            assert_eq!(next(&mut failing, 0), "a");
            failing.report(false, seconds(0));
        }
        let copy = failover.clone();
        assert_eq!(next(&mut route(&copy), 29), "b");
        // One call probes, the others do not wait for it.
        let mut probe = route(&copy);
        assert_eq!(next(&mut probe, 30), "a");
        assert_eq!(next(&mut route(&failover), 30), "b");
        probe.report(true, seconds(31));
        assert_eq!(next(&mut route(&failover), 31), "a");
        // Another has its own.
        assert_eq!(next(&mut route(&Failover::hosts(["b"])), 0), "a");
    }

    #[test]
    fn the_first_is_used_if_all_are_left_out() {
        let failover = Failover::hosts(["b"]);
        for _ in 0..5 {
            let mut failing = route(&failover);
            for _ in 0..2 {
                failing.advance(seconds(0));
                failing.report(false, seconds(0));
            }
        }
        let mut last = route(&failover);
        assert!(!last.has_another(seconds(1)));
        assert_eq!(next(&mut last, 1), "a");
        assert_eq!(next(&mut last, 1), "a");
        last.report(true, seconds(2));
        assert_eq!(next(&mut route(&failover), 2), "a");
    }

    #[test]
    fn the_only_way_is_always_used() {
        let origin = Endpoint::Host("a".into()).resolve(CVM, None).unwrap();
        let mut route = Route::to(Arc::new(origin));
        for _ in 0..9 {
            assert_eq!(next(&mut route, 0), "a");
            route.report(false, seconds(0));
            assert!(!route.has_another(seconds(0)));
        }
    }
}
