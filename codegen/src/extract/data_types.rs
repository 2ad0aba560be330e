//! The page of the data types of a service: for each a heading with its name, a text, the actions that use it, a table.

use std::collections::{BTreeMap, BTreeSet};

use super::PageParts;
use super::findings::Findings;
use super::front;
use super::members::{self, Of};
use super::sections::{has_column, lists_members};
use super::unused::unused_text;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Block, BlockKind, Table};
use crate::facts;
use crate::names;
use crate::spec::{Source, Spec, Type};
use crate::words::{self, Column};

/// A data type as it stands on the page.
struct Draft<'a> {
    name: &'a str,
    heading: Span,
    doc: Vec<String>,
    tables: Vec<&'a Table>,
}

/// Reads the data types; returns also the actions that use them.
pub(super) fn read(
    page: &PageParts<'_>,
    source: &Source,
    findings: &mut Findings,
) -> (Spec, Vec<String>) {
    let mut used_by = BTreeSet::new();
    let first = page.document.blocks.iter().position(names_type);
    let (front, body) = page.document.blocks.split_at(first.unwrap_or(0));
    let updated = front::read(front).updated;
    let mut read = BTreeMap::new();
    for draft in drafts(body, &mut used_by, findings) {
        let Some(data_type) = data_type(page, &draft, findings) else {
            continue;
        };
        let data_type = Type {
            updated: updated.clone(),
            source: Some(source.clone()),
            ..data_type
        };
        if let Some(known) = read.insert(draft.name.to_owned(), data_type)
            && known != read[draft.name]
        {
            findings.push(described_twice(&draft));
        }
    }
    let spec = Spec {
        types: read,
        ..Spec::default()
    };
    (spec, used_by.into_iter().collect())
}

/// Cuts the page at the headings.
fn drafts<'a>(
    blocks: &'a [Block],
    used_by: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let mut below_type = false;
    for block in blocks {
        if let BlockKind::Heading(name) = &block.kind {
            below_type = names_type(block);
            if below_type {
                drafts.push(Draft {
                    name,
                    heading: block.span,
                    doc: Vec::new(),
                    tables: Vec::new(),
                });
            }
            continue;
        }
        let Some(draft) = drafts.last_mut().filter(|_| below_type) else {
            continue;
        };
        match &block.kind {
            BlockKind::Table(table) if lists_members(table) => draft.tables.push(table),
            BlockKind::Code(code) => draft.doc.extend(code.lines().map(str::to_owned)),
            BlockKind::Text(lines) if draft.tables.is_empty() => {
                for line in lines {
                    match words::used_by(&line.text) {
                        Some(actions) => used_by.extend(actions.into_iter().map(str::to_owned)),
                        None => draft.doc.push(line.text.clone()),
                    }
                }
            }
            // The foot of the site follows the last type.
            BlockKind::Text(lines) => findings.extend(
                lines
                    .iter()
                    .take_while(|line| !words::is_footer(&line.text))
                    .take(1)
                    .map(|line| text_after_table(&line.text, line.span)),
            ),
            BlockKind::Table(_) | BlockKind::Heading(_) => {}
        }
    }
    drafts
}

fn data_type(page: &PageParts<'_>, draft: &Draft<'_>, findings: &mut Findings) -> Option<Type> {
    let [table, others @ ..] = &draft.tables[..] else {
        findings.push(without_table(draft));
        return None;
    };
    if let Some(other) = others.first() {
        findings.push(several_tables(draft, other));
    }
    // Only a type that requests use has the column.
    let of = if has_column(table, Column::Required) {
        Of::Request
    } else {
        Of::Response
    };
    let rows = page.rows(table, findings);
    let doc = draft.doc.join("\n");
    Some(Type {
        deprecated: facts::is_deprecated(&doc),
        members: members::read(&rows.records(findings), of, findings),
        doc,
        ..Type::default()
    })
}

/// Whether a block is a heading that can be the name of a data type.
fn names_type(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading(text) if names::is_identifier(text))
}

fn without_table(draft: &Draft<'_>) -> Diagnostic {
    let message = format!("there is no table of the members of `{}`", draft.name);
    Diagnostic::warning(codes::NO_MEMBERS, draft.heading, message)
        .with_help("left out the type; check that the page is not cut off")
}

fn several_tables(draft: &Draft<'_>, other: &Table) -> Diagnostic {
    let message = format!(
        "{} tables could be the one of the members of `{}`; expected one",
        draft.tables.len(),
        draft.name
    );
    Diagnostic::error(codes::SEVERAL_TABLES, other.header.span, message).with_help(
        "keep the table that the page on the site has, or give each type a heading of its own",
    )
}

fn described_twice(draft: &Draft<'_>) -> Diagnostic {
    let message = format!("`{}` is described twice, and differently", draft.name);
    Diagnostic::warning(codes::DUPLICATE_TYPE, draft.heading, message)
        .with_help("took the second description")
}

fn text_after_table(text: &str, span: Span) -> Diagnostic {
    unused_text(text, span)
        .with_help("what it says is not part of the spec: expected it in front of the table")
}
