//! Documented values: `取值范围：A：…；B：…`, `Valid values: A, B, and C.`
//!
//! The values of a member stand on lines of their own below an introduction, or behind it up to the end of the sentence.
//! When one part cannot be read as a value, none is kept: half an enumeration is worse than its text.

use std::collections::HashSet;

use super::statement::statements;
use crate::literal;
use crate::pattern::patterns;
use crate::spec::{KnownValue, TypeRef};

patterns! {
    /// `取值范围：`, `可选值有：`, `枚举值：`, `取值包括 A、B`, `Valid values:`, `Enumerated values:`
    INTRO = r"(?i)(?:(?:可选|枚举|有效|可用|支持的?)(?:取?值|项)|可取值|取值(?:范围)?|\b(?:valid|enumerat(?:ed|ion)|available|possible|optional|allowed|supported) values?|\bvalue range)(?:范围)?[ \t]*(?:有|包括|包含|列表|are|include|is)?(?:以下|如下|as follows|the following)?(?:[几二两三四五六]种)?(?:取?值)?[ \t]*(?:为|是)?[ \t]*(?P<colon>[:：])?[ \t]*";
    /// A value, and what it means behind a mark: `A：…`, `A - …`, `A（…）`, `0-关闭`, `A，全部`, `0表示…`
    ITEM = r#"^(?:|[•*·-][ \t]+|[•*·-])[`"'“‘*]{0,3}(?P<value>(?:-?\d|[A-Za-z_])[A-Za-z0-9_.+/-]*?)[`"'”’*]{0,3}[ \t]*(?:(?:[：:]|[ \t][-–—][ \t]+|=|(?:代表|表示|：表示|为)|indicates |means |—+)[ \t]*(?P<doc>\S.*)|[-，][ \t]*(?P<glued>\p{Han}.*)|[（(](?P<note>.*)[)）])?$"#;
    /// What can follow the values: a sentence of its own.
    AFTER = r"(?i)^[（(]?(?:默认|缺省|不填|不传|若|如果?|注意?|说明|备注|单位|示例|当|仅|该|此|本|其中|可通过|更多|详细|参考|建议|default|note|if|the|this|it|for|see|unit|when|by default)";
    /// An enumeration that says itself that it is not whole.
    OPEN = r"(?i)等$|等等|等。|\.\.\.|……|…|\betc\b|例如|比如|如：|such as|e\.g\.|常见";
    /// A range of numbers is no value: `1-100`
    RANGE = r"^-?\d+[-~]\d+$";
    /// An interval looks like two values: `[1, 100]`
    INTERVAL = r"^[\[［(（【]\s*-?[\d.]+\s*[,，]\s*-?[\d.]+\s*[\]］)）】]";
    /// `大于0：…`: an item whose value is no literal
    LABEL = r"^\P{P}{1,12}?[ \t]*[:：]";
}

/// The documented values; empty when they are not clear.
pub(super) fn find(doc: &str, ty: &TypeRef) -> Vec<KnownValue> {
    if !matches!(
        ty.item().unwrap_or(ty),
        TypeRef::String | TypeRef::Integer | TypeRef::Unsigned
    ) {
        return Vec::new();
    }
    let statements = statements(doc, &INTRO);
    let mut enumerations = statements
        .iter()
        .filter(|statement| !statement.subject().ends_with("默认"))
        .filter_map(|statement| {
            let is_certain = !statement.is_conditional()
                && !statement.is_about_inner()
                && !OPEN.is_match(statement.subject());
            if !is_certain {
                return Some(Vec::new());
            }
            let has_colon = statement.phrase.name("colon").is_some();
            let (line, below) = statement
                .rest
                .split_once('\n')
                .unwrap_or((statement.rest, ""));
            let values = if line.trim().is_empty() {
                on_lines(below, ty)
            } else {
                in_sentence(line, below, has_colon, ty)
            };
            // An introduction to something that is not an enumeration does not count.
            (!values.is_empty()).then_some(values)
        });
    let first = enumerations.next().unwrap_or_default();
    if enumerations.next().is_some() {
        Vec::new()
    } else {
        first
    }
}

