//! Access to the members of a type without generics, so that one reader and one writer serve every generated type.
//!
//! A generated type says three things: its name, and its members to look at and to fill; [`object!`](crate::object!) turns a
//! list of members into that. Everything else that is usually derived per type ([`encode`], [`decode`], `Debug`,
//! `PartialEq`, serde's traits) is one function here that walks `&dyn Object`. That keeps a crate of hundreds of types
//! quick to compile.
//!
//! | file | holds |
//! |---|---|
//! | `field` | [`Field`]: what a member is, as a [`Value`] to look at and a [`Slot`] to fill |
//! | `list` | [`List`]: the elements of a list |
//! | `binary` | [`Binary`]: bytes, base64 in JSON |
//! | `read` | the one reader |
//! | `members`, `fill`, `number` | its parts: names and elements, one value into its slot, numbers that stay exact |
//! | `write` | the one writer |
//! | `limits` | [`validate`]: the documented limits, for who asks |
//! | `declaration`, `traits` | [`object!`](crate::object!) and [`object_traits!`](crate::object_traits): what types need to be objects |
//! | `equal` | `PartialEq` |
//! | `debug`, `secret` | `Debug`, and which members it hides |
//! | `path` | where in a value something is, for messages |
//!
//! # What is read
//!
//! Services disagree with their documentation about the types of values more than about anything else. So a value may
//! come as another type where nothing is lost by that, and everything that is not in this table is an error with the path
//! of the member, what was expected and what was found; never with the value, which may be a secret. No value is ever
//! changed to another one in silence.
//!
//! | member | read from |
//! |---|---|
//! | text | a text, as it is, also an empty one; a number: an integer of up to 64 bits digit for digit, another as the shortest text of the 64-bit float, if it is below 2⁵³; `true`, `false` |
//! | integer, unsigned | a number that fits and has no fraction: an integer digit for digit, `1.0` and `1e3` if below 2⁵³; the same as a text |
//! | float | any number, as the nearest 64-bit float; the same as a text, but neither `NaN` nor infinite |
//! | boolean | `true`, `false`, `1`, `0`; the same as a text, in any case |
//! | bytes | base64; where a format has bytes, these |
//! | object | an object; a list of one, as its element, and an empty list as no value |
//! | list | a list; where its elements are objects, an object, as a list of one |
//! | any JSON | anything; numbers as [`serde_json::Value`] has them |
//!
//! - **No value** is `null`, and an empty text for everything but texts, bytes and any JSON. The member is as if it had not
//!   been there: `None`, or empty where it is always there. A list stays as long as it was: an element without a value is
//!   an empty one (`""`, `0`, `false`, `[]`, an object with nothing set); among floats, where 0 would be a measurement, it is NaN.
//! - Around a number or boolean in a text, spaces and line breaks do not matter.
//! - A name that the object does not have is skipped with all below it.
//! - Of a member that comes twice, the last counts, as a whole.
//! - What is missing stays as it was.
//! - Objects and lists may be nested 100 deep.
//!
//! # What is written
//!
//! Exactly what is set, in the order of the members, and nothing else. A number that JSON does not have (NaN, infinity) is
//! an error before anything is sent.

mod binary;
mod debug;
mod declaration;
mod equal;
mod field;
mod fill;
mod limits;
mod list;
mod members;
mod number;
mod path;
mod read;
mod secret;
mod traits;
mod write;

pub use self::binary::Binary;
pub use self::debug::debug;
pub use self::equal::equal;
pub use self::field::{Field, Slot, Value};
pub use self::limits::{Limit, ValidationError, Violation, validate};
pub use self::list::List;
pub use self::read::{DecodeError, decode, deserialize};
pub use self::write::{EncodeError, encode, serialize};

pub(crate) use self::secret::is_secret_name;
pub(crate) use self::write::encode_member;

/// Objects and lists may be nested this deep; what is deeper is an error and not a stack overflow.
///
/// Answers of the API stay below ten. `serde_json` draws its own line at 128.
pub(crate) const MAX_DEPTH: usize = 100;

/// A type whose members are reached by name.
///
/// Generated code implements it; a hand-written type can, to be read and written like a generated one. Both methods
/// must name the same members in the same order.
pub trait Object {
    /// The type's name, for `Debug` and messages.
    fn name(&self) -> &'static str;

    /// Shows every member with its name on the wire.
    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>);

    /// Hands out every member with its name on the wire, to be filled. Reading asks once if the JSON has the order of the
    /// members, and again for each name that is out of it.
    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>);

    /// The documented limits of the members. Only [`validate`] looks at them.
    fn limits(&self) -> &'static [Limit] {
        &[]
    }

    /// Where to put a whole answer, of an object that is any JSON and has no members.
    fn any_json(&mut self) -> Option<&mut serde_json::Value> {
        None
    }

    /// A value with nothing set, where decoding starts. A required member is empty, too: `""`, `0`, `[]`.
    fn empty() -> Self
    where
        Self: Sized;
}

/// Is shown the members of an [`Object`].
pub trait Fields<'a> {
    /// One member and its name on the wire.
    fn field(&mut self, name: &'static str, field: &'a dyn Field);
}

/// Is handed the members of an [`Object`].
pub trait FieldsMut<'a> {
    /// One member and its name on the wire.
    fn field(&mut self, name: &'static str, field: &'a mut dyn Field);
}

/// A boxed object is that object: this is how a type can contain itself.
impl<T: Object> Object for Box<T> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
        (**self).fields(visitor);
    }

    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
        (**self).fields_mut(visitor);
    }

    fn limits(&self) -> &'static [Limit] {
        (**self).limits()
    }

    fn empty() -> Self {
        Self::new(T::empty())
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
