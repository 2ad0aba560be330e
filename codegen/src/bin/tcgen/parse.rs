//! `tcgen parse`: pages → specs.
//!
//! ```text
//! pages ──read, in parallel──▶ extractions ──Collection──▶ one spec for each service version ─▶ files | standard output
//! ```

use std::cmp::Reverse;
use std::io::Write;
use std::path::Path;

use miette::{IntoDiagnostic, Result, miette};
use rayon::prelude::*;
use tencentcloud_codegen::codes;
use tencentcloud_codegen::collection::{Collection, PageSpec, Remark, undescribed_types};
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source};
use tencentcloud_codegen::extract::{Kind, RowCount, extract};
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::page::Format;
use tencentcloud_codegen::spec::{self, Spec, find_spec_files};

use crate::Outcome;
use crate::args::ParseArgs;
use crate::generate::count;
use crate::message::Messages;
use crate::pages::{Input, Pages};
use crate::report;
use crate::settle::settle;

pub(crate) fn run(args: &ParseArgs, messages: &Messages) -> Result<Outcome> {
    let pages = Pages::find(args, messages)?;
    let inputs = pages.inputs().par_iter();
    let read: Vec<ReadPage> = inputs
        .map(|input| read_page(&pages, input, args, messages))
        .collect::<Result<_>>()?;
    let mut tally = Tally::default();
    for page in &read {
        tally.add(page);
        show_findings(page, messages);
    }
    if args.report {
        report::print(&read, messages)?;
    }
    let collection = collect(read, args)?;
    for remark in &collection.remarks {
        show_remark(remark, args, messages, &mut tally);
    }
    if tally.failed > 0 && !args.keep_going {
        messages.note(format_args!("{tally}: nothing written"));
        return Ok(Outcome::Finding);
    }
    let specs = collection.specs.into_values();
    match &args.out {
        Some(out) => write_specs(specs, out, messages)?,
        None if args.report => {}
        None => print_spec(specs, messages)?,
    }
    messages.note(&tally);
    Ok(tally.outcome())
}

/// The specs that pages are of; nothing, after their findings were shown, if one of them has errors.
pub(crate) fn specs(args: &ParseArgs, messages: &Messages) -> Result<Option<Vec<Spec>>> {
    let pages = Pages::find(args, messages)?;
    let inputs = pages.inputs().par_iter();
    let read: Vec<ReadPage> = inputs
        .map(|input| read_page(&pages, input, args, messages))
        .collect::<Result<_>>()?;
    let is_bad = |page: &ReadPage| page.spec.is_none();
    for page in read.iter().filter(|page| is_bad(page)) {
        show_findings(page, messages);
    }
    if read.iter().any(is_bad) {
        return Ok(None);
    }
    Ok(Some(collect(read, args)?.specs.into_values().collect()))
}

/// What became of a page.
pub(crate) struct ReadPage {
    /// How the user named it.
    pub(crate) name: String,
    /// The form that it is in; unknown when it cannot be read at all.
    pub(crate) format: Option<Format>,
    /// What it describes.
    pub(crate) kind: Option<Kind>,
    pub(crate) rows: RowCount,
    pub(crate) findings: Vec<Diagnostic>,
    source: Source,
    spec: Option<Spec>,
    used_by: Vec<String>,
}

impl ReadPage {
    /// The number of findings of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

/// How many findings of a page are drawn. Who sees so many fixes the page as a whole.
const SHOWN: usize = 100;

/// Shows the findings of a page; of too many for a person, errors first.
fn show_findings(page: &ReadPage, messages: &Messages) {
    let mut shown: Vec<_> = page.findings.iter().collect();
    if shown.len() > SHOWN && !messages.are_for_machines() {
        shown.sort_by_key(|finding| Reverse(finding.severity));
        shown.truncate(SHOWN);
    }
    for finding in &shown {
        messages.finding(&page.source, finding);
    }
    if shown.len() < page.findings.len() {
        let more = count(page.findings.len() - shown.len(), "more finding");
        messages.note(format_args!("{}: {more}, not shown", page.source.name));
    }
}

/// What was read so far.
#[derive(Debug, Default)]
struct Tally {
    pages: usize,
    failed: usize,
    warnings: usize,
}

impl Tally {
    fn add(&mut self, page: &ReadPage) {
        self.pages += 1;
        self.failed += usize::from(page.spec.is_none());
        self.warnings += page.count(Severity::Warning);
    }

    fn outcome(&self) -> Outcome {
        if self.failed > 0 {
            Outcome::Finding
        } else {
            Outcome::Good
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} read, {} with errors, {}",
            count(self.pages, "page"),
            self.failed,
            count(self.warnings, "warning")
        )
    }
}

