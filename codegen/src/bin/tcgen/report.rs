//! `tcgen parse --report`: what became of each page and of its rows.

use std::collections::BTreeMap;
use std::io::Write;

use miette::{IntoDiagnostic, Result};
use serde_json::json;
use tencentcloud_codegen::diagnostic::Severity;

use crate::message::Messages;
use crate::parse::ReadPage;

/// Prints the report to standard output: a table, or for machines one JSON object for each page.
pub(crate) fn print(pages: &[ReadPage], messages: &Messages) -> Result<()> {
    let report = if messages.are_for_machines() {
        pages.iter().map(json_line).collect()
    } else {
        table(pages)
    };
    std::io::stdout()
        .lock()
        .write_all(report.as_bytes())
        .into_diagnostic()
}

fn json_line(page: &ReadPage) -> String {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &page.findings {
        *codes.entry(finding.code).or_default() += 1;
    }
    let line = json!({
        "page": page.name,
        "kind": page.kind.map(|kind| kind.to_string()),
        "format": page.format.map(|format| format.to_string()),
        "rows": page.rows.seen,
        "understood": page.rows.understood,
        "errors": page.count(Severity::Error),
        "warnings": page.count(Severity::Warning),
        "codes": codes,
    });
    format!("{line}\n")
}

/// The figures of one page, or of several.
#[derive(Default)]
struct Figures {
    pages: usize,
    rows: usize,
    understood: usize,
    errors: usize,
    warnings: usize,
}

impl Figures {
    fn add(&mut self, page: &ReadPage) {
        self.pages += 1;
        self.rows += page.rows.seen;
        self.understood += page.rows.understood;
        self.errors += page.count(Severity::Error);
        self.warnings += page.count(Severity::Warning);
    }

    fn line(&self, kind: &str, format: &str, page: &str) -> String {
        format!(
            "{kind:17}  {format:8}  {:>6}  {:>10}  {:>6}  {:>8}  {page}\n",
            self.rows, self.understood, self.errors, self.warnings
        )
    }
}

fn table(pages: &[ReadPage]) -> String {
    let mut table = format!(
        "{:17}  {:8}  {:>6}  {:>10}  {:>6}  {:>8}  page\n",
        "kind", "format", "rows", "understood", "errors", "warnings"
    );
    let mut totals: BTreeMap<(String, String), Figures> = BTreeMap::new();
    let mut all = Figures::default();
    for page in pages {
        let kind = page
            .kind
            .map_or("unknown".to_owned(), |kind| kind.to_string());
        let format = page
            .format
            .map_or("unknown".to_owned(), |format| format.to_string());
        let mut figures = Figures::default();
        figures.add(page);
        table.push_str(&figures.line(&kind, &format, &page.name));
        totals.entry((kind, format)).or_default().add(page);
        all.add(page);
    }
    table.push('\n');
    if totals.len() > 1 {
        for ((kind, format), figures) in &totals {
            table.push_str(&figures.line(kind, format, &pages_of(figures)));
        }
    }
    table + &all.line("all", "", &pages_of(&all))
}

fn pages_of(figures: &Figures) -> String {
    crate::generate::count(figures.pages, "page")
}
