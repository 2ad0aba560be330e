//! One attempt: from a draft to an answer.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Request, Response};
use secrecy::ExposeSecret;

use super::request::Draft;
use crate::client::Parts;
use crate::endpoint::Origin;
use crate::observe::{AttemptSpan, AttemptStart};
use crate::redact::{self, Secrets};
use crate::service::Names;
use crate::sse::is_event_stream;
use crate::transport::{BodyStream, IdleTimeout, MAX_ANSWER_BYTES, Timeout, Watched};
use crate::{Credential, Failure, Platform, Transport, TransportError, TransportErrorKind};

/// What all attempts of a call share.
pub(super) struct Exchange {
    pub(super) client: Arc<Parts>,
    pub(super) names: Names,
    pub(super) is_unsigned: bool,
    pub(super) region: Option<String>,
    pub(super) draft: Draft,
    pub(super) expects: Expects,
    pub(super) platform: Platform,
    /// Whether the transport was given the request of the present attempt.
    pub(super) is_sent: AtomicBool,
}

/// How much of an answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expects {
    /// All of it.
    Answer,
    /// All of it, but of a stream of events only the head: its end can be far.
    AnswerOfStreaming,
    /// All of it, or the beginning of a stream of events, which then may be silent for so long.
    Events(Duration),
}

/// What an action answers with.
pub(crate) enum Answered {
    Once(Response<Bytes>),
    Stream(Response<BodyStream>),
}

/// How an attempt went.
pub(crate) struct Outcome {
    pub(crate) answer: Result<Answered, Failure>,
    /// Nothing if it was not.
    pub(crate) signed: Option<Signed>,
    /// The [skew](super::skew::Skew) that was known when it was signed.
    pub(crate) skew: i64,
    pub(crate) elapsed: Option<Duration>,
}

/// What a request was signed with, and how.
pub(crate) struct Signed {
    pub(super) credential: Credential,
    authorization: Option<HeaderValue>,
}

impl Signed {
    /// What must not be shown.
    fn secrets(&self) -> impl Iterator<Item = &str> {
        let authorization = self.authorization.as_ref();
        let authorization = authorization.and_then(|value| value.to_str().ok());
        let signature = authorization.and_then(|value| value.rsplit_once("Signature="));
        let key = self.credential.secret_key().expose_secret();
        [
            Some(key),
            self.credential.expose_token(),
            signature.map(|(_, signature)| signature),
        ]
        .into_iter()
        .flatten()
        .filter(|secret| !secret.is_empty())
    }
}

/// What is particular to an attempt.
pub(super) struct Setting {
    pub(super) origin: Arc<Origin>,
    pub(super) number: u32,
    /// How long to wait before.
    pub(super) delay: Duration,
    pub(super) timeout: Duration,
    pub(super) span: AttemptSpan,
}

impl Exchange {
    pub(super) fn start<'a>(
        &'a self,
        origin: &'a Origin,
        number: u32,
        delay: Duration,
    ) -> AttemptStart<'a> {
        AttemptStart {
            service: &self.names.service,
            version: self.client.service.version(),
            action: &self.names.action,
            region: self.region.as_deref(),
            host: &origin.authority,
            number,
            delay,
            body: &self.draft.body,
        }
    }

    pub(super) async fn attempt(self: Arc<Self>, setting: Setting) -> Outcome {
        let platform = &self.platform;
        if let Some(timer) = platform.timer()
            && !setting.delay.is_zero()
        {
            timer.sleep(setting.delay).await;
        }
        let start = platform.timer().map(crate::Timer::elapsed);
        let skew = self.client.config.skew.get();
        let mut signed = None;
        let answer = self.send(&setting, skew, &mut signed).await;
        let end = platform.timer().map(crate::Timer::elapsed);
        Outcome {
            answer,
            signed,
            skew,
            elapsed: end.zip(start).map(|(end, start)| end.saturating_sub(start)),
        }
    }

    async fn send(
        &self,
        setting: &Setting,
        skew: i64,
        signed: &mut Option<Signed>,
    ) -> Result<Answered, Failure> {
        let Parts {
            config,
            service,
            keys,
            ..
        } = &*self.client;
        let mut added = HeaderMap::new();
        for interceptor in &config.interceptors {
            let start = self.start(&setting.origin, setting.number, setting.delay);
            interceptor.before_attempt(&start, &mut added)?;
        }
        let mut request = self.draft.request(&setting.origin, added)?;
        if self.is_unsigned {
            Draft::skip_signature(&mut request, self.timestamp(skew));
        } else {
            let credential = config.credential.credential(&self.platform).await?;
            let time = self.timestamp(skew);
            let host = &setting.origin.authority;
            self.draft
                .sign(&mut request, host, service, (keys, &credential), time)?;
            let authorization = request.headers().get(AUTHORIZATION).cloned();
            *signed = Some(Signed {
                credential,
                authorization,
            });
        }
        request.extensions_mut().insert(Timeout(setting.timeout));
        if self.platform.timer().is_some() {
            request.extensions_mut().insert(Watched);
        }
        if config.log_bodies {
            self.draft.log_body(&setting.span);
        }
        let transport = self.platform.transport()?;
        self.is_sent.store(true, Ordering::Relaxed);
        let answered = self.receive(&*transport, request).await?;
        if let Answered::Once(answer) = &answered
            && config.log_bodies
        {
            let secrets = || self.secrets(signed.as_ref());
            setting.span.response_body(answer.body(), secrets);
        }
        Ok(answered)
    }

    /// What answers may repeat of what they were sent, and what must not be shown.
    pub(super) fn secrets(&self, signed: Option<&Signed>) -> Secrets {
        let members = redact::secrets_of(&self.draft.members);
        let members = members.iter().map(String::as_str);
        Secrets::new(members.chain(signed.into_iter().flat_map(Signed::secrets)))
    }

    /// Seconds since 1970 on the clock of the service, as far as that is known.
    fn timestamp(&self, skew: i64) -> u64 {
        seconds(self.platform.now()).saturating_add_signed(skew)
    }

    async fn receive(
        &self,
        transport: &dyn Transport,
        mut request: Request<Bytes>,
    ) -> Result<Answered, TransportError> {
        match self.expects {
            Expects::Answer => Ok(Answered::Once(transport.send(request).await?)),
            Expects::AnswerOfStreaming => Ok(match look(transport, request).await? {
                Answered::Stream(stream) => Answered::Once(stream.map(|_| Bytes::new())),
                answer @ Answered::Once(_) => answer,
            }),
            Expects::Events(silence) => {
                request.extensions_mut().insert(IdleTimeout(silence));
                look(transport, request).await
            }
        }
    }
}

/// Seconds since 1970.
pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Looks at the head of an answer: a stream of events is left as it is, everything else is read to its end.
async fn look(
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
