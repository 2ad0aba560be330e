//! The default as a mark on one of several values: `0：关闭（默认）`, `` `asc` (default)``.

use serde_json::Value;

use crate::facts::statement::statements;
use crate::literal;
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// `（默认）`, `【默认值】`, `(default value)`, `(no, default)`
    MARK = r"(?i)[（(【\[]\s*(?:[^（()）\n]{1,20}[,，]\s*)?(?:(?:the )?default(?: value)?|默认值?|默认选项|缺省值?)\s*[)）】\]]";
    /// Where a value can start: at the start of a line, behind a separator, in a list of words with a colon before it.
    BOUNDARY = r"[\n。；;，,、：:（(/|]|\. | or |或";
    /// A value at its start, and what separates it from its meaning.
    HEAD = r#"^[-•*·\s]*[`"'“‘*]{0,3}(?P<value>-?\d+(?:\.\d+)?|\$?[A-Za-z][A-Za-z0-9_.+-]*)[`"'”’*]{0,3}\s*(?P<mark>$|[：:=]|[-–—]+|表示|代表|为|是|（|\(|\s|\p{Han})"#;
    /// What separates the items of a list from each other.
    ITEM_END = r"[\n；;]|(?:[。，,、/|]|\. )[ ]?(?P<next>(?:[`\x22'“]?(?:-?\d+|[A-Za-z_]+)[`\x22'”]?\s*(?:[：:=]|[-–—]|表示|代表|为|（|\(|$))|-?\d+[ ]?\p{Han})";
    /// Words before a list of values: `Values: ext4 (default) and xfs`
    LABEL = r"(?i)^(?:valid|values?|options?|types?|modes?|status|note)$";
}

/// What each mark says.
pub(super) fn find(doc: &str, ty: &TypeRef) -> Vec<Option<Value>> {
    if matches!(ty, TypeRef::List(_) | TypeRef::Named(_) | TypeRef::Binary) {
        return Vec::new();
    }
    statements(doc, &MARK)
        .iter()
        .map(|statement| {
            let mark = statement.phrase.get(0)?;
            let before = &doc[..mark.start()];
            let item = item(before);
            if item.trim().is_empty() {
                return following(&doc[mark.end()..], ty);
            }
            head(item, ty)
        })
        .collect()
}

/// From the start of the item that ends here.
fn item(before: &str) -> &str {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let line = &before[line..];
    let start = ITEM_END
        .captures_iter(line)
        .filter_map(|found| {
            found
                .name("next")
                .map(|next| next.start())
                .or_else(|| Some(found.get(0)?.end()))
        })
        .last()
        .unwrap_or(0);
    &line[start..]
}

/// The value that an item starts with, or its last word, when that carries the mark: `取值有：asc`, `Type: "big"`.
fn head(item: &str, ty: &TypeRef) -> Option<Value> {
    let item = item.trim_end();
    let last_start = BOUNDARY
        .find_iter(item)
        .last()
        .map_or(0, |found| found.end());
    let last = HEAD
        .captures(&item[last_start..])
        .filter(|last| last["mark"].is_empty());
    let is_quoted = item.ends_with(['"', '”', '`', '\'']);
    let first = HEAD
        .captures(item)
        .filter(|first| !is_quoted && !is_sentence(&first["mark"], ty))
        .filter(|first| !LABEL.is_match(&first["value"]));
    literal::read(&first.or(last)?["value"], ty)
}

/// A word with a space behind it starts a sentence; a number does not.
fn is_sentence(mark: &str, ty: &TypeRef) -> bool {
    *ty == TypeRef::String && mark.starts_with(' ')
}

/// `（默认）false - 否`
fn following(after: &str, ty: &TypeRef) -> Option<Value> {
    let found = HEAD.captures(after)?;
    literal::read(&found["value"], ty)
}
