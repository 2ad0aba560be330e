//! What users of the generated code can name, and how that differs between two plans.
//!
//! This is read off the plans, from which the code is printed: what is not different there is not different in Rust,
//! whatever the documentation says, and what is, is for one of the reasons that [`blame`](super::blame) finds.

use std::collections::BTreeMap;

use super::{ApiChange, Part, Severity, Subject};
use crate::plan::{
    Action, Body, ConstantValue, ErrorEnum, Field, Plan, PlanError, RustType, Struct, reached,
};
use crate::spec::Spec;

/// The plan of a service version, with its data types by their names on the wire.
pub(super) struct Surface<'a> {
    plan: &'a Plan,
    types: BTreeMap<&'a str, &'a Struct>,
}

impl<'a> Surface<'a> {
    /// The plan must be that of all actions of the spec.
    pub(super) fn new(spec: &'a Spec, plan: &'a Plan) -> Self {
        let members = spec
            .actions
            .values()
            .flat_map(|action| action.request.iter().chain(&action.response));
        // A plan has the data types that actions reach, in the order of their names on the wire.
        let types = reached(spec, members).into_iter().zip(&plan.types);
        Self {
            plan,
            types: types.collect(),
        }
    }

    /// The struct that something is a part of.
    pub(super) fn structure(&self, subject: &Subject, part: Option<Part>) -> Option<&'a Struct> {
        match (subject, part) {
            (Subject::DataType(name), _) => self.types.get(name.as_str()).copied(),
            (Subject::Action(name), Some(part)) => {
                let action = self.plan.actions.iter().find(|action| action.wire == *name);
                action.map(|action| part_of(action, part))
            }
            _ => None,
        }
    }

    /// The struct of the items that an action gives page by page.
    pub(super) fn page_item(&self, subject: &Subject) -> Option<&'a str> {
        let name = subject.name()?;
        let action = self
            .plan
            .actions
            .iter()
            .find(|action| action.wire == name)?;
        action.pages.as_ref()?.items.item.struct_name()
    }
}

fn part_of(action: &Action, part: Part) -> &Struct {
    match part {
        Part::Request => &action.request,
        Part::Response => &action.response,
    }
}

/// The plan of all actions. A spec of pages need not tell its service version, on which hardly a name depends.
pub(super) fn plan(spec: &Spec) -> Result<Plan, PlanError> {
    if spec.service.is_some() && spec.version.is_some() {
        return Plan::new(spec, None);
    }
    let mut spec = spec.clone();
    spec.service.get_or_insert_with(|| "service".to_owned());
    spec.version.get_or_insert_with(|| "1970-01-01".to_owned());
    Plan::new(&spec, None)
}

/// An item of the generated code that is different.
#[derive(Debug)]
pub(super) struct Delta {
    pub(super) subject: Subject,
    pub(super) part: Option<Part>,
    pub(super) item: Item,
    pub(super) change: ApiChange,
}

/// An item of the generated code; members and codes have their names on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// The struct itself.
    Struct,
    /// The function `new` of a struct.
    New,
    /// `Default` of a struct.
    Default,
    /// A field.
    Field(String),
    /// The setter of a field.
    Setter(String),
    /// The constant of a default.
    Constant(String),
    /// `#[deprecated]` at a setter.
    DeprecatedSetter(String),
    /// The method of the client.
    Method,
    /// The method of the client that gives items page by page.
    Pages,
    /// `#[deprecated]` at the method of the client.
    DeprecatedMethod,
    /// The type of error codes.
    Errors,
    /// A variant of it.
    Variant(String),
}

impl Delta {
    /// What is gone or written differently breaks who uses it. An attribute only warns.
    pub(super) fn severity(&self) -> Severity {
        let is_mark = matches!(
            self.item,
            Item::DeprecatedSetter(_) | Item::DeprecatedMethod
        );
        if is_mark || self.change.before.is_none() {
            Severity::Additive
        } else {
            Severity::Breaking
        }
    }
}

