//! Spans and events of `tracing`; nothing at all without the feature.
//!
//! | span | level | fields |
//! |---|---|---|
//! | `tencentcloud.call` | info | `service`, `version`, `action`, `region`; at the end `attempts`, `request_id`, `code`, `error`, `latency_ms` |
//! | `tencentcloud.attempt` | debug | `attempt`, `host`; at the end `http_status`, `request_id`, `code`, `latency_ms` |
//!
//! An event at level warn says that a call is sent again, with `delay_ms` and `error`. With
//! [`Config::log_bodies`](crate::Config::log_bodies), events at level debug have the bodies.
//!
//! An event at level debug says that a `provider` has fetched a `credential`, of which it shows no secret; one at level warn,
//! that it could not, with `error`, and that the old one is still used.

use std::time::Duration;

use super::AttemptEnd;
use crate::{Action, Credential, CredentialError, Failure, Service};

#[cfg(feature = "tracing")]
pub(crate) use self::spans::{AttemptSpan, CallSpan, credential_fetched, credential_not_renewed};

#[cfg(not(feature = "tracing"))]
pub(crate) use self::nothing::{AttemptSpan, CallSpan, credential_fetched, credential_not_renewed};

#[cfg(feature = "tracing")]
mod spans {
    use tracing::field::{Empty, display};

    use super::{Action, AttemptEnd, Credential, CredentialError, Duration, Failure, Service};
    use crate::redact::{self, Secrets};

    /// The span of a call, with all its attempts.
    pub(crate) struct CallSpan(tracing::Span);

    impl CallSpan {
        pub(crate) fn new(service: &Service, action: &Action, region: Option<&str>) -> Self {
            Self(tracing::info_span!(
                "tencentcloud.call",
                service = service.name(),
                version = service.version(),
                action = action.name(),
                region,
                attempts = Empty,
                request_id = Empty,
                code = Empty,
                error = Empty,
                latency_ms = Empty,
            ))
        }

        pub(crate) fn attempt(&self, number: u32, host: &str) -> AttemptSpan {
            AttemptSpan(tracing::debug_span!(
                parent: &self.0,
                "tencentcloud.attempt",
                attempt = number,
                host,
                http_status = Empty,
                request_id = Empty,
                code = Empty,
                latency_ms = Empty,
            ))
        }

        pub(crate) fn repeat(&self, delay: Duration, failure: &Failure) {
            self.0.in_scope(|| {
                tracing::warn!(delay_ms = milliseconds(delay), error = %failure, "send again");
            });
        }

        pub(crate) fn end(&self, end: &AttemptEnd<'_>, attempts: u32) {
            self.0.record("attempts", attempts);
            record(&self.0, end);
            if let Some(failure) = end.failure {
                self.0.record("error", display(failure));
            }
        }
    }

    /// The span of an attempt.
    #[derive(Clone)]
    pub(crate) struct AttemptSpan(tracing::Span);

    impl AttemptSpan {
        pub(crate) fn none() -> Self {
            Self(tracing::Span::none())
        }

        pub(crate) fn in_scope<T>(&self, work: impl FnOnce() -> T) -> T {
            self.0.in_scope(work)
        }

        pub(crate) fn request_body(&self, content_type: &str, body: &[u8]) {
            self.in_scope(|| {
                tracing::debug!(body = %redact::body(content_type, body), "request");
            });
        }

        /// Members with secret names are hidden, and what was sent as a secret is, wherever it is.
        pub(crate) fn response_body(&self, body: &[u8], secrets: impl FnOnce() -> Secrets) {
            let text = || {
                let mut text = redact::body("", body);
                secrets().hide(&mut text);
                text
            };
            // Made only if somebody listens.
            self.in_scope(|| tracing::debug!(body = %text(), "response"));
        }

        pub(crate) fn end(&self, end: &AttemptEnd<'_>) {
            record(&self.0, end);
            if let Some(status) = end.http_status {
                self.0.record("http_status", status.as_u16());
            }
        }
    }

    pub(crate) fn credential_fetched(provider: &str, credential: &Credential) {
        tracing::debug!(provider, ?credential, "credential fetched");
    }

    pub(crate) fn credential_not_renewed(provider: &str, error: &CredentialError) {
        tracing::warn!(provider, %error, "credential not renewed, the old one is used");
    }

    fn record(span: &tracing::Span, end: &AttemptEnd<'_>) {
        if let Some(id) = end.request_id {
            span.record("request_id", id);
        }
        if let Some(Failure::Api(error)) = end.failure {
            span.record("code", error.code());
        }
        if let Some(elapsed) = end.elapsed {
            span.record("latency_ms", milliseconds(elapsed));
        }
    }

    fn milliseconds(duration: Duration) -> u64 {
        duration.as_millis().try_into().unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self, reason = "the same as with the feature")]
mod nothing {
    use super::{Action, AttemptEnd, Credential, CredentialError, Duration, Failure, Service};
    use crate::redact::Secrets;

    pub(crate) fn credential_fetched(_provider: &str, _credential: &Credential) {}

    pub(crate) fn credential_not_renewed(_provider: &str, _error: &CredentialError) {}

    pub(crate) struct CallSpan;

    impl CallSpan {
        pub(crate) fn new(_service: &Service, _action: &Action, _region: Option<&str>) -> Self {
            Self
        }

        pub(crate) fn attempt(&self, _number: u32, _host: &str) -> AttemptSpan {
            AttemptSpan
        }

        pub(crate) fn repeat(&self, _delay: Duration, _failure: &Failure) {}

        pub(crate) fn end(&self, _end: &AttemptEnd<'_>, _attempts: u32) {}
    }

    #[derive(Clone)]
    pub(crate) struct AttemptSpan;

    impl AttemptSpan {
        pub(crate) fn none() -> Self {
            Self
        }

        pub(crate) fn in_scope<T>(&self, work: impl FnOnce() -> T) -> T {
            work()
        }

        pub(crate) fn request_body(&self, _content_type: &str, _body: &[u8]) {}

        pub(crate) fn response_body(&self, _body: &[u8], _secrets: impl FnOnce() -> Secrets) {}

        pub(crate) fn end(&self, _end: &AttemptEnd<'_>) {}
    }
}
