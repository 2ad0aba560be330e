//! What every fuzz target does with a page, and what must hold for it.

use std::path::Path;

use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Span};
use tencentcloud_codegen::document::{BlockKind, Document, Row, lines};
use tencentcloud_codegen::extract::{Extraction, extract};
use tencentcloud_codegen::page::{Format, Page};
use tencentcloud_codegen::spec::{Source, Spec};

/// Reads bytes as a page of a format, whatever they look like, and takes the spec out of it.
pub fn read(bytes: &[u8], format: Format) {
    let Ok(mut page) = Page::new("page", bytes) else {
        return;
    };
    page.format = format;
    let text = &page.source.text;
    let document = page.document();
    check_document(&document, text);
    let extraction = extract(&document, source());
    for finding in page.diagnostics.iter().chain(&extraction.diagnostics) {
        check_span(finding.span, text);
        page.source.position(finding.span.start);
    }
    check_extraction(&extraction);
}

/// Takes the spec out of a document that no page stands behind.
pub fn read_document(document: &Document) {
    check_extraction(&extract(document, source()));
}

/// A text as a reader gives it: in copied form.
pub fn copied(text: &str) -> String {
    lines(text).collect::<Vec<_>>().join("\n")
}

fn source() -> Source {
    Source {
        file: "page".to_owned(),
        sha256: String::new(),
    }
}

/// Spans point into the page, and all text is in copied form.
fn check_document(document: &Document, text: &str) {
    for block in &document.blocks {
        check_span(block.span, text);
        match &block.kind {
            BlockKind::Heading(heading) => check_copied(heading),
            BlockKind::Text(lines) => {
                assert!(!lines.is_empty(), "text without lines");
                for line in lines {
                    check_span(line.span, text);
                    check_copied(&line.text);
                }
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    check_row(row, text);
                }
            }
            BlockKind::Code(code) => assert!(!code.contains('\r'), "a line end of another kind"),
        }
    }
    for link in &document.links {
        check_span(link.span, text);
    }
    if let Some(span) = document.cut_off {
        check_span(span, text);
    }
}

fn check_row(row: &Row, text: &str) {
    assert!(!row.cells.is_empty(), "a row without cells");
    check_span(row.span, text);
    for cell in &row.cells {
        check_span(cell.span, text);
        assert_eq!(cell.text, copied(&cell.text), "not in copied form");
    }
}

fn check_copied(line: &str) {
    assert!(!line.is_empty(), "an empty line");
    assert_eq!(line, copied(line), "not in copied form");
}

fn check_span(span: Span, text: &str) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} is no part of a text of {} bytes",
        text.len()
    );
}

/// There is a spec unless there is an error, and it survives being written.
fn check_extraction(extraction: &Extraction) {
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    let has_errors = extraction.diagnostics.iter().any(is_error);
    assert_eq!(extraction.spec.is_none(), has_errors, "errors and no spec");
    for finding in &extraction.diagnostics {
        assert!(!finding.message.contains('\n'), "a message of two lines");
    }
    if let Some(spec) = &extraction.spec {
        let json = spec.to_json();
        let read = Spec::from_json(&json, Path::new("spec")).expect("what was written");
        assert_eq!(json, read.to_json(), "the spec does not survive");
    }
}
