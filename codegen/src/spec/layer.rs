//! One layer of knowledge over another: documentation over a catalogue.
//!
//! A catalogue knows all members and their exact types, a documentation page says what they mean and which error codes an
//! action has. What both tell is taken from the upper layer, what only one tells from that one, and a type from the layer
//! that is more exact. Nothing is lost: what the two contradict each other about is told.

use std::collections::BTreeMap;
use std::fmt;

use crate::naming;

use super::{Action, ErrorCode, KnownValue, Member, Spec, Type, TypeRef};

/// Something that two layers do not agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// Both tell a fact, in different ways. The upper one's was taken.
    Contradiction {
        /// What it is about: `TerminateInstances request InstanceIds`.
        place: String,
        /// Which fact: `type`.
        fact: &'static str,
        /// What the lower layer tells.
        lower: String,
        /// What the upper layer tells.
        upper: String,
    },
    /// A member of what both describe, which the upper layer lacks. It was kept.
    OnlyBelow(String),
    /// A member of what both describe, which the lower layer lacks. It was added.
    OnlyAbove(String),
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction {
                place,
                fact,
                lower,
                upper,
            } => write!(
                f,
                "{place}: its {fact} is `{upper}` here and `{lower}` in what was known: taken from here"
            ),
            Self::OnlyBelow(place) => {
                write!(f, "{place}: is not here, only in what was known: kept")
            }
            Self::OnlyAbove(place) => {
                write!(f, "{place}: is only here, not in what was known: added")
            }
        }
    }
}

impl Spec {
    /// Lays what another spec of the same service version tells over this one.
    ///
    /// - A fact that both tell is the upper one's: what a user read on purpose counts more than what was there.
    /// - A type is that of the layer that is more exact: pages call signed and unsigned numbers `Integer`, and any form of
    ///   a time `String`.
    /// - A Rust name is the upper one's, if it tells it.
    /// - A member, an action, a data type or an error code that one of them lacks is there: a page can be older than the
    ///   catalogue, or newer.
    pub fn lay_over(&mut self, upper: Spec) -> Vec<Disagreement> {
        let mut layers = Layers::default();
        let codes = naming::named_codes(&upper);
        take(&mut self.endpoint, upper.endpoint);
        take(&mut self.title, upper.title);
        take_text(&mut self.doc, upper.doc);
        for (name, upper) in upper.actions {
            match self.actions.get_mut(&name) {
                Some(lower) => layers.action(&name, lower, upper),
                None => drop(self.actions.insert(name, upper)),
            }
        }
        for (name, upper) in upper.types {
            match self.types.get_mut(&name) {
                Some(lower) => layers.data_type(&name, lower, upper),
                None => drop(self.types.insert(name, upper)),
            }
        }
        take_errors(&mut self.errors, upper.errors);
        if !upper.common_parameters.is_empty() {
            self.common_parameters = upper.common_parameters;
        }
        if !upper.regions.is_empty() {
            self.regions = upper.regions;
        }
        // A code has one name, wherever it stands.
        for (code, rust_name) in codes {
            code.name(self, &rust_name);
        }
        layers.disagreements
    }
}

impl Spec {
    /// Only what was read from pages.
    #[must_use]
    pub fn of_pages(mut self) -> Self {
        self.actions.retain(|_, action| action.source.is_some());
        self.types.retain(|_, of| of.source.is_some());
        Self {
            actions: self.actions,
            types: self.types,
            ..Self::default()
        }
    }
}

/// The upper one's, if it tells it.
fn take<T>(lower: &mut Option<T>, upper: Option<T>) {
    if upper.is_some() {
        *lower = upper;
    }
}

fn take_text(lower: &mut String, upper: String) {
    if !upper.is_empty() {
        *lower = upper;
    }
}

fn take_list<T>(lower: &mut Vec<T>, upper: Vec<T>) {
    if !upper.is_empty() {
        *lower = upper;
    }
}

/// The same for error codes, by code.
pub(crate) fn keep_code_names(new: &mut [ErrorCode], old: &[ErrorCode]) {
    for old in old.iter().filter(|old| old.rust_name.is_some()) {
        for new in new.iter_mut().filter(|new| new.code == old.code) {
            keep_name(&mut new.rust_name, old.rust_name.as_ref());
        }
    }
}

