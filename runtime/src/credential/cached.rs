use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::flight::{Flight, MAX_TURN};
use super::{Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::observe::{credential_fetched, credential_not_renewed};
use crate::{Platform, random};

/// A credential is renewed this long before it expires, or [`EARLY_PART`] of its life, whichever is less.
const EARLY: Duration = Duration::from_secs(300);
const EARLY_PART: u32 = 5;
/// Processes that were started together should not renew together: the time above is up to so much longer.
const JITTER_PART: u32 = 5;
/// How long a call that has a valid credential waits for a newer one.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait after a failure before the next try, which doubles with each while an older credential is valid.
const FIRST_DELAY: Duration = Duration::from_secs(1);
const MAX_DELAY: Duration = Duration::from_secs(60);
/// A credential that is younger is not fetched again because it was refused: the next one would be no better.
const YOUNG: Duration = Duration::from_secs(30);

/// Keeps the credential that another provider fetches, and has it fetched again in time.
///
/// - **Early**: 5 minutes before it expires, or after 80 % of its life if that is later, and up to a fifth of that time
///   sooner by chance, so that not all processes fetch at once.
/// - **Once**: one call fetches. Without a valid credential the others wait for it, and get what it gets, also when it
///   fails. With one they go on with that. When the call that fetches is dropped, or gets nowhere for 15 s, one of those
///   that wait takes over.
/// - **With the old one meanwhile**: while a credential is valid, a failure to renew it fails no call. The next try is 1 s
///   later, and then after twice as long each time, up to a minute. The call that tries waits no longer than 5 s for it
///   if there is a [`Timer`](crate::Timer). Without a valid credential, there is at most one try a second; calls in
///   between get the error of the last.
/// - **Until it is refused**: a credential that is [invalidated](CredentialProvider::invalidate) is fetched again, unless it
///   was fetched less than 30 s ago. The call that failed is sent once more.
///
/// A credential without an [expiration](Credential::expiration) is kept for good, or as long as [`Self::max_age`] says.
/// One that has expired when it arrives is used nevertheless: most likely the clock of this machine is wrong.
///
/// The times are those of the clock of the [`Platform`]. The providers of this crate that fetch have such a cache in them.
pub struct CachedCredential<P> {
    provider: P,
    cache: Cache,
}

impl<P: CredentialProvider> CachedCredential<P> {
    /// Keeps what this provider fetches.
    pub fn new(provider: P) -> Self {
        Self {
            provider,
            cache: Cache::default(),
        }
    }

    /// Fetches again when a credential is so old, also if it has not expired or never will. It is kept on while that fails,
    /// and while it is valid.
    #[must_use]
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.cache.max_age = Some(max_age);
        self
    }

    /// The credential that is kept, whether it is valid or not. Nothing is fetched for it.
    pub fn kept(&self) -> Option<Credential> {
        self.cache.lock().credential.clone()
    }

    /// What fetches.
    pub fn provider(&self) -> &P {
        &self.provider
    }

    /// The same with a provider that was changed. What it fetched before is forgotten.
    pub(super) fn map(self, change: impl FnOnce(&mut P)) -> Self {
        let Self {
            mut provider,
            cache,
        } = self;
        change(&mut provider);
        Self {
            provider,
            cache: Cache {
                max_age: cache.max_age,
                ..Cache::default()
            },
        }
    }
}

impl<P: CredentialProvider> CredentialProvider for CachedCredential<P> {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.cache.credential(&self.provider, platform))
    }

    fn invalidate(&self, credential: &Credential) -> bool {
        self.cache.invalidate(credential);
        self.provider.invalidate(credential);
        // Also if another one is kept by now.
        true
    }

    fn name(&self) -> &str {
        self.provider.name()
    }
}

