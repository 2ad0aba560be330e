//! Search, filters and keys: what the script of the page works with. Without it they are hidden.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Page;
use super::list::name;
use super::shown::Shown;
use super::tally::number;

/// What can be shown or not.
const SEVERITIES: [&str; 5] = ["breaking", "dangerous", "additive", "none", "docs"];

pub(super) fn controls(page: &Page<'_>) -> Markup {
    let listed = page.listed().count();
    html! {
        noscript { p.note { "Search and filters need JavaScript; all changes are listed below." } }
        form #controls.js role="search" aria-label="Filter the changes" hidden {
            div.row {
                label.search {
                    "Search "
                    input #q type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"
                        placeholder="place, name, text, rule, fingerprint";
                }
                (services(page))
                (rules(page))
            }
            div.row {
                fieldset {
                    legend { "Show" }
                    @for severity in SEVERITIES {
                        label class=(severity) {
                            input type="checkbox" name="show" value=(severity) checked;
                            " " (if severity == "docs" { "documentation" } else { severity }) " "
                            span.number data-count=(severity) {}
                        }
                    }
                }
                label {
                    "by "
                    select #by {
                        option value="worse" { "the worse of wire and Rust" }
                        option value="wire" { "what it means on the wire" }
                        option value="rust" { "what it means in Rust" }
                    }
                }
            }
            div.row {
                p #count role="status" { (number(listed, "change")) }
                button type="button" data-do="reset" { "Show everything" }
                button type="button" data-do="unfold" { "Unfold" }
                button type="button" data-do="fold" { "Fold" }
                button type="button" data-do="keys" aria-keyshortcuts="?" { "Keys" }
            }
        }
        details #accept.js hidden {
            summary { "Accept what is shown" }
            p.note { "Lines for a file that " code { "tcgen diff --ignore FILE" } " takes: the changes that are shown now." }
            textarea #lines readonly rows="6" aria-label="Lines for --ignore" {}
            p { button type="button" data-do="copy-lines" { "Copy the lines" } }
        }
    }
}

fn services(page: &Page<'_>) -> Markup {
    let services = page
        .services
        .iter()
        .filter(|version| !version.subjects.is_empty());
    html! {
        label {
            "Service "
            select #service {
                option value="" { "all" }
                @for version in services {
                    option value=(Shown(&name(version))) { (Shown(&name(version))) }
                }
            }
        }
    }
}

fn rules(page: &Page<'_>) -> Markup {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, change) in page.listed() {
        *rules.entry(change.rule.id).or_default() += 1;
    }
    html! {
        label {
            "Rule "
            select #rule {
                option value="" { "all" }
                @for (id, number) in rules {
                    option value=(id) { (id) " (" (number) ")" }
                }
            }
        }
    }
}

/// The keys and what they do.
const KEYS: [(&str, &str); 9] = [
    ("/", "search"),
    ("j", "next change"),
    ("k", "previous change"),
    ("b", "next breaking change"),
    ("B", "previous breaking change"),
    ("o or Enter", "unfold or fold"),
    ("c", "copy the line for --ignore"),
    ("?", "this list"),
    (
        "Escape",
        "close this list, clear the search, leave the search",
    ),
];

pub(super) fn help() -> Markup {
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { "Keys" }
            dl.keys {
                @for (key, what) in KEYS {
                    div { dt { kbd { (key) } } dd { (what) } }
                }
            }
            p { label { input #use-keys type="checkbox" checked; " Use the keys that are single characters" } }
            p { button type="button" data-do="close" { "Close" } }
        }
        p #told.unseen role="status" {}
    }
}
