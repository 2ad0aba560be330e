//! Each rule in each position: two specs between which there is that change.

use std::path::Path;

use tencentcloud_codegen::diff::Changes;
use tencentcloud_codegen::spec::Spec;

/// A change of this rule, in this position.
pub(crate) struct Case {
    pub(crate) rule: &'static str,
    /// Where it is, in a few words.
    pub(crate) position: String,
    pub(crate) old: Vec<Spec>,
    pub(crate) new: Vec<Spec>,
    /// Why no compiler sees that it breaks.
    pub(crate) silent: Option<&'static str>,
}

impl Case {
    pub(crate) fn changes(&self) -> Changes {
        Changes::between(&self.old, &self.new).unwrap()
    }

    pub(crate) fn name(&self) -> String {
        format!("{}, {}", self.rule, self.position)
    }
}

/// Where members can be.
pub(crate) const POSITIONS: [&str; 5] = [
    "request",
    "response",
    "type in requests",
    "type in responses",
    "type in both",
];

/// A member rule: what it is called, then the members before and after.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("member-added", "", r#"{ "name": "M", "type": "string" }"#),
    (
        "required-member-added",
        "",
        r#"{ "name": "M", "type": "string", "required": true }"#,
    ),
    ("member-removed", r#"{ "name": "M", "type": "string" }"#, ""),
    (
        "member-removed",
        r#"{ "name": "M", "type": "Other", "required": true }"#,
        "",
    ),
    (
        "member-became-required",
        r#"{ "name": "M", "type": "list<string>" }"#,
        r#"{ "name": "M", "type": "list<string>", "required": true }"#,
    ),
    (
        "member-became-optional",
        r#"{ "name": "M", "type": "boolean", "required": true }"#,
        r#"{ "name": "M", "type": "boolean" }"#,
    ),
    (
        "member-became-nullable",
        r#"{ "name": "M", "type": "string" }"#,
        r#"{ "name": "M", "type": "string", "nullable": true }"#,
    ),
    (
        "member-became-non-nullable",
        r#"{ "name": "M", "type": "string", "nullable": true }"#,
        r#"{ "name": "M", "type": "string" }"#,
    ),
    (
        "type-changed",
        r#"{ "name": "M", "type": "string" }"#,
        r#"{ "name": "M", "type": "list<string>" }"#,
    ),
    (
        "type-changed",
        r#"{ "name": "M", "type": "integer", "required": true, "default": 1 }"#,
        r#"{ "name": "M", "type": "string", "required": true, "default": "1" }"#,
    ),
    (
        "type-changed",
        r#"{ "name": "M", "type": "Other" }"#,
        r#"{ "name": "M", "type": "Different" }"#,
    ),
    (
        "type-widened",
        r#"{ "name": "M", "type": "unsigned" }"#,
        r#"{ "name": "M", "type": "integer" }"#,
    ),
    (
        "type-narrowed",
        r#"{ "name": "M", "type": "float" }"#,
        r#"{ "name": "M", "type": "integer" }"#,
    ),
    (
        "type-renamed",
        r#"{ "name": "M", "type": "Other" }"#,
        r#"{ "name": "M", "type": "Twin" }"#,
    ),
    (
        "format-changed",
        r#"{ "name": "M", "type": "string" }"#,
        r#"{ "name": "M", "type": "timestamp" }"#,
    ),
    (
        "format-changed",
        r#"{ "name": "M", "type": "string" }"#,
        r#"{ "name": "M", "type": "binary" }"#,
    ),
    (
        "default-added",
        r#"{ "name": "M", "type": "integer" }"#,
        r#"{ "name": "M", "type": "integer", "default": 1 }"#,
    ),
    (
        "default-changed",
        r#"{ "name": "M", "type": "string", "default": "a" }"#,
        r#"{ "name": "M", "type": "string", "default": "b" }"#,
    ),
    (
        "default-removed",
        r#"{ "name": "M", "type": "float", "default": 1.5 }"#,
        r#"{ "name": "M", "type": "float" }"#,
    ),
    (
        "limit-tightened",
        r#"{ "name": "M", "type": "integer", "max": 10 }"#,
        r#"{ "name": "M", "type": "integer", "max": 5 }"#,
    ),
    (
        "limit-loosened",
        r#"{ "name": "M", "type": "string", "min_length": 1, "max_length": 60 }"#,
        r#"{ "name": "M", "type": "string", "min_length": 1, "max_length": 128 }"#,
    ),
    (
        "value-added",
        r#"{ "name": "M", "type": "string", "values": [{ "value": "A" }] }"#,
        r#"{ "name": "M", "type": "string", "values": [{ "value": "A" }, { "value": "B" }] }"#,
    ),
    (
        "value-removed",
        r#"{ "name": "M", "type": "string", "values": [{ "value": "A" }, { "value": "B" }] }"#,
        r#"{ "name": "M", "type": "string", "values": [{ "value": "A" }] }"#,
    ),
    (
        "values-documented",
        r#"{ "name": "M", "type": "string" }"#,
        r#"{ "name": "M", "type": "string", "values": [{ "value": "A" }] }"#,
    ),
    (
        "values-undocumented",
        r#"{ "name": "M", "type": "string", "values": [{ "value": "A" }] }"#,
        r#"{ "name": "M", "type": "string" }"#,
    ),
    (
        "member-deprecated",
        r#"{ "name": "M", "type": "string" }"#,
        r#"{ "name": "M", "type": "string", "deprecated": true }"#,
    ),
    (
        "member-undeprecated",
        r#"{ "name": "M", "type": "string", "deprecated": true }"#,
        r#"{ "name": "M", "type": "string" }"#,
    ),
    (
        "member-order-changed",
        r#"{ "name": "M", "type": "string", "required": true }, { "name": "N", "type": "integer", "required": true }"#,
        r#"{ "name": "N", "type": "integer", "required": true }, { "name": "M", "type": "string", "required": true }"#,
    ),
    (
        "doc-changed",
        r#"{ "name": "M", "type": "string", "doc": "Before." }"#,
        r#"{ "name": "M", "type": "string", "doc": "After." }"#,
    ),
    (
        "example-changed",
        r#"{ "name": "M", "type": "string", "example": "a", "doc": "Text." }"#,
        r#"{ "name": "M", "type": "string", "example": "b", "doc": "Text." }"#,
    ),
];

