//! The transports that come with this crate, and what they have in common.

mod builder;
mod proxy;
mod tls;

#[cfg(feature = "reqwest")]
mod chunks;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "blocking")]
mod ureq;

use std::error::Error;

pub use self::builder::TransportBuilder;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use self::ureq::UreqTransport;
use super::{
    BodyStream, IdleTimeout, MAX_ANSWER_BYTES, StreamingFuture, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture,
};

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

fn setup(error: impl Error + Send + Sync + 'static) -> TransportError {
    describe(TransportErrorKind::Setup, "cannot prepare HTTP", error)
}

fn too_large(bytes: usize) -> TransportError {
    let message = format!("the answer is larger than {bytes} bytes");
    TransportError::new(TransportErrorKind::TooLarge, message)
}
