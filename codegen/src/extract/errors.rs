//! The documented error codes.

use std::collections::{HashMap, HashSet};

use super::PageParts;
use super::findings::Findings;
use super::sections::Sections;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened};
use crate::document::{BlockKind, Table};
use crate::names;
use crate::spec::ErrorCode;
use crate::words::{Column, Heading, phrases};

/// Reads tables of error codes. What several rows say of one code adds up.
pub(super) fn read<'a>(
    page: &PageParts<'a>,
    tables: &[&'a Table],
    findings: &mut Findings,
) -> Vec<ErrorCode> {
    let mut errors: Vec<ErrorCode> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    for &table in tables {
        let rows = page.rows(table, findings);
        for record in rows.records(findings) {
            let code = record.text(Column::ErrorCode).trim_end_matches(['.', '。']);
            if !names::is_error_code(code) {
                let is_number = is_number(code);
                findings.push(not_a_code(code, is_number, record.span(Column::ErrorCode)));
                if !is_number {
                    continue;
                }
            }
            findings.understood(record.span);
            let doc = record.text(Column::Description);
            let place = *places.entry(code.to_owned()).or_insert(errors.len());
            let is_new = seen.insert((place, doc.to_owned()));
            match errors.get_mut(place) {
                Some(known) if is_new => add_line(&mut known.doc, doc),
                Some(_) => {}
                None => errors.push(ErrorCode::new(code, doc)),
            }
        }
    }
    errors
}

fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// What a page without a table of error codes is told: nothing, when it says that there are none.
pub(super) fn without_table(sections: &Sections<'_>) -> Option<Diagnostic> {
    let lines = || {
        let blocks = sections.blocks(Heading::Errors);
        blocks
            .filter_map(|block| {
                if let BlockKind::Text(lines) = &block.kind {
                    Some(lines)
                } else {
                    None
                }
            })
            .flatten()
    };
    if lines().any(|line| phrases::NO_ERRORS.is_match(&line.text)) {
        return None;
    }
    if let Some(line) = lines().find(|line| phrases::ERRORS_FOLLOW.is_match(&line.text)) {
        let message = "the page says that error codes follow, but there is no table of them: it seems to be cut off";
        return Some(
            Diagnostic::error(codes::CUT_OFF, line.span, message)
                .with_help("copy or save the whole page again"),
        );
    }
    let heading = sections
        .all
        .iter()
        .rev()
        .find(|section| section.meaning == Heading::Errors);
    let (span, message) = match heading.filter(|_| sections.has(Heading::Errors)) {
        Some(heading) => (heading.span, "the section of error codes is empty"),
        None => (sections.end(), "the page has no section of error codes"),
    };
    Some(
        Diagnostic::warning(codes::NO_ERRORS, span, message).with_help(
            "the action is taken to have none of its own; check that the page is not cut off",
        ),
    )
}

/// Some hand-written pages list numbers, as API 2.0 had them: `-502`.
fn is_number(code: &str) -> bool {
    code.parse::<i64>().is_ok()
}

fn not_a_code(text: &str, is_number: bool, span: Span) -> Diagnostic {
    let expected = "expected words such as `InvalidParameter.Conflict`";
    let message = format!("{} is not an error code; {expected}", shortened(text));
    Diagnostic::warning(codes::BAD_ERROR_CODE, span, message).with_help(if is_number {
        "took the number all the same"
    } else {
        "left it out"
    })
}