/// The name that was known, unless there is one now.
pub(crate) fn keep_name(new: &mut Option<String>, old: Option<&String>) {
    if new.is_none() {
        *new = old.cloned();
    }
}

/// The codes of both, with the upper one's texts.
fn take_errors(lower: &mut Vec<ErrorCode>, upper: Vec<ErrorCode>) {
    let places: BTreeMap<String, usize> = lower
        .iter()
        .enumerate()
        .map(|(at, error)| (error.code.clone(), at))
        .collect();
    for upper in upper {
        match places.get(&upper.code) {
            Some(&at) => {
                take(&mut lower[at].rust_name, upper.rust_name);
                take_text(&mut lower[at].doc, upper.doc);
            }
            None => lower.push(upper),
        }
    }
}

#[derive(Default)]
struct Layers {
    disagreements: Vec<Disagreement>,
}

impl Layers {
    fn action(&mut self, name: &str, lower: &mut Action, mut upper: Action) {
        take(&mut lower.rust_name, upper.rust_name);
        take(&mut lower.title, upper.title);
        take_text(&mut lower.doc, upper.doc);
        take(&mut lower.updated, upper.updated);
        take(&mut lower.rate_limit, upper.rate_limit);
        take(&mut lower.region, upper.region);
        take_list(&mut lower.regions, upper.regions);
        lower.deprecated |= upper.deprecated;
        lower.streaming |= upper.streaming;
        lower.unsigned |= upper.unsigned;
        take(&mut lower.body, upper.body);
        take(&mut lower.endpoint, upper.endpoint);
        take(&mut lower.pages, upper.pages);
        self.members(
            &format!("{name} request"),
            &mut lower.request,
            upper.request,
        );
        self.members(
            &format!("{name} response"),
            &mut lower.response,
            upper.response,
        );
        keep_code_names(&mut upper.errors, &lower.errors);
        take_list(&mut lower.errors, upper.errors);
        take_list(&mut lower.examples, upper.examples);
        take(&mut lower.source, upper.source);
    }

    fn data_type(&mut self, name: &str, lower: &mut Type, upper: Type) {
        take(&mut lower.rust_name, upper.rust_name);
        take_text(&mut lower.doc, upper.doc);
        lower.deprecated |= upper.deprecated;
        take(&mut lower.updated, upper.updated);
        self.members(name, &mut lower.members, upper.members);
        take(&mut lower.source, upper.source);
    }

    /// The members in the order of the upper layer; one that it lacks stays behind the one that it stood behind.
    fn members(&mut self, place: &str, lower: &mut Vec<Member>, upper: Vec<Member>) {
        let mut below: BTreeMap<String, Member> = BTreeMap::new();
        let mut behind: Vec<(Option<String>, String)> = Vec::new();
        let mut previous = None;
        for member in lower.drain(..) {
            behind.push((previous.replace(member.name.clone()), member.name.clone()));
            below.insert(member.name.clone(), member);
        }
        for upper in upper {
            let place = format!("{place} {}", upper.name);
            if let Some(known) = below.remove(&upper.name) {
                lower.push(self.member(&place, known, upper));
            } else {
                self.disagreements.push(Disagreement::OnlyAbove(place));
                lower.push(upper);
            }
        }
        for (previous, name) in behind {
            let Some(member) = below.remove(&name) else {
                continue;
            };
            let below = Disagreement::OnlyBelow(format!("{place} {name}"));
            self.disagreements.push(below);
            let at = |name: String| lower.iter().position(|member| member.name == name);
            let at = previous.and_then(at).map_or(0, |at| at + 1);
            lower.insert(at, member);
        }
    }

    fn member(&mut self, place: &str, lower: Member, upper: Member) -> Member {
        let ty = more_exact(&lower.ty, &upper.ty).cloned();
        if ty.is_none() {
            self.contradiction(place, "type", &lower.ty, &upper.ty);
        }
        let ty = ty.unwrap_or(upper.ty);
        if lower.required != upper.required {
            self.contradiction(place, "required", &lower.required, &upper.required);
        }
        Member {
            name: upper.name,
            rust_name: upper.rust_name.or(lower.rust_name),
            ty,
            required: upper.required,
            nullable: lower.nullable || upper.nullable,
            deprecated: lower.deprecated || upper.deprecated,
            default: self.fact(place, "default", lower.default, upper.default),
            example: upper.example.or(lower.example),
            min: self.fact(place, "min", lower.min, upper.min),
            max: self.fact(place, "max", lower.max, upper.max),
            min_length: self.fact(place, "min_length", lower.min_length, upper.min_length),
            max_length: self.fact(place, "max_length", lower.max_length, upper.max_length),
            min_items: self.fact(place, "min_items", lower.min_items, upper.min_items),
            max_items: self.fact(place, "max_items", lower.max_items, upper.max_items),
            values: self.values(place, lower.values, upper.values),
            doc: if upper.doc.is_empty() {
                lower.doc
            } else {
                upper.doc
            },
        }
    }

