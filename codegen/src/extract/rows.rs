//! The rows of a table, each with one cell per column.
//!
//! A row with too few or too many cells is an error, unless it can be read in exactly one way: see [`repair`].

mod columns;
mod repair;

use self::columns::Columns;
use super::findings::Findings;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened, start_of};
use crate::document::{Cell, Row, Table};
use crate::words::Column;

/// A row that has one cell per column.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Where it stands.
    pub span: Span,
    columns: &'a Columns,
    cells: Vec<Cell>,
}

impl Record<'_> {
    /// The cell in a column; empty when the table has no such column.
    pub(super) fn text(&self, column: Column) -> &str {
        self.cell(column).map_or("", |cell| cell.text.trim())
    }

    /// Where the cell in a column stands.
    pub(super) fn span(&self, column: Column) -> Span {
        self.cell(column).map_or(self.span, |cell| cell.span)
    }

    fn cell(&self, column: Column) -> Option<&Cell> {
        self.cells.get(self.columns.position(column)?)
    }
}

/// A table by the meaning of its columns.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    table: &'a Table,
    columns: Columns,
    ends_page: bool,
}

impl<'a> Rows<'a> {
    /// Reads the header; reports columns that nothing is known of. `ends_page` says that nothing follows the table.
    pub(super) fn of(table: &'a Table, ends_page: bool, findings: &mut Findings) -> Self {
        let columns = Columns::of(table);
        let header = table.header.cells.iter().zip(columns.iter());
        findings.extend(
            header
                .filter(|(_, column)| column.is_none())
                .map(|(cell, _)| unknown_column(cell)),
        );
        Self {
            table,
            columns,
            ends_page,
        }
    }

    /// The rows that have their shape, or could be given it; reports the others.
    pub(super) fn records(&self, findings: &mut Findings) -> Vec<Record<'_>> {
        let last = self.table.rows.len().saturating_sub(1);
        let mut records = Vec::with_capacity(self.table.rows.len());
        let mut without_flags = Vec::new();
        for (at, row) in self.table.rows.iter().enumerate() {
            let record = |cells| Record {
                span: row.span,
                columns: &self.columns,
                cells,
            };
            let cells = self.without_trailing(row);
            if self.columns.read(&cells) {
                records.push(record(cells));
            } else if let Some(filled) = repair::without_flags(&self.columns, &cells) {
                records.push(record(filled));
                without_flags.push(row);
            } else if let Some(repaired) = repair::repair(&self.columns, &cells) {
                findings.push(self.repaired(row, cells.len(), repaired.what));
                records.extend(repaired.rows.into_iter().map(record));
            } else if cells.len() == self.columns.len() {
                // It has its shape; who reads its cells says which of them is wrong.
                records.push(record(cells));
            } else {
                let ends_page = self.ends_page && at == last;
                findings.push(self.misshapen(row, cells.len(), ends_page));
            }
        }
        findings.extend(yes_no_missing(&self.columns, &without_flags));
        records
    }

    /// The cells without empty ones at the end that no column is for: a bar too many ends the row.
    fn without_trailing(&self, row: &Row) -> Vec<Cell> {
        let mut cells = row.cells.clone();
        while cells.len() > self.columns.len()
            && cells.last().is_some_and(|cell| cell.text.is_empty())
        {
            cells.pop();
        }
        cells
    }

    fn repaired(&self, row: &Row, found: usize, what: &str) -> Diagnostic {
        let message = if found == self.columns.len() {
            "two cells stand in the column of each other".to_owned()
        } else {
            self.counted(row)
        };
        Diagnostic::warning(codes::ROW_REPAIRED, row.span, message)
            .with_help(format!("{what}; check that the row reads as it should"))
    }

    fn misshapen(&self, row: &Row, found: usize, ends_page: bool) -> Diagnostic {
        let message = self.counted(row);
        if found > self.columns.len() {
            Diagnostic::error(codes::ROW_TOO_LONG, row.span, message)
                .with_help("escape a `|` that belongs to a text as `\\|`, and put each parameter on a line of its own")
        } else if ends_page {
            Diagnostic::error(
                codes::CUT_OFF,
                row.span,
                format!("the page ends in the middle of a row: {message}"),
            )
            .with_help("copy or save the whole page again")
        } else {
            Diagnostic::error(codes::ROW_TOO_SHORT, row.span, message)
                .with_help("add the missing cell, as the page on the site has it")
        }
    }

    /// `expected 4 cells: 参数名称, 必选, 类型, 描述; found 3: …`.
    fn counted(&self, row: &Row) -> String {
        let header = &self.table.header;
        format!(
            "expected {} cells: {}; found {}: {}",
            header.cells.len(),
            named(header),
            row.cells.len(),
            listed(row, shortened)
        )
    }
}

/// One finding for all rows of a table: where the words are missing, they often are in all of them.
fn yes_no_missing(columns: &Columns, rows: &[&Row]) -> Option<Diagnostic> {
    let first = rows.first()?;
    let name = first.cells.first();
    let name = shortened(name.map_or("", |cell| cell.text.as_str()));
    let whom = match rows.len() {
        1 => format!("the row of {name} does"),
        count => format!("the row of {name} and {} more do", count - 1),
    };
    let (what, read) = match columns.position(Column::Required) {
        Some(_) => ("is required", "optional"),
        None => ("can be null", "not null"),
    };
    let message = format!("{whom} not say whether it {what}; expected 是 or 否, Yes or No");
    let help = format!("read as {read}; check that the page on the site has no such word either");
    Some(Diagnostic::warning(codes::YES_NO_MISSING, first.span, message).with_help(help))
}

fn unknown_column(cell: &Cell) -> Diagnostic {
    let message = format!("the column {} is not known", shortened(&cell.text));
    Diagnostic::warning(codes::UNKNOWN_COLUMN, cell.span, message)
        .with_help("what it says is not part of the spec")
}

/// The names of the columns that a header names, for a message.
pub(super) fn named(header: &Row) -> String {
    listed(header, start_of)
}

/// The first cells of a row, for a message: a page with a thousand columns must not repeat them all for each row.
fn listed(row: &Row, shown: fn(&str) -> String) -> String {
    const CELLS: usize = 12;
    let mut cells: Vec<_> = row
        .cells
        .iter()
        .take(CELLS)
        .map(|cell| shown(&cell.text))
        .collect();
    if row.cells.len() > CELLS {
        cells.push("…".to_owned());
    }
    cells.join(", ")
}
