//! `tcgen import`: the catalogue → specs.
//!
//! ```text
//! wheels, folders ──Catalogue──▶ service versions ──read, in parallel──▶ spec, findings ─▶ files | standard output
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, miette};
use rayon::prelude::*;
use tencentcloud_codegen::catalogue::{
    self, Catalogue, Content, Counts, FromSource, ServiceVersion,
};
use tencentcloud_codegen::codes;
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source, Span};
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::spec::Spec;

use crate::Outcome;
use crate::args::ImportArgs;
use crate::generate::count;
use crate::import_report;
use crate::message::Messages;
use crate::overlays::{Miss, Overlays};
use crate::settle::settle;

pub(crate) fn run(args: &ImportArgs, messages: &Messages) -> Result<Outcome> {
    let catalogue = Catalogue::open(&args.sources).into_diagnostic()?;
    let versions = catalogue
        .select(&args.services, args.api_version.as_deref())
        .into_diagnostic()?;
    if args.out.is_none() && !args.report && versions.len() != 1 {
        return Err(miette!(
            help = "write one file for each with --out DIR, or choose one with --service NAME and --api-version DATE",
            "the sources have {}, but standard output takes one spec",
            count(versions.len(), "service version")
        ));
    }
    let overlays = Overlays::read(args)?;
    messages.progress().start(versions.len());
    let importer = Importer {
        catalogue: &catalogue,
        overlays: &overlays,
        args,
        messages,
    };
    let read: Vec<Imported> = versions
        .par_iter()
        .map(|version| {
            let progress = messages.progress();
            progress.during(version, || importer.import(version))
        })
        .collect::<Result<_>>()?;
    importer.finish(read)
}

/// How many findings of one kind are drawn. Who wants to see more asks for those of one service, or for JSON.
const SHOWN: usize = 10;

struct Importer<'a> {
    catalogue: &'a Catalogue,
    overlays: &'a Overlays,
    args: &'a ImportArgs,
    messages: &'a Messages,
}

/// What became of a service version.
struct Imported {
    /// Its folders.
    name: String,
    /// Service and version, as far as they are known.
    key: Option<(String, String)>,
    /// Where its spec belongs below a folder of specs, and its text; nothing if it has errors.
    spec: Option<(PathBuf, String)>,
    findings: Findings,
    /// What was read from each source.
    sources: Vec<SourceTally>,
    misses: Vec<Miss>,
}

/// What was read from a source.
#[derive(Default)]
pub(crate) struct SourceTally {
    pub(crate) counts: Counts,
    /// How often each code was given.
    pub(crate) codes: BTreeMap<&'static str, usize>,
}

/// Findings as they are shown, without those that are too many for a person, and how many there are.
#[derive(Default)]
struct Findings {
    written: Vec<(&'static str, String)>,
    counts: BTreeMap<&'static str, usize>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    fn add(&mut self, source: &Source, finding: &Diagnostic, messages: &Messages) {
        let count = self.counts.entry(finding.code).or_default();
        if messages.are_for_machines() || *count < SHOWN {
            self.written
                .push((finding.code, messages.written(source, finding)));
        }
        *count += 1;
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    fn extend(&mut self, other: Self) {
        self.written.extend(other.written);
        for (code, count) in other.counts {
            *self.counts.entry(code).or_default() += count;
        }
        self.errors += other.errors;
        self.warnings += other.warnings;
    }

    fn show(&self, messages: &Messages) {
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        for (code, written) in &self.written {
            let count = shown.entry(code).or_default();
            if messages.are_for_machines() || *count < SHOWN {
                messages.line(written);
                *count += 1;
            }
        }
        for (code, count) in &self.counts {
            let more = count - shown.get(code).copied().unwrap_or_default();
            if more > 0 {
                messages.note(format_args!(
                    "{more} more of {code}, not shown: --service NAME shows those of one service, --message-format json all"
                ));
            }
        }
    }
}

impl Importer<'_> {
    fn import(&self, version: &ServiceVersion) -> Result<Imported> {
        let content = if self.args.facts {
            Content::Facts
        } else {
            Content::All
        };
        let import = self.catalogue.read(version, content);
        let mut findings = Findings::default();
        let mut sources = Vec::new();
        for FromSource { files, counts } in import.sources {
            let mut tally = SourceTally {
                counts,
                codes: BTreeMap::new(),
            };
            for file in files {
                for finding in &file.findings {
                    findings.add(&file.source, finding, self.messages);
                    *tally.codes.entry(finding.code).or_default() += 1;
                }
            }
            sources.push(tally);
        }
        let mut imported = Imported {
            name: version.to_string(),
            key: None,
            spec: None,
            findings,
            sources,
            misses: Vec::new(),
        };
        if let Some(mut spec) = import.spec {
            imported.misses = self.overlays.apply(&mut spec);
            imported.key = spec.service.clone().zip(spec.version.clone());
            let is_usable = !self.args.strict || imported.findings.warnings == 0;
            let is_wanted = !self.args.report || self.args.out.is_some();
            if is_usable && let Some(path) = spec.file_name() {
                let file = self.args.out.as_ref().map(|out| out.join(&path));
                spec = over_file(spec, file.as_deref(), self.messages)?;
                let text = if is_wanted {
                    spec.to_json()
                } else {
                    String::new()
                };
                imported.spec = Some((path, text));
            }
        }
        Ok(imported)
    }

