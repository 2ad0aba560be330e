use std::fmt::{self, DebugStruct, Formatter};

use super::secret::is_secret;
use super::{Field, Fields, List, MAX_DEPTH, Object, Value};

/// What [`object_traits!`](crate::object_traits) implements `Debug` with: the members that are set, by their names on
/// the wire. Passwords, keys, tokens and the like are `[redacted]`; which members these are goes by their names.
///
/// # Errors
/// Only what the formatter itself answers.
pub fn debug(object: &dyn Object, f: &mut Formatter<'_>) -> fmt::Result {
    debug_object(object, 0, f)
}

fn debug_object(object: &dyn Object, depth: usize, f: &mut Formatter<'_>) -> fmt::Result {
    let mut members = Members {
        output: f.debug_struct(object.name()),
        depth,
    };
    object.fields(&mut members);
    members.output.finish()
}

struct Members<'o, 'f> {
    output: DebugStruct<'o, 'f>,
    depth: usize,
}

impl<'a> Fields<'a> for Members<'_, '_> {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        match field.get() {
            Value::Absent => {}
            value if is_secret(name, &value) => {
                self.output.field(name, &format_args!("[redacted]"));
            }
            value => {
                let depth = self.depth + 1;
                self.output.field(name, &Shown { value, depth });
            }
        }
    }
}

struct Shown<'a> {
    value: Value<'a>,
    depth: usize,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Absent => f.write_str("null"),
            Value::String(text) => text.fmt(f),
            Value::Integer(number) => number.fmt(f),
            Value::Unsigned(number) => number.fmt(f),
            Value::Float(number) => number.fmt(f),
            Value::Boolean(boolean) => boolean.fmt(f),
            Value::Binary(bytes) => write!(f, "Binary({} bytes)", bytes.len()),
            Value::Json(json) => write!(f, "{json}"),
            Value::Object(_) | Value::List(_) if self.depth >= MAX_DEPTH => f.write_str(".."),
            Value::Object(object) => debug_object(object, self.depth, f),
            Value::List(list) => self.debug_list(list, f),
        }
    }
}

impl Shown<'_> {
    fn debug_list(&self, list: &dyn List, f: &mut Formatter<'_>) -> fmt::Result {
        let depth = self.depth + 1;
        let elements = (0..list.len()).map(|index| Shown {
            value: list.at(index),
            depth,
        });
        f.debug_list().entries(elements).finish()
    }
}
