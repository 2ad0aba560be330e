//! `--only`: a rule, a severity or a service.

use std::collections::BTreeSet;

use miette::{Result, miette};
use tencentcloud_codegen::diff::{Change, Changes, Counts, Rule, Severity, rule};
use tencentcloud_codegen::plan::suggestion;

use super::side::Side;

/// What is asked for; nothing of a kind is all of it.
#[derive(Default)]
pub(super) struct Only {
    rules: Vec<&'static Rule>,
    severities: Vec<Severity>,
    services: Vec<String>,
}

impl Only {
    pub(super) fn new(words: &[String]) -> Result<Self> {
        let mut only = Self::default();
        for word in words {
            if let Some(rule) = rule::find(word) {
                only.rules.push(rule);
            } else if let Ok(severity) = word.parse() {
                only.severities.push(severity);
            } else if word.contains('-') {
                let known: Vec<String> = rule::ALL.iter().map(|rule| rule.id.to_owned()).collect();
                return Err(miette!(
                    help = "docs/changes.md lists the rules",
                    "there is no rule `{word}`{}",
                    suggestion(word, &known)
                ));
            } else {
                only.services.push(word.clone());
            }
        }
        Ok(only)
    }

    /// A service that neither side has is a mistake.
    pub(super) fn check(&self, changes: &Changes, new: &Side) -> Result<()> {
        let mut known: BTreeSet<String> = new.services();
        let list = changes.list.iter();
        known.extend(list.map(|change| change.place.service.clone()));
        let Some(unknown) = self.services.iter().find(|name| !known.contains(*name)) else {
            return Ok(());
        };
        let mut words: Vec<String> = known.into_iter().collect();
        words.extend(Severity::ALL.map(|severity| severity.word().to_owned()));
        words.extend(rule::ALL.iter().map(|rule| rule.id.to_owned()));
        Err(miette!(
            help = "--only takes a rule, a severity (breaking, dangerous, additive, none) or a service",
            "`{unknown}` is no rule, no severity and no service of either side{}",
            suggestion(unknown, &words)
        ))
    }

    /// Takes away what is not asked for, and counts it.
    pub(super) fn apply(&self, changes: &mut Changes) -> Counts {
        let left_out = changes.list.extract_if(.., |change| !self.has(change));
        let left_out: Vec<Change> = left_out.collect();
        Counts::of(&left_out)
    }

    fn has(&self, change: &Change) -> bool {
        let is_documentation = change.rule.is_documentation();
        (self.rules.is_empty() || self.rules.contains(&change.rule))
            && (self.severities.is_empty()
                || !is_documentation && self.severities.contains(&change.severity()))
            && (self.services.is_empty() || self.services.contains(&change.place.service))
    }
}