    fn finish(&self, read: Vec<Imported>) -> Result<Outcome> {
        let mut findings = Findings::default();
        let mut sources: Vec<SourceTally> = Vec::new();
        sources.resize_with(self.catalogue.sources().len(), SourceTally::default);
        let mut tally = Tally::default();
        let mut keys = BTreeMap::new();
        let mut specs = Vec::new();
        let mut misses = Vec::new();
        self.about_sources(&mut findings, &mut sources);
        if self.args.strict {
            tally.faults += findings.warnings;
        }
        for version in read {
            tally.versions += 1;
            let is_usable = version.spec.is_some();
            tally.failed += usize::from(!is_usable);
            for (sum, source) in sources.iter_mut().zip(&version.sources) {
                sum.counts += &source.counts;
                for (code, count) in &source.codes {
                    *sum.codes.entry(code).or_default() += count;
                }
            }
            findings.extend(version.findings);
            misses.extend(version.misses);
            if let Some(key) = version.key
                && let Some(first) = keys.insert(key.clone(), version.name.clone())
            {
                let message = format!(
                    "{first} and {} both describe {} {}",
                    version.name, key.0, key.1
                );
                let finding =
                    Diagnostic::error(codes::CATALOGUE_DUPLICATE_VERSION, Span::default(), message)
                        .with_help("give the sources without one of the two folders");
                findings.add(&Source::new(version.name, ""), &finding, self.messages);
                tally.failed += usize::from(is_usable);
                continue;
            }
            specs.extend(version.spec);
        }
        let known: BTreeSet<_> = keys.into_keys().collect();
        for (source, finding) in self.overlays.findings(misses, &known) {
            tally.faults += usize::from(finding.severity == Severity::Error || self.args.strict);
            findings.add(source, &finding, self.messages);
        }
        findings.show(self.messages);
        tally.warnings = findings.warnings;
        if self.args.report {
            let names = self.catalogue.sources().iter().map(catalogue::Source::name);
            let sources: Vec<_> = names.zip(&sources).collect();
            import_report::print(&sources, self.messages)?;
        }
        if tally.is_bad() && !self.args.keep_going {
            self.messages.note(format_args!("{tally}: nothing written"));
            return Ok(Outcome::Finding);
        }
        match &self.args.out {
            Some(out) => write(specs, out, self.messages)?,
            None if self.args.report => {}
            None => print(&specs)?,
        }
        self.messages.note(&tally);
        Ok(if tally.is_bad() {
            Outcome::Finding
        } else {
            Outcome::Good
        })
    }

    /// What there is to say about sources as a whole.
    fn about_sources(&self, findings: &mut Findings, tallies: &mut [SourceTally]) {
        let sources = self.catalogue.sources();
        let mut said: Vec<(usize, Diagnostic)> = Vec::new();
        for (at, source) in sources.iter().enumerate() {
            said.extend(source.findings().into_iter().map(|finding| (at, finding)));
        }
        if self.args.services.is_empty() && self.args.api_version.is_none() {
            for (source, version) in self.catalogue.undescribed() {
                let at = sources
                    .iter()
                    .position(|known| known.name() == source.name());
                let message = format!("no source describes the actions of {version}");
                let code = codes::CATALOGUE_UNKNOWN_VERSION;
                let finding = Diagnostic::warning(code, Span::default(), message)
                    .with_help("left out its error codes and examples");
                said.push((at.unwrap_or_default(), finding));
            }
        }
        for (at, finding) in said {
            *tallies[at].codes.entry(finding.code).or_default() += 1;
            findings.add(
                &Source::new(sources[at].name(), ""),
                &finding,
                self.messages,
            );
        }
    }
}

/// How the import went.
#[derive(Default)]
struct Tally {
    versions: usize,
    failed: usize,
    /// Mistakes that are of no service version.
    faults: usize,
    warnings: usize,
}

impl Tally {
    fn is_bad(&self) -> bool {
        self.failed + self.faults > 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} read, {} with errors, {}",
            count(self.versions, "service version"),
            self.failed,
            count(self.warnings, "warning")
        )
    }
}

/// What the catalogue knows, as it takes the place of a file, if there is one: what pages told the file lies over it, and
/// what had a Rust name keeps it. What an earlier catalogue told is gone.
pub(crate) fn over_file(mut spec: Spec, file: Option<&Path>, messages: &Messages) -> Result<Spec> {
    let file = file.filter(|file| file.exists());
    let before = file.map(Spec::read).transpose().into_diagnostic()?;
    if let (Some(file), Some(before)) = (file, &before) {
        let origin = file.display().to_string();
        let found = spec.lay_over(before.clone().of_pages()).into_iter();
        let found: Vec<_> = found.map(|found| (origin.clone(), found)).collect();
        messages.disagreements(&found);
    }
    let name = spec.file_name().unwrap_or_default();
    settle(&mut spec, before.as_ref(), name.display(), messages);
    Ok(spec)
}

fn write(specs: Vec<(PathBuf, String)>, out: &Path, messages: &Messages) -> Result<()> {
    let mut files = Files::default();
    for (path, text) in specs {
        files.insert(path, text);
    }
    let changes = files.write(out).into_diagnostic()?;
    messages.note(format_args!(
        "written {} of {} below {}",
        changes.len(),
        count(files.len(), "spec"),
        out.display()
    ));
    Ok(())
}

fn print(specs: &[(PathBuf, String)]) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    for (_, text) in specs {
        stdout.write_all(text.as_bytes()).into_diagnostic()?;
    }
    Ok(())
}