/// Has a type that wraps a [`CachedCredential`] provide what that does.
macro_rules! provide_from_cache {
    ($provider:ty) => {
        impl $crate::CredentialProvider for $provider {
            fn credential<'a>(
                &'a self,
                platform: &'a $crate::Platform,
            ) -> $crate::CredentialFuture<'a> {
                self.0.credential(platform)
            }

            fn invalidate(&self, credential: &$crate::Credential) -> bool {
                self.0.invalidate(credential)
            }

            fn name(&self) -> &str {
                self.0.name()
            }
        }
    };
}

pub(super) use provide_from_cache;

impl<P: CredentialProvider> fmt::Debug for CachedCredential<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedCredential")
            .field("provider", &self.name())
            .field("kept", &self.kept())
            .finish_non_exhaustive()
    }
}

/// All of it that does not depend on the provider.
#[derive(Default)]
struct Cache {
    max_age: Option<Duration>,
    kept: Mutex<Kept>,
    flight: Flight<Result<Credential, CredentialError>>,
}

#[derive(Default)]
struct Kept {
    credential: Option<Credential>,
    fetched: Option<SystemTime>,
    /// When to fetch again; never, if there is nothing.
    renew: Option<SystemTime>,
    is_refused: bool,
    pause: Option<Pause>,
}

/// After a fetch that brought nothing that lasts.
struct Pause {
    start: SystemTime,
    length: Duration,
    error: Option<CredentialError>,
}

/// What a call should do.
enum Advice {
    Use(Credential),
    /// Fetch; while somebody does, this is still valid.
    Renew(Credential),
    Fetch,
    Fail(CredentialError),
}

impl Cache {
    async fn credential(
        &self,
        provider: &dyn CredentialProvider,
        platform: &Platform,
    ) -> Result<Credential, CredentialError> {
        loop {
            match self.advice(platform) {
                Advice::Use(credential) => return Ok(credential),
                Advice::Fail(error) => return Err(error),
                Advice::Renew(_) | Advice::Fetch => {}
            }
            let turn = self.flight.take_turn(platform.now());
            // Again: who had the turn a moment ago has just fetched.
            let valid = match self.advice(platform) {
                Advice::Use(credential) => return Ok(credential),
                Advice::Fail(error) => return Err(error),
                Advice::Renew(credential) => Some(credential),
                Advice::Fetch => None,
            };
            match (turn, valid) {
                (Some(turn), valid) => {
                    let fetched = fetch(provider, platform, valid.is_some()).await;
                    match &fetched {
                        Ok(credential) => credential_fetched(provider.name(), credential),
                        Err(error) if valid.is_some() => {
                            credential_not_renewed(provider.name(), error);
                        }
                        // The call says it.
                        Err(_) => {}
                    }
                    let result = self.keep(fetched, platform);
                    turn.finish(result.clone());
                    return result;
                }
                (None, Some(valid)) => return Ok(valid),
                (None, None) => {
                    let wait = pin!(self.flight.wait());
                    if let Some(Some(result)) = within(Some(MAX_TURN), wait, platform).await {
                        return result;
                    }
                }
            }
        }
    }

    fn advice(&self, platform: &Platform) -> Advice {
        let now = platform.now();
        let kept = self.lock();
        if let Some(valid) = kept.valid(now) {
            let pause = kept.pause.as_ref();
            let has_to_wait = pause.is_some_and(|pause| pause.holds(now, MAX_DELAY));
            let is_due = kept.renew.is_some_and(|renew| renew <= now);
            return if is_due && !has_to_wait {
                Advice::Renew(valid.clone())
            } else {
                Advice::Use(valid.clone())
            };
        }
        if let Some(pause) = &kept.pause {
            match (&pause.error, &kept.credential) {
                (Some(error), _) if pause.holds(now, FIRST_DELAY) => {
                    return Advice::Fail(error.clone());
                }
                // It had expired when it came.
                (None, Some(credential)) if !kept.is_refused && pause.holds(now, MAX_DELAY) => {
                    return Advice::Use(credential.clone());
                }
                _ => {}
            }
        }
        Advice::Fetch
    }

