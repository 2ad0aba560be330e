//! One change: a line with what it is and what it means, and below it all that is known of it.

use maud::{Markup, html};

use super::super::super::{ApiChange, Change, Severity, Subject};
use super::super::{NOTHING, says_which_side};
use super::legend::meaning;
use super::renames::is_old_name;
use super::shown::{Different, Shown};
use super::words::{Piece, pieces};
use super::{Page, tally};

pub(super) fn change(page: &Page<'_>, change: &Change) -> Markup {
    let is_documentation = change.rule.is_documentation();
    let fingerprint = change.fingerprint();
    let is_open = page.unfolds && change.severity() == Severity::Breaking;
    html! {
        // A line of its own, for who looks at the source.
        "\n"
        details.change
            id=(fingerprint)
            data-wire=(if is_documentation { "docs" } else { change.wire.word() })
            data-rust=(if is_documentation { "docs" } else { change.rust.word() })
            data-rule=(change.rule.id)
            data-place=(Shown(&change.place.to_string()))
            open[is_open]
        {
            summary {
                span.severities {
                    @if is_documentation {
                        b.docs { "documentation" }
                    } @else {
                        b class=(change.wire.word()) { "wire " (change.wire) }
                        " "
                        b class=(change.rust.word()) { "Rust " (change.rust) }
                    }
                }
                " "
                span.what {
                    code.rule { (change.rule.id) }
                    @if let Some(part) = change.place.part { " " (part) }
                    @if let Some(member) = &change.place.member { " " code { (Shown(member)) } }
                    @if let Some(values) = values_in_short(change) { ": " span.values lang=[is_documentation.then(|| language(change)).flatten()] { (values) } }
                }
            }
            @if is_documentation {
                (documentation(change))
            }
            dl.facts {
                @if !is_documentation { (facts(page, change)) }
                dt { "Fingerprint" }
                dd { a.fingerprint href={ "#" (fingerprint) } { (fingerprint) } }
            }
        }
    }
}

fn facts(page: &Page<'_>, change: &Change) -> Markup {
    html! {
        dt { "Rule" }
        dd { (meaning(change.rule)) }
        @if is_long(change) {
            dt { "Values" }
            dd.text { (compared(change.before.as_deref(), change.after.as_deref())) }
        }
        @if !change.api.is_empty() {
            dt { "Rust" }
            @for item in &change.api { (api_change(item)) }
        }
        @if change.place.subject == Subject::Version {
            dt { "Used" }
            dd { (reach(change)) }
        }
        @if let Some(perhaps) = &change.perhaps {
            dt { "Perhaps" }
            dd {
                (if is_old_name(change) { "renamed to " } else { "renamed from " })
                @match page.renames.other(change) {
                    Some(other) => { a href={ "#" (other.fingerprint()) } { code { (Shown(perhaps)) } } },
                    None => { code { (Shown(perhaps)) } },
                }
                ", by names and types: it is a guess"
            }
        }
    }
}

/// Which actions reach a data type, in words.
pub(super) fn reach(change: &Change) -> String {
    let usage = change.usage;
    match (change.usage.actions, &change.place.subject) {
        (0, _) => "Reached by no action".to_owned(),
        (actions, Subject::Version) => format!("By {}", tally::number(actions, "action")),
        (actions, _) => format!("In {usage} of {}", tally::number(actions, "action")),
    }
}

fn api_change(item: &ApiChange) -> Markup {
    html! {
        dd.item {
            (compared(item.before.as_deref(), item.after.as_deref()))
            @match (&item.before, &item.after) {
                (Some(_), None) => " is gone",
                (None, Some(_)) => " is new",
                _ => "",
            }
        }
    }
}

/// How many characters of a value stand in the line of a change.
const SHORT: usize = 120;

/// Whether what was and is there does not fit into the line of the change.
fn is_long(change: &Change) -> bool {
    let values = [&change.before, &change.after].into_iter().flatten();
    values
        .map(|value| value.chars().count())
        .any(|length| length > SHORT)
}

/// What was there and what is, as far as it fits into a line: `string → integer`.
pub(super) fn values_in_short(change: &Change) -> Option<Markup> {
    if change.rule.is_documentation() {
        return Some(excerpt(change));
    }
    let short = |value: &String| {
        let mut short: String = value.chars().take(SHORT).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        short
    };
    let before = change.before.as_ref().map(short);
    let after = change.after.as_ref().map(short);
    match (before, after) {
        (None, None) => None,
        (Some(before), None) => Some(html! {
            del { (Shown(&before)) } @if !says_which_side(change) { " → " (NOTHING) }
        }),
        (None, Some(after)) => Some(html! {
            @if !says_which_side(change) { (NOTHING) " → " } ins { (Shown(&after)) }
        }),
        (Some(before), Some(after)) => Some(html! {
            del { (Shown(&before)) } " → " ins { (Shown(&after)) }
        }),
    }
}

