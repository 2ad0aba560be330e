use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::HOST;
use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::BuilderVerifierExt;

use super::chunks::Chunks;
use super::{
    BodyStream, IdleTimeout, MAX_ANSWER_BYTES, StreamingFuture, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture,
};

/// The API closes a connection that was idle for 60 s. One that is closed here before cannot break under a request.
const IDLE: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(10);
const TOTAL: Duration = Duration::from_secs(60);
/// The client has a total timeout that a stream must not run into. A year is longer than one lasts.
const UNLIMITED: Duration = Duration::from_secs(365 * 86_400);

/// Sends with [reqwest]: HTTP/1.1 over rustls, through the proxy of the environment if there is one, and trusting the
/// certificates that the system trusts.
///
/// TLS uses the process's default provider of cryptography if one is installed, and ring otherwise. Connecting may take
/// 10 seconds; an idle connection is kept for 30.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    max_response_bytes: usize,
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    ///
    /// # Errors
    /// TLS cannot be set up: there are no certificates on this system, for instance.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(setup)?;
        Ok(Self::from_client(client))
    }

    /// Sends with a client of your own. It should not follow redirects, and not keep idle connections for 60 s.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            max_response_bytes: MAX_ANSWER_BYTES,
        }
    }

    /// An answer with a larger body is an error; 64 MiB if not set. A stream is not limited here.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let timeout = request.extensions().get().map(|Timeout(timeout)| *timeout);
        let mut response = self.execute(request, timeout).await?;
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if chunk.len() > self.max_response_bytes - body.len() {
                return Err(TransportError::new(
                    TransportErrorKind::TooLarge,
                    format!(
                        "the answer is larger than {} bytes",
                        self.max_response_bytes
                    ),
                ));
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = http::Response::new(body.freeze());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }

    async fn stream(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<BodyStream>, TransportError> {
        let timeout = request.extensions().get().map(|Timeout(timeout)| *timeout);
        let idle = request.extensions().get().map(|IdleTimeout(idle)| *idle);
        let mut response = if idle.is_some() {
            let timeout = timeout.unwrap_or(TOTAL);
            let response = self.execute(request, Some(UNLIMITED));
            let response = tokio::time::timeout(timeout, response).await;
            response.map_err(|_| silent(timeout))??
        } else {
            self.execute(request, timeout).await?
        };
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body: BodyStream = Box::pin(Chunks::new(response, idle));
        let mut answer = http::Response::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }

    /// Until the head of the answer is there; the timeout is that of the body, too.
    async fn execute(
        &self,
        mut request: http::Request<Bytes>,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, TransportError> {
        // The client writes the same from the URL; it would be there twice in some versions of HTTP.
        request.headers_mut().remove(HOST);
        let mut request = reqwest::Request::try_from(request).map_err(setup)?;
        if timeout.is_some() {
            *request.timeout_mut() = timeout;
        }
        self.client.execute(request).await.map_err(failed)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }

    fn send_streaming(&self, request: http::Request<Bytes>) -> StreamingFuture<'_> {
        Box::pin(self.stream(request))
    }
}

fn tls() -> Result<ClientConfig, TransportError> {
    let provider = CryptoProvider::get_default()
        .map_or_else(|| Arc::new(ring::default_provider()), Arc::clone);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(setup)?;
    Ok(config.with_no_client_auth())
}

fn setup(error: impl Error + Send + Sync + 'static) -> TransportError {
    describe(TransportErrorKind::Setup, "cannot prepare HTTP", error)
}

/// Time was up that the client does not look at: of a stream, each wait is limited, not the whole.
pub(super) fn silent(timeout: Duration) -> TransportError {
    let message = format!("no answer in time: nothing came for {timeout:?}");
    TransportError::new(TransportErrorKind::Timeout, message)
}

pub(super) fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (kind, what) = if error.is_connect() {
        (TransportErrorKind::Connect, "cannot connect")
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout, "no answer in time")
    } else {
        (TransportErrorKind::Broken, "the connection broke")
    };
    describe(kind, what, error)
}

/// The message ends with the innermost cause: those between say no more than that there was an error.
fn describe(
    kind: TransportErrorKind,
    what: &str,
    error: impl Error + Send + Sync + 'static,
) -> TransportError {
    let mut root: &dyn Error = &error;
    while let Some(source) = root.source() {
        root = source;
    }
    TransportError::new(kind, format!("{what}: {root}")).with_source(error)
}