/// Data types that members can be of.
const TYPES: &str = r#"
    "Other": { "members": [{ "name": "A", "type": "string" }] },
    "Twin": { "members": [{ "name": "A", "type": "string" }] },
    "Different": { "members": [{ "name": "B", "type": "string" }] }"#;

/// A spec whose members are in a position; `Z` is there in any case.
fn with_members(position: &str, members: &str) -> String {
    let between = if members.is_empty() { "" } else { ", " };
    let members = format!(r#"{members}{between}{{ "name": "Z", "type": "string" }}"#);
    let named = r#"{ "name": "Thing", "type": "Thing" }"#;
    let of_thing = match position {
        "request" | "response" => "",
        _ => members.as_str(),
    };
    let (request, response) = match position {
        "request" => (members.as_str(), ""),
        "response" => ("", members.as_str()),
        "type in requests" => (named, ""),
        "type in responses" => ("", named),
        _ => (named, named),
    };
    format!(
        r#""actions": {{ "Act": {{ "request": [{request}], "response": [{response}] }} }},
        "types": {{ "Thing": {{ "members": [{of_thing}] }}, {TYPES} }}"#
    )
}

/// Changes of what is no member: the rule, in a few words where it is, and what is in the specs before and after.
const OTHERS: &[(&str, &str, &str, &str)] = &[
    (
        "endpoint-changed",
        "service",
        r#""endpoint": "a.tencentcloudapi.com", "actions": { "Act": {} }"#,
        r#""endpoint": "b.tencentcloudapi.com", "actions": { "Act": {} }"#,
    ),
    (
        "endpoint-changed",
        "action",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "endpoint": "b.tencentcloudapi.com" } }"#,
    ),
    (
        "pages-changed",
        "from none",
        r#""actions": { "DescribeActs": { "pages": false, "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "ActSet", "type": "list<string>" }, { "name": "TotalCount", "type": "integer" }] } }"#,
        r#""actions": { "DescribeActs": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "ActSet", "type": "list<string>" }, { "name": "TotalCount", "type": "integer" }] } }"#,
    ),
    (
        "pages-changed",
        "to none, because a member is gone",
        r#""actions": { "DescribeActs": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "ActSet", "type": "list<string>" }, { "name": "TotalCount", "type": "integer" }] } }"#,
        r#""actions": { "DescribeActs": { "request": [{ "name": "Limit", "type": "integer" }], "response": [{ "name": "ActSet", "type": "list<string>" }, { "name": "TotalCount", "type": "integer" }] } }"#,
    ),
    (
        "pages-changed",
        "to other items",
        r#""actions": { "DescribeActs": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "ActSet", "type": "list<string>" }, { "name": "TotalCount", "type": "integer" }] } }"#,
        r#""actions": { "DescribeActs": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "ActSet", "type": "list<integer>" }, { "name": "TotalCount", "type": "integer" }] } }"#,
    ),
    (
        "region-added",
        "service",
        r#""regions": [{ "value": "ap-a" }], "actions": { "Act": {} }"#,
        r#""regions": [{ "value": "ap-a" }, { "value": "ap-b" }], "actions": { "Act": {} }"#,
    ),
    (
        "region-removed",
        "action",
        r#""actions": { "Act": { "regions": ["ap-a", "ap-b"] } }"#,
        r#""actions": { "Act": { "regions": ["ap-a"] } }"#,
    ),
    (
        "action-added",
        "action",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": {}, "Play": {} }"#,
    ),
    (
        "action-added",
        "that would have the name of another one",
        r#""actions": { "GetDNS": {} }"#,
        r#""actions": { "GetDNS": {}, "GetDns": { "rust_name": "GetDns2" } }"#,
    ),
    (
        "action-removed",
        "action",
        r#""actions": { "Act": {}, "Play": {} }"#,
        r#""actions": { "Act": {} }"#,
    ),
    (
        "action-deprecated",
        "action",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "deprecated": true } }"#,
    ),
    (
        "action-undeprecated",
        "action",
        r#""actions": { "Act": { "deprecated": true } }"#,
        r#""actions": { "Act": {} }"#,
    ),
    (
        "region-became-required",
        "action",
        r#""actions": { "Act": { "region": "optional" } }"#,
        r#""actions": { "Act": { "region": "required" } }"#,
    ),
    (
        "region-became-optional",
        "action",
        r#""actions": { "Act": { "region": "required" } }"#,
        r#""actions": { "Act": { "region": "optional" } }"#,
    ),
    (
        "region-became-unused",
        "action",
        r#""actions": { "Act": { "region": "required" } }"#,
        r#""actions": { "Act": { "region": "unused" } }"#,
    ),
    (
        "rate-limit-lowered",
        "action",
        r#""actions": { "Act": { "rate_limit": 20 } }"#,
        r#""actions": { "Act": { "rate_limit": 10 } }"#,
    ),
    (
        "rate-limit-raised",
        "action",
        r#""actions": { "Act": { "rate_limit": 10 } }"#,
        r#""actions": { "Act": { "rate_limit": 20 } }"#,
    ),
    (
        "body-changed",
        "action, to a form",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "body": "multipart" } }"#,
    ),
    (
        "body-changed",
        "action, to bytes",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "body": "octet-stream" } }"#,
    ),
    (
        "streaming-added",
        "action",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "streaming": true } }"#,
    ),
    (
        "streaming-removed",
        "action",
        r#""actions": { "Act": { "streaming": true } }"#,
        r#""actions": { "Act": {} }"#,
    ),
    (
        "signature-added",
        "action",
        r#""actions": { "Act": { "unsigned": true } }"#,
        r#""actions": { "Act": {} }"#,
    ),
    (
        "signature-removed",
        "action",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "unsigned": true } }"#,
    ),
    (
        "data-type-added",
        "that nothing uses",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": {} }, "types": { "Thing": {} }"#,
    ),
    (
        "data-type-added",
        "with what uses it",
        r#""actions": { "Act": {} }"#,
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
    ),
    (
        "data-type-added",
        "that was named before",
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing", "required": true }] } }"#,
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing", "required": true }] } }, "types": { "Thing": {} }"#,
    ),
    (
        "data-type-removed",
        "that nothing uses",
        r#""actions": { "Act": {} }, "types": { "Thing": {} }"#,
        r#""actions": { "Act": {} }"#,
    ),
    (
        "data-type-removed",
        "with what uses it",
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
        r#""actions": { "Act": {} }"#,
    ),
    (
        "data-type-removed",
        "that is still named",
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }"#,
    ),
    (
        "data-type-deprecated",
        "data type",
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "deprecated": true } }"#,
    ),
    (
        "data-type-undeprecated",
        "data type",
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "deprecated": true } }"#,
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
    ),
    (
        "data-type-use-changed",
        "from nothing to responses",
        r#""actions": { "Act": {} }, "types": { "Thing": {} }"#,
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
    ),
    (
        "data-type-use-changed",
        "from responses to both",
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "L", "type": "list<string>" }] } }"#,
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }], "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "L", "type": "list<string>" }] } }"#,
    ),
    (
        "data-type-use-changed",
        "from responses to both, without lists",
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "S", "type": "string" }] } }"#,
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }], "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "S", "type": "string" }] } }"#,
    ),
    (
        "data-type-use-changed",
        "from both to requests",
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }] }, "Play": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "S", "type": "string" }] } }"#,
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }] }, "Play": { } }, "types": { "Thing": { "members": [{ "name": "S", "type": "string" }] } }"#,
    ),
    (
        "data-type-use-changed",
        "from requests to responses",
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "S", "type": "string" }] } }"#,
        r#""actions": { "Act": { "response": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "S", "type": "string" }] } }"#,
    ),
    (
        "data-type-use-changed",
        "to nothing",
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": {} }"#,
        r#""actions": { "Act": {} }, "types": { "Thing": {} }"#,
    ),
    (
        "error-code-added",
        "service",
        r#""actions": { "Act": {} }, "errors": [{ "code": "A" }]"#,
        r#""actions": { "Act": {} }, "errors": [{ "code": "A" }, { "code": "B.C" }]"#,
    ),
    (
        "error-code-removed",
        "service",
        r#""actions": { "Act": {} }, "errors": [{ "code": "A" }, { "code": "B.C" }]"#,
        r#""actions": { "Act": {} }, "errors": [{ "code": "A" }]"#,
    ),
    (
        "error-code-removed",
        "service, still of an action",
        r#""actions": { "Act": { "errors": [{ "code": "A" }] } }, "errors": [{ "code": "A" }]"#,
        r#""actions": { "Act": { "errors": [{ "code": "A" }] } }"#,
    ),
    (
        "error-code-added",
        "action",
        r#""actions": { "Act": { "errors": [{ "code": "A" }] } }"#,
        r#""actions": { "Act": { "errors": [{ "code": "A" }, { "code": "B.C" }] } }"#,
    ),
    (
        "error-code-added",
        "action that had none",
        r#""actions": { "Act": {} }, "errors": [{ "code": "A" }]"#,
        r#""actions": { "Act": { "errors": [{ "code": "A" }] } }, "errors": [{ "code": "A" }]"#,
    ),
    (
        "error-code-removed",
        "action",
        r#""actions": { "Act": { "errors": [{ "code": "A" }, { "code": "B.C" }] } }"#,
        r#""actions": { "Act": { "errors": [{ "code": "A" }] } }"#,
    ),
    (
        "error-code-removed",
        "action that has none then",
        r#""actions": { "Act": { "errors": [{ "code": "A" }] } }, "errors": [{ "code": "A" }]"#,
        r#""actions": { "Act": {} }, "errors": [{ "code": "A" }]"#,
    ),
    (
        "rust-name-changed",
        "member",
        r#""actions": { "Act": { "request": [{ "name": "M", "type": "string", "default": "a" }] } }"#,
        r#""actions": { "Act": { "request": [{ "name": "M", "rust_name": "n", "type": "string", "default": "a" }] } }"#,
    ),
    (
        "rust-name-changed",
        "required member",
        r#""actions": { "Act": { "request": [{ "name": "M", "rust_name": "m_2", "type": "string", "required": true }] } }"#,
        r#""actions": { "Act": { "request": [{ "name": "M", "type": "string", "required": true }] } }"#,
    ),
    (
        "rust-name-changed",
        "data type",
        r#""actions": { "DescribeThings": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }, { "name": "T", "type": "Thing", "required": true }], "response": [{ "name": "Things", "type": "list<Thing>" }] } }, "types": { "Thing": { "members": [{ "name": "P", "type": "string" }] } }"#,
        r#""actions": { "DescribeThings": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }, { "name": "T", "type": "Thing", "required": true }], "response": [{ "name": "Things", "type": "list<Thing>" }] } }, "types": { "Thing": { "rust_name": "Thing2", "members": [{ "name": "P", "type": "string" }] } }"#,
    ),
    (
        "rust-name-changed",
        "action",
        r#""actions": { "DescribeThings": { "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "Things", "type": "list<string>" }], "errors": [{ "code": "A" }] } }"#,
        r#""actions": { "DescribeThings": { "rust_name": "DescribeThings2", "request": [{ "name": "Offset", "type": "integer" }, { "name": "Limit", "type": "integer" }], "response": [{ "name": "Things", "type": "list<string>" }], "errors": [{ "code": "A" }] } }"#,
    ),
    (
        "rust-name-changed",
        "error code",
        r#""actions": { "Act": { "errors": [{ "code": "A.B" }] } }, "errors": [{ "code": "A.B" }]"#,
        r#""actions": { "Act": { "errors": [{ "code": "A.B", "rust_name": "Ab2" }] } }, "errors": [{ "code": "A.B", "rust_name": "Ab2" }]"#,
    ),
    (
        "rust-api-changed",
        "a data type comes to contain itself",
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "P", "type": "Part" }] }, "Part": {} }"#,
        r#""actions": { "Act": { "request": [{ "name": "T", "type": "Thing" }] } }, "types": { "Thing": { "members": [{ "name": "P", "type": "Part" }] }, "Part": { "members": [{ "name": "T", "type": "Thing" }] } }"#,
    ),
    (
        "doc-changed",
        "action",
        r#""actions": { "Act": { "doc": "Before." } }"#,
        r#""actions": { "Act": { "doc": "After." } }"#,
    ),
    (
        "title-changed",
        "action",
        r#""actions": { "Act": { "title": "Before", "doc": "Text." } }"#,
        r#""actions": { "Act": { "title": "After", "doc": "Text." } }"#,
    ),
    (
        "example-changed",
        "action",
        r#""actions": { "Act": { "doc": "Text." } }"#,
        r#""actions": { "Act": { "doc": "Text.", "examples": [{ "title": "One" }] } }"#,
    ),
    (
        "date-changed",
        "action",
        r#""actions": { "Act": { "updated": "2025-01-01T00:00:00", "doc": "Text." } }"#,
        r#""actions": { "Act": { "updated": "2026-01-01T00:00:00", "doc": "Text." } }"#,
    ),
];

