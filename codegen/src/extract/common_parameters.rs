//! The page of the parameters of every action of a service, and of its regions.
//!
//! Its text explains how requests are signed, which the runtime does.

use super::findings::Findings;
use super::members::{self, Of};
use super::rows::Record;
use super::sections::{has_column, lists_members, tables_of};
use super::{PageParts, types};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::shortened;
use crate::document::Table;
use crate::spec::{KnownValue, Member, Spec};
use crate::words::Column;

/// Reads the tables of parameters, one for each way to sign, and the table of regions.
pub(super) fn read(page: &PageParts<'_>, findings: &mut Findings) -> Spec {
    let mut spec = Spec::default();
    for table in tables_of(page.document) {
        if lists_members(table) {
            let rows = page.rows(table, findings);
            let parameters = members::read(&rows.records(findings), Of::Common, findings);
            add(&mut spec.common_parameters, parameters);
        } else if lists_regions(table) {
            let rows = page.rows(table, findings);
            let regions = rows.records(findings);
            let regions = regions.iter().filter_map(|record| region(record, findings));
            spec.regions.extend(regions);
        }
    }
    spec
}

fn lists_regions(table: &Table) -> bool {
    has_column(table, Column::Region) && has_column(table, Column::Value)
}

/// A parameter that both ways to sign have is the same one.
fn add(known: &mut Vec<Member>, parameters: Vec<Member>) {
    for parameter in parameters {
        if !known.iter().any(|other| other.name == parameter.name) {
            known.push(parameter);
        }
    }
}

fn region(record: &Record<'_>, findings: &mut Findings) -> Option<KnownValue> {
    let value = record.text(Column::Value);
    if !types::is_region(value) {
        let message = format!(
            "{} is not a region; expected a word such as `ap-tokyo`",
            shortened(value)
        );
        findings.push(
            Diagnostic::warning(codes::BAD_REGION, record.span(Column::Value), message)
                .with_help("left it out"),
        );
        return None;
    }
    findings.understood(record.span);
    Some(KnownValue {
        value: value.into(),
        doc: record.text(Column::Region).to_owned(),
    })
}
