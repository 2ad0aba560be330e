//! Error codes.

use std::collections::BTreeMap;

use super::super::rule;
use super::{Comparison, Members, keys};
use crate::spec::ErrorCode;

impl Comparison<'_> {
    /// The codes of an action or of the service. Their order means nothing.
    pub(super) fn error_codes(&mut self, at: &Members, old: &[ErrorCode], new: &[ErrorCode]) {
        let (old, new) = (by_code(old), by_code(new));
        for code in keys(&old, &new) {
            let words = Some(code.clone());
            match (old.get(code), new.get(code)) {
                (Some(_), None) => {
                    self.add(&rule::ERROR_CODE_REMOVED, at, None, words, None);
                }
                (None, Some(_)) => {
                    self.add(&rule::ERROR_CODE_ADDED, at, None, None, words);
                }
                (Some(before), Some(after)) if before != after && self.has_documentation => {
                    let text = |text: &str| Some(format!("{code}: {text}"));
                    let (before, after) = (text(before), text(after));
                    self.add(&rule::DOC_CHANGED, at, None, before, after);
                }
                _ => {}
            }
        }
    }
}

fn by_code(errors: &[ErrorCode]) -> BTreeMap<String, &str> {
    let errors = errors.iter();
    errors
        .map(|error| (error.code.clone(), error.doc.as_str()))
        .collect()
}
