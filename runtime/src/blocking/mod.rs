//! Calls without an executor: the thread that calls polls them, and sleeps in between.

mod events;
mod pages;

use std::cell::RefCell;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Instant;

pub use self::events::BlockingEvents;
pub use self::pages::{BlockingItems, BlockingPages};

thread_local! {
    /// The innermost [`wait`] of this thread.
    static INNERMOST: RefCell<Option<Wait>> = const { RefCell::new(None) };
}

struct Wait {
    waker: Waker,
    /// When to poll again, even if nobody has woken it.
    deadline: Option<Instant>,
}

/// Polls until it is ready. In between the thread sleeps until it is woken, or a [deadline](sleep_until) comes.
pub(crate) fn wait<T>(poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let mut ready = None;
    wait_until(&mut |context| match poll(context) {
        Poll::Ready(value) => {
            ready = Some(value);
            true
        }
        Poll::Pending => false,
    });
    ready.expect("it waits until there is a value")
}

/// All of it that need not be compiled for every type.
fn wait_until(is_ready: &mut dyn FnMut(&mut Context<'_>) -> bool) {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let _outer = Outer(INNERMOST.replace(Some(Wait {
        waker: waker.clone(),
        deadline: None,
    })));
    while !is_ready(&mut context) {
        let deadline = INNERMOST.with_borrow_mut(|wait| wait.as_mut()?.deadline.take());
        match deadline {
            Some(deadline) => {
                thread::park_timeout(deadline.saturating_duration_since(Instant::now()));
            }
            None => thread::park(),
        }
    }
}

/// What was there before: a credential provider can make a call that blocks of its own. It is put back also if a poll panics.
struct Outer(Option<Wait>);

impl Drop for Outer {
    fn drop(&mut self) {
        INNERMOST.set(self.0.take());
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether this thread is in a call that blocks it, so that no executor can do anything on it.
#[cfg(any(test, feature = "reqwest"))]
pub(crate) fn is_waiting() -> bool {
    INNERMOST.with_borrow(Option::is_some)
}

/// Has the call that blocks this thread poll again at that time. If it is not the one that polls now, with this waker, the
/// answer is no.
pub(crate) fn sleep_until(deadline: Instant, waker: &Waker) -> bool {
    INNERMOST.with_borrow_mut(|wait| match wait {
        Some(wait) if wait.waker.will_wake(waker) => {
            let earlier = wait.deadline.unwrap_or(deadline);
            wait.deadline = Some(earlier.min(deadline));
            true
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::{Pin, pin};
    use std::time::Duration;

    use crate::SleepFuture;
    use crate::platform::default_timer;

    use super::*;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        wait(&mut |context| future.as_mut().poll(context))
    }

    fn sleep(milliseconds: u64) -> SleepFuture {
        let timer = default_timer().unwrap();
        timer.sleep(Duration::from_millis(milliseconds))
    }

    /// Is ready when another thread says so.
    fn from_another_thread() -> impl Future<Output = ()> {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            sender.send(()).unwrap();
        });
        async { receiver.await.unwrap() }
    }

    /// The number of the one that is ready first.
    async fn first(mut one: Pin<&mut dyn Future<Output = ()>>, mut two: SleepFuture) -> u8 {
        poll_fn(|context| {
            let ready = [
                one.as_mut().poll(context).is_ready(),
                two.as_mut().poll(context).is_ready(),
            ];
            match ready.iter().position(|is_ready| *is_ready) {
                Some(0) => Poll::Ready(1),
                Some(_) => Poll::Ready(2),
                None => Poll::Pending,
            }
        })
        .await
    }

    #[test]
    fn waits_for_whatever_comes_first() {
        let hour = 3_600_000;
        assert_eq!(block_on(first(pin!(from_another_thread()), sleep(hour))), 1);
        let never = pin!(std::future::pending());
        assert_eq!(block_on(first(never, sleep(20))), 2);
        assert_eq!(block_on(first(pin!(sleep(20)), sleep(hour))), 1);
        assert_eq!(block_on(first(pin!(sleep(hour)), sleep(20))), 2);
    }

    #[test]
    fn a_wait_can_be_within_another() {
        block_on(async {
            let outer = sleep(40);
            block_on(sleep(10));
            assert!(is_waiting());
            outer.await;
        });
        assert!(!is_waiting());
    }

    #[tokio::test]
    async fn waits_in_a_runtime_that_it_blocks() {
        block_on(async { sleep(10).await });
        sleep(10).await;
    }

    /// Such as a credential provider that has a runtime of its own.
    #[test]
    fn a_runtime_can_be_within_a_wait() {
        block_on(async {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .unwrap();
            runtime.block_on(sleep(10));
        });
    }
}
