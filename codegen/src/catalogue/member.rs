//! A member of an object in `api.json`.

use std::borrow::Cow;

use serde_json::Value;
use serde_json::value::RawValue;

use super::json::{Place, Reader};
use super::keys::Level;
use super::memory::Want;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, Span, shortened};
use crate::facts;
use crate::literal;
use crate::names;
use crate::page;
use crate::spec::{Member, TypeRef};

/// How the catalogue writes the scalars: the word in `member`, the word in `type`, and what it means.
const SCALARS: &[(&str, &str, TypeRef)] = &[
    ("string", "string", TypeRef::String),
    ("int64", "int", TypeRef::Integer),
    ("int", "int", TypeRef::Integer),
    ("integer", "int", TypeRef::Integer),
    ("uint64", "int", TypeRef::Unsigned),
    ("uint", "int", TypeRef::Unsigned),
    ("float", "float", TypeRef::Float),
    ("double", "float", TypeRef::Float),
    ("bool", "bool", TypeRef::Boolean),
    ("boolean", "bool", TypeRef::Boolean),
    ("datetime_iso", "string", TypeRef::Timestamp),
    ("datetime", "string", TypeRef::Datetime),
    ("date", "string", TypeRef::Date),
    ("binary", "binary", TypeRef::Binary),
];

/// What a scalar of an unknown word is by its kind of JSON.
const KINDS: &[(&str, TypeRef)] = &[
    ("string", TypeRef::String),
    ("int", TypeRef::Integer),
    ("float", TypeRef::Float),
    ("bool", TypeRef::Boolean),
    ("binary", TypeRef::Binary),
];

/// Whether a name means a scalar, in the catalogue or in a spec: no data type can have it.
pub(super) fn is_scalar(name: &str) -> bool {
    SCALARS.iter().any(|(word, ..)| *word == name)
        || !matches!(name.parse::<TypeRef>(), Ok(TypeRef::Named(_)))
}

/// Reads the members of an object; `is_object` tells the names of all objects.
pub(super) fn read_all<'a>(
    reader: &Reader<'a>,
    items: &[&'a RawValue],
    object: &str,
    place: &Place<'_>,
    is_object: &dyn Fn(&str) -> bool,
) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let place = place.item(at);
        let Some(member) = read(reader, item, object, &place, is_object) else {
            continue;
        };
        match members.iter_mut().find(|known| known.name == member.name) {
            Some(known) => {
                let finding = duplicate(known, &member, &place, reader.span(item));
                if finding.severity == Severity::Warning && known.doc.is_empty() {
                    *known = member;
                }
                reader.report(finding);
            }
            None => members.push(member),
        }
    }
    members
}

/// Two members of one name: harmless when one of them says nothing else than the other.
fn duplicate(known: &Member, member: &Member, place: &Place<'_>, span: Span) -> Diagnostic {
    let agree = (&known.ty, known.required) == (&member.ty, member.required)
        && (known.doc == member.doc || known.doc.is_empty() || member.doc.is_empty());
    let name = &member.name;
    if agree {
        let message = format!("{place}: a second member is called `{name}`");
        return Diagnostic::warning(codes::CATALOGUE_DUPLICATE_MEMBER, span, message)
            .with_help("read them as one: they do not contradict each other");
    }
    let message = format!("{place}: a second member is called `{name}`, and differs");
    Diagnostic::error(codes::CATALOGUE_DUPLICATE_MEMBER, span, message)
}

/// The values of a member's keys.
#[derive(Default)]
struct Draft<'a> {
    name: Option<(Cow<'a, str>, &'a RawValue)>,
    kind: Option<Cow<'a, str>>,
    detail: Option<(Cow<'a, str>, &'a RawValue)>,
    required: bool,
    nullable: bool,
    deprecated: bool,
    document: Cow<'a, str>,
    example: Cow<'a, str>,
}

fn read<'a>(
    reader: &Reader<'a>,
    item: &'a RawValue,
    object: &str,
    place: &Place<'_>,
    is_object: &dyn Fn(&str) -> bool,
) -> Option<Member> {
    let mut draft = Draft::default();
    for (key, value) in reader.object(item, place)?.0 {
        let here = place.then(&key);
        let text = || reader.text(value, &here);
        let flag = || reader.flag(value, &here).unwrap_or_default();
        match key.as_ref() {
            "name" => draft.name = text().map(|name| (name, value)),
            "type" => draft.kind = text(),
            "member" => draft.detail = text().map(|detail| (detail, value)),
            "required" => draft.required = flag(),
            "value_allowed_null" => draft.nullable = flag(),
            "disabled" => draft.deprecated = flag(),
            "document" => draft.document = text().unwrap_or_default(),
            "example" => draft.example = text().unwrap_or_default(),
            _ => {}
        }
        reader.count(Level::Member, &key, value, &here);
    }
    let (Some((name, name_value)), Some((detail, detail_value))) = (&draft.name, &draft.detail)
    else {
        let message = format!("{place}: expected a `name` and a `member`, which tells the type");
        reader.report(Diagnostic::error(
            codes::CATALOGUE_MISSING_KEY,
            reader.span(item),
            message,
        ));
        return None;
    };
    if !names::is_identifier(name) {
        let found = shortened(name);
        let message = format!("{place}.name: {found} is not the name of a member");
        let span = reader.span(name_value);
        reader.report(Diagnostic::error(codes::CATALOGUE_BAD_NAME, span, message));
        return None;
    }
    let kind = draft.kind.as_deref();
    let ty = type_ref(kind, detail, is_object).unwrap_or_else(|wrong| {
        let read = wrong.read_as.clone();
        reader.report(wrong.finding(place, reader.span(detail_value)));
        read
    })?;
    Some(match reader.memory().wants(object, name) {
        Want::All => {
            let (doc, in_doc) = facts::split_example(&page::copied_form(&draft.document));
            let member = reader.memory().member(name, ty, doc);
            with_flags(&draft, with_example(&draft, in_doc.as_deref(), member))
        }
        Want::Example => {
            let member = Member::new(name.as_ref(), ty);
            with_flags(&draft, with_example(&draft, None, member))
        }
        Want::Nothing => with_flags(&draft, Member::new(name.as_ref(), ty)),
    })
}

