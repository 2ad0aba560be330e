use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// What [`Timer::sleep`] answers.
pub type SleepFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Measures time, and waits.
///
/// The default waits with Tokio where a Tokio runtime runs, and with a thread elsewhere.
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
    use std::sync::{Arc, LazyLock, Mutex, PoisonError};
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
            if tokio::runtime::Handle::try_current().is_ok() {
                return Box::pin(tokio::time::sleep(duration));
            }
            Box::pin(ThreadSleep {
                duration,
                state: Arc::default(),
                is_started: false,
            })
        }
    }

    /// Waits with a thread: for executors that this crate does not know. Waits are rare, so that they need no thread in common.
    struct ThreadSleep {
        duration: Duration,
        state: Arc<Mutex<State>>,
        is_started: bool,
    }

    #[derive(Default)]
    struct State {
        is_over: bool,
        waker: Option<Waker>,
    }

    impl Future for ThreadSleep {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            {
                let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                if state.is_over {
                    return Poll::Ready(());
                }
                state.waker = Some(context.waker().clone());
            }
            if !self.is_started {
                self.is_started = true;
                let (state, duration) = (Arc::downgrade(&self.state), self.duration);
                thread::spawn(move || {
                    thread::sleep(duration);
                    if let Some(state) = state.upgrade() {
                        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                        state.is_over = true;
                        if let Some(waker) = state.waker.take() {
                            waker.wake();
                        }
                    }
                });
            }
            Poll::Pending
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
