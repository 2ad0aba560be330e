//! `tcgen parse`: pages → spec.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use miette::{IntoDiagnostic, Result, miette};
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source};
use tencentcloud_codegen::extract::codes::SERVICE_UNKNOWN;
use tencentcloud_codegen::extract::extract;
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::spec::{self, Spec};

use crate::Outcome;
use crate::args::ParseArgs;
use crate::generate::count;
use crate::message::Messages;
use crate::pages::{Input, Pages};

pub(crate) fn run(args: &ParseArgs, messages: &Messages) -> Result<Outcome> {
    let mut specs: BTreeMap<(Option<String>, Option<String>), Spec> = BTreeMap::new();
    let mut tally = Tally::default();
    let pages = Pages::find(args, messages)?;
    for input in pages.inputs() {
        let Some(spec) = parse_page(&pages, input, args, messages, &mut tally)? else {
            continue;
        };
        let key = (spec.service.clone(), spec.version.clone());
        let merged = specs.entry(key).or_insert_with(|| Spec {
            service: spec.service.clone(),
            version: spec.version.clone(),
            ..Spec::default()
        });
        for conflict in merged.merge(spec) {
            messages.warning(format_args!("{input}: {conflict}"));
            tally.warnings += 1;
            tally.failed += usize::from(args.strict);
        }
    }
    let failed = tally.failed > 0;
    if failed && !args.keep_going {
        messages.note(format_args!("{tally}: nothing written"));
        return Ok(Outcome::Finding);
    }
    match &args.out {
        Some(out) => write_specs(specs.into_values(), out, messages)?,
        None => print_spec(specs.into_values())?,
    }
    messages.note(tally);
    Ok(if failed {
        Outcome::Finding
    } else {
        Outcome::Good
    })
}

/// What was read so far.
#[derive(Debug, Default)]
struct Tally {
    pages: usize,
    failed: usize,
    warnings: usize,
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

/// The spec of one page, or nothing when it has errors, which are then reported.
fn parse_page(
    pages: &Pages,
    input: &Input,
    args: &ParseArgs,
    messages: &Messages,
    tally: &mut Tally,
) -> Result<Option<Spec>> {
    let page = pages.read(input, messages)?;
    tally.pages += 1;
    let page = match page {
        Ok(page) => page,
        Err(rejected) => {
            tally.failed += 1;
            messages.finding(&rejected.source, &rejected.diagnostic);
            return Ok(None);
        }
    };
    let source = spec::Source {
        file: input.source_file(),
        sha256: page.sha256.clone(),
    };
    let mut extraction = extract(&page.document(), source);
    if args.service.is_some() {
        extraction
            .diagnostics
            .retain(|finding| finding.code != SERVICE_UNKNOWN);
    }
    let warnings = report(&page.source, &page.diagnostics, messages)
        + report(&page.source, &extraction.diagnostics, messages);
    tally.warnings += warnings;
    let usable = extraction.spec.filter(|_| !(args.strict && warnings > 0));
    let Some(mut spec) = usable else {
        tally.failed += 1;
        return Ok(None);
    };
    if spec.service.is_none() {
        spec.service.clone_from(&args.service);
    }
    if args.out.is_some() && spec.file_name().is_none() {
        tally.failed += 1;
        messages.error(
            format_args!("{input}: the page does not tell its service and version, which name the spec's file"),
            Some("name the service with --service NAME; the version stands in the page's row `Version`"),
        );
        return Ok(None);
    }
    Ok(Some(spec))
}

/// Shows the findings and counts the warnings among them.
fn report(source: &Source, findings: &[Diagnostic], messages: &Messages) -> usize {
    for finding in findings {
        messages.finding(source, finding);
    }
    findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count()
}

fn print_spec(mut specs: impl ExactSizeIterator<Item = Spec>) -> Result<()> {
    if specs.len() > 1 {
        return Err(miette!(
            help = "write one file for each with --out DIR",
            "the pages are of {} service versions, but standard output takes one spec",
            specs.len()
        ));
    }
    let Some(spec) = specs.next() else {
        return Ok(());
    };
    std::io::stdout()
        .lock()
        .write_all(spec.to_json().as_bytes())
        .into_diagnostic()
}

fn write_specs(specs: impl Iterator<Item = Spec>, out: &Path, messages: &Messages) -> Result<()> {
    let mut files = Files::default();
    for spec in specs {
        let name = spec
            .file_name()
            .expect("pages without a file name are not used");
        let spec = merged_with_file(spec, &out.join(&name), messages)?;
        files.insert(name, spec.to_json());
    }
    for change in files.write(out).into_diagnostic()? {
        messages.note(format_args!("written {}", out.join(change.path).display()));
    }
    Ok(())
}

/// What the file knows already is kept, but for the actions that were read anew.
fn merged_with_file(spec: Spec, path: &Path, messages: &Messages) -> Result<Spec> {
    if !path.exists() {
        return Ok(spec);
    }
    let mut known = Spec::read(path).into_diagnostic()?;
    for conflict in known.merge(spec) {
        if !conflict.is_update() {
            messages.warning(format_args!("{}: {conflict}", path.display()));
        }
    }
    Ok(known)
}
