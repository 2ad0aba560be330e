//! Calls of what the generated code does not know.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use serde_core::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::object::{Fields, FieldsMut, Object};
use crate::payload::Payload;
use crate::{Action, Call, Client, CommonError, Config, RequestError, Service, redact};

/// Calls any action of any version of any service, with JSON: for what is newer than the generated crates, and for tools
/// that get the names from elsewhere.
///
/// Signatures, retries, errors and all else are as for generated clients. What it does not know is whether an action needs a
/// region, so set one.
///
/// ```no_run
/// use serde_json::json;
/// use tencentcloud_runtime::{Config, Credential, UntypedClient};
///
/// # async fn example() -> Result<(), tencentcloud_runtime::Error> {
/// let config = Config::new(Credential::new("AKIDexample", "key")).region("ap-guangzhou");
/// let client = UntypedClient::new(config);
/// let zones = client.call("cvm", "2017-03-12", "DescribeZones", json!({})).await?;
/// for zone in zones["ZoneSet"].as_array().into_iter().flatten() {
///     println!("{}", zone["Zone"]);
/// }
/// # Ok(()) }
/// ```
///
/// Where an answer is a stream of events, [`Call::streaming`] gives them.
pub struct UntypedClient {
    config: Config,
    /// By service and version.
    clients: Mutex<HashMap<(String, String), Client>>,
}

impl UntypedClient {
    /// A client for all services. Nothing is sent, and nothing can fail, before the first call.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            clients: Mutex::default(),
        }
    }

    /// A call of an action, which is sent when it is awaited. The request is anything that is written as a JSON object; if it
    /// is not, or if a name cannot be one, the call fails.
    pub fn call(
        &self,
        service: &str,
        version: &str,
        action: &str,
        request: impl Serialize,
    ) -> Call<Untyped, CommonError> {
        let request = serde_json::to_value(request);
        self.call_json(service, version, action, request)
    }

    fn call_json(
        &self,
        service: &str,
        version: &str,
        action: &str,
        request: Result<Json, serde_json::Error>,
    ) -> Call<Untyped, CommonError> {
        let payload = check_names(service, version, action).and_then(|()| match request {
            Ok(json @ Json::Object(_)) => Ok(Payload::untyped(&json)),
            Ok(_) => Err(RequestError::new("a request is a JSON object")),
            Err(error) => Err(RequestError::new(format!(
                "the request cannot be JSON: {error}"
            ))),
        });
        let action = Cow::Owned(Action::named(action));
        self.client(service, version).call_payload(action, payload)
    }

    fn client(&self, service: &str, version: &str) -> Client {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let client = clients
            .entry((service.to_owned(), version.to_owned()))
            .or_insert_with(|| {
                let service = Cow::Owned(Service::named(service, version));
                Client::of(self.config.clone(), service)
            });
        client.clone()
    }
}

impl fmt::Debug for UntypedClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedClient")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

/// The service becomes part of the host, and all of them are headers.
fn check_names(service: &str, version: &str, action: &str) -> Result<(), RequestError> {
    let is_name = |text: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        !text.is_empty() && text.bytes().all(is_allowed)
    };
    for (what, name, example) in [
        ("a service", service, "cvm"),
        ("a version", version, "2017-03-12"),
        ("an action", action, "DescribeZones"),
    ] {
        if !is_name(name) {
            return Err(RequestError::new(format!(
                "{name:?} is not the name of {what}, such as `{example}`"
            )));
        }
    }
    Ok(())
}

/// An answer as JSON: the members of `Response`, the request id among them.
///
/// `Debug` hides members whose names say that they are secret; to take the [`Json`](crate::Json) shows everything.
#[derive(Clone, PartialEq)]
pub struct Untyped(Json);

impl Untyped {
    /// The JSON.
    pub fn into_json(self) -> Json {
        self.0
    }

    /// The id of the request. Support asks for it.
    pub fn request_id(&self) -> &str {
        self.0["RequestId"].as_str().unwrap_or_default()
    }
}

impl Deref for Untyped {
    type Target = Json;

    fn deref(&self) -> &Json {
        &self.0
    }
}

impl Serialize for Untyped {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl fmt::Debug for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        redact::without_secrets(self.0.clone()).fmt(f)
    }
}

/// It has no members that were known before.
impl Object for Untyped {
    fn name(&self) -> &'static str {
        "Untyped"
    }

    fn fields<'a>(&'a self, _visitor: &mut dyn Fields<'a>) {}

    fn fields_mut<'a>(&'a mut self, _visitor: &mut dyn FieldsMut<'a>) {}

    fn any_json(&mut self) -> Option<&mut Json> {
        Some(&mut self.0)
    }

    fn empty() -> Self {
        Self(Json::Null)
    }
}
