//! Limits of numbers, of the length of strings and of the number of items.

mod items;
mod length;
mod range;

pub(super) use self::items::items;
pub(super) use self::length::length;
pub(super) use self::range::range;

use super::statement::Statement;

/// Inclusive limits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Limits<T> {
    /// The smallest or fewest.
    pub min: Option<T>,
    /// The largest or most.
    pub max: Option<T>,
}

impl<T> Limits<T> {
    const NONE: Self = Self {
        min: None,
        max: None,
    };
}

/// Whether a count is one of the member, whatever else is sent.
fn holds(statement: &Statement<'_>) -> bool {
    !statement.is_conditional() && !statement.is_about_inner()
}

/// A named number of a phrase: `1,000`, `100`.
fn count(statement: &Statement<'_>, name: &str) -> Option<u64> {
    statement.part(name).replace(',', "").parse().ok()
}

/// The limits, when all that is said agrees and makes sense. A limit of one side agrees with one of both.
fn all_agree(found: Vec<Limits<u64>>) -> Limits<u64> {
    let mut whole = Limits::NONE;
    for Limits { min, max } in found {
        for (known, other) in [(&mut whole.min, min), (&mut whole.max, max)] {
            match (&known, other) {
                (Some(known), Some(other)) if *known != other => return Limits::NONE,
                (None, Some(_)) => *known = other,
                _ => {}
            }
        }
    }
    let is_sound = whole
        .max
        .is_none_or(|max| max > 0 && whole.min.is_none_or(|min| min <= max));
    if is_sound { whole } else { Limits::NONE }
}

#[cfg(test)]
fn shown<T: ToString>(limits: &Limits<T>) -> String {
    let side = |side: &Option<T>| side.as_ref().map_or(String::new(), T::to_string);
    format!("{}..{}", side(&limits.min), side(&limits.max))
}
