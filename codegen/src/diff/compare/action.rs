//! One action.

use super::super::rule::{self, Rule};
use super::super::{Part, Usage};
use super::{Comparison, Members, one_action};
use crate::spec::{Action, Body, Example, Region};

impl Comparison<'_> {
    pub(super) fn action(&mut self, name: &str, old: &Action, new: &Action) {
        let at = one_action(name);
        self.name_of_action(&at, name, old, new);
        self.region(&at, old.region, new.region);
        self.regions(&at, &old.regions, &new.regions);
        if old.endpoint != new.endpoint {
            let words = |host: &Option<String>| {
                let host = host.as_deref().unwrap_or("that of the service");
                Some(host.to_owned())
            };
            let (before, after) = (words(&old.endpoint), words(&new.endpoint));
            self.add(&rule::ENDPOINT_CHANGED, &at, None, before, after);
        }
        self.rate_limit(&at, old.rate_limit, new.rate_limit);
        if old.body != new.body {
            let words = |body| Some(body_words(body).to_owned());
            self.add(
                &rule::BODY_CHANGED,
                &at,
                None,
                words(old.body),
                words(new.body),
            );
        }
        let streams = [&rule::STREAMING_ADDED, &rule::STREAMING_REMOVED];
        self.flag(&at, streams, (old.streaming, new.streaming));
        let signs = [&rule::SIGNATURE_REMOVED, &rule::SIGNATURE_ADDED];
        self.flag(&at, signs, (old.unsigned, new.unsigned));
        let deprecates = [&rule::ACTION_DEPRECATED, &rule::ACTION_UNDEPRECATED];
        self.flag(&at, deprecates, (old.deprecated, new.deprecated));
        for (part, old, new) in [
            (Part::Request, &old.request, &new.request),
            (Part::Response, &old.response, &new.response),
        ] {
            let is_request = part == Part::Request;
            let members = Members {
                part: Some(part),
                usage: Usage {
                    request: is_request,
                    response: !is_request,
                    actions: 1,
                },
                is_input_on_both_sides: is_request,
                ..at.clone()
            };
            self.members(&members, old, new);
        }
        self.error_codes(&at, &old.errors, &new.errors);
        self.texts(
            &rule::TITLE_CHANGED,
            &at,
            old.title.as_ref(),
            new.title.as_ref(),
        );
        self.texts(&rule::DOC_CHANGED, &at, Some(&old.doc), Some(&new.doc));
        self.texts(
            &rule::DATE_CHANGED,
            &at,
            old.updated.as_ref(),
            new.updated.as_ref(),
        );
        self.examples(&at, &old.examples, &new.examples);
    }

    /// What one side does not tell is not compared.
    fn region(&mut self, at: &Members, old: Option<Region>, new: Option<Region>) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        if old == new {
            return;
        }
        let rule = match new {
            Region::Required => &rule::REGION_BECAME_REQUIRED,
            Region::Optional => &rule::REGION_BECAME_OPTIONAL,
            Region::Unused => &rule::REGION_BECAME_UNUSED,
        };
        let words = |region| {
            let word = match region {
                Region::Required => "required",
                Region::Optional => "optional",
                Region::Unused => "unused",
            };
            Some(word.to_owned())
        };
        self.add(rule, at, None, words(old), words(new));
    }

    fn rate_limit(&mut self, at: &Members, old: Option<u32>, new: Option<u32>) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        if old == new {
            return;
        }
        let rule = if new < old {
            &rule::RATE_LIMIT_LOWERED
        } else {
            &rule::RATE_LIMIT_RAISED
        };
        let words = |limit| Some(format!("{limit} a second"));
        self.add(rule, at, None, words(old), words(new));
    }

    /// Something that is said or not said: the rule for when it is now, and for when it no longer is.
    fn flag(&mut self, at: &Members, rules: [&'static Rule; 2], (old, new): (bool, bool)) {
        if old != new {
            let [now, no_longer] = rules;
            self.add(if new { now } else { no_longer }, at, None, None, None);
        }
    }

    fn examples(&mut self, at: &Members, old: &[Example], new: &[Example]) {
        if self.has_documentation && old != new {
            let text = |examples: &[Example]| {
                let text = serde_json::to_string_pretty(examples).unwrap_or_default();
                Some(text).filter(|_| !examples.is_empty())
            };
            self.add(&rule::EXAMPLE_CHANGED, at, None, text(old), text(new));
        }
    }
}

fn body_words(body: Option<Body>) -> &'static str {
    match body {
        None => "JSON",
        Some(Body::Multipart) => "multipart",
        Some(Body::OctetStream) => "bytes",
    }
}
