//! What is as it was after the last run is not generated again.
//!
//! A run leaves, in the user's folder for caches, what each crate was generated from and what it looked like then. Nothing
//! depends on it: without it, or with another version of tcgen, everything is generated.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use miette::{IntoDiagnostic, Result};
use serde::{Deserialize, Serialize};
use tencentcloud_codegen::digest::{Digest, sha256};
use tencentcloud_codegen::fetch::Cache;
use tencentcloud_codegen::output::{Files, generated_below, write_whole};

use crate::message::Messages;
use crate::selection::{Crate, Selected};

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
            let name = sha256(root.as_os_str().as_encoded_bytes());
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

    /// Leaves it for the next run. Without it that takes longer: no reason to fail, but to say why.
    pub(crate) fn write(&self, fingerprints: &Fingerprints, messages: &Messages) {
        let Some(file) = &self.file else {
            return;
        };
        let json = serde_json::to_string_pretty(fingerprints).expect("the keys are text");
        if let Err(error) = write_whole(file, &json) {
            messages.warning(error);
        }
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
    pub(crate) fn is_current(&self, root: &Path, of: &Crate, from: &str) -> bool {
        let known = self.0.get(&of.service).filter(|known| known.from == from);
        let found = known.and_then(|_| generated_below(root, of.folder(), &|_| false).ok());
        known.zip(found).is_some_and(|(known, found)| {
            let found = found.iter();
            known.files == of_files(found.map(|(path, text)| (path.as_path(), text.as_str())))
        })
    }

    /// Notes a crate.
    pub(crate) fn note(&mut self, service: String, fingerprint: Fingerprint) {
        self.0.insert(service, fingerprint);
    }

    /// Forgets the crates that are not among these.
    pub(crate) fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        self.0.retain(|service, _| is_there(service));
    }
}

impl Fingerprint {
    /// That of a crate, generated from this and of these files only.
    pub(crate) fn new(from: String, files: &Files) -> Self {
        let files = of_files(files.iter());
        Self { from, files }
    }
}

/// Of all that a crate is generated from.
pub(crate) fn of_sources(selected: &Selected, of: &Crate, program: &str) -> Result<String> {
    let mut digest = Digest::default();
    digest.add(program.as_bytes());
    digest.add(format!("{:?} {:?}", of.options, of.actions).as_bytes());
    for name in &of.versions {
        digest.add(name.to_string().as_bytes());
        for layer in selected.specs.layers(name) {
            digest.add(&selected.specs.bytes(layer).into_diagnostic()?);
        }
    }
    Ok(digest.finish())
}

/// What tells this program from another version of it.
pub(crate) fn this_program() -> io::Result<String> {
    let file = fs::metadata(std::env::current_exe()?)?;
    Ok(format!(
        "{} {} {:?}",
        env!("CARGO_PKG_VERSION"),
        file.len(),
        file.modified()?
    ))
}

fn of_files<'a>(files: impl Iterator<Item = (&'a Path, &'a str)>) -> String {
    let mut digest = Digest::default();
    for (path, text) in files {
        digest.add(path.as_os_str().as_encoded_bytes());
        digest.add(text.as_bytes());
    }
    digest.finish()
}
