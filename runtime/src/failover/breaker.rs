//! Whether a host is worth a try, as far as the last calls tell.
//!
//! A circuit breaker without a clock: the time is passed in, counted from any moment that stays the same.

use std::time::Duration;

/// So many failures in a row open it...
const FAILURES_IN_A_ROW: u32 = 5;
/// ...and so many within [`WINDOW`], if they are at least half of all calls.
const FAILURES_IN_WINDOW: u32 = 10;
/// How long it stays open before a call probes the host, and how long that probe is waited for before another one.
const OPEN: Duration = Duration::from_secs(30);
/// How far back failures are counted, in steps of a slot.
const WINDOW: Duration = Duration::from_secs(60);
const SLOTS: usize = 6;

/// Closed as long as the host answers; open when it does not; half open while one call probes whether it does again.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    state: State,
    /// When it came into this state. What began before says nothing about it.
    since: Duration,
    failures_in_a_row: u32,
    window: Window,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    Open,
    HalfOpen,
}

impl Breaker {
    /// Whether a call may go to this host.
    pub(super) fn admits(&self, now: Duration) -> bool {
        self.state == State::Closed || now.saturating_sub(self.since) >= OPEN
    }

    /// A call goes to this host now, as its probe if it is open.
    pub(super) fn begin(&mut self, now: Duration) {
        if self.state != State::Closed && self.admits(now) {
            self.enter(State::HalfOpen, now);
        }
    }

    /// What became of a call that began at that time: whether the host answered it, whatever it said.
    pub(super) fn report(&mut self, began: Duration, is_reached: bool, now: Duration) {
        // A call that waited for its timeout while the host came back must not open what a probe has closed.
        if began < self.since {
            return;
        }
        match (self.state, is_reached) {
            (State::Closed, _) => {
                self.window.add(now, is_reached);
                self.failures_in_a_row = if is_reached {
                    0
                } else {
                    self.failures_in_a_row + 1
                };
                if self.failures_in_a_row >= FAILURES_IN_A_ROW || self.window.is_bad(now) {
                    self.enter(State::Open, now);
                }
            }
            (State::Open | State::HalfOpen, true) => self.enter(State::Closed, now),
            (State::HalfOpen, false) => self.enter(State::Open, now),
            // It was tried because no other was left.
            (State::Open, false) => {}
        }
    }

    fn enter(&mut self, state: State, now: Duration) {
        *self = Self {
            state,
            since: now,
            ..Self::default()
        };
    }
}

/// How many of the last calls failed.
#[derive(Debug, Default)]
struct Window([Slot; SLOTS]);

#[derive(Debug, Default, Clone, Copy)]
struct Slot {
    /// Which slot of all times it is; the places are used again and again.
    number: u64,
    calls: u32,
    failures: u32,
}

impl Window {
    fn add(&mut self, now: Duration, is_reached: bool) {
        let number = slot_number(now);
        let slot = &mut self.0[usize::try_from(number).unwrap_or_default() % SLOTS];
        if slot.number != number {
            *slot = Slot {
                number,
                ..Slot::default()
            };
        }
        slot.calls = slot.calls.saturating_add(1);
        slot.failures = slot.failures.saturating_add(u32::from(!is_reached));
    }

    fn is_bad(&self, now: Duration) -> bool {
        let (mut calls, mut failures) = (0_u32, 0_u32);
        for slot in &self.0 {
            if slot.number + SLOTS as u64 > slot_number(now) {
                calls = calls.saturating_add(slot.calls);
                failures = failures.saturating_add(slot.failures);
            }
        }
        failures >= FAILURES_IN_WINDOW && failures >= calls - failures
    }
}

