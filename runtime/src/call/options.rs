use std::time::Duration;

use crate::{Config, HttpMethod, Retry};

/// What a call sets for itself; what is not set is as in the [`Config`].
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) region: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) method: Option<HttpMethod>,
    pub(crate) unsigned_payload: Option<bool>,
    pub(crate) repeatable: Option<bool>,
}

impl Options {
    /// The region; an empty one is none.
    pub(crate) fn region<'a>(&'a self, config: &'a Config) -> Option<&'a str> {
        let region = self.region.as_ref().or(config.region.as_ref())?;
        (!region.is_empty()).then_some(region)
    }

    pub(crate) fn timeout(&self, config: &Config) -> Duration {
        self.timeout.unwrap_or(config.timeout)
    }

    pub(crate) fn attempt_timeout(&self, config: &Config) -> Duration {
        self.attempt_timeout.unwrap_or(config.attempt_timeout)
    }

    /// How long a stream of events may be silent.
    pub(crate) fn silence(&self, config: &Config) -> Duration {
        let patience = self.attempt_timeout(config).min(self.timeout(config));
        self.idle_timeout.unwrap_or(patience)
    }

    pub(crate) fn retry(&self, config: &Config) -> Retry {
        self.retry.unwrap_or(config.retry)
    }
}
