use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::object::{Object, encode};
use crate::{Action, Call, Config, RequestError, Service};

/// The core of a client: a service, and the [`Config`] to call it with.
///
/// A generated client wraps one, with a method per action. A copy is cheap and shares everything.
#[derive(Clone)]
pub struct Client(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) service: &'static Service,
}

impl Client {
    /// A client for a service. Nothing is sent, and nothing can fail, before the first call.
    pub fn new(config: Config, service: &'static Service) -> Self {
        Self(Arc::new(Parts { config, service }))
    }

    /// A call of an action, which is sent when it is awaited. The request is written down at once; if that fails, the
    /// call fails.
    pub fn call<R, E>(&self, action: &'static Action, request: &dyn Object) -> Call<R, E> {
        Call::new(Arc::clone(&self.0), action, body(request))
    }
}

fn body(request: &dyn Object) -> Result<Bytes, RequestError> {
    match encode(request) {
        Ok(json) => Ok(json.into()),
        Err(error) => Err(RequestError::new(error.to_string())),
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