/// What is different between two plans.
pub(super) fn deltas(old: &Surface<'_>, new: &Surface<'_>) -> Vec<Delta> {
    let mut deltas = Deltas::default();
    deltas.codes(&Subject::Version, &old.plan.errors, &new.plan.errors);
    for (name, old_action, new_action) in pairs(
        old.plan.actions.iter().map(|one| (one.wire.as_str(), one)),
        new.plan.actions.iter().map(|one| (one.wire.as_str(), one)),
    ) {
        let subject = Subject::Action(name.to_owned());
        let errors = (&old.plan.errors, &new.plan.errors);
        deltas.action(&subject, old_action, new_action, errors);
    }
    let (olds, news) = (old.types.iter(), new.types.iter());
    let types = pairs(
        olds.map(|(name, of)| (*name, *of)),
        news.map(|(name, of)| (*name, *of)),
    );
    for (name, old, new) in types {
        deltas.structure(&Subject::DataType(name.to_owned()), None, old, new);
    }
    deltas.0
}

/// What both sides have under each name.
fn pairs<'n, 'a, T: 'a>(
    old: impl Iterator<Item = (&'n str, &'a T)>,
    new: impl Iterator<Item = (&'n str, &'a T)>,
) -> impl Iterator<Item = (&'n str, Option<&'a T>, Option<&'a T>)> {
    let mut pairs: BTreeMap<&str, (Option<&T>, Option<&T>)> = BTreeMap::new();
    for (name, one) in old {
        pairs.entry(name).or_default().0 = Some(one);
    }
    for (name, one) in new {
        pairs.entry(name).or_default().1 = Some(one);
    }
    pairs.into_iter().map(|(name, (old, new))| (name, old, new))
}

#[derive(Default)]
struct Deltas(Vec<Delta>);

impl Deltas {
    fn action(
        &mut self,
        subject: &Subject,
        old: Option<&Action>,
        new: Option<&Action>,
        all_errors: (&ErrorEnum, &ErrorEnum),
    ) {
        self.item(
            subject,
            None,
            Item::Method,
            old.map(method),
            new.map(method),
        );
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        self.item(subject, None, Item::Pages, pages(old), pages(new));
        let mark = |action: &Action| {
            let mark = format!("#[deprecated] Client::{}", action.method);
            action.docs.deprecated.then_some(mark)
        };
        self.item(subject, None, Item::DeprecatedMethod, mark(old), mark(new));
        for part in [Part::Request, Part::Response] {
            let (old, new) = (part_of(old, part), part_of(new, part));
            self.structure(subject, Some(part), Some(old), Some(new));
        }
        let (old_alias, new_alias) = (
            old.errors.variants.is_empty(),
            new.errors.variants.is_empty(),
        );
        let errors = |of: &ErrorEnum, is_alias: bool, all: &ErrorEnum| {
            Some(if is_alias {
                format!("type {} = {}", of.name, all.name)
            } else {
                format!("enum {}", of.name)
            })
        };
        self.item(
            subject,
            None,
            Item::Errors,
            errors(&old.errors, old_alias, all_errors.0),
            errors(&new.errors, new_alias, all_errors.1),
        );
        // Where all codes of the service stand for those of the action, what they are is said of the service.
        if !old_alias && !new_alias {
            self.codes(subject, &old.errors, &new.errors);
        }
    }

    fn codes(&mut self, subject: &Subject, old: &ErrorEnum, new: &ErrorEnum) {
        if *subject == Subject::Version && old.name != new.name {
            let name = |of: &ErrorEnum| Some(format!("enum {}", of.name));
            self.item(subject, None, Item::Errors, name(old), name(new));
        }
        let variants = |of: &ErrorEnum| -> BTreeMap<String, String> {
            let variants = of.variants.iter();
            variants
                .map(|variant| {
                    let path = format!("{}::{}", of.name, variant.name);
                    (variant.code.clone(), path)
                })
                .collect()
        };
        if old.variants == new.variants && old.name == new.name {
            return;
        }
        let (old, mut new) = (variants(old), variants(new));
        for (code, before) in old {
            let after = new.remove(&code);
            self.item(subject, None, Item::Variant(code), Some(before), after);
        }
        for (code, after) in new {
            self.item(subject, None, Item::Variant(code), None, Some(after));
        }
    }

