use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::call::Skew;
#[cfg(not(target_family = "wasm"))]
use crate::credential::Environment;
use crate::{
    Credential, CredentialError, CredentialFuture, CredentialProvider, Endpoint, Failover,
    Interceptor, Platform, Retry, RetryBudget, Timer, Transport,
};
#[cfg(not(target_family = "wasm"))]
use crate::{CredentialChain, ProfileCredential};

const REGION: &str = "TENCENTCLOUD_REGION";

/// What clients have in common: who calls, where to, and how.
///
/// A copy shares the credential provider and the connections of the original, so make one and give a copy to every
/// client. A value that cannot be used (a region with a space in it, say) is an error of the call that uses it.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Config, Credential, Endpoint, Language};
///
/// let config = Config::new(Credential::new("AKIDexample", "key"))
///     .region("ap-guangzhou")
///     .endpoint(Endpoint::Regional)
///     .language(Language::English)
///     .timeout(Duration::from_secs(20));
/// ```
#[derive(Clone)]
pub struct Config {
    pub(crate) credential: Arc<dyn CredentialProvider>,
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Endpoint,
    pub(crate) failover: Option<Failover>,
    pub(crate) language: Option<Language>,
    pub(crate) request_client: Option<String>,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) method: HttpMethod,
    pub(crate) unsigned_payload: bool,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) log_bodies: bool,
    pub(crate) skew: Skew,
    pub(crate) platform: Platform,
}

impl Config {
    /// Calls with a credential, or with what a provider of credentials gives for each request.
    pub fn new(credential: impl CredentialProvider + 'static) -> Self {
        Self {
            credential: Arc::new(credential),
            region: None,
            endpoint: Endpoint::Default,
            failover: None,
            language: None,
            request_client: None,
            timeout: Duration::from_secs(120),
            attempt_timeout: Duration::from_secs(60),
            retry: Retry::new(),
            retry_budget: RetryBudget::default(),
            method: HttpMethod::Post,
            unsigned_payload: false,
            interceptors: Vec::new(),
            log_bodies: false,
            skew: Skew::default(),
            platform: Platform::default(),
        }
    }

    /// Calls without a credential. Only actions that are sent without a signature can be called so; others fail before they
    /// are sent.
    pub fn without_credential() -> Self {
        Self::new(NoCredential)
    }

    /// Calls with [the credential of the environment](Credential::from_env), in the region of `TENCENTCLOUD_REGION`
    /// if it is set. Nothing else is looked at, and it is known at once whether it is there; `Config::load` looks at all
    /// usual places.
    ///
    /// # Errors
    /// There is no credential in the environment; the message names the variable.
    pub fn from_env() -> Result<Self, CredentialError> {
        let config = Self::new(Credential::from_env()?);
        Ok(match std::env::var(REGION) {
            Ok(region) => config.region(region.trim()),
            Err(_) => config,
        })
    }

    /// Calls with what the first of the usual places has, by [`CredentialChain`]: the environment, the profile files of
    /// the official clients and of `tccli`, the role of a pod of TKE, the role of the CVM. They are looked at with the first
    /// call. The region is that of `TENCENTCLOUD_REGION`, or else the one that `tccli` uses for the profile.
    ///
    /// # Errors
    /// The file with `tccli`'s region is there and cannot be read, or a variable is not UTF-8.
    #[cfg(not(target_family = "wasm"))]
    pub fn load() -> Result<Self, CredentialError> {
        let config = Self::new(CredentialChain::default());
        let region = match Environment::default().read(REGION)? {
            Some(region) => Some(region),
            None => ProfileCredential::new().region()?,
        };
        Ok(config.region(region.unwrap_or_default()))
    }

    /// What a provider of credentials calls with: what is given to it, and the defaults.
    pub(crate) fn on_platform(credential: Arc<dyn CredentialProvider>, platform: Platform) -> Self {
        Self {
            platform,
            ..Self::new(credential)
        }
    }

