use std::cell::RefCell;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::path::{At, Path, Step};
use super::{Field, Fields, List, MAX_DEPTH, Object, Value};

/// Writes an object as JSON: its members in their order, without the optional ones that are not set.
///
/// A list that is always there is written when it is empty, too: an empty list and no list can differ in their meaning.
///
/// # Errors
/// A number is NaN or infinite, which JSON cannot say (`null` would say "not set"), or objects are nested more than
/// 100 deep. The message has the path of the member.
pub fn encode(object: &dyn Object) -> Result<Vec<u8>, EncodeError> {
    let writing = Writing::default();
    // Most requests fit in, and a larger one grows less often.
    let mut json = Vec::with_capacity(512);
    match serde_json::to_writer(&mut json, &Node::root(object, &writing)) {
        Ok(()) => Ok(json),
        Err(error) => Err(EncodeError {
            path: writing.path(),
            error,
        }),
    }
}

/// Writes one member as JSON.
pub(crate) fn encode_member(name: &'static str, value: Value<'_>) -> Result<Vec<u8>, EncodeError> {
    let writing = Writing::default();
    let node = Node {
        value,
        depth: 1,
        writing: &writing,
    };
    let written = serde_json::to_vec(&node).inspect_err(|_| node.unwind(Step::Member(name)));
    written.map_err(|error| EncodeError {
        path: writing.path(),
        error,
    })
}

/// What [`object_traits!`](crate::object_traits) implements serde's `Serialize` with, by the rules of [`encode`]; except
/// that a NaN in a list is written as the `null` that it was [read](super#what-is-read) from, so that every response can be
/// stored.
///
/// # Errors
/// As [`encode`], in the format's own error type.
pub fn serialize<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let writing = Writing {
        null_for_nan: true,
        ..Writing::default()
    };
    let result = Node::root(object, &writing).serialize(serializer);
    let path = writing.path();
    result.map_err(|error| {
        if path.is_root() {
            error
        } else {
            S::Error::custom(At(&path, error))
        }
    })
}

/// An object that cannot be written as JSON; `Display` says where and why.
#[derive(Debug)]
pub struct EncodeError {
    path: Path,
    error: serde_json::Error,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        At(&self.path, &self.error).fmt(f)
    }
}

impl std::error::Error for EncodeError {}

/// What all nodes share.
#[derive(Default)]
struct Writing {
    /// For an element of a list.
    null_for_nan: bool,
    /// Where something failed, the innermost step first; empty while all is well.
    unwound: RefCell<Vec<Step>>,
}

impl Writing {
    fn path(self) -> Path {
        Path::unwound(self.unwound.into_inner())
    }
}

/// A value, and how deep it is.
struct Node<'a, 'w> {
    value: Value<'a>,
    depth: usize,
    writing: &'w Writing,
}

impl<'a, 'w> Node<'a, 'w> {
    fn root(object: &'a dyn Object, writing: &'w Writing) -> Self {
        Self {
            value: Value::Object(object),
            depth: 0,
            writing,
        }
    }

    fn inner<'i>(&self, value: Value<'i>) -> Node<'i, 'w> {
        Node {
            value,
            depth: self.depth + 1,
            writing: self.writing,
        }
    }

    fn element<'i>(&self, list: &'i dyn List, index: usize) -> Node<'i, 'w> {
        self.inner(match list.at(index) {
            Value::Float(number) if number.is_nan() && self.writing.null_for_nan => Value::Absent,
            value => value,
        })
    }

    fn write_members<S: Serializer>(
        &self,
        object: &dyn Object,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut members = Members {
            map: serializer.serialize_map(None)?,
            node: self,
            result: Ok(()),
        };
        object.fields(&mut members);
        members.result?;
        members.map.end()
    }

    fn write_elements<S: Serializer>(
        &self,
        list: &dyn List,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut elements = serializer.serialize_seq(Some(list.len()))?;
        for index in 0..list.len() {
            elements
                .serialize_element(&self.element(list, index))
                .inspect_err(|_| self.unwind(Step::Index(index)))?;
        }
        elements.end()
    }

    fn unwind(&self, step: Step) {
        self.writing.unwound.borrow_mut().push(step);
    }
}

impl Serialize for Node<'_, '_> {
    #[expect(
        clippy::inline_always,
        reason = "measured: it is called for every value, from three places"
    )]
    #[inline(always)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Absent => serializer.serialize_none(),
            Value::String(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(number),
            Value::Unsigned(number) => serializer.serialize_u64(number),
            Value::Float(number) if number.is_finite() => serializer.serialize_f64(number),
            Value::Float(number) => Err(S::Error::custom(format_args!(
                "{number} cannot be written as JSON"
            ))),
            Value::Boolean(boolean) => serializer.serialize_bool(boolean),
            Value::Binary(bytes) => serializer.serialize_str(&BASE64.encode(bytes)),
            Value::Json(json) => json.serialize(serializer),
            Value::Object(_) | Value::List(_) if self.depth >= MAX_DEPTH => {
                Err(S::Error::custom("nested too deep"))
            }
            Value::Object(object) => self.write_members(object, serializer),
            Value::List(list) => self.write_elements(list, serializer),
        }
    }
}

struct Members<'a, 'n, 'w, M: SerializeMap> {
    map: M,
    node: &'n Node<'a, 'w>,
    /// The first error: the walk over the members cannot be stopped, only do nothing from then on.
    result: Result<(), M::Error>,
}

impl<'f, M: SerializeMap> Fields<'f> for Members<'_, '_, '_, M> {
    fn field(&mut self, name: &'static str, field: &'f dyn Field) {
        let value = field.get();
        if self.result.is_err() || matches!(value, Value::Absent) {
            return;
        }
        // The most frequent kinds go straight there: measured, it is a tenth of the time.
        self.result = match value {
            Value::String(text) => self.map.serialize_entry(name, text),
            Value::Integer(number) => self.map.serialize_entry(name, &number),
            Value::Boolean(boolean) => self.map.serialize_entry(name, &boolean),
            value => self.map.serialize_entry(name, &self.node.inner(value)),
        };
        if self.result.is_err() {
            self.node.unwind(Step::Member(name));
        }
    }
}
