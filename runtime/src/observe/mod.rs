//! Seeing what a client does: interceptors, and spans of `tracing`.

mod interceptor;
mod trace;

pub use self::interceptor::{AttemptEnd, AttemptStart, Interceptor};
pub(crate) use self::trace::{AttemptSpan, CallSpan, credential_fetched, credential_not_renewed};
