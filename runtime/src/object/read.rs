use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error};

use super::fill::{Fill, Outcome};
use super::path::{At, Path, Step};
use super::{MAX_DEPTH, Object, Slot};

/// Reads JSON into an object, which usually is [empty](Object::empty) before. A member that is missing stays as it was;
/// for all else, see [what is read](super#what-is-read).
///
/// # Errors
/// What is not JSON, is nested more than 100 deep, or holds a value that a member cannot take. The message has the
/// path of the member, the type that was expected, and the type that was found; it never has the value, which may be
/// a secret.
pub fn decode(json: &[u8], object: &mut dyn Object) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let mut cursor = Cursor::default();
    read(&mut deserializer, object, &mut cursor)
        .and_then(|()| deserializer.end())
        .map_err(|error| cursor.error(error))
}

/// What [`object_traits!`](crate::object_traits) implements serde's `Deserialize` with, by the rules of [`decode`].
///
/// The format must be self-describing, as JSON, YAML, TOML and CBOR are.
///
/// # Errors
/// As [`decode`], in the format's own error type.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut object = T::empty();
    deserialize_into(deserializer, &mut object)?;
    Ok(object)
}

/// All of it that does not depend on the type.
fn deserialize_into<'de, D: Deserializer<'de>>(
    deserializer: D,
    object: &mut dyn Object,
) -> Result<(), D::Error> {
    let mut cursor = Cursor::default();
    let read = read(deserializer, object, &mut cursor);
    let path = cursor.path();
    read.map_err(|error| {
        if path.is_root() {
            error
        } else {
            D::Error::custom(At(&path, error))
        }
    })
}

fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    object: &mut dyn Object,
    cursor: &mut Cursor,
) -> Result<(), D::Error> {
    let slot = Slot::Object(object);
    match (Fill { slot, cursor }).deserialize(deserializer)? {
        Outcome::Set => Ok(()),
        Outcome::Absent => Err(D::Error::custom("expected an object, found no value")),
    }
}

/// JSON that cannot be read into an object; `Display` says where and why.
#[derive(Debug)]
pub struct DecodeError {
    path: Path,
    error: serde_json::Error,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        At(&self.path, &self.error).fmt(f)
    }
}

impl std::error::Error for DecodeError {}

/// An error that names no member.
impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self {
            path: Path::default(),
            error,
        }
    }
}

impl DecodeError {
    /// With the path from a member of the outermost object on.
    pub(crate) fn below(self, member: &'static str) -> Self {
        Self {
            path: self.path.below(member),
            ..self
        }
    }
}

/// Where reading is. Only how deep that is, while all is well.
#[derive(Default)]
pub(super) struct Cursor {
    depth: usize,
    /// The innermost first.
    unwound: Vec<Step>,
}

impl Cursor {
    /// One object or list in.
    pub(super) fn enter<E: Error>(&mut self) -> Result<(), E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom("nested too deep"));
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether this is outside of the outermost object.
    pub(super) fn is_at_root(&self) -> bool {
        self.depth == 0
    }

    /// Notes where it was that something failed.
    pub(super) fn unwind(&mut self, step: Step) {
        self.unwound.push(step);
    }

    fn error(self, error: serde_json::Error) -> DecodeError {
        let path = self.path();
        DecodeError { path, error }
    }

    fn path(self) -> Path {
        Path::unwound(self.unwound)
    }
}
