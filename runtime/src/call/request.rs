//! From an action and its payload to a signed HTTP request.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use super::options::Options;
use crate::endpoint::{self, Origin};
use crate::observe::AttemptSpan;
use crate::payload::client_token::{self, ClientToken};
use crate::payload::{JSON, Payload, query};
use crate::sign::{KeyCache, SigningRequest, UNSIGNED_PAYLOAD, sha256_hex};
use crate::{
    Action, Config, Credential, CredentialError, HttpMethod, RequestError, Service, random,
};

const X_TC_ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const X_TC_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-tc-content-sha256");
const X_TC_LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const X_TC_REGION: HeaderName = HeaderName::from_static("x-tc-region");
const X_TC_REQUEST_CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");
const X_TC_TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const X_TC_TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const X_TC_VERSION: HeaderName = HeaderName::from_static("x-tc-version");

const CLIENT: &str = concat!("TCGEN_RUST_", env!("CARGO_PKG_VERSION"));
const QUERY: &str = "application/x-www-form-urlencoded";

/// All that is the same in each attempt of a call: the request without host, time and signature. A signature holds for five
/// minutes, and for one host.
pub(crate) struct Draft {
    method: HttpMethod,
    query: String,
    headers: HeaderMap,
    content_type: Cow<'static, str>,
    payload_hash: String,
    pub(crate) body: Bytes,
    /// The body before it became a query.
    pub(crate) members: Bytes,
}

impl Draft {
    /// Checks all that the caller has set.
    pub(crate) fn new(
        service: &Service,
        action: &Action,
        config: &Config,
        options: &Options,
        payload: Payload,
    ) -> Result<Self, RequestError> {
        let mut members = payload.body;
        if payload.client_token == ClientToken::Unset && options.retry(config).allows(2) {
            members = client_token::fill_in(&members, &random::uuid(&config.platform));
        }
        let method = options.method.unwrap_or(config.method);
        let (query, content_type, body) = match method {
            HttpMethod::Post => (String::new(), payload.content_type, members.clone()),
            HttpMethod::Get if payload.content_type == JSON => (
                query::from_json(&members)?,
                Cow::Borrowed(QUERY),
                Bytes::new(),
            ),
            HttpMethod::Get => {
                let error = "this action sends files or bytes, which `GET` cannot: use `POST`";
                return Err(RequestError::new(error));
            }
        };
        let mut headers = payload.headers;
        // With those of the signature.
        headers.reserve(11);
        let mut put = |name: HeaderName, value: Cow<'static, str>| -> Result<(), RequestError> {
            headers.insert(name.clone(), header(&name, value)?);
            Ok(())
        };
        put(CONTENT_TYPE, content_type.clone())?;
        put(X_TC_ACTION, action.name_text())?;
        put(X_TC_VERSION, service.version_text())?;
        put(X_TC_REQUEST_CLIENT, request_client(config)?)?;
        if let Some(region) = options.region(config) {
            put(X_TC_REGION, region.to_owned().into())?;
        }
        if let Some(language) = config.language {
            put(X_TC_LANGUAGE, language.as_str().into())?;
        }
        let is_unsigned = options.unsigned_payload.unwrap_or(config.unsigned_payload);
        let payload_hash = if is_unsigned {
            put(X_TC_CONTENT_SHA256, UNSIGNED_PAYLOAD.into())?;
            sha256_hex(UNSIGNED_PAYLOAD.as_bytes())
        } else {
            sha256_hex(&body)
        };
        Ok(Self {
            method,
            query,
            headers,
            content_type,
            payload_hash,
            body,
            members,
        })
    }

    /// The request to an origin, with headers that someone added.
    ///
    /// # Errors
    /// One of these headers is one of the call's.
    pub(crate) fn request(
        &self,
        origin: &Origin,
        added: HeaderMap,
    ) -> Result<Request<Bytes>, RequestError> {
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = match self.method {
            HttpMethod::Post => Method::POST,
            HttpMethod::Get => Method::GET,
        };
        *request.uri_mut() = self.uri(origin)?;
        let mut headers = self.headers.clone();
        headers.insert(HOST, origin.host.clone());
        if !added.is_empty() {
            check_added(&added, &headers)?;
            headers.extend(added);
        }
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn uri(&self, origin: &Origin) -> Result<Uri, RequestError> {
        if self.query.is_empty() {
            return Ok(origin.uri.clone());
        }
        let mut parts = origin.uri.clone().into_parts();
        let path = format!("/?{}", self.query);
        parts.path_and_query = Some(path.parse().map_err(|_| no_uri(&path))?);
        Uri::from_parts(parts).map_err(|_| no_uri(&path))
    }

    /// Signs the request by a credential at a time.
    pub(crate) fn sign(
        &self,
        request: &mut Request<Bytes>,
        host: &str,
        service: &Service,
        (keys, credential): (&KeyCache, &Credential),
        timestamp: u64,
    ) -> Result<(), CredentialError> {
        let signing = SigningRequest {
            method: request.method().as_str(),
            query: &self.query,
            headers: &[("content-type", &self.content_type), ("host", host)],
            payload_hash: &self.payload_hash,
            timestamp,
            service: service.name(),
        };
        let authorization = secret_header("secret id", &keys.authorization(&signing, credential))?;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, authorization);
        if let Some(token) = credential.expose_token() {
            headers.insert(X_TC_TOKEN, secret_header("token", token)?);
        }
        headers.insert(X_TC_TIMESTAMP, timestamp.into());
        Ok(())
    }

    /// Leaves the request as an action takes it that nobody has to sign.
    pub(crate) fn skip_signature(request: &mut Request<Bytes>, timestamp: u64) {
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("SKIP"));
        headers.insert(X_TC_TIMESTAMP, timestamp.into());
    }

    /// What is sent, as a body even where it is a query.
    pub(crate) fn log_body(&self, span: &AttemptSpan) {
        let content_type = match self.method {
            HttpMethod::Post => &self.content_type,
            HttpMethod::Get => JSON,
        };
        span.request_body(content_type, &self.members);
    }
}

