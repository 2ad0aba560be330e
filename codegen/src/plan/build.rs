//! From a spec to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{constant, field_docs, limits};
use super::names::{Scope, camel, snake};
use super::paging::paging;
use super::reach::{contains_itself, reached};
use super::service_names::ServiceNames;
use super::suggest::{did_you_mean, similar};
use super::{
    Action, ActionDocs, Body, ErrorEnum, Field, PageItems, Pages, Plan, RustType, Struct, Variant,
};
use crate::spec::{self, Member, Spec, TypeRef};

/// A spec that no code can be generated from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The spec does not say which service it is, or which version.
    #[error("the spec has no `{0}`")]
    Missing(&'static str),
    /// The service or the version cannot stand in the name of a crate, a module or a file.
    #[error("the spec's `{what}` is `{value}`: expected {expected}")]
    Malformed {
        /// Which of the two.
        what: &'static str,
        /// What it is.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A chosen action is not in the spec.
    #[error("{service} {version} has no action `{action}`{}", did_you_mean(.similar))]
    UnknownAction {
        /// The service.
        service: String,
        /// The version.
        version: String,
        /// The chosen name.
        action: String,
        /// Names that look like it.
        similar: Vec<String>,
    },
}

pub(super) fn build(spec: &Spec, chosen: Option<&[String]>) -> Result<Plan, PlanError> {
    let service = service(spec)?;
    let version = version(spec)?;
    let actions = choose(spec, &service, &version, chosen)?;
    let reached_types = reached(
        spec,
        actions
            .iter()
            .flat_map(|(_, action)| action.request.iter().chain(&action.response)),
    );
    let chosen_names: Vec<&str> = actions.iter().map(|(name, _)| name.as_str()).collect();
    let names = ServiceNames::new(spec, &service, &chosen_names, &reached_types);
    let mut planner = Planner {
        spec,
        names,
        input: reached_by_requests(spec),
        notes: BTreeSet::new(),
    };

    let types = reached_types
        .iter()
        .map(|name| planner.data_type(name, &spec.types[*name]))
        .collect();
    let actions = actions
        .into_iter()
        .map(|(name, action)| planner.action(&service, &version, name, action))
        .collect::<Vec<_>>();
    let errors = planner.service_errors(chosen.is_some().then_some(&actions));
    Ok(Plan {
        title: spec.title.clone(),
        module: format!("v{}", version.replace('-', "")),
        endpoint: spec
            .endpoint
            .clone()
            .unwrap_or_else(|| format!("{service}.tencentcloudapi.com")),
        actions,
        types,
        errors,
        notes: planner.notes.into_iter().collect(),
        service,
        version,
    })
}

fn service(spec: &Spec) -> Result<String, PlanError> {
    let service = spec.service.clone().ok_or(PlanError::Missing("service"))?;
    let is_name = service.starts_with(|c: char| c.is_ascii_lowercase())
        && service
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if is_name {
        return Ok(service);
    }
    let expected = "small letters and digits, such as `cvm`";
    Err(PlanError::Malformed {
        what: "service",
        value: service,
        expected,
    })
}

fn version(spec: &Spec) -> Result<String, PlanError> {
    let version = spec.version.clone().ok_or(PlanError::Missing("version"))?;
    let is_date = version.len() == 10
        && version.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_date {
        return Ok(version);
    }
    Err(PlanError::Malformed {
        what: "version",
        value: version,
        expected: "a date such as `2017-03-12`",
    })
}

type NamedAction<'a> = (&'a String, &'a spec::Action);

fn choose<'a>(
    spec: &'a Spec,
    service: &str,
    version: &str,
    chosen: Option<&[String]>,
) -> Result<Vec<NamedAction<'a>>, PlanError> {
    let Some(chosen) = chosen else {
        return Ok(spec.actions.iter().collect());
    };
    let chosen: BTreeSet<&String> = chosen.iter().collect();
    chosen
        .into_iter()
        .map(|name| {
            spec.actions
                .get_key_value(name)
                .ok_or_else(|| PlanError::UnknownAction {
                    service: service.to_owned(),
                    version: version.to_owned(),
                    action: name.clone(),
                    similar: similar(name, spec.actions.keys()),
                })
        })
        .collect()
}

/// Methods that every struct has, from its own `impl` or from a trait that is always in scope: a setter of that name
/// would hide them.
const RESERVED_MEMBERS: &[&str] = &[
    "clone",
    "clone_from",
    "default",
    "eq",
    "from",
    "from_iter",
    "into",
    "ne",
    "new",
    "to_owned",
    "try_from",
    "try_into",
    "validate",
];

