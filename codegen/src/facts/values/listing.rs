//! A list of values: on lines of its own, or in a sentence.

use std::collections::HashSet;

use serde_json::Value;

use super::item::{Trust, is_plain, item, starts_in_chinese};
use crate::pattern::patterns;
use crate::spec::{KnownValue, TypeRef};

patterns! {
    /// What can follow the values: a sentence of its own.
    AFTER = r"(?i)^[（(*\[【]{0,3}(?:默认|缺省|不填|不传|为空|若|如果?|注[意：:]?|说明|备注|单位|示例|当|仅|该|此|本|其中|可通过|更多|详细|详见|参考|建议|更改|以上|p\.s|default[：:][ ]*[!-~]+$|(?:default(?: value)? (?:is|value)|notes?|if|the|this|it|for|see|units?|when|by default|where|you|only|examples?|please)\b)";
    /// `Default: sort by time.` is a remark, `default: …` and `Default: …;` are values.
    DEFAULT_REMARK = r"^[-(（* ]*Default(?: value)?[：:]\P{Han}*[^；;\p{Han}]$";
    /// `A：一个，B：另一个` in what should be the meaning of one value
    NESTED = r"[，,、；;][ ]?[A-Za-z]\w*(?:[：:=]|为|表示|代表)";
    /// An enumeration that says itself that it is not whole.
    OPEN = r"(?i)等$|等等|等[。；;，,)）]|\.\.\.|……|…|\betc\b|例如|比如|如：|such as|e\.g\.|常见|常用|and so on|and more|其[他它余](?:数?值)?[：:为]|\d[+＋]|\bothers?(?: values?)?[：:]";
    /// An interval looks like two values: `[1, 100]`
    INTERVAL = r"^[\[［(（【]\s*-?[\d.]+\s*[,，]\s*-?[\d.]+\s*[\]］)）】]";
    /// `大于0：…`: an item whose value is no literal
    OTHER_ITEM = r"^(?:\P{P}{1,12}?|其他.{0,6})[ \t]*[:：].";
    /// Where the items of a sentence without separators can start: `0：关闭 1：打开`, `0: off. 1: on.`, `0关闭，1打开`
    NUMBERED = r#"(?:^|[\s，,；;、。.（()）】/|：:]|和|或)[`"“]?(?P<value>-?\d{1,6})[`"”]?\s*(?P<mark>[：:=]|[-–—]+|代表|表示|为|是|[（(]|\p{Han}|\.\p{Han}|[ ][A-Za-z])"#;
}

/// Reads the values that a text starts with: on its first line, or on lines of their own.
pub(super) fn read(text: &str, form: Form, ty: &TypeRef) -> Vec<KnownValue> {
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    let is_introduction = line
        .trim_matches([' ', '：', ':', '。', '，', '*'])
        .is_empty();
    if is_introduction {
        return on_lines(below, ty, Trust::Introduced);
    }
    // The first of them can stand behind the introduction: `取值：A：…`
    if first_of_lines(line, below, ty) {
        return on_lines(text, ty, Trust::Introduced);
    }
    let goes_on = line.trim_end().ends_with([',', '，', '、'])
        || below.lines().any(|line| is_item_of_its_own(line, ty));
    if goes_on {
        return Vec::new();
    }
    in_sentence(line, form, ty)
}

/// Values on lines of their own, up to the first line that is a sentence; no values after that.
pub(super) fn on_lines(text: &str, ty: &TypeRef, trust: Trust) -> Vec<KnownValue> {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| line.contains(|c: char| c.is_alphanumeric() || "<>=".contains(c)));
    let mut values: Vec<KnownValue> = Vec::new();
    for line in lines.by_ref() {
        if is_remark(line) {
            break;
        }
        // `0：关闭；1：打开` on one line
        let one = item(line, ty, trust);
        let several = if one.is_some() && !is_joined(line, ty) {
            Vec::new()
        } else {
            in_sentence(line, Form::of(trust), ty)
        };
        match one {
            Some(_) if several.len() > 1 => values.extend(several),
            Some(value) if !(OPEN.is_match(line) && is_open_end(line)) => values.push(value),
            None if !several.is_empty() => values.extend(several),
            None if !(looks_like_item(line) || OTHER_ITEM.is_match(line)) => break,
            _ => return Vec::new(),
        }
    }
    let goes_on = lines.any(|line| is_item_of_its_own(line, ty));
    if goes_on {
        Vec::new()
    } else {
        distinct(values)
    }
}

/// Whether there can be several values on a line that reads as one.
fn is_joined(line: &str, ty: &TypeRef) -> bool {
    line.contains(['；', ';']) || !numbered(line, ty).is_empty()
}

/// What a list in a sentence can look like: that depends on what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Values with or without meanings, or a single one: behind `取值：`.
    Any,
    /// Several values with or without meanings: behind a colon or a parenthesis.
    Several,
    /// Several values without meanings: behind `取值`.
    Plain,
    /// Several values with their meanings.
    Explained,
}

