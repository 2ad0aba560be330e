use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Field, Fields, List, Object, Path, Value};

/// Writes an object as JSON: its members in their order, without the optional ones that are not set.
///
/// A list that is always there is written when it is empty, too: an empty list and no list can differ in their meaning.
///
/// # Errors
/// A number is NaN or infinite, which JSON cannot say (`null` would say "not set"), or objects are nested more than
/// 100 deep. The message has the path of the member.
pub fn encode(object: &dyn Object) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&Node::root(object)).map_err(EncodeError)
}

/// Writes one member as JSON.
pub(crate) fn encode_member(name: &'static str, value: Value<'_>) -> Result<Vec<u8>, EncodeError> {
    let path = Path::ROOT.member(name);
    serde_json::to_vec(&Node { value, path }).map_err(EncodeError)
}

/// What [`object_traits!`](crate::object_traits) implements serde's `Serialize` with, by the rules of [`encode`].
///
/// # Errors
/// As [`encode`], in the format's own error type.
pub fn serialize<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    Node::root(object).serialize(serializer)
}

/// An object that cannot be written as JSON; `Display` says where and why.
#[derive(Debug)]
pub struct EncodeError(serde_json::Error);

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for EncodeError {}

/// A value, and where it is.
struct Node<'a, 'p> {
    value: Value<'a>,
    path: Path<'p>,
}

impl<'a> Node<'a, 'static> {
    fn root(object: &'a dyn Object) -> Self {
        Self {
            value: Value::Object(object),
            path: Path::ROOT,
        }
    }
}

impl Serialize for Node<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let path = &self.path;
        match self.value {
            Value::Absent => serializer.serialize_none(),
            Value::String(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(number),
            Value::Unsigned(number) => serializer.serialize_u64(number),
            Value::Float(number) if number.is_finite() => serializer.serialize_f64(number),
            Value::Float(number) => Err(S::Error::custom(format_args!(
                "{}{number} cannot be written as JSON",
                path.prefix()
            ))),
            Value::Boolean(boolean) => serializer.serialize_bool(boolean),
            Value::Binary(bytes) => serializer.serialize_str(&BASE64.encode(bytes)),
            Value::Json(json) => json.serialize(serializer),
            Value::Object(_) | Value::List(_) if path.is_too_deep() => Err(S::Error::custom(
                format_args!("{}nested too deep", path.prefix()),
            )),
            Value::Object(object) => write_members(object, path, serializer),
            Value::List(list) => write_elements(list, path, serializer),
        }
    }
}

fn write_members<S: Serializer>(
    object: &dyn Object,
    path: &Path<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = Members {
        map: serializer.serialize_map(None)?,
        path,
        result: Ok(()),
    };
    object.fields(&mut members);
    members.result?;
    members.map.end()
}

struct Members<'p, M: SerializeMap> {
    map: M,
    path: &'p Path<'p>,
    /// The first error: the walk over the members cannot be stopped, only do nothing from then on.
    result: Result<(), M::Error>,
}

impl<'a, M: SerializeMap> Fields<'a> for Members<'_, M> {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        let value = field.get();
        if self.result.is_err() || matches!(value, Value::Absent) {
            return;
        }
        let path = self.path.member(name);
        self.result = self.map.serialize_entry(name, &Node { value, path });
    }
}

fn write_elements<S: Serializer>(
    list: &dyn List,
    path: &Path<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut elements = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        elements.serialize_element(&Node {
            value: list.at(index),
            path: path.index(index),
        })?;
    }
    elements.end()
}
