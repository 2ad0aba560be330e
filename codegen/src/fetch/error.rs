//! What can go wrong with fetching, and what to do about it.

use std::fmt;
use std::io;
use std::time::Duration;

use super::address::Address;
use super::redirect::RedirectError;
use crate::codes;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::page::{Rejected, SIZE_LIMIT};

/// A page that could not be fetched.
#[derive(Debug)]
pub struct FetchError {
    /// The address that was asked for.
    pub address: Address,
    /// The address that redirects led to, where it failed.
    pub moved_to: Option<Address>,
    /// What happened.
    pub cause: Cause,
}

/// Why a page could not be fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The name of the host does not resolve.
    #[error("the host {0} is not known")]
    UnknownHost(String),
    /// The host does not accept connections.
    #[error("no connection to {host}: {error}")]
    Connect {
        /// The host.
        host: String,
        /// What the system says.
        error: io::Error,
    },
    /// The certificate is not trusted, or the server does not speak TLS.
    #[error("no secure connection: {0}")]
    Tls(String),
    /// The proxy does not let the request through.
    #[error("the proxy {proxy} does not connect: {reason}")]
    Proxy {
        /// The proxy, without its user and password.
        proxy: String,
        /// What happened there.
        reason: String,
    },
    /// It takes too long.
    #[error("{stage} within {} s", .limit.as_secs_f32())]
    Timeout {
        /// What did not happen in time.
        stage: Stage,
        /// The time that it had.
        limit: Duration,
    },
    /// The site answers, but not with a page.
    #[error("the site answers {}{}", status_line(*.status), asked_to_wait(*.wait))]
    Status {
        /// The status code.
        status: u16,
        /// How long the site asks to wait before the next try.
        wait: Option<Duration>,
    },
    /// The site redirects, and the redirect is not followed.
    #[error(transparent)]
    Redirect(#[from] RedirectError),
    /// The page is larger than any page, or never ends.
    #[error("the page has more than {SIZE_LIMIT} bytes")]
    TooLarge,
    /// It is an image, a PDF file or data.
    #[error("there is {0} at this address, not a page")]
    NotText(String),
    /// The connection ended before all of the answer came.
    #[error("the connection ended before the page was complete")]
    CutOff,
    /// The answer is not what HTTP allows, or is compressed in a way that was not asked for.
    #[error("the answer cannot be read: {0}")]
    Protocol(String),
}

/// What a page has to reach in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The connection, with the look-up of the host and TLS.
    Connection,
    /// The start of the answer.
    Answer,
    /// The end of the page.
    Page,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connection => "no connection",
            Self::Answer => "no answer",
            Self::Page => "the page was not complete",
        })
    }
}

fn status_line(status: u16) -> String {
    let reason = ureq::http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason());
    match reason {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    }
}

fn asked_to_wait(wait: Option<Duration>) -> String {
    wait.map_or(String::new(), |wait| {
        format!(" and asks to wait {} s", wait.as_secs())
    })
}

impl Cause {
    /// A stable name such as `fetch::timeout`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownHost(_) => codes::UNKNOWN_HOST,
            Self::Connect { .. } => codes::NO_CONNECTION,
            Self::Tls(_) => codes::TLS,
            Self::Proxy { .. } => codes::PROXY,
            Self::Timeout { .. } => codes::TIMEOUT,
            Self::Status { .. } => codes::STATUS,
            Self::Redirect(_) => codes::REDIRECT,
            Self::TooLarge => codes::FETCHED_TOO_LARGE,
            Self::NotText(_) => codes::NOT_TEXT,
            Self::CutOff => codes::FETCHED_CUT_OFF,
            Self::Protocol(_) => codes::PROTOCOL,
        }
    }

    /// What the user can do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::UnknownHost(_) => {
                "check the spelling of the address and the connection to the network"
            }
            Self::Connect { .. } => {
                "check the address, the network and whether a proxy is needed (HTTPS_PROXY)"
            }
            Self::Tls(_) => {
                "check the address and this machine's date and trusted certificates; \
                 SSL_CERT_FILE names others, of a company's proxy for example"
            }
            Self::Proxy { .. } => {
                "check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY names hosts without a proxy"
            }
            Self::Timeout { .. } | Self::CutOff => {
                "try again; if it stays so, save the page in a browser and give that file"
            }
            Self::Status { status, .. } => match status {
                404 | 410 => "check the address in a browser: the page may have moved",
                401 | 403 | 407 => {
                    "save the page in a browser, which may be logged in, and give that file"
                }
                408 | 425 | 429 | 500..=599 => "try again later",
                _ => "check the address in a browser",
            },
            Self::Redirect(RedirectError::Unencrypted(_)) => {
                "check the new address in a browser, and give it if it is right"
            }
            Self::Redirect(_) => "open the address in a browser, and give the one it ends at",
            Self::TooLarge => "give one documentation page, not a dump or a download",
            Self::NotText(_) => "give the address of the page itself, as a browser shows it",
            Self::Protocol(_) => "save the page in a browser and give that file",
        }
    }
}

impl FetchError {
    /// The same as a finding about a page that cannot be read at all.
    pub fn rejected(&self) -> Rejected {
        let moved = self
            .moved_to
            .as_ref()
            .map_or(String::new(), |moved| format!(" (redirected to {moved})"));
        let message = format!("{}{moved}", self.cause);
        Rejected {
            source: Source::new(self.address.to_string(), ""),
            diagnostic: Diagnostic::error(self.cause.code(), Span::default(), message)
                .with_help(self.cause.help()),
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot fetch {}", self.address)?;
        if let Some(moved) = &self.moved_to {
            write!(f, ", redirected to {moved}")?;
        }
        write!(f, ": {}", self.cause)
    }
}

impl std::error::Error for FetchError {}