/// Reads a page; without a spec when it has errors, or warnings that are to be errors.
fn read_page(
    pages: &Pages,
    input: &Input,
    args: &ParseArgs,
    messages: &Messages,
) -> Result<ReadPage> {
    let page = match pages.read(input, messages)? {
        Ok(page) => page,
        Err(rejected) => {
            return Ok(ReadPage {
                name: input.to_string(),
                format: None,
                kind: None,
                rows: RowCount::default(),
                findings: vec![rejected.diagnostic],
                source: rejected.source,
                spec: None,
                used_by: Vec::new(),
            });
        }
    };
    let extraction = extract(
        &page.document(),
        spec::Source {
            file: input.source_file(),
            sha256: page.sha256,
        },
    );
    let mut findings = page.diagnostics;
    findings.extend(extraction.diagnostics);
    findings.retain(|finding| !is_answered(finding, args));
    let is_usable = |_: &Spec| !args.strict || findings.is_empty();
    Ok(ReadPage {
        name: input.to_string(),
        format: Some(page.format),
        kind: extraction.kind,
        rows: extraction.rows,
        source: page.source,
        spec: extraction
            .spec
            .filter(is_usable)
            .map(|spec| with_arguments(spec, args)),
        used_by: extraction.used_by,
        findings,
    })
}

/// Whether the command line says what a page does not.
fn is_answered(finding: &Diagnostic, args: &ParseArgs) -> bool {
    match finding.code {
        codes::SERVICE_UNKNOWN => args.service.is_some(),
        codes::VERSION_UNKNOWN => args.api_version.is_some(),
        _ => false,
    }
}

fn with_arguments(spec: Spec, args: &ParseArgs) -> Spec {
    Spec {
        service: spec.service.or_else(|| args.service.clone()),
        version: spec.version.or_else(|| args.api_version.clone()),
        ..spec
    }
}

fn collect(read: Vec<ReadPage>, args: &ParseArgs) -> Result<Collection> {
    let pages: Vec<PageSpec> = read
        .into_iter()
        .filter_map(|page| {
            Some(PageSpec {
                page: page.name,
                spec: page.spec?,
                used_by: page.used_by,
            })
        })
        .collect();
    let mut known = Vec::new();
    let is_homeless = |page: &PageSpec| page.spec.file_name().is_none();
    if let Some(out) = args.out.as_deref().filter(|out| out.is_dir())
        && pages.iter().any(is_homeless)
    {
        for file in find_spec_files(out).unwrap_or_default() {
            known.push(Spec::read(&file).into_diagnostic()?);
        }
    }
    Ok(Collection::of(pages, &known))
}

fn show_remark(remark: &Remark, args: &ParseArgs, messages: &Messages, tally: &mut Tally) {
    match remark {
        Remark::Conflict { .. } => {
            messages.warning(remark);
            tally.warnings += 1;
            tally.failed += usize::from(args.strict);
        }
        Remark::Homeless { .. } if args.out.is_some() => {
            tally.failed += 1;
            messages.error(
                format_args!("{remark}, which name the spec's file"),
                Some("read it together with pages of the actions that it belongs to, or name them with --service NAME and --api-version DATE"),
            );
        }
        Remark::Placed { .. } | Remark::Homeless { .. } => messages.note(remark),
    }
}

fn print_spec(mut specs: impl ExactSizeIterator<Item = Spec>, messages: &Messages) -> Result<()> {
    if specs.len() > 1 {
        return Err(miette!(
            help = "write one file for each with --out DIR",
            "the pages are of {} service versions, but standard output takes one spec",
            specs.len()
        ));
    }
    let Some(mut spec) = specs.next() else {
        return Ok(());
    };
    settle(&mut spec, None, "standard output", messages);
    std::io::stdout()
        .lock()
        .write_all(spec.to_json().as_bytes())
        .into_diagnostic()
}

fn write_specs(specs: impl Iterator<Item = Spec>, out: &Path, messages: &Messages) -> Result<()> {
    let mut files = Files::default();
    for spec in specs {
        // With --keep-going, pages that tell no service are left out.
        let Some(name) = spec.file_name() else {
            continue;
        };
        let path = out.join(&name);
        let spec = merged_with_file(spec, &path, messages)?;
        note_undescribed(&spec, &path, messages);
        files.insert(name, spec.to_json());
    }
    for change in files.write(out).into_diagnostic()? {
        messages.note(format_args!("written {}", out.join(change.path).display()));
    }
    Ok(())
}

/// What the file knows already is kept, but for what was read anew, and so are Rust names.
pub(crate) fn merged_with_file(mut spec: Spec, path: &Path, messages: &Messages) -> Result<Spec> {
    let before = path.exists().then(|| Spec::read(path));
    let before = before.transpose().into_diagnostic()?;
    if let Some(before) = &before {
        let mut known = before.clone();
        for conflict in known.merge(spec) {
            if !conflict.is_update() {
                messages.warning(format_args!("{}: {conflict}", path.display()));
            }
        }
        spec = known;
    }
    settle(&mut spec, before.as_ref(), path.display(), messages);
    Ok(spec)
}

fn note_undescribed(spec: &Spec, path: &Path, messages: &Messages) {
    const SHOWN: usize = 10;
    let undescribed = undescribed_types(spec);
    if undescribed.is_empty() {
        return;
    }
    let shown: Vec<_> = undescribed.iter().take(SHOWN).copied().collect();
    let more = if undescribed.len() > SHOWN {
        ", …"
    } else {
        ""
    };
    messages.note(format_args!(
        "{}: {} named but not described, and {} any JSON: {}{more}",
        path.display(),
        count(undescribed.len(), "data type"),
        if undescribed.len() == 1 {
            "stays"
        } else {
            "stay"
        },
        shown.join(", ")
    ));
}
