use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::de::value::MapAccessDeserializer;
use serde_core::de::{
    Deserialize as _, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::Value as Json;

use super::members::{read_elements, read_members};
use super::number::Number;
use super::path::Step;
use super::read::Cursor;
use super::{Object, Slot};

/// Fills a slot with a value, and is lenient where nothing is lost.
pub(super) struct Fill<'a, 'c> {
    pub(super) slot: Slot<'a>,
    pub(super) cursor: &'c mut Cursor,
}

/// What became of the slot.
pub(super) enum Outcome {
    Set,
    /// There is no value.
    Absent,
}

impl<'de> DeserializeSeed<'de> for Fill<'_, '_> {
    type Value = Outcome;

    #[expect(
        clippy::inline_always,
        reason = "measured: it is called for every value, from three places"
    )]
    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        let Slot::Json(json) = self.slot else {
            return deserializer.deserialize_any(self);
        };
        *json = Json::deserialize(deserializer)?;
        Ok(if json.is_null() {
            Outcome::Absent
        } else {
            Outcome::Set
        })
    }
}

impl<'de> Visitor<'de> for Fill<'_, '_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(&self.slot))
    }

    fn visit_none<E: Error>(self) -> Result<Outcome, E> {
        Ok(absent(self.slot))
    }

    fn visit_unit<E: Error>(self) -> Result<Outcome, E> {
        Ok(absent(self.slot))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Outcome, E> {
        match self.slot {
            Slot::Boolean(slot) => *slot = value,
            Slot::String(slot) => *slot = value.to_string(),
            slot => return refuse(&slot, "a boolean"),
        }
        Ok(Outcome::Set)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Outcome, E> {
        if let Slot::Integer(slot) = self.slot {
            *slot = value;
            return Ok(Outcome::Set);
        }
        fill_number(self.slot, Number::Integer(value.into()))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Outcome, E> {
        match (self.slot, i64::try_from(value)) {
            (Slot::Integer(slot), Ok(value)) => *slot = value,
            (Slot::Unsigned(slot), _) => *slot = value,
            (slot, _) => return fill_number(slot, Number::Integer(value.into())),
        }
        Ok(Outcome::Set)
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<Outcome, E> {
        if let Slot::Float(slot) = self.slot {
            *slot = value;
            return Ok(Outcome::Set);
        }
        fill_number(self.slot, Number::Float(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Outcome, E> {
        fill_number(self.slot, Number::Integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Outcome, E> {
        fill_number(self.slot, Number::from(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Outcome, E> {
        match self.slot {
            Slot::String(slot) => {
                slot.clear();
                slot.push_str(value);
                Ok(Outcome::Set)
            }
            Slot::Binary(slot) => match BASE64.decode(value) {
                Ok(bytes) => {
                    *slot = bytes;
                    Ok(Outcome::Set)
                }
                Err(_) => refuse(&Slot::Binary(slot), "a string"),
            },
            slot => fill_from_text(slot, value.trim_ascii()),
        }
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<Outcome, E> {
        match self.slot {
            Slot::Binary(slot) => {
                *slot = value.to_vec();
                Ok(Outcome::Set)
            }
            slot => refuse(&slot, "bytes"),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Outcome, A::Error> {
        match self.slot {
            Slot::List(list) => {
                read_elements(list, self.cursor, elements)?;
                Ok(Outcome::Set)
            }
            Slot::Object(object) if !self.cursor.is_at_root() => {
                read_only_element(object, self.cursor, &mut elements)
            }
            slot => refuse(&slot, "a list"),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Outcome, A::Error> {
        match self.slot {
            Slot::Object(object) => read_members(object, self.cursor, members)?,
            Slot::List(list) => match list.push() {
                Slot::Object(object) => read_members(object, self.cursor, members)?,
                _ => return refuse(&Slot::List(list), "an object"),
            },
            // With serde_json's feature `arbitrary_precision`, which any crate of a build can turn on for all of them, a
            // number comes as a map that only `serde_json::Number` can read.
            slot => {
                let number = serde_json::Number::deserialize(MapAccessDeserializer::new(members));
                return match number.as_ref().map(Number::of_json) {
                    Ok(Some(number)) => fill_number(slot, number),
                    Ok(None) => refuse(&slot, "a number that is out of range"),
                    Err(_) => refuse(&slot, "an object"),
                };
            }
        }
        Ok(Outcome::Set)
    }
}

/// There is no value. An element of a list is there all the same, as empty as it was made; but 0 would be a measurement.
fn absent(slot: Slot<'_>) -> Outcome {
    if let Slot::Float(slot) = slot {
        *slot = f64::NAN;
    }
    Outcome::Absent
}

/// A list where an object is expected: that of its only element, if there is one.
fn read_only_element<'de, A: SeqAccess<'de>>(
    object: &mut dyn Object,
    cursor: &mut Cursor,
    elements: &mut A,
) -> Result<Outcome, A::Error> {
    cursor.enter()?;
    let fill = Fill {
        slot: Slot::Object(object),
        cursor,
    };
    let first = elements
        .next_element_seed(fill)
        .inspect_err(|_| cursor.unwind(Step::Index(0)))?;
    if elements.next_element::<IgnoredAny>()?.is_some() {
        return Err(refusal("an object", "a list of several"));
    }
    cursor.leave();
    Ok(first.unwrap_or(Outcome::Absent))
}

/// A text where something else is expected; an empty one says nothing.
fn fill_from_text<E: Error>(slot: Slot<'_>, text: &str) -> Result<Outcome, E> {
    if text.is_empty() {
        return Ok(absent(slot));
    }
    if let Slot::Boolean(slot) = slot {
        *slot = match text {
            "0" => false,
            "1" => true,
            _ if text.eq_ignore_ascii_case("false") => false,
            _ if text.eq_ignore_ascii_case("true") => true,
            _ => return refuse(&Slot::Boolean(slot), "a string"),
        };
        return Ok(Outcome::Set);
    }
    match (&slot, Number::parse(text)) {
        (Slot::Integer(_) | Slot::Unsigned(_) | Slot::Float(_), Some(number)) => {
            fill_number(slot, number)
        }
        _ => refuse(&slot, "a string"),
    }
}

fn fill_number<E: Error>(slot: Slot<'_>, number: Number) -> Result<Outcome, E> {
    let expected = expected(&slot);
    let taken = match slot {
        Slot::Integer(slot) => put(slot, number.to_i64()),
        Slot::Unsigned(slot) => put(slot, number.to_u64()),
        Slot::Float(slot) => put(slot, Some(number.to_f64())),
        Slot::Boolean(slot) => put(slot, number.to_bool()),
        Slot::String(slot) => put(slot, number.to_text()),
        _ => return Err(refusal(expected, "a number")),
    };
    if taken {
        Ok(Outcome::Set)
    } else {
        Err(refusal(expected, number.kind()))
    }
}

fn put<T>(slot: &mut T, value: Option<T>) -> bool {
    value.map(|value| *slot = value).is_some()
}

fn refuse<E: Error>(slot: &Slot<'_>, found: &str) -> Result<Outcome, E> {
    Err(refusal(expected(slot), found))
}

fn refusal<E: Error>(expected: &str, found: &str) -> E {
    E::custom(format_args!("expected {expected}, found {found}"))
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
