//! Documented values as JSON: `['ins-1', "ins-2"]`, `True`, `20`, `{"A": 1}`.
//!
//! Pages write values by hand, as JSON, as Python or bare. What is not certainly a value of the type is no value.

mod parser;

use serde_json::{Map, Number, Value};

use self::parser::Node;
use crate::spec::TypeRef;

/// Words that say that there is no value.
const NOTHING: &[&str] = &[
    "", "无", "暂无", "空", "-", "--", "none", "null", "nil", "n/a",
];

/// Pairs of quotes around a value.
const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('‘', '’'),
    ('”', '”'),
];

/// Reads a value of a type.
pub(crate) fn read(text: &str, ty: &TypeRef) -> Option<Value> {
    let text = text.trim();
    if NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return None;
    }
    match ty {
        TypeRef::List(_) | TypeRef::Named(_) => convert(parser::parse(text)?, ty),
        _ => scalar(unquoted(text), ty),
    }
}

/// A value of a list's items, or of the type itself.
pub(crate) fn read_item(text: &str, ty: &TypeRef) -> Option<Value> {
    read(text, ty.item().unwrap_or(ty))
}

/// Without the quotes around it.
pub(crate) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    QUOTES
        .iter()
        .find_map(|(open, close)| {
            let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
            (!inner.contains([*open, *close])).then_some(inner)
        })
        .unwrap_or(text)
}

fn scalar(text: &str, ty: &TypeRef) -> Option<Value> {
    match ty {
        TypeRef::Integer => integer(text),
        TypeRef::Unsigned => text.parse::<u64>().ok().map(Value::from),
        TypeRef::Float => float(text),
        TypeRef::Boolean => boolean(text),
        TypeRef::String
        | TypeRef::Timestamp
        | TypeRef::Datetime
        | TypeRef::Date
        | TypeRef::Binary => Some(Value::from(text)),
        TypeRef::Named(_) | TypeRef::List(_) => None,
    }
}

fn integer(text: &str) -> Option<Value> {
    text.parse::<i64>()
        .map(Value::from)
        .or_else(|_| text.parse::<u64>().map(Value::from))
        .ok()
}

fn float(text: &str) -> Option<Value> {
    let is_number =
        text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && !text.ends_with('.');
    let number = text.parse::<f64>().ok().filter(|_| is_number)?;
    Number::from_f64(number).map(Value::Number)
}

fn boolean(text: &str) -> Option<Value> {
    [("true", true), ("false", false)]
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text))
        .map(|&(_, value)| Value::Bool(value))
}

fn convert(node: Node, ty: &TypeRef) -> Option<Value> {
    match (node, ty) {
        (Node::List(nodes), TypeRef::List(item)) => nodes
            .into_iter()
            .map(|node| convert(node, item))
            .collect::<Option<Vec<_>>>()
            .map(Value::Array),
        (node @ Node::Object(_), TypeRef::Named(_)) => Some(untyped(node)),
        // A bare `None` is no value of any scalar; a quoted one is text.
        (Node::Word(text), _) if NOTHING.iter().any(|word| word.eq_ignore_ascii_case(&text)) => {
            None
        }
        (Node::Word(text) | Node::Text(text), ty) => scalar(&text, ty),
        _ => None,
    }
}

/// A value inside a data type that the page does not describe.
fn untyped(node: Node) -> Value {
    match node {
        Node::Text(text) => Value::from(text),
        Node::Word(text) => word(&text),
        Node::List(nodes) => Value::Array(nodes.into_iter().map(untyped).collect()),
        Node::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, node)| (name, untyped(node)))
                .collect::<Map<_, _>>(),
        ),
    }
}

fn word(text: &str) -> Value {
    if matches!(text, "null" | "None") {
        return Value::Null;
    }
    let number = || serde_json::from_str::<Number>(text).ok().map(Value::Number);
    boolean(text)
        .or_else(number)
        .unwrap_or_else(|| Value::from(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_values_of_a_type() {
        let cases = [
            (
                "['disk-1', \"disk-2\"]",
                "list<string>",
                json!(["disk-1", "disk-2"]),
            ),
            (
                "[disk-1, disk-2]",
                "list<string>",
                json!(["disk-1", "disk-2"]),
            ),
            ("[“a”，“b”]", "list<string>", json!(["a", "b"])),
            ("[\"a\",]", "list<string>", json!(["a"])),
            ("[]", "list<string>", json!([])),
            ("[1, \"2\"]", "list<integer>", json!([1, 2])),
            ("[1, 2]", "list<string>", json!(["1", "2"])),
            ("[[1], [2]]", "list<list<integer>>", json!([[1], [2]])),
            (
                "{'Name': 'zone', 'Values': ['a'], 'On': True}",
                "Filter",
                json!({"Name": "zone", "Values": ["a"], "On": true}),
            ),
            (
                "[{\"A\": 1.5, \"B\": null}]",
                "list<Tag>",
                json!([{"A": 1.5, "B": null}]),
            ),
            ("True", "boolean", json!(true)),
            ("\"FALSE\"", "boolean", json!(false)),
            ("-20", "integer", json!(-20)),
            ("18446744073709551615", "unsigned", json!(u64::MAX)),
            ("`7`", "integer", json!(7)),
            ("1", "float", json!(1.0)),
            ("0.25", "float", json!(0.25)),
            ("disk-1", "string", json!("disk-1")),
            ("'disk-1'", "string", json!("disk-1")),
            ("\"a\" or \"b\"", "string", json!("\"a\" or \"b\"")),
            ("{\"A\": 1}", "string", json!("{\"A\": 1}")),
            (
                "2020-01-01 00:00:00",
                "datetime",
                json!("2020-01-01 00:00:00"),
            ),
        ];
        for (text, ty, expected) in cases {
            assert_eq!(
                read(text, &ty.parse().unwrap()),
                Some(expected),
                "{text} as {ty}"
            );
        }
    }

    #[test]
    fn what_is_not_certain_is_no_value() {
        let cases = [
            ("无", "string"),
            ("-", "integer"),
            ("none", "list<string>"),
            ("20 GB", "integer"),
            ("1.5", "integer"),
            ("-1", "unsigned"),
            ("nan", "float"),
            ("inf", "float"),
            ("1", "boolean"),
            ("disk-1", "list<string>"),
            ("['a'", "list<string>"),
            ("['a'] or ['b']", "list<string>"),
            ("[\"a\"]", "list<integer>"),
            ("[1]", "Filter"),
            ("{\"A\": 1}", "list<Filter>"),
            ("[None]", "list<string>"),
        ];
        for (text, ty) in cases {
            assert_eq!(read(text, &ty.parse().unwrap()), None, "{text} as {ty}");
        }
    }
}
