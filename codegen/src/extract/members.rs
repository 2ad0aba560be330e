//! Rows of a table become members.

use std::collections::HashSet;

use super::rows::{Record, shortened};
use super::{codes, types};
use crate::diagnostic::Diagnostic;
use crate::facts;
use crate::spec::{Member, TypeRef};
use crate::words::{self, Column};

/// Which way members go: some facts have a meaning in one direction only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Parameters of a request.
    Request,
    /// Members of a response.
    Response,
}

/// The members that rows describe; reports the rows that describe none.
pub(super) fn read(
    records: &[Record<'_>],
    direction: Direction,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::with_capacity(records.len());
    let mut names = HashSet::new();
    for record in records {
        let Some(member) = member(record, direction, findings) else {
            continue;
        };
        if names.insert(member.name.clone()) {
            members.push(member);
            continue;
        }
        findings.push(
            Diagnostic::error(
                codes::DUPLICATE_MEMBER,
                record.span,
                format!("`{}` is described by two rows; expected one", member.name),
            )
            .with_help("keep the row that the page on the site has"),
        );
    }
    members
}

fn member(
    record: &Record<'_>,
    direction: Direction,
    findings: &mut Vec<Diagnostic>,
) -> Option<Member> {
    let name = name(record, findings);
    let ty = type_ref(record, findings);
    let required = match direction {
        Direction::Request => required(record, findings),
        Direction::Response => Some(false),
    };
    let ((name, is_list), ty, required) = (name?, ty?, required?);
    let ty = if is_list && ty.item().is_none() {
        listed(record, ty, findings)
    } else {
        ty
    };
    let (doc, example) = facts::split_example(record.text(Column::Description));
    let mut member = Member::new(name, ty);
    facts::fill(&mut member, doc, example.as_deref());
    member.required = required;
    if direction == Direction::Response {
        member.default = None;
    }
    Some(member)
}

fn name<'a>(record: &'a Record<'_>, findings: &mut Vec<Diagnostic>) -> Option<(&'a str, bool)> {
    let text = record.text(Column::Name);
    let name = types::member_name(text);
    if name.is_none() {
        findings.push(
            Diagnostic::error(
                codes::BAD_NAME,
                record.span(Column::Name),
                format!("{} is not the name of a parameter; expected a name such as `InstanceId` or `InstanceIds.N`", shortened(text)),
            )
            .with_help("write the name as the page on the site has it"),
        );
    }
    name
}

fn type_ref(record: &Record<'_>, findings: &mut Vec<Diagnostic>) -> Option<TypeRef> {
    let text = record.text(Column::Type);
    let ty = types::type_ref(text);
    if ty.is_none() {
        findings.push(
            Diagnostic::error(
                codes::UNKNOWN_TYPE,
                record.span(Column::Type),
                format!(
                    "the type {} of {} is not known; expected a type such as `String`, `Array of Integer` or `Filter`",
                    shortened(text),
                    shortened(record.text(Column::Name)),
                ),
            )
            .with_help("write the type as the page on the site has it; a missing cell moves the ones after it"),
        );
    }
    ty
}

fn required(record: &Record<'_>, findings: &mut Vec<Diagnostic>) -> Option<bool> {
    let text = record.text(Column::Required);
    let required = words::required(text);
    if required.is_none() {
        findings.push(
            Diagnostic::error(
                codes::REQUIRED_UNKNOWN,
                record.span(Column::Required),
                format!(
                    "{} does not tell whether {} is required; expected 是 or 否, Yes or No",
                    shortened(text),
                    shortened(record.text(Column::Name)),
                ),
            )
            .with_help("write the cell as the page on the site has it; a missing cell moves the ones after it"),
        );
    }
    required
}

fn listed(record: &Record<'_>, ty: TypeRef, findings: &mut Vec<Diagnostic>) -> TypeRef {
    findings.push(
        Diagnostic::warning(
            codes::LIST_EXPECTED,
            record.span(Column::Type),
            format!(
                "`{}` is a list by its name and `{ty}` by its type",
                record.text(Column::Name)
            ),
        )
        .with_help("read it as a list of that type"),
    );
    ty.list()
}
