use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use secrecy::zeroize::Zeroizing;

use super::not_readable;
use crate::credential::CredentialError;

/// The files that were looked at for a credential, with what tells whether they changed since, and what was found there.
#[derive(Default)]
pub(super) struct Files {
    seen: Vec<(PathBuf, Option<Stamp>)>,
    notes: Vec<String>,
}

/// When a file was written, and how long it is. Nothing if there is none.
#[derive(PartialEq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Stamp {
    fn of(file: &Path) -> Option<Self> {
        let metadata = fs::metadata(file).ok()?;
        Some(Self {
            modified: metadata.modified().ok(),
            length: metadata.len(),
        })
    }
}

impl Files {
    /// The text of a file, which is wiped in the end. Nothing, with a note, if it does not exist or is not for us to read,
    /// as the home of another user.
    pub(super) fn read(
        &mut self,
        file: &Path,
    ) -> Result<Option<Zeroizing<String>>, CredentialError> {
        // Before it is read: what is written meanwhile is seen the next time.
        self.seen.push((file.to_owned(), Stamp::of(file)));
        match fs::read_to_string(file) {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(error) => match error.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory => {
                    self.note(format!("{} does not exist", file.display()));
                    Ok(None)
                }
                ErrorKind::PermissionDenied => {
                    self.note(format!("{} may not be read", file.display()));
                    Ok(None)
                }
                // "stream did not contain valid UTF-8", say.
                _ => Err(not_readable(file, &error.to_string()).with_said_source(error)),
            },
        }
    }

    /// Remembers why a file does not give a credential.
    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// All notes in one line.
    pub(super) fn notes(&self) -> String {
        self.notes.join(", ")
    }

    /// Whether each file is as it was.
    pub(super) fn are_unchanged(&self) -> bool {
        self.seen
            .iter()
            .all(|(file, stamp)| Stamp::of(file) == *stamp)
    }
}
