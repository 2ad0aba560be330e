//! What a page looks like that is not the page of an action.

use super::codes;
use super::sections::{Sections, has_column, lists_members, table};
use super::types;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Block, BlockKind, Document};
use crate::words::{Column, Heading};

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
const COMMON_PARAMETERS: Look = Look {
    what: "the page of the common parameters",
    help: "every action has them, and the runtime sends them; give the page of an action",
};
const COMMON_ERRORS: Look = Look {
    what: "the page of the common error codes",
    help: "the runtime knows them; give the page of an action",
};
const DATA_TYPES: Look = Look {
    what: "a page of data types",
    help: "give the page of an action; pages of data types are not read yet",
};
const OTHER_TABLES: Look = Look {
    what: "a page with tables of something else",
    help: "give the page of an action, which has sections for its input parameters, output parameters and error codes",
};
const PROSE: Look = Look {
    what: "plain text without tables",
    help: "give the page of an action, which has sections for its input parameters, output parameters and error codes; \
           when copying it from a browser, select the tables too",
};

/// The error for a page that has neither parameters nor response members.
pub(super) fn explain(document: &Document, sections: &Sections<'_>) -> Diagnostic {
    let look = look(document, sections);
    let span = document
        .blocks
        .first()
        .map_or(Span::default(), |block| block.span);
    Diagnostic::error(
        codes::NOT_AN_ACTION,
        span,
        format!(
            "this is not the page of an action: it looks like {}",
            look.what
        ),
    )
    .with_help(look.help)
}

fn look(document: &Document, sections: &Sections<'_>) -> Look {
    let blocks = &document.blocks;
    let tables = || blocks.iter().filter_map(table);
    if blocks.is_empty() {
        return EMPTY;
    }
    if sections.has(Heading::Description) && sections.has(Heading::Input) {
        return CUT_OFF;
    }
    let names_header = |block: &Block| {
        table(block).is_some_and(|table| {
            table.rows.iter().any(|row| {
                row.cells
                    .first()
                    .is_some_and(|cell| cell.text.starts_with("X-TC-"))
            })
        })
    };
    if blocks.iter().any(names_header) {
        COMMON_PARAMETERS
    } else if blocks.windows(2).any(|pair| is_type_heading(&pair[0])) && tables().any(lists_members)
    {
        DATA_TYPES
    } else if tables().any(lists_members)
        && tables().any(|table| has_column(table, Column::Required))
    {
        COMMON_PARAMETERS
    } else if tables().any(lists_members) {
        DATA_TYPES
    } else if tables().any(|table| has_column(table, Column::ErrorCode)) {
        COMMON_ERRORS
    } else if tables().next().is_some() {
        OTHER_TABLES
    } else {
        PROSE
    }
}

/// A heading that can be the name of a data type.
fn is_type_heading(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading(text) if types::is_identifier(text))
}
