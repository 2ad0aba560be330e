//! `examples.json`: the examples of a service version.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::api::check_format;
use super::json::{Place, Reader};
use super::keys::Level;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened};
use crate::example::{self, Part, Texts, Types};
use crate::page;
use crate::spec::{Example, Spec};

/// An example, with its texts as they stand in the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadExample {
    /// The action that it is listed under.
    pub action: String,
    /// Where it stands: `actions.RunInstances[0]`.
    pub place: String,
    /// The request: a URL with parameters, or the lines of an HTTP message with a JSON body.
    pub input: String,
    /// The response, mostly JSON.
    pub output: String,
    /// What was read of it: title, text, and the parts that could be read. Nothing if it is an example of another action,
    /// or neither part could be read.
    pub example: Option<Example>,
    /// Why not all of it could be used.
    pub findings: Vec<Diagnostic>,
}

impl ReadExample {
    /// Whether both parts could be read.
    pub fn is_whole(&self) -> bool {
        let parts = self.example.as_ref();
        parts.is_some_and(|example| example.request.is_some() && example.response.is_some())
    }
}

/// Reads the text of an `examples.json`; values in requests become what the spec says of the actions.
pub(super) fn read(reader: &Reader<'_>, spec: &Spec) -> Vec<ReadExample> {
    let mut examples = Vec::new();
    let Some(members) = reader.whole() else {
        return examples;
    };
    for (key, value) in members.0 {
        let place = Place::key(&key);
        match key.as_ref() {
            "actions" => read_actions(reader, value, &place, spec, &mut examples),
            "version" => check_format(reader, value, &place),
            _ => {}
        }
        reader.count(Level::Examples, &key, value, &place);
    }
    reader.counts(|counts| {
        counts.examples += examples.len() as u64;
        for example in &examples {
            let is_used = example.example.is_some();
            counts.whole_examples += u64::from(example.is_whole());
            counts.partial_examples += u64::from(is_used && !example.is_whole());
        }
    });
    examples
}

fn read_actions<'a>(
    reader: &Reader<'a>,
    value: &'a RawValue,
    place: &Place<'_>,
    spec: &Spec,
    examples: &mut Vec<ReadExample>,
) {
    let Some(actions) = reader.object(value, place) else {
        return;
    };
    for (name, value) in actions.0 {
        let place = place.then(&name);
        let Some(items) = reader.list(value, &place) else {
            continue;
        };
        let known = spec.actions.get(name.as_ref());
        if known.is_none() {
            let message = format!("{place}: no action is called {}", shortened(&name));
            let span = reader.span(value);
            reader.report(
                Diagnostic::warning(codes::CATALOGUE_EXAMPLE_OF_UNKNOWN_ACTION, span, message)
                    .with_help("left out its examples"),
            );
        }
        if !reader.memory().wants_examples(value.get()) {
            continue;
        }
        let types = Types::of(known.map_or(&[], |action| action.request.as_slice()));
        for (at, item) in items.into_iter().enumerate() {
            let place = place.item(at);
            if let Some(texts) = RawTexts::read(reader, item, &place) {
                let mut example = texts.example(reader, &name, &place, &types);
                example.example = example.example.filter(|_| known.is_some());
                examples.push(example);
            }
        }
    }
}

/// The texts of an example.
struct RawTexts<'a> {
    title: Cow<'a, str>,
    document: Cow<'a, str>,
    input: Cow<'a, str>,
    output: Cow<'a, str>,
    /// Where the example, its input and its output stand.
    spans: [Span; 3],
}

impl<'a> RawTexts<'a> {
    fn read(reader: &Reader<'a>, item: &'a RawValue, place: &Place<'_>) -> Option<Self> {
        let whole = reader.span(item);
        let mut texts = Self {
            title: Cow::default(),
            document: Cow::default(),
            input: Cow::default(),
            output: Cow::default(),
            spans: [whole; 3],
        };
        for (key, value) in reader.object(item, place)?.0 {
            let here = place.then(&key);
            let text = || reader.text(value, &here).unwrap_or_default();
            match key.as_ref() {
                "title" => texts.title = text(),
                "document" => texts.document = text(),
                "input" => (texts.input, texts.spans[1]) = (text(), reader.span(value)),
                "output" => (texts.output, texts.spans[2]) = (text(), reader.span(value)),
                _ => {}
            }
            reader.count(Level::Example, &key, value, &here);
        }
        Some(texts)
    }

    /// Reads them, and reports what cannot be read.
    fn example(
        self,
        reader: &Reader<'_>,
        action: &str,
        place: &Place<'_>,
        types: &Types<'_>,
    ) -> ReadExample {
        let [whole, input, output] = self.spans;
        let reading = example::read(
            Texts {
                title: &page::copied_form(&self.title),
                doc: page::copied_form(&self.document),
                request: &self.input,
                response: &self.output,
            },
            types,
        );
        let mut findings: Vec<_> = reading
            .problems
            .iter()
            .map(|problem| {
                let part = problem.part;
                let span = match part {
                    Part::Request => input,
                    Part::Response => output,
                };
                let Some(why) = &problem.why else {
                    let message = format!("{place}: the example has no {part}");
                    return Diagnostic::warning(
                        codes::CATALOGUE_EXAMPLE_INCOMPLETE,
                        whole,
                        message,
                    );
                };
                let message = format!("{place}: the {part} cannot be read: {why}");
                Diagnostic::warning(codes::CATALOGUE_EXAMPLE_NOT_JSON, span, message)
                    .with_help("left it out; line and column count from the start of its JSON")
            })
            .collect();
        let other = reading.action.filter(|other| other != action);
        if let Some(other) = &other {
            let message = format!("{place}: the request is one of `{other}`");
            findings.push(
                Diagnostic::warning(codes::CATALOGUE_EXAMPLE_OF_OTHER_ACTION, input, message)
                    .with_help("left out the example"),
            );
        }
        findings
            .iter()
            .cloned()
            .for_each(|finding| reader.report(finding));
        let example = reading.example;
        let has_parts = example.request.is_some() || example.response.is_some();
        ReadExample {
            action: action.to_owned(),
            place: place.to_string(),
            input: self.input.into_owned(),
            output: self.output.into_owned(),
            example: (other.is_none() && has_parts).then_some(example),
            findings,
        }
    }
}
