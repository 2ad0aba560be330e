//! Takes the facts out of a [`Document`]: after this, nobody looks at prose again.
//!
//! What kind of page it is shows in its tables and headings: [`Kind`]. Sections are known by the meaning of their headings,
//! tables by the names of their columns; numbers, order and nesting do not count. A page that cannot be read without
//! guessing gives an error instead of a spec, and what is not certain about a member stays in its text. Every row of every
//! table becomes part of the spec or of a finding. All findings and their codes are in [`codes`].

mod action;
mod common_errors;
mod common_parameters;
mod data_types;
pub(crate) mod description;
mod errors;
mod examples;
mod findings;
mod front;
mod identity;
mod kind;
mod members;
mod rows;
mod sections;
mod service;
mod tables;
mod types;
mod unused;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use self::kind::Kind;

use self::findings::Findings;
use self::rows::Rows;
use self::sections::{Sections, tables_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Document, Flattened, Table, Unflattening};
use crate::spec::{Source, Spec};

/// What a page says.
#[derive(Debug)]
pub struct Extraction {
    /// What the page describes; unknown when it is nothing that is read.
    pub kind: Option<Kind>,
    /// What it says; absent when the page has errors.
    pub spec: Option<Spec>,
    /// The actions that a page of data types names as their users: where the page belongs.
    pub used_by: Vec<String>,
    /// What became of the rows of its tables.
    pub rows: RowCount,
    /// What was not understood, repaired or missing, in the order of the page.
    pub diagnostics: Vec<Diagnostic>,
    /// The first bytes of the rows that were understood.
    #[cfg(test)]
    understood: std::collections::BTreeSet<usize>,
}

/// What became of the rows of the tables of a page, headers not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCount {
    /// All rows of all tables.
    pub seen: usize,
    /// The rows that became part of the spec. There is a finding about each of the others.
    pub understood: usize,
}

/// A page cut into parts, as all kinds of pages are read.
#[derive(Debug, Clone, Copy)]
struct PageParts<'a> {
    document: &'a Document,
    sections: &'a Sections<'a>,
}

impl<'a> PageParts<'a> {
    /// The rows of a table, which from now on counts as used.
    fn rows(&self, table: &'a Table, findings: &mut Findings) -> Rows<'a> {
        let last = self.document.blocks.last().and_then(sections::table);
        let ends_page = last.is_some_and(|last| std::ptr::eq(last, table));
        findings.used(table);
        Rows::of(table, ends_page, findings)
    }
}

/// Takes the spec out of a page: of one action, of data types, or of what is common to the actions of a service.
pub fn extract(document: &Document, source: Source) -> Extraction {
    let sections = Sections::of(document);
    let page = PageParts {
        document,
        sections: &sections,
    };
    let mut findings = Findings::default();
    let mut used_by = Vec::new();
    findings.extend(document.flattened.iter().map(flattened));
    // Without a table that it has, the page cannot be told from one that is cut off.
    let kind = (!findings.has_errors())
        .then(|| Kind::of(&page))
        .and_then(|kind| kind.map_err(|other| findings.push(other)).ok());
    let spec = match kind {
        Some(Kind::Action) => action::read(&page, source, &mut findings),
        Some(Kind::DataTypes) => {
            let (spec, actions) = data_types::read(&page, &source, &mut findings);
            used_by = actions;
            Some(spec)
        }
        Some(Kind::CommonParameters) => Some(common_parameters::read(&page, &mut findings)),
        Some(Kind::CommonErrors) => Some(common_errors::read(&page, &mut findings)),
        None => None,
    };
    if spec.is_some() {
        unused::report(&page, kind, &mut findings);
    }
    findings.extend(document.too_deep.map(too_deep));
    report_cut_off(document, &mut findings);
    Extraction {
        kind,
        spec: spec.filter(|_| !findings.has_errors()),
        used_by,
        rows: RowCount {
            seen: tables_of(document).map(|table| table.rows.len()).sum(),
            understood: findings.rows_understood().len(),
        },
        #[cfg(test)]
        understood: findings.rows_understood().clone(),
        diagnostics: findings.into_sorted(),
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        codes::TOO_DEEP,
        span,
        "this table stands in more tables than are read: it cannot be told what belongs to which",
    )
    .with_help("save the page again; a documentation page has no such tables")
}

/// A page that was cut off can lack any number of rows, also when the last one looks whole.
fn report_cut_off(document: &Document, findings: &mut Findings) {
    if let Some(span) = document.cut_off.filter(|_| !findings.has_errors()) {
        findings.push(
            Diagnostic::error(
                codes::CUT_OFF,
                span,
                "the page is cut off: it ends in the middle of a table or of a character",
            )
            .with_help("copy or save the whole page again"),
        );
    }
}

/// A table that has lost the borders between its cells.
fn flattened(table: &Flattened) -> Diagnostic {
    const HELP: &str =
        "save the page as HTML, or copy it from a browser, which puts tabs between the cells";
    let error = |message| Diagnostic::error(codes::FLATTENED_TABLE, table.span, message);
    match table.outcome {
        Unflattening::Certain => Diagnostic::warning(
            codes::FLATTENED_TABLE,
            table.span,
            "nothing stands between the cells of this table; found its rows by their words",
        )
        .with_help("check that all rows are there"),
        Unflattening::Ambiguous => error(
            "nothing stands between the cells of this table, and this line can be a row of it or a part of a description",
        )
        .with_help(HELP),
        Unflattening::Dropped => error("a converter has left out a table here").with_help(HELP),
        Unflattening::RequiredLost => error(
            "nothing stands between the cells of this table, and its rows lack the words that say what is required",
        )
        .with_help(HELP),
    }
}