/// Versions of a service: in a few words what happens, and those before and after.
const VERSIONS: &[(&str, &str, &[&str], &[&str])] = &[
    ("version-added", "of a new service", &[], &["2020-01-01"]),
    (
        "version-added",
        "older than another one",
        &["2020-01-01"],
        &["2019-01-01", "2020-01-01"],
    ),
    (
        "version-added",
        "newer than all others",
        &["2020-01-01"],
        &["2020-01-01", "2021-01-01"],
    ),
    (
        "version-removed",
        "older than another one",
        &["2019-01-01", "2020-01-01"],
        &["2020-01-01"],
    ),
    (
        "version-removed",
        "newer than all others",
        &["2020-01-01", "2021-01-01"],
        &["2020-01-01"],
    ),
];

/// All of them.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for &(rule, old, new) in MEMBERS {
        for position in POSITIONS {
            cases.push(Case {
                rule,
                position: position.to_owned(),
                old: vec![spec("2020-01-01", &with_members(position, old))],
                new: vec![spec("2020-01-01", &with_members(position, new))],
                silent: None,
            });
        }
    }
    for &(rule, position, old, new) in OTHERS {
        cases.push(Case {
            rule,
            position: position.to_owned(),
            old: vec![spec("2020-01-01", old)],
            new: vec![spec("2020-01-01", new)],
            silent: None,
        });
    }
    let swapped = |names: [&str; 2]| {
        let member =
            |name| format!(r#"{{ "name": "{name}", "type": "string", "required": true }}"#);
        let members = names.map(member).join(", ");
        vec![spec("2020-01-01", &with_members("request", &members))]
    };
    cases.push(Case {
        rule: "member-order-changed",
        position: "request, of the same type".to_owned(),
        old: swapped(["M", "N"]),
        new: swapped(["N", "M"]),
        silent: Some("the arguments of `new` are swapped, and of the same type"),
    });
    cases.extend(versions());
    cases
}

/// Those of whole service versions.
pub(crate) fn versions() -> Vec<Case> {
    let specs = |versions: &[&str]| -> Vec<Spec> {
        let of = |version: &&str| {
            let action = version.replace('-', "");
            spec(version, &format!(r#""actions": {{ "Act{action}": {{}} }}"#))
        };
        versions.iter().map(of).collect()
    };
    let cases = VERSIONS.iter().map(|&(rule, position, old, new)| Case {
        rule,
        position: position.to_owned(),
        old: specs(old),
        new: specs(new),
        silent: None,
    });
    cases.collect()
}

fn spec(version: &str, content: &str) -> Spec {
    let text = format!(r#"{{ "spec": 1, "service": "play", "version": "{version}", {content} }}"#);
    Spec::from_json(&text, Path::new("case")).unwrap_or_else(|error| panic!("{error}: {text}"))
}
