//! The type of a member.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The type of a member, written `string`, `list<integer>`, `Filter`, `list<Filter>` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeRef {
    /// Text.
    String,
    /// A signed 64-bit integer.
    Integer,
    /// An unsigned 64-bit integer.
    Unsigned,
    /// A 64-bit floating-point number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A time in ISO 8601, `2020-01-01T00:00:00+08:00`.
    Timestamp,
    /// A time as `2020-01-01 00:00:00`.
    Datetime,
    /// A day, `2020-01-01`.
    Date,
    /// Bytes.
    Binary,
    /// A data type, by name.
    Named(String),
    /// A list.
    List(Box<TypeRef>),
}

const SCALARS: &[(&str, TypeRef)] = &[
    ("string", TypeRef::String),
    ("integer", TypeRef::Integer),
    ("unsigned", TypeRef::Unsigned),
    ("float", TypeRef::Float),
    ("boolean", TypeRef::Boolean),
    ("timestamp", TypeRef::Timestamp),
    ("datetime", TypeRef::Datetime),
    ("date", TypeRef::Date),
    ("binary", TypeRef::Binary),
];

impl TypeRef {
    /// How deep lists can be nested in lists. Real ones have two levels.
    pub const DEPTH: usize = 16;

    /// A list of items of this type.
    #[must_use]
    pub fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    /// A list of lists of so many levels, unless they are too many.
    pub(crate) fn nested(self, levels: usize) -> Option<Self> {
        (levels <= Self::DEPTH).then(|| (0..levels).fold(self, |ty, _| ty.list()))
    }

    /// The type of the items, if it is a list.
    pub fn item(&self) -> Option<&Self> {
        match self {
            Self::List(item) => Some(item),
            _ => None,
        }
    }

    /// The type without the lists around it.
    pub fn innermost(&self) -> &Self {
        self.item().map_or(self, Self::innermost)
    }

    /// The name of the data type in it, if there is one.
    pub fn name(&self) -> Option<&str> {
        match self.innermost() {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::List(item) => write!(f, "list<{item}>"),
            scalar => match SCALARS.iter().find(|(_, ty)| ty == scalar) {
                Some((word, _)) => f.write_str(word),
                None => Err(fmt::Error),
            },
        }
    }
}

impl FromStr for TypeRef {
    type Err = UnknownType;

    fn from_str(text: &str) -> Result<Self, UnknownType> {
        let mut item = text;
        let mut levels = 0;
        while let Some(inner) = item
            .strip_prefix("list<")
            .and_then(|rest| rest.strip_suffix('>'))
        {
            item = inner;
            levels += 1;
        }
        item_from_str(item)
            .and_then(|ty| ty.nested(levels))
            .ok_or_else(|| UnknownType(text.to_owned()))
    }
}

fn item_from_str(text: &str) -> Option<TypeRef> {
    if let Some((_, scalar)) = SCALARS.iter().find(|(word, _)| *word == text) {
        return Some(scalar.clone());
    }
    let is_name = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| TypeRef::Named(text.to_owned()))
}

/// A text that is not a type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a type: expected a scalar such as `string`, the name of a data type, or `list<…>` of one"
)]
pub struct UnknownType(String);

impl Serialize for TypeRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TypeRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in [
            "string",
            "binary",
            "Filter",
            "list<string>",
            "list<list<Filter>>",
        ] {
            assert_eq!(text.parse::<TypeRef>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn rejects_what_is_no_type() {
        for text in ["", "list<", "list<>", "Array of String", "a-b"] {
            assert!(text.parse::<TypeRef>().is_err(), "{text:?}");
        }
        let nested = |levels| format!("{}A{}", "list<".repeat(levels), ">".repeat(levels));
        assert!(nested(TypeRef::DEPTH).parse::<TypeRef>().is_ok());
        assert!(nested(100_000).parse::<TypeRef>().is_err());
    }
}
