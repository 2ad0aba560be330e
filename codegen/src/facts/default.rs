//! `默认值：20`, `It defaults to 20.`

use serde_json::Value;

use super::quantity;
use super::statement::{Statement, statements};
use crate::literal;
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// `默认值：20`, `默认为20`, `默认取值为20`, `默认是20`, `缺省值：20`, `默认20`
    ZH = r"(?:默认|缺省)(?:取值|值|数值)?[ \t]*(?P<copula>(?:取值)?(?:为|是|：|:|设为|设置为|等于)[：:]?)?[ \t]*";
    /// `Default value: 20`, `The default value is 20`, `it defaults to 20`, `(default: 20)`
    EN = r"(?i)\bdefaults?(?: value)?[ \t]*(?P<copula>is|to|:|：|=)(?: set to)?[ \t]*";
    /// `The value is 20 by default.`
    EN_AFTER = r"(?i)\b(?:is|to)[ \t]+(?P<value>[`\x22']?[A-Za-z0-9_.-]+[`\x22']?)[ \t]+by default";
    /// A value in quotes, backticks or bold.
    QUOTED = r#"^[*]*(?:"([^"\n]+)"|“([^”\n]+)”|`([^`\n]+)`|'([^'\n]+)'|‘([^’\n]+)’|\*\*([^*\n]+)\*\*)[*]*"#;
    /// A value without quotes: one word of what values are made of.
    WORD = r"^[*]*([A-Za-z0-9_/+#@%:.-]*[A-Za-z0-9_/+#%])[*]*";
    /// `是` and `否` after `是否…`
    YES_NO = r"^(是|否|Yes\b|No\b)";
    /// A day, a time of a day or both.
    TIME = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}\S*)?$";
    /// A word that is a code and no word of the language: `PREPAID`, `m3u8`, `OtherGroup`
    CODE = r"[0-9_./:+#@%-]|^[A-Z]{2,}$|[a-z][A-Z]";
    /// Words for no value.
    NOTHING = r"(?i)^(?:空|无|null|nil|none|empty|unlimited|all|any|the|a|an|no)$";
}

/// The default, when all statements of one agree and hold always.
pub(super) fn find(doc: &str, ty: &TypeRef) -> Option<Value> {
    let mut default = None;
    for stated in all(doc, ty) {
        match (stated, &default) {
            (None, _) => return None,
            (Some(value), Some(known)) if value != *known => return None,
            (value, _) => default = value,
        }
    }
    default
}

/// What each statement says; `None` for one that says something else than a value that always holds.
fn all(doc: &str, ty: &TypeRef) -> Vec<Option<Value>> {
    let mut stated = Vec::new();
    for statement in statements(doc, &ZH) {
        let has_copula = statement.phrase.name("copula").is_some();
        let value = value(&statement, doc, ty, true);
        // 默认安全组 is a noun, 默认关闭 says no value: only a copula makes it a statement of one.
        if has_copula || value.is_some() {
            stated.push(value.filter(|_| statement.is_certain()));
        }
    }
    for statement in statements(doc, &EN) {
        stated.push(value(&statement, doc, ty, false).filter(|_| statement.is_certain()));
    }
    for statement in statements(doc, &EN_AFTER) {
        let text = statement
            .phrase
            .name("value")
            .map_or("", |value| value.as_str());
        let value = read_whole(text, doc, ty);
        stated.push(value.filter(|_| !statement.is_conditional()));
    }
    stated
}

fn value(statement: &Statement<'_>, doc: &str, ty: &TypeRef, is_chinese: bool) -> Option<Value> {
    let rest = statement.rest;
    match ty {
        TypeRef::Integer | TypeRef::Unsigned | TypeRef::Float => {
            let quoted =
                quoted(rest).and_then(|(text, rest)| Some((literal::read(text, ty)?, rest)));
            let (value, rest) = quoted.or_else(|| {
                let (number, rest) = quantity::read(rest, doc, ty)?;
                Some((Value::Number(number), rest))
            })?;
            quantity::ends(rest).then_some(value)
        }
        TypeRef::Boolean => boolean(rest, doc),
        TypeRef::List(_) | TypeRef::Named(_) => json(rest, ty),
        TypeRef::Binary => None,
        TypeRef::String | TypeRef::Timestamp | TypeRef::Datetime | TypeRef::Date => {
            if let Some((text, rest)) = quoted(rest) {
                return quantity::ends(rest).then(|| text_value(text, ty)).flatten();
            }
            let word = WORD.captures(rest)?;
            let after = &rest[word[0].len()..];
            let is_word_of_language = !CODE.is_match(&word[1]) && !is_listed(&word[1], doc);
            if !quantity::ends(after)
                || NOTHING.is_match(&word[1])
                || (!is_chinese && is_word_of_language)
            {
                return None;
            }
            text_value(&word[1], ty)
        }
    }
}