    /// A fact that can be unknown to either.
    fn fact<T: PartialEq + fmt::Display>(
        &mut self,
        place: &str,
        fact: &'static str,
        lower: Option<T>,
        upper: Option<T>,
    ) -> Option<T> {
        if let (Some(lower), Some(upper)) = (&lower, &upper)
            && lower != upper
        {
            self.contradiction(place, fact, lower, upper);
        }
        upper.or(lower)
    }

    /// The known values. A value that one of the layers lacks contradicts nothing: the set is open.
    fn values(
        &mut self,
        place: &str,
        lower: Vec<KnownValue>,
        mut upper: Vec<KnownValue>,
    ) -> Vec<KnownValue> {
        if upper.is_empty() {
            return lower;
        }
        let none_in_common = !lower.is_empty()
            && !lower
                .iter()
                .any(|lower| upper.iter().any(|upper| upper.value == lower.value));
        if none_in_common {
            self.contradiction(place, "values", &list(&lower), &list(&upper));
            return upper;
        }
        for lower in lower {
            if !upper.iter().any(|upper| upper.value == lower.value) {
                upper.push(lower);
            }
        }
        upper
    }

    fn contradiction(
        &mut self,
        place: &str,
        fact: &'static str,
        lower: &impl fmt::Display,
        upper: &impl fmt::Display,
    ) {
        self.disagreements.push(Disagreement::Contradiction {
            place: place.to_owned(),
            fact,
            lower: lower.to_string(),
            upper: upper.to_string(),
        });
    }
}

fn list(values: &[KnownValue]) -> String {
    let values = values.iter().map(|value| value.value.to_string());
    values.collect::<Vec<_>>().join(", ")
}

