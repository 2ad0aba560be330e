//! Tencent Cloud's machine-readable catalogue: what the official command line and Python SDK know of each service version.
//!
//! ```text
//! wheel | folder ──Archive──▶ texts of files ──Source──▶ service versions ──Catalogue──▶ Spec
//! ```
//!
//! Two packages of the Python registry hold it, and both are read as they are downloaded or unpacked:
//!
//! - `tccli`, and `tccli-intl-en` in English: `SERVICE/vYYYYMMDD/api.json` (actions, data types, members) and
//!   `examples.json`;
//! - `tencentcloud-sdk-python`: `SERVICE/vYYYYMMDD/errorcodes.py`.
//!
//! Whatever stands in these files becomes part of the spec, or is known not to ([`KEYS`]), or there is a finding about it.

mod api;
mod archive;
mod error_codes;
mod examples;
mod json;
mod keys;
mod member;
mod memory;
mod overlay;
mod selection;
mod source;

pub use self::archive::{ArchiveError, LIMITS, Limits};
pub use self::examples::ReadExample;
pub use self::keys::{Counts, KEYS, Key, Level, table};
pub use self::memory::Memory;
pub use self::overlay::{Overlay, OverlayError, Unmatched};
pub use self::selection::SelectionError;
pub use self::source::{Files, ReadFile, ServiceVersion, Source, SourceError};

use std::path::Path;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::spec::Spec;

/// Sources that together say what is known; later ones count for more.
#[derive(Debug)]
pub struct Catalogue {
    sources: Vec<Source>,
}

/// How much of the sources becomes part of a spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Content {
    /// Everything.
    #[default]
    All,
    /// Names, types, limits, values and the like, but neither sentences nor examples.
    Facts,
    /// What there is, by name and type: nothing is looked for in sentences, which takes longer than all the rest.
    Outline,
}

/// What the sources say of one service version.
#[derive(Debug, Default)]
pub struct Import {
    /// What they say together; nothing if a file that describes it has errors.
    pub spec: Option<Spec>,
    /// What was read, in the order of the sources.
    pub sources: Vec<FromSource>,
}

/// What was read from a source.
#[derive(Debug, Default)]
pub struct FromSource {
    /// The files, with the findings about them.
    pub files: Vec<ReadFile>,
    /// What stood in them.
    pub counts: Counts,
}

impl Catalogue {
    /// Opens wheels and folders.
    pub fn open<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, SourceError> {
        let sources = paths.into_iter().map(|path| Source::open(path.as_ref()));
        Self::of(sources.collect::<Result<_, _>>()?)
    }

    /// Puts sources together; one of them has to describe actions.
    pub fn of(sources: Vec<Source>) -> Result<Self, SourceError> {
        let describes = |source: &Source| source.versions().any(|(_, files)| files.has_api());
        if let Some(first) = sources.first()
            && !sources.iter().any(describes)
        {
            return Err(SourceError::OnlyErrorCodes {
                name: first.name().to_owned(),
            });
        }
        Ok(Self { sources })
    }

    /// The sources, in the order of their precedence: later ones count for more.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// All service versions that any source describes, sorted.
    pub fn versions(&self) -> Vec<&ServiceVersion> {
        let all = self.sources.iter().flat_map(Source::versions);
        let mut versions: Vec<_> = all
            .filter(|(_, files)| files.has_api())
            .map(|(version, _)| version)
            .collect();
        versions.sort();
        versions.dedup();
        versions
    }

    /// Service versions whose error codes or examples are there, but whose actions no source describes, each with its source.
    pub fn undescribed(&self) -> Vec<(&Source, &ServiceVersion)> {
        let described = self.versions();
        let all = self.sources.iter().flat_map(|source| {
            let versions = source.versions();
            versions.map(move |(version, _)| (source, version))
        });
        all.filter(|(_, version)| described.binary_search(version).is_err())
            .collect()
    }

