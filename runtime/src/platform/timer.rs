use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// What [`Timer::sleep`] answers.
pub type SleepFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Measures time, and waits.
///
/// The default waits with Tokio where a Tokio runtime runs, with the thread of a call that blocks it, and with a thread of its
/// own elsewhere.
pub trait Timer: Send + Sync {
    /// The time since a moment that stays the same. It never goes back, whatever happens to the clock.
    fn elapsed(&self) -> Duration;

    /// Is ready when so much time has passed. To drop it ends the wait.
    fn sleep(&self, duration: Duration) -> SleepFuture;
}

/// What waits unless the configuration names something else.
pub(crate) const DEFAULT: Option<fn() -> Arc<dyn Timer>> = {
    #[cfg(target_family = "wasm")]
    {
        None
    }
    #[cfg(not(target_family = "wasm"))]
    {
        Some(|| Arc::new(self::system::SystemTimer))
    }
};

#[cfg(not(target_family = "wasm"))]
mod system {
    use std::pin::Pin;
    use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
    use std::task::{Context, Poll, Waker};
    use std::thread;
    use std::time::Duration;

    // Tokio's is the same, but stands still while a test has stopped the time.
    #[cfg(not(feature = "reqwest"))]
    use std::time::Instant;
    #[cfg(feature = "reqwest")]
    use tokio::time::Instant;

    use super::{SleepFuture, Timer};

    /// The default.
    pub(super) struct SystemTimer;

    impl Timer for SystemTimer {
        fn elapsed(&self) -> Duration {
            static START: LazyLock<Instant> = LazyLock::new(Instant::now);
            // What has just begun is later than what this reads.
            let start = *START;
            Instant::now().saturating_duration_since(start)
        }

        fn sleep(&self, duration: Duration) -> SleepFuture {
            #[cfg(feature = "reqwest")]
            if !is_blocked() && tokio::runtime::Handle::try_current().is_ok() {
                return Box::pin(tokio::time::sleep(duration));
            }
            Box::pin(ThreadSleep {
                // What is so far away never comes.
                deadline: std::time::Instant::now().checked_add(duration),
                shared: Arc::default(),
                is_started: false,
            })
        }
    }

    /// Whether a call blocks this thread: a runtime that it belongs to does nothing in time then.
    #[cfg(feature = "reqwest")]
    fn is_blocked() -> bool {
        #[cfg(feature = "blocking")]
        let is_blocked = crate::blocking::is_waiting();
        #[cfg(not(feature = "blocking"))]
        let is_blocked = false;
        is_blocked
    }

    /// Waits with the thread of a call that blocks it, and otherwise with a thread of its own: for executors that this crate does
    /// not know.
    struct ThreadSleep {
        deadline: Option<std::time::Instant>,
        shared: Arc<Shared>,
        is_started: bool,
    }

    #[derive(Default)]
    struct Shared {
        state: Mutex<State>,
        /// Nobody waits any more.
        dropped: Condvar,
    }

    #[derive(Default)]
    struct State {
        is_dropped: bool,
        waker: Option<Waker>,
    }

    impl Shared {
        fn lock(&self) -> MutexGuard<'_, State> {
            self.state.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// Waits, and then wakes the one that polled last.
        fn run(&self, duration: Duration) {
            let is_wanted = |state: &mut State| !state.is_dropped;
            let state = self
                .dropped
                .wait_timeout_while(self.lock(), duration, is_wanted);
            let (mut state, _) = state.unwrap_or_else(PoisonError::into_inner);
            if let Some(waker) = state.waker.take() {
                waker.wake();
            }
        }
    }

    impl Future for ThreadSleep {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            let Some(deadline) = self.deadline else {
                return Poll::Pending;
            };
            let left = deadline.saturating_duration_since(std::time::Instant::now());
            if left.is_zero() {
                return Poll::Ready(());
            }
            #[cfg(feature = "blocking")]
            if crate::blocking::sleep_until(deadline, context.waker()) {
                return Poll::Pending;
            }
            self.shared.lock().waker = Some(context.waker().clone());
            if !self.is_started {
                self.is_started = true;
                let shared = Arc::clone(&self.shared);
                thread::spawn(move || shared.run(left));
            }
            Poll::Pending
        }
    }

    impl Drop for ThreadSleep {
        fn drop(&mut self) {
            let mut state = self.shared.lock();
            state.is_dropped = true;
            state.waker = None;
            self.shared.dropped.notify_one();
        }
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use std::sync::mpsc;
    use std::task::{Context, Poll, Wake, Waker};

    use super::*;

    struct Signal(mpsc::Sender<()>);

    impl Wake for Signal {
        fn wake(self: Arc<Self>) {
            self.0.send(()).unwrap();
        }
    }

    #[test]
    fn waits_without_an_executor() {
        let timer = DEFAULT.unwrap()();
        let (sender, receiver) = mpsc::channel();
        let waker = Waker::from(Arc::new(Signal(sender)));
        let mut context = Context::from_waker(&waker);
        let before = timer.elapsed();
        let mut sleep = timer.sleep(Duration::from_millis(20));
        assert_eq!(sleep.as_mut().poll(&mut context), Poll::Pending);
        receiver.recv().unwrap();
        assert_eq!(sleep.as_mut().poll(&mut context), Poll::Ready(()));
        assert!(timer.elapsed() >= before + Duration::from_millis(20));
    }

    #[cfg(feature = "reqwest")]
    #[tokio::test(start_paused = true)]
    async fn waits_with_tokio_where_it_runs() {
        let timer = DEFAULT.unwrap()();
        let before = timer.elapsed();
        timer.sleep(Duration::from_secs(3600)).await;
        assert!(timer.elapsed() >= before + Duration::from_secs(3600));
    }
}