/// Values on lines of their own, up to the first line that is a sentence; no values after that.
fn on_lines(text: &str, ty: &TypeRef) -> Vec<KnownValue> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut values = Vec::new();
    for line in lines.by_ref() {
        match item(line, ty) {
            Some(value) if !AFTER.is_match(line) => values.push(value),
            _ if AFTER.is_match(line) || !(looks_like_item(line) || LABEL.is_match(line)) => break,
            _ => return Vec::new(),
        }
    }
    if lines.any(looks_like_item) {
        Vec::new()
    } else {
        distinct(values)
    }
}

/// Values up to the end of the sentence: separated by one kind of mark, each of them readable.
fn in_sentence(line: &str, below: &str, has_colon: bool, ty: &TypeRef) -> Vec<KnownValue> {
    let sentence = sentence(line);
    if OPEN.is_match(sentence)
        || INTERVAL.is_match(sentence)
        || below.lines().any(|line| looks_like_item(line.trim()))
    {
        return Vec::new();
    }
    for separators in [&['；', ';'][..], &['、'], &['，', ','], &['/', '|'], &[' ']] {
        let parts = split(sentence, separators);
        let mut parts: Vec<_> = parts
            .iter()
            .map(|part| strip_and(part))
            .filter(|part| !part.is_empty())
            .collect();
        while parts.last().is_some_and(|last| AFTER.is_match(last)) {
            parts.pop();
        }
        // Words of a sentence are no values: space separates only values with their meanings.
        if *separators == [' '] && parts.iter().any(|part| is_plain(part)) {
            continue;
        }
        if parts.len() < 2 || (!has_colon && !parts.iter().all(|part| is_plain(part))) {
            continue;
        }
        if let Some(values) = parts
            .iter()
            .map(|part| item(part, ty))
            .collect::<Option<Vec<_>>>()
        {
            return distinct(values);
        }
    }
    Vec::new()
}

/// Up to the full stop, which does not stand inside a value such as `v1.0`.
fn sentence(line: &str) -> &str {
    let end = line.find('。').unwrap_or(line.len());
    let line = &line[..end];
    line.find(". ")
        .map_or(line, |end| &line[..end])
        .trim()
        .trim_end_matches('.')
}

