//! Numbers with their units.

use serde_json::{Number, Value};

use crate::literal;
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// `-20`, `0.5`, `1,000`
    NUMBER = r"^[ \t`*]*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)[`*]*";
    /// What can stand after a number as its unit.
    UNIT = r"^( ?)(毫秒|微秒|秒钟?|分钟|小时|个小时|天|日|个月|月|年|字节|个|条|项|次|台|人|行|分|页|%|[A-Za-z]+)";
    /// `单位：秒`, `单位为GB`, `以秒为单位`, `（单位：ms）`, `Unit: second`, `in seconds`, `（秒）`
    DOCUMENTED = r"(?i)单位\s*(?:为|是|：|:)?\s*(毫秒|微秒|秒|分钟|小时|天|日|个月|月|年|字节|%|[A-Za-z]+)|以\s*(毫秒|微秒|秒|分钟|小时|天|月|年|[A-Za-z]+)\s*为单位|\bunits?\s*(?:is|:|：)?\s*([A-Za-z%]+)|\bin ([A-Za-z]+)\b|[（(]\s*(毫秒|微秒|秒|分钟|小时|天|月|年|[A-Za-z%]+)\s*[)）]";
    /// Numbers with what can be their unit: `3600秒`, `30 days`
    MENTIONED = r"\d ?(毫秒|微秒|秒|分钟|小时|个小时|天|日|个月|月|年|字节|%|[A-Za-z]+)";
    /// A point in time is counted in units that no one writes.
    TIMESTAMP = r"(?i)时间戳|timestamp";
    /// Where a value ends: the end of the text, a line or a clause. `1,000` and `1.5` go on.
    END = r"^[ \t]*(?:$|[\n。；;，！!）)】\]（(”’\x22'`*]|,(?:\D|$)|\.(?:\D|$)|且|and (?:the|its|cannot|can|must|no|should)\b|左右)";
}

/// Spellings of one unit.
const UNITS: &[&[&str]] = &[
    &["秒", "秒钟", "s", "sec", "second", "seconds"],
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
    "个", "条", "项", "次", "台", "人", "行", "分", "页", "entries", "items", "records", "times",
    "points",
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
    let Value::Number(number) = literal::read(&found[1].replace(',', ""), ty)? else {
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
        Some(unit) => is_unit_of_all(unit, doc).then_some(rest),
        None if is_glued => None,
        None => Some(text),
    }
}

/// Whether a value ends here.
pub(super) fn ends(text: &str) -> bool {
    END.is_match(text)
}

type Unit = &'static [&'static str];

fn spellings(unit: &str) -> Option<Unit> {
    UNITS
        .iter()
        .copied()
        .find(|spellings| spellings.iter().any(|word| word.eq_ignore_ascii_case(unit)))
}

/// Whether this is the unit that the description states, or, when it states none, the only one that its numbers have.
fn is_unit_of_all(unit: Unit, doc: &str) -> bool {
    let mut stated = DOCUMENTED
        .captures_iter(doc)
        .filter_map(|found| spellings(found.iter().skip(1).flatten().next()?.as_str()))
        .peekable();
    if stated.peek().is_some() {
        return stated.any(|stated| stated == unit);
    }
    let mut mentioned = MENTIONED
        .captures_iter(doc)
        .filter_map(|found| spellings(found.get(1)?.as_str()));
    mentioned.all(|mentioned| mentioned == unit) && !TIMESTAMP.is_match(doc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_the_one_of_the_whole_description() {
        let cases = [
            ("时长，单位：秒，默认", "60s", true),
            ("时长，单位：秒，默认", "5分钟", false),
            ("时长，默认5分钟", "5分钟", true),
            ("时长，默认5分钟，最大1小时", "5分钟", false),
            ("时间戳，默认", "5分钟", false),
            ("Size in GB", "10 GB", true),
            ("页大小", "10条", true),
        ];
        for (doc, text, is_known) in cases {
            let found = read(text, doc, &TypeRef::Integer);
            assert_eq!(found.is_some(), is_known, "{text} in {doc}");
        }
    }

    #[test]
    fn thousands_are_grouped() {
        let (number, rest) = number("1,000。", &TypeRef::Integer).unwrap();
        assert_eq!((number.as_i64(), rest), (Some(1000), "。"));
    }
}
