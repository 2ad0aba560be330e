use std::sync::Arc;
use std::time::Duration;

use super::Breakers;
use super::breaker::Breaker;
use crate::endpoint::Origin;

/// Where the attempts of one call go.
pub(crate) struct Route {
    /// In the order of preference; there is at least one.
    origins: Vec<Origin>,
    is_tried: Vec<bool>,
    /// Where the last attempt went, and when.
    current: usize,
    began: Duration,
    /// Nothing if there is no other way.
    breakers: Option<Arc<Breakers>>,
}

impl Route {
    /// The only way.
    pub(crate) fn to(origin: Origin) -> Self {
        Self {
            origins: vec![origin],
            is_tried: vec![false],
            current: 0,
            began: Duration::ZERO,
            breakers: None,
        }
    }

    pub(super) fn new(origins: Vec<Origin>, breakers: Arc<Breakers>) -> Self {
        Self {
            is_tried: vec![false; origins.len()],
            origins,
            current: 0,
            began: Duration::ZERO,
            breakers: Some(breakers),
        }
    }

    /// Where the next attempt goes, which begins now.
    ///
    /// That is the first host that was not tried in this call and is not left out, else one that was tried, and if all
    /// are left out, the first.
    pub(crate) fn next(&mut self, now: Duration) -> &Origin {
        self.began = now;
        if let Some(breakers) = &self.breakers {
            let mut breakers = breakers.lock();
            let admits = |index: &usize| {
                let breaker = breakers.get(&self.origins[*index]);
                breaker.is_none_or(|breaker| breaker.admits(now))
            };
            let (tried, untried): (Vec<usize>, Vec<usize>) =
                (0..self.origins.len()).partition(|index| self.is_tried[*index]);
            let mut all = untried.into_iter().chain(tried);
            self.current = all.find(admits).unwrap_or(0);
            if let Some(breaker) = breakers.get_mut(&self.origins[self.current]) {
                breaker.begin(now);
            }
        }
        self.is_tried[self.current] = true;
        &self.origins[self.current]
    }

    /// What became of the attempt: whether the host answered, whatever it said.
    pub(crate) fn report(&self, is_reached: bool, now: Duration) {
        if let Some(breakers) = &self.breakers {
            let mut breakers = breakers.lock();
            let origin = &self.origins[self.current];
            match breakers.get_mut(origin) {
                Some(breaker) => breaker.report(self.began, is_reached, now),
                None => {
                    let mut breaker = Breaker::default();
                    breaker.report(self.began, is_reached, now);
                    breakers.insert(origin.clone(), breaker);
                }
            }
        }
    }

    /// Whether there is a host that was not tried in this call and is not left out, so that the next attempt goes there.
    pub(crate) fn has_another(&self, now: Duration) -> bool {
        let Some(breakers) = &self.breakers else {
            return false;
        };
        let breakers = breakers.lock();
        self.origins
            .iter()
            .zip(&self.is_tried)
            .any(|(origin, is_tried)| {
                let breaker = breakers.get(origin);
                !is_tried && breaker.is_none_or(|breaker| breaker.admits(now))
            })
    }

    #[cfg(test)]
    pub(super) fn origins(&self) -> &[Origin] {
        &self.origins
    }
}

#[cfg(test)]
mod tests {
    use crate::{Endpoint, Failover, Service};

    use super::*;

    static CVM: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn route(failover: &Failover) -> Route {
        failover
            .route(&Endpoint::Host("a".into()), &CVM, None)
            .unwrap()
    }

    fn next(route: &mut Route, now: u64) -> String {
        route.next(seconds(now)).authority.clone()
    }

    #[test]
    fn a_call_goes_on_to_the_hosts_that_it_has_not_tried() {
        let failover = Failover::hosts(["b", "c"]);
        let mut route = route(&failover);
        for (host, has_another) in [("a", true), ("b", true), ("c", false), ("a", false)] {
            assert_eq!(next(&mut route, 0), host);
            assert_eq!(route.has_another(seconds(0)), has_another);
            route.report(false, seconds(0));
        }
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
                failing.next(seconds(0));
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
        let origin = Endpoint::Host("a".into()).resolve(&CVM, None).unwrap();
        let mut route = Route::to(origin);
        for _ in 0..9 {
            assert_eq!(next(&mut route, 0), "a");
            route.report(false, seconds(0));
            assert!(!route.has_another(seconds(0)));
        }
    }
}