    /// Whether a source tells error codes: without, that none are known says nothing.
    pub fn has_error_codes(&self) -> bool {
        let mut files = self.sources.iter().flat_map(Source::versions);
        files.any(|(_, files)| files.has_error_codes())
    }

    /// How many bytes there are to read of a service version.
    pub fn size(&self, version: &ServiceVersion) -> u64 {
        let sources = self.sources.iter();
        sources.map(|source| source.size(version)).sum()
    }

    /// Whether the sources of another catalogue say the same of a service version, letter for letter.
    pub fn says_the_same(&self, other: &Self, version: &ServiceVersion) -> bool {
        self.sources.len() == other.sources.len()
            && self
                .sources
                .iter()
                .zip(&other.sources)
                .all(|(one, other)| one.says_the_same(other, version))
    }

    /// What to read two releases of a service version with in order to compare them: of sentences, only those that are not
    /// the same in both are looked into.
    pub fn differences(&self, other: &Self, version: &ServiceVersion) -> Memory {
        match (self.sources.as_slice(), other.sources.as_slice()) {
            ([old], [new]) => old.differences(new, version).unwrap_or_default(),
            // What a source says, another one can say otherwise.
            _ => Memory::default(),
        }
    }

    /// Reads what all sources say of a service version.
    ///
    /// An action, a data type or an error code that several sources have is taken as a whole from the last of them, and so
    /// is the name of the service.
    pub fn read(&self, version: &ServiceVersion, content: Content) -> Import {
        self.read_with(version, content, &Memory::default())
    }

    /// The same, with what was read of the service version before: in another release, say.
    pub fn read_with(&self, version: &ServiceVersion, content: Content, memory: &Memory) -> Import {
        let outline = Memory::outline();
        let memory = if content == Content::Outline {
            &outline
        } else {
            memory
        };
        let mut import = Import::default();
        let mut merged: Option<Spec> = None;
        let mut is_usable = true;
        for source in &self.sources {
            let mut from = FromSource::default();
            if let Some(read) = source.read(version, content, &mut from.counts, memory) {
                from.files = read.files;
                match (&merged, read.spec) {
                    (Some(known), Some(spec)) if !is_same(known, &spec) => {
                        from.files.push(differing(source, known, &spec));
                    }
                    (_, Some(spec)) => merge(&mut merged, spec),
                    // Its files have errors, or are none that describe actions.
                    (_, None) => {}
                }
                is_usable &= !from.files.iter().any(ReadFile::has_errors);
            }
            import.sources.push(from);
        }
        import.spec = merged.filter(|_| is_usable);
        import
    }
}

/// Whether two sources describe one service version under the name of a folder. Error codes say nothing of it.
fn is_same(known: &Spec, spec: &Spec) -> bool {
    spec.service.is_none()
        || known.service.is_none()
        || (&known.service, &known.version) == (&spec.service, &spec.version)
}

fn differing(source: &Source, known: &Spec, spec: &Spec) -> ReadFile {
    let name = |spec: &Spec| {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        format!("{} {}", part(&spec.service), part(&spec.version))
    };
    let message = format!(
        "a folder is {} here, and {} in a source before",
        name(spec),
        name(known)
    );
    let finding = Diagnostic::error(codes::CATALOGUE_VERSION_DIFFERS, Span::default(), message)
        .with_help("read the two sources one by one");
    ReadFile::without_text(source.name(), finding)
}

fn merge(merged: &mut Option<Spec>, mut spec: Spec) {
    let Some(known) = merged else {
        *merged = Some(spec);
        return;
    };
    if spec.title.is_some() {
        known.title = spec.title.take();
    }
    if !spec.doc.is_empty() {
        known.doc = std::mem::take(&mut spec.doc);
    }
    if known.service.is_none() {
        (known.service, known.version) = (spec.service.take(), spec.version.take());
    }
    // What the later source describes differently is what an update looks like.
    known.merge(spec);
}
