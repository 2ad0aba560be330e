//! JSON with places: each value knows its path and its bytes, and nothing in it is dropped in silence.
//!
//! A value is a part of the text until somebody asks what is in it, so that no nesting is ever followed further than the
//! catalogue is known to go.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::keys::{Counts, Level};
use super::memory::Memory;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened};

/// A text that is read, and what there is to say about it.
pub(super) struct Reader<'a> {
    text: &'a str,
    findings: RefCell<Vec<Diagnostic>>,
    counts: RefCell<&'a mut Counts>,
    memory: &'a Memory,
}

/// The place of a value: `objects.Filter.members[3].type`.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

impl<'p> Place<'p> {
    /// The place of a value in the whole.
    pub(super) fn key(key: &'p str) -> Self {
        Self {
            above: None,
            step: Step::Key(key),
        }
    }

    /// The place of a value in an object that is here.
    pub(super) fn then(&'p self, key: &'p str) -> Self {
        Self {
            above: Some(self),
            step: Step::Key(key),
        }
    }

    /// The place of an item of a list that is here.
    pub(super) fn item(&'p self, index: usize) -> Self {
        Self {
            above: Some(self),
            step: Step::Index(index),
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            write!(f, "{above}")?;
        }
        match self.step {
            Step::Key(key) if self.above.is_some() => write!(f, ".{key}"),
            Step::Key(key) => f.write_str(key),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// The members of an object, in the order of the text.
pub(super) struct Members<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(map.size_hint().unwrap_or_default());
                while let Some((Text(key), value)) = map.next_entry()? {
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, counts: &'a mut Counts, memory: &'a Memory) -> Self {
        Self {
            text,
            memory,
            findings: RefCell::default(),
            counts: RefCell::new(counts),
        }
    }

    /// What was read before.
    pub(super) fn memory(&self) -> &Memory {
        self.memory
    }

    /// What there is to say, in the order of the text.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        let mut findings = self.findings.into_inner();
        findings.sort_by_key(|finding| finding.span.start);
        findings
    }

    /// The members of the text as a whole.
    pub(super) fn whole(&self) -> Option<Members<'a>> {
        let text = self.text.trim_start_matches('\u{feff}');
        let error = match serde_json::from_str::<Members<'a>>(text) {
            Ok(members) => {
                self.report_duplicates(&members, None);
                return Some(members);
            }
            Err(error) => error,
        };
        let lines: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let at = self.text.len() - text.len() + lines + error.column().saturating_sub(1);
        let span = Span::new(at, at + 1);
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        let message = format!("this is no object in JSON: {why}");
        self.push(
            Diagnostic::error(codes::CATALOGUE_NOT_JSON, span, message)
                .with_help("download or unpack it again: it may be cut off"),
        );
        None
    }

    /// The members of an object; reports what is none.
    pub(super) fn object(&self, value: &'a RawValue, place: &Place<'_>) -> Option<Members<'a>> {
        let members = self.read::<Members<'a>>(value, place, "an object")?;
        self.report_duplicates(&members, Some(place));
        Some(members)
    }

    /// The items of a list; reports what is none.
    pub(super) fn list(&self, value: &'a RawValue, place: &Place<'_>) -> Option<Vec<&'a RawValue>> {
        self.read(value, place, "a list")
    }

    /// A text; reports what is none.
    pub(super) fn text(&self, value: &'a RawValue, place: &Place<'_>) -> Option<Cow<'a, str>> {
        let Text(text) = self.read(value, place, "a text")?;
        Some(text)
    }

    /// A text, or nothing for `null`.
    pub(super) fn text_or_null(
        &self,
        value: &'a RawValue,
        place: &Place<'_>,
    ) -> Option<Cow<'a, str>> {
        if value.get() == "null" {
            return None;
        }
        self.text(value, place)
    }

    /// Yes or no, which some files write as 1 and 0; reports what is neither.
    pub(super) fn flag(&self, value: &'a RawValue, place: &Place<'_>) -> Option<bool> {
        match value.get() {
            "true" | "1" => Some(true),
            "false" | "0" | "null" => Some(false),
            _ => {
                self.wrong_kind(value, place, "true or false");
                None
            }
        }
    }

    /// Counts a key that is known at its level; reports one that is not.
    pub(super) fn count(&self, level: Level, key: &str, value: &'a RawValue, place: &Place<'_>) {
        if !self.counts.borrow_mut().add(level, key) {
            let message = format!("{place}: this key is not known");
            self.report(
                Diagnostic::warning(codes::CATALOGUE_UNKNOWN_KEY, self.span(value), message)
                    .with_help("what it says is not part of the spec"),
            );
        }
    }

    /// Changes the counts of something else than keys.
    pub(super) fn counts(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.counts.borrow_mut());
    }

    /// Where a value stands.
    pub(super) fn span(&self, value: &RawValue) -> Span {
        // Values are parts of the text.
        let start = value.get().as_ptr().addr() - self.text.as_ptr().addr();
        // What is longer than a line is shown by its start.
        let length = value.get().find('\n').unwrap_or(value.get().len());
        Span::new(start, start + length)
    }

    /// The end of the text, where what is missing is missed.
    pub(super) fn end(&self) -> Span {
        Span::new(self.text.len(), self.text.len())
    }

    pub(super) fn report(&self, finding: Diagnostic) {
        self.push(finding);
    }

    fn push(&self, finding: Diagnostic) {
        self.findings.borrow_mut().push(finding);
    }

    fn read<T: Deserialize<'a>>(
        &self,
        value: &'a RawValue,
        place: &Place<'_>,
        expected: &str,
    ) -> Option<T> {
        let read = serde_json::from_str(value.get());
        if read.is_err() {
            self.wrong_kind(value, place, expected);
        }
        read.ok()
    }

    fn wrong_kind(&self, value: &RawValue, place: &Place<'_>, expected: &str) {
        let found = shortened(value.get());
        let message = format!("{place}: expected {expected}, found {found}");
        let span = self.span(value);
        self.push(Diagnostic::error(
            codes::CATALOGUE_WRONG_KIND,
            span,
            message,
        ));
    }

    fn report_duplicates(&self, Members(members): &Members<'a>, place: Option<&Place<'_>>) {
        let mut keys: Vec<_> = members.iter().map(|(key, _)| key.as_ref()).collect();
        keys.sort_unstable();
        if keys.windows(2).all(|pair| pair[0] != pair[1]) {
            return;
        }
        for (at, (key, value)) in members.iter().enumerate() {
            if members[..at].iter().any(|(known, _)| known == key) {
                let place = place.map_or(Place::key(key), |place| place.then(key));
                let message = format!("{place}: this key is there more than once");
                let span = self.span(value);
                self.push(Diagnostic::error(
                    codes::CATALOGUE_DUPLICATE_KEY,
                    span,
                    message,
                ));
            }
        }
    }
}
