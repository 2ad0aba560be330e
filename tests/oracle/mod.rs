//! Our diff beside the changelog that Tencent writes itself, `SERVICE_CHANGELOG.md` in the source distributions of `tccli`.
//!
//! ```text
//!             ┌─ api.json ──Catalogue──▶ Spec ──diff──▶ Changes ──told──▶ Facts ─┐
//! Release ────┼─ api.json ──────────────────────────────────────seen──▶ Facts ─┼─compare──▶ Differences, each with its class
//!             └─ SERVICE_CHANGELOG.md ──Changelog──▶ History ──logged──▶ Facts ─┘
//! ```
//!
//! What we tell and what Tencent logs are two opinions. The third is a look at `api.json` with none of the code under test:
//! it says which of the two is right where they are not the same.

#![allow(
    dead_code,
    reason = "the tests and the example use a part of this each"
)]

pub(crate) mod api;
pub(crate) mod changelog;
pub(crate) mod compare;
pub(crate) mod fact;
pub(crate) mod history;
pub(crate) mod release;
pub(crate) mod report;
pub(crate) mod seen;
pub(crate) mod told;
