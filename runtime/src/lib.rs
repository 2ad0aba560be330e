//! What generated Tencent Cloud clients call: credentials, signatures, the way to the API, and errors.
//!
//! A user of a generated crate needs [`Config`] and [`Credential`] to make a client, and [`Error`] for what can go
//! wrong:
//!
//! ```
//! use tencentcloud_runtime::{Config, Credential};
//!
//! let config = Config::new(Credential::new("AKIDexample", "key")).region("ap-guangzhou");
//! // let client = tencentcloud_cvm::Client::new(config);
//! ```
//!
//! # Credentials
//!
//! | who calls | |
//! |---|---|
//! | whoever the machine is set up for: the environment, profile files, the role of the pod or machine | [`Config::load`] |
//! | a key in the environment, and nothing else | [`Config::from_env`] |
//! | a key that the program has | [`Config::new`] and [`Credential`] |
//! | a role, a service, several places in a given order, your own | [`Config::new`] and a [`CredentialProvider`]: a table of all is there |
//!
//! ```no_run
//! # async fn example() -> Result<(), tencentcloud_runtime::CredentialError> {
//! use tencentcloud_runtime::{AssumeRoleCredential, Config, CredentialChain};
//!
//! let role = "qcs::cam::uin/100000000001:roleName/reader";
//! let config = Config::load()?.credential(AssumeRoleCredential::new(CredentialChain::default(), role));
//! // Whose it is, where it is from, and when it expires; without the secrets.
//! println!("{:?}", config.fetch_credential().await?);
//! # Ok(()) }
//! ```
//!
//! What is fetched is kept, and renewed in time by one call for all: see [`CachedCredential`].
//!
//! # What generated code uses
//!
//! [`Service`], [`Action`] and [`Paging`] as statics, [`Client::call`], [`Call`], [`Client::pages`] and [`Pages`] for
//! methods, [`object!`] for types, [`error_codes!`] for enums of error codes. All of it can be written by hand, too. This is a whole client with one action, sent over a transport that answers from memory:
//!
//! ```
//! use tencentcloud_runtime::{
//!     Action, Bytes, Call, Client, CommonError, Config, Credential, Service, Transport, TransportFuture, http, object,
//! };
//!
//! static CVM: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");
//! static DESCRIBE_REGIONS: Action = Action::new("DescribeRegions");
//!
//! #[derive(Clone)]
//! struct DescribeRegionsRequest {}
//!
//! object! {
//!     DescribeRegionsRequest {}
//! }
//!
//! #[derive(Clone)]
//! struct DescribeRegionsResponse {
//!     total_count: Option<i64>,
//!     request_id: String,
//! }
//!
//! object! {
//!     DescribeRegionsResponse {
//!         "TotalCount" => total_count = None,
//!         "RequestId" => request_id = String::new(),
//!     }
//! }
//!
//! struct Canned;
//!
//! impl Transport for Canned {
//!     fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
//!         let answer = Bytes::from_static(br#"{ "Response": { "TotalCount": 16, "RequestId": "id" } }"#);
//!         Box::pin(async { Ok(http::Response::new(answer)) })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), tencentcloud_runtime::Error> {
//! let config = Config::new(Credential::new("AKIDexample", "key")).transport(Canned);
//! let client = Client::new(config, &CVM);
//! let call: Call<DescribeRegionsResponse, CommonError> =
//!     client.call(&DESCRIBE_REGIONS, &DescribeRegionsRequest {});
//! assert_eq!(call.await?.total_count, Some(16));
//! # Ok(()) }
//! ```
//!
//! # What is sent, and what comes
//!
//! | an action that | is sent as | with |
//! |---|---|---|
//! | is like most | `application/json` | [`Client::call`] |
//! | takes files | `multipart/form-data` | [`Client::call`] and [`Action::multipart`] |
//! | takes bytes | `application/octet-stream`, its members as headers | [`Client::call_with_body`] |
//! | is not signed | `Authorization: SKIP` | [`Client::call`] and [`Action::unsigned`] |
//! | nobody has generated code for | `application/json` | [`UntypedClient::call`] |
//!
//! It is a POST, unless [`Config::method`] says otherwise, and what is signed are the header `Content-Type` as it goes out,
//! `Host`, the query, and the bytes of the body. If the service says that the time of the signature is wrong, the right one
//! is taken from its answer, and the call is sent once more.
//!
//! An answer is JSON, whatever media type it says it is. Only the successful answer of a call that is
//! [`streaming`](Call::streaming) is a stream of [events](Events) if its media type is `text/event-stream`, in any case and
//! with any parameters.
//!
//! # What fails, and what is sent again
//!
//! | what happened | is sent again |
//! |---|---|
//! | there was no connection, so that nothing was sent | yes |
//! | too many requests: a code `RequestLimitExceeded` or below, HTTP status 429 | yes: it was refused, not executed |
//! | `InternalError`, `ServiceUnavailable` and codes below, HTTP status 500, 502, 503, 504 | if the call is repeatable |
//! | the connection broke, or no answer came in time | if the call is repeatable |
//! | the clock is wrong, or the credential was refused and its provider has another | once, at once, with what is right |
//! | a quota (`LimitExceeded`), every other code, an answer that cannot be read | never |
//! | the request or the credential cannot be used | never |
//!
//! A call is repeatable if it does not matter how often it is executed: the [name of the action](Action::is_read_only) says
//! that it only reads, its request has a `ClientToken` (one is filled in where the request can have one and it is not
//! set), or the caller says so with [`Call::repeatable`]. Each attempt is signed anew; all of them are in
//! [`Error::attempts`]. How often and after which waits is said by [`Retry`], how much in all by [`RetryBudget`].
//!
//! # Pages and waiting
//!
//! [`Pages`] is a stream of the answers of an action that gives its items page by page, and [`Pages::items`] one of the items;
//! what comes behind a page is a table there. [`wait_until`] calls an action again and again until its answer says that what
//! is waited for is there.
//!
//! # Limits
//!
//! | what | how much | to change it |
//! |---|---|---|
//! | a call, with all attempts | 120 s | [`Config::timeout`], [`Call::timeout`] |
//! | an attempt | 60 s | [`Config::attempt_timeout`], [`Call::attempt_timeout`] |
//! | of a stream, until it begins, and then each silence | the same | [`StreamingCall::idle_timeout`] |
//! | a connection, with TLS and proxy | 10 s | `TransportBuilder::connect_timeout` |
//! | a connection that nobody uses | 30 s | `TransportBuilder::pool_idle_timeout` |
//! | a whole stream | | it may last |
//! | attempts | 3 | [`Config::retry`], [`Call::retry`] |
//! | an answer | 64 MiB | of calls that are not streaming, `TransportBuilder::max_response_bytes` |
//! | an event of a stream | 16 MiB, [`sse::MAX_EVENT_BYTES`] | |
//! | a request | 32 KiB with GET | the service refuses what is larger than 10 MB |
//!
//! # Seeing inside
//!
//! With the feature `tracing`, a call is a span `tencentcloud.call` (level info: service, version, action, region; at the end
//! attempts, request id, code, error, latency), and each attempt is a span `tencentcloud.attempt` in it (level debug: number,
//! host, HTTP status, request id, code, latency). What is sent again is told at level warn. Bodies are told only with
//! [`Config::log_bodies`], and without their secrets. An [`Interceptor`] sees the same without the feature.
//!
//! Secret keys, tokens and signatures are in no message, no `Debug` and no span. What answers may repeat what it was sent:
//! there, too, they are hidden.
//!
//! # The way to the API
//!
//! | feature | what goes out over | HTTP | needs |
//! |---|---|---|---|
//! | `reqwest` (on) | `ReqwestTransport` | 2 and 1.1 | a Tokio runtime |
//! | `blocking` | `UreqTransport`, with `Call::send_blocking` and `StreamingCall::events_blocking` | 1.1 | nothing |
//! | none | the [`Transport`] of [`Config::transport`] | | |
//!
//! `TransportBuilder` has a table of what can be changed: timeouts, proxies, certificates, and more. With
//! [`Config::failover`], calls go to other hosts when one does not answer.
//!
//! The same client calls both ways.
//!
//! # Features
//!
//! - `reqwest` (on): `ReqwestTransport`, which clients use unless they are given another [`Transport`].
//! - `blocking`: calls that block the thread, with `UreqTransport`.
//! - `tracing`: spans for calls and attempts.
//!
//! Without `reqwest` there is no executor in the tree, and without both transports no TLS. The crate compiles for
//! `wasm32-unknown-unknown`, where these two features bring nothing; there, set [`Config::transport`], [`Config::clock`] and
//! [`Config::timer`].
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod blocking;
mod call;
mod client;
mod config;
mod credential;
mod endpoint;
mod envelope;
mod error;
mod events;
mod failover;
pub mod object;
mod observe;
mod pages;
mod payload;
mod platform;
mod random;
mod redact;
mod retry;
mod service;
pub mod sign;
pub mod sse;
mod transport;
mod untyped;
mod wait;

