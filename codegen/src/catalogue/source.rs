//! A source: a wheel or folder, and the files in it that describe service versions.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use super::archive::{Archive, ArchiveError};
use super::examples::{self, ReadExample};
use super::json::Reader;
use super::keys::Counts;
use super::memory::Memory;
use super::{Content, api, error_codes};
use crate::codes;
use crate::diagnostic::{self, Diagnostic, Severity, Span};
use crate::spec::Spec;

/// A wheel or a folder that holds a catalogue.
#[derive(Debug)]
pub struct Source {
    archive: Archive,
    versions: BTreeMap<ServiceVersion, Files>,
}

/// A source that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The wheel or folder cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Nothing in it is part of a catalogue.
    #[error(
        "{name} holds no catalogue: expected the wheel `tccli`, `tccli-intl-en` or `tencentcloud-sdk-python`, or a folder with SERVICE/vYYYYMMDD/api.json"
    )]
    Empty {
        /// The source.
        name: String,
    },
    /// Two files describe the same service version.
    #[error("{name} has two files for {version}: {first} and {second}")]
    Twice {
        /// The source.
        name: String,
        /// The service version.
        version: String,
        /// A file.
        first: String,
        /// Another one.
        second: String,
    },
    /// No source describes actions.
    #[error(
        "{name} has error codes only: give it together with the wheel `tccli`, which has the actions"
    )]
    OnlyErrorCodes {
        /// The first source.
        name: String,
    },
}

/// The folders of a service version: `autoscaling/v20180419`. Their names are Python's; the service can have another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceVersion {
    /// The folder of the service.
    pub service: String,
    /// The folder of the version.
    pub version: String,
}

impl fmt::Display for ServiceVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.service, self.version)
    }
}

impl ServiceVersion {
    /// The folder of the version as a date: `2018-04-19`.
    pub fn date(&self) -> String {
        let digits = self.version.trim_start_matches('v');
        match (digits.get(..4), digits.get(4..6), digits.get(6..)) {
            (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
            _ => digits.to_owned(),
        }
    }
}

/// The files of a service version, by their paths in the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    api: Option<String>,
    examples: Option<String>,
    error_codes: Option<String>,
}

impl Files {
    /// Whether there is a description of actions.
    pub fn has_api(&self) -> bool {
        self.api.is_some()
    }

    /// Whether there are error codes.
    pub fn has_error_codes(&self) -> bool {
        self.error_codes.is_some()
    }

    fn in_order(&self) -> [Option<&str>; 3] {
        [&self.api, &self.examples, &self.error_codes].map(Option::as_deref)
    }

    fn of_name(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "api.json" => Some(&mut self.api),
            "examples.json" => Some(&mut self.examples),
            "errorcodes.py" => Some(&mut self.error_codes),
            _ => None,
        }
    }
}

/// A file that was read, and what there is to say about it.
#[derive(Debug)]
pub struct ReadFile {
    /// Its text; without findings it is not kept.
    pub source: diagnostic::Source,
    /// In the order of the text.
    pub findings: Vec<Diagnostic>,
}

impl ReadFile {
    fn new(name: String, text: String, findings: Vec<Diagnostic>) -> Self {
        let text = if findings.is_empty() {
            String::new()
        } else {
            text
        };
        Self {
            source: diagnostic::Source::new(name, text),
            findings,
        }
    }

    /// A file of which there is no text to show.
    pub(super) fn without_text(name: &str, finding: Diagnostic) -> Self {
        Self::new(name.to_owned(), String::new(), vec![finding])
    }

    /// Whether it leaves no spec.
    pub fn has_errors(&self) -> bool {
        let mut findings = self.findings.iter();
        findings.any(|finding| finding.severity == Severity::Error)
    }
}

/// What a source says of a service version.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) spec: Option<Spec>,
    pub(super) files: Vec<ReadFile>,
}