/// A value that a phrase already delimits.
fn read_whole(text: &str, doc: &str, ty: &TypeRef) -> Option<Value> {
    let word = literal::unquoted(text);
    let is_text = *ty == TypeRef::String;
    if is_text && word == text && !CODE.is_match(word) && !is_listed(word, doc) {
        return None;
    }
    literal::read(word, ty)
}

fn boolean(rest: &str, doc: &str) -> Option<Value> {
    let (word, after) = quoted(rest).or_else(|| {
        let found = WORD.captures(rest).or_else(|| YES_NO.captures(rest))?;
        Some((found.get(1)?.as_str(), &rest[found[0].len()..]))
    })?;
    if !quantity::ends(after) {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn finds_what_is_stated() {
        let cases = [
            ("页大小。默认值：20", "integer", json!(20)),
            ("页大小，默认为20，最大值为100", "integer", json!(20)),
            ("偏移量默认为0", "integer", json!(0)),
            ("偏移量，默认0", "integer", json!(0)),
            ("页大小（默认10）", "integer", json!(10)),
            ("页大小，默认取值为`20`。", "integer", json!(20)),
            ("页大小，默认是10条", "integer", json!(10)),
            ("个数，不传则默认为1。", "integer", json!(1)),
            ("个数。若不指定该参数，默认为1。", "integer", json!(1)),
            ("端口。默认值：**80**，表示网页。", "integer", json!(80)),
            ("时长，单位：秒，默认值为60s", "integer", json!(60)),
            ("时长（秒），默认60秒。", "integer", json!(60)),
            ("比例。缺省值：0.5", "float", json!(0.5)),
            ("默认值：false", "boolean", json!(false)),
            ("默认为 FALSE（不加密）。", "boolean", json!(false)),
            ("是否加密，默认为否", "boolean", json!(false)),
            (
                "盘的名称。不传则默认为“无名盘”。",
                "string",
                json!("无名盘"),
            ),
            ("顺序，默认 desc", "string", json!("desc")),
            ("顺序。默认取值\"asc\"", "string", json!("asc")),
            ("时间，默认为2020-01-01。", "date", json!("2020-01-01")),
            ("标签。默认值：[]", "list<string>", json!([])),
            (
                "Number of disks. Default value: 20. Maximum value: 100",
                "integer",
                json!(20),
            ),
            (
                "Page size. It defaults to 20. The maximum is 100.",
                "integer",
                json!(20),
            ),
            (
                "Page size. The default value is 20 and the maximum value is 100.",
                "integer",
                json!(20),
            ),
            ("Page size (default: 10)", "integer", json!(10)),
            (
                "Size. If not specified, the default value is 1.",
                "integer",
                json!(1),
            ),
            ("Whether to encrypt. Default: No.", "boolean", json!(false)),
            (
                "Whether to encrypt. It is `false` by default.",
                "boolean",
                json!(false),
            ),
            (
                "Timeout in seconds. Default value: 30 seconds.",
                "integer",
                json!(30),
            ),
            (
                "Order. Valid values: asc, desc. Default value: desc",
                "string",
                json!("desc"),
            ),
            (
                "Charge type. Default value: POSTPAID.",
                "string",
                json!("POSTPAID"),
            ),
            ("Format. Default value: `mp4`.", "string", json!("mp4")),
        ];
        for (text, ty, expected) in cases {
            assert_eq!(find(text, &ty.parse().unwrap()), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_no_default() {
        let cases = [
            ("默认安全组的标识。", "string"),
            ("默认为空", "string"),
            ("默认为当前时间。", "string"),
            ("默认为关闭", "boolean"),
            ("默认不加密", "boolean"),
            ("当类型为A时，默认为20", "integer"),
            ("甲型默认值为900，乙型默认值为300", "integer"),
            ("类型。甲型默认值为900。", "integer"),
            ("时长。默认5分钟", "integer"),
            ("时长，单位：秒。默认5分钟", "integer"),
            ("大小，默认为1,000", "integer"),
            ("默认为1或2", "integer"),
            ("默认为1.5", "integer"),
            ("页大小，默认20。若为大盘，默认为50。", "integer"),
            ("Default value: the current time.", "string"),
            ("Default value: None.", "string"),
            ("Default value: all regions.", "string"),
            ("If the disk is large, the default value is 20.", "integer"),
            ("The default is 20 for large disks.", "integer"),
            ("The default project", "integer"),
            ("It is enabled by default.", "string"),
            ("默认值：disk-1", "list<string>"),
        ];
        for (text, ty) in cases {
            assert_eq!(find(text, &ty.parse().unwrap()), None, "{text}");
        }
        let repeated = |times| find(&"默认值：1。".repeat(times), &TypeRef::Integer);
        assert_eq!(
            (repeated(32), repeated(33)),
            (Some(Value::from(1)), None),
            "too many to be about one value"
        );
    }
}
