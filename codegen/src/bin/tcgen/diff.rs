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
mod report;
mod side;

use miette::Result;
use tencentcloud_codegen::diff::Changes;
use tencentcloud_codegen::diff::report::Sides;
use tencentcloud_codegen::specs::Specs;

pub(crate) use self::report::{Comparison, Reporter, is_coloured};
use self::side::Side;
use crate::Outcome;
use crate::args::DiffArgs;
use crate::config::Config;
use crate::message::Messages;

pub(crate) fn run(args: &DiffArgs, messages: &Messages) -> Result<Outcome> {
    let reporter = Reporter::new(&args.report)?;
    let config = Config::find(None)?.unwrap_or_default();
    let old = Side::open(&args.old, args, messages)?;
    let new = Side::open(&args.new, args, messages)?;
    let changes = pair::compare(&old, &new, messages)?;
    reporter.check(&changes, new.services())?;
    // What a crate goes up from: an update may have raised it here already.
    let before = git::config(&args.old)?;
    let before = before.as_ref().unwrap_or(&config);
    let version = |service: &str| {
        args.crate_version
            .as_ref()
            .unwrap_or(before.version(service))
    };
    let advice = changes.advice(|service| version(service).clone());
    let prefix = config.crate_options().prefix;
    let comparison = Comparison {
        sides: Sides {
            old: old.origin(),
            new: new.origin(),
        },
        changes: &changes,
        advice,
        prefix: &prefix,
        files: new.specs(),
    };
    Ok(reporter.tell(comparison, messages))
}

/// What is different between two sets of specs.
pub(crate) fn between(old: &Specs, new: &Specs, messages: &Messages) -> Result<Changes> {
    let side = |specs: &Specs| Side::of_specs(specs.clone());
    pair::compare(&side(old), &side(new), messages)
}
