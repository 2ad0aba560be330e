//! Providers of credentials over a transport that answers from memory, in a time that the tests move.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

mod assume_role;
mod cached;
mod chain;
mod cvm_role;
mod identity;
mod world;
