//! The product's memory: what is known about a service version, as JSON.
//!
//! Everything downstream reads only the spec. The format is version 1 and has a JSON Schema, `specs/schema.json`. Members
//! and errors keep the order of the documentation, maps are sorted by key, and what is absent, false or empty is left out.

mod file;
mod layer;
mod layout;
mod merge;
mod pages;
mod peek;
mod types;

pub use self::file::{SpecError, find_spec_files, schema};
pub use self::layer::Disagreement;
#[cfg(feature = "diff")]
pub(crate) use self::layer::{keep_code_names, keep_name, more_exact};
pub use self::merge::{Conflict, Differing};
pub use self::pages::{PageMembers, Pages};
pub use self::peek::peek;
pub use self::types::TypeRef;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::naming::given;

/// The version of the spec format that this crate reads and writes.
pub const FORMAT: u32 = 1;

/// A service version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The version of the format, [`FORMAT`].
    #[serde(rename = "spec")]
    pub format: u32,
    /// The short name of the service, such as `cvm`; unknown when a page does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The version of the API, such as `2017-03-12`; unknown when a page does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The host that requests go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The name of the service for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the service is for and how to begin: text in copied form (see [`document`](crate::document)).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// The actions by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub actions: BTreeMap<String, Action>,
    /// The data types by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, Type>,
    /// Error codes of the service as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorCode>,
    /// The parameters of every action, which the runtime sends: what the documentation says of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common_parameters: Vec<Member>,
    /// The regions of the service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<KnownValue>,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            format: FORMAT,
            service: None,
            version: None,
            endpoint: None,
            title: None,
            doc: String::new(),
            actions: BTreeMap::new(),
            types: BTreeMap::new(),
            errors: Vec::new(),
            common_parameters: Vec::new(),
            regions: Vec::new(),
        }
    }
}

/// An action: one operation of a service.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Action {
    /// What its names in Rust are made from where they do not follow from its name, in camel case (see
    /// [`naming`](crate::naming)).
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given::action"
    )]
    pub rust_name: Option<String>,
    /// What it does, in a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it does: text in copied form (see [`document`](crate::document)).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// When the documentation was last changed, `2025-09-19T11:38:43` (China Standard Time, as the site shows it).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Requests per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<u32>,
    /// Whether it wants the common parameter `Region`; unknown when the documentation does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The only regions it works in; empty when it is not restricted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Should no longer be used.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Can answer with server-sent events.
    #[serde(skip_serializing_if = "is_false")]
    pub streaming: bool,
    /// How the request is sent when not as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Is sent without a signature.
    #[serde(skip_serializing_if = "is_false")]
    pub unsigned: bool,
    /// The host that requests go to when it is not the service's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// How it gives its items page by page, where its members do not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// The request parameters, without the common ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<Member>,
    /// The members of the response.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<Member>,
    /// The documented error codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorCode>,
    /// The documented examples.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// The page that this was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Whether an action wants the common parameter `Region`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// It must be sent.
    Required,
    /// It can be sent.
    Optional,
    /// It does nothing.
    Unused,
}

/// How a request is sent when not as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// The bytes as they are, parameters as headers.
    OctetStream,
    /// A form with files.
    Multipart,
}

/// A data type: a named list of members.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Type {
    /// The name of its struct where that does not follow from its name (see [`naming`](crate::naming)).
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given::data_type"
    )]
    pub rust_name: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// Should no longer be used.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// When the documentation was last changed, as for an [`Action`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Its members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// The page that this was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// A member of a request, a response or a data type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its name on the wire; the `.N` of a list parameter is not part of it.
    pub name: String,
    /// The name of its field and setter where that does not follow from its name (see [`naming`](crate::naming)).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given::member"
    )]
    pub rust_name: Option<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// Must be sent.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Can be `null` in a response.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Should no longer be used.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// What the service takes when it is not sent; JSON of the member's type.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "json")]
    pub default: Option<Value>,
    /// The documented example; JSON of the member's type.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "json")]
    pub example: Option<Value>,
    /// The smallest number; all limits are inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The fewest characters of a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The most characters of a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// The fewest items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// The most items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// The documented values: always an open set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<KnownValue>,
    /// What it means: text in copied form (see [`document`](crate::document)).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doc: String,
}

impl Member {
    /// A member of which only name and type are known.
    pub fn new(name: impl Into<String>, ty: TypeRef) -> Self {
        Self {
            name: name.into(),
            rust_name: None,
            ty,
            required: false,
            nullable: false,
            deprecated: false,
            default: None,
            example: None,
            min: None,
            max: None,
            min_length: None,
            max_length: None,
            min_items: None,
            max_items: None,
            values: Vec::new(),
            doc: String::new(),
        }
    }
}

/// A documented value of a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownValue {
    /// JSON of the member's type (of the item's type, if it is a list).
    pub value: Value,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doc: String,
}

/// An error code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The code, such as `InvalidInstanceId.NotFound`.
    pub code: String,
    /// The name of its variants where that does not follow from the code: the same wherever it is documented (see
    /// [`naming`](crate::naming)).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given::code"
    )]
    pub rust_name: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doc: String,
}

impl ErrorCode {
    /// A code and what it means.
    pub fn new(code: impl Into<String>, doc: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            rust_name: None,
            doc: doc.into(),
        }
    }
}

/// A documented example.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Example {
    /// What it shows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// The body of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
    /// The members of the response: what stands inside `Response`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Value>,
}

/// Where something was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// The name of the file, without folders, or the URL.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// Keeps `null` apart from absent: a documented `null` is a value.
mod json {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    #[allow(
        clippy::ref_option,
        reason = "serde calls it with a reference to the field"
    )]
    pub(super) fn serialize<S: Serializer>(
        value: &Option<Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Value>, D::Error> {
        Value::deserialize(deserializer).map(Some)
    }
}
