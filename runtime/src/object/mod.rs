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

pub(crate) use self::members::Members;
pub(crate) use self::path::Path;

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

    /// Hands out every member with its name on the wire, to be filled.
    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>);

    /// The documented limits of the members. Only [`validate`] looks at them.
    fn limits(&self) -> &'static [Limit] {
        &[]
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
