//! Changes as text for people, pull requests and machines.

mod changelog;
mod github;
mod grouped;
mod html;
mod ignore;
mod json;
mod markdown;
mod text;

pub use self::changelog::changelog;
pub use self::github::github;
pub use self::html::html;
pub use self::ignore::ignore_list;
pub use self::json::{FORMAT, json, schema};
pub use self::markdown::{Length, markdown};
pub use self::text::{Style, text};

use std::collections::BTreeMap;

use super::{Advice, Change, Changes, Counts};

/// What a report is about.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// What is compared.
    pub sides: Sides<'a>,
    /// The changes to tell.
    pub changes: &'a Changes,
    /// What is advised for the crate of each service; of all changes, also of those that are not to be told.
    pub advice: &'a BTreeMap<String, Advice>,
    /// What the names of crates start with: `tencentcloud-`.
    pub prefix: &'a str,
    /// Whether to list changes in documentation only, which are counted otherwise.
    pub documentation: bool,
    /// The changes that somebody has accepted, which are not among those to tell.
    pub ignored: &'a [Change],
    /// What is asked for, where that is not everything.
    pub only: Only<'a>,
}

/// Both sides of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides<'a> {
    /// How it was.
    pub old: Origin<'a>,
    /// How it is.
    pub new: Origin<'a>,
}

/// Where one side of a comparison comes from, and how much it tells: what it does not is no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'a> {
    /// How the user names it: a path, an address, a revision.
    pub name: &'a str,
    /// The commit that a revision is.
    pub commit: Option<&'a str>,
    /// Whether it tells all actions and data types of a service; pages tell some of them.
    pub whole: bool,
    /// Whether it tells error codes.
    pub error_codes: bool,
}

impl<'a> Origin<'a> {
    /// One that tells everything, and is no revision.
    pub fn whole(name: &'a str) -> Self {
        Self {
            name,
            commit: None,
            whole: true,
            error_codes: true,
        }
    }
}

/// What of the changes is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Only<'a> {
    /// Rules, severities and services; all, if there are none.
    pub words: &'a [String],
    /// The changes that are not asked for.
    pub left_out: Counts,
}

impl Sides<'_> {
    /// What is not compared because one side does not tell it, in sentences.
    fn not_compared(&self) -> Vec<String> {
        let lacking = |tells: fn(&Origin<'_>) -> bool| {
            let sides = [("OLD", &self.old), ("NEW", &self.new)];
            let lacking = sides.into_iter().filter(|(_, side)| !tells(side));
            let lacking: Vec<&str> = lacking.map(|(word, _)| word).collect();
            (!lacking.is_empty()).then(|| lacking.join(" and "))
        };
        let pages = lacking(|side| side.whole);
        let pages = pages.map(|side| format!("only what the pages of {side} describe is compared"));
        let codes = lacking(|side| side.error_codes);
        let codes =
            codes.map(|side| format!("error codes are not compared: there are none in {side}"));
        pages.into_iter().chain(codes).collect()
    }
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

/// What is not told: `2 ignored, 1 of them breaking`.
fn left_out_words(report: &Report<'_>) -> Vec<String> {
    let words = |counts: Counts, how: &str| {
        let number = counts.total() + counts.documentation;
        let breaking = match (counts.breaking, number) {
            (0, _) => "",
            (1, 1) => ", which is breaking",
            (all, number) if all == number => ", all breaking",
            (some, _) => return Some(format!("{number} {how}, {some} of them breaking")),
        };
        (number > 0).then(|| format!("{number} {how}{breaking}"))
    };
    let ignored = words(Counts::of(report.ignored), "ignored");
    let only = words(report.only.left_out, "left out by --only");
    ignored.into_iter().chain(only).collect()
}

/// What stands for a value that is not there.
const NOTHING: &str = "none";

/// What was there and what is: `string → integer`, `none → max_items 100`.
fn before_and_after(change: &Change) -> Option<String> {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => Some(format!("{before} → {after}")),
        (Some(one), None) | (None, Some(one)) if says_which_side(change) => Some(one.clone()),
        (Some(before), None) => Some(format!("{before} → {NOTHING}")),
        (None, Some(after)) => Some(format!("{NOTHING} → {after}")),
        (None, None) => None,
    }
}

/// Whether the name of the rule tells which side a value is on, if there is one on one side only.
fn says_which_side(change: &Change) -> bool {
    let ends = ["-added", "-removed", "-documented", "-undocumented"];
    ends.iter().any(|end| change.rule.id.ends_with(end))
}
