use std::fmt;

use super::path::{Path, Step};
use super::{Field, Fields, List, MAX_DEPTH, Object, Value};

/// A documented limit of a member, inclusive. Generated types list theirs in [`Object::limits`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    member: &'static str,
    bound: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    Min(f64),
    Max(f64),
    MinLength(u64),
    MaxLength(u64),
    MinItems(u64),
    MaxItems(u64),
}

impl Limit {
    /// A number is not smaller.
    pub const fn min(member: &'static str, min: f64) -> Self {
        Self::new(member, Bound::Min(min))
    }

    /// A number is not larger.
    pub const fn max(member: &'static str, max: f64) -> Self {
        Self::new(member, Bound::Max(max))
    }

    /// A text does not have fewer characters.
    pub const fn min_length(member: &'static str, characters: u64) -> Self {
        Self::new(member, Bound::MinLength(characters))
    }

    /// A text does not have more characters.
    pub const fn max_length(member: &'static str, characters: u64) -> Self {
        Self::new(member, Bound::MaxLength(characters))
    }

    /// A list does not have fewer items.
    pub const fn min_items(member: &'static str, items: u64) -> Self {
        Self::new(member, Bound::MinItems(items))
    }

    /// A list does not have more items.
    pub const fn max_items(member: &'static str, items: u64) -> Self {
        Self::new(member, Bound::MaxItems(items))
    }

    const fn new(member: &'static str, bound: Bound) -> Self {
        Self { member, bound }
    }
}

/// Checks the documented limits of an object and of all in it. What is not set is not checked.
///
/// # Errors
/// All limits that are not kept.
pub fn validate(object: &dyn Object) -> Result<(), ValidationError> {
    let mut violations = Vec::new();
    check_members(object, &mut Path::default(), &mut violations);
    if violations.is_empty() {
        Ok(())
    } else {
        Err(ValidationError { violations })
    }
}

/// A value that does not keep its documented limits. Documentation can be wrong: the service may take it all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidationError {
    violations: Vec<Violation>,
}

impl ValidationError {
    /// The limits that are not kept; never empty.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ValidationError {}

/// A limit that is not kept. It never shows the value, which may be a secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    path: String,
    bound: Bound,
}

impl Violation {
    /// Where, by the names on the wire: `Disks[0].Size`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// `Disks[0].Size: documented as at most 100`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: documented as ", self.path)?;
        match self.bound {
            Bound::Min(min) => write!(f, "at least {min}"),
            Bound::Max(max) => write!(f, "at most {max}"),
            Bound::MinLength(length) => write!(f, "at least {length} characters"),
            Bound::MaxLength(length) => write!(f, "at most {length} characters"),
            Bound::MinItems(items) => write!(f, "at least {items} items"),
            Bound::MaxItems(items) => write!(f, "at most {items} items"),
        }
    }
}

fn check(value: Value<'_>, path: &mut Path, violations: &mut Vec<Violation>) {
    if path.depth() >= MAX_DEPTH {
        // Nothing that deep can be sent.
        return;
    }
    match value {
        Value::Object(object) => check_members(object, path, violations),
        Value::List(list) => check_items(list, path, violations),
        _ => {}
    }
}

fn check_members(object: &dyn Object, path: &mut Path, violations: &mut Vec<Violation>) {
    object.fields(&mut Check {
        limits: object.limits(),
        path,
        violations,
    });
}

struct Check<'c> {
    limits: &'static [Limit],
    path: &'c mut Path,
    violations: &'c mut Vec<Violation>,
}

impl<'a> Fields<'a> for Check<'_> {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        let value = field.get();
        self.path.enter(Step::Member(name));
        for limit in self.limits.iter().filter(|limit| limit.member == name) {
            if !limit.bound.holds(&value) {
                self.violations.push(Violation {
                    path: self.path.to_string(),
                    bound: limit.bound,
                });
            }
        }
        check(value, self.path, self.violations);
        self.path.leave();
    }
}

fn check_items(list: &dyn List, path: &mut Path, violations: &mut Vec<Violation>) {
    for index in 0..list.len() {
        let value = list.at(index);
        if !matches!(value, Value::Object(_) | Value::List(_)) {
            // Only members have limits: the items of a list of scalars have none of their own.
            return;
        }
        path.enter(Step::Index(index));
        check(value, path, violations);
        path.leave();
    }
}

impl Bound {
    /// A value of another kind than the limit is about keeps it.
    #[expect(clippy::cast_precision_loss, reason = "documented limits are small")]
    fn holds(self, value: &Value<'_>) -> bool {
        let number = match *value {
            Value::Integer(integer) => Some(integer as f64),
            Value::Unsigned(integer) => Some(integer as f64),
            Value::Float(float) => Some(float),
            _ => None,
        };
        let length = || match value {
            Value::String(text) => Some(text.chars().count() as u64),
            _ => None,
        };
        let items = || match value {
            Value::List(list) => Some(list.len() as u64),
            _ => None,
        };
        match self {
            Self::Min(min) => number.is_none_or(|number| number >= min),
            Self::Max(max) => number.is_none_or(|number| number <= max),
            Self::MinLength(min) => length().is_none_or(|length| length >= min),
            Self::MaxLength(max) => length().is_none_or(|length| length <= max),
            Self::MinItems(min) => items().is_none_or(|items| items >= min),
            Self::MaxItems(max) => items().is_none_or(|items| items <= max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldsMut;

    #[derive(Default)]
    struct Disk {
        name: String,
        sizes: Vec<i64>,
        children: Vec<Disk>,
    }

    impl Object for Disk {
        fn name(&self) -> &'static str {
            "Disk"
        }

        fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
            visitor.field("Name", &self.name);
            visitor.field("Sizes", &self.sizes);
            visitor.field("Children", &self.children);
        }

        fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
            visitor.field("Name", &mut self.name);
            visitor.field("Sizes", &mut self.sizes);
            visitor.field("Children", &mut self.children);
        }

        fn empty() -> Self {
            Self::default()
        }

        fn limits(&self) -> &'static [Limit] {
            const { &[Limit::max_length("Name", 2), Limit::min_items("Sizes", 1)] }
        }
    }

    fn disk(name: &str, sizes: usize) -> Disk {
        Disk {
            name: name.to_owned(),
            sizes: vec![1; sizes],
            children: Vec::new(),
        }
    }

    #[test]
    fn what_keeps_its_limits_is_valid() {
        assert_eq!(validate(&disk("盘盘", 1)), Ok(()));
    }

    #[test]
    fn every_violation_is_told_with_its_path_and_without_the_value() {
        let object = Disk {
            children: vec![disk("ok", 1), disk("secret", 0)],
            ..disk("ok", 1)
        };
        let error = validate(&object).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Children[1].Name: documented as at most 2 characters; \
             Children[1].Sizes: documented as at least 1 items"
        );
        assert_eq!(error.violations()[0].path(), "Children[1].Name");
    }
}
