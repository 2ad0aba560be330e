//! What a call runs on: the way to the network, and time.

mod timer;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

pub use self::timer::{SleepFuture, Timer};
use crate::{Transport, TransportError};

type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
type SharedTransport = Arc<OnceLock<Result<Arc<dyn Transport>, TransportError>>>;

/// What a call runs on: the [`Transport`], the clock, and the [`Timer`] of its [`Config`](crate::Config).
///
/// A [`CredentialProvider`](crate::CredentialProvider) that fetches is given it, so that it needs no connections and no
/// executor of its own, and sees the same time as the call. A copy shares all of it.
#[derive(Clone)]
pub struct Platform {
    transport: SharedTransport,
    /// That of calls that block.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    blocking_transport: SharedTransport,
    /// How the transport is made if there is none yet.
    default_transport: fn() -> Result<Arc<dyn Transport>, TransportError>,
    timer: Option<Arc<dyn Timer>>,
    clock: Clock,
}

impl Platform {
    pub(crate) fn set_transport(&mut self, transport: Arc<dyn Transport>) {
        self.transport = Arc::new(OnceLock::from(Ok(transport)));
        #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
        Arc::clone_from(&mut self.blocking_transport, &self.transport);
    }

    /// The same for a call that blocks: with another default for the transport.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub(crate) fn blocking(&self) -> Self {
        Self {
            transport: Arc::clone(&self.blocking_transport),
            default_transport: crate::transport::default_blocking,
            ..self.clone()
        }
    }

    pub(crate) fn set_timer(&mut self, timer: Arc<dyn Timer>) {
        self.timer = Some(timer);
    }

    pub(crate) fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// The way to the network; the default is made when it is first needed, once for all copies.
    ///
    /// # Errors
    /// The default cannot be set up, or there is none because a feature is off: calls need `reqwest`, and those that block
    /// `blocking`.
    pub fn transport(&self) -> Result<Arc<dyn Transport>, TransportError> {
        self.transport.get_or_init(self.default_transport).clone()
    }

    /// What waits. There is none where the standard library cannot wait, on `wasm32-unknown-unknown`, unless the
    /// configuration names one: nothing is sent again there.
    pub fn timer(&self) -> Option<&dyn Timer> {
        self.timer.as_deref()
    }

    /// The time of the clock, which can be wrong.
    pub fn now(&self) -> SystemTime {
        (self.clock)()
    }
}

/// What waits unless the configuration names something else.
#[cfg(all(test, feature = "blocking", not(target_family = "wasm")))]
pub(crate) fn default_timer() -> Option<Arc<dyn Timer>> {
    timer::DEFAULT.map(|make| make())
}

impl Default for Platform {
    fn default() -> Self {
        Self {
            transport: Arc::default(),
            #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
            blocking_transport: Arc::default(),
            default_transport: crate::transport::default,
            timer: timer::DEFAULT.map(|make| make()),
            clock: Arc::new(SystemTime::now),
        }
    }
}

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Platform").finish_non_exhaustive()
    }
}
