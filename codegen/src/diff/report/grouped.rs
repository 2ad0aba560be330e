//! Changes in the order in which somebody reads them.

use std::cmp::Reverse;

use super::super::{Change, Counts, Place, Severity, Subject};

/// A service version and its changes.
pub(super) struct OfVersion<'a> {
    pub(super) service: &'a str,
    pub(super) version: &'a str,
    pub(super) counts: Counts,
    /// That with the worst change first.
    pub(super) subjects: Vec<OfSubject<'a>>,
}

/// An action, a data type or the service itself, and its changes.
pub(super) struct OfSubject<'a> {
    pub(super) subject: &'a Subject,
    /// The worst first, those in documentation only last.
    pub(super) changes: Vec<&'a Change>,
}

/// Changes by service version, which come by name.
pub(super) fn grouped(changes: &[Change]) -> Vec<OfVersion<'_>> {
    let is_same = |a: &Change, b: &Change| {
        let key = |change: &'_ Change| {
            let Place {
                service, version, ..
            } = &change.place;
            (service.clone(), version.clone())
        };
        key(a) == key(b)
    };
    let versions = changes.chunk_by(is_same);
    versions
        .filter_map(|changes| {
            let place = &changes.first()?.place;
            Some(OfVersion {
                service: &place.service,
                version: &place.version,
                counts: Counts::of(changes),
                subjects: subjects(changes),
            })
        })
        .collect()
}

fn subjects(changes: &[Change]) -> Vec<OfSubject<'_>> {
    let by_subject = changes.chunk_by(|a, b| a.place.subject == b.place.subject);
    let mut subjects: Vec<OfSubject<'_>> = by_subject
        .filter_map(|changes| {
            let mut sorted: Vec<&Change> = changes.iter().collect();
            sorted.sort_by_key(|change| rank(change));
            Some(OfSubject {
                subject: &changes.first()?.place.subject,
                changes: sorted,
            })
        })
        .collect();
    subjects.sort_by_key(|of| of.changes.first().map(|change| rank(change)));
    subjects
}

fn rank(change: &Change) -> (bool, Reverse<Severity>) {
    (change.rule.is_documentation(), Reverse(change.severity()))
}
