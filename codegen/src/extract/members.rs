//! Rows of a table become members.

use std::collections::HashMap;

use super::findings::Findings;
use super::rows::Record;
use super::types;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, Span, shortened};
use crate::facts;
use crate::spec::{Member, TypeRef};
use crate::words::{self, Column};

/// What members belong to: some facts have a meaning in one direction only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A request, or a data type that requests use.
    Request,
    /// A response, or a data type that only responses use.
    Response,
    /// All requests: common parameters, which can be headers.
    Common,
}

/// The members that rows describe; reports the rows that describe none.
pub(super) fn read(records: &[Record<'_>], of: Of, findings: &mut Findings) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::with_capacity(records.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    for record in records {
        let Some(member) = member(record, of, findings) else {
            continue;
        };
        let place = *places.entry(member.name.clone()).or_insert(members.len());
        let Some(known) = members.get_mut(place) else {
            findings.understood(record.span);
            members.push(member);
            continue;
        };
        let finding = duplicate(known, &member, record.span);
        if finding.severity == Severity::Warning {
            findings.understood(record.span);
            if known.doc.is_empty() {
                *known = member;
            }
        }
        findings.push(finding);
    }
    members
}

/// Two rows for one member: harmless when one of them says nothing else than the other.
fn duplicate(known: &Member, member: &Member, span: Span) -> Diagnostic {
    let name = &member.name;
    let agree = (&known.ty, known.required) == (&member.ty, member.required)
        && (known.doc == member.doc || known.doc.is_empty() || member.doc.is_empty());
    if agree {
        let message = format!("`{name}` is described by two rows; expected one");
        return Diagnostic::warning(codes::DUPLICATE_MEMBER, span, message)
            .with_help("read them as one: they do not contradict each other");
    }
    let message = format!("`{name}` is described by two rows that differ; expected one");
    Diagnostic::error(codes::DUPLICATE_MEMBER, span, message)
        .with_help("keep the row that the page on the site has")
}

fn member(record: &Record<'_>, of: Of, findings: &mut Findings) -> Option<Member> {
    let name = name(record, of, findings);
    let ty = type_ref(record, findings);
    let required = match of {
        Of::Request | Of::Common => required(record, findings),
        Of::Response => Some(false),
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
    member.nullable |= words::yes_or_no(record.text(Column::Nullable)) == Some(true);
    if of == Of::Response {
        member.default = None;
    }
    Some(member)
}

fn name<'a>(record: &'a Record<'_>, of: Of, findings: &mut Findings) -> Option<(&'a str, bool)> {
    let text = record.text(Column::Name);
    let name = match of {
        Of::Common => types::parameter_name(text),
        Of::Request | Of::Response => types::member_name(text),
    };
    if let (None, Some((name, is_list))) = (name, types::member_name_before_stop(text)) {
        let message = format!("{} is not the name of a parameter", shortened(text));
        findings.push(
            Diagnostic::warning(codes::ROW_REPAIRED, record.span(Column::Name), message)
                .with_help(format!("read it as `{name}`")),
        );
        return Some((name, is_list));
    }
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

fn type_ref(record: &Record<'_>, findings: &mut Findings) -> Option<TypeRef> {
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

fn required(record: &Record<'_>, findings: &mut Findings) -> Option<bool> {
    let text = record.text(Column::Required);
    let required = words::yes_or_no(text);
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

fn listed(record: &Record<'_>, ty: TypeRef, findings: &mut Findings) -> TypeRef {
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