fn slot_number(now: Duration) -> u64 {
    now.as_secs() / (WINDOW.as_secs() / SLOTS as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line: the second, what happens, and the state behind it. `begin` lets a call begin; `ok` and `fail` report one
    /// that began now, or at the second behind `since`; `×` repeats the line within the second.
    fn check(script: &str) {
        let mut breaker = Breaker::default();
        for line in script
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            let (event, expected) = line.split_once("->").unwrap();
            let mut words = event.split_whitespace();
            let seconds = |word: &str| Duration::from_secs(word.parse().unwrap());
            let now = seconds(words.next().unwrap());
            let what = words.next().unwrap();
            let (mut began, mut times) = (now, 1);
            while let Some(word) = words.next() {
                match word {
                    "since" => began = seconds(words.next().unwrap()),
                    _ => times = word.trim_start_matches('x').parse().unwrap(),
                }
            }
            for _ in 0..times {
                match what {
                    "ok" => breaker.report(began, true, now),
                    "fail" => breaker.report(began, false, now),
                    "begin" => breaker.begin(now),
                    _ => assert_eq!(what, "wait", "{line}"),
                }
            }
            let state = match breaker.state {
                State::Closed => "closed",
                State::Open => "open",
                State::HalfOpen => "half open",
            };
            let refuses = if breaker.admits(now) { "" } else { ", refuses" };
            assert_eq!(format!("{state}{refuses}"), expected.trim(), "{line}");
        }
    }

    #[test]
    fn failures_in_a_row_open_it_and_a_success_between_them_does_not() {
        check(
            "0 fail x4 -> closed
             1 ok      -> closed
             2 fail x4 -> closed
             3 fail    -> open, refuses",
        );
    }

    #[test]
    fn successes_are_no_failures() {
        check(
            "0 ok x1000 -> closed
             1 fail x4  -> closed
             2 ok       -> closed
             3 fail x4  -> closed",
        );
    }

    #[test]
    fn half_of_the_calls_of_a_minute_open_it() {
        check(
            "0  fail x4 -> closed
             1  ok x3   -> closed
             20 fail x4 -> closed
             21 ok x6   -> closed
             59 fail x1 -> closed
             59 ok x1   -> closed
             59 fail x1 -> open, refuses",
        );
        // Too old.
        check(
            "0  fail x4 -> closed
             1  ok x3   -> closed
             20 fail x4 -> closed
             21 ok x6   -> closed
             61 fail x2 -> closed",
        );
        // Not half.
        check(
            "0  fail x4 -> closed
             1  ok x13  -> closed
             20 fail x4 -> closed
             21 ok x6   -> closed
             30 fail x4 -> closed",
        );
    }

    #[test]
    fn one_call_probes_and_closes_it() {
        check(
            "0  fail x5 -> open, refuses
             29 wait    -> open, refuses
             30 wait    -> open
             30 begin   -> half open, refuses
             31 begin   -> half open, refuses
             32 ok since 30 -> closed
             33 fail x4 -> closed",
        );
    }

    #[test]
    fn a_probe_that_fails_opens_it_again() {
        check(
            "0  fail x5 -> open, refuses
             30 begin   -> half open, refuses
             33 fail since 30 -> open, refuses
             62 wait    -> open, refuses
             63 begin   -> half open, refuses
             64 ok since 63 -> closed",
        );
    }

    #[test]
    fn a_probe_that_is_given_up_does_not_keep_it_half_open() {
        check(
            "0  fail x5 -> open, refuses
             30 begin   -> half open, refuses
             60 wait    -> half open
             61 begin   -> half open, refuses
             62 ok since 61 -> closed",
        );
    }

    #[test]
    fn calls_that_began_before_tell_nothing() {
        check(
            "10 fail x5 since 9 -> open, refuses
             11 ok since 8    -> open, refuses
             11 fail since 9  -> open, refuses
             40 begin         -> half open, refuses
             41 fail since 9  -> half open, refuses
             41 ok since 8    -> half open, refuses
             42 ok since 40   -> closed
             60 fail x5 since 9  -> closed
             60 fail x5 since 43 -> open, refuses",
        );
    }

    #[test]
    fn an_answer_closes_it_also_if_it_was_not_asked_as_a_probe() {
        check(
            "0 fail x5 -> open, refuses
             1 begin   -> open, refuses
             2 fail since 1 -> open, refuses
             3 ok since 1   -> closed",
        );
    }
}
