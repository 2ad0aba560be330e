//! The overlays of `tcgen import`: the built-in one and those that the user names.

use std::collections::BTreeSet;
use std::path::Path;

use miette::{IntoDiagnostic, Result, WrapErr};
use tencentcloud_codegen::catalogue::{Overlay, Unmatched};
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source};
use tencentcloud_codegen::spec::Spec;

use crate::args::ImportArgs;
use crate::message;

/// The overlays, the built-in one first: what the user names counts for more.
pub(crate) struct Overlays {
    all: Vec<(Overlay, Severity)>,
    /// Whether every service version was asked for, so that one that is not there is missing.
    is_whole: bool,
}

/// An entry that found nothing, and the number of its overlay.
pub(crate) type Miss = (usize, Unmatched);

impl Overlays {
    pub(crate) fn read(args: &ImportArgs) -> Result<Self> {
        // Another release may lack an action, which is no fault of who imports it. With --facts, the catalogue of this
        // project is made, and its overlay has to be right.
        let built_in = if args.facts {
            Severity::Error
        } else {
            Severity::Warning
        };
        let mut all = vec![(Overlay::built_in(), built_in)];
        for path in &args.overlays {
            all.push((read(path)?, Severity::Error));
        }
        let is_whole = args.facts && args.services.is_empty() && args.api_version.is_none();
        Ok(Self { all, is_whole })
    }

    /// Adds their facts to a spec.
    pub(crate) fn apply(&self, spec: &mut Spec) -> Vec<Miss> {
        let mut misses = Vec::new();
        for (at, (overlay, _)) in self.all.iter().enumerate() {
            misses.extend(overlay.apply(spec).into_iter().map(|miss| (at, miss)));
        }
        misses
    }

    /// What to say about entries that found nothing.
    pub(crate) fn findings(
        &self,
        misses: Vec<Miss>,
        versions: &BTreeSet<(String, String)>,
    ) -> Vec<(&Source, Diagnostic)> {
        let mut all = Vec::new();
        if self.is_whole {
            for (at, (overlay, _)) in self.all.iter().enumerate() {
                let missing = overlay.without_version(versions).into_iter();
                all.extend(missing.map(|miss| (at, miss)));
            }
        }
        all.extend(misses);
        let said = all.iter().map(|(at, miss)| {
            let (overlay, severity) = &self.all[*at];
            (overlay.source(), miss.diagnostic(*severity))
        });
        said.collect()
    }
}

fn read(path: &Path) -> Result<Overlay> {
    let text = std::fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {}", path.display()))?;
    Overlay::new(&path.display().to_string(), &text)
        .map_err(|error| message::report(&error.source_text, &error.diagnostic))
}
