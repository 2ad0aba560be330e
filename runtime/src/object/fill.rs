use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::de::value::MapAccessDeserializer;
use serde_core::de::{Deserialize as _, Error, MapAccess, SeqAccess, Visitor};

use super::members::{read_elements, read_members};
use super::number::Number;
use super::{Path, Slot};

/// Fills a slot with a value that is not null, and is lenient where nothing is lost.
pub(super) struct Fill<'a, 'p> {
    pub(super) slot: Slot<'a>,
    pub(super) path: &'p Path<'p>,
}

impl<'de> Visitor<'de> for Fill<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(&self.slot))
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.refusal("null").unless(false)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let refusal = self.refusal("a boolean");
        refusal.unless(match self.slot {
            Slot::Boolean(slot) => put(slot, Some(value)),
            Slot::String(slot) => put(slot, Some(value.to_string())),
            _ => false,
        })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.number(Number::Integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.number(Number::Integer(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.number(Number::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        let refusal = self.refusal("a string");
        refusal.unless(match self.slot {
            Slot::String(slot) => put(slot, Some(value.to_owned())),
            Slot::Integer(slot) => put(slot, value.parse().ok()),
            Slot::Unsigned(slot) => put(slot, value.parse().ok()),
            // `inf` and `NaN` would parse, and could not be written again.
            Slot::Float(slot) => put(slot, value.parse().ok().filter(|f: &f64| f.is_finite())),
            Slot::Boolean(slot) => put(slot, value.parse().ok()),
            Slot::Binary(slot) => put(slot, BASE64.decode(value).ok()),
            _ => false,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<(), A::Error> {
        match self.slot {
            Slot::List(list) => read_elements(list, self.path, elements),
            _ => self.refusal("a list").unless(false),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        if let Slot::Object(object) = self.slot {
            return read_members(object, self.path, members);
        }
        // With serde_json's feature `arbitrary_precision`, which any crate of a build can turn on for all of them, a
        // number comes as a map that only `serde_json::Number` can read.
        let members = MapAccessDeserializer::new(members);
        match serde_json::Number::deserialize(members) {
            Ok(number) => self.number(Number::from(&number)),
            Err(_) => self.refusal("an object").unless(false),
        }
    }
}

impl<'p> Fill<'_, 'p> {
    fn number<E: Error>(self, number: Number) -> Result<(), E> {
        let refusal = self.refusal("a number");
        refusal.unless(match self.slot {
            Slot::Integer(slot) => put(slot, number.to_i64()),
            Slot::Unsigned(slot) => put(slot, number.to_u64()),
            Slot::Float(slot) => put(slot, Some(number.to_f64())),
            Slot::String(slot) => put(slot, number.to_text()),
            _ => false,
        })
    }

    /// The message for a value that the slot cannot take; it is made up before the slot is used up.
    fn refusal(&self, found: &'static str) -> Refusal<'p> {
        Refusal {
            path: self.path,
            expected: expected(&self.slot),
            found,
        }
    }
}

struct Refusal<'p> {
    path: &'p Path<'p>,
    expected: &'static str,
    found: &'static str,
}

impl Refusal<'_> {
    fn unless<E: Error>(self, taken: bool) -> Result<(), E> {
        let Self {
            path,
            expected,
            found,
        } = self;
        if taken {
            return Ok(());
        }
        Err(E::custom(format_args!(
            "{}expected {expected}, found {found}",
            path.prefix()
        )))
    }
}

fn put<T>(slot: &mut T, value: Option<T>) -> bool {
    value.map(|value| *slot = value).is_some()
}

fn expected(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::String(_) => "a string",
        Slot::Integer(_) => "an integer",
        Slot::Unsigned(_) => "an integer that is not negative",
        Slot::Float(_) => "a number",
        Slot::Boolean(_) => "a boolean",
        Slot::Binary(_) => "base64",
        Slot::Json(_) => "JSON",
        Slot::Object(_) => "an object",
        Slot::List(_) => "a list",
    }
}
