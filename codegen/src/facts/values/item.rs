//! One documented value and what it means: `A：…`, `A（…）`, `0-关闭`.

use crate::literal;
use crate::pattern::patterns;
use crate::spec::{KnownValue, TypeRef};

/// Bullets, and marks such as `（默认）` in front of a value.
macro_rules! lead {
    () => {
        r"^(?:[•*·]|[-–][ ])?[ ]*(?:[（(【\[]{1,2}(?i:默认值?|default|disused|推荐)[)）】\]]{1,2}[*]*[ ]?)?"
    };
}

/// A value of letters: an identifier, a version, a file type, a MIME type, a variable.
macro_rules! word {
    () => {
        r"\$?(?:[A-Za-z_]|\d+[A-Za-z_.])[A-Za-z0-9_.+%]*(?:[-:][A-Za-z0-9_.+]+)*"
    };
}

patterns! {
    /// A number and what it means: `0：关闭`, `0（默认）：关闭`, `0-关闭`, `0 关闭`, `0关闭`, `0 - off`, `0 表示关闭`
    NUMBER = concat!(lead!(), r#"[`"'“*]{0,3}(?P<value>-?\d+)[`"'”*]{0,3}[ ]*(?:[（(](?P<note>[^（()）]*)[)）])?[ ]*(?:(?:[：:=]|[-–—>]+|[,，]?(?:代表|表示|对应)|[,，]|为|是|(?i:indicates|means|represents|\bis)[ ])[ ]*(?P<doc>\S.*)|(?P<glued>[\p{Han}（(].*)|[ ](?P<words>[A-Za-z].*))?$"#);
    /// A word and what it means: `A：…`, `A - …`, `A（…）`, `A，…`, `A 表示…`, `"A"="…"`
    WORD = concat!(lead!(), r#"-?[`"'“‘*]{0,3}(?P<value>"#, word!(), r#")[`"'”’*]{0,3}[ ]*(?:[（(](?P<note>[^（()）]*)[)）])?[ ]*(?:(?:[：:=]|[ ][-–—]+[ ]|—+|[-=]>|[,，]?(?:代表|表示|对应)|为|(?i:indicates|means|represents|refers to|stands for)[ ])[ ]*(?P<doc>\S.*)|[-–—，,][ ]*(?P<glued>\p{Han}.*)|[ ](?P<words>\p{Han}.*))?$"#);
    /// Any text in quotes: `">="`, `"AB CD"`
    QUOTED = concat!(lead!(), r#"["“](?P<value>[^"“”]{1,40})["”][ ]*(?:[：:=-][ ]*(?P<doc>\S.*)|[（(](?P<note>[^（()）]*)[)）])?$"#);
    /// An operator: `>=：大于等于`
    OPERATOR = r"^(?P<value>[<>=!]{1,2})[ ]*(?:[：:][ ]*(?P<doc>\S.*))?$";
    /// A range of numbers is no value: `1-100`; in `-0` the hyphen is a bullet; `16:9`, `12:30`
    RANGE = r"^-?\d+[ ]*[-~～][ ]*\d|^\d+[+＋]|^-0|^\d+:\d";
    /// A number with a unit or a counter is none: `4层加速`, `3次`, `5 minutes`
    COUNTED = r"(?i)^(?:个|条|项|次|台|人|行|层|倍|位|核|秒|分|小时|天|日|月|年|周|种|类|级|张|路|元|点|以|到|至|和|或|号|时|个|to\b|and\b|or\b|of\b|integers?|digits?|GB|MB|TB|KB|px|day|hour|minute|second|month|year|character|byte|times?\b)";
    /// Words that stand before a colon and are no values.
    LABEL = r"(?i)^(?:note|notes|example|e\.g|unit|format|type|value|values|maximum|minimum|max|min|range|required|description|see|p\.s\.?|ps|for|if|the|this|length|options?|parameter|name|usage|limit|remarks?|tips?|warning|important|such|url|json|key)$";
}

/// How sure the surroundings make us that a text is a list of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A phrase such as `取值范围：` introduces it.
    Introduced,
    /// Nothing but its own form tells.
    Guessed,
}

/// Reads one value and what it means.
pub(super) fn item(text: &str, ty: &TypeRef, trust: Trust) -> Option<KnownValue> {
    let untrimmed = text;
    let text = trimmed(text);
    if starts_in_chinese(text) || RANGE.is_match(text) {
        return None;
    }
    let is_number = matches!(
        ty.item().unwrap_or(ty),
        TypeRef::Integer | TypeRef::Unsigned
    );
    let found = if is_number {
        NUMBER.captures(text)?
    } else {
        [&*NUMBER, &*WORD, &*QUOTED, &*OPERATOR]
            .iter()
            .find_map(|form| form.captures(text))?
    };
    let part = |name| {
        found
            .name(name)
            .map_or("", |part: regex::Match<'_>| part.as_str().trim())
    };
    let value = part("value");
    let glued = [part("glued"), part("words")];
    let is_address = part("doc").starts_with("//");
    // `NAME` and what follows `取值：` can be a value all the same.
    let is_label = LABEL.is_match(value)
        && trust == Trust::Guessed
        && value.contains(|c: char| c.is_ascii_lowercase());
    if is_address || is_label || glued.iter().any(|words| COUNTED.is_match(words)) {
        return None;
    }
    let doc = [part("doc"), glued[0], glued[1], part("note")]
        .into_iter()
        .find(|doc| !doc.is_empty())
        .unwrap_or("");
    // `B 图片的地址。` is a sentence that starts with a letter.
    let is_sentence = !is_number
        && !part("words").is_empty()
        && (words_are_sentence(part("words")) || untrimmed.trim_end().ends_with('。'));
    if trust == Trust::Guessed && (doc.is_empty() || is_sentence) {
        return None;
    }
    Some(KnownValue {
        value: literal::read_item(value, ty)?,
        doc: trimmed(doc).to_owned(),
    })
}

/// Whether a text starts with a Chinese word. No value does, nor what stands before one, but most sentences do: seeing that
/// is quicker than trying each form.
pub(super) fn starts_in_chinese(text: &str) -> bool {
    text.starts_with(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

fn words_are_sentence(words: &str) -> bool {
    words.chars().count() > 12 || words.contains(['，', ',', '。', ' '])
}

/// Whether a text is a value and nothing else.
pub(super) fn is_plain(text: &str) -> bool {
    let text = text.trim_matches(['`', '"', '\'', '“', '”']);
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | '%' | '$'))
}

/// Without the marks that end an item, and without a parenthesis that was opened before it.
fn trimmed(text: &str) -> &str {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '。' | '；' | ';' | '.' | '，' | ',' | '、');
    let text = text.trim().trim_end_matches(is_end);
    match text.strip_suffix(['）', ')']) {
        Some(inner) if !inner.contains(['（', '(']) => inner.trim_end_matches(is_end),
        _ => text,
    }
}
