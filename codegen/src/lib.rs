//! Reads Tencent Cloud API 3.0 documentation and writes a Rust SDK from it.
//!
//! ```text
//! address ──fetch──▶ page
//! page       html | markdown | text ──page──▶ Document ──extract──▶ Spec of a page ──collection──▶ Spec ─┐
//! catalogue  wheel | folder ──catalogue──▶ Spec ─────────────────────────────────────────────────────────┼─specs─▶ Spec
//! built-in catalogue ──builtin──▶ Spec ──────────────────────────────────────────────────────────────────┘
//! Spec ──naming──▶ Spec that says which names do not follow from those on the wire
//! Spec ──plan──▶ Plan ──emit──▶ TokenStream ──output──▶ files
//! two Specs ──diff──▶ Changes ─▶ text | JSON | Markdown | annotations
//! ```
//!
//! One direction of flow, one type between two stages, one module per stage.

mod builder;
#[cfg(feature = "builtin")]
pub mod builtin;
#[cfg(feature = "import")]
pub mod catalogue;
#[cfg(feature = "page")]
pub mod codes;
pub mod collection;
pub mod diagnostic;
#[cfg(feature = "diff")]
pub mod diff;
#[cfg(any(feature = "page", feature = "diff"))]
pub mod digest;
pub mod document;
pub mod emit;
#[cfg(feature = "page")]
mod example;
#[cfg(feature = "page")]
pub mod extract;
#[cfg(feature = "page")]
pub mod facts;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod folder;
#[cfg(feature = "page")]
mod literal;
#[cfg(feature = "page")]
mod names;
pub mod naming;
pub mod output;
#[cfg(feature = "page")]
pub mod page;
#[cfg(feature = "page")]
mod pattern;
pub mod plan;
pub mod spec;
pub mod specs;
#[cfg(feature = "page")]
pub mod words;

#[cfg(all(test, feature = "page"))]
mod shared_pages;

pub use self::builder::{BuildError, Builder};
