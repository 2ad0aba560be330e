//! One request and its answer.

use std::io::{self, Read};
use std::net::ToSocketAddrs;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, Proxy, Timeout};
use url::Host;

use super::address::Address;
use super::cache::Head;
use super::error::{Cause, Stage};
use super::proxy::{Proxies, ProxyError};
use crate::page::SIZE_LIMIT;

const USER_AGENT: &str = concat!("tcgen/", env!("CARGO_PKG_VERSION"));

const ACCEPT: &str = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.5";

/// Sends requests, each over its own connection.
#[derive(Debug)]
pub(super) struct Exchange {
    agent: Agent,
    proxies: Proxies,
    connect_timeout: Duration,
    page_timeout: Duration,
}

/// An answer whose body is still to be read.
#[derive(Debug)]
pub(super) struct Answer {
    response: Response<Body>,
    page_timeout: Duration,
}

impl Exchange {
    pub(super) fn new(
        connect_timeout: Duration,
        page_timeout: Duration,
    ) -> Result<Self, ProxyError> {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let agent = Agent::config_builder()
            .tls_config(tls)
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .http_status_as_error(false)
            // Where they lead is decided here.
            .max_redirects(0)
            // The pauses between requests hide what a new connection costs, and one that the site closed meanwhile would be
            // told as a page that is cut off.
            .max_idle_connections(0)
            .timeout_resolve(Some(connect_timeout))
            .timeout_connect(Some(connect_timeout))
            .build()
            .new_agent();
        Ok(Self {
            agent,
            proxies: Proxies::from_env()?,
            connect_timeout,
            page_timeout,
        })
    }

    /// Asks for a page, or whether the one that is known is still right; `time` is what is left of the
    /// page's.
    pub(super) fn get(
        &self,
        address: &Address,
        known: Option<&Head>,
        time: Duration,
    ) -> Result<Answer, Cause> {
        let proxy = self.proxies.for_address(address);
        let mut request = self.agent.get(address.url().as_str());
        for (name, value) in known.map(conditions).into_iter().flatten() {
            request = request.header(name, value);
        }
        let response = request
            .config()
            .timeout_global(Some(time))
            .proxy(proxy.clone())
            .build()
            .call();
        match response {
            Ok(response) => Ok(Answer {
                response,
                page_timeout: self.page_timeout,
            }),
            Err(error) => Err(self.cause(error, address, proxy.as_ref())),
        }
    }

    fn cause(&self, error: Error, address: &Address, proxy: Option<&Proxy>) -> Cause {
        let proxy_failed = |reason: String| Cause::Proxy {
            proxy: proxy.map_or(String::new(), |proxy| {
                format!("{}:{}", proxy.host(), proxy.port())
            }),
            reason,
        };
        match error {
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => Cause::Timeout {
                stage: Stage::Connection,
                limit: self.connect_timeout,
            },
            Error::Timeout(_) => Cause::Timeout {
                stage: Stage::Answer,
                limit: self.page_timeout,
            },
            Error::ConnectProxyFailed(reason) => proxy_failed(reason),
            Error::HostNotFound => Cause::UnknownHost(address.host().to_owned()),
            Error::Io(error) => match tls_error(&error) {
                Some(tls) => Cause::Tls(tls),
                None if is_closed(&error) => Cause::CutOff,
                None if proxy.is_some() => proxy_failed(error.to_string()),
                None if !is_known(address) => Cause::UnknownHost(address.host().to_owned()),
                None => Cause::Connect {
                    host: address.host().to_owned(),
                    error,
                },
            },
            other => cause_of_any(other),
        }
    }
}

/// The headers that ask whether the known page is still right.
fn conditions(known: &Head) -> Vec<(header::HeaderName, &str)> {
    [
        (header::IF_NONE_MATCH, &known.etag),
        (header::IF_MODIFIED_SINCE, &known.last_modified),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    .collect()
}

impl Answer {
    pub(super) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The value of a header that is there and is text.
    pub(super) fn header(&self, name: &header::HeaderName) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    /// The values of a header that can stand there more than once, as if they stood in one.
    pub(super) fn headers(&self, name: &header::HeaderName) -> String {
        let values = self.response.headers().get_all(name).iter();
        let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        values.join(",")
    }

    /// The whole body, uncompressed.
    pub(super) fn read(self) -> Result<Vec<u8>, Cause> {
        // What `ureq` uncompresses, it takes out of the headers.
        if let Some(encoding) = self.header(&header::CONTENT_ENCODING)
            && !encoding.eq_ignore_ascii_case("identity")
        {
            return Err(Cause::Protocol(format!(
                "it is compressed as `{encoding}`, which was not asked for"
            )));
        }
        let (page_timeout, mut body) = (self.page_timeout, self.response.into_body());
        let limit = SIZE_LIMIT as u64;
        if body.content_length().is_some_and(|length| length > limit) {
            return Err(Cause::TooLarge);
        }
        let mut bytes = Vec::new();
        body.with_config()
            .limit(limit)
            .reader()
            .read_to_end(&mut bytes)
            .map_err(|error| cause_in_body(error, page_timeout))?;
        Ok(bytes)
    }
}

fn cause_in_body(error: io::Error, page_timeout: Duration) -> Cause {
    match Error::from(error) {
        Error::Timeout(_) => Cause::Timeout {
            stage: Stage::Page,
            limit: page_timeout,
        },
        Error::BodyExceedsLimit(_) => Cause::TooLarge,
        Error::Decompress(_, error) if is_closed(&error) => Cause::CutOff,
        Error::Io(error) => match tls_error(&error) {
            Some(tls) => Cause::Tls(tls),
            None => Cause::CutOff,
        },
        other => cause_of_any(other),
    }
}

fn cause_of_any(error: Error) -> Cause {
    match error {
        Error::Tls(error) => Cause::Tls(error.to_owned()),
        Error::Rustls(error) => Cause::Tls(error.to_string()),
        other => Cause::Protocol(other.to_string()),
    }
}

/// `rustls` wraps its errors into those of input and output.
fn tls_error(error: &io::Error) -> Option<String> {
    let error = error.get_ref()?.downcast_ref::<rustls::Error>()?;
    Some(error.to_string())
}

fn is_closed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    )
}

/// Whether the host resolves. The standard library does not tell this failure from others by its kind, so that it is asked
/// again when there is no connection.
fn is_known(address: &Address) -> bool {
    let Some(Host::Domain(name)) = address.url().host() else {
        return true;
    };
    // The port does not matter, but one belongs to it.
    (name, 0)
        .to_socket_addrs()
        .is_ok_and(|found| found.len() > 0)
}
