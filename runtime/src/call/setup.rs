use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::exchange::{Exchange, Expects};
use super::options::Options;
use super::request::{Draft, check_region};
use super::run::{Plan, Run};
use crate::client::Parts;
use crate::error::Details;
use crate::failover::Route;
use crate::observe::CallSpan;
use crate::payload::Payload;
use crate::payload::client_token::ClientToken;
use crate::service::Names;
use crate::{Action, Platform, RequestError};

/// All that is known of a call before it is sent.
pub(super) struct Setup {
    pub(super) client: Arc<Parts>,
    pub(super) action: Cow<'static, Action>,
    pub(super) payload: Result<Payload, RequestError>,
    pub(super) options: Options,
    /// What it runs on.
    pub(super) platform: Platform,
}

impl Setup {
    /// Has it run on what needs no executor.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub(super) fn block(&mut self) {
        self.platform = self.platform.blocking();
    }

    /// Makes it ready to be sent, or says what cannot be.
    pub(super) fn run(self, expects: Expects) -> Result<Box<Run>, Box<Details>> {
        let names = Names::new(&self.client.service, &self.action);
        self.prepare(names.clone(), expects).map_err(|error| {
            Box::new(Details {
                names,
                http_status: None,
                request_id: None,
                failure: error.into(),
                attempts: Vec::new(),
                stopped: None,
            })
        })
    }

    fn prepare(self, names: Names, expects: Expects) -> Result<Box<Run>, RequestError> {
        let Self {
            client,
            action,
            payload,
            options,
            platform,
        } = self;
        let payload = payload?;
        let (config, service) = (&client.config, &client.service);
        let region = options.region(config);
        check_region(&action, region)?;
        let route = match &config.failover {
            Some(failover) => failover.route(&config.endpoint, client.host(&action), region)?,
            None => Route::to(client.origin(&action, region)?),
        };
        let has_client_token = payload.client_token != ClientToken::Unknown;
        let draft = Draft::new(service, &action, config, &options, payload)?;
        let plan = Plan {
            retry: options.retry(config),
            is_repeatable: options
                .repeatable
                .unwrap_or_else(|| has_client_token || action.is_read_only()),
            timeout: options.timeout(config),
            attempt_timeout: options.attempt_timeout(config),
        };
        let span = CallSpan::new(service, &action, region);
        let exchange = Exchange {
            names,
            is_unsigned: action.is_unsigned(),
            region: region.map(str::to_owned),
            draft,
            expects,
            is_sent: AtomicBool::new(false),
            client,
            platform,
        };
        Ok(Box::new(Run::new(exchange, route, plan, span)))
    }
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("service", &self.client.service.name())
            .field("action", &self.action.name())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
