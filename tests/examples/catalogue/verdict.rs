//! What became of an example: is what came back what went in, and if not, why?

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use tencentcloud_codegen::spec::{Member, Spec, TypeRef};

use crate::driver::Side;

/// What became of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It came back as it was.
    Exact,
    /// It came back with the types of the documentation: `"1"` as `1`, `""` as nothing.
    Lenient,
    /// It has members that are not documented, or lacks required ones; the rest came back.
    Members,
    /// It has a value that its documented type cannot hold: it is refused.
    Refused,
    /// Its text is no JSON, or it is of another action.
    Broken,
    /// It did not come back, and nothing in the spec says why: a defect.
    Unexplained,
}

impl Verdict {
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Exact, "exact"),
        (
            Self::Lenient,
            "differing: a value is not of its documented type, and was converted or left out",
        ),
        (
            Self::Members,
            "differing: members that are not documented, or required ones that are missing",
        ),
        (
            Self::Refused,
            "broken upstream: a value contradicts its documented type",
        ),
        (
            Self::Broken,
            "broken upstream: no JSON, or an example of another action",
        ),
        (Self::Unexplained, "unexplained"),
    ];
}

/// What is wrong with an example, by the paths of the values that it is about.
#[derive(Debug, Default)]
struct Faults {
    /// Values that are not of their documented type.
    types: BTreeMap<String, String>,
    /// Members that are not documented.
    unknown: BTreeMap<String, String>,
    /// Required members that are missing.
    missing: BTreeMap<String, String>,
}

/// Judges what came back of a body. The text says what is wrong with it.
pub(crate) fn judge(
    spec: &Spec,
    members: &[Member],
    side: Side,
    sent: &Value,
    back: &Result<Value, String>,
) -> (Verdict, String) {
    let mut faults = Faults::default();
    faults.object(spec, members, side, sent, "");
    let back = match back {
        Err(message) => {
            let is_explained = faults
                .types
                .keys()
                .any(|path| message.starts_with(path.as_str()));
            let verdict = if is_explained {
                Verdict::Refused
            } else {
                Verdict::Unexplained
            };
            return (verdict, message.clone());
        }
        Ok(back) => back,
    };
    let mut differences = Vec::new();
    compare(sent, back, side, "", &mut differences);
    if differences.is_empty() {
        return (Verdict::Exact, String::new());
    }
    let why = |path: &str| -> Option<(Verdict, &String)> {
        let lists = [
            (Verdict::Lenient, &faults.types),
            (Verdict::Members, &faults.unknown),
            (Verdict::Members, &faults.missing),
        ];
        lists.into_iter().find_map(|(verdict, faults)| {
            let fault = faults.iter().find(|(fault, _)| is_within(path, fault));
            fault.map(|(_, text)| (verdict, text))
        })
    };
    let mut verdict = Verdict::Exact;
    let mut text = String::new();
    for path in differences {
        if let Some((one, why)) = why(&path) {
            verdict = verdict.max(one);
            let _ = write!(text, "{path}: {why}; ");
        } else {
            return (
                Verdict::Unexplained,
                format!("{path} did not come back as it was"),
            );
        }
    }
    (verdict, text.trim_end_matches("; ").to_owned())
}

/// Whether a path is that of a value or of something in it.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The paths of what is not the same on both sides.
fn compare(sent: &Value, back: &Value, side: Side, path: &str, differences: &mut Vec<String>) {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            for (name, value) in sent {
                let path = member_path(path, name);
                match back.get(name) {
                    Some(back) => compare(value, back, side, &path, differences),
                    None => differences.push(path),
                }
            }
            // A response has a request id and all its lists, whether or not they were sent.
            let is_nothing = |value: &Value| {
                side == Side::Response && (*value == Value::Array(Vec::new()) || *value == "")
            };
            let added = back
                .iter()
                .filter(|(name, value)| !sent.contains_key(*name) && !is_nothing(value));
            differences.extend(added.map(|(name, _)| member_path(path, name)));
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            for (at, (sent, back)) in sent.iter().zip(back).enumerate() {
                compare(sent, back, side, &format!("{path}[{at}]"), differences);
            }
        }
        (Value::Number(a), Value::Number(b)) if is_same_number(a, b) => {}
        (a, b) if a == b => {}
        _ => differences.push(path.to_owned()),
    }
}

/// JSON does not tell `1` from `1.0`.
fn is_same_number(a: &serde_json::Number, b: &serde_json::Number) -> bool {
    a == b || (a.is_f64() != b.is_f64() && a.as_f64() == b.as_f64())
}

fn member_path(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

impl Faults {
    fn object(&mut self, spec: &Spec, members: &[Member], side: Side, value: &Value, path: &str) {
        let Value::Object(object) = value else {
            self.types.insert(path.to_owned(), "no object".to_owned());
            return;
        };
        for (name, value) in object {
            let path = member_path(path, name);
            match members.iter().find(|member| member.name == *name) {
                Some(member) => self.value(spec, &member.ty, side, value, &path),
                None => {
                    self.unknown.insert(path, "not documented".to_owned());
                }
            }
        }
        self.missing(members, object, path);
    }

    fn missing(&mut self, members: &[Member], object: &Map<String, Value>, path: &str) {
        let required = members.iter().filter(|member| member.required);
        for member in required.filter(|member| !object.contains_key(&member.name)) {
            let path = member_path(path, &member.name);
            self.missing.insert(path, "required and missing".to_owned());
        }
    }

    fn value(&mut self, spec: &Spec, ty: &TypeRef, side: Side, value: &Value, path: &str) {
        let fits = match (ty, value) {
            (TypeRef::List(item), Value::Array(items)) => {
                for (at, value) in items.iter().enumerate() {
                    self.value(spec, item, side, value, &format!("{path}[{at}]"));
                }
                true
            }
            (TypeRef::Named(name), value) => {
                match spec.types.get(name) {
                    Some(of) if value.is_object() => {
                        self.object(spec, &of.members, side, value, path);
                    }
                    Some(_) => {
                        self.types
                            .insert(path.to_owned(), format!("{} for {name}", kind(value)));
                    }
                    None => {}
                }
                true
            }
            (TypeRef::Integer, Value::Number(number)) => number.is_i64(),
            (TypeRef::Unsigned, Value::Number(number)) => number.is_u64(),
            (TypeRef::Float, Value::Number(_))
            | (TypeRef::Boolean, Value::Bool(_))
            | (
                TypeRef::String
                | TypeRef::Timestamp
                | TypeRef::Datetime
                | TypeRef::Date
                | TypeRef::Binary,
                Value::String(_),
            ) => true,
            _ => false,
        };
        if !fits {
            let text = format!("{} for {ty}", kind(value));
            self.types.insert(path.to_owned(), text);
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a fraction",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty text",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
