//! What the items of a spec are called in Rust: as the spec says, or as follows from their names on the wire.

use super::reserved::{self, unreserved};
use super::rule::{camel, shouty, snake};
use crate::spec::Member;

/// All names that follow from an action's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActionNames {
    pub(crate) module: String,
    pub(crate) method: String,
    /// The method that gives the pages, if it has any.
    pub(crate) pages: String,
    pub(crate) request: String,
    pub(crate) response: String,
    pub(crate) error: String,
}

impl ActionNames {
    /// The names of an action, by what the spec says or by its name on the wire; `service_error` is what its enum of error
    /// codes must not be.
    pub(crate) fn of(wire: &str, rust_name: Option<&str>, service_error: &str) -> Self {
        let stem = rust_name.unwrap_or(wire);
        let (snake, camel) = (snake(stem), camel(stem));
        Self {
            module: unreserved(snake.clone(), reserved::MODULES),
            pages: format!("{}_pages", snake.trim_start_matches("r#")),
            method: unreserved(snake, reserved::METHODS),
            request: format!("{camel}Request"),
            response: format!("{camel}Response"),
            error: unreserved(format!("{camel}Error"), &[service_error]),
        }
    }
}

/// The name of the enum of all error codes of a service.
pub(crate) fn service_error(service: &str) -> String {
    format!("{}Error", camel(service))
}

/// The name of the struct of a data type; `service_error` is what it must not be.
pub(crate) fn structure(wire: &str, rust_name: Option<&str>, service_error: &str) -> String {
    match rust_name {
        Some(name) => name.to_owned(),
        None => unreserved(unreserved(camel(wire), reserved::TYPES), &[service_error]),
    }
}

/// The name of the field and of the setter of a member.
pub(crate) fn field(member: &Member) -> String {
    match &member.rust_name {
        Some(name) => name.clone(),
        None => field_by_rule(&member.name),
    }
}

pub(super) fn field_by_rule(wire: &str) -> String {
    unreserved(snake(wire), reserved::MEMBERS)
}

/// The end of the name of a member's constants.
pub(crate) fn constant(member: &Member) -> String {
    match &member.rust_name {
        Some(name) => name.to_ascii_uppercase(),
        None => shouty(&member.name),
    }
}

/// The name of the variant of an error code.
pub(crate) fn variant(code: &str, rust_name: Option<&str>) -> String {
    match rust_name {
        Some(name) => name.to_owned(),
        None => unreserved(camel(code), reserved::VARIANTS),
    }
}
