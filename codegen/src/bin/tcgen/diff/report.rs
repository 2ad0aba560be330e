//! Telling changes: which of them, in which form, and whether they are a finding.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use miette::{IntoDiagnostic, Result, WrapErr};
use tencentcloud_codegen::diff::report::{self, Length, Report, Sides, Style};
use tencentcloud_codegen::diff::{Advice, Changes, Counts, Ignored};
use tencentcloud_codegen::specs::Specs;

use super::lines::Lines;
use super::only::Only;
use crate::Outcome;
use crate::args::{DiffFormat, FailOn, ReportArgs};
use crate::message::Messages;

/// What was compared, and what came out.
pub(crate) struct Comparison<'a> {
    /// What is told of both sides.
    pub(crate) sides: Sides<'a>,
    pub(crate) changes: &'a Changes,
    /// What is advised for the crate of each service.
    pub(crate) advice: BTreeMap<String, Advice>,
    /// What the names of crates start with.
    pub(crate) prefix: &'a str,
    /// The files of the new side, in which the changes can be found.
    pub(crate) files: Option<&'a Specs>,
}

/// How changes are told.
pub(crate) struct Reporter<'a> {
    args: &'a ReportArgs,
    only: Only,
    ignored: Option<Ignored>,
}

impl<'a> Reporter<'a> {
    /// Reads what the command line names, before anything takes its time.
    pub(crate) fn new(args: &'a ReportArgs) -> Result<Self> {
        Ok(Self {
            args,
            only: Only::new(&args.only)?,
            ignored: args.ignore.as_deref().map(read_ignored).transpose()?,
        })
    }

    /// A service to tell of that is among neither these nor the changes is a mistake.
    pub(crate) fn check(&self, changes: &Changes, services: BTreeSet<String>) -> Result<()> {
        self.only.check(changes, services)
    }

    /// Prints the changes.
    pub(crate) fn tell(mut self, comparison: Comparison<'_>, messages: &Messages) -> Outcome {
        let Comparison {
            sides,
            changes,
            mut advice,
            prefix,
            files,
        } = comparison;
        let mut shown = Cow::Borrowed(changes);
        let mut accepted = Vec::new();
        if let Some(list) = &mut self.ignored {
            accepted = list.apply(shown.to_mut());
        }
        // A crate needs a version for all of its changes, also for those that are not shown.
        let mut left_out = Counts::default();
        if !self.args.only.is_empty() {
            left_out = self.only.apply(shown.to_mut());
            let list = shown.list.iter();
            advice.retain(|service, _| {
                let mut list = list.clone();
                list.any(|change| change.place.service == *service)
            });
        }
        let report = Report {
            sides,
            changes: &shown,
            advice: &advice,
            prefix,
            documentation: self.args.docs,
            ignored: &accepted,
            only: report::Only {
                words: &self.args.only,
                left_out,
            },
        };
        self.print(&report, files);
        self.tell_unused(messages);
        outcome(self.args.fail_on, &shown)
    }

    fn print(&self, report: &Report<'_>, new: Option<&Specs>) {
        let stdout = std::io::stdout();
        let text = match self.args.format {
            DiffFormat::Text => report::text(report, style(&stdout)),
            DiffFormat::Json => report::json(report),
            DiffFormat::Markdown => {
                let length = Length {
                    changes: self.args.limit,
                    ..Length::default()
                };
                report::markdown(report, length)
            }
            DiffFormat::Html => report::html(report),
            DiffFormat::Github => {
                let lines = Lines::new(new);
                report::github(report, &|change| lines.of(change))
            }
            DiffFormat::Ignore => report::ignore_list(report),
        };
        // A closed pipe is no reason to fail: the exit code says the rest.
        let _ = stdout.lock().write_all(text.as_bytes());
    }

    fn tell_unused(&self, messages: &Messages) {
        let (Some(file), Some(list)) = (&self.args.ignore, &self.ignored) else {
            return;
        };
        for (line, fingerprint, text) in list.unused() {
            let place = format!("{}:{line}", file.display());
            messages.warning(format_args!(
                "{place}: this change no longer occurs: {}",
                format!("{fingerprint} {text}").trim_end()
            ));
        }
    }
}

fn read_ignored(path: &Path) -> Result<Ignored> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {name}"))?;
    Ignored::new(&text)
        .into_diagnostic()
        .wrap_err_with(|| format!("{name} is no list of changes to ignore"))
}

fn style(stdout: &std::io::Stdout) -> Style {
    /// Where nothing tells how wide it is.
    const WIDTH: usize = 100;
    let columns = std::env::var("COLUMNS").ok();
    let width = columns
        .and_then(|columns| columns.parse().ok())
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    Style {
        is_coloured: is_coloured(stdout),
        width: width.unwrap_or(WIDTH),
    }
}

/// Whether what is printed there has colours.
pub(crate) fn is_coloured(stdout: &std::io::Stdout) -> bool {
    anstream::AutoStream::choice(stdout) != anstream::ColorChoice::Never
}

fn outcome(fail_on: Option<FailOn>, changes: &Changes) -> Outcome {
    let counts = changes.counts();
    let is_finding = match fail_on {
        None => false,
        Some(FailOn::Breaking) => counts.breaking > 0,
        Some(FailOn::Any) => counts.total() > 0,
    };
    if is_finding {
        Outcome::Finding
    } else {
        Outcome::Good
    }
}
