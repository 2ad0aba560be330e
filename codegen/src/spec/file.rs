//! Specs as files.

use std::io;
use std::path::{Path, PathBuf};

use super::{FORMAT, Spec, layout};
use crate::diagnostic::Position;
use crate::folder;

/// The JSON Schema of the spec format, as published in `specs/schema.json`.
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

/// A spec that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not JSON, or not a spec.
    #[error("{}:{position}: not a spec: {message}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where.
        position: Position,
        /// What was expected.
        message: String,
    },
    /// The file is a spec of another format version.
    #[error("{}: spec format {found} is not known: this version of tcgen reads format {FORMAT}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The version it states.
        found: u32,
    },
    /// The folder holds no specs.
    #[error("no spec files below {}: expected <service>/<version>.json", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
}

impl Spec {
    /// Reads a spec file.
    pub fn read(path: &Path) -> Result<Self, SpecError> {
        let text = std::fs::read_to_string(path).map_err(|source| SpecError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::from_json(&text, path)
    }

    /// Reads a spec; `path` is what errors call it.
    pub fn from_json(text: &str, path: &Path) -> Result<Self, SpecError> {
        let spec: Self = serde_json::from_str(text).map_err(|error| SpecError::Parse {
            path: path.to_owned(),
            position: Position {
                line: error.line(),
                column: error.column(),
            },
            message: without_position(&error.to_string()),
        })?;
        if spec.format != FORMAT {
            return Err(SpecError::Format {
                path: path.to_owned(),
                found: spec.format,
            });
        }
        Ok(spec)
    }

    /// The spec as the text of a file, with a line for each thing that fits into one.
    ///
    /// # Panics
    ///
    /// Never: all that a spec holds is JSON.
    pub fn to_json(&self) -> String {
        layout::print(&serde_json::to_value(self).expect("a spec has only string keys"))
    }

    /// Where it belongs below a folder of specs, `<service>/<version>.json`; unknown while one of the two is.
    pub fn file_name(&self) -> Option<PathBuf> {
        Some(Path::new(self.service.as_deref()?).join(format!("{}.json", self.version.as_deref()?)))
    }
}

/// The spec files that a path stands for: the file itself, or all `<service>/<version>.json` below a folder, sorted.
pub fn find_spec_files(path: &Path) -> Result<Vec<PathBuf>, SpecError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for folder in entries(path)?.into_iter().filter(|entry| entry.is_dir()) {
        files.extend(
            entries(&folder)?
                .into_iter()
                .filter(|file| is_spec_file(file)),
        );
    }
    if files.is_empty() {
        // The folder of one service: specs/cvm.
        files.extend(entries(path)?.into_iter().filter(|file| is_spec_file(file)));
    }
    if files.is_empty() {
        return Err(SpecError::Empty {
            path: path.to_owned(),
        });
    }
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, SpecError> {
    folder::entries(folder).map_err(|source| SpecError::Read {
        path: folder.to_owned(),
        source,
    })
}

fn is_spec_file(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "json")
        && path.file_name().is_some_and(|name| name != "schema.json")
}

/// `serde_json` ends its messages with the position, which [`SpecError::Parse`] states in front.
fn without_position(message: &str) -> String {
    message
        .rfind(" at line ")
        .map_or(message, |end| &message[..end])
        .to_owned()
}
