use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// How much may be sent again in all, so that a service that is down is not buried under repeats.
///
/// It is a bucket of tokens. To send again costs 5, after an answer that did not come in time 10; an answer gives 1, and if
/// it came to what was sent again, what that had cost. While most calls succeed, there is always enough; while most fail,
/// about every fifth is sent again, and when the bucket is empty none.
///
/// All copies of a [`Config`](crate::Config), and all clients made with them, share one.
///
/// ```
/// use tencentcloud_runtime::{Config, Credential, RetryBudget};
///
/// let config = Config::new(Credential::new("AKIDexample", "key"));
/// let patient = config.clone().retry_budget(RetryBudget::unlimited());
/// let careful = config.retry_budget(RetryBudget::new(50));
/// ```
#[derive(Clone)]
pub struct RetryBudget(Option<Arc<Bucket>>);

struct Bucket {
    capacity: u32,
    tokens: AtomicU32,
}

pub(crate) const COST: u32 = 5;
pub(crate) const COST_OF_TIMEOUT: u32 = 10;

impl RetryBudget {
    /// A full bucket of so many tokens.
    pub fn new(capacity: u32) -> Self {
        Self(Some(Arc::new(Bucket {
            capacity,
            tokens: AtomicU32::new(capacity),
        })))
    }

    /// No limit but that of each call.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// The tokens that are left; nothing if there is no limit.
    pub fn remaining(&self) -> Option<u32> {
        let bucket = self.0.as_ref()?;
        Some(bucket.tokens.load(Ordering::Relaxed))
    }

    /// Whether there were as many tokens, which are taken.
    pub(crate) fn take(&self, cost: u32) -> bool {
        let update = |bucket: &Arc<Bucket>| {
            let less = |tokens: u32| tokens.checked_sub(cost);
            let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
            bucket.tokens.fetch_update(set, fetch, less).is_ok()
        };
        self.0.as_ref().is_none_or(update)
    }

    pub(crate) fn give(&self, tokens: u32) {
        let Some(bucket) = &self.0 else { return };
        // Mostly it is full, and then nothing is written that other threads would have to read again.
        let more = |before: u32| {
            let after = before.saturating_add(tokens).min(bucket.capacity);
            (after != before).then_some(after)
        };
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        // An error says that it was full.
        let _ = bucket.tokens.fetch_update(set, fetch, more);
    }
}

/// 500 tokens.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(500)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("RetryBudget(unlimited)"),
            Some(bucket) => write!(
                f,
                "RetryBudget({} of {})",
                bucket.tokens.load(Ordering::Relaxed),
                bucket.capacity
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bucket_gives_nothing_and_a_full_one_takes_nothing() {
        let budget = RetryBudget::new(11);
        let copy = budget.clone();
        assert!(budget.take(COST) && copy.take(COST));
        assert!(!budget.take(COST));
        assert_eq!(copy.remaining(), Some(1));
        budget.give(100);
        assert_eq!(format!("{copy:?}"), "RetryBudget(11 of 11)");
        assert!(RetryBudget::unlimited().take(u32::MAX));
        assert!(!RetryBudget::new(0).take(1));
    }
}
