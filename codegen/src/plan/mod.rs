//! The spec with every Rust decision taken: what the emitters print.
//!
//! Names, types, what is boxed, what is an argument of `new`, which limits are checked: decided once, here.

mod build;
mod facts;
mod paging;
mod reach;
mod service_names;
pub(crate) mod suggest;
mod types;

pub use self::build::PlanError;
pub use self::paging::{PageStyle, Paging, paging};
pub use self::types::RustType;

#[cfg(feature = "diff")]
pub(crate) use self::reach::reached;
pub use self::suggest::suggestion;
pub(crate) use self::suggest::{did_you_mean, similar};

use crate::spec::{Example, Spec};

/// A service version, ready to be printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The short name of the service, `cvm`.
    pub service: String,
    /// The name of the service for people.
    pub title: Option<String>,
    /// The version on the wire, `2017-03-12`.
    pub version: String,
    /// The module of the version, `v20170312`.
    pub module: String,
    /// The host that requests go to.
    pub endpoint: String,
    /// The actions, by name.
    pub actions: Vec<Action>,
    /// The data types that the actions reach, by name.
    pub types: Vec<Struct>,
    /// The enum of all error codes of the service.
    pub errors: ErrorEnum,
    /// What is in the spec but could not be taken over as documented, as one line each.
    pub notes: Vec<String>,
}

impl Plan {
    /// Plans a service version: all its actions, or only the named ones and what they reach.
    ///
    /// What a name becomes and how a type looks never depends on which actions were chosen.
    pub fn new(spec: &Spec, actions: Option<&[String]>) -> Result<Self, PlanError> {
        build::build(spec, actions)
    }
}

/// An action.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its name on the wire.
    pub wire: String,
    /// The module that holds what belongs to it.
    pub module: String,
    /// The client's method.
    pub method: String,
    /// What the method's documentation says.
    pub docs: ActionDocs,
    /// Whether a region must be configured.
    pub region_required: bool,
    /// Whether it is sent without a signature.
    pub unsigned: bool,
    /// The host that it is sent to when it is not the service's.
    pub endpoint: Option<String>,
    /// How its request is sent.
    pub body: Body,
    /// Whether it can answer with a stream of events.
    pub streaming: bool,
    /// How it gives its items page by page.
    pub pages: Option<Pages>,
    /// The request.
    pub request: Struct,
    /// The response.
    pub response: Struct,
    /// The documented error codes.
    pub errors: ErrorEnum,
}

/// The pages of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The client's method that gives them.
    pub method: String,
    /// How they are asked for.
    pub paging: Paging,
    /// The items of a response.
    pub items: PageItems,
}

/// Where the items of a response are.
#[derive(Debug, Clone, PartialEq)]
pub struct PageItems {
    /// The field of the response that holds the list, if that is one level down. It is optional.
    pub object: Option<String>,
    /// The field that is the list.
    pub list: String,
    /// Whether the list is in an `Option`.
    pub optional: bool,
    /// The type of an item.
    pub item: RustType,
}

/// How a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// All members as JSON.
    Json,
    /// Each member as a part of a form.
    Multipart,
    /// Bytes that the method takes beside the request, whose members go as headers.
    Bytes,
}

/// What is told about an action.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionDocs {
    /// What it does, in a few words.
    pub title: Option<String>,
    /// What it does.
    pub text: String,
    /// Requests per second.
    pub rate_limit: Option<u32>,
    /// The only regions it works in.
    pub regions: Vec<String>,
    /// The date of the documentation.
    pub updated: Option<String>,
    /// Should no longer be used.
    pub deprecated: bool,
    /// The setter of the request that asks for a stream of events.
    pub stream_setter: Option<String>,
    /// The documented examples.
    pub examples: Vec<Example>,
    /// The page on which the action can be tried.
    pub explorer: String,
}

/// A struct: a request, a response or a data type.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// The name of the struct.
    pub name: String,
    /// Its documentation.
    pub text: String,
    /// Should no longer be used.
    pub deprecated: bool,
    /// Its fields, in the order of the documentation.
    pub fields: Vec<Field>,
    /// Whether users build it: it gets `new` and setters.
    pub input: bool,
}

impl Struct {
    /// The field of a name on the wire.
    pub(crate) fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }

    /// The fields that are arguments of `new`.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.required)
    }
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub wire: String,
    /// The name of the field and of its setter.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// Whether it is an argument of `new`.
    pub required: bool,
    /// The constant that holds the documented default.
    pub default: Option<Constant>,
    /// What `validate` checks.
    pub limits: Vec<Limit>,
    /// What its documentation says.
    pub docs: FieldDocs,
}

/// What is told about a field.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FieldDocs {
    /// What it means.
    pub text: String,
    /// The form of a text that is a time or a day.
    pub format: Option<&'static str>,
    /// The documented default, as JSON.
    pub default: Option<String>,
    /// The documented example, as JSON.
    pub example: Option<String>,
    /// The documented values, as JSON, with what they mean.
    pub values: Vec<(String, String)>,
    /// Should no longer be used.
    pub deprecated: bool,
}

/// A documented default.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// The name of the constant.
    pub name: String,
    /// Its value.
    pub value: ConstantValue,
}

/// The value of a constant.
#[derive(Debug, Clone, PartialEq)]
pub enum ConstantValue {
    /// A `&str`.
    String(String),
    /// An `i64`.
    Integer(i64),
    /// A `u64`.
    Unsigned(u64),
    /// An `f64`.
    Float(f64),
    /// A `bool`.
    Boolean(bool),
}

/// A documented limit, inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// The smallest number.
    Min(f64),
    /// The largest number.
    Max(f64),
    /// The fewest characters.
    MinLength(u64),
    /// The most characters.
    MaxLength(u64),
    /// The fewest items.
    MinItems(u64),
    /// The most items.
    MaxItems(u64),
}

/// An enum of error codes.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorEnum {
    /// The name of the enum.
    pub name: String,
    /// Its variants, by code.
    pub variants: Vec<Variant>,
}

/// An error code.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The code on the wire.
    pub code: String,
    /// The name of the variant.
    pub name: String,
    /// What it means.
    pub text: String,
}