    /// The credential that the next request would be signed with: to see whose it is, where it comes from, and when it
    /// expires; or to fetch it before the first call needs it.
    ///
    /// # Errors
    /// There is none.
    pub fn fetch_credential(&self) -> CredentialFuture<'_> {
        self.credential.credential(&self.platform)
    }

    /// Calls with another credential. What a copy shares with the original, connections above all, stays shared, so that a
    /// program that calls for many accounts needs one configuration and a copy for each of them.
    #[must_use]
    pub fn credential(mut self, credential: impl CredentialProvider + 'static) -> Self {
        self.credential = Arc::new(credential);
        self
    }

    /// The region that requests are about, such as `ap-guangzhou`. Empty is none.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into()).filter(|region| !region.is_empty());
        self
    }

    /// Which host answers; a text is a [host](Endpoint::Host).
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<Endpoint>) -> Self {
        self.endpoint = endpoint.into();
        self
    }

    /// Other hosts for when the one of the [endpoint](Self::endpoint) does not answer. If not set, there are none.
    #[must_use]
    pub fn failover(mut self, failover: Failover) -> Self {
        self.failover = Some(failover);
        self
    }

    /// The language of error messages. The API's own choice is Chinese.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// How long a call may take with all its attempts and the waits between them, 120 seconds if not set; 0 is no time at
    /// all. Of a stream of events it is until its beginning.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long one attempt may take, 60 seconds if not set, and never longer than what is left of [`Self::timeout`]. Of a
    /// stream of events it is until its beginning, and then for each next piece of it, see
    /// [`StreamingCall::idle_timeout`](crate::StreamingCall::idle_timeout).
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How often a call is sent, and how long to wait in between.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How much may be sent again in all. The default is a budget that all copies of this configuration share.
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// The HTTP method, `POST` if not set. The API takes at most 32 KiB with `GET`, and neither files nor bytes.
    #[must_use]
    pub fn method(mut self, method: HttpMethod) -> Self {
        self.method = method;
        self
    }

    /// Whether signatures leave the body out. Then only TLS protects it from being changed on its way, and a large one needs
    /// not be hashed.
    #[must_use]
    pub fn unsigned_payload(mut self, unsigned: bool) -> Self {
        self.unsigned_payload = unsigned;
        self
    }

    /// Lets an interceptor look at each attempt, after those that were there before.
    #[must_use]
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Whether the bodies of requests and answers are told to `tracing`, at level debug. Members whose names say that they
    /// are secret are hidden, as in `Debug` of generated types; of what is not JSON only the size is told. Without the feature
    /// `tracing` it does nothing.
    #[must_use]
    pub fn log_bodies(mut self, log: bool) -> Self {
        self.log_bodies = log;
        self
    }

    /// A name to find the caller by in the service's logs. At most 128 of `0-9 a-z A-Z - _ , ; .` and space.
    #[must_use]
    pub fn request_client(mut self, name: impl Into<String>) -> Self {
        self.request_client = Some(name.into());
        self
    }

    /// Sends through this instead of the default, which is `ReqwestTransport`, and of calls that block `UreqTransport`.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.platform.set_transport(Arc::new(transport));
        self
    }

    /// Takes the time from here. For tests, and for `wasm32-unknown-unknown`, where the standard library has no clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.platform.set_clock(Arc::new(clock));
        self
    }

    /// Waits with this, and measures time with it. For tests, and for `wasm32-unknown-unknown`, where nothing is sent again
    /// without one.
    #[must_use]
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.platform.set_timer(Arc::new(timer));
        self
    }
}

/// What [`Config::without_credential`] provides.
pub(crate) struct NoCredential;

impl CredentialProvider for NoCredential {
    fn name(&self) -> &'static str {
        "no credential"
    }

    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        let error = "this action is signed, and the configuration is one without a credential";
        Box::pin(std::future::ready(Err(CredentialError::new(error))))
    }
}

/// Of the credential provider, which someone else wrote, only the name.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("credential", &self.credential.name())
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("failover", &self.failover)
            .field("language", &self.language)
            .field("request_client", &self.request_client)
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry", &self.retry)
            .field("retry_budget", &self.retry_budget)
            .field("method", &self.method)
            .field("unsigned_payload", &self.unsigned_payload)
            .field("log_bodies", &self.log_bodies)
            .finish_non_exhaustive()
    }
}

/// How requests are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HttpMethod {
    /// The members are in the body.
    #[default]
    Post,
    /// The members are in the query: `Filters.0.Values.0=a`.
    Get,
}

/// A language of error messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The value of the header `X-TC-Language`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en-US",
        }
    }
}
