//! The page of the error codes that any action of a service can answer with.
//!
//! Its text explains what an error looks like, which the runtime knows.

use super::findings::Findings;
use super::sections::{has_column, tables_of};
use super::{PageParts, errors};
use crate::spec::Spec;
use crate::words::Column;

/// Reads all tables of error codes: the common ones, and those of the service.
pub(super) fn read(page: &PageParts<'_>, findings: &mut Findings) -> Spec {
    let tables: Vec<_> = tables_of(page.document)
        .filter(|table| has_column(table, Column::ErrorCode))
        .collect();
    Spec {
        errors: errors::read(page, &tables, findings),
        ..Spec::default()
    }
}
