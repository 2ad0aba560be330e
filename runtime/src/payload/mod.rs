//! What a request sends, and how.
//!
//! | what | as | media type |
//! |---|---|---|
//! | almost every action | JSON | `application/json` |
//! | the same with `GET` | a query, see `query` | `application/x-www-form-urlencoded` |
//! | actions that take files | a form, see `form` | `multipart/form-data` |
//! | actions that take bytes | these bytes, with the members as headers, see `headers` | `application/octet-stream` |

pub(crate) mod client_token;
mod form;
mod headers;
pub(crate) mod query;

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderMap;

use self::client_token::ClientToken;
use crate::object::{EncodeError, Object, encode};
use crate::{RequestError, Service};

/// The body of a request with what describes it.
pub(crate) struct Payload {
    /// What the header `Content-Type` says, which is signed.
    pub(crate) content_type: Cow<'static, str>,
    /// The members that are not in the body.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Only looked at where the body is JSON.
    pub(crate) client_token: ClientToken,
}

pub(crate) const JSON: &str = "application/json";

impl Payload {
    /// All members as JSON.
    pub(crate) fn json(request: &dyn Object) -> Result<Self, RequestError> {
        Ok(Self {
            client_token: ClientToken::of(request),
            ..Self::of(JSON, encode(request)?)
        })
    }

    /// Any JSON.
    pub(crate) fn untyped(request: &serde_json::Value) -> Self {
        Self {
            client_token: ClientToken::of_json(request),
            ..Self::of(JSON, request.to_string())
        }
    }

    /// Each member as a part of a form.
    pub(crate) fn form(request: &dyn Object) -> Result<Self, RequestError> {
        let form = form::write(request)?;
        let content_type = format!("multipart/form-data; boundary={}", form.boundary);
        Ok(Self::of(content_type, form.body))
    }

    /// These bytes, and the members as headers.
    pub(crate) fn bytes(
        service: &Service,
        request: &dyn Object,
        body: Bytes,
    ) -> Result<Self, RequestError> {
        Ok(Self {
            headers: headers::write(service, request)?,
            ..Self::of("application/octet-stream", body)
        })
    }

    fn of(content_type: impl Into<Cow<'static, str>>, body: impl Into<Bytes>) -> Self {
        Self {
            content_type: content_type.into(),
            headers: HeaderMap::new(),
            body: body.into(),
            client_token: ClientToken::Unknown,
        }
    }
}

impl From<EncodeError> for RequestError {
    fn from(error: EncodeError) -> Self {
        Self::new(error.to_string())
    }
}
