//! What a request sends, and how.
//!
//! | what | as | media type |
//! |---|---|---|
//! | almost every action | JSON | `application/json` |
//! | actions that take files | a form, see `form` | `multipart/form-data` |
//! | actions that take bytes | these bytes, with the members as headers, see `headers` | `application/octet-stream` |

mod form;
mod headers;

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderMap;

use crate::object::{EncodeError, Object, encode};
use crate::{RequestError, Service};

/// The body of a request with what describes it.
pub(crate) struct Payload {
    /// What the header `Content-Type` says, which is signed.
    pub(crate) content_type: Cow<'static, str>,
    /// The members that are not in the body.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Payload {
    /// All members as JSON.
    pub(crate) fn json(request: &dyn Object) -> Result<Self, RequestError> {
        Ok(Self::of("application/json", encode(request)?))
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
        }
    }
}

impl From<EncodeError> for RequestError {
    fn from(error: EncodeError) -> Self {
        Self::new(error.to_string())
    }
}
