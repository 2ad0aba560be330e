//! Prints a [`Plan`] as Rust. No decision is taken here.
//!
//! Generated code is read as a diff, so what is new changes its own places only: nothing is counted, names are a line each
//! where they are listed, and modules are re-exported without naming what is in them.

mod action;
mod crate_files;
mod docs;
mod error_enum;
mod format;
mod single_file;
mod structure;
mod types;
mod version;

pub use self::crate_files::{CrateOptions, crate_files, crate_manifest};
pub use self::single_file::single_file;

use proc_macro2::{Ident, Span, TokenStream};

use crate::plan::Plan;

/// A module of the generated code: the same whether it becomes a file of a crate or part of one file.
struct Module {
    /// Its name, empty for the root of a service version.
    name: String,
    /// What its documentation says, as lines of Markdown.
    docs: Vec<String>,
    /// Its items, in order.
    items: Vec<TokenStream>,
    /// The modules in it.
    children: Vec<Module>,
}

/// The modules of a service version.
fn modules(plan: &Plan) -> Module {
    version::module(plan)
}

/// A name of the plan as a token.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