/// The example has a key of its own, or stands in the description.
fn with_example(draft: &Draft<'_>, in_doc: Option<&str>, mut member: Member) -> Member {
    let example = draft.example.trim();
    let example = (!example.is_empty()).then_some(example).or(in_doc);
    member.example = example.and_then(|example| literal::read(example, &member.ty));
    member
}

fn with_flags(draft: &Draft<'_>, mut member: Member) -> Member {
    member.required = draft.required;
    member.nullable |= draft.nullable;
    member.deprecated |= draft.deprecated;
    member
}

/// A type that is not what it should be.
struct WrongType {
    severity: Severity,
    code: &'static str,
    message: String,
    read_as: Option<TypeRef>,
}

impl WrongType {
    fn finding(&self, place: &Place<'_>, span: Span) -> Diagnostic {
        let message = format!("{place}: {}", self.message);
        match (self.severity, &self.read_as) {
            (Severity::Warning, Some(ty)) => Diagnostic::warning(self.code, span, message)
                .with_help(format!("read it as `{ty}`")),
            _ => Diagnostic::error(self.code, span, message),
        }
    }
}

/// What `type` and `member` say together: `int` and `uint64`, `list` and `Filter`.
fn type_ref(
    kind: Option<&str>,
    detail: &str,
    is_object: &dyn Fn(&str) -> bool,
) -> Result<Option<TypeRef>, WrongType> {
    let is_list = kind == Some("list");
    let listed = |ty: TypeRef| if is_list { ty.list() } else { ty };
    let scalar = SCALARS.iter().find(|(word, ..)| *word == detail);
    let expected = match scalar {
        Some((_, kind, _)) => kind,
        None => "object",
    };
    let fits = is_list || kind.is_none_or(|kind| kind == expected);
    let differs = || WrongType {
        severity: Severity::Error,
        code: codes::CATALOGUE_TYPE_DIFFERS,
        message: format!(
            "its `type` is `{}`, its `member` `{detail}`; they contradict each other",
            kind.unwrap_or_default()
        ),
        read_as: None,
    };
    if let Some((_, _, ty)) = scalar {
        return if fits {
            Ok(Some(listed(ty.clone())))
        } else {
            Err(differs())
        };
    }
    if is_object(detail) {
        let named = TypeRef::Named(detail.to_owned());
        return if fits {
            Ok(Some(listed(named)))
        } else {
            Err(differs())
        };
    }
    let by_kind = KINDS.iter().find(|(word, _)| Some(*word) == kind);
    if let Some((_, ty)) = by_kind {
        return Err(WrongType {
            severity: Severity::Warning,
            code: codes::CATALOGUE_UNKNOWN_TYPE,
            message: format!("the type {} is not known", shortened(detail)),
            read_as: Some(ty.clone()),
        });
    }
    if fits && names::is_identifier(detail) && !is_scalar(detail) {
        let message = format!("no object is called `{detail}`; it stays a name, and any JSON");
        return Err(WrongType {
            severity: Severity::Warning,
            code: codes::CATALOGUE_UNDESCRIBED_TYPE,
            message,
            read_as: Some(listed(TypeRef::Named(detail.to_owned()))),
        });
    }
    Err(WrongType {
        severity: Severity::Error,
        code: codes::CATALOGUE_UNKNOWN_TYPE,
        message: format!(
            "the type {} of {} is not known",
            shortened(detail),
            shortened(kind.unwrap_or_default())
        ),
        read_as: None,
    })
}

/// Leaves out all that is a sentence or an example.
pub(super) fn without_text(member: &mut Member) {
    member.doc.clear();
    member.example = None;
    member.default = member.default.take().filter(|value| !is_sentence(value));
    for value in &mut member.values {
        value.doc.clear();
    }
}

/// Whether a value is what somebody wrote, such as the default of a prompt, and not a word or a name.
fn is_sentence(value: &Value) -> bool {
    const WORDS: usize = 5;
    value
        .as_str()
        .is_some_and(|text| text.split_whitespace().count() > WORDS)
}
