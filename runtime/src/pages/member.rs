//! Members of a request or response by their names.

use crate::Field;
use crate::object::{Fields, FieldsMut, Object, Slot, Value};

/// What is in a member, or, as `Data.Items`, in a member of an object in it.
pub(super) fn get<'a>(object: &'a dyn Object, path: &str) -> Value<'a> {
    match path.split_once('.') {
        None => get_member(object, path),
        Some((outer, path)) => match get_member(object, outer) {
            Value::Object(object) => get(object, path),
            _ => Value::Absent,
        },
    }
}

fn get_member<'a>(object: &'a dyn Object, name: &str) -> Value<'a> {
    struct Find<'a, 'n> {
        name: &'n str,
        found: Value<'a>,
    }

    impl<'a> Fields<'a> for Find<'a, '_> {
        fn field(&mut self, name: &'static str, field: &'a dyn Field) {
            if name == self.name {
                self.found = field.get();
            }
        }
    }

    let mut find = Find {
        name,
        found: Value::Absent,
    };
    object.fields(&mut find);
    find.found
}

/// What a service takes as a place in a list: services call it a number or a text.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Number(u64),
    Text(&'a str),
}

/// Sets a member; `false` if the object has none of that name that takes the value.
pub(super) fn set(object: &mut dyn Object, name: &str, place: Place<'_>) -> bool {
    struct Set<'n> {
        name: &'n str,
        place: Place<'n>,
        done: bool,
    }

    impl<'a> FieldsMut<'a> for Set<'_> {
        fn field(&mut self, name: &'static str, field: &'a mut dyn Field) {
            if name == self.name {
                self.done = put(field.slot(), self.place).is_some();
            }
        }
    }

    let mut set = Set {
        name,
        place,
        done: false,
    };
    object.fields_mut(&mut set);
    set.done
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no list has as many items as a float cannot count"
)]
fn put(slot: Slot<'_>, place: Place<'_>) -> Option<()> {
    match (slot, place) {
        (Slot::Integer(slot), Place::Number(number)) => *slot = number.try_into().ok()?,
        (Slot::Integer(slot), Place::Text(text)) => *slot = text.parse().ok()?,
        (Slot::Unsigned(slot), Place::Number(number)) => *slot = number,
        (Slot::Unsigned(slot), Place::Text(text)) => *slot = text.parse().ok()?,
        (Slot::Float(slot), Place::Number(number)) => *slot = number as f64,
        (Slot::String(slot), Place::Number(number)) => *slot = number.to_string(),
        (Slot::String(slot), Place::Text(text)) => text.clone_into(slot),
        _ => return None,
    }
    Some(())
}

/// A number of items or pages, also one that is a text.
pub(super) fn number(value: Value<'_>) -> Option<u64> {
    /// 2⁵³: below, a float holds every integer exactly.
    const EXACT: f64 = 9_007_199_254_740_992.0;

    match value {
        Value::Integer(number) => number.try_into().ok(),
        Value::Unsigned(number) => Some(number),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is whole, and in range"
        )]
        Value::Float(number) => {
            (number.fract() == 0.0 && (0.0..EXACT).contains(&number)).then_some(number as u64)
        }
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Yes or no, also as a number.
pub(super) fn flag(value: Value<'_>) -> Option<bool> {
    match value {
        Value::Boolean(flag) => Some(flag),
        value => number(value).map(|number| number != 0),
    }
}

/// A token as a text; an empty one is none.
pub(super) fn token(value: Value<'_>) -> Option<String> {
    match value {
        Value::String(text) => (!text.is_empty()).then(|| text.to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Unsigned(number) => Some(number.to_string()),
        _ => None,
    }
}
