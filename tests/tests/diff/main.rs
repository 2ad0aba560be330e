//! What is said about changes is right: as text, in the tables of the documentation, and to the compiler.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail anywhere"
)]

mod browser;
mod cases;
mod changelog;
mod compiler;
mod documented;
#[path = "../../oracle/mod.rs"]
mod oracle;
mod releases;
mod reports;
mod usage;
mod wheels;
