//! What there is to say about a page, and an account of its rows.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::document::Table;

/// Collects the findings about a page and notes which of its rows became part of the spec.
#[derive(Debug, Default)]
pub(super) struct Findings {
    diagnostics: Vec<Diagnostic>,
    /// The first bytes of the rows.
    understood: BTreeSet<usize>,
    /// The first bytes of the headers of the tables that were read.
    used: BTreeSet<usize>,
}

impl Findings {
    /// Adds a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    /// Notes that a row became part of the spec.
    pub(super) fn understood(&mut self, row: Span) {
        self.understood.insert(row.start);
    }

    /// Notes that a table is read: there is a finding about each of its rows that does not become part of the spec.
    pub(super) fn used(&mut self, table: &Table) {
        self.used.insert(table.header.span.start);
    }

    /// Whether a table was read.
    pub(super) fn is_used(&self, table: &Table) -> bool {
        self.used.contains(&table.header.span.start)
    }

    /// The first bytes of the rows that became part of the spec.
    pub(super) fn rows_understood(&self) -> &BTreeSet<usize> {
        &self.understood
    }

    /// Whether something is wrong that leaves no spec.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// All findings, in the order of the page.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|finding| finding.span.start);
        self.diagnostics
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.diagnostics.extend(findings);
    }
}
