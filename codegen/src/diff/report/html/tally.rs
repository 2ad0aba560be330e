//! How many changes are how bad, for the wire and for Rust apart.

use super::super::super::{Change, Severity};

/// Numbers of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) wire: OfSeverity,
    pub(super) rust: OfSeverity,
    /// By the worse of both.
    pub(super) worse: OfSeverity,
    /// In documentation only, which are in no other number.
    pub(super) documentation: usize,
}

/// Numbers of changes by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct OfSeverity {
    pub(super) breaking: usize,
    pub(super) dangerous: usize,
    pub(super) additive: usize,
    pub(super) none: usize,
}

impl OfSeverity {
    fn add(&mut self, severity: Severity) {
        *match severity {
            Severity::Breaking => &mut self.breaking,
            Severity::Dangerous => &mut self.dangerous,
            Severity::Additive => &mut self.additive,
            Severity::None => &mut self.none,
        } += 1;
    }

    pub(super) fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Breaking => self.breaking,
            Severity::Dangerous => self.dangerous,
            Severity::Additive => self.additive,
            Severity::None => self.none,
        }
    }
}

impl Tally {
    pub(super) fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut tally = Self::default();
        for change in changes {
            if change.rule.is_documentation() {
                tally.documentation += 1;
            } else {
                tally.wire.add(change.wire);
                tally.rust.add(change.rust);
                tally.worse.add(change.severity());
            }
        }
        tally
    }

    /// All but those in documentation only.
    pub(super) fn total(&self) -> usize {
        Severity::ALL
            .map(|severity| self.worse.of(severity))
            .iter()
            .sum()
    }
}

/// `1 change`, `2 changes`.
pub(super) fn number(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}
