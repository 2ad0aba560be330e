//! The overlays of `tcgen import` and `tcgen update`: the built-in one and those that the user names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr};
use tencentcloud_codegen::catalogue::{Overlay, Unmatched};
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source};
use tencentcloud_codegen::spec::Spec;

use crate::args::ImportArgs;
use crate::message;

/// The overlays, the built-in one first: what the user names counts for more.
pub(crate) struct Overlays {
    all: Vec<Used>,
}

/// An overlay, and how it is used.
struct Used {
    overlay: Overlay,
    /// How bad an entry is that finds nothing.
    severity: Severity,
    /// Whether a service version that it is about has to be there.
    is_whole: bool,
}

/// An entry that found nothing, and the number of its overlay.
pub(crate) type Miss = (usize, Unmatched);

impl Overlays {
    /// Those of an import.
    pub(crate) fn of_import(args: &ImportArgs) -> Result<Self> {
        // Another release may lack an action, which is no fault of who imports it. With --facts, the catalogue of this
        // project is made, and its overlay has to be right.
        let built_in = if args.facts {
            Severity::Error
        } else {
            Severity::Warning
        };
        let is_whole = args.facts && args.services.is_empty() && args.api_version.is_none();
        Self::read(
            &args.overlays,
            [built_in, Severity::Error],
            [is_whole, is_whole],
        )
    }

    /// Those of an update, which takes what the release has: an entry that finds nothing any more is told, and no fault.
    /// Of the built-in one that is only so where the facts of all services are taken.
    pub(crate) fn of_update(named: &[PathBuf], are_all_facts: bool) -> Result<Self> {
        Self::read(named, [Severity::Warning; 2], [are_all_facts, true])
    }

    /// How the built-in overlay is used, and how the others are.
    fn read(named: &[PathBuf], severities: [Severity; 2], are_whole: [bool; 2]) -> Result<Self> {
        let mut all = vec![Used {
            overlay: Overlay::built_in(),
            severity: severities[0],
            is_whole: are_whole[0],
        }];
        for path in named {
            all.push(Used {
                overlay: read(path)?,
                severity: severities[1],
                is_whole: are_whole[1],
            });
        }
        Ok(Self { all })
    }

    /// Adds their facts to a spec.
    pub(crate) fn apply(&self, spec: &mut Spec) -> Vec<Miss> {
        let mut misses = Vec::new();
        for (at, Used { overlay, .. }) in self.all.iter().enumerate() {
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
        for (at, used) in self.all.iter().enumerate() {
            if used.is_whole {
                let missing = used.overlay.without_version(versions).into_iter();
                all.extend(missing.map(|miss| (at, miss)));
            }
        }
        all.extend(misses);
        let said = all.iter().map(|(at, miss)| {
            let Used {
                overlay, severity, ..
            } = &self.all[*at];
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
