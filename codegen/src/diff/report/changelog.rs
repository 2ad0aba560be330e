//! What a new version of a generated crate changes, for who uses it: the sections of an entry in its changelog, named as
//! <https://keepachangelog.com> does.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::{ApiChange, Change, Part, Rule, Severity, Subject, rule, surface};

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
/// codes of an action share a line, and what only readers of the documentation see is counted. With `has_modules`, items
/// are told with the module of their version.
pub fn changelog(changes: &[&Change], has_modules: bool) -> String {
    let mut sections: BTreeMap<Section, Vec<(Mark, String)>> = BTreeMap::new();
    let is_documented =
        |change: &&Change| change.rule.is_documentation() || change.severity() == Severity::None;
    let (documented, all): (Vec<&Change>, Vec<&Change>) =
        changes.iter().copied().partition(is_documented);
    for same in all.chunk_by(|a, b| is_code(a) && a.rule == b.rule && a.place == b.place) {
        let Some(first) = same.first() else {
            continue;
        };
        let mark = same.iter().map(|change| Mark::of(change)).min();
        let line = Line { has_modules }.of(same);
        let section = sections.entry(Section::of(first.rule)).or_default();
        section.push((mark.unwrap_or(Mark::None), line));
    }
    if !documented.is_empty() {
        let number = documented.len();
        let s = if number == 1 { "" } else { "s" };
        let line = format!("the documentation, in {number} place{s}");
        let section = sections.entry(Section::Changed).or_default();
        section.push((Mark::None, line));
    }
    if sections.is_empty() {
        let line = "the generated code, in nothing that has a name".to_owned();
        sections.insert(Section::Changed, vec![(Mark::None, line)]);
    }
    let mut out = Vec::new();
    for (section, mut lines) in sections {
        // Otherwise they stay in their order.
        lines.sort_by_key(|(mark, _)| *mark);
        let mut text = format!("### {}\n\n", section.title());
        for (mark, line) in lines {
            let _ = writeln!(text, "- {}{line}", mark.words());
        }
        out.push(text);
    }
    out.join("\n")
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

struct Line {
    has_modules: bool,
}

impl Line {
    /// What changes share a line says.
    fn of(&self, changes: &[&Change]) -> String {
        let Some(change) = changes.first() else {
            return String::new();
        };
        if is_code(change) {
            return format!("error codes of {}: {}", self.place(change), codes(changes));
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

    /// `` `X.zone` became required: `X.zone: Option<String>` → `X.zone: String` ``
    fn changed(&self, change: &Change) -> String {
        let is_both = |api: &&ApiChange| api.before.is_some() && api.after.is_some();
        let values = match change.api.iter().find(is_both) {
            Some(api) => (api.before.as_ref(), api.after.as_ref()),
            None => (change.before.as_ref(), change.after.as_ref()),
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
            (None, Subject::Version) => return self.module_and("the service", &version),
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

    fn module_and(&self, words: &str, version: &str) -> String {
        if self.has_modules {
            format!("{}: {words}", span(version))
        } else {
            words.to_owned()
        }
    }
}

fn is_version(change: &Change) -> bool {
    [&rule::VERSION_ADDED, &rule::VERSION_REMOVED].contains(&change.rule)
}

/// The codes, if they are not more than somebody reads.
fn codes(changes: &[&Change]) -> String {
    const LISTED: usize = 20;
    let codes = changes.iter().take(LISTED).map(|change| {
        let code = change.before.as_ref().or(change.after.as_ref());
        span(code.map_or("", String::as_str))
    });
    let codes: Vec<String> = codes.collect();
    let codes = codes.join(", ");
    match changes.len().saturating_sub(LISTED) {
        0 => codes,
        more => format!("{codes} and {more} more"),
    }
}

/// What an item that came or went looks like, where its name does not tell.
fn what(change: &Change) -> Option<String> {
    if is_version(change) {
        let api = change
            .api
            .iter()
            .find(|api| api.before.is_some() && api.after.is_some());
        let words = change.after.as_ref().or(change.before.as_ref())?;
        return Some(match api {
            Some(api) => format!(
                "{words}; the root of the crate has {} instead of {}",
                span(api.after.as_deref().unwrap_or_default()),
                span(api.before.as_deref().unwrap_or_default())
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
