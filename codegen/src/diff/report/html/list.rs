//! All changes, by service version and by action or data type.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::super::super::{Change, Subject};
use super::super::Report;
use super::super::grouped::{OfSubject, OfVersion, grouped};
use super::change::{change, reach};
use super::controls::controls;
use super::overview::crate_words;
use super::shown::Shown;
use super::tally::{Tally, number};
use super::{Page, legend};

/// The service versions with changes that are to be listed, the worst first.
pub(super) fn services<'r>(report: &Report<'r>) -> Vec<OfVersion<'r>> {
    let mut services = grouped(&report.changes.list);
    if !report.documentation {
        for version in &mut services {
            for of in &mut version.subjects {
                of.changes.retain(|change| !change.rule.is_documentation());
            }
            version.subjects.retain(|of| !of.changes.is_empty());
        }
    }
    services.sort_by_key(|version| {
        let counts = &version.counts;
        Reverse((
            counts.breaking > 0,
            counts.dangerous > 0,
            counts.total() > 0,
        ))
    });
    services
}

/// With more changes, a browser is asked to lay out only those in sight.
const MANY: usize = 1_000;

pub(super) fn changes(page: &Page<'_>) -> Markup {
    let services = page.services.iter();
    let mut listed = services
        .filter(|version| !version.subjects.is_empty())
        .peekable();
    html! {
        section #changes.many[page.listed().count() > MANY] tabindex="-1" aria-labelledby="changes-title" {
            h2 #changes-title { "All changes" }
            @if listed.peek().is_none() {
                p { "There is nothing to list." }
            } @else {
                (controls(page))
                @for version in listed {
                    (of_version(page, version))
                }
                p #nothing hidden { "Nothing matches. " button type="button" data-do="reset" { "Show everything" } }
            }
        }
    }
}

fn of_version(page: &Page<'_>, version: &OfVersion<'_>) -> Markup {
    let id = section_id(version);
    let changes = version.subjects.iter().flat_map(|of| &of.changes);
    let listed = changes.count();
    html! {
        section.service id=(id) data-service=(Shown(&name(version))) {
            h3 { (Shown(&name(version))) }
            p.note {
                span.shown { (number(listed, "change")) }
                @if let Some(words) = crate_words(page.report, version.service) { "; " (words) }
            }
            @for of in &version.subjects {
                (of_subject(page, of))
            }
        }
    }
}

fn of_subject(page: &Page<'_>, of: &OfSubject<'_>) -> Markup {
    html! {
        section.subject {
            h4 { (subject(of.subject)) }
            @if let (Subject::DataType(_), Some(first)) = (of.subject, of.changes.first()) {
                p.note { (reach(first)) }
            }
            @for one in &of.changes {
                (change(page, one))
            }
        }
    }
}

/// An action, a data type or the service, with its name as code.
pub(super) fn subject(subject: &Subject) -> Markup {
    html! {
        @match subject {
            Subject::Version => { "The service" },
            Subject::Action(name) => { "Action " code { (Shown(name)) } },
            Subject::DataType(name) => { "Type " code { (Shown(name)) } },
        }
    }
}

/// What a service version is called: `cvm 2017-03-12`.
pub(super) fn name(version: &OfVersion<'_>) -> String {
    let name = format!("{} {}", version.service, version.version);
    match name.trim() {
        "" => "a service without a name".to_owned(),
        name => name.to_owned(),
    }
}

/// Where a service version is in the page.
pub(super) fn section_id(version: &OfVersion<'_>) -> String {
    format!("of-{}", legend::slug(&name(version)))
}

/// The numbers of a service version, also of what is not listed.
pub(super) fn tally(page: &Page<'_>, version: &OfVersion<'_>) -> Tally {
    let is_here = |change: &&Change| {
        change.place.service == version.service && change.place.version == version.version
    };
    Tally::of(page.report.changes.list.iter().filter(is_here))
}
