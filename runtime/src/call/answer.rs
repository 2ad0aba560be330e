use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, Response};

use crate::envelope::Envelope;
use crate::object::Object;
use crate::sse::is_event_stream;
use crate::{Failure, ResponseError, StatusError};

/// What an HTTP response means.
pub(crate) struct Answer {
    pub(crate) request_id: Option<String>,
    /// Nothing, with the object filled, if all is well.
    pub(crate) result: Result<(), Failure>,
}

impl Answer {
    /// Reads the members of the answer into the object.
    pub(crate) fn read(response: &Response<Bytes>, object: &mut dyn Object) -> Self {
        if response.status().is_success() && is_event_stream(response.headers()) {
            return Self {
                request_id: request_id(response.headers()),
                result: Err(Failure::Response(ResponseError::new(
                    "it is a stream of events: take them with `StreamingCall::events`, instead of awaiting the call",
                    b"",
                ))),
            };
        }
        if let Some(error) = compressed(response.headers()) {
            let failure = if response.status().is_success() {
                Failure::Response(error)
            } else {
                Failure::Status(StatusError::new(response.status(), b""))
            };
            return Self {
                request_id: request_id(response.headers()),
                result: Err(failure),
            };
        }
        let body = response.body();
        let (envelope, read) = Envelope::read(body, object);
        // An error of the API is one whatever the HTTP status is, and the status tells more than why a gateway's page
        // is not JSON.
        let result = if let Some(error) = envelope.error {
            Err(Failure::Api(error))
        } else if !response.status().is_success() {
            Err(Failure::Status(StatusError::new(response.status(), body)))
        } else if body.is_empty() {
            Err(Failure::Response(ResponseError::new("it is empty", b"")))
        } else if let Err(error) = read {
            Err(Failure::Response(ResponseError::new(
                error.to_string(),
                body,
            )))
        } else if !envelope.is_response {
            Err(Failure::Response(ResponseError::new(
                "there is no member `Response`",
                body,
            )))
        } else {
            Ok(())
        };
        Self {
            request_id: envelope
                .request_id
                .or_else(|| request_id(response.headers())),
            result,
        }
    }
}

/// Nobody asks for an answer that is compressed. One that is, by a proxy on the way, would be no more than "not JSON".
pub(crate) fn compressed(headers: &HeaderMap) -> Option<ResponseError> {
    let encoding = headers.get(CONTENT_ENCODING)?;
    if encoding.is_empty() || encoding.as_bytes().eq_ignore_ascii_case(b"identity") {
        return None;
    }
    Some(ResponseError::new(
        format!("it is compressed ({encoding:?}), which was not asked for"),
        b"",
    ))
}

/// Streams, and some gateways, have the request id only here.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("x-tc-requestid")?;
    value.to_str().ok().map(str::to_owned)
}
