//! Facts that the catalogue does not have, from files in TOML.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use crate::naming::given;
use crate::spec::{Body, Member, Pages, Spec};

/// Facts from a file.
#[derive(Debug)]
pub struct Overlay {
    source: Source,
    entries: Vec<Entry>,
}

/// A file that is no overlay.
#[derive(Debug, thiserror::Error)]
#[error("this is no overlay")]
pub struct OverlayError {
    /// The file.
    pub source_text: Source,
    /// What is wrong, and where.
    pub diagnostic: Diagnostic,
}

/// An entry of an overlay that found nothing to say something about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// What it looked for: `cls 2020-10-16 UploadLog`.
    pub what: String,
    /// The entry.
    span: Span,
}

/// What a file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    action: Vec<Spanned<ActionFacts>>,
    member: Vec<Spanned<MemberFacts>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionFacts {
    service: String,
    version: String,
    actions: Vec<Spanned<String>>,
    streaming: Option<bool>,
    body: Option<Body>,
    pages: Option<Pages>,
    endpoint: Option<String>,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberFacts {
    service: String,
    version: String,
    action: Option<String>,
    r#type: Option<String>,
    member: String,
    required: Option<bool>,
    nullable: Option<bool>,
    deprecated: Option<bool>,
    /// A Rust name that is better than the one that follows from the wire name, or from who was there first.
    #[serde(default, deserialize_with = "given::member")]
    rust_name: Option<String>,
    source: String,
}

#[derive(Debug)]
struct Entry {
    service: String,
    version: String,
    span: Span,
    facts: Facts,
}

#[derive(Debug)]
enum Facts {
    Action(ActionFacts),
    Member(MemberFacts),
}

impl Overlay {
    /// The one that is part of the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads it.
    pub fn built_in() -> Self {
        Self::new("overlay.toml (built in)", include_str!("overlay.toml"))
            .expect("a test reads the built-in overlay")
    }

    /// Reads the text of an overlay; `name` is what messages call it.
    pub fn new(name: &str, text: &str) -> Result<Self, Box<OverlayError>> {
        let source = Source::new(name, text);
        let wrong = |span: Option<std::ops::Range<usize>>, message: String| {
            let span = span.map_or(Span::default(), |span| Span::new(span.start, span.end));
            Box::new(OverlayError {
                source_text: source.clone(),
                diagnostic: Diagnostic::error(codes::OVERLAY_WRONG, span, message),
            })
        };
        let file: File = toml::from_str(text)
            .map_err(|error| wrong(error.span(), error.message().to_owned()))?;
        let mut entries = Vec::new();
        for facts in file.action {
            let span = facts.span();
            let facts = facts.into_inner();
            let says = [
                facts.streaming.is_some(),
                facts.body.is_some(),
                facts.pages.is_some(),
                facts.endpoint.is_some(),
            ];
            let says = says.contains(&true);
            if !says || facts.actions.is_empty() || facts.source.trim().is_empty() {
                let message = "an entry names actions, a fact (`streaming`, `body`, `endpoint`, `pages`) and its source";
                return Err(wrong(Some(span), message.to_owned()));
            }
            entries.push(Entry {
                service: facts.service.clone(),
                version: facts.version.clone(),
                span: Span::new(span.start, span.end),
                facts: Facts::Action(facts),
            });
        }
        for facts in file.member {
            let span = facts.span();
            let facts = facts.into_inner();
            let says = [facts.required, facts.nullable, facts.deprecated];
            let has_place = facts.action.is_some() != facts.r#type.is_some();
            let says = says.iter().any(Option::is_some) || facts.rust_name.is_some();
            if !says || !has_place || facts.source.trim().is_empty() {
                let message = "an entry names an action or a type, a member, a fact (`required`, `nullable`, `deprecated`, `rust_name`) and its source";
                return Err(wrong(Some(span), message.to_owned()));
            }
            entries.push(Entry {
                service: facts.service.clone(),
                version: facts.version.clone(),
                span: Span::new(span.start, span.end),
                facts: Facts::Member(facts),
            });
        }
        Ok(Self { source, entries })
    }

    /// The file, for messages.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Adds its facts to a spec. Returns what is not in the spec of what they are about.
    pub fn apply(&self, spec: &mut Spec) -> Vec<Unmatched> {
        let mut unmatched = Vec::new();
        for entry in &self.entries {
            if entry.is_about(spec.service.as_deref(), spec.version.as_deref()) {
                entry.apply(spec, &mut unmatched);
            }
        }
        unmatched
    }

    /// The entries about service versions that are not among these: `("cvm", "2017-03-12")`.
    pub fn without_version(&self, known: &BTreeSet<(String, String)>) -> Vec<Unmatched> {
        let is_known = |entry: &&Entry| {
            let version = (entry.service.clone(), entry.version.clone());
            known.contains(&version)
        };
        let unknown = self.entries.iter().filter(|entry| !is_known(entry));
        unknown
            .map(|entry| Unmatched {
                what: format!("{} {}", entry.service, entry.version),
                span: entry.span,
            })
            .collect()
    }
}

impl Unmatched {
    /// What to say about it.
    pub fn diagnostic(&self, severity: Severity) -> Diagnostic {
        let message = format!("the sources have no {}", self.what);
        let finding = match severity {
            Severity::Error => Diagnostic::error,
            Severity::Warning => Diagnostic::warning,
        };
        finding(codes::OVERLAY_UNMATCHED, self.span, message)
            .with_help("correct the entry or take it out: it says something about nothing")
    }
}

impl Entry {
    fn is_about(&self, service: Option<&str>, version: Option<&str>) -> bool {
        service == Some(&self.service) && version == Some(&self.version)
    }

    fn apply(&self, spec: &mut Spec, unmatched: &mut Vec<Unmatched>) {
        let mut miss = |span: Span, what: &str| {
            let what = format!("{what} in {} {}", self.service, self.version);
            unmatched.push(Unmatched { what, span });
        };
        match &self.facts {
            Facts::Action(facts) => {
                for name in &facts.actions {
                    let span = Span::new(name.span().start, name.span().end);
                    let name = name.get_ref();
                    let Some(action) = spec.actions.get_mut(name) else {
                        miss(span, &format!("action `{name}`"));
                        continue;
                    };
                    action.streaming = facts.streaming.unwrap_or(action.streaming);
                    action.body = facts.body.or(action.body);
                    if facts.endpoint.is_some() {
                        action.endpoint.clone_from(&facts.endpoint);
                    }
                    if facts.pages.is_some() {
                        action.pages.clone_from(&facts.pages);
                    }
                }
            }
            Facts::Member(facts) => match facts.find(spec) {
                Some(member) => facts.set(member),
                None => miss(self.span, &facts.what()),
            },
        }
    }
}

impl MemberFacts {
    fn find<'s>(&self, spec: &'s mut Spec) -> Option<&'s mut Member> {
        let is_it = |member: &&mut Member| member.name == self.member;
        match (&self.action, &self.r#type) {
            (Some(action), _) => {
                let action = spec.actions.get_mut(action)?;
                // A member of both is that of the request.
                let mut members = action.request.iter_mut().chain(&mut action.response);
                members.find(is_it)
            }
            (None, Some(ty)) => spec.types.get_mut(ty)?.members.iter_mut().find(is_it),
            (None, None) => None,
        }
    }

    fn set(&self, member: &mut Member) {
        member.required = self.required.unwrap_or(member.required);
        member.nullable = self.nullable.unwrap_or(member.nullable);
        member.deprecated = self.deprecated.unwrap_or(member.deprecated);
        if self.rust_name.is_some() {
            member.rust_name.clone_from(&self.rust_name);
        }
    }

    fn what(&self) -> String {
        let of = self.action.as_ref().or(self.r#type.as_ref());
        let of = of.map_or("", String::as_str);
        format!("member `{of}.{}`", self.member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_overlay_is_one() {
        let overlay = Overlay::built_in();
        let versions: Vec<_> = overlay
            .entries
            .iter()
            .map(|entry| (&entry.service, &entry.version))
            .collect();
        for (service, version) in versions {
            assert!(crate::names::is_service(service), "{service}");
            assert!(crate::names::is_version(version), "{version}");
        }
    }
}
