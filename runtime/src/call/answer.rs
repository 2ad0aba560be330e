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
        let body = response.body();
        let (envelope, read) = Envelope::read(body, object);
        let shown = if is_compressed(response.headers()) {
            &[][..]
        } else {
            body
        };
        // An error of the API is one whatever the HTTP status is, and the status tells more than why a gateway's page
        // is not JSON.
        let result = if let Some(error) = envelope.error {
            Err(Failure::Api(error))
        } else if !response.status().is_success() {
            Err(Failure::Status(StatusError::new(response.status(), shown)))
        } else if let Err(error) = read {
            let message = if is_compressed(response.headers()) {
                "it is compressed, which was not asked for".to_owned()
            } else if body.is_empty() {
                "it is empty".to_owned()
            } else {
                error.to_string()
            };
            Err(Failure::Response(ResponseError::new(message, shown)))
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

/// Requests do not ask for it, but some proxies do it all the same. Nobody could read an excerpt of it.
fn is_compressed(headers: &HeaderMap) -> bool {
    let encoding = headers.get(CONTENT_ENCODING);
    encoding.is_some_and(|encoding| encoding != "identity")
}

/// Streams, and some gateways, have the request id only here.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("x-tc-requestid")?;
    value.to_str().ok().map(str::to_owned)
}
