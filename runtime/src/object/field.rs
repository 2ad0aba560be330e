use serde_json::Value as Json;

use super::{Binary, FieldsMut, List, Object};

/// A member of an [`Object`], or an element of a list.
///
/// Implemented for `String`, `i64`, `u64`, `f64`, `bool`, [`Binary`], [`serde_json::Value`], every [`Object`], and
/// `Option` and `Vec` of these.
pub trait Field {
    /// What is in it.
    fn get(&self) -> Value<'_>;

    /// Where to put what is read. A member that was not set is set, and empty, from here on.
    fn slot(&mut self) -> Slot<'_>;

    /// Back to not set; a member that is always there becomes empty.
    fn clear(&mut self);

    /// A field with nothing set.
    fn empty() -> Self
    where
        Self: Sized;
}

/// What a [`Field`] holds.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Not set: left out when written.
    Absent,
    /// A text.
    String(&'a str),
    /// A signed number.
    Integer(i64),
    /// An unsigned number.
    Unsigned(u64),
    /// A number with a fraction.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// Bytes, base64 in JSON.
    Binary(&'a [u8]),
    /// Any JSON.
    Json(&'a Json),
    /// An object with members of its own.
    Object(&'a dyn Object),
    /// A list.
    List(&'a dyn List),
}

/// The place in a [`Field`] that takes what is read.
#[non_exhaustive]
pub enum Slot<'a> {
    /// Takes a text.
    String(&'a mut String),
    /// Takes a signed number.
    Integer(&'a mut i64),
    /// Takes an unsigned number.
    Unsigned(&'a mut u64),
    /// Takes a number with a fraction.
    Float(&'a mut f64),
    /// Takes true or false.
    Boolean(&'a mut bool),
    /// Takes bytes, base64 in JSON.
    Binary(&'a mut Vec<u8>),
    /// Takes any JSON.
    Json(&'a mut Json),
    /// Takes an object with members of its own.
    Object(&'a mut dyn Object),
    /// Takes a list.
    List(&'a mut dyn List),
}

macro_rules! scalar_field {
    ($type:ty, $variant:ident, $this:ident => $value:expr, $slot:expr) => {
        impl Field for $type {
            fn get(&self) -> Value<'_> {
                let $this = self;
                Value::$variant($value)
            }

            fn slot(&mut self) -> Slot<'_> {
                let $this = self;
                Slot::$variant($slot)
            }

            fn clear(&mut self) {
                *self = Self::default();
            }

            fn empty() -> Self {
                Self::default()
            }
        }
    };
}

scalar_field!(String, String, this => this, this);
scalar_field!(i64, Integer, this => *this, this);
scalar_field!(u64, Unsigned, this => *this, this);
scalar_field!(f64, Float, this => *this, this);
scalar_field!(bool, Boolean, this => *this, this);
scalar_field!(Binary, Binary, this => &this.0, &mut this.0);
scalar_field!(Json, Json, this => this, this);

impl<T: Field> Field for Option<T> {
    fn get(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Absent, T::get)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.get_or_insert_with(T::empty).slot()
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn empty() -> Self {
        None
    }
}

impl<T: Object> Field for T {
    fn get(&self) -> Value<'_> {
        Value::Object(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Object(self)
    }

    fn clear(&mut self) {
        clear_members(self);
    }

    fn empty() -> Self {
        T::empty()
    }
}

/// Walks the members, where `*self = T::empty()` would be compiled for every type.
fn clear_members(object: &mut dyn Object) {
    struct Clear;

    impl<'a> FieldsMut<'a> for Clear {
        fn field(&mut self, _name: &'static str, field: &'a mut dyn Field) {
            field.clear();
        }
    }

    object.fields_mut(&mut Clear);
}
