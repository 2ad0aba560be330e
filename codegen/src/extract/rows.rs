//! The rows of a table, each with one cell per column.
//!
//! A row with too few or too many cells is an error, unless exactly one repair is possible:
//!
//! - more cells than columns, as many of them empty as there are too many: the empty ones are left out;
//! - more cells than columns, the last column being the description: an unescaped `|` cut it, and it is joined again;
//! - one cell less, with required word and type in one cell (`Yes String`): cut in two;
//! - the type in the column of the required word, and the other way round: exchanged.

use std::cmp::Ordering;

use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Cell, Row, Table};
use crate::extract::{codes, types};
use crate::words::{self, Column};

/// A row that has one cell per column.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Where it stands.
    pub span: Span,
    columns: &'a [Option<Column>],
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
        let at = self
            .columns
            .iter()
            .position(|known| *known == Some(column))?;
        self.cells.get(at)
    }
}

/// A table by the meaning of its columns.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    table: &'a Table,
    columns: Vec<Option<Column>>,
    ends_page: bool,
}

impl<'a> Rows<'a> {
    /// Reads the header; reports columns that nothing is known of. `ends_page` says that nothing follows the table.
    pub(super) fn of(table: &'a Table, ends_page: bool, findings: &mut Vec<Diagnostic>) -> Self {
        let columns: Vec<_> = table
            .header
            .cells
            .iter()
            .map(|cell| words::column(&cell.text))
            .collect();
        for (cell, _) in table
            .header
            .cells
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column.is_none())
        {
            findings.push(
                Diagnostic::warning(
                    codes::UNKNOWN_COLUMN,
                    cell.span,
                    format!("the column {} is not known", shortened(&cell.text)),
                )
                .with_help("what it says is not part of the spec"),
            );
        }
        Self {
            table,
            columns,
            ends_page,
        }
    }

    /// The rows that have their shape, or could be given it; reports the others.
    pub(super) fn records(&self, findings: &mut Vec<Diagnostic>) -> Vec<Record<'_>> {
        let last = self.table.rows.len().saturating_sub(1);
        let mut records = Vec::with_capacity(self.table.rows.len());
        for (at, row) in self.table.rows.iter().enumerate() {
            let ends_page = self.ends_page && at == last;
            if let Some(cells) = self.cells(row, ends_page, findings) {
                records.push(Record {
                    span: row.span,
                    columns: &self.columns,
                    cells,
                });
            }
        }
        records
    }

    fn cells(
        &self,
        row: &Row,
        ends_page: bool,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Cell>> {
        let expected = self.columns.len();
        let mut cells = row.cells.clone();
        while cells.len() > expected && cells.last().is_some_and(|cell| cell.text.is_empty()) {
            cells.pop();
        }
        let repaired = match cells.len().cmp(&expected) {
            Ordering::Equal => match self.exchange(&cells) {
                None => return Some(cells),
                exchanged => exchanged,
            },
            Ordering::Greater => self
                .leave_out_empty(&cells)
                .or_else(|| self.join_description(&cells)),
            Ordering::Less => self.split_type(&cells),
        };
        if let Some((cells, what)) = repaired {
            findings.push(
                Diagnostic::warning(codes::ROW_REPAIRED, row.span, self.misread(row))
                    .with_help(format!("{what}; check that the row reads as it should")),
            );
            return Some(cells);
        }
        findings.push(self.misshapen(row, cells.len(), ends_page));
        None
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

    /// What is wrong with a row that could be repaired.
    fn misread(&self, row: &Row) -> String {
        if row.cells.len() == self.columns.len() {
            return "the required word and the type stand in the column of each other".to_owned();
        }
        self.counted(row)
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

    /// Leaves out the empty cells, where exactly one cell per column remains and the row reads as one.
    fn leave_out_empty(&self, cells: &[Cell]) -> Option<(Vec<Cell>, &'static str)> {
        let filled: Vec<_> = cells
            .iter()
            .filter(|cell| !cell.text.is_empty())
            .cloned()
            .collect();
        let is_row =
            filled.len() == self.columns.len() && self.reads_as_row(&filled[..filled.len() - 1]);
        is_row.then_some((filled, "left out the empty cells"))
    }

    /// Joins what an unescaped `|` cut, where that is the one possible reading: the cells before the description are
    /// whole, and no later cells read as a row of their own.
    fn join_description(&self, cells: &[Cell]) -> Option<(Vec<Cell>, &'static str)> {
        let last = self.columns.len().checked_sub(1)?;
        if self.columns[last] != Some(Column::Description) || !self.reads_as_row(&cells[..last]) {
            return None;
        }
        if (last + 1..cells.len())
            .any(|at| self.reads_as_row(&cells[at..cells.len().min(at + last)]))
        {
            return None;
        }
        let mut joined = cells[last].clone();
        for cell in &cells[last + 1..] {
            joined.text.push_str(" | ");
            joined.text.push_str(&cell.text);
            joined.span = joined.span.to(cell.span);
        }
        let mut cells = cells[..last].to_vec();
        cells.push(joined);
        Some((cells, "read the extra cells as part of the description"))
    }

    /// Whether cells fill the columns before the description.
    fn reads_as_row(&self, cells: &[Cell]) -> bool {
        cells.len() + 1 == self.columns.len()
            && cells
                .iter()
                .zip(&self.columns)
                .all(|(cell, column)| match column {
                    Some(Column::Name) => types::member_name(&cell.text).is_some(),
                    Some(Column::Required) => words::required(&cell.text).is_some(),
                    Some(Column::Type) => types::type_ref(&cell.text).is_some(),
                    Some(Column::ErrorCode) => types::is_error_code(&cell.text),
                    Some(Column::Description) | None => true,
                })
    }

    /// Exchanges the required word and the type, where each stands in the column of the other.
    fn exchange(&self, cells: &[Cell]) -> Option<(Vec<Cell>, &'static str)> {
        let at = |column| self.columns.iter().position(|known| *known == Some(column));
        let (required, ty) = (at(Column::Required)?, at(Column::Type)?);
        let is_exchanged = words::required(&cells[required].text).is_none()
            && types::type_ref(&cells[required].text).is_some()
            && words::required(&cells[ty].text).is_some();
        let mut cells = cells.to_vec();
        cells.swap(required, ty);
        is_exchanged.then_some((cells, "exchanged the required word and the type"))
    }

    /// Cuts `Yes String` in two, where the columns for the two stand side by side.
    fn split_type(&self, cells: &[Cell]) -> Option<(Vec<Cell>, &'static str)> {
        if cells.len() + 1 != self.columns.len() {
            return None;
        }
        let at = self
            .columns
            .windows(2)
            .position(|pair| pair == [Some(Column::Required), Some(Column::Type)])?;
        let both = cells.get(at)?;
        let (required, ty) = both.text.trim().split_once(char::is_whitespace)?;
        words::required(required)?;
        types::type_ref(ty)?;
        let part = |text: &str| Cell {
            text: text.trim().to_owned(),
            span: both.span,
        };
        let mut cells = cells.to_vec();
        cells.splice(at..=at, [part(required), part(ty)]);
        Some((cells, "read the required word and the type from one cell"))
    }
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

/// The start of a text, quoted for a message.
pub(super) fn shortened(text: &str) -> String {
    format!("`{}`", start_of(text))
}

/// The start of a text as one line.
fn start_of(text: &str) -> String {
    const LENGTH: usize = 40;
    let mut chars = text.chars().map(|c| if c == '\n' { ' ' } else { c });
    let mut start: String = chars.by_ref().take(LENGTH).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    start
}
