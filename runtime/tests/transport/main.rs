//! The transports that come with this crate, against servers on this machine. Each behaves like the others, so that every
//! test is for all of them.
#![cfg(all(
    any(feature = "reqwest", feature = "blocking"),
    not(target_family = "wasm")
))]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

mod errors;
mod exchange;
#[cfg(feature = "reqwest")]
mod http2;
mod proxies;
mod server;
mod tls;

use std::time::Duration;

use tencentcloud_runtime::{Bytes, Timeout, Transport, TransportError, http};

/// Each transport, made by the same lines for its builder.
macro_rules! transports {
    (|$builder:ident| $options:expr) => {{
        let mut transports: Vec<(&str, Box<dyn tencentcloud_runtime::Transport>)> = Vec::new();
        #[cfg(feature = "reqwest")]
        {
            let $builder = tencentcloud_runtime::ReqwestTransport::builder();
            transports.push(("reqwest", Box::new($options.build().unwrap())));
        }
        #[cfg(feature = "blocking")]
        {
            let $builder = tencentcloud_runtime::UreqTransport::builder();
            transports.push(("ureq", Box::new($options.build().unwrap())));
        }
        transports
    }};
}
pub(crate) use transports;

/// A request that has a second for everything.
fn request(url: &str) -> http::Request<Bytes> {
    let uri: http::Uri = url.parse().unwrap();
    http::Request::post(url)
        .header("host", uri.authority().unwrap().as_str())
        .header("content-type", "application/json")
        .extension(Timeout(Duration::from_secs(1)))
        .body(Bytes::from_static(b"{}"))
        .unwrap()
}

async fn send(
    transport: &dyn Transport,
    url: &str,
) -> Result<http::Response<Bytes>, TransportError> {
    transport.send(request(url)).await
}
