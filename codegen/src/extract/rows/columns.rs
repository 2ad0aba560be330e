//! The columns of a table by what they hold.

use crate::document::{Cell, Table};
use crate::extract::types;
use crate::names;
use crate::words::{self, Column};

/// What each column of a table holds; nothing is known of some.
#[derive(Debug)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// Reads the header of a table.
    pub(super) fn of(table: &Table) -> Self {
        let header = table.header.cells.iter();
        Self(header.map(|cell| words::column(&cell.text)).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Option<Column>> + '_ {
        self.0.iter().copied()
    }

    /// Where a column stands.
    pub(super) fn position(&self, column: Column) -> Option<usize> {
        self.0.iter().position(|known| *known == Some(column))
    }

    /// Whether the last column is the description: the one that text of any kind can stand in.
    pub(super) fn end_with_description(&self) -> bool {
        self.0.last() == Some(&Some(Column::Description))
    }

    /// Whether cells are a row: each holds what its column is for.
    pub(super) fn read(&self, cells: &[Cell]) -> bool {
        cells.len() == self.len() && self.start(cells)
    }

    /// Whether cells fill the first columns of a row.
    pub(super) fn start(&self, cells: &[Cell]) -> bool {
        cells.len() <= self.len()
            && cells
                .iter()
                .zip(&self.0)
                .all(|(cell, column)| column.is_none_or(|column| holds(column, &cell.text)))
    }
}

/// Whether a text is what a column is for.
pub(super) fn holds(column: Column, text: &str) -> bool {
    match column {
        Column::Name => types::parameter_name(text).is_some(),
        Column::Required | Column::Nullable => words::yes_or_no(text).is_some(),
        Column::Type => types::type_ref(text).is_some(),
        Column::ErrorCode => names::is_error_code(text),
        Column::Description | Column::Region | Column::Value => true,
    }
}