    /// Keeps what was fetched, or the failure. What the calls get is the old credential while that is valid.
    fn keep(
        &self,
        fetched: Result<Credential, CredentialError>,
        platform: &Platform,
    ) -> Result<Credential, CredentialError> {
        let now = platform.now();
        let mut kept = self.lock();
        let valid = kept.valid(now).cloned();
        match fetched {
            Ok(credential) => {
                let renew = renewal(
                    now,
                    random::fraction(platform),
                    credential.expiration(),
                    self.max_age,
                );
                kept.pause = renew
                    .filter(|renew| *renew <= now)
                    .map(|_| kept.next_pause(now, None));
                kept.credential = Some(credential.clone());
                kept.fetched = Some(now);
                kept.renew = renew;
                kept.is_refused = false;
                Ok(credential)
            }
            Err(error) => {
                kept.pause = Some(kept.next_pause(now, Some(error.clone())));
                valid.ok_or(error)
            }
        }
    }

    fn invalidate(&self, credential: &Credential) {
        let mut kept = self.lock();
        let is_kept = kept
            .credential
            .as_ref()
            .is_some_and(|it| it.has_same_key(credential));
        kept.is_refused |= is_kept;
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// The credential, if it can be used.
    fn valid(&self, now: SystemTime) -> Option<&Credential> {
        let age = self
            .fetched
            .and_then(|fetched| now.duration_since(fetched).ok());
        if self.is_refused && age.is_none_or(|age| age >= YOUNG) {
            return None;
        }
        let credential = self.credential.as_ref()?;
        let is_valid = credential.expiration().is_none_or(|end| now < end);
        is_valid.then_some(credential)
    }

    fn next_pause(&self, now: SystemTime, error: Option<CredentialError>) -> Pause {
        let last = self.pause.as_ref().map(|pause| pause.length);
        Pause {
            start: now,
            length: last
                .map_or(FIRST_DELAY, |last| last.saturating_mul(2))
                .min(MAX_DELAY),
            error,
        }
    }
}

impl Pause {
    /// A clock that was set back ends it.
    fn holds(&self, now: SystemTime, at_most: Duration) -> bool {
        let length = self.length.min(at_most);
        now.duration_since(self.start)
            .is_ok_and(|passed| passed < length)
    }
}

/// When to fetch the next one; a fraction of 1 makes it a little earlier.
fn renewal(
    now: SystemTime,
    fraction: f64,
    expiration: Option<SystemTime>,
    max_age: Option<Duration>,
) -> Option<SystemTime> {
    let before_expiration = expiration.map(|expiration| {
        let life = expiration.duration_since(now).unwrap_or_default();
        let early = EARLY.min(life / EARLY_PART);
        now + life - early - (early / JITTER_PART).mul_f64(fraction)
    });
    let by_age = max_age.and_then(|max_age| now.checked_add(max_age));
    before_expiration.into_iter().chain(by_age).min()
}

/// Asks the provider; not longer than [`PATIENCE`] if that is possible and there is no need.
async fn fetch(
    provider: &dyn CredentialProvider,
    platform: &Platform,
    is_optional: bool,
) -> Result<Credential, CredentialError> {
    let fetched = provider.credential(platform);
    let limit = is_optional.then_some(PATIENCE);
    within(limit, fetched, platform).await.unwrap_or_else(|| {
        let error = format!("{} did not answer within {PATIENCE:?}", provider.name());
        Err(CredentialError::new(error))
    })
}

/// What comes of a future, or nothing when time is up. Where time cannot be measured it never is.
async fn within<T>(
    limit: Option<Duration>,
    mut future: impl Future<Output = T> + Unpin,
    platform: &Platform,
) -> Option<T> {
    let sleep = |limit| platform.timer().map(|timer| timer.sleep(limit));
    let mut sleep = limit.and_then(sleep);
    poll_fn(|context| {
        if let Poll::Ready(value) = Pin::new(&mut future).poll(context) {
            return Poll::Ready(Some(value));
        }
        match &mut sleep {
            Some(sleep) => sleep.as_mut().poll(context).map(|()| None),
            None => Poll::Pending,
        }
    })
    .await
}
