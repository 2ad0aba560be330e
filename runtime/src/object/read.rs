use std::fmt;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};

use super::fill::Fill;
use super::{Field, Object, Path, Slot};

/// Reads JSON into an object, which usually is [empty](Object::empty) before.
///
/// - A name that the object does not have is ignored; a member that is missing stays as it was.
/// - `null` clears a member. In a list it is an empty element, so that the others keep their places.
/// - A member that occurs twice has what it had last.
/// - A scalar may come as another type where nothing is lost: `"10"` and `1.0` for an integer, `10` for a text,
///   `"true"` for a boolean. APIs disagree with their documentation in this more than in anything else.
///
/// # Errors
/// What is not JSON, is nested more than 100 deep, or holds a value that a member cannot take. The message has the
/// path of the member, the type that was expected, and the type that was found; it never has the value, which may be
/// a secret.
pub fn decode(json: &[u8], object: &mut dyn Object) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    read(&mut deserializer, object)
        .and_then(|()| deserializer.end())
        .map_err(DecodeError)
}

/// What [`object_traits!`](crate::object_traits) implements serde's `Deserialize` with, by the rules of [`decode`].
///
/// The format must be self-describing, as JSON, YAML, TOML and `MessagePack` are.
///
/// # Errors
/// As [`decode`], in the format's own error type.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut object = T::empty();
    read(deserializer, &mut object)?;
    Ok(object)
}

fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    object: &mut dyn Object,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(Fill {
        slot: Slot::Object(object),
        path: &Path::ROOT,
    })
}

/// JSON that cannot be read into an object; `Display` says where and why.
#[derive(Debug)]
pub struct DecodeError(pub(crate) serde_json::Error);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for DecodeError {}

/// What is read next goes here.
pub(super) struct Place<'a, 'p> {
    pub(super) target: Target<'a>,
    pub(super) path: &'p Path<'p>,
}

pub(super) enum Target<'a> {
    Member(&'a mut dyn Field),
    /// Was pushed a moment ago, so it is empty.
    Element(Slot<'a>),
}

impl<'de> DeserializeSeed<'de> for Place<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

/// Decides between null and a value. A format that does not know options calls the method of the value itself, which
/// is then wrapped up again for `visit_some`.
impl<'de> Visitor<'de> for Place<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        if let Target::Member(field) = self.target {
            field.clear();
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let slot = match self.target {
            Target::Element(slot) => slot,
            Target::Member(field) => {
                // The last of two wins as a whole; without this, lists would grow and objects mix.
                field.clear();
                field.slot()
            }
        };
        if let Slot::Json(json) = slot {
            *json = Deserialize::deserialize(deserializer)?;
            return Ok(());
        }
        deserializer.deserialize_any(Fill {
            slot,
            path: self.path,
        })
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.visit_some(value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.visit_some(value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.visit_some(value.into_deserializer())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.visit_some(value.into_deserializer())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.visit_some(value.into_deserializer())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        self.visit_some(SeqAccessDeserializer::new(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        self.visit_some(MapAccessDeserializer::new(members))
    }
}
