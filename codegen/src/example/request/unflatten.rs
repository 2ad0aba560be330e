//! `InstanceIds.0=a&Placement.Zone=z` as `{"InstanceIds": ["a"], "Placement": {"Zone": "z"}}`.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::Types;
use crate::diagnostic::shortened;
use crate::literal;
use crate::names;
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// `Filters.0.Name=zone`, but not the `MIIEjTCC==` of a key
    PARAMETER = r"^[A-Za-z_][A-Za-z0-9_.]*=[^=]";
}

/// How deep parameters can be nested.
const DEPTH: usize = 32;

/// Parameters of every request.
const COMMON: &[&str] = &[
    "Action",
    "Version",
    "Region",
    "Timestamp",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Token",
    "Language",
    "RequestClient",
];

/// Members in the order of the page.
type Members = IndexMap<String, Tree>;

/// A value that is still being put together.
#[derive(Debug)]
enum Tree {
    Leaf(String),
    Object(Members),
    List(BTreeMap<u32, Tree>),
}

/// Reads the parameters of a URL that can be broken into lines.
pub(super) fn read(parameters: &str, types: &Types<'_>) -> Result<Value, String> {
    let mut root = Members::new();
    for parameter in split(parameters) {
        let (path, value) = parameter
            .split_once('=')
            .ok_or_else(|| format!("{} has no `=`", shortened(&parameter)))?;
        let names: Vec<&str> = path.trim().split('.').collect();
        if names.len() > DEPTH {
            return Err(format!("{} is nested too deeply", shortened(path)));
        }
        if types.get(names[0]).is_none() && COMMON.contains(&names[0]) {
            continue;
        }
        insert(&mut root, &names, decoded(value.trim()))
            .ok_or_else(|| format!("{} does not go with the other parameters", shortened(path)))?;
    }
    let members = root.into_iter().map(|(name, tree)| {
        let ty = types.get(&name);
        (name, value(tree, ty))
    });
    Ok(Value::Object(members.collect()))
}

/// The parameters, `A=1`, without the placeholder for the common ones (`<公共请求参数>`, at times as a link).
///
/// A line goes on with the value of the one before, such as a key, unless it starts a parameter.
fn split(parameters: &str) -> Vec<String> {
    let mut split: Vec<String> = Vec::new();
    for parameter in parameters.split('&').map(str::trim) {
        if parameter.trim_start_matches('[').starts_with(['<', '＜']) {
            continue;
        }
        for (at, line) in parameter.lines().map(str::trim).enumerate() {
            match split.last_mut() {
                Some(last) if at > 0 && !PARAMETER.is_match(line) => last.extend(["\n", line]),
                _ => split.push(line.to_owned()),
            }
        }
    }
    split.retain(|parameter| !parameter.is_empty());
    split
}

fn insert(object: &mut Members, names: &[&str], leaf: String) -> Option<()> {
    let (name, rest) = names.split_first()?;
    if !names::is_identifier(name) {
        return None;
    }
    if let Some(tree) = object.get_mut(*name) {
        return insert_below(tree, rest, leaf);
    }
    object.insert((*name).to_owned(), new(rest, leaf)?);
    Some(())
}

fn insert_below(tree: &mut Tree, names: &[&str], leaf: String) -> Option<()> {
    match (tree, names.split_first()?) {
        (Tree::List(items), (index, rest)) => {
            let index = index.parse().ok()?;
            if let Some(item) = items.get_mut(&index) {
                return insert_below(item, rest, leaf);
            }
            items.insert(index, new(rest, leaf)?);
            Some(())
        }
        (Tree::Object(members), _) => insert(members, names, leaf),
        (Tree::Leaf(_), _) => None,
    }
}

fn new(names: &[&str], leaf: String) -> Option<Tree> {
    match names.split_first() {
        None => Some(Tree::Leaf(leaf)),
        Some((name, rest)) => {
            if let Ok(index) = name.parse() {
                return Some(Tree::List([(index, new(rest, leaf)?)].into()));
            }
            let mut members = Members::new();
            insert(&mut members, names, leaf)?;
            Some(Tree::Object(members))
        }
    }
}

/// The value of a type, where one is known and the text is one of its values; else text.
fn value(tree: Tree, ty: Option<&TypeRef>) -> Value {
    match tree {
        Tree::Leaf(text) => {
            let typed = ty
                .filter(|ty| **ty != TypeRef::String)
                .and_then(|ty| literal::read(&text, ty));
            typed.unwrap_or_else(|| Value::from(text))
        }
        Tree::List(items) => {
            let item = ty.and_then(TypeRef::item);
            Value::Array(items.into_values().map(|tree| value(tree, item)).collect())
        }
        Tree::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, tree)| (name, value(tree, None)))
                .collect(),
        ),
    }
}

/// Without percent encoding, if it is one.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let hex = after
            .get(..2)
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = byte.map_or(after, |_| &after[2..]);
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spec::Member;

    #[test]
    fn parameters_become_members_of_their_types() {
        let member = |name: &str, ty: &str| Member::new(name, ty.parse().unwrap());
        let members = [
            member("Count", "integer"),
            member("On", "boolean"),
            member("Sizes", "list<integer>"),
            member("Region", "string"),
        ];
        let cases = [
            (
                "Action=X\n&Version=1\n&Count=2\n&On=true\n&<公共请求参数>",
                json!({"Count": 2, "On": true}),
            ),
            ("Sizes.1=20&Sizes.0=10", json!({"Sizes": [10, 20]})),
            ("Region=ap-tokyo", json!({"Region": "ap-tokyo"})),
            ("Count=many", json!({"Count": "many"})),
            (
                "Place.Zone=a&Place.Hosts.0=b&Tags.0.Key=k",
                json!({"Place": {"Zone": "a", "Hosts": ["b"]}, "Tags": [{"Key": "k"}]}),
            ),
            (
                "Url=a%2Fb%zz&Name=%E7%9B%98",
                json!({"Url": "a/b%zz", "Name": "盘"}),
            ),
            (
                "Key=one\ntwo==\n&Name=a=b",
                json!({"Key": "one\ntwo==", "Name": "a=b"}),
            ),
            ("Count=1\nName=a", json!({"Count": 1, "Name": "a"})),
            (
                "[<Common request parameters>](https://example.com)",
                json!({}),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, &Types::of(&members)), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn parameters_that_contradict_each_other_are_an_error() {
        for text in [
            "Disks=1&Disks.0=2",
            "Disks.0=1&Disks.Size=2",
            "Disks",
            "磁盘=1",
        ] {
            assert!(read(text, &Types::of(&[])).is_err(), "{text:?}");
        }
    }
}
