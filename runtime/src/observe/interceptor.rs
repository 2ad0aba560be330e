use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::{Failure, RequestError};

/// Looks at each attempt of each call, to measure, to count, to log, or to add headers.
///
/// It is called in the task of the call, so it should be quick. No credential and no signature comes into its hands: it is
/// asked before the request is signed.
///
/// ```
/// use tencentcloud_runtime::{AttemptEnd, AttemptStart, Config, Credential, Interceptor, RequestError, http};
///
/// struct Log;
///
/// impl Interceptor for Log {
///     fn before_attempt(
///         &self,
///         _attempt: &AttemptStart<'_>,
///         headers: &mut http::HeaderMap,
///     ) -> Result<(), RequestError> {
///         headers.insert("x-tc-traceid", http::HeaderValue::from_static("5e1f"));
///         Ok(())
///     }
///
///     fn after_attempt(&self, attempt: &AttemptStart<'_>, end: &AttemptEnd<'_>) {
///         println!("{} {}: {:?}", attempt.service, attempt.action, end.failure);
///     }
/// }
///
/// let config = Config::new(Credential::new("AKIDexample", "key")).interceptor(Log);
/// ```
pub trait Interceptor: Send + Sync {
    /// Before an attempt is signed and sent. `headers` is empty: what is put into it goes out besides the headers of the
    /// call, and cannot replace them.
    ///
    /// # Errors
    /// The call fails with it, and nothing is sent.
    fn before_attempt(
        &self,
        attempt: &AttemptStart<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), RequestError> {
        let _ = (attempt, headers);
        Ok(())
    }

    /// After the answer was read, or did not come. Of a stream of events, it is after its beginning.
    fn after_attempt(&self, attempt: &AttemptStart<'_>, end: &AttemptEnd<'_>) {
        let _ = (attempt, end);
    }
}

/// An attempt that begins.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct AttemptStart<'a> {
    /// The short name of the service, such as `cvm`.
    pub service: &'a str,
    /// Its version, such as `2017-03-12`.
    pub version: &'a str,
    /// The action, such as `TerminateInstances`.
    pub action: &'a str,
    /// The region that the request is about.
    pub region: Option<&'a str>,
    /// The host that it is sent to, with the port if that is not the usual one.
    pub host: &'a str,
    /// 1 for the first.
    pub number: u32,
    /// How long was waited before.
    pub delay: Duration,
    /// The body as it is sent. It can hold a password.
    pub body: &'a [u8],
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AttemptEnd<'a> {
    /// How long it took. Nothing where there is no [`Timer`](crate::Timer).
    pub elapsed: Option<Duration>,
    /// The HTTP status, if an answer came.
    pub http_status: Option<StatusCode>,
    /// The id of the request, if an answer came that has one.
    pub request_id: Option<&'a str>,
    /// Why it failed, if it did.
    pub failure: Option<&'a Failure>,
    /// The wait before the next attempt, if there will be one.
    pub retry_after: Option<Duration>,
}

/// Without the body.
impl std::fmt::Debug for AttemptStart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttemptStart")
            .field("service", &self.service)
            .field("version", &self.version)
            .field("action", &self.action)
            .field("region", &self.region)
            .field("host", &self.host)
            .field("number", &self.number)
            .field("delay", &self.delay)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