/// Splits, but not inside parentheses.
fn split<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            c if depth <= 0 && separators.contains(&c) => {
                parts.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// `and C`, `or C`, `和C`, `[A` and `C]` without what is not the value.
fn strip_and(part: &str) -> &str {
    let part = part.trim();
    let part = ["and ", "or ", "和", "或", "以及"]
        .iter()
        .find_map(|word| part.strip_prefix(word))
        .unwrap_or(part);
    part.trim_start_matches('[').trim_end_matches(']').trim()
}

/// Reads one value and what it means.
fn item(text: &str, ty: &TypeRef) -> Option<KnownValue> {
    let text = text
        .trim()
        .trim_end_matches(['。', '；', ';', '.', '，', ',', '、'])
        .trim_end();
    let found = ITEM.captures(text)?;
    let value = &found["value"];
    if RANGE.is_match(text) || RANGE.is_match(value) {
        return None;
    }
    let doc = ["doc", "glued", "note"]
        .iter()
        .find_map(|name| found.name(name))
        .map_or("", |doc| doc.as_str().trim());
    let doc = doc.trim_end_matches(['。', '；', ';', '.', '，', ',', '、']);
    Some(KnownValue {
        value: literal::read_item(value, ty)?,
        doc: doc.to_owned(),
    })
}

fn is_plain(part: &str) -> bool {
    let part = part.trim_matches(['`', '"', '\'', '“', '”']);
    !part.is_empty()
        && part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A line that starts as an item of an enumeration does.
fn looks_like_item(line: &str) -> bool {
    let start = line.trim_start_matches(['-', '•', '*', ' ', '`', '"', '“']);
    let end = start
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_.+/-".contains(c)))
        .unwrap_or(start.len());
    let (word, rest) = start.split_at(end);
    let rest = rest.trim_start_matches(['`', '"', '”', ' ']);
    !word.is_empty() && (rest.is_empty() || rest.starts_with([':', '：', '-', '（', '(', '=']))
}

/// Several values, none twice.
fn distinct(values: Vec<KnownValue>) -> Vec<KnownValue> {
    let mut seen = HashSet::new();
    if values.len() < 2 || !values.iter().all(|value| seen.insert(&value.value)) {
        return Vec::new();
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, ty: &str) -> String {
        let values = find(text, &ty.parse().unwrap());
        values
            .iter()
            .map(|value| format!("{}={}", value.value, value.doc))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn whole_enumerations_are_read() {
        let cases = [
            (
                "类型。取值范围：\nBIG：大盘\nSMALL：小盘。\n默认为SMALL。",
                "string",
                r#""BIG"=大盘; "SMALL"=小盘"#,
            ),
            (
                "类型。取值：BIG：大盘；SMALL：小盘。默认取值：SMALL。",
                "string",
                r#""BIG"=大盘; "SMALL"=小盘"#,
            ),
            (
                "次数，取值有：\n-1：一直\n0：从不",
                "integer",
                "-1=一直; 0=从不",
            ),
            ("顺序。可选值：asc、desc", "string", r#""asc"=; "desc"="#),
            (
                "状态，枚举值：0：关闭，1：打开",
                "integer",
                "0=关闭; 1=打开",
            ),
            ("状态。枚举值：0-关闭；1-打开", "integer", "0=关闭; 1=打开"),
            (
                "状态，取值：0（关闭），1（打开，默认）",
                "integer",
                "0=关闭; 1=打开，默认",
            ),
            (
                "类型，取值包括 BIG 、SMALL。",
                "string",
                r#""BIG"=; "SMALL"="#,
            ),
            (
                "类型列表。取值：BIG：大盘；SMALL：小盘。",
                "list<string>",
                r#""BIG"=大盘; "SMALL"=小盘"#,
            ),
            (
                "Order. Valid values: `asc` (up), `desc` (down, default). Default value: `asc`.",
                "string",
                r#""asc"=up; "desc"=down, default"#,
            ),
            (
                "Format. Valid values: mp4, flv, and hls.",
                "string",
                r#""mp4"=; "flv"=; "hls"="#,
            ),
            (
                "Type. Value range:\nBIG: a big disk\nSMALL: a small disk\nDefault value: BIG",
                "string",
                r#""BIG"=a big disk; "SMALL"=a small disk"#,
            ),
        ];
        for (text, ty, expected) in cases {
            assert_eq!(shown(text, ty), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_clear_is_left_out() {
        for (text, ty) in [
            ("大小。取值范围：1-100", "integer"),
            ("类型。取值范围：BIG、SMALL等", "string"),
            (
                "类型。取值：BIG：大盘。SMALL 已经没有。\nTINY：小盘",
                "string",
            ),
            (
                "类型。取值范围：\nBIG：大盘\n还有一种。\nSMALL：小盘",
                "string",
            ),
            ("类型。若为大盘，取值：A、B。", "string"),
            ("时间，取值为任意时间。", "string"),
            ("Valid values: any string without spaces.", "string"),
            ("是否加密。取值：true：加密；false：不加密", "boolean"),
            ("类型。取值：A、A", "string"),
            ("端口，取值范围为[1,100]", "integer"),
            ("次数，取值有：\n0：不循环\n1：一次\n大于1：循环", "integer"),
        ] {
            assert_eq!(shown(text, ty), "", "{text}");
        }
    }
}
