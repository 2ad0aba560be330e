//! `tcgen diff`: what is different between two descriptions.
//!
//! ```text
//! OLD ──Side──┐
//!             ├─ pairs of service versions ──each, in parallel: read, compare──▶ Changes ──filter──▶ report
//! NEW ──Side──┘
//! ```

mod git;
mod lines;
mod only;
mod pair;
mod side;

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use miette::{IntoDiagnostic, Result, WrapErr};
use semver::Version;
use tencentcloud_codegen::diff::report::{self, Length, Report, Sides, Style};
use tencentcloud_codegen::diff::{Changes, Counts, Ignored};
use tencentcloud_codegen::emit::CrateOptions;

use self::lines::Lines;
use self::only::Only;
use self::side::Side;
use crate::Outcome;
use crate::args::{DiffArgs, DiffFormat, FailOn};
use crate::config::Config;
use crate::message::Messages;

pub(crate) fn run(args: &DiffArgs, messages: &Messages) -> Result<Outcome> {
    let only = Only::new(&args.only)?;
    let mut ignored = args.ignore.as_deref().map(read_ignored).transpose()?;
    let options = Config::find(None)?.map_or_else(CrateOptions::default, |c| c.crate_options());
    let current = match &args.crate_version {
        Some(version) => version.clone(),
        None => Version::parse(&options.version)
            .into_diagnostic()
            .wrap_err_with(|| format!("`{}` of tcgen.toml is no version", options.version))?,
    };
    let old = Side::open(&args.old, args, messages)?;
    let new = Side::open(&args.new, args, messages)?;
    let changes = pair::compare(&old, &new, messages)?;
    only.check(&changes, &new)?;

    let mut shown = Cow::Borrowed(&changes);
    let mut accepted = Vec::new();
    if let Some(list) = &mut ignored {
        accepted = list.apply(shown.to_mut());
    }
    // A crate needs a version for all of its changes, also for those that are not shown.
    let mut advice = changes.advice(&current);
    let mut left_out = Counts::default();
    if !args.only.is_empty() {
        left_out = only.apply(shown.to_mut());
        advice.retain(|service, _| {
            shown
                .list
                .iter()
                .any(|change| change.place.service == *service)
        });
    }
    let report = Report {
        sides: Sides {
            old: old.origin(),
            new: new.origin(),
        },
        changes: &shown,
        advice: &advice,
        current: &current,
        prefix: &options.prefix,
        documentation: args.docs,
        ignored: &accepted,
        only: report::Only {
            words: &args.only,
            left_out,
        },
    };
    print(args, &report, &new);
    if let (Some(file), Some(list)) = (&args.ignore, &ignored) {
        for (line, fingerprint, text) in list.unused() {
            let place = format!("{}:{line}", file.display());
            messages.warning(format_args!(
                "{place}: this change no longer occurs: {}",
                format!("{fingerprint} {text}").trim_end()
            ));
        }
    }
    Ok(outcome(args.fail_on, &shown))
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

fn print(args: &DiffArgs, report: &Report<'_>, new: &Side) {
    let stdout = std::io::stdout();
    let text = match args.format {
        DiffFormat::Text => report::text(report, style(&stdout)),
        DiffFormat::Json => report::json(report),
        DiffFormat::Markdown => {
            let length = Length {
                changes: args.limit,
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

fn style(stdout: &std::io::Stdout) -> Style {
    /// Where nothing tells how wide it is.
    const WIDTH: usize = 100;
    let columns = std::env::var("COLUMNS").ok();
    let width = columns
        .and_then(|columns| columns.parse().ok())
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    Style {
        is_coloured: anstream::AutoStream::choice(stdout) != anstream::ColorChoice::Never,
        width: width.unwrap_or(WIDTH),
    }
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
