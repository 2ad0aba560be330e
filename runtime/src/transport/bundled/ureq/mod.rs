mod body;
mod connect;
mod environment;

use std::fmt;
use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::{Request, Response};
use ureq::{Agent, Error};

use self::body::Pieces;
use self::connect::{NotConnected, Resolver, connector};
use self::environment::Proxies;
use super::builder::{Options, TransportBuilder};
use super::{
    BodyStream, IdleTimeout, StreamingFuture, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture, describe, tls, too_large,
};

/// No answer has as many: each is waited for, but not in all.
const UNLIMITED: Duration = Duration::from_secs(365 * 86_400);

/// Sends with [ureq](::ureq), on the thread that asks: HTTP/1.1 over rustls, through the proxy of the
/// environment if there is one, and trusting the certificates that the system trusts. [`TransportBuilder`] says what can be
/// changed.
///
/// Calls that block use it unless the configuration has another transport. Its futures do all their work when they are
/// polled first, and are ready then: they need no executor, and would block the one that polls them.
#[derive(Clone)]
pub struct UreqTransport {
    agent: Agent,
    proxies: Proxies,
    connect_timeout: Duration,
    read_timeout: Option<Duration>,
    max_response_bytes: usize,
}

impl TransportBuilder<UreqTransport> {
    /// A transport with connections of its own.
    ///
    /// # Errors
    /// [`TransportErrorKind::Setup`]: the proxy or a certificate is none, the user agent cannot be a header, or the system
    /// has no certificates. The message says which.
    pub fn build(self) -> Result<UreqTransport, TransportError> {
        let Options {
            connect_timeout,
            read_timeout,
            pool_idle_timeout,
            max_idle_connections,
            proxy,
            roots,
            max_response_bytes,
            user_agent,
            ..
        } = self.options;
        proxy.check(environment::variable)?;
        let user_agent = user_agent.unwrap_or_default();
        http::HeaderValue::from_str(&user_agent).map_err(super::setup)?;
        let config = Agent::config_builder()
            // It is chosen for each request.
            .proxy(None)
            .user_agent(user_agent)
            // It would be decoded here, and is not asked for elsewhere.
            .accept_encoding("")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_connections(max_idle_connections)
            .max_idle_connections_per_host(max_idle_connections)
            .max_idle_age(pool_idle_timeout)
            .build();
        let tls = Arc::new(tls::config(&roots, &[])?);
        Ok(UreqTransport {
            agent: Agent::with_parts(config, connector(tls), Resolver::default()),
            proxies: Proxies::new(&proxy, environment::variable),
            connect_timeout,
            read_timeout,
            max_response_bytes,
        })
    }
}

impl UreqTransport {
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

    fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (head, body) = self.run(request)?.into_parts();
        // One more than there may be, to see that there is more.
        let limit = (self.max_response_bytes as u64).saturating_add(1);
        let mut bytes = Vec::new();
        body.into_reader()
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(error.into()))?;
        if bytes.len() > self.max_response_bytes {
            return Err(too_large(self.max_response_bytes));
        }
        Ok(Response::from_parts(head, bytes.into()))
    }

    fn stream(&self, request: Request<Bytes>) -> Result<Response<BodyStream>, TransportError> {
        let response = self.run(request)?;
        Ok(response.map(|body| Box::pin(Pieces::new(body.into_reader())) as BodyStream))
    }

    /// Until the head of the answer is there.
    fn run(&self, mut request: Request<Bytes>) -> Result<Response<ureq::Body>, TransportError> {
        let timeout = request.extensions().get().map(|Timeout(timeout)| *timeout);
        let idle = request.extensions().get().map(|IdleTimeout(idle)| *idle);
        // What is sent is made from the URL.
        request.headers_mut().remove(HOST);
        let connect = timeout.map_or(self.connect_timeout, |timeout| {
            timeout.min(self.connect_timeout)
        });
        let is_https = request.uri().scheme_str() == Some("https");
        let (head, body) = request.into_parts();
        let config = self
            .agent
            .configure_request(Request::from_parts(head, &*body))
            .proxy(self.proxies.of(is_https))
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .timeout_per_read(self.read_timeout);
        let request = match idle {
            None => config.timeout_global(timeout).build(),
            // What comes before the body is limited each by itself: only all of it, the body included, could be in all.
            Some(idle) => config
                .timeout_send_request(timeout)
                .timeout_send_body(timeout)
                .timeout_recv_response(timeout)
                .timeout_recv_body(Some(UNLIMITED))
                .timeout_per_read(Some(self.read_timeout.map_or(idle, |read| read.min(idle))))
                .build(),
        };
        self.agent.run(request).map_err(failed)
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async { self.exchange(request) })
    }

    fn send_streaming(&self, request: Request<Bytes>) -> StreamingFuture<'_> {
        Box::pin(async { self.stream(request) })
    }
}

/// Without the proxies.
impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport")
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}

fn failed(error: Error) -> TransportError {
    const BROKEN: &str = "the connection broke";
    match error {
        Error::Other(other) => match other.downcast::<NotConnected>() {
            Ok(error) => describe(TransportErrorKind::Connect, "cannot connect", *error),
            Err(other) => describe(TransportErrorKind::Broken, BROKEN, Error::Other(other)),
        },
        Error::Timeout(_) => describe(TransportErrorKind::Timeout, "no answer in time", error),
        Error::Http(_) | Error::BadUri(_) => super::setup(error),
        Error::Io(error) => describe(TransportErrorKind::Broken, BROKEN, error),
        error => describe(TransportErrorKind::Broken, BROKEN, error),
    }
}