    fn structure(
        &mut self,
        subject: &Subject,
        part: Option<Part>,
        old: Option<&Struct>,
        new: Option<&Struct>,
    ) {
        let name = |of: &Struct| format!("struct {}", of.name);
        self.item(subject, part, Item::Struct, old.map(name), new.map(name));
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        if old == new {
            return;
        }
        self.item(subject, part, Item::New, constructor(old), constructor(new));
        self.item(subject, part, Item::Default, default(old), default(new));
        for (name, before, after) in pairs(fields(old), fields(new)) {
            let name = || name.to_owned();
            let mut item = |item: Item, text: &dyn Fn(&Struct, &Field) -> Option<String>| {
                let before = before.and_then(|field| text(old, field));
                let after = after.and_then(|field| text(new, field));
                self.item(subject, part, item, before, after);
            };
            item(Item::Field(name()), &|of, one| Some(field(of, one)));
            item(Item::Setter(name()), &setter);
            item(Item::Constant(name()), &constant);
            item(Item::DeprecatedSetter(name()), &deprecated_setter);
        }
    }

    fn item(
        &mut self,
        subject: &Subject,
        part: Option<Part>,
        item: Item,
        before: Option<String>,
        after: Option<String>,
    ) {
        if before != after {
            self.0.push(Delta {
                subject: subject.clone(),
                part,
                item,
                change: ApiChange { before, after },
            });
        }
    }
}

fn fields(of: &Struct) -> impl Iterator<Item = (&str, &Field)> {
    of.fields.iter().map(|field| (field.wire.as_str(), field))
}

/// Everything that stands in the method's signature. `Call` stands for the runtime's type of that name.
fn method(action: &Action) -> String {
    let body = match action.body {
        Body::Json | Body::Multipart => "",
        Body::Bytes => ", body: Bytes",
    };
    let call = if action.streaming {
        "StreamingCall"
    } else {
        "Call"
    };
    format!(
        "Client::{}({}{body}) -> {call}<{}, {}>",
        action.method, action.request.name, action.response.name, action.errors.name
    )
}

/// The method that gives items page by page, if there is one.
fn pages(action: &Action) -> Option<String> {
    let pages = action.pages.as_ref()?;
    Some(format!(
        "Client::{}({}) -> Pages<{}>",
        pages.method,
        action.request.name,
        rust(&pages.items.item)
    ))
}

fn constructor(of: &Struct) -> Option<String> {
    let arguments = of.required().map(|field| {
        let name = field.name.trim_start_matches("r#");
        format!("{name}: {}", rust(&field.ty))
    });
    let arguments: Vec<String> = arguments.collect();
    of.input
        .then(|| format!("{}::new({})", of.name, arguments.join(", ")))
}

/// What cannot be left out has no default.
fn default(of: &Struct) -> Option<String> {
    let has_default = of.required().next().is_none();
    has_default.then(|| format!("{}: Default", of.name))
}

fn field(of: &Struct, field: &Field) -> String {
    format!("{}.{}: {}", of.name, field.name, rust(&field.ty))
}

fn setter(of: &Struct, field: &Field) -> Option<String> {
    let signature = || {
        let value = rust(field.ty.value());
        format!("{}::{}({value})", of.name, field.name)
    };
    (of.input && !field.required).then(signature)
}

fn deprecated_setter(of: &Struct, field: &Field) -> Option<String> {
    let mark = |_| format!("#[deprecated] {}::{}", of.name, field.name);
    setter(of, field)
        .filter(|_| field.docs.deprecated)
        .map(mark)
}

/// Its value is none of its signature.
fn constant(of: &Struct, field: &Field) -> Option<String> {
    let constant = field.default.as_ref()?;
    let ty = match constant.value {
        ConstantValue::String(_) => "&str",
        ConstantValue::Integer(_) => "i64",
        ConstantValue::Unsigned(_) => "u64",
        ConstantValue::Float(_) => "f64",
        ConstantValue::Boolean(_) => "bool",
    };
    of.input
        .then(|| format!("{}::{}: {ty}", of.name, constant.name))
}

/// A type as it stands in the generated code, without paths.
fn rust(ty: &RustType) -> String {
    match ty {
        RustType::String => "String".to_owned(),
        RustType::Integer => "i64".to_owned(),
        RustType::Unsigned => "u64".to_owned(),
        RustType::Float => "f64".to_owned(),
        RustType::Boolean => "bool".to_owned(),
        RustType::Binary => "Binary".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Struct(name) => name.clone(),
        RustType::Box(inner) => format!("Box<{}>", rust(inner)),
        RustType::Option(inner) => format!("Option<{}>", rust(inner)),
        RustType::Vec(inner) => format!("Vec<{}>", rust(inner)),
    }
}

/// The module of a service version.
pub(super) fn module(version: &str) -> String {
    format!("v{}", version.replace('-', ""))
}
