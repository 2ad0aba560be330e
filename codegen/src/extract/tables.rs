//! Which tables hold the parameters, the members of the response and the error codes.

use super::findings::Findings;
use super::identity::names_action;
use super::sections::{Sections, has_column, lists_members, tables_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Document, Table};
use crate::words::{Column, Heading};

/// The tables that a spec is read from.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    /// The request parameters.
    pub input: &'a Table,
    /// The members of the response.
    pub output: &'a Table,
    /// The error codes.
    pub errors: Vec<&'a Table>,
}

impl<'a> Tables<'a> {
    /// Finds them; reports what is missing.
    pub(super) fn find(
        document: &'a Document,
        sections: &Sections<'a>,
        findings: &mut Findings,
    ) -> Option<Self> {
        if let Some(tables) = Self::without_headings(document, sections) {
            findings.push(
                Diagnostic::warning(
                    codes::NO_HEADINGS,
                    tables.input.header.span,
                    "the page has no headings of request parameters and response members; told its tables by their columns",
                )
                .with_help("check that no other page is in the same file"),
            );
            return Some(tables);
        }
        let under_input: Vec<_> = sections
            .tables(Heading::Input)
            .filter(|table| lists_members(table))
            .collect();
        let under_output: Vec<_> = sections
            .tables(Heading::Output)
            .filter(|table| lists_members(table))
            .collect();
        let (with_required, without): (Vec<_>, Vec<_>) = under_input
            .into_iter()
            .partition(|table| has_column(table, Column::Required));
        let output = match (without.as_slice(), under_output.as_slice()) {
            ([table], []) if !with_required.is_empty() => {
                findings.push(
                    Diagnostic::warning(codes::WRONG_HEADING, table.header.span, "a table of members without the column `required` stands below a heading for request parameters")
                        .with_help("read it as the members of the response, of which there is no other table"),
                );
                without
            }
            _ => under_output,
        };
        let input = the_one(&with_required, "request parameters", findings);
        let output = the_one(&output, "response members", findings);
        if input.is_none() && with_required.is_empty() {
            findings.push(no_input(document, sections));
        }
        // Every response has a request id.
        if let Some(table) = output.filter(|table| table.rows.is_empty()) {
            findings.push(empty_output(table));
        }
        if output.is_none() && !sections.tables(Heading::Output).any(lists_members) {
            findings.push(no_output(document, sections));
        }
        let errors = sections
            .tables(Heading::Errors)
            .filter(|table| has_column(table, Column::ErrorCode))
            .collect();
        Some(Self {
            input: input?,
            output: output?,
            errors,
        })
    }

    /// The tables of a page that has lost the headings of its sections: one table names the action, and one other lists
    /// members, which nothing can be required of.
    fn without_headings(document: &'a Document, sections: &Sections<'a>) -> Option<Self> {
        let is_member_section = |heading: Heading| {
            sections
                .all
                .iter()
                .any(|section| section.meaning == heading)
        };
        if is_member_section(Heading::Input) || is_member_section(Heading::Output) {
            return None;
        }
        let (input, output): (Vec<_>, Vec<_>) = tables_of(document)
            .filter(|table| lists_members(table))
            .partition(|table| has_column(table, Column::Required));
        let ([input], [output]) = (input.as_slice(), output.as_slice()) else {
            return None;
        };
        let errors = tables_of(document).filter(|table| has_column(table, Column::ErrorCode));
        (names_action(input) && !output.rows.is_empty()).then(|| Self {
            input,
            output,
            errors: errors.collect(),
        })
    }
}

fn empty_output(table: &Table) -> Diagnostic {
    let message = "the table of response members is empty: the page seems to be cut off";
    Diagnostic::error(codes::NO_OUTPUT, table.header.span, message)
        .with_help("copy or save the whole page again")
}

/// The only table, or an error that there are several.
fn the_one<'a>(tables: &[&'a Table], of: &str, findings: &mut Findings) -> Option<&'a Table> {
    if let [_, second, ..] = tables {
        findings.push(
            Diagnostic::error(
                codes::SEVERAL_TABLES,
                second.header.span,
                format!("{} tables could be the one of the {of}; expected one", tables.len()),
            )
            .with_help("give each page a file of its own; a page that describes its members in several tables cannot be read"),
        );
        return None;
    }
    tables.first().copied()
}

fn no_input(document: &Document, sections: &Sections<'_>) -> Diagnostic {
    Diagnostic::error(
        codes::NO_INPUT,
        end_of(document, sections, Heading::Input),
        "there is no table of request parameters; expected the columns name, required, type and description",
    )
    .with_help("copy or save the whole page again")
}

fn no_output(document: &Document, sections: &Sections<'_>) -> Diagnostic {
    // Headings alone say nothing: a table of contents repeats them.
    let later = [
        Heading::Example,
        Heading::ExampleRequest,
        Heading::ExampleResponse,
        Heading::Errors,
    ];
    let follows = later
        .iter()
        .any(|heading| sections.blocks(*heading).next().is_some());
    let message = if follows {
        "there is no table of response members; expected the columns name, type and description"
    } else {
        "the page ends before its response members: it seems to be cut off"
    };
    Diagnostic::error(
        codes::NO_OUTPUT,
        end_of(document, sections, Heading::Output),
        message,
    )
    .with_help("copy or save the whole page again")
}

/// The heading of a section, else the end of the page.
fn end_of(document: &Document, sections: &Sections<'_>, heading: Heading) -> Span {
    let section = sections
        .all
        .iter()
        .rev()
        .find(|section| section.meaning == heading)
        .map(|section| section.span);
    section
        .or_else(|| {
            document
                .blocks
                .last()
                .map(|block| Span::new(block.span.end, block.span.end))
        })
        .unwrap_or_default()
}
