//! Numbers with their units.

use serde_json::{Number, Value};

use crate::literal;
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// `-20`, `0.5`
    NUMBER = r"^[ \t`*]*(-?\d+(?:\.\d+)?)[`*]*";
    /// What can stand after a number as its unit.
    UNIT = r"^( ?)(毫秒|微秒|秒|分钟|小时|个小时|天|日|个月|月|年|字节|个|条|项|次|台|人|行|%|[A-Za-z]+)";
    /// `单位：秒`, `单位为GB`, `以秒为单位`, `（单位：ms）`, `Unit: second`, `in seconds`, `（秒）`
    DOCUMENTED = r"(?i)单位\s*(?:为|是|：|:)?\s*(毫秒|微秒|秒|分钟|小时|天|日|个月|月|年|字节|%|[A-Za-z]+)|以\s*(毫秒|微秒|秒|分钟|小时|天|月|年|[A-Za-z]+)\s*为单位|\bunits?\s*(?:is|:|：)?\s*([A-Za-z%]+)|\bin ([A-Za-z]+)\b|[（(]\s*(毫秒|微秒|秒|分钟|小时|天|月|年|[A-Za-z%]+)\s*[)）]";
    /// Where a value ends: the end of the text, a line or a clause. `1,000` and `1.5` go on.
    END = r"^[ \t]*(?:$|[\n。；;，！!）)】\]（(”’\x22'`*]|,(?:\D|$)|\.(?:\D|$)|且|and (?:the|its|cannot|can|must|no|should)\b|左右)";
}

/// Spellings of one unit.
const UNITS: &[&[&str]] = &[
    &["秒", "s", "sec", "second", "seconds"],
    &["毫秒", "ms", "millisecond", "milliseconds"],
    &["微秒", "us", "microsecond", "microseconds"],
    &["分钟", "min", "mins", "minute", "minutes"],
    &["小时", "个小时", "h", "hour", "hours"],
    &["天", "日", "d", "day", "days"],
    &["月", "个月", "month", "months"],
    &["年", "year", "years"],
    &["字节", "B", "byte", "bytes"],
    &["KB", "K"],
    &["MB", "M"],
    &["GB", "G"],
    &["TB", "T"],
    &["kbps"],
    &["Mbps"],
    &["%"],
    &["fps"],
    &["px"],
    &["Hz"],
];

/// Words after a number that change nothing about it.
const COUNTERS: &[&str] = &[
    "个", "条", "项", "次", "台", "人", "行", "entries", "items", "records", "times",
];

/// Reads the number at the start of a text, as a value of a number type, and its unit, which has to be the one that the
/// whole description states. Returns what follows.
pub(super) fn read<'t>(text: &'t str, doc: &str, ty: &TypeRef) -> Option<(Number, &'t str)> {
    let (number, rest) = number(text, ty)?;
    Some((number, after_unit(rest, doc)?))
}

/// Reads the number at the start of a text.
pub(super) fn number<'t>(text: &'t str, ty: &TypeRef) -> Option<(Number, &'t str)> {
    let found = NUMBER.captures(text)?;
    let Value::Number(number) = literal::read(&found[1], ty)? else {
        return None;
    };
    Some((number, &text[found[0].len()..]))
}

/// Skips a unit, if there is one: nothing when it is not the documented one.
pub(super) fn after_unit<'t>(text: &'t str, doc: &str) -> Option<&'t str> {
    let Some(found) = UNIT.captures(text) else {
        return Some(text);
    };
    let unit = &found[2];
    let is_glued = found[1].is_empty();
    let rest = &text[found[0].len()..];
    if COUNTERS.iter().any(|word| word.eq_ignore_ascii_case(unit)) {
        return Some(rest);
    }
    match spellings(unit) {
        Some(unit) => documents(doc, unit).then_some(rest),
        None if is_glued => None,
        None => Some(text),
    }
}

/// Whether a value ends here.
pub(super) fn ends(text: &str) -> bool {
    END.is_match(text)
}

fn spellings(unit: &str) -> Option<&'static [&'static str]> {
    UNITS
        .iter()
        .copied()
        .find(|spellings| spellings.iter().any(|word| word.eq_ignore_ascii_case(unit)))
}

fn documents(doc: &str, unit: &[&str]) -> bool {
    DOCUMENTED.captures_iter(doc).any(|found| {
        let stated = found
            .iter()
            .skip(1)
            .flatten()
            .next()
            .map_or("", |stated| stated.as_str());
        unit.iter().any(|word| word.eq_ignore_ascii_case(stated))
    })
}
