//! What is said about files that change.

use std::fmt;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::output::Change;

use crate::message::Messages;

/// Files, and what becomes of them.
#[derive(Debug, Default)]
pub(crate) struct Told {
    files: Vec<(PathBuf, &'static str)>,
}

impl Told {
    /// Adds a change of a file below a folder.
    pub(crate) fn add(&mut self, root: &Path, change: &Change) {
        let verb = match (&change.old, &change.new) {
            (None, _) => "added",
            (_, None) => "deleted",
            _ => "changed",
        };
        self.files.push((root.join(&change.path), verb));
    }

    pub(crate) fn append(&mut self, mut others: Self) {
        self.files.append(&mut others.files);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Lists the files by their paths, if they are not more than somebody reads.
    pub(crate) fn list(&mut self, messages: &Messages) {
        const LISTED: usize = 200;
        self.files.sort();
        if self.files.len() <= LISTED || messages.are_for_machines() {
            for (path, verb) in &self.files {
                messages.note(format_args!("{verb:7} {}", path.display()));
            }
        }
    }
}

impl fmt::Display for Told {
    /// `1 added, 2 changed, 0 deleted`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |verb: &str| self.files.iter().filter(|(_, of)| *of == verb).count();
        write!(
            f,
            "{} added, {} changed, {} deleted",
            with("added"),
            with("changed"),
            with("deleted")
        )
    }
}
