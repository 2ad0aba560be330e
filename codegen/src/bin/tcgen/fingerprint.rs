//! What is as it was after the last run is not generated again.
//!
//! A run leaves, in the user's folder for caches, what each crate was generated from and what it looked like then. Nothing
//! depends on it: without it, or with another version of tcgen, everything is generated.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use miette::{IntoDiagnostic, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tencentcloud_codegen::fetch::Cache;
use tencentcloud_codegen::output::{FileError, generated_below, write_whole};

use crate::selection::{Crate, Selected, folder};

/// The folder that holds them, in the cache.
const FOLDER: &str = "fingerprints";

/// What the last run left of a folder of crates.
#[derive(Debug)]
pub(crate) struct Store {
    /// The file; nothing is kept where there is no place for it.
    file: Option<PathBuf>,
}

impl Store {
    /// That of the crates in `root`, in a cache, or else in the user's.
    pub(crate) fn new(cache: Option<&Path>, root: &Path) -> Self {
        let cache = cache.map(Cache::new).or_else(Cache::of_user);
        let file = cache.and_then(|cache| {
            let root = std::path::absolute(root).ok()?;
            let name = hex(&Sha256::digest(root.as_os_str().as_encoded_bytes()));
            Some(cache.folder().join(FOLDER).join(name + ".json"))
        });
        Self { file }
    }

    /// What it says. Nothing when it cannot be read: then everything is generated.
    pub(crate) fn read(&self) -> Fingerprints {
        let read = self.file.as_ref().and_then(|file| fs::read(file).ok());
        let parsed = read.and_then(|json| serde_json::from_slice(&json).ok());
        parsed.unwrap_or_default()
    }

    /// Leaves it for the next run.
    pub(crate) fn write(&self, fingerprints: &Fingerprints) -> Result<(), FileError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let json = serde_json::to_string_pretty(fingerprints).expect("the keys are text");
        write_whole(file, &json)
    }
}

/// The fingerprints of crates, by service.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Fingerprints(BTreeMap<String, Fingerprint>);

/// What a crate was generated from, and what it looked like then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    /// Of the specs, the options and tcgen itself.
    from: String,
    /// Of the generated files.
    files: String,
}

impl Fingerprints {
    /// Whether a crate, generated from this, is as it was.
    pub(crate) fn is_current(&self, root: &Path, service: &str, from: &str) -> bool {
        let known = self.0.get(service).filter(|known| known.from == from);
        known.is_some_and(|known| of_files(root, service).is_ok_and(|files| files == known.files))
    }

    /// Notes a crate, which was just generated from this.
    pub(crate) fn note(&mut self, root: &Path, service: &str, from: String) -> io::Result<()> {
        let files = of_files(root, service)?;
        let fingerprint = Fingerprint { from, files };
        self.0.insert(service.to_owned(), fingerprint);
        Ok(())
    }

    /// Forgets the crates that are not among these.
    pub(crate) fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        self.0.retain(|service, _| is_there(service));
    }
}

/// Of all that a crate is generated from.
pub(crate) fn of_sources(selected: &Selected, of: &Crate) -> Result<String> {
    let mut hash = Sha256::new();
    // Lengths in between, so that nothing can pass for something else.
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    add(this_program().into_diagnostic()?.as_bytes());
    add(format!("{:?} {:?}", selected.options, of.actions).as_bytes());
    for name in &of.versions {
        add(name.to_string().as_bytes());
        for layer in selected.specs.layers(name) {
            add(&selected.specs.bytes(layer).into_diagnostic()?);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// What tells this program from another version of it.
fn this_program() -> io::Result<String> {
    let file = fs::metadata(std::env::current_exe()?)?;
    Ok(format!(
        "{} {} {:?}",
        env!("CARGO_PKG_VERSION"),
        file.len(),
        file.modified()?
    ))
}

fn of_files(root: &Path, service: &str) -> io::Result<String> {
    let crate_folder = root.join(folder(service));
    let mut files: Vec<PathBuf> = generated_below(&crate_folder).map_err(|error| error.source)?;
    files.sort();
    let mut hash = Sha256::new();
    for path in files {
        let text = fs::read(&path)?;
        let path = path.strip_prefix(&crate_folder).unwrap_or(&path);
        for bytes in [path.as_os_str().as_encoded_bytes(), &text] {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
