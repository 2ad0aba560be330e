//! One at a time, on any executor.
//!
//! A mutex of an executor would let in one after the other, who then have to find out what the one before them did; and
//! `async-lock`, which works everywhere, is five crates that every user would compile. This is what is needed of it.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

/// A turn that lasts longer can be taken by another one: who has it may not be running at all. A future that is neither
/// awaited nor dropped, as the loser of a `select!` that is kept, does nothing, and must not keep all others from it.
pub(super) const MAX_TURN: Duration = Duration::from_secs(15);

/// Lets one of many do something, and hands its result to all who waited for it.
pub(super) struct Flight<T> {
    state: Mutex<State<T>>,
}

struct State<T> {
    taken: Option<Taken>,
    /// How many turns came to a result.
    finished: u64,
    /// The result of the last.
    result: Option<T>,
    waiting: HashMap<u64, Waker>,
    next_id: u64,
}

struct Taken {
    id: u64,
    since: SystemTime,
}

impl<T> State<T> {
    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }
}

impl<T> Default for Flight<T> {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                taken: None,
                finished: 0,
                result: None,
                waiting: HashMap::new(),
                next_id: 0,
            }),
        }
    }
}

impl<T: Clone> Flight<T> {
    /// The turn, unless someone has it, and not for too long.
    pub(super) fn take_turn(&self, now: SystemTime) -> Option<Turn<'_, T>> {
        let mut state = self.lock();
        let is_running = state.taken.as_ref().is_some_and(|taken| {
            now.duration_since(taken.since)
                .map_or(true, |passed| passed < MAX_TURN)
        });
        if is_running {
            return None;
        }
        let id = state.new_id();
        state.taken = Some(Taken { id, since: now });
        Some(Turn {
            flight: self,
            id,
            result: None,
        })
    }

    /// The result of the turn that someone has now. Nothing if nobody has it, or if it is given up: then it can be taken.
    pub(super) fn wait(&self) -> Wait<'_, T> {
        let mut state = self.lock();
        let id = state.new_id();
        Wait {
            flight: self,
            id,
            finished: state.finished,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to do it. To drop it gives it up, and another one who waits can take it.
pub(super) struct Turn<'a, T: Clone> {
    flight: &'a Flight<T>,
    id: u64,
    result: Option<T>,
}

impl<T: Clone> Turn<'_, T> {
    /// Ends it with a result.
    pub(super) fn finish(mut self, result: T) {
        self.result = Some(result);
    }
}

impl<T: Clone> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.flight.lock();
            // Another one may have it by now.
            state.taken.take_if(|taken| taken.id == self.id);
            if let Some(result) = self.result.take() {
                state.finished += 1;
                state.result = Some(result);
            }
            std::mem::take(&mut state.waiting)
        };
        for waker in waiting.into_values() {
            waker.wake();
        }
    }
}

/// What [`Flight::wait`] answers.
pub(super) struct Wait<'a, T: Clone> {
    flight: &'a Flight<T>,
    id: u64,
    /// How many turns had come to a result when the wait began.
    finished: u64,
}

impl<T: Clone> Future for Wait<'_, T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.flight.lock();
        if state.finished != self.finished {
            return Poll::Ready(state.result.clone());
        }
        if state.taken.is_none() {
            return Poll::Ready(None);
        }
        state.waiting.insert(self.id, context.waker().clone());
        Poll::Pending
    }
}

impl<T: Clone> Drop for Wait<'_, T> {
    fn drop(&mut self) {
        self.flight.lock().waiting.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::task::{Poll, Wake};
    use std::thread;

    use super::*;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn poll<T: Clone>(wait: &mut Wait<'_, T>) -> Poll<Option<T>> {
        Pin::new(wait).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn the_result_goes_to_all_who_waited() {
        let flight = Flight::default();
        let turn = flight.take_turn(NOW).unwrap();
        assert!(flight.take_turn(NOW).is_none());
        let (mut first, mut second) = (flight.wait(), flight.wait());
        assert_eq!(poll(&mut first), Poll::Pending);
        turn.finish(7);
        assert_eq!(poll(&mut first), Poll::Ready(Some(7)));
        assert_eq!(poll(&mut second), Poll::Ready(Some(7)));
        // Not to those who come later.
        assert_eq!(poll(&mut flight.wait()), Poll::Ready(None));
        assert!(flight.take_turn(NOW).is_some());
    }

    #[test]
    fn a_turn_that_is_given_up_can_be_taken_by_one_who_waits() {
        let flight = Flight::<u8>::default();
        let turn = flight.take_turn(NOW).unwrap();
        let mut wait = flight.wait();
        assert_eq!(poll(&mut wait), Poll::Pending);
        drop(turn);
        assert_eq!(poll(&mut wait), Poll::Ready(None));
        assert!(flight.take_turn(NOW).is_some());
    }

    #[test]
    fn who_stops_to_wait_is_forgotten() {
        let flight = Flight::<u8>::default();
        let _turn = flight.take_turn(NOW).unwrap();
        let mut wait = flight.wait();
        assert_eq!(poll(&mut wait), Poll::Pending);
        drop(wait);
        assert!(flight.lock().waiting.is_empty());
    }

    #[test]
    fn a_turn_that_lasts_too_long_can_be_taken() {
        let flight = Flight::default();
        let lost = flight.take_turn(NOW).unwrap();
        assert!(flight.take_turn(NOW + MAX_TURN / 2).is_none());
        let turn = flight.take_turn(NOW + MAX_TURN).unwrap();
        let (mut first, mut second) = (flight.wait(), flight.wait());
        assert_eq!(poll(&mut first), Poll::Pending);
        // Its result is as good as another, but the turn is not its own to end.
        lost.finish(1);
        assert_eq!(poll(&mut first), Poll::Ready(Some(1)));
        assert!(flight.take_turn(NOW + MAX_TURN).is_none());
        turn.finish(2);
        assert_eq!(poll(&mut second), Poll::Ready(Some(2)));
    }

    /// Waits with this thread.
    fn block_on<T: Clone>(mut wait: Wait<'_, T>) -> Option<T> {
        struct Unpark(thread::Thread);

        impl Wake for Unpark {
            fn wake(self: Arc<Self>) {
                self.0.unpark();
            }
        }

        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        loop {
            match Pin::new(&mut wait).poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(result) => return result,
                Poll::Pending => thread::park(),
            }
        }
    }

    /// Threads that take turns, give some of them up, and stop to wait: none is left waiting, and no two have the turn.
    #[test]
    fn nobody_waits_for_ever() {
        let flight = Flight::<u32>::default();
        let having_the_turn = AtomicU32::new(0);
        thread::scope(|scope| {
            for seed in 1..=8_u32 {
                let (flight, having_the_turn) = (&flight, &having_the_turn);
                scope.spawn(move || {
                    let mut random = seed;
                    for _ in 0..10_000 {
                        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let choice = random >> 24;
                        match flight.take_turn(NOW) {
                            Some(turn) => {
                                assert_eq!(having_the_turn.fetch_add(1, Ordering::SeqCst), 0);
                                thread::yield_now();
                                assert_eq!(having_the_turn.fetch_sub(1, Ordering::SeqCst), 1);
                                if choice % 3 > 0 {
                                    turn.finish(random);
                                }
                            }
                            None if choice % 5 == 0 => {
                                let _ = poll(&mut flight.wait());
                            }
                            None => {
                                block_on(flight.wait());
                            }
                        }
                    }
                });
            }
        });
        assert!(flight.lock().waiting.is_empty());
    }
}
