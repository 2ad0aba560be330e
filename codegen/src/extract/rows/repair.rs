//! Rows that have not one cell per column, or have them in the wrong places, and the one way to read them, if there is one.
//!
//! A repair is made only when it is the one possible reading: the names, types and words that come out are what their
//! columns are for. Adding a repair is one function in [`REPAIRS`] and one line in the tests of the stage.

use std::cmp::Ordering;

use super::columns::{Columns, holds};
use crate::document::Cell;
use crate::extract::types;
use crate::words::{self, Column};

/// What a row reads as.
#[derive(Debug)]
pub(super) struct Repaired {
    /// One row or, when a line held several, each of them.
    pub(super) rows: Vec<Vec<Cell>>,
    /// What was done.
    pub(super) what: &'static str,
}

impl Repaired {
    fn one(row: Vec<Cell>, what: &'static str) -> Self {
        let rows = vec![row];
        Self { rows, what }
    }
}

type Repair = fn(&Columns, &[Cell]) -> Option<Repaired>;

/// Tried in this order.
const REPAIRS: &[Repair] = &[
    exchange_cells,
    leave_out_empty,
    separate_rows,
    leave_out_required,
    join_description,
    split_type,
];

/// The reading of a row that does not fit its columns.
pub(super) fn repair(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    REPAIRS.iter().find_map(|repair| repair(columns, cells))
}

/// The row with a word for each of its columns that take yes or no, which lacks some: `Name | String | The name.`
///
/// Whether the parameter is required is then not known. Returned are the cells with `No` in those columns.
pub(super) fn without_flags(columns: &Columns, cells: &[Cell]) -> Option<Vec<Cell>> {
    let is_flag = |column| matches!(column, Some(Column::Required | Column::Nullable));
    let flags = columns.iter().filter(|column| is_flag(*column)).count();
    let no = |beside: &Cell| Cell {
        text: "No".to_owned(),
        span: beside.span,
    };
    if flags == 0 {
        return None;
    }
    let mut filled = cells.to_vec();
    match cells.len().cmp(&columns.len()) {
        Ordering::Equal => {
            for (cell, column) in filled.iter_mut().zip(columns.iter()) {
                if is_flag(column) && words::says_neither(&cell.text) {
                    *cell = no(cell);
                }
            }
        }
        Ordering::Less => {
            // One word under two such columns: nothing tells whose it is.
            filled.retain(|cell| words::yes_or_no(&cell.text).is_none());
            if filled.len() + flags != columns.len() {
                return None;
            }
            let places = columns.iter().enumerate();
            for (at, _) in places.filter(|(_, column)| is_flag(*column)) {
                let beside = no(&filled[at.min(filled.len() - 1)]);
                filled.insert(at, beside);
            }
        }
        Ordering::Greater => return None,
    }
    columns.read(&filled).then_some(filled)
}

/// Exchanges two cells, each of which stands in the column of the other.
fn exchange_cells(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    if cells.len() != columns.len() {
        return None;
    }
    let exchanged = |one, other, what| {
        let (one, other) = (columns.position(one)?, columns.position(other)?);
        let mut cells = cells.to_vec();
        cells.swap(one, other);
        columns.read(&cells).then(|| Repaired::one(cells, what))
    };
    let ty = &cells[columns.position(Column::Type)?].text;
    if words::yes_or_no(ty).is_some() {
        return exchanged(
            Column::Required,
            Column::Type,
            "exchanged the required word and the type",
        );
    }
    let description = &cells[columns.position(Column::Description)?].text;
    if types::type_ref(ty).is_none() && types::is_scalar(description) {
        return exchanged(
            Column::Type,
            Column::Description,
            "exchanged the type and the description",
        );
    }
    None
}

/// Leaves out the empty cells, where exactly one cell per column remains.
fn leave_out_empty(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    let filled: Vec<_> = cells
        .iter()
        .filter(|cell| !cell.text.is_empty())
        .cloned()
        .collect();
    let is_row = cells.len() > columns.len() && columns.read(&filled);
    is_row.then(|| Repaired::one(filled, "left out the empty cells"))
}

/// Takes several rows from one line, with or without an empty cell between them.
fn separate_rows(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    let width = columns.len();
    let mut rows = Vec::new();
    let mut rest = cells;
    while !rest.is_empty() {
        let (row, after) = rest.split_at_checked(width)?;
        if !columns.read(row) {
            return None;
        }
        rows.push(row.to_vec());
        rest = match after {
            [between, next @ ..] if between.text.is_empty() => next,
            after => after,
        };
    }
    (rows.len() > 1 && columns.position(Column::Name).is_some()).then_some(Repaired {
        rows,
        what: "read the line as several rows",
    })
}

/// Leaves out a required word that the table has no column for.
fn leave_out_required(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    if cells.len() != columns.len() + 1 || columns.position(Column::Required).is_some() {
        return None;
    }
    let at = cells
        .iter()
        .position(|cell| words::yes_or_no(&cell.text).is_some())?;
    let mut cells = cells.to_vec();
    cells.remove(at);
    let what = "left out the required word, which the table has no column for";
    columns.read(&cells).then(|| Repaired::one(cells, what))
}

/// Joins what an unescaped `|` cut, unless later cells start a row of their own.
fn join_description(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    let last = columns.len().checked_sub(1)?;
    if cells.len() <= columns.len()
        || !columns.end_with_description()
        || !columns.start(&cells[..last])
    {
        return None;
    }
    let is_row = |at: usize| at + last <= cells.len() && columns.start(&cells[at..at + last]);
    if last > 1 && (last + 1..cells.len()).any(is_row) {
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
    Some(Repaired::one(
        cells,
        "read the extra cells as part of the description",
    ))
}

/// Cuts `Yes String` in two, where the columns for the two stand side by side.
fn split_type(columns: &Columns, cells: &[Cell]) -> Option<Repaired> {
    let at = columns.position(Column::Required)?;
    if cells.len() + 1 != columns.len() || columns.position(Column::Type) != Some(at + 1) {
        return None;
    }
    let both = cells.get(at)?;
    let (required, ty) = both.text.trim().split_once(char::is_whitespace)?;
    if !holds(Column::Required, required) || !holds(Column::Type, ty) {
        return None;
    }
    let part = |text: &str| Cell {
        text: text.trim().to_owned(),
        span: both.span,
    };
    let mut cells = cells.to_vec();
    cells.splice(at..=at, [part(required), part(ty)]);
    Some(Repaired::one(
        cells,
        "read the required word and the type from one cell",
    ))
}
