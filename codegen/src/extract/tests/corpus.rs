//! Every real page that is at hand: what becomes of it, counted. Skipped where there are none.
//!
//! `cargo test -p tencentcloud-codegen --all-features --lib -- corpus --nocapture` prints the report.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Source, Span};
use crate::document::{Document, Row, Table};
use crate::extract::sections::tables_of;
use crate::extract::{Extraction, Kind, extract};
use crate::page::Page;
use crate::shared_pages::shared_pages;
use crate::spec;

/// A page with what was read from it.
struct Read {
    source: Source,
    document: Document,
    extraction: Extraction,
}

impl Read {
    fn of(pages: &Path, file: &str) -> Self {
        let page = Page::new(file, &fs::read(pages.join(file)).unwrap()).unwrap();
        let document = page.document();
        let mut extraction = extract(&document, spec::Source::default());
        extraction.diagnostics.extend(page.diagnostics);
        Self {
            source: page.source,
            document,
            extraction,
        }
    }

    fn outcome(&self) -> usize {
        match &self.extraction.spec {
            Some(_) if self.extraction.diagnostics.is_empty() => 0,
            Some(_) => 1,
            None => 2,
        }
    }

    fn first(&self, finding: &Diagnostic) -> String {
        let position = self.source.position(finding.span.start);
        format!("{}:{position}: {}", self.source.name, finding.message)
    }

    /// The rows that are neither part of the spec nor of a finding.
    fn lost_rows(&self) -> Vec<&Row> {
        let touches = |span: Span| {
            let findings = self.extraction.diagnostics.iter();
            findings.map(|finding| finding.span).any(|finding| {
                finding.start < span.end && span.start < finding.end.max(finding.start + 1)
            })
        };
        let lost = |table: &&Table| !touches(table.header.span);
        let understood = &self.extraction.understood;
        tables_of(&self.document)
            .filter(lost)
            .flat_map(|table| &table.rows)
            .filter(|row| !understood.contains(&row.span.start) && !touches(row.span))
            .collect()
    }
}

#[derive(Default)]
struct Totals {
    outcomes: [usize; 3],
    rows: usize,
    understood: usize,
}

/// The family of layouts that a page is of.
fn family(format: &str, text: &str) -> &'static str {
    let place = |words: &[&str]| words.iter().find_map(|word| text.find(word));
    let errors = place(&["## 4. 错误码", "## **4. 错误码"]);
    match format {
        "html" => "D site 2018",
        "english" => "C English",
        "html2md" | "text" => "F copied 2025",
        "markdown-jp" | "markdown-ko" => "Japanese, Korean",
        _ if text.contains("rno-api-explorer") => "E official 2024",
        _ if errors.is_some() => "B first 2018",
        _ => "A generated 2019",
    }
}

fn kind_in_inventory(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Action) => "action",
        Some(Kind::DataTypes) => "datatypes",
        Some(Kind::CommonParameters) => "common-params",
        Some(Kind::CommonErrors) => "common-errors",
        None => "other",
    }
}

#[test]
fn real_pages_are_read_and_no_row_of_them_is_lost() {
    let Some(pages) = shared_pages() else { return };
    let inventory = fs::read_to_string(pages.join("INVENTORY.tsv")).unwrap();
    let mut totals: BTreeMap<(&str, &str), Totals> = BTreeMap::new();
    let mut codes: BTreeMap<(&str, &str), (usize, String)> = BTreeMap::new();
    for line in inventory.lines().skip(1) {
        let fields: Vec<_> = line.split('\t').collect();
        let (file, format, kind) = (fields[0], fields[1], fields[2]);
        let read = Read::of(&pages, file);
        if kind != "other" {
            assert_eq!(kind_in_inventory(read.extraction.kind), kind, "{file}");
        }
        if read.extraction.spec.is_some() {
            assert!(
                read.lost_rows().is_empty(),
                "{file}: {:?}",
                read.lost_rows()
            );
        }
        let family = family(format, &read.source.text);
        let total = totals.entry((kind, family)).or_default();
        total.outcomes[read.outcome()] += 1;
        total.rows += read.extraction.rows.seen;
        total.understood += read.extraction.rows.understood;
        for finding in &read.extraction.diagnostics {
            let counted = codes.entry((kind, finding.code));
            counted.or_insert_with(|| (0, read.first(finding))).0 += 1;
        }
    }
    println!("kind           family            pages  exact warned failed     rows understood");
    for ((kind, family), total) in &totals {
        let [exact, warned, failed] = total.outcomes;
        let pages = exact + warned + failed;
        let (rows, understood) = (total.rows, total.understood);
        println!(
            "{kind:14} {family:16} {pages:6} {exact:6} {warned:6} {failed:6} {rows:8} {understood:10}"
        );
    }
    for ((kind, code), (count, first)) in &codes {
        println!("{count:5} {kind} {code}, such as {first}");
    }
    let failed = totals.iter().filter(|((kind, _), _)| *kind != "other");
    assert_eq!(failed.map(|(_, total)| total.outcomes[2]).sum::<usize>(), 0);
}