impl Source {
    /// Opens a wheel or a folder: one as unpacked, `tccli/services`, that of a service or of one of its versions.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        Self::of(Archive::open(path, |file| parts(file).is_some())?)
    }

    pub(super) fn of(archive: Archive) -> Result<Self, SourceError> {
        let mut versions: BTreeMap<ServiceVersion, Files> = BTreeMap::new();
        for file in archive.files() {
            let Some((version, name)) = parts(file) else {
                continue;
            };
            let files = versions.entry(version.clone()).or_default();
            if let Some(place) = files.of_name(name)
                && let Some(first) = place.replace(file.to_owned())
            {
                return Err(SourceError::Twice {
                    name: archive.name().to_owned(),
                    version: version.to_string(),
                    first: archive.name_of(&first),
                    second: archive.name_of(file),
                });
            }
        }
        if versions.is_empty() {
            return Err(SourceError::Empty {
                name: archive.name().to_owned(),
            });
        }
        Ok(Self { archive, versions })
    }

    /// How the user named it.
    pub fn name(&self) -> &str {
        self.archive.name()
    }

    /// What there is to say about it as a whole.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let names = self.archive.unsafe_names().iter();
        names
            .map(|name| {
                let name = diagnostic::shortened(&name.escape_debug().to_string());
                let message = format!("the name {name} could lead out of a folder");
                Diagnostic::warning(codes::CATALOGUE_UNSAFE_NAME, Span::default(), message)
                    .with_help("left out the file; be careful with where the archive comes from")
            })
            .collect()
    }

    /// The service versions that it knows something of, sorted.
    pub fn versions(&self) -> impl Iterator<Item = (&ServiceVersion, &Files)> {
        self.versions.iter()
    }

    /// How many bytes its files of a service version have.
    pub(super) fn size(&self, version: &ServiceVersion) -> u64 {
        let files = self.versions.get(version).map(Files::in_order);
        let files = files.into_iter().flatten().flatten();
        files.filter_map(|file| self.archive.size(file)).sum()
    }

    /// What to read two releases of a service version with; nothing if one of them cannot be read.
    pub(super) fn differences(&self, other: &Self, version: &ServiceVersion) -> Option<Memory> {
        type Of = fn(&Files) -> Option<&String>;
        let text = |of: &Self, file: Of| {
            let file = file(of.versions.get(version)?)?;
            of.archive.read(file).ok()
        };
        let api: Of = |files| files.api.as_ref();
        let mut memory = Memory::of_differences(&text(self, api)?, &text(other, api)?)?;
        let examples: Of = |files| files.examples.as_ref();
        if let (Some(old), Some(new)) = (text(self, examples), text(other, examples)) {
            memory.add_examples(&old, &new);
        }
        Some(memory)
    }

    /// Whether another source says the same of a service version, letter for letter.
    pub(super) fn says_the_same(&self, other: &Self, version: &ServiceVersion) -> bool {
        let files = |of: &Self| of.versions.get(version).cloned().unwrap_or_default();
        let (files, other_files) = (files(self), files(other));
        let mut pairs = files.in_order().into_iter().zip(other_files.in_order());
        pairs.all(|pair| match pair {
            (None, None) => true,
            (Some(file), Some(other_file)) => {
                self.archive.size(file) == other.archive.size(other_file)
                    && matches!(
                        (self.archive.read(file), other.archive.read(other_file)),
                        (Ok(text), Ok(other_text)) if text == other_text
                    )
            }
            _ => false,
        })
    }

    /// Every example of a service version, with its texts as they stand in the catalogue and what was read of them.
    ///
    /// This is for who wants to send or decode them: an import takes the good ones into the spec. There are none if the
    /// description of the actions, which tells the types of parameters, is not there or has errors.
    pub fn examples(&self, version: &ServiceVersion) -> Result<Vec<ReadExample>, ArchiveError> {
        let Some(Files {
            api: Some(api),
            examples: Some(examples),
            ..
        }) = self.versions.get(version)
        else {
            return Ok(Vec::new());
        };
        let (mut counts, memory) = (Counts::default(), Memory::default());
        let text = self.archive.read(api)?;
        let spec = api::read(
            &Reader::new(&text, &mut counts, &memory),
            version,
            Content::All,
        );
        let Some(spec) = spec else {
            return Ok(Vec::new());
        };
        let text = self.archive.read(examples)?;
        Ok(examples::read(
            &Reader::new(&text, &mut counts, &memory),
            &spec,
        ))
    }

    /// The short name of the service of a service version, from its metadata; nothing if that cannot be read.
    pub(super) fn short_name(&self, version: &ServiceVersion) -> Option<String> {
        let file = self.versions.get(version)?.api.as_ref()?;
        let text = self.archive.read(file).ok()?;
        api::short_name(&text)
    }

    /// Reads what there is of a service version.
    pub(super) fn read(
        &self,
        version: &ServiceVersion,
        content: Content,
        counts: &mut Counts,
        memory: &Memory,
    ) -> Option<Read> {
        let files = self.versions.get(version)?;
        let mut read = Read {
            spec: None,
            files: Vec::new(),
        };
        if let Some(file) = &files.api {
            read.spec = self.read_file(&mut read.files, file, |text| {
                let reader = Reader::new(text, counts, memory);
                let spec = api::read(&reader, version, content);
                (spec, reader.into_findings())
            });
        }
        if let (Some(file), Some(spec), Content::All) = (&files.examples, &mut read.spec, content) {
            let examples = self.read_file(&mut read.files, file, |text| {
                let reader = Reader::new(text, counts, memory);
                let examples = examples::read(&reader, spec);
                (Some(examples), reader.into_findings())
            });
            for example in examples.unwrap_or_default() {
                if let Some(action) = spec.actions.get_mut(&example.action) {
                    action.examples.extend(example.example);
                }
            }
        }
        if let (Some(file), None) = (&files.examples, &files.api) {
            let message = "there is no api.json beside it, which tells the actions";
            let code = codes::CATALOGUE_EXAMPLE_OF_UNKNOWN_ACTION;
            let finding = Diagnostic::warning(code, Span::default(), message)
                .with_help("left out its examples");
            let name = self.archive.name_of(file);
            read.files.push(ReadFile::without_text(&name, finding));
        }
        if let Some(file) = &files.error_codes {
            let errors = self.read_file(&mut read.files, file, |text| {
                let (errors, findings) = error_codes::read(text, content);
                (Some(errors), findings)
            });
            let errors = errors.unwrap_or_default();
            counts.error_codes += errors.len() as u64;
            // A file of codes says nothing of actions, so that the spec is one of codes only.
            if files.api.is_none() || read.spec.is_some() {
                read.spec.get_or_insert_default().errors = errors;
            }
        }
        Some(read)
    }

    /// Reads a file; one that cannot be read has a finding that says so.
    fn read_file<T>(
        &self,
        files: &mut Vec<ReadFile>,
        file: &str,
        read: impl FnOnce(&str) -> (Option<T>, Vec<Diagnostic>),
    ) -> Option<T> {
        let name = self.archive.name_of(file);
        match self.archive.read(file) {
            Ok(text) => {
                let (value, findings) = read(&text);
                files.push(ReadFile::new(name, text, findings));
                value
            }
            Err(error) => {
                let message = error.to_string();
                let finding =
                    Diagnostic::error(codes::CATALOGUE_UNREADABLE, Span::default(), message);
                files.push(ReadFile::without_text(&name, finding));
                None
            }
        }
    }
}

/// The service version and the name of a file of the catalogue: `tccli/services/cvm/v20170312/api.json`.
fn parts(file: &str) -> Option<(ServiceVersion, &str)> {
    let mut parts = file.rsplit('/');
    let (name, version, service) = (parts.next()?, parts.next()?, parts.next()?);
    let is_known = matches!(name, "api.json" | "examples.json" | "errorcodes.py");
    let digits = version.strip_prefix('v')?;
    let is_version = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_known && is_version && !service.is_empty()).then(|| {
        let version = ServiceVersion {
            service: service.to_owned(),
            version: version.to_owned(),
        };
        (version, name)
    })
}