/// The more exact one of two types that do not contradict each other: a page writes `Integer` for numbers with and without
/// a sign, and often `String` for a time.
pub(crate) fn more_exact<'a>(a: &'a TypeRef, b: &'a TypeRef) -> Option<&'a TypeRef> {
    use TypeRef::{Date, Datetime, Integer, List, String, Timestamp, Unsigned};
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Integer, Unsigned) | (String, Timestamp | Datetime | Date) => Some(b),
        (Unsigned, Integer) | (Timestamp | Datetime | Date, String) => Some(a),
        (List(inner_a), List(inner_b)) => {
            let inner = more_exact(inner_a, inner_b)?;
            Some(if inner == &**inner_a { a } else { b })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(action: &str) -> Spec {
        let action = serde_json::from_str(action).expect("the action is one");
        Spec {
            actions: [("Act".to_owned(), action)].into(),
            ..Spec::default()
        }
    }

    /// What becomes of the action `Act`, and what is told.
    fn layered(lower: &str, upper: &str) -> (Action, Vec<String>) {
        let mut layered = spec(lower);
        let told = layered.lay_over(spec(upper));
        let action = layered.actions.remove("Act").expect("it stays");
        (action, told.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn documentation_over_a_catalogue_gives_what_both_know() {
        let (action, told) = layered(
            r#"{ "unsigned": true, "request": [
                { "name": "Count", "type": "unsigned", "required": true, "max": 10 },
                { "name": "At", "type": "list<timestamp>", "nullable": true },
                { "name": "Kind", "type": "string", "values": [{ "value": "A" }, { "value": "B" }] } ] }"#,
            r#"{ "doc": "Acts.", "errors": [{ "code": "Busy" }], "request": [
                { "name": "At", "type": "list<string>", "doc": "When." },
                { "name": "Count", "type": "integer", "required": true, "default": 1, "doc": "How many." },
                { "name": "Kind", "type": "string", "values": [{ "value": "B", "doc": "Second." }] } ] }"#,
        );
        let expected = r#"{ "doc": "Acts.", "unsigned": true, "errors": [{ "code": "Busy" }], "request": [
                { "name": "At", "type": "list<timestamp>", "nullable": true, "doc": "When." },
                { "name": "Count", "type": "unsigned", "required": true, "default": 1, "max": 10, "doc": "How many." },
                { "name": "Kind", "type": "string", "values": [{ "value": "B", "doc": "Second." }, { "value": "A" }] } ] }"#;
        assert_eq!(action, serde_json::from_str(expected).unwrap());
        assert_eq!(told, [""; 0]);
    }

    #[test]
    fn contradictions_are_told_and_the_upper_layer_counts() {
        let (action, told) = layered(
            r#"{ "request": [{ "name": "Id", "type": "integer", "required": true, "default": 1 }] }"#,
            r#"{ "request": [{ "name": "Id", "type": "string", "default": "a" }] }"#,
        );
        assert_eq!(action.request[0].ty, TypeRef::String);
        assert!(!action.request[0].required);
        assert_eq!(
            told,
            [
                "Act request Id: its type is `string` here and `integer` in what was known: taken from here",
                "Act request Id: its required is `false` here and `true` in what was known: taken from here",
                "Act request Id: its default is `\"a\"` here and `1` in what was known: taken from here",
            ]
        );
    }

    #[test]
    fn a_member_that_one_layer_lacks_is_kept_in_its_place() {
        let member = |name: &str| format!(r#"{{ "name": "{name}", "type": "string" }}"#);
        let request = |names: &[&str]| {
            let members: Vec<String> = names.iter().map(|name| member(name)).collect();
            format!(r#"{{ "request": [{}] }}"#, members.join(","))
        };
        let (action, told) = layered(
            &request(&["A", "B", "C", "D"]),
            &request(&["X", "B", "D", "Y"]),
        );
        let names: Vec<&str> = action.request.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["A", "X", "B", "C", "D", "Y"]);
        assert_eq!(told.len(), 4);
        assert!(
            told.contains(&"Act request C: is not here, only in what was known: kept".to_owned())
        );
        assert!(
            told.contains(&"Act request Y: is only here, not in what was known: added".to_owned())
        );
    }

    #[test]
    fn a_rust_name_is_that_of_the_upper_layer_or_else_of_the_lower_one() {
        let (action, told) = layered(
            r#"{ "rust_name": "Lower", "errors": [{ "code": "A", "rust_name": "Kept" }, { "code": "B" }], "request": [
                { "name": "M", "rust_name": "lower", "type": "string" },
                { "name": "N", "rust_name": "lower_n", "type": "string" } ] }"#,
            r#"{ "rust_name": "Upper", "errors": [{ "code": "A" }, { "code": "B", "rust_name": "New" }], "request": [
                { "name": "M", "type": "string" },
                { "name": "N", "rust_name": "upper_n", "type": "string" } ] }"#,
        );
        let expected = r#"{ "rust_name": "Upper", "errors": [{ "code": "A", "rust_name": "Kept" }, { "code": "B", "rust_name": "New" }],
            "request": [
                { "name": "M", "rust_name": "lower", "type": "string" },
                { "name": "N", "rust_name": "upper_n", "type": "string" } ] }"#;
        assert_eq!(action, serde_json::from_str(expected).unwrap());
        assert_eq!(told, [""; 0]);
    }

    #[test]
    fn an_error_code_has_the_name_of_the_upper_layer_in_all_places() {
        let mut spec = spec(r#"{ "errors": [{ "code": "A", "rust_name": "Lower" }] }"#);
        let upper = ErrorCode {
            rust_name: Some("Upper".to_owned()),
            ..ErrorCode::new("A", "")
        };
        spec.lay_over(Spec {
            errors: vec![upper.clone()],
            ..Spec::default()
        });
        assert_eq!(spec.actions["Act"].errors, [upper]);
    }

    #[test]
    fn layers_that_are_laid_again_change_nothing() {
        let upper =
            r#"{ "doc": "d", "request": [{ "name": "N", "type": "integer", "doc": "d" }] }"#;
        let mut once = spec(r#"{ "request": [{ "name": "N", "type": "unsigned" }] }"#);
        once.lay_over(spec(upper));
        let mut twice = once.clone();
        assert_eq!(twice.lay_over(spec(upper)), []);
        assert_eq!(once, twice);
    }
}
