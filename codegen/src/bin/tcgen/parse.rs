//! `tcgen parse`: pages → spec.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source};
use tencentcloud_codegen::extract::codes::SERVICE_UNKNOWN;
use tencentcloud_codegen::extract::extract;
use tencentcloud_codegen::folder;
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::page::Page;
use tencentcloud_codegen::spec::{self, Spec};

use crate::Outcome;
use crate::args::ParseArgs;
use crate::generate::count;
use crate::message::Messages;

pub(crate) fn run(args: &ParseArgs, messages: &Messages) -> Result<Outcome> {
    let mut specs: BTreeMap<(Option<String>, Option<String>), Spec> = BTreeMap::new();
    let mut tally = Tally::default();
    for name in find_pages(&args.pages)? {
        let Some(spec) = parse_page(&name, args, messages, &mut tally)? else {
            continue;
        };
        let key = (spec.service.clone(), spec.version.clone());
        let merged = specs.entry(key).or_insert_with(|| Spec {
            service: spec.service.clone(),
            version: spec.version.clone(),
            ..Spec::default()
        });
        for conflict in merged.merge(spec) {
            messages.warning(format_args!("{name}: {conflict}"));
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
    name: &str,
    args: &ParseArgs,
    messages: &Messages,
    tally: &mut Tally,
) -> Result<Option<Spec>> {
    let bytes = read(name)?;
    tally.pages += 1;
    let shown = if name == "-" { "<stdin>" } else { name };
    let page = match Page::new(shown, &bytes) {
        Ok(page) => page,
        Err(rejected) => {
            tally.failed += 1;
            messages.finding(&rejected.source, &rejected.diagnostic);
            return Ok(None);
        }
    };
    let source = spec::Source {
        file: file_name(shown),
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
            format_args!("{shown}: the page does not tell its service and version, which name the spec's file"),
            Some("name the service with --service NAME; the version stands in the page's row `Version`"),
        );
        return Ok(None);
    }
    Ok(Some(spec))
}

/// How many findings of a page are shown. Who sees so many fixes the page as a whole, and each is looked up in the page.
const SHOWN: usize = 100;

/// Shows the findings and counts the warnings among them. Of too many, errors are shown first.
fn report(source: &Source, findings: &[Diagnostic], messages: &Messages) -> usize {
    let mut shown: Vec<_> = findings.iter().collect();
    if shown.len() > SHOWN {
        shown.sort_by_key(|finding| Reverse(finding.severity));
        shown.truncate(SHOWN);
    }
    for finding in &shown {
        messages.finding(source, finding);
    }
    if shown.len() < findings.len() {
        let more = count(findings.len() - shown.len(), "more finding");
        messages.note(format_args!("{}: {more}, not shown", source.name));
    }
    findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count()
}

/// Only the last part: a spec must not depend on where its reader keeps pages.
fn file_name(name: &str) -> String {
    Path::new(name)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn read(name: &str) -> Result<Vec<u8>> {
    if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .into_diagnostic()?;
        return Ok(bytes);
    }
    std::fs::read(name)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {name}"))
}

/// The files that the arguments stand for.
fn find_pages(arguments: &[String]) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for argument in arguments {
        if argument.starts_with("http://") || argument.starts_with("https://") {
            return Err(miette!(
                help =
                    "save the page in a browser, or copy its text into a file, and give that file",
                "{argument} is a web address: pages are read from files only"
            ));
        }
        let path = Path::new(argument);
        if path.is_dir() {
            let before = pages.len();
            pages_below(path, &mut pages)?;
            if pages.len() == before {
                return Err(miette!(
                    "no pages in {argument}: expected .html, .htm, .md or .txt files"
                ));
            }
        } else {
            pages.push(argument.clone());
        }
    }
    Ok(pages)
}

fn pages_below(folder: &Path, pages: &mut Vec<String>) -> Result<()> {
    let entries = folder::entries(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot list {}", folder.display()))?;
    for path in entries {
        if path.is_dir() {
            pages_below(&path, pages)?;
        } else if is_page(&path) {
            pages.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ["html", "htm", "md", "txt"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
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