/// A text that does not change is not copied.
fn header(name: &HeaderName, value: Cow<'static, str>) -> Result<HeaderValue, RequestError> {
    let bytes = match value {
        Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
        Cow::Owned(text) => Bytes::from(text),
    };
    HeaderValue::from_maybe_shared(bytes.clone()).map_err(|_| {
        let value = String::from_utf8_lossy(&bytes);
        RequestError::new(format!("{value:?} cannot be the header {name}"))
    })
}

fn no_uri(path: &str) -> RequestError {
    RequestError::new(format!("a query of {} bytes is too long", path.len()))
}

/// Refuses headers that are there already, or will be.
fn check_added(added: &HeaderMap, own: &HeaderMap) -> Result<(), RequestError> {
    let is_own = |name: &&HeaderName| {
        let later = [AUTHORIZATION, X_TC_TIMESTAMP, X_TC_TOKEN];
        own.contains_key(*name) || later.contains(name) || **name == http::header::CONTENT_LENGTH
    };
    added.keys().find(is_own).map_or(Ok(()), |name| {
        let error = format!("an interceptor cannot set the header {name}: the call does");
        Err(RequestError::new(error))
    })
}

pub(super) fn check_region(action: &Action, region: Option<&str>) -> Result<(), RequestError> {
    match region {
        None if action.is_region_required() => Err(RequestError::new(
            "this action needs a region: set one with `Config::region`, or for this call with `Call::region`",
        )),
        Some(region) => endpoint::check_region(region),
        None => Ok(()),
    }
}

/// What the API allows as a name of a client: the official clients check the same.
fn request_client(config: &Config) -> Result<Cow<'static, str>, RequestError> {
    let Some(name) = &config.request_client else {
        return Ok(CLIENT.into());
    };
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_ ,;.".contains(&byte);
    if name.len() > 128 || !name.bytes().all(is_allowed) {
        return Err(RequestError::new(format!(
            "{name:?} cannot be the request client: at most 128 letters, digits, spaces, and `-_,;.`"
        )));
    }
    Ok(format!("{CLIENT}; {name}").into())
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
