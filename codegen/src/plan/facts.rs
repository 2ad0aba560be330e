//! What is documented of a member: defaults, limits, and what its documentation says.

use super::{Constant, ConstantValue, FieldDocs, Limit};
use crate::naming;
use crate::spec::{Member, TypeRef};

/// The constant of a documented default. A list has none: there is no constant that a setter could take.
pub(super) fn constant(member: &Member) -> Option<Constant> {
    let default = member.default.as_ref()?;
    let value = match &member.ty {
        TypeRef::String | TypeRef::Timestamp | TypeRef::Datetime | TypeRef::Date => {
            ConstantValue::String(default.as_str()?.to_owned())
        }
        TypeRef::Integer => ConstantValue::Integer(default.as_i64()?),
        TypeRef::Unsigned => ConstantValue::Unsigned(default.as_u64()?),
        TypeRef::Float => ConstantValue::Float(default.as_f64()?),
        TypeRef::Boolean => ConstantValue::Boolean(default.as_bool()?),
        TypeRef::Binary | TypeRef::Named(_) | TypeRef::List(_) => return None,
    };
    Some(Constant {
        name: format!("DEFAULT_{}", naming::constant(member)),
        value,
    })
}

pub(super) fn limits(member: &Member) -> Vec<Limit> {
    [
        member
            .min
            .as_ref()
            .and_then(serde_json::Number::as_f64)
            .map(Limit::Min),
        member
            .max
            .as_ref()
            .and_then(serde_json::Number::as_f64)
            .map(Limit::Max),
        member.min_length.map(Limit::MinLength),
        member.max_length.map(Limit::MaxLength),
        member.min_items.map(Limit::MinItems),
        member.max_items.map(Limit::MaxItems),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn field_docs(member: &Member) -> FieldDocs {
    FieldDocs {
        text: member.doc.clone(),
        format: match member.ty.innermost() {
            TypeRef::Timestamp => Some("2020-01-01T00:00:00+08:00"),
            TypeRef::Datetime => Some("2020-01-01 00:00:00"),
            TypeRef::Date => Some("2020-01-01"),
            _ => None,
        },
        default: member.default.as_ref().map(ToString::to_string),
        example: member.example.as_ref().map(ToString::to_string),
        values: member
            .values
            .iter()
            .map(|known| (known.value.to_string(), known.doc.clone()))
            .collect(),
        deprecated: member.deprecated,
    }
}
