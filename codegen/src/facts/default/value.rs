//! A value behind a phrase such as `默认值：`.

use serde_json::Value;

use crate::facts::quantity;
use crate::literal;
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// A value in quotes, backticks or bold.
    QUOTED = r#"^[*]*(?:"([^"\n]+)"|“([^”\n]+)”|`([^`\n]+)`|'([^'\n]+)'|‘([^’\n]+)’|\*\*([^*\n]+)\*\*)[*]*"#;
    /// A value without quotes: one word of what values are made of, or a variable such as `${host}`.
    WORD = r"^[*]*((?:\$\{[A-Za-z_]+\}|[A-Za-z0-9_/+#@%:.-]*[A-Za-z0-9_/+#%]))[*]*";
    /// `是` and `否` after `是否…`
    YES_NO = r"^(是|否|Yes\b|No\b)";
    /// A day, a time of a day or both.
    TIME = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}\S*)?$";
    /// A word that is a code and no word of the language: `PREPAID`, `m3u8`, `OtherGroup`
    CODE = r"[0-9_./:+#@%$-]|^[A-Z]{2,}$|[a-z][A-Z]";
    /// Words for no value.
    NOTHING = r"(?i)^(?:空|无|null|nil|none|empty|unlimited|all|any|the|a|an|no|-+)$";
    /// What can follow a default: `默认0表示不加密`, `default: 20 if left blank`, `0 (no)`
    EXPLAINED = r"(?i)^[ \t]*(?:表示|代表|即|，|if (?:it is )?(?:left (?:empty|blank)|not (?:specified|set|filled|passed))|when not (?:specified|set)|- )";
}

/// Reads the value at the start of a text, when nothing but its meaning follows in the clause.
pub(super) fn read(rest: &str, doc: &str, ty: &TypeRef, is_chinese: bool) -> Option<Value> {
    match ty {
        TypeRef::Integer | TypeRef::Unsigned | TypeRef::Float => number(rest, doc, ty),
        TypeRef::Boolean => boolean(rest, doc),
        TypeRef::List(_) | TypeRef::Named(_) => json(rest, ty),
        TypeRef::Binary => None,
        TypeRef::String | TypeRef::Timestamp | TypeRef::Datetime | TypeRef::Date => {
            if let Some((text, rest)) = quoted(rest) {
                return ends(rest).then(|| text_value(text, ty)).flatten();
            }
            let word = WORD.captures(rest)?;
            let after = &rest[word[0].len()..];
            let is_word_of_language = !CODE.is_match(&word[1]) && !is_listed(&word[1], doc);
            if !ends(after) || NOTHING.is_match(&word[1]) || (!is_chinese && is_word_of_language) {
                return None;
            }
            text_value(&word[1], ty)
        }
    }
}

/// A value that a phrase already delimits.
pub(super) fn read_whole(text: &str, doc: &str, ty: &TypeRef) -> Option<Value> {
    let word = literal::unquoted(text);
    let is_text = *ty == TypeRef::String;
    if is_text && word == text && !CODE.is_match(word) && !is_listed(word, doc) {
        return None;
    }
    match ty {
        TypeRef::Integer | TypeRef::Unsigned | TypeRef::Float => {
            literal::read(&word.replace(',', ""), ty)
        }
        _ => literal::read(word, ty),
    }
}

fn number(rest: &str, doc: &str, ty: &TypeRef) -> Option<Value> {
    let quoted = quoted(rest).and_then(|(text, rest)| Some((literal::read(text, ty)?, rest)));
    let (value, rest) = quoted.or_else(|| {
        let (number, rest) = quantity::read(rest, doc, ty)?;
        Some((Value::Number(number), rest))
    })?;
    ends(rest).then_some(value)
}

fn boolean(rest: &str, doc: &str) -> Option<Value> {
    let (word, after) = quoted(rest).or_else(|| {
        let found = WORD.captures(rest).or_else(|| YES_NO.captures(rest))?;
        Some((found.get(1)?.as_str(), &rest[found[0].len()..]))
    })?;
    if !ends(after) {
        return None;
    }
    match word {
        "是" | "否" if doc.contains("是否") => Some(Value::Bool(word == "是")),
        "Yes" | "No" if doc.contains("Whether") => Some(Value::Bool(word == "Yes")),
        _ => literal::read(word, &TypeRef::Boolean),
    }
}

/// A list or object that fills the rest of its line.
fn json(rest: &str, ty: &TypeRef) -> Option<Value> {
    let line = rest.lines().next()?;
    literal::read(line.trim_end_matches(['。', '.', ' ']), ty)
}

fn text_value(text: &str, ty: &TypeRef) -> Option<Value> {
    let is_time = !matches!(ty, TypeRef::String);
    if is_time && !TIME.is_match(text) {
        return None;
    }
    (!text.trim().is_empty()).then(|| Value::from(text.trim()))
}

fn ends(text: &str) -> bool {
    quantity::ends(text) || EXPLAINED.is_match(text)
}

fn quoted(rest: &str) -> Option<(&str, &str)> {
    let found = QUOTED.captures(rest)?;
    let text = found.iter().skip(1).flatten().next()?;
    Some((text.as_str(), &rest[found[0].len()..]))
}

/// Whether a word stands in the description more than once: as a value, and as the default.
fn is_listed(word: &str, doc: &str) -> bool {
    doc.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|other| *other == word)
        .count()
        > 1
}
