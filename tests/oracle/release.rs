//! A release of `tccli`: its source distribution, or the unpacked folder of one.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;
use tempfile::TempDir;
use tencentcloud_codegen::catalogue::{Catalogue, ServiceVersion, SourceError};

use super::changelog::{Changelog, ChangelogError};

/// The file in a release.
const CHANGELOG: &str = "SERVICE_CHANGELOG.md";

/// What is read of one release; nothing that it holds is run.
#[derive(Debug)]
pub(crate) struct Release {
    pub(crate) number: Number,
    pub(crate) catalogue: Catalogue,
    pub(crate) changelog: Changelog,
    /// The folder with the folders of services.
    services: PathBuf,
    /// Where it is unpacked, for as long as it is used.
    _unpacked: Option<TempDir>,
}

/// The number of a release: `3.1.189.1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Number(Vec<u32>);

impl Number {
    /// The number in the name of a file or folder: `tccli-3.1.189.1.tar.gz`, or just `3.1.189.1.md`.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let start = name.find(|c: char| c.is_ascii_digit())?;
        let name = &name[start..];
        let end = name.find(|c: char| !c.is_ascii_digit() && c != '.');
        let number = name[..end.unwrap_or(name.len())].trim_end_matches('.');
        let parts = number.split('.').map(|part| part.parse().ok());
        let parts: Option<Vec<u32>> = parts.collect();
        parts.filter(|parts| parts.len() == 4).map(Self)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&parts.join("."))
    }
}

/// A release that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReleaseError {
    #[error("{} does not tell its number in its name, as tccli-3.1.189.1.tar.gz does", .0.display())]
    Nameless(PathBuf),
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error(
        "{} has no {CHANGELOG}: expected the source distribution of tccli, as `pip download --no-deps --no-binary :all: tccli==VERSION` gives",
        .0.display()
    )]
    NoChangelog(PathBuf),
    #[error("{}: {CHANGELOG}: {source}", path.display())]
    Changelog {
        path: PathBuf,
        source: ChangelogError,
    },
    #[error(transparent)]
    Catalogue(#[from] SourceError),
}

impl Release {
    /// Opens a source distribution, which is unpacked into a temporary folder, or a folder.
    pub(crate) fn open(path: &Path) -> Result<Self, ReleaseError> {
        let number = Number::of(path).ok_or_else(|| ReleaseError::Nameless(path.to_owned()))?;
        if path.is_dir() {
            return Self::of_folder(number, path, path, None);
        }
        let folder = unpack(path).map_err(|source| ReleaseError::Read {
            path: path.to_owned(),
            source,
        })?;
        let root = folder.path().to_owned();
        Self::of_folder(number, path, &root, Some(folder))
    }

    fn of_folder(
        number: Number,
        name: &Path,
        root: &Path,
        unpacked: Option<TempDir>,
    ) -> Result<Self, ReleaseError> {
        let file = root.join(CHANGELOG);
        if !file.is_file() {
            return Err(ReleaseError::NoChangelog(name.to_owned()));
        }
        let changelog = read_changelog(&file, name)?;
        let services = root.join("tccli/services");
        Ok(Self {
            number,
            catalogue: Catalogue::open([&services])?,
            changelog,
            services,
            _unpacked: unpacked,
        })
    }

    /// The `api.json` of a service version.
    pub(crate) fn api(&self, version: &ServiceVersion) -> Option<Value> {
        let file = self.services.join(version.to_string()).join("api.json");
        serde_json::from_reader(io::BufReader::new(File::open(file).ok()?)).ok()
    }
}

/// Reads the changelog of a release, which messages call by a name.
pub(crate) fn read_changelog(path: &Path, name: &Path) -> Result<Changelog, ReleaseError> {
    let text = std::fs::read_to_string(path).map_err(|source| ReleaseError::Read {
        path: path.to_owned(),
        source,
    })?;
    Changelog::new(&text).map_err(|source| ReleaseError::Changelog {
        path: name.to_owned(),
        source,
    })
}

/// Unpacks what is read of a source distribution, without the folder that everything in it is in.
fn unpack(path: &Path) -> io::Result<TempDir> {
    /// Several times what one has: 150 MB.
    const MOST: u64 = 2 << 30;
    let folder = tempfile::tempdir()?;
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(path)?).take(MOST));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.into_owned();
        let name: PathBuf = name.components().skip(1).collect();
        let is_wanted = name == Path::new(CHANGELOG)
            || name.starts_with("tccli/services") && name.ends_with("api.json");
        let is_inside = name
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_wanted || !is_inside || !entry.header().entry_type().is_file() {
            continue;
        }
        let to = folder.path().join(name);
        std::fs::create_dir_all(to.parent().unwrap_or(folder.path()))?;
        io::copy(&mut entry, &mut File::create(to)?)?;
    }
    Ok(folder)
}
