//! What a new version of a generated crate changes, for who uses it: the sections of an entry in its changelog, named as
//! <https://keepachangelog.com> does.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::{About, ApiChange, Change, Part, Rule, Severity, Subject, rule, surface};

/// The sections, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Removed,
    Changed,
    Deprecated,
    Added,
}

impl Section {
    fn of(rule: &Rule) -> Self {
        const ADDED: [&Rule; 6] = [
            &rule::VERSION_ADDED,
            &rule::ACTION_ADDED,
            &rule::MEMBER_ADDED,
            &rule::REQUIRED_MEMBER_ADDED,
            &rule::DATA_TYPE_ADDED,
            &rule::ERROR_CODE_ADDED,
        ];
        const REMOVED: [&Rule; 5] = [
            &rule::VERSION_REMOVED,
            &rule::ACTION_REMOVED,
            &rule::MEMBER_REMOVED,
            &rule::DATA_TYPE_REMOVED,
            &rule::ERROR_CODE_REMOVED,
        ];
        const DEPRECATED: [&Rule; 3] = [
            &rule::ACTION_DEPRECATED,
            &rule::MEMBER_DEPRECATED,
            &rule::DATA_TYPE_DEPRECATED,
        ];
        if ADDED.contains(&rule) {
            Self::Added
        } else if REMOVED.contains(&rule) {
            Self::Removed
        } else if DEPRECATED.contains(&rule) {
            Self::Deprecated
        } else {
            Self::Changed
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Removed => "Removed",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Added => "Added",
        }
    }
}

/// The sections of an entry: a line for each change, in the words of who uses the crate, what breaks first. The error
/// codes of an action share a line, data types that are new do, and what only readers of the documentation see is counted. With `has_modules`, items
/// are told with the module of their version.
pub fn changelog(changes: &[&Change], has_modules: bool) -> String {
    let mut sections: BTreeMap<Section, Vec<Line>> = BTreeMap::new();
    let is_documented =
        |change: &&Change| change.rule.is_documentation() || change.severity() == Severity::None;
    let (documented, mut all): (Vec<&Change>, Vec<&Change>) =
        changes.iter().copied().partition(is_documented);
    // Otherwise they stay in their order.
    all.sort_by_key(|change| (Section::of(change.rule), Mark::of(change), rank(change)));
    let of_crate = Crate { has_modules };
    for same in all.chunk_by(|a, b| share_a_line(a, b)) {
        if let Some(first) = same.first() {
            let section = sections.entry(Section::of(first.rule)).or_default();
            section.push(Line {
                mark: Mark::of(first),
                text: of_crate.line(same),
            });
        }
    }
    if !documented.is_empty() {
        let number = documented.len();
        let s = if number == 1 { "" } else { "s" };
        let section = sections.entry(Section::Changed).or_default();
        section.push(Line {
            mark: Mark::None,
            text: format!("the documentation, in {number} place{s}"),
        });
    }
    if sections.is_empty() {
        let line = Line {
            mark: Mark::None,
            text: "the generated code, in nothing that has a name".to_owned(),
        };
        sections.insert(Section::Changed, vec![line]);
    }
    let mut out = Vec::new();
    for (section, lines) in sections {
        let mut of_section = format!("### {}\n\n", section.title());
        for Line { mark, text } in lines {
            let _ = writeln!(of_section, "- {}{text}", mark.words());
        }
        out.push(of_section);
    }
    out.join("\n")
}

struct Line {
    mark: Mark,
    text: String,
}

/// How a line is marked, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Breaking,
    BreakingOnTheWire,
    None,
}

impl Mark {
    fn of(change: &Change) -> Self {
        if change.rust == Severity::Breaking {
            Self::Breaking
        } else if change.wire == Severity::Breaking {
            Self::BreakingOnTheWire
        } else {
            Self::None
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Breaking => "**Breaking:** ",
            Self::BreakingOnTheWire => "**Breaking on the wire:** ",
            Self::None => "",
        }
    }
}

fn is_code(change: &Change) -> bool {
    [&rule::ERROR_CODE_ADDED, &rule::ERROR_CODE_REMOVED].contains(&change.rule)
}

/// What is told first of what is as bad: that on which the rest depends.
fn rank(change: &Change) -> u8 {
    match change.rule.about {
        About::Version => 0,
        About::Action => 1,
        About::Member => 2,
        About::DataType => 3,
        About::ErrorCode => 4,
        About::Rust | About::Documentation => 5,
    }
}

fn share_a_line(a: &Change, b: &Change) -> bool {
    let is_same = a.rule == b.rule && Mark::of(a) == Mark::of(b);
    is_same && (is_code(a) && a.place == b.place || a.rule == &rule::DATA_TYPE_ADDED)
}

/// How the items of a crate are called.
struct Crate {
    has_modules: bool,
}