/// The data types that any request of the service reaches: they are built by users.
fn reached_by_requests(spec: &Spec) -> BTreeSet<&str> {
    reached(
        spec,
        spec.actions.values().flat_map(|action| &action.request),
    )
}

/// What a struct is for, which decides how its fields look.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// Users build it: required members are there, optional ones in an `Option`.
    Input,
    /// The service builds it: everything can be missing.
    Output,
}

struct Planner<'a> {
    spec: &'a Spec,
    names: ServiceNames<'a>,
    input: BTreeSet<&'a str>,
    notes: BTreeSet<String>,
}

impl Planner<'_> {
    fn action(
        &mut self,
        service: &str,
        version: &str,
        wire: &str,
        action: &spec::Action,
    ) -> Action {
        let body = body(action.body);
        if body == Body::Bytes {
            self.note_what_is_no_header(wire, &action.request);
        }
        let (request_name, response_name) = (
            self.names.requests[wire].clone(),
            self.names.responses[wire].clone(),
        );
        let request = self.structure(request_name, Role::Input, None, &action.request);
        let response = {
            let members = with_request_id(&action.response);
            self.structure(response_name, Role::Output, None, &members)
        };
        let pages = self.pages(wire, action, &response);
        let names = &self.names;
        Action {
            wire: wire.to_owned(),
            module: names.modules[wire].clone(),
            method: names.methods[wire].clone(),
            docs: ActionDocs {
                title: action.title.clone(),
                text: action.doc.clone(),
                rate_limit: action.rate_limit,
                regions: action.regions.clone(),
                updated: action.updated.clone(),
                deprecated: action.deprecated,
                stream_setter: stream_setter(&request).filter(|_| action.streaming),
                examples: action.examples.clone(),
                explorer: format!(
                    "https://console.cloud.tencent.com/api/explorer?Product={service}&Version={version}&Action={wire}"
                ),
            },
            region_required: action.region == Some(spec::Region::Required),
            unsigned: action.unsigned,
            body,
            endpoint: action.endpoint.clone(),
            streaming: action.streaming,
            errors: error_enum(names.errors[wire].clone(), &action.errors),
            pages,
            request,
            response,
        }
    }

    fn pages(&mut self, wire: &str, action: &spec::Action, response: &Struct) -> Option<Pages> {
        let Some(paging) = paging(self.spec, wire, action) else {
            if let Some(spec::Pages::By(_)) = action.pages {
                self.notes.insert(format!(
                    "`{wire}` has no pages: it has no members of the names that its `pages` in the spec has"
                ));
            }
            return None;
        };
        Some(Pages {
            method: self.names.pages[wire].clone(),
            items: self.page_items(&paging.items, response)?,
            paging,
        })
    }

    fn page_items(&mut self, path: &str, response: &Struct) -> Option<PageItems> {
        let (object, list) = match path.split_once('.') {
            None => (None, response.field(path)?.clone()),
            Some((object, list)) => {
                let object = response.field(object)?;
                let members = self.spec.types.iter().find(|(wire, _)| {
                    self.names.types.get(wire.as_str()).map(String::as_str)
                        == object.ty.struct_name()
                });
                let (wire, members) = members?;
                let list = self.data_type(wire, members).field(list)?.clone();
                (Some(object.name.clone()), list)
            }
        };
        let RustType::Vec(item) = list.ty.value() else {
            return None;
        };
        Some(PageItems {
            object,
            optional: *list.ty.value() != list.ty,
            item: (**item).clone(),
            list: list.name,
        })
    }

    fn note_what_is_no_header(&mut self, action: &str, members: &[Member]) {
        for member in members.iter().filter(|member| !is_scalar(&member.ty)) {
            self.notes.insert(format!(
                "`{action}` sends bytes, and its members as HTTP headers, which `{}` of type `{}` cannot be: a call that sets it fails",
                member.name, member.ty
            ));
        }
    }

    fn data_type(&mut self, wire: &str, ty: &spec::Type) -> Struct {
        let role = if self.input.contains(wire) {
            Role::Input
        } else {
            Role::Output
        };
        let name = self.names.types[wire].clone();
        Struct {
            text: ty.doc.clone(),
            deprecated: ty.deprecated,
            ..self.structure(name, role, Some(wire), &ty.members)
        }
    }

    /// A struct of these members; `data_type` is the data type that they are of, if it is one.
    fn structure(
        &mut self,
        name: String,
        role: Role,
        data_type: Option<&str>,
        members: &[Member],
    ) -> Struct {
        let field_names = Scope::new(RESERVED_MEMBERS)
            .assign(members.iter().map(|member| member.name.as_str()), snake);
        let fields = members
            .iter()
            .zip(field_names)
            .map(|(member, name)| self.field(name, role, data_type, member))
            .collect();
        let (text, deprecated) = (String::new(), false);
        Struct {
            name,
            text,
            deprecated,
            fields,
            input: role == Role::Input,
        }
    }

    fn field(
        &mut self,
        name: String,
        role: Role,
        data_type: Option<&str>,
        member: &Member,
    ) -> Field {
        let plain = RustType::plain(&member.ty, &|name| self.names.types.get(name).cloned());
        if let Some(unknown) = member
            .ty
            .name()
            .filter(|name| !self.spec.types.contains_key(*name))
        {
            self.notes.insert(format!(
                "the data type `{unknown}` is not in the spec: its values are left as JSON"
            ));
        }
        let recursive = data_type.is_some_and(|owner| contains_itself(self.spec, owner, member));
        let required = member.required && role == Role::Input && !recursive;
        let ty = match (role, &plain) {
            (Role::Output, RustType::Vec(_)) => plain,
            (Role::Output, _) if member.name == "RequestId" && plain == RustType::String => plain,
            _ if required => plain,
            _ if recursive => plain.boxed().optional(),
            _ => plain.optional(),
        };
        Field {
            wire: member.name.clone(),
            name,
            ty,
            required,
            default: constant(member).filter(|_| role == Role::Input),
            limits: limits(member)
                .into_iter()
                .filter(|_| role == Role::Input)
                .collect(),
            docs: field_docs(member),
        }
    }

    /// All codes that the service or one of its actions documents; of a selection of actions, only theirs if each of them
    /// documents some. The first text of a code counts.
    fn service_errors(&self, selection: Option<&Vec<Action>>) -> ErrorEnum {
        let of_actions = self.spec.actions.values().flat_map(|action| &action.errors);
        let mut errors = error_enum(
            self.names.service_error.clone(),
            self.spec.errors.iter().chain(of_actions),
        );
        let documented = |actions: &&Vec<Action>| {
            let mut errors = actions.iter().map(|action| &action.errors);
            errors.all(|errors| !errors.variants.is_empty())
        };
        if let Some(actions) = selection.filter(documented) {
            let selected: BTreeSet<&str> = actions
                .iter()
                .flat_map(|action| &action.errors.variants)
                .map(|variant| variant.code.as_str())
                .collect();
            errors
                .variants
                .retain(|variant| selected.contains(variant.code.as_str()));
        }
        errors
    }
}