/// What [`Events`] are, and the body of an answer.
#[doc(no_inline)]
pub use futures_core::Stream;
/// Texts that are not shown by accident and wiped in the end: keys and tokens.
#[doc(no_inline)]
pub use secrecy::{ExposeSecret, SecretString};
/// Any JSON, where the documentation says no more than that.
pub use serde_json::Value as Json;
/// The types of HTTP, for a [`Transport`].
#[doc(no_inline)]
pub use {bytes::Bytes, http};

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub use self::blocking::{BlockingEvents, BlockingItems, BlockingPages};
pub use self::call::{Call, CallFuture, StreamingCall};
pub use self::client::Client;
pub use self::config::{Config, HttpMethod, Language};
pub use self::credential::{
    AssumeRoleCredential, CachedCredential, Credential, CredentialChain, CredentialError,
    CredentialFuture, CredentialProvider, CvmRoleCredential, EnvironmentCredential, IdentityFuture,
    IdentitySource, SamlCredential, WebIdentityCredential,
};
#[cfg(not(target_family = "wasm"))]
pub use self::credential::{ProfileCredential, TkeOidcCredential, TokenFile};
pub use self::endpoint::Endpoint;
pub use self::error::{
    ApiError, Attempt, CommonError, Error, ErrorCode, Failure, RequestError, ResponseError,
    StatusError,
};
pub use self::events::{Event, Events};
pub use self::failover::Failover;
pub use self::object::{
    Binary, Field, Fields, FieldsMut, Limit, List, Object, Slot, ValidationError, Value, Violation,
    validate,
};
pub use self::observe::{AttemptEnd, AttemptStart, Interceptor};
pub use self::pages::{Items, Pages, PagesError, Paging};
pub use self::platform::{Platform, SleepFuture, Timer};
pub use self::retry::{Retry, RetryBudget};
pub use self::service::{Action, Service};
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::transport::ReqwestTransport;
#[cfg(all(
    any(feature = "reqwest", feature = "blocking"),
    not(target_family = "wasm")
))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "reqwest", feature = "blocking"))))]
pub use self::transport::TransportBuilder;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub use self::transport::UreqTransport;
pub use self::transport::{
    BodyStream, IdleTimeout, StreamingFuture, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture,
};
pub use self::untyped::{Untyped, UntypedClient};
pub use self::wait::{WaitError, WaitReason, WaitStatus, WaitUntil, wait_until};

/// The examples of the readme are tests, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// What the macros need of other crates, so that their users need not depend on them.
#[doc(hidden)]
pub mod __private {
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
}
