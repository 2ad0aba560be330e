//! What people say of a member, and the same of what was found.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};
use tencentcloud_codegen::spec::Member;

/// The facts that are labelled: fields of a member in a spec.
pub(super) const FACTS: [&str; 10] = [
    "default",
    "min",
    "max",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
    "values",
    "nullable",
    "deprecated",
];

/// A line of `labels.jsonl`.
#[derive(Deserialize)]
pub(super) struct Label {
    /// Of the description: `zh` or `en`.
    pub(super) language: String,
    pub(super) service: String,
    pub(super) version: String,
    pub(super) object: String,
    pub(super) member: String,
    /// The first twelve digits of the SHA-256 of the description as the wheel has it.
    pub(super) hash: String,
    pub(super) half: Half,
    /// The facts that the description certainly states.
    #[serde(default)]
    pub(super) facts: Map<String, Value>,
    /// The facts that two readers could see in two ways: they do not count.
    #[serde(default)]
    pub(super) doubtful: Vec<String>,
}

/// Rules are developed against one half; the other one tells how good they are.
#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Half {
    Dev,
    Test,
}

impl Label {
    /// Where the member stands in the catalogue.
    pub(super) fn place(&self) -> String {
        format!(
            "{} {} {}.{}",
            self.service, self.version, self.object, self.member
        )
    }
}

/// All labels.
pub(super) fn read() -> Vec<Label> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("facts/labels.jsonl");
    let text = std::fs::read_to_string(path).expect("the labels are checked in");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is a label"))
        .collect()
}

/// What was found in the description of a member, in the form of the labels.
pub(super) fn facts_of(member: &Member) -> Map<String, Value> {
    let Ok(Value::Object(mut facts)) = serde_json::to_value(member) else {
        unreachable!("a member is an object in JSON");
    };
    if let Some(Value::Array(values)) = facts.get_mut("values") {
        for value in values {
            *value = value["value"].take();
        }
    }
    facts
}
