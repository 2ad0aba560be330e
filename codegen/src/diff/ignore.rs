//! Changes that somebody has looked at and accepted.

use std::collections::BTreeMap;

use super::change::FINGERPRINT_LENGTH;
use super::{Change, Changes};

/// A list of fingerprints: one at the start of each line, and behind it whatever helps who reads it. Empty lines, and those
/// that start with `#`, mean nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ignored {
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    line: usize,
    text: String,
    is_found: bool,
}

/// A line that does not start with a fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: expected the twelve hexadecimal digits of a fingerprint, then a comment; found `{found}`"
)]
pub struct IgnoredError {
    /// The line.
    pub line: usize,
    /// Its first word.
    pub found: String,
}

impl Ignored {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// When a line does not start with a fingerprint.
    pub fn new(text: &str) -> Result<Self, IgnoredError> {
        let mut entries = BTreeMap::new();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            if word.len() != FINGERPRINT_LENGTH || !word.chars().all(is_digit) {
                return Err(IgnoredError {
                    line: at + 1,
                    found: word.to_owned(),
                });
            }
            let entry = Entry {
                line: at + 1,
                text: rest.trim().to_owned(),
                is_found: false,
            };
            entries.entry(word.to_owned()).or_insert(entry);
        }
        Ok(Self { entries })
    }

    /// Takes the listed changes away and returns them.
    pub fn apply(&mut self, changes: &mut Changes) -> Vec<Change> {
        let list = changes.list.extract_if(.., |change| self.has(change));
        list.collect()
    }

    fn has(&mut self, change: &Change) -> bool {
        if self.entries.is_empty() {
            return false;
        }
        let entry = self.entries.get_mut(&change.fingerprint());
        entry.is_some_and(|entry| {
            entry.is_found = true;
            true
        })
    }

    /// The entries that were not found, by line: the line, the fingerprint, and what stands behind it.
    pub fn unused(&self) -> Vec<(usize, &str, &str)> {
        let entries = self.entries.iter().filter(|(_, entry)| !entry.is_found);
        let mut unused: Vec<_> = entries
            .map(|(fingerprint, entry)| (entry.line, fingerprint.as_str(), entry.text.as_str()))
            .collect();
        unused.sort_unstable();
        unused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_starts_with_a_fingerprint() {
        let list =
            "# accepted\n\n0123456789ab cvm 2017-03-12 action A: action-removed\nba9876543210\n";
        let ignored = Ignored::new(list).expect("it is a list");
        assert_eq!(
            ignored.unused(),
            [
                (3, "0123456789ab", "cvm 2017-03-12 action A: action-removed"),
                (4, "ba9876543210", "")
            ]
        );
        for line in ["member-removed", "0123456789AB", "0123456789abc", "0123"] {
            let error = Ignored::new(&format!("\n{line} x")).expect_err("it is none");
            assert_eq!((error.line, error.found.as_str()), (2, line));
        }
    }
}
