use std::error::Error;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::HOST;
use secrecy::ExposeSecret;

use super::builder::{Options, TransportBuilder};
use super::chunks::Chunks;
use super::proxy::{ProxyChoice, url_of};
use super::{
    BodyStream, IdleTimeout, MAX_ANSWER_BYTES, StreamingFuture, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture, describe, setup, tls, too_large,
};
use crate::transport::Watched;

const TOTAL: Duration = Duration::from_secs(60);
/// While an HTTP/2 server is silent, it is asked this often whether it is there, and has as long to answer. Otherwise
/// every call would go on over a connection that is dead, until the system notices after a quarter of an hour.
const PING: Duration = Duration::from_secs(10);

/// Sends with [reqwest]: HTTP/2 and HTTP/1.1 over rustls, through the proxy of the environment if there is one, and
/// trusting the certificates that the system trusts. [`TransportBuilder`] says what can be changed.
///
/// It needs a Tokio runtime, with I/O and time: a call elsewhere is an error, [`TransportErrorKind::Setup`].
///
/// What was never sent because the server had closed an idle connection goes out again over another one. Nothing else is
/// repeated here.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Config, Credential, ReqwestTransport};
///
/// # fn main() -> Result<(), tencentcloud_runtime::TransportError> {
/// let transport = ReqwestTransport::builder()
///     .connect_timeout(Duration::from_secs(3))
///     .proxy("http://user:password@proxy.example:8080")
///     .build()?;
/// let config = Config::new(Credential::new("AKIDexample", "key")).transport(transport);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    max_response_bytes: usize,
}

impl TransportBuilder<ReqwestTransport> {
    /// Whether HTTP/2 is offered to servers, which choose. Without TLS it is HTTP/1.1 in any case.
    pub fn http2(mut self, on: bool) -> Self {
        self.options.http2 = on;
        self
    }

    /// A transport with connections of its own.
    ///
    /// # Errors
    /// [`TransportErrorKind::Setup`]: the proxy or a certificate is none, the user agent cannot be a header, or the system
    /// has no certificates. The message says which.
    pub fn build(self) -> Result<ReqwestTransport, TransportError> {
        let Options {
            connect_timeout,
            read_timeout,
            pool_idle_timeout,
            max_idle_connections,
            http2,
            proxy,
            roots,
            max_response_bytes,
            user_agent,
        } = self.options;
        proxy.check(|name| std::env::var(name).ok())?;
        let protocols: &[&[u8]] = if http2 {
            &[b"h2", b"http/1.1"]
        } else {
            &[b"http/1.1"]
        };
        let mut client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(&roots, protocols)?)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(pool_idle_timeout)
            .pool_max_idle_per_host(max_idle_connections)
            .http2_keep_alive_interval(PING)
            .http2_keep_alive_timeout(PING);
        if !http2 {
            client = client.http1_only();
        }
        if let Some(timeout) = read_timeout {
            client = client.read_timeout(timeout);
        }
        if let Some(name) = user_agent {
            client = client.user_agent(name);
        }
        client = match proxy {
            ProxyChoice::Environment => client,
            ProxyChoice::None => client.no_proxy(),
            ProxyChoice::At(url) => {
                let url = url_of(url.expose_secret()).unwrap_or_default();
                let proxy = reqwest::Proxy::all(url);
                client.proxy(proxy.map_err(|error| setup(error.without_url()))?)
            }
        };
        Ok(ReqwestTransport {
            client: client.build().map_err(setup)?,
            max_response_bytes,
        })
    }
}

impl ReqwestTransport {
    /// A transport with connections of its own and every option as it is if not set.
    ///
    /// # Errors
    /// As of [`TransportBuilder::build`].
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// A transport with other options.
    pub fn builder() -> TransportBuilder<Self> {
        TransportBuilder::new()
    }

    /// Sends with a client of your own. It should not follow redirects, not repeat, and not keep idle connections for 60 s.
    /// An answer can have 64 MiB.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            max_response_bytes: MAX_ANSWER_BYTES,
        }
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        check_runtime()?;
        let timeout = timeout(&request);
        let mut response = self.execute(request, timeout).await?;
        let body = self.read(&mut response).await?;
        let mut answer = http::Response::new(body);
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }

    /// The whole body. One that comes in one piece is not copied.
    async fn read(&self, response: &mut reqwest::Response) -> Result<Bytes, TransportError> {
        let mut body = Bytes::new();
        let mut pieces = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if chunk.len() > self.max_response_bytes - body.len() - pieces.len() {
                return Err(too_large(self.max_response_bytes));
            }
            if body.is_empty() && pieces.is_empty() {
                body = chunk;
            } else {
                pieces.extend_from_slice(&std::mem::take(&mut body));
                pieces.extend_from_slice(&chunk);
            }
        }
        Ok(if pieces.is_empty() {
            body
        } else {
            pieces.freeze()
        })
    }

    async fn stream(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<BodyStream>, TransportError> {
        check_runtime()?;
        let idle = request.extensions().get().map(|IdleTimeout(idle)| *idle);
        let mut response = match timeout(&request) {
            Some(timeout) if idle.is_some() => {
                let response = self.execute(request, None);
                let response = tokio::time::timeout(timeout, response).await;
                response.map_err(|_| silent(timeout))??
            }
            timeout => self.execute(request, timeout).await?,
        };
        let mut answer = http::Response::new(());
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer.map(|()| Box::pin(Chunks::new(response, idle)) as BodyStream))
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

/// How long the exchange may take, if nobody else looks at the time.
fn timeout(request: &http::Request<Bytes>) -> Option<Duration> {
    let extensions = request.extensions();
    if extensions.get::<Watched>().is_some() {
        return None;
    }
    let timeout = extensions.get().map(|Timeout(timeout)| *timeout);
    Some(timeout.unwrap_or(TOTAL))
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
    } else if is_unsent(&error) {
        let what = "the connection closed before the request was sent";
        (TransportErrorKind::Connect, what)
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout, "no answer in time")
    } else {
        (TransportErrorKind::Broken, "the connection broke")
    };
    describe(kind, what, error)
}

/// Whether the server surely has not looked at the request: it was still waiting for its turn when the connection closed,
/// or the server says so by the means of HTTP/2 (RFC 9113, section 8.7: streams that it refuses, or that are behind the
/// last that it names when it goes away).
fn is_unsent(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<hyper::Error>()
            && error.is_canceled()
        {
            return true;
        }
        if let Some(error) = error.downcast_ref::<h2::Error>()
            && error.is_remote()
        {
            let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
            let is_gone = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
            return is_refused || is_gone;
        }
        source = error.source();
    }
    false
}

/// Tokio panics where it does not run.
fn check_runtime() -> Result<(), TransportError> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Ok(()),
        Err(error) => Err(TransportError::new(
            TransportErrorKind::Setup,
            "this transport needs a Tokio runtime, and none runs here: await the call in one, or turn on the feature \
             `blocking` and use `send_blocking`",
        )
        .with_source(error)),
    }
}