/// How many characters of each side of a difference an excerpt has, and how many around it.
const EXCERPT: (usize, usize) = (60, 24);

/// The first difference between two texts.
fn excerpt(change: &Change) -> Markup {
    let (before, after) = texts(change);
    let pieces = pieces(before, after);
    let is_same = |piece: &Piece<'_>| matches!(piece, Piece::Same(_));
    let first = pieces.iter().position(|piece| !is_same(piece)).unwrap_or(0);
    let different = pieces[first..].iter().take_while(|piece| !is_same(piece));
    let behind = first + different.clone().count();
    let more = pieces[behind..].iter().any(|piece| !is_same(piece));
    let (length, around) = EXCERPT;
    html! {
        @if let Some(Piece::Same(text)) = first.checked_sub(1).map(|at| pieces[at]) {
            (Shown(&ending(&on_one_line(text), around)))
        }
        @for piece in different {
            @match piece {
                Piece::Same(_) => {},
                Piece::Gone(text) => { del { (Different(&beginning(&on_one_line(text), length))) } },
                Piece::New(text) => { ins { (Different(&beginning(&on_one_line(text), length))) } },
            }
        }
        @if let Some(Piece::Same(text)) = pieces.get(behind) {
            (Shown(&beginning(&on_one_line(text), around)))
        }
        @if more { " and more" }
    }
}

fn on_one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// The longest piece of a word that is left out so that no other piece of it stands there.
const WORD: usize = 16;

fn beginning(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else {
        return text.to_owned();
    };
    let short = &text[..end];
    let end = short.rfind(' ').filter(|at| end - at <= WORD);
    format!("{}…", &short[..end.unwrap_or(short.len())])
}

fn ending(text: &str, length: usize) -> String {
    let Some((at, c)) = text.char_indices().rev().nth(length) else {
        return text.to_owned();
    };
    let short = &text[at + c.len_utf8()..];
    let start = short.find(' ').filter(|at| *at <= WORD);
    format!("…{}", &short[start.unwrap_or(0)..])
}

fn texts(change: &Change) -> (&str, &str) {
    (
        change.before.as_deref().unwrap_or_default(),
        change.after.as_deref().unwrap_or_default(),
    )
}

/// The text before and after, as one, with what is different marked in it.
fn documentation(change: &Change) -> Markup {
    let language = language(change);
    html! {
        div.text lang=[language] { (compared(change.before.as_deref(), change.after.as_deref())) }
    }
}

/// How many characters of text that is the same stand beside what is different.
const CONTEXT: usize = 200;

/// Two texts as one: what is gone, what is new, and what is the same, as far as it is not far from these.
fn compared(before: Option<&str>, after: Option<&str>) -> Markup {
    let pieces = pieces(before.unwrap_or_default(), after.unwrap_or_default());
    let last = pieces.len().saturating_sub(1);
    html! {
        @for (at, piece) in pieces.iter().enumerate() {
            @match piece {
                Piece::Gone(text) => { del { (Different(text)) } },
                Piece::New(text) => { ins { (Different(text)) } },
                Piece::Same(text) => { (same(text, at == 0, at == last)) },
            }
        }
    }
}

/// A text that is the same, without its middle if it is long; at the start and the end of the whole, one side is enough.
fn same(text: &str, is_first: bool, is_last: bool) -> Markup {
    let length = text.chars().count();
    let head = if is_first && !is_last { 0 } else { CONTEXT };
    let tail = if is_last && !is_first { 0 } else { CONTEXT };
    if length <= head + tail + CONTEXT / 4 {
        return html! { (Shown(text)) };
    }
    let at = |chars: usize| {
        text.char_indices()
            .nth(chars)
            .map_or(text.len(), |(at, _)| at)
    };
    html! {
        (Shown(&text[..at(head)]))
        span.same { " … " (length - head - tail) " characters as before … " }
        (Shown(&text[at(length - tail)..]))
    }
}

/// The language of a text, where characters tell it: browsers draw some of them in another way for each, and screen
/// readers have another voice.
fn language(change: &Change) -> Option<&'static str> {
    let texts = [&change.before, &change.after].into_iter().flatten();
    let mut language = None;
    for c in texts.flat_map(|text| text.chars()) {
        match c {
            '\u{3041}'..='\u{30ff}' => return Some("ja"),
            '\u{ac00}'..='\u{d7a3}' => return Some("ko"),
            '\u{4e00}'..='\u{9fff}' => language = Some("zh"),
            _ => {}
        }
    }
    language
}