fn body(body: Option<spec::Body>) -> Body {
    match body {
        None => Body::Json,
        Some(spec::Body::Multipart) => Body::Multipart,
        Some(spec::Body::OctetStream) => Body::Bytes,
    }
}

/// What the members are called that ask for a stream of events.
const STREAM_MEMBERS: &[&str] = &["Stream", "Streaming"];

fn stream_setter(request: &Struct) -> Option<String> {
    let asks_for_events = |field: &&Field| {
        STREAM_MEMBERS.contains(&field.wire.as_str()) && *field.ty.value() == RustType::Boolean
    };
    let field = request.fields.iter().find(asks_for_events)?;
    (!field.required).then(|| field.name.clone())
}

/// A text, a number or a boolean.
fn is_scalar(ty: &TypeRef) -> bool {
    !matches!(ty, TypeRef::Binary | TypeRef::Named(_) | TypeRef::List(_))
}

/// Every response has a request id, whether or not the documentation lists it.
fn with_request_id(members: &[Member]) -> Vec<Member> {
    let mut members = members.to_vec();
    if !members.iter().any(|member| member.name == "RequestId") {
        members.push(Member::new("RequestId", TypeRef::String));
    }
    members
}

/// The variant for codes that are not documented.
const RESERVED_VARIANTS: &[&str] = &["Other"];

fn error_enum<'a>(name: String, codes: impl IntoIterator<Item = &'a spec::ErrorCode>) -> ErrorEnum {
    let mut by_code: BTreeMap<&str, &str> = BTreeMap::new();
    for error in codes {
        let text = by_code.entry(&error.code).or_insert(&error.doc);
        if text.is_empty() {
            *text = &error.doc;
        }
    }
    let names = Scope::new(RESERVED_VARIANTS).assign(by_code.keys().copied(), camel);
    let variants = by_code
        .into_iter()
        .zip(names)
        .map(|((code, text), name)| Variant {
            code: code.to_owned(),
            name,
            text: text.to_owned(),
        })
        .collect();
    ErrorEnum { name, variants }
}
