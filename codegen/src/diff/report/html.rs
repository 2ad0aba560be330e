//! The report for a browser: one page with everything in it.
//!
//! ```text
//! verdict ─ services and crates ─ what breaks ─ what may be renamed      overview
//! search and filters                                                     controls
//! service version ─ action or data type ─ change                         list, change
//! what is left out ─ rules and severities                                legend
//! ```
//!
//! All of it is HTML already, so that it can be read without JavaScript, in a text browser or on paper; the script only
//! filters, searches and moves. Nothing is loaded: a content security policy allows this style and this script, by hash,
//! and nothing else. There is no date in it, so that the same input gives the same bytes.

mod change;
mod controls;
mod legend;
mod list;
mod overview;
mod renames;
mod shown;
mod tally;
mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::list::services;
use self::renames::Renames;
use self::shown::Shown;
use super::super::Change;
use super::grouped::OfVersion;
use super::{Origin, Report};

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// The report as a page of HTML that needs nothing else: no network, no other file.
///
/// It lists all changes that are to be told, those in documentation only if the report is to have them.
pub fn html(report: &Report<'_>) -> String {
    let page = Page::new(report);
    let [old, new] = [report.sides.old.name, report.sides.new.name];
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (overview::verdict(&page).title) ": " (Shown(old)) " → " (Shown(new)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#changes" { "Skip to the changes" }
                header {
                    h1 { "API changes" }
                    (sides(report))
                }
                main {
                    (overview::overview(&page))
                    (list::changes(&page))
                    (legend::legend(&page))
                }
                footer {
                    p { "Written by " code { "tcgen diff --format html" } "." }
                }
                (controls::help())
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    markup.into_string() + "\n"
}

/// What the parts of the page are made from.
struct Page<'r> {
    report: &'r Report<'r>,
    /// The worst first.
    services: Vec<OfVersion<'r>>,
    renames: Renames<'r>,
    /// Whether breaking changes are unfolded from the start: so many of them hide each other.
    unfolds: bool,
}

/// How many breaking changes are unfolded from the start.
const UNFOLDED: usize = 50;

impl<'r> Page<'r> {
    fn new(report: &'r Report<'r>) -> Self {
        Self {
            report,
            services: services(report),
            renames: Renames::new(&report.changes.list),
            unfolds: report.changes.counts().breaking <= UNFOLDED,
        }
    }

    /// The changes that are listed, as they are listed.
    fn listed(&self) -> impl Iterator<Item = (&OfVersion<'r>, &'r Change)> {
        self.services.iter().flat_map(|version| {
            let changes = version.subjects.iter().flat_map(|of| &of.changes);
            changes.map(move |change| (version, *change))
        })
    }
}

fn sides(report: &Report<'_>) -> Markup {
    let side = |word: &str, side: &Origin<'_>| {
        html! {
            div {
                dt { (word) }
                dd {
                    code { (Shown(side.name)) }
                    @if let Some(commit) = side.commit {
                        " (commit " code { (Shown(commit.get(..12).unwrap_or(commit))) } ")"
                    }
                }
            }
        }
    };
    html! {
        dl.sides {
            (side("Old", &report.sides.old))
            (side("New", &report.sides.new))
        }
    }
}

/// What the page may do: nothing but this style and this script.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}
