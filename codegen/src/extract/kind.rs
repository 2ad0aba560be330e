//! What a page describes, or what it looks like instead.

use super::PageParts;
use super::identity;
use super::sections::{has_column, lists_members, table, tables_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Block, BlockKind, Document, Table};
use crate::names;
use crate::words::{Column, Heading};

/// What a page describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One action.
    Action,
    /// The data types of a service.
    DataTypes,
    /// The parameters of every action of a service, and its regions.
    CommonParameters,
    /// The error codes that any action of a service can answer with.
    CommonErrors,
}

impl Kind {
    /// The kind of a page; an error that says what the page looks like, when it is none of these.
    pub(super) fn of(page: &PageParts<'_>) -> Result<Self, Diagnostic> {
        let PageParts { document, sections } = page;
        let any = |is: fn(&Table) -> bool| tables_of(document).any(is);
        let of_action = [Heading::Input, Heading::Output]
            .into_iter()
            .any(|heading| sections.tables(heading).any(lists_members));
        if is_api_2(document) {
            Err(explain(document, &API_2))
        } else if any(identity::names_action) {
            Ok(Self::Action)
        } else if any(lists_common_parameters) {
            Ok(Self::CommonParameters)
        } else if has_type_heading(&document.blocks) {
            Ok(Self::DataTypes)
        } else if of_action {
            Ok(Self::Action)
        } else if sections.has(Heading::Input) || sections.has(Heading::Output) {
            // Its error codes may be there, and its other tables not.
            Err(explain(document, &CUT_OFF))
        } else if any(|table| has_column(table, Column::ErrorCode)) && !any(lists_members) {
            Ok(Self::CommonErrors)
        } else {
            Err(explain(document, look(page)))
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Action => "action",
            Self::DataTypes => "data types",
            Self::CommonParameters => "common parameters",
            Self::CommonErrors => "common errors",
        })
    }
}

/// What else a page can be, and what to do then.
struct Look {
    what: &'static str,
    help: &'static str,
}

const EMPTY: Look = Look {
    what: "a page without any text",
    help: "copy or save the page again",
};
const CUT_OFF: Look = Look {
    what: "the page of an action without its tables",
    help: "copy or save the whole page again: the tables are missing",
};
const API_2: Look = Look {
    what: "a page of the old API 2.0",
    help: "give the page of API 3.0: its actions have a version, and go to a host below tencentcloudapi.com",
};
const OTHER_TABLES: Look = Look {
    what: "a page with tables of something else",
    help: "give the page of an action, which has sections for its input parameters, output parameters and error codes, \
           or one of data types, common parameters or common error codes",
};
const PROSE: Look = Look {
    what: "plain text without tables",
    help: "give the page of an action, which has sections for its input parameters, output parameters and error codes; \
           when copying it from a browser, select the tables too",
};

/// The error for a page that is nothing that is read.
fn explain(document: &Document, look: &Look) -> Diagnostic {
    let first = document.blocks.first().map(|block| block.span);
    let start = first.unwrap_or_default().start;
    Diagnostic::error(
        codes::OTHER_PAGE,
        Span::new(start, start),
        format!(
            "this is not the page of an action, of data types or of common parameters or error codes: it looks like {}",
            look.what
        ),
    )
    .with_help(look.help)
}

fn look(page: &PageParts<'_>) -> &'static Look {
    let PageParts { document, sections } = page;
    if document.blocks.is_empty() {
        &EMPTY
    } else if sections.has(Heading::Description) && sections.has(Heading::Input) {
        &CUT_OFF
    } else if tables_of(document).next().is_some() {
        &OTHER_TABLES
    } else {
        &PROSE
    }
}

/// API 2.0 has one address for all actions of a service, `cvm.api.qcloud.com/v2/index.php`.
fn is_api_2(document: &Document) -> bool {
    let any = |part: &str| document.blocks.iter().any(|block| holds(block, part));
    (any("/v2/index.php") || any(".api.qcloud.com")) && !any("tencentcloudapi.com")
}

fn holds(block: &Block, part: &str) -> bool {
    match &block.kind {
        BlockKind::Heading(text) | BlockKind::Code(text) => text.contains(part),
        BlockKind::Text(lines) => lines.iter().any(|line| line.text.contains(part)),
        BlockKind::Table(_) => false,
    }
}

/// A table with the headers, or the parameters, that sign a request.
fn lists_common_parameters(table: &Table) -> bool {
    let names = |name: &str| {
        table
            .rows
            .iter()
            .any(|row| row.cells.first().is_some_and(|cell| cell.text == name))
    };
    lists_members(table) && (names("X-TC-Action") || (names("Nonce") && names("SecretId")))
}

/// Whether a table of members follows a heading that is the name of a data type.
fn has_type_heading(blocks: &[Block]) -> bool {
    let mut below_type = false;
    blocks.iter().any(|block| {
        if let BlockKind::Heading(text) = &block.kind {
            below_type = names::is_identifier(text);
        }
        below_type && table(block).is_some_and(lists_members)
    })
}
