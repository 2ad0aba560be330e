//! Fetches documentation pages from the web.
//!
//! ```text
//! Address ──cache──▶ is it fresh? ──spacing──▶ exchange ──▶ page | redirect | wait | not modified
//! ```
//!
//! A page arrives whole or not at all: [`Client::fetch`] gives bytes and their charset for
//! [`Page::with_charset`](crate::page::Page::with_charset), or a [`FetchError`] that says what happened and what to do.

mod address;
mod cache;
mod client;
mod content_type;
mod error;
mod exchange;
mod freshness;
mod proxy;
mod redirect;
mod retry;
mod spacing;

pub use self::address::{Address, AddressError};
pub use self::cache::Cache;
pub use self::client::{Client, Fetched, Options, Origin};
pub use self::error::{Cause, FetchError, Stage};
pub use self::proxy::ProxyError;
pub use self::redirect::RedirectError;