impl Crate {
    /// What is said of changes that share a line.
    fn line(&self, changes: &[&Change]) -> String {
        let Some(change) = changes.first() else {
            return String::new();
        };
        if is_code(change) {
            let codes = changes.iter().map(|change| {
                let code = change.before.as_ref().or(change.after.as_ref());
                span(code.map_or("", String::as_str))
            });
            return format!("error codes of {}: {}", self.place(change), list(codes));
        }
        if changes.len() > 1 {
            return list(changes.iter().map(|change| self.place(change)));
        }
        match Section::of(change.rule) {
            Section::Changed => self.changed(change),
            Section::Deprecated => self.place(change),
            Section::Added | Section::Removed => {
                let perhaps = change.perhaps.as_ref().map(|name| {
                    let word = if change.before.is_some() {
                        "now"
                    } else {
                        "before"
                    };
                    format!(", perhaps {word} called {}", span(name))
                });
                format!(
                    "{}{}{}",
                    self.place(change),
                    what(change).map_or(String::new(), |what| format!(": {what}")),
                    perhaps.unwrap_or_default()
                )
            }
        }
    }

    /// `` `X.zone` became required: `Option<String>` → `String` ``
    fn changed(&self, change: &Change) -> String {
        let values = match types(change).or_else(|| items(change)) {
            Some((before, after)) => (Some(before), Some(after)),
            None => (change.before.as_deref(), change.after.as_deref()),
        };
        let values = match values {
            (Some(before), Some(after)) => format!(": {} → {}", span(before), span(after)),
            (Some(one), None) | (None, Some(one)) => format!(": {}", span(one)),
            (None, None) => String::new(),
        };
        format!("{} {}{values}", self.place(change), words(change.rule))
    }

    /// What the place is called in the crate.
    fn place(&self, change: &Change) -> String {
        let place = &change.place;
        let version = surface::module(&place.version);
        let name = match (&change.item, &place.subject) {
            (Some(item), _) => item.clone(),
            (None, Subject::Version) if is_version(change) => return span(&version),
            (None, Subject::Version) if self.has_modules => return span(&version),
            (None, Subject::Version) => return "the service".to_owned(),
            (None, Subject::Action(name) | Subject::DataType(name)) => {
                let part = match place.part {
                    None => "",
                    Some(Part::Request) => " request",
                    Some(Part::Response) => " response",
                };
                let member = place.member.as_ref().map(|member| format!(" {member}"));
                format!("{name}{part}{}", member.unwrap_or_default())
            }
        };
        if self.has_modules {
            span(&format!("{version}::{name}"))
        } else {
            span(&name)
        }
    }
}

fn is_version(change: &Change) -> bool {
    [&rule::VERSION_ADDED, &rule::VERSION_REMOVED].contains(&change.rule)
}

/// All of it, if that is not more than somebody reads.
fn list(all: impl ExactSizeIterator<Item = String>) -> String {
    const LISTED: usize = 20;
    let more = all.len().saturating_sub(LISTED);
    let listed: Vec<String> = all.take(LISTED).collect();
    let listed = listed.join(", ");
    match more {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

/// The types of the field that a change is about, if they are different.
fn types(change: &Change) -> Option<(&str, &str)> {
    let item = change.item.as_deref()?;
    let mut api = change.api.iter();
    api.find_map(|api| {
        let before = api.before.as_deref()?.strip_prefix(item)?;
        let after = api.after.as_deref()?.strip_prefix(item)?;
        before.strip_prefix(": ").zip(after.strip_prefix(": "))
    })
}

/// The first item of the generated code that is written differently.
fn items(change: &Change) -> Option<(&str, &str)> {
    let mut api = change.api.iter();
    api.find_map(|api| api.before.as_deref().zip(api.after.as_deref()))
}

/// What an item that came or went looks like, where its name does not tell.
fn what(change: &Change) -> Option<String> {
    if is_version(change) {
        let words = change.after.as_ref().or(change.before.as_ref())?;
        return Some(match items(change) {
            Some((before, after)) => format!(
                "{words}; the root of the crate has {} instead of {}",
                span(after),
                span(before)
            ),
            None => words.clone(),
        });
    }
    change.place.member.as_ref()?;
    let is_same_side = |api: &&ApiChange| {
        let side = if change.before.is_some() {
            &api.before
        } else {
            &api.after
        };
        side.is_some()
    };
    let api = change.api.iter().find(is_same_side)?;
    let text = api.after.as_ref().or(api.before.as_ref())?;
    let (_, ty) = text.split_once(": ")?;
    Some(span(ty))
}

/// What happened, from the name of the rule: `member-became-required` is `became required`.
fn words(rule: &Rule) -> String {
    let id = ["member-", "action-", "data-type-"]
        .iter()
        .find_map(|about| rule.id.strip_prefix(about))
        .unwrap_or(rule.id);
    id.replace('-', " ")
}

/// Code: nothing in it is markup.
fn span(text: &str) -> String {
    /// Known values and defaults can be long.
    const LONGEST: usize = 120;
    let one_line = |c: char| if c.is_control() || c == '`' { ' ' } else { c };
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(LONGEST).map(one_line).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    format!("`{}`", short.trim())
}
