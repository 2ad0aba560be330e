//! The Rust type of a field.

use crate::spec::TypeRef;

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// `String`.
    String,
    /// `i64`.
    Integer,
    /// `u64`.
    Unsigned,
    /// `f64`.
    Float,
    /// `bool`.
    Boolean,
    /// The runtime's `Binary`.
    Binary,
    /// Any JSON: for data types that the spec does not describe.
    Json,
    /// A struct of the service.
    Struct(String),
    /// A `Box`: a data type that contains itself.
    Box(Box<RustType>),
    /// An `Option`.
    Option(Box<RustType>),
    /// A `Vec`.
    Vec(Box<RustType>),
}

impl RustType {
    /// The plain type of a spec type; `name_of` gives the struct of a data type, if the spec describes it.
    pub(crate) fn plain(ty: &TypeRef, name_of: &dyn Fn(&str) -> Option<String>) -> Self {
        match ty {
            TypeRef::String | TypeRef::Timestamp | TypeRef::Datetime | TypeRef::Date => {
                Self::String
            }
            TypeRef::Integer => Self::Integer,
            TypeRef::Unsigned => Self::Unsigned,
            TypeRef::Float => Self::Float,
            TypeRef::Boolean => Self::Boolean,
            TypeRef::Binary => Self::Binary,
            TypeRef::Named(name) => name_of(name).map_or(Self::Json, Self::Struct),
            TypeRef::List(item) => Self::Vec(Box::new(Self::plain(item, name_of))),
        }
    }

    /// In an `Option`.
    #[must_use]
    pub(crate) fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// In a `Box`.
    #[must_use]
    pub(crate) fn boxed(self) -> Self {
        Self::Box(Box::new(self))
    }

    /// The type without the `Option` around it: what a setter takes.
    pub fn value(&self) -> &Self {
        match self {
            Self::Option(value) => value,
            value => value,
        }
    }

    /// The name of the struct in it, if there is one.
    pub fn struct_name(&self) -> Option<&str> {
        match self {
            Self::Struct(name) => Some(name),
            Self::Box(inner) | Self::Option(inner) | Self::Vec(inner) => inner.struct_name(),
            _ => None,
        }
    }
}
