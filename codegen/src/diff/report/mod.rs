//! Changes as text for people, pull requests and machines.

mod changelog;
mod github;
mod grouped;
mod ignore;
mod json;
mod markdown;
mod text;

pub use self::changelog::changelog;
pub use self::github::github;
pub use self::ignore::ignore_list;
pub use self::json::{FORMAT, json, schema};
pub use self::markdown::{Length, markdown};
pub use self::text::{Style, text};

use std::collections::BTreeMap;

use super::{Advice, Changes, Counts};

/// What a report is about.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The changes to tell.
    pub changes: &'a Changes,
    /// What is advised for the crate of each service; of all changes, also of those that are not to be told.
    pub advice: &'a BTreeMap<String, Advice>,
    /// What the names of crates start with: `tencentcloud-`.
    pub prefix: &'a str,
    /// Whether to list changes in documentation only, which are counted otherwise.
    pub documentation: bool,
    /// How many changes somebody has accepted, which are not told.
    pub ignored: usize,
}

/// A number of each kind that there is: `2 breaking, 1 additive`.
fn counts_words(counts: &Counts) -> String {
    let words = [
        (counts.breaking, "breaking"),
        (counts.dangerous, "dangerous"),
        (counts.additive, "additive"),
        (counts.none, "without effect"),
        (counts.documentation, "in documentation"),
    ];
    let words = words.iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> = words
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    if words.is_empty() {
        "no changes".to_owned()
    } else {
        words.join(", ")
    }
}

/// What was there and what is: `string → integer`.
fn before_and_after(change: &super::Change) -> Option<String> {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => Some(format!("{before} → {after}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}
