//! From an action and its payload to a signed HTTP request.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderName, HeaderValue, Method, Request};

use crate::endpoint;
use crate::payload::Payload;
use crate::sign::{SigningRequest, sha256_hex};
use crate::{Action, Config, Credential, CredentialError, RequestError, Service};

const X_TC_ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const X_TC_LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const X_TC_REGION: HeaderName = HeaderName::from_static("x-tc-region");
const X_TC_REQUEST_CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");
const X_TC_TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const X_TC_TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const X_TC_VERSION: HeaderName = HeaderName::from_static("x-tc-version");

const CLIENT: &str = concat!("TCGEN_RUST_", env!("CARGO_PKG_VERSION"));

/// A request that lacks the time and the signature. These are added right before sending: a signature holds for five
/// minutes.
pub(crate) struct Draft {
    service: &'static Service,
    request: Request<Bytes>,
    host: String,
    content_type: Cow<'static, str>,
}

impl Draft {
    /// Checks all that the caller has set.
    pub(crate) fn new(
        service: &'static Service,
        action: &Action,
        config: &Config,
        region: Option<&str>,
        payload: Payload,
    ) -> Result<Self, RequestError> {
        check_region(action, region)?;
        let origin = config.endpoint.resolve(service, region)?;
        let mut request = Request::new(payload.body);
        *request.headers_mut() = payload.headers;
        *request.method_mut() = Method::POST;
        *request.uri_mut() = origin.uri()?;
        let mut put = |name: HeaderName, value: &str| -> Result<(), RequestError> {
            let value = HeaderValue::from_str(value)
                .map_err(|_| RequestError::new(format!("{value:?} cannot be the header {name}")))?;
            request.headers_mut().insert(name, value);
            Ok(())
        };
        put(HOST, &origin.authority)?;
        put(CONTENT_TYPE, &payload.content_type)?;
        put(X_TC_ACTION, action.name())?;
        put(X_TC_VERSION, service.version())?;
        put(X_TC_REQUEST_CLIENT, &request_client(config)?)?;
        if let Some(region) = region {
            put(X_TC_REGION, region)?;
        }
        if let Some(language) = config.language {
            put(X_TC_LANGUAGE, language.as_str())?;
        }
        Ok(Self {
            service,
            request,
            host: origin.authority,
            content_type: payload.content_type,
        })
    }

    /// The request, signed by a credential at a time.
    pub(crate) fn sign(
        mut self,
        credential: &Credential,
        timestamp: u64,
    ) -> Result<Request<Bytes>, CredentialError> {
        let signing = SigningRequest {
            method: "POST",
            query: "",
            headers: &[("content-type", &self.content_type), ("host", &self.host)],
            payload_hash: &sha256_hex(self.request.body()),
            timestamp,
            service: self.service.name(),
        };
        let authorization = secret_header("secret id", &signing.authorization(credential))?;
        let headers = self.request.headers_mut();
        headers.insert(AUTHORIZATION, authorization);
        if let Some(token) = credential.expose_token() {
            headers.insert(X_TC_TOKEN, secret_header("token", token)?);
        }
        headers.insert(X_TC_TIMESTAMP, timestamp.into());
        Ok(self.request)
    }

    /// The request as an action takes it that nobody has to sign.
    pub(crate) fn skip_signature(mut self, timestamp: u64) -> Request<Bytes> {
        let headers = self.request.headers_mut();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("SKIP"));
        headers.insert(X_TC_TIMESTAMP, timestamp.into());
        self.request
    }
}

fn check_region(action: &Action, region: Option<&str>) -> Result<(), RequestError> {
    match region {
        None if action.is_region_required() => Err(RequestError::new(
            "this action needs a region: set one with `Config::region`, or for this call with `Call::region`",
        )),
        Some(region) => endpoint::check_region(region),
        None => Ok(()),
    }
}

/// What the API allows as a name of a client: the official clients check the same.
fn request_client(config: &Config) -> Result<String, RequestError> {
    let Some(name) = &config.request_client else {
        return Ok(CLIENT.to_owned());
    };
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_ ,;.".contains(&byte);
    if name.len() > 128 || !name.bytes().all(is_allowed) {
        return Err(RequestError::new(format!(
            "{name:?} cannot be the request client: at most 128 letters, digits, spaces, and `-_,;.`"
        )));
    }
    Ok(format!("{CLIENT}; {name}"))
}

/// A header that nobody prints. The message says what it is made of, not what it is.
fn secret_header(what: &str, value: &str) -> Result<HeaderValue, CredentialError> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        CredentialError::new(format!(
            "the {what} has characters that cannot be in an HTTP header, such as a line break"
        ))
    })?;
    value.set_sensitive(true);
    Ok(value)
}
