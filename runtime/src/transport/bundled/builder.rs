use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::MAX_ANSWER_BYTES;
use super::proxy::ProxyChoice;

/// Makes one of the transports that come with this crate: `ReqwestTransport::builder()`, `UreqTransport::builder()`.
///
/// | option | if not set | what it is |
/// |---|---|---|
/// | [`connect_timeout`](Self::connect_timeout) | 10 s | how long a connection may take, TLS and proxy included |
/// | [`read_timeout`](Self::read_timeout) | none | the longest silence of the server |
/// | [`pool_idle_timeout`](Self::pool_idle_timeout) | 30 s | how long a connection is kept that nobody uses |
/// | [`max_idle_connections`](Self::max_idle_connections) | no limit | how many such connections are kept for each host |
/// | `http2`, of `ReqwestTransport` | on | whether HTTP/2 is offered |
/// | [`proxy`](Self::proxy), [`no_proxy`](Self::no_proxy) | of the environment | the proxy on the way |
/// | [`root_certificates`](Self::root_certificates) | the system's | authorities that are trusted, too |
/// | [`only_root_certificates`](Self::only_root_certificates) | | authorities that alone are trusted |
/// | [`max_response_bytes`](Self::max_response_bytes) | 64 MiB | the largest answer |
/// | [`user_agent`](Self::user_agent) | none | the header `User-Agent` |
///
/// How long an exchange may take in all is no option of the transport but of the [`Config`](crate::Config) and of the call.
/// A value that cannot be used is an error of `build`.
///
/// TLS is that of [rustls](::rustls), with the process's default provider of cryptography if one is
/// installed, and ring otherwise.
#[must_use = "a builder makes a transport with `build`"]
pub struct TransportBuilder<T> {
    pub(super) options: Options,
    transport: PhantomData<fn() -> T>,
}

#[derive(Clone)]
pub(super) struct Options {
    pub(super) connect_timeout: Duration,
    pub(super) read_timeout: Option<Duration>,
    pub(super) pool_idle_timeout: Duration,
    pub(super) max_idle_connections: usize,
    #[cfg_attr(not(feature = "reqwest"), expect(dead_code, reason = "ureq has none"))]
    pub(super) http2: bool,
    pub(super) proxy: ProxyChoice,
    pub(super) roots: Roots,
    pub(super) max_response_bytes: usize,
    pub(super) user_agent: Option<String>,
}

/// Authorities whose certificates are trusted, each with its certificate as PEM.
#[derive(Clone)]
pub(super) enum Roots {
    /// Those of the system, and these.
    SystemAnd(Vec<Vec<u8>>),
    /// These alone.
    Only(Vec<Vec<u8>>),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            read_timeout: None,
            // The API closes a connection that was idle for 60 s. One that is closed here before cannot break under a
            // request.
            pool_idle_timeout: Duration::from_secs(30),
            max_idle_connections: usize::MAX,
            http2: true,
            proxy: ProxyChoice::Environment,
            roots: Roots::SystemAnd(Vec::new()),
            max_response_bytes: MAX_ANSWER_BYTES,
            user_agent: None,
        }
    }
}

impl<T> TransportBuilder<T> {
    pub(super) fn new() -> Self {
        Self {
            options: Options::default(),
            transport: PhantomData,
        }
    }

    /// How long it may take to connect: to look up the host, to get through a proxy, TLS. When that takes longer, nothing
    /// was sent, and the error is [`Connect`](crate::TransportErrorKind::Connect). It should be shorter than an attempt may take
    /// ([`Config::attempt_timeout`](crate::Config::attempt_timeout)): of one that ends before, nobody knows how far it came.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// The longest silence of the server, before its answer and within it. The error is
    /// [`Timeout`](crate::TransportErrorKind::Timeout). Of `ReqwestTransport` the first silence includes connecting and
    /// sending.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.options.read_timeout = Some(timeout);
        self
    }

    /// How long a connection is kept that nobody uses. The API closes one after 60 s, so that more than that leads to
    /// calls that fail.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.options.pool_idle_timeout = timeout;
        self
    }

    /// How many connections that nobody uses are kept for each host; 0 makes a connection for every call.
    pub fn max_idle_connections(mut self, count: usize) -> Self {
        self.options.max_idle_connections = count;
        self
    }

    /// Sends everything through this proxy: `http://user:password@proxy.example:8080`, where `http` can be `https`,
    /// `socks5`, or `socks5h` (the proxy looks up the host), and user and password, which are percent-encoded and never
    /// shown anywhere, can be left out.
    ///
    /// If not set, the environment says which proxy there is: `HTTPS_PROXY` for `https` and `HTTP_PROXY` for `http`, else
    /// `ALL_PROXY`, but none for the hosts in `NO_PROXY`; each can be written in small letters.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.options.proxy = ProxyChoice::At(url.into().into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.options.proxy = ProxyChoice::None;
        self
    }

    /// Trusts these authorities, too: certificates as PEM, one or several. It can be called again with more.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        match &mut self.options.roots {
            Roots::SystemAnd(pems) | Roots::Only(pems) => pems.push(pem.into()),
        }
        self
    }

    /// Trusts these authorities alone, and not those of the system: certificates as PEM, one or several.
    pub fn only_root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.options.roots = Roots::Only(vec![pem.into()]);
        self
    }

    /// An answer with a larger body is an error, [`TooLarge`](crate::TransportErrorKind::TooLarge). A stream is not limited.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.options.max_response_bytes = bytes;
        self
    }

    /// The header `User-Agent`, which says to servers and proxies what program calls. The API does not look at it; its own
    /// is [`Config::request_client`](crate::Config::request_client).
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.options.user_agent = Some(name.into());
        self
    }
}

impl<T> Clone for TransportBuilder<T> {
    fn clone(&self) -> Self {
        Self {
            options: self.options.clone(),
            transport: PhantomData,
        }
    }
}

/// Without the proxy and the certificates.
impl<T> fmt::Debug for TransportBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Options {
            connect_timeout,
            read_timeout,
            pool_idle_timeout,
            max_response_bytes,
            ..
        } = &self.options;
        f.debug_struct("TransportBuilder")
            .field("connect_timeout", connect_timeout)
            .field("read_timeout", read_timeout)
            .field("pool_idle_timeout", pool_idle_timeout)
            .field("max_response_bytes", max_response_bytes)
            .finish_non_exhaustive()
    }
}
