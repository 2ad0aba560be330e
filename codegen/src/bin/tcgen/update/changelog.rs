//! The changelog of a crate: an entry goes to its top, and whatever is there stays.

use std::fmt::Write as _;
use std::path::Path;

use miette::{Result, WrapErr, miette};
use semver::Version;
use tencentcloud_codegen::diff::{Change as ApiChange, report};
use tencentcloud_codegen::output::Change;

use crate::generate::count;

/// The name of the file in the folder of a crate.
pub(super) const FILE: &str = "CHANGELOG.md";

/// What all entries of an update have.
pub(super) struct Dated {
    /// The day: `2026-11-23`.
    pub(super) date: String,
    /// Where the documentation is from.
    pub(super) sources: String,
}

/// An entry.
pub(super) struct Entry<'a> {
    pub(super) version: &'a Version,
    pub(super) dated: &'a Dated,
    pub(super) content: Content<'a>,
}

/// What an entry tells.
pub(super) enum Content<'a> {
    /// The versions of the API in a crate that is new, with the numbers of their actions.
    First(&'a [(String, usize)]),
    /// What is different.
    Changes {
        list: Vec<&'a ApiChange>,
        /// Whether the crate has several versions of the API.
        has_modules: bool,
    },
}

impl Entry<'_> {
    /// The change of the file of the crate in this folder below the root.
    pub(super) fn change(&self, root: &Path, folder: &Path) -> Result<Change> {
        let path = folder.join(FILE);
        let place = root.join(&path);
        let old = super::read_if_there(&place)?;
        let new = match &old {
            None => format!("# Changelog\n\n{}", self.text()),
            Some(old) => prepended(old, &self.text(), self.version)
                .wrap_err_with(|| format!("cannot add an entry to {}", place.display()))?,
        };
        Ok(Change {
            path,
            old,
            new: Some(new),
        })
    }

    fn text(&self) -> String {
        let Dated { date, sources } = self.dated;
        let sections = match &self.content {
            Content::Changes { list, has_modules } => report::changelog(list, *has_modules),
            Content::First(versions) => {
                let mut added = "### Added\n\n".to_owned();
                for (version, actions) in *versions {
                    let actions = count(*actions, "action");
                    let _ = writeln!(added, "- {actions} of version {version} of the API");
                }
                added
            }
        };
        let version = self.version;
        format!("## {version} - {date}\n\nDocumentation of {sources}.\n\n{sections}")
    }
}

/// The text with an entry before that of the last version.
fn prepended(old: &str, entry: &str, version: &Version) -> Result<String> {
    let start = start_of_versions(old)?;
    let name = version.to_string();
    if versions(old).any(|known| known == name) {
        return Err(miette!(
            help = "set the crate's version in `[crates.versions]` of tcgen.toml to the last one that the file has",
            "it has an entry for {name} already"
        ));
    }
    let (before, after) = old.split_at(start);
    let has_gap = before.ends_with("\n\n") || before.ends_with("\r\n\r\n");
    let above = match (has_gap, before.ends_with('\n')) {
        (true, _) => "",
        (false, true) => "\n",
        (false, false) => "\n\n",
    };
    let below = if after.is_empty() { "" } else { "\n" };
    let mut between = format!("{above}{entry}{below}");
    if before.contains("\r\n") {
        between = between.replace('\n', "\r\n");
    }
    Ok(format!("{before}{between}{after}"))
}

/// Where the first version is, behind the title, whatever is told below it, and what is not released.
fn start_of_versions(text: &str) -> Result<usize> {
    let is_title = |line: &str| line.trim_start_matches('\u{feff}').starts_with("# ");
    let mut lines = lines(text).filter(|(_, line)| !line.trim().is_empty());
    match lines.next() {
        Some((_, line)) if is_title(line) => {}
        other => {
            let found = other.map_or("nothing", |(_, line)| line.trim());
            return Err(not_understood(1, "a title such as `# Changelog`", found));
        }
    }
    for (at, line) in lines {
        let Some(heading) = line.strip_prefix("## ") else {
            continue;
        };
        let word = version_word(heading);
        if word.eq_ignore_ascii_case("unreleased") {
            continue;
        }
        if Version::parse(word).is_err() {
            let number = text[..at].lines().count() + 1;
            let expected = "a version such as `## 0.2.0 - 2026-11-23`, or `## Unreleased`";
            return Err(not_understood(number, expected, line.trim()));
        }
        return Ok(at);
    }
    Ok(text.len())
}

fn not_understood(line: usize, expected: &str, found: &str) -> miette::Report {
    miette!(
        help = "correct the line, or move the file away: then a new one is begun",
        "line {line}: expected {expected}; found `{found}`"
    )
}

/// The versions that have entries.
fn versions(text: &str) -> impl Iterator<Item = &str> {
    let headings = lines(text).filter_map(|(_, line)| line.strip_prefix("## "));
    headings.map(version_word)
}

/// The first word of a heading, which can be in brackets.
fn version_word(heading: &str) -> &str {
    let word = heading.split_whitespace().next().unwrap_or_default();
    word.trim_start_matches('[')
        .split(']')
        .next()
        .unwrap_or_default()
        .trim_start_matches('v')
}

/// The lines of a text, each with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "## 0.2.0 - 2026-11-23\n\nNew.\n";

    #[test]
    fn an_entry_goes_before_the_last_version_and_the_rest_stays() {
        let cases = [
            ("# Changelog\n", "# Changelog\n\n@"),
            ("# Changelog", "# Changelog\n\n@"),
            (
                "# Changelog\n\n## 0.1.0 - 2026-01-01\n\nOld, by hand.  \n",
                "# Changelog\n\n@\n## 0.1.0 - 2026-01-01\n\nOld, by hand.  \n",
            ),
            (
                "\u{feff}# All changes\n\nAbout this file.\n\n## [Unreleased]\n\n- Mine.\n\n## [0.1.0]\n",
                "\u{feff}# All changes\n\nAbout this file.\n\n## [Unreleased]\n\n- Mine.\n\n@\n## [0.1.0]\n",
            ),
            ("# Changelog\n## v0.1.0\n", "# Changelog\n\n@\n## v0.1.0\n"),
            (
                "# Changelog\n\n## Unreleased\n\n- Mine.",
                "# Changelog\n\n## Unreleased\n\n- Mine.\n\n@",
            ),
        ];
        for (before, expected) in cases {
            let after = prepended(before, ENTRY, &Version::new(0, 2, 0)).expect("it is understood");
            assert_eq!(after, expected.replace('@', ENTRY));
            // The same with line ends of Windows.
            let before = before.replace('\n', "\r\n");
            if before.contains("\r\n") {
                let after = prepended(&before, ENTRY, &Version::new(0, 2, 0)).expect("it is, too");
                assert_eq!(after, expected.replace('@', ENTRY).replace('\n', "\r\n"));
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_told_with_its_line() {
        let cases = [
            ("", "line 1: expected a title"),
            ("Changes\n", "found `Changes`"),
            ("# Changelog\n\n## History\n", "line 3: expected a version"),
            (
                "# Changelog\n\n## 0.3.0\n\n## 0.2.0\n",
                "an entry for 0.2.0 already",
            ),
        ];
        for (before, expected) in cases {
            let error = prepended(before, ENTRY, &Version::new(0, 2, 0)).expect_err("it is not");
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