impl Form {
    fn of(trust: Trust) -> Self {
        match trust {
            Trust::Introduced => Self::Several,
            Trust::Guessed => Self::Explained,
        }
    }
}

/// Values up to the end of the sentence: separated by one kind of mark, each of them readable.
pub(super) fn in_sentence(line: &str, form: Form, ty: &TypeRef) -> Vec<KnownValue> {
    if INTERVAL.is_match(line) {
        return Vec::new();
    }
    let numbered = numbered(line, ty);
    if !numbered.is_empty() {
        return numbered;
    }
    let whole = sentence(line);
    let sentence = unwrapped(whole);
    // The first part would be no value.
    if starts_in_chinese(alone(sentence)) {
        return Vec::new();
    }
    if OPEN.is_match(sentence) || is_followed(line, whole, ty) {
        return Vec::new();
    }
    for separators in [&['；', ';'][..], &['、'], &['，', ','], &['/', '|'], &[' ']] {
        let parts = split(sentence, separators);
        let mut parts: Vec<_> = parts
            .iter()
            .flat_map(|part| joined(part))
            .filter(|part| !part.is_empty())
            .collect();
        while parts.last().is_some_and(|last| AFTER.is_match(last)) {
            parts.pop();
        }
        // Words of a sentence are no values: space separates only values with their meanings.
        if *separators == [' '] && parts.iter().any(|part| is_plain(part)) {
            continue;
        }
        if parts.len() < 2 || (form == Form::Plain && !parts.iter().all(|part| is_plain(part))) {
            continue;
        }
        let trust = if form == Form::Explained {
            Trust::Guessed
        } else {
            Trust::Introduced
        };
        let values = parts.iter().map(|part| item(part, ty, trust));
        let Some(values) = values.collect::<Option<Vec<_>>>() else {
            continue;
        };
        // `A: one, B/C: two` is not to be split at the bar.
        let is_nested = matches!(separators, ['/', '|'] | [' '])
            && values
                .iter()
                .any(|value| value.doc.contains(['，', ',', '；', ';']))
            || values.iter().any(|value| NESTED.is_match(&value.doc));
        return if is_nested {
            Vec::new()
        } else {
            distinct(values)
        };
    }
    if form == Form::Any {
        single(sentence, ty)
    } else {
        Vec::new()
    }
}

/// One value alone, when it is no word of a sentence: `取值：normal。`
fn single(sentence: &str, ty: &TypeRef) -> Vec<KnownValue> {
    let (first, rest) = sentence.split_once(['，', ',']).unwrap_or((sentence, ""));
    let (first, rest) = (first.trim(), rest.trim());
    let is_alone = rest.is_empty() || AFTER.is_match(rest);
    let is_value = is_plain(first) && first.starts_with(|c: char| !c.is_ascii_digit());
    if !is_alone || !is_value || first.len() < 2 {
        return Vec::new();
    }
    item(first, ty, Trust::Introduced).into_iter().collect()
}

/// Numbers with their meanings, whatever separates them: `0：关闭 1：打开`, `0: off. 1: on`.
pub(super) fn numbered(line: &str, ty: &TypeRef) -> Vec<KnownValue> {
    if line.bytes().filter(u8::is_ascii_digit).count() < 2 {
        return Vec::new();
    }
    let starts: Vec<_> = NUMBERED.captures_iter(line).collect();
    let Some(first) = starts.first() else {
        return Vec::new();
    };
    let begin = first.name("value").map_or(0, |value| value.start());
    if !line[..begin].chars().all(|c| !c.is_alphanumeric()) {
        return Vec::new();
    }
    let kind = kind(&first["mark"]);
    let (starts, others): (Vec<_>, Vec<_>) = starts
        .iter()
        .filter_map(|start| Some((self::kind(&start["mark"]), start.name("value")?)))
        .partition(|(other, _)| *other == kind);
    let numbers: Vec<i64> = starts
        .iter()
        .filter_map(|(_, value)| value.as_str().parse().ok())
        .collect();
    // `0=A，1B，2=C`: one of them is written in another way.
    let is_beside = |number: i64| {
        !numbers.contains(&number)
            && (numbers.contains(&(number - 1)) || numbers.contains(&(number + 1)))
    };
    let is_mixed = others
        .iter()
        .filter_map(|(_, value)| value.as_str().parse().ok())
        .any(is_beside);
    let starts: Vec<usize> = starts.iter().map(|(_, value)| value.start()).collect();
    if starts.len() < 2 || is_mixed {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let parts: Vec<&str> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            line[start..end].trim_end_matches(['`', '"', '“', ' ', '和', '或', '（', '(', '/', '|'])
        })
        .collect();
    if OPEN.is_match(sentence(parts[parts.len() - 1])) {
        return Vec::new();
    }
    let last = parts.len() - 1;
    let values = parts.iter().enumerate().map(|(at, part)| {
        let part = if at == last { sentence(part) } else { part };
        item(part, ty, Trust::Guessed)
    });
    let values = distinct(values.collect::<Option<Vec<_>>>().unwrap_or_default());
    if kind == ":" || counts_up(&values) {
        values
    } else {
        Vec::new()
    }
}

