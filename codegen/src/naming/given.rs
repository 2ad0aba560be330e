//! Names that a spec gives: whether they can be what they are given to.

use serde::{Deserialize, Deserializer, de::Error};

use super::reserved;
use super::rule::{KEYWORDS, snake};

/// Reads the `rust_name` of a member.
pub(crate) fn member<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    read(json, |name| {
        if !is_snake(name) {
            return Err(
                "expected small letters and digits, words joined by `_`, as in `dns_format_`",
            );
        }
        unless_taken(name, reserved::MEMBERS)
    })
}

/// Reads the `rust_name` of a data type.
pub(crate) fn data_type<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    read(json, |name| {
        if !is_camel(name) {
            return Err("expected words that start with a capital, as in `ZoneInfo2`");
        }
        unless_taken(name, reserved::TYPES)
    })
}

/// Reads the `rust_name` of an action.
pub(crate) fn action<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    read(json, |name| {
        // Other names are made by adding to it.
        if !is_camel(name) || name.ends_with('_') {
            return Err("expected words that start with a capital, as in `DescribeHosts2`");
        }
        let of_functions = snake(name);
        unless_taken(&of_functions, reserved::METHODS)?;
        unless_taken(&of_functions, reserved::MODULES)
    })
}

/// Reads the `rust_name` of an error code.
pub(crate) fn code<'de, D: Deserializer<'de>>(json: D) -> Result<Option<String>, D::Error> {
    read(json, |name| {
        if !is_camel(name) {
            return Err("expected words that start with a capital, as in `InvalidZone2`");
        }
        unless_taken(name, reserved::VARIANTS)
    })
}

fn read<'de, D: Deserializer<'de>>(
    json: D,
    check: fn(&str) -> Result<(), &'static str>,
) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(json)?;
    match check(&name) {
        Ok(()) => Ok(Some(name)),
        Err(why) => {
            let message = format!("`{name}` cannot be the `rust_name`: {why}");
            Err(D::Error::custom(message))
        }
    }
}

/// Whether it is written as a field is, so that the compiler has nothing to say against it.
fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.contains("__")
        && name
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_')
}

/// The same for a type or a variant.
fn is_camel(name: &str) -> bool {
    let word = name.strip_suffix('_').unwrap_or(name);
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|c| c.is_ascii_alphanumeric())
}

fn unless_taken(name: &str, reserved: &[&str]) -> Result<(), &'static str> {
    let plain = name.trim_start_matches("r#");
    if KEYWORDS.contains(&plain) || matches!(plain, "self" | "super" | "crate" | "Self") {
        return Err("it is a word of the language");
    }
    if reserved.contains(&name) {
        return Err("the generated code has it already");
    }
    Ok(())
}
