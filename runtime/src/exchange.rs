use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use crate::client::Parts;
use crate::payload::Payload;
use crate::request::Draft;
use crate::sse::is_event_stream;
use crate::transport::{BodyStream, IdleTimeout, MAX_ANSWER_BYTES, Timeout};
use crate::{
    Action, Failure, Platform, RequestError, Transport, TransportError, TransportErrorKind,
};

/// What a call needs to be sent.
pub(crate) struct Exchange {
    pub(crate) client: Arc<Parts>,
    pub(crate) action: &'static Action,
    pub(crate) payload: Result<Payload, RequestError>,
    pub(crate) region: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
}

/// What a streaming action answers with.
pub(crate) enum Answered {
    Once(Response<Bytes>),
    Stream(Response<BodyStream>),
}

impl Exchange {
    /// The names of the service and of the action, for messages.
    pub(crate) fn names(&self) -> (&'static str, &'static str) {
        (self.client.service.name(), self.action.name())
    }

    /// Sends the request and reads the whole answer.
    pub(crate) async fn send(self: Box<Self>) -> Result<Response<Bytes>, Failure> {
        let (transport, request) = self.prepare().await?;
        Ok(transport.send(request).await?)
    }

    /// As [`Self::send`], but of a stream of events only the head: its end can be far.
    pub(crate) async fn send_for_one(self: Box<Self>) -> Result<Response<Bytes>, Failure> {
        let (transport, request) = self.prepare().await?;
        Ok(match receive(&*transport, request).await? {
            Answered::Once(answer) => answer,
            Answered::Stream(stream) => stream.map(|_| Bytes::new()),
        })
    }

    /// Sends the request and waits until the answer begins; if it is no stream, until it is there.
    pub(crate) async fn send_for_events(self: Box<Self>) -> Result<Answered, Failure> {
        let timeout = self.timeout.unwrap_or(self.client.config.timeout);
        let idle_timeout = IdleTimeout(self.idle_timeout.unwrap_or(timeout));
        let (transport, mut request) = self.prepare().await?;
        request.extensions_mut().insert(idle_timeout);
        Ok(receive(&*transport, request).await?)
    }

    async fn prepare(self: Box<Self>) -> Result<(Arc<dyn Transport>, Request<Bytes>), Failure> {
        let Parts { config, service } = &*self.client;
        let region = self.region.as_ref().or(config.region.as_ref());
        let region = region
            .map(String::as_str)
            .filter(|region| !region.is_empty());
        let draft = Draft::new(service, self.action, config, region, self.payload?)?;
        let mut request = if self.action.is_unsigned() {
            draft.skip_signature(timestamp(&config.platform))
        } else {
            let credential = config.credential.credential(&config.platform).await?;
            draft.sign(&credential, timestamp(&config.platform))?
        };
        let timeout = self.timeout.unwrap_or(config.timeout);
        request.extensions_mut().insert(Timeout(timeout));
        #[cfg(feature = "tracing")]
        tracing::debug!(
            service = service.name(),
            action = self.action.name(),
            region,
            host = request.uri().host(),
            "request"
        );
        Ok((config.platform.transport()?, request))
    }
}

/// Seconds since 1970.
fn timestamp(platform: &Platform) -> u64 {
    platform
        .now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("service", &self.client.service.name())
            .field("action", &self.action.name())
            .field("region", &self.region)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Looks at the head of an answer: a stream of events is left as it is, everything else is read to its end.
async fn receive(
    transport: &dyn Transport,
    request: Request<Bytes>,
) -> Result<Answered, TransportError> {
    let response = transport.send_streaming(request).await?;
    if response.status().is_success() && is_event_stream(response.headers()) {
        return Ok(Answered::Stream(response));
    }
    let (head, mut stream) = response.into_parts();
    let mut body = BytesMut::new();
    while let Some(bytes) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        let bytes = bytes?;
        if bytes.len() > MAX_ANSWER_BYTES - body.len() {
            return Err(TransportError::new(
                TransportErrorKind::TooLarge,
                format!("the answer is larger than {MAX_ANSWER_BYTES} bytes"),
            ));
        }
        body.extend_from_slice(&bytes);
    }
    Ok(Answered::Once(Response::from_parts(head, body.freeze())))
}
