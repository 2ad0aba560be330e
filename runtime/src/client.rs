use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

use crate::endpoint::Origin;
use crate::object::Object;
use crate::payload::Payload;
use crate::sign::KeyCache;
use crate::{Action, Call, Config, Endpoint, RequestError, Service};

/// The core of a client: a service, and the [`Config`] to call it with.
///
/// A generated client wraps one, with a method per action. A copy is cheap and shares everything.
#[derive(Clone)]
pub struct Client(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) service: Cow<'static, Service>,
    pub(crate) keys: KeyCache,
    /// Where calls go that have no host or region of their own.
    origin: OnceLock<Arc<Origin>>,
}

impl Parts {
    /// The own host of an action, which most have from their service.
    pub(crate) fn host<'a>(&'a self, action: &'a Action) -> &'a str {
        action.endpoint().unwrap_or(self.service.endpoint())
    }

    /// Where a call goes if there is no other way.
    pub(crate) fn origin(
        &self,
        action: &Action,
        region: Option<&str>,
    ) -> Result<Arc<Origin>, RequestError> {
        let endpoint = &self.config.endpoint;
        let resolve = || Ok(Arc::new(endpoint.resolve(self.host(action), region)?));
        if action.endpoint().is_some() || *endpoint == Endpoint::Regional {
            return resolve();
        }
        if let Some(origin) = self.origin.get() {
            return Ok(Arc::clone(origin));
        }
        let origin = resolve()?;
        Ok(Arc::clone(self.origin.get_or_init(|| origin)))
    }
}

impl Client {
    /// A client for a service. Nothing is sent, and nothing can fail, before the first call.
    pub fn new(config: Config, service: &'static Service) -> Self {
        Self::of(config, Cow::Borrowed(service))
    }

    pub(crate) fn of(config: Config, service: Cow<'static, Service>) -> Self {
        Self(Arc::new(Parts {
            config,
            service,
            keys: KeyCache::default(),
            origin: OnceLock::new(),
        }))
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }

    /// A call of an action, which is sent when it is awaited. The request is written down at once; if that fails, the
    /// call fails.
    pub fn call<R, E>(&self, action: &'static Action, request: &dyn Object) -> Call<R, E> {
        self.call_payload(Cow::Borrowed(action), payload(action, request))
    }

    pub(crate) fn call_payload<R, E>(
        &self,
        action: Cow<'static, Action>,
        payload: Result<Payload, RequestError>,
    ) -> Call<R, E> {
        Call::new(Arc::clone(&self.0), action, payload)
    }

    /// A call of an action that takes bytes: they are sent as they are, and the members of the request as HTTP headers, of
    /// the service `cls` with `X-CLS-` before their names.
    pub fn call_with_body<R, E>(
        &self,
        action: &'static Action,
        request: &dyn Object,
        body: Bytes,
    ) -> Call<R, E> {
        let payload = Payload::bytes(&self.0.service, request, body);
        self.call_payload(Cow::Borrowed(action), payload)
    }
}

fn payload(action: &Action, request: &dyn Object) -> Result<Payload, RequestError> {
    if action.is_multipart() {
        Payload::form(request)
    } else {
        Payload::json(request)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.0.service.name())
            .field("version", &self.0.service.version())
            .field("config", &self.0.config)
            .finish()
    }
}