/// How many numbers of a line have a mark behind them.
pub(super) fn numbered_heads(line: &str) -> usize {
    NUMBERED.captures_iter(line).count()
}

/// Numbers without a mark behind them are values when they count from 0 or 1 on.
fn counts_up(values: &[KnownValue]) -> bool {
    let numbers = values.iter().map(|value| match &value.value {
        Value::String(text) => text.parse().ok(),
        value => value.as_i64(),
    });
    let mut numbers: Vec<i64> = numbers.flatten().collect();
    numbers.sort_unstable();
    let first = numbers.first().copied().unwrap_or(2);
    (-5..=1).contains(&first)
        && (first..)
            .zip(&numbers)
            .all(|(expected, &number)| expected == number)
}

/// The marks behind a number, as far as they are the same.
fn kind(mark: &str) -> &str {
    match mark.chars().next() {
        Some('：' | ':' | '-' | '–' | '—' | '=') => ":",
        Some('（' | '(') => "(",
        Some('.') => ".",
        Some(' ') => " ",
        // `0关闭`, `0表示关闭`
        _ => "",
    }
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

/// Whether the next sentence is one more item: `A：一个，B：另一个。C：第三个`
fn is_followed(line: &str, whole: &str, ty: &TypeRef) -> bool {
    let after = line.trim_start().get(whole.len()..).unwrap_or_default();
    let next = sentence(after.trim_start_matches(['。', '.', ' ']));
    item(next, ty, Trust::Guessed).is_some() && !is_remark(next)
}

/// `[A, B]` without its brackets, as they are no part of the values.
fn unwrapped(text: &str) -> &str {
    text.strip_prefix(['[', '【'])
        .and_then(|text| text.strip_suffix([']', '】']))
        .unwrap_or(text)
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

/// `B and C`, `or C`, `B和C` are the last of a list.
fn joined(part: &str) -> Vec<&str> {
    // Most parts have neither a space nor one of these words; looking for a letter is quicker than for a word.
    let has_space = part.contains(' ');
    if !has_space && !part.contains(['和', '或']) {
        return vec![alone(part)];
    }
    for word in [" and ", " or ", " 和 ", " 或 ", "和", "或"] {
        if !has_space && word.starts_with(' ') {
            continue;
        }
        let mut parts = part.split(word).map(str::trim);
        if let (Some(one), Some(other), None) = (parts.next(), parts.next(), parts.next())
            && is_one_item(one)
            && is_one_item(other)
        {
            return vec![one, other];
        }
    }
    vec![alone(part)]
}

/// A part without the word that joins it to the one before, and without brackets.
fn alone(part: &str) -> &str {
    let part = ["and ", "or ", "和", "或", "以及"]
        .iter()
        .find_map(|word| part.strip_prefix(word))
        .unwrap_or(part);
    part.trim_start_matches('[').trim_end_matches(']').trim()
}

/// A value, with its meaning in parentheses or without: `A`, `A（…）`
fn is_one_item(text: &str) -> bool {
    let value = text.split(['（', '(']).next().unwrap_or_default().trim();
    let end = text.find(['）', ')']).map_or(text.len(), |at| at);
    is_plain(value) && text[end..].chars().count() <= 1
}

/// Whether the line is the first of several items.
fn first_of_lines(line: &str, below: &str, ty: &TypeRef) -> bool {
    let next = below.lines().next().unwrap_or_default();
    let is_one_sentence = !line.trim_end_matches('。').contains('。');
    is_one_sentence && item(line, ty, Trust::Guessed).is_some() && is_item_of_its_own(next, ty)
}

/// Whether a line is an item with its meaning, and no remark such as `Note: …`.
fn is_item_of_its_own(line: &str, ty: &TypeRef) -> bool {
    let line = line.trim();
    !is_remark(line) && item(line, ty, Trust::Guessed).is_some()
}

fn is_remark(line: &str) -> bool {
    AFTER.is_match(line) || DEFAULT_REMARK.is_match(line)
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

/// `A、B等`: the line itself is open, not only what a value means.
fn is_open_end(line: &str) -> bool {
    line.trim_end_matches(['。', '；', ';', '.'])
        .ends_with(['等', '…'])
}

/// The values, when none stands twice.
fn distinct(values: Vec<KnownValue>) -> Vec<KnownValue> {
    let mut seen = HashSet::new();
    if values.iter().all(|value| seen.insert(&value.value)) {
        values
    } else {
        Vec::new()
    }
}
