//! From a spec to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{constant, field_docs, limits};
use super::paging::paging;
use super::reach::{contains_itself, reached};
use super::service_names::{ServiceNames, check};
use super::suggest::{did_you_mean, similar};
use super::{
    Action, ActionDocs, Body, ErrorEnum, Field, PageItems, Pages, Plan, RustType, Struct, Variant,
};
use crate::naming::{self, Clash, Item, Owner, REQUEST_ID};
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
    /// Two items would have the same Rust name.
    #[error(transparent)]
    Clash(#[from] Box<Clash>),
    /// The spec gives one error code two names.
    #[error("error code `{code}` has the `rust_name` `{}` in one place, and `{}` in another", .names[0], .names[1])]
    TwoNames {
        /// The code.
        code: String,
        /// Both names.
        names: [String; 2],
    },
}

impl From<Clash> for PlanError {
    fn from(clash: Clash) -> Self {
        Self::Clash(Box::new(clash))
    }
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
    let chosen_names = actions.iter().map(|(name, _)| name.as_str());
    let names = ServiceNames::new(spec, &service, chosen_names, &reached_types)?;
    let mut planner = Planner {
        spec,
        names,
        input: reached_by_requests(spec),
        notes: BTreeSet::new(),
    };

    let types = reached_types
        .iter()
        .map(|name| planner.data_type(name, &spec.types[*name]))
        .collect::<Result<_, _>>()?;
    let actions = actions
        .into_iter()
        .map(|(name, action)| planner.action(&service, &version, name, action))
        .collect::<Result<Vec<_>, _>>()?;
    let errors = planner.service_errors(chosen.is_some().then_some(&actions))?;
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
    ) -> Result<Action, PlanError> {
        let body = body(action.body);
        if body == Body::Bytes {
            self.note_what_is_no_header(wire, &action.request);
        }
        let names = self.names.actions[wire].clone();
        let of = Owner::Request(wire.to_owned());
        let request = self.structure(names.request, &of, &action.request)?;
        let response = {
            let members = with_request_id(&action.response);
            let of = Owner::Response(wire.to_owned());
            self.structure(names.response, &of, &members)?
        };
        let pages = self.pages(wire, names.pages, action, &response)?;
        Ok(Action {
            wire: wire.to_owned(),
            module: names.module,
            method: names.method,
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
            errors: self.error_enum(names.error, &action.errors)?,
            pages,
            request,
            response,
        })
    }

    fn pages(
        &mut self,
        wire: &str,
        method: String,
        action: &spec::Action,
        response: &Struct,
    ) -> Result<Option<Pages>, PlanError> {
        let Some(paging) = paging(self.spec, wire, action) else {
            if let Some(spec::Pages::By(_)) = action.pages {
                self.notes.insert(format!(
                    "`{wire}` has no pages: it has no members of the names that its `pages` in the spec has"
                ));
            }
            return Ok(None);
        };
        let items = self.page_items(&paging.items, response)?;
        Ok(items.map(|items| Pages {
            method,
            paging,
            items,
        }))
    }

    fn page_items(
        &mut self,
        path: &str,
        response: &Struct,
    ) -> Result<Option<PageItems>, PlanError> {
        let (object, list) = match path.split_once('.') {
            None => (None, response.field(path).cloned()),
            Some((object, list)) => {
                let object = response.field(object);
                let name = object.and_then(|object| object.ty.struct_name());
                let named = self.names.types.iter();
                let wire = named
                    .filter(|(_, of)| Some(of.as_str()) == name)
                    .map(|(wire, _)| *wire)
                    .next();
                let Some(wire) = wire else {
                    return Ok(None);
                };
                let of = self.data_type(wire, &self.spec.types[wire])?;
                (object, of.field(list).cloned())
            }
        };
        let Some(list) = list else {
            return Ok(None);
        };
        let RustType::Vec(item) = list.ty.value() else {
            return Ok(None);
        };
        Ok(Some(PageItems {
            object: object.map(|object| object.name.clone()),
            optional: *list.ty.value() != list.ty,
            item: (**item).clone(),
            list: list.name,
        }))
    }

    fn note_what_is_no_header(&mut self, action: &str, members: &[Member]) {
        for member in members.iter().filter(|member| !is_scalar(&member.ty)) {
            self.notes.insert(format!(
                "`{action}` sends bytes, and its members as HTTP headers, which `{}` of type `{}` cannot be: a call that sets it fails",
                member.name, member.ty
            ));
        }
    }

    fn data_type(&mut self, wire: &str, ty: &spec::Type) -> Result<Struct, PlanError> {
        let name = self.names.types[wire].clone();
        let of = Owner::Type(wire.to_owned());
        Ok(Struct {
            text: ty.doc.clone(),
            deprecated: ty.deprecated,
            ..self.structure(name, &of, &ty.members)?
        })
    }

    fn role(&self, data_type: &str) -> Role {
        if self.input.contains(data_type) {
            Role::Input
        } else {
            Role::Output
        }
    }

    /// A struct of these members.
    fn structure(
        &mut self,
        name: String,
        of: &Owner,
        members: &[Member],
    ) -> Result<Struct, PlanError> {
        let (role, data_type) = match of {
            Owner::Request(_) => (Role::Input, None),
            Owner::Response(_) => (Role::Output, None),
            Owner::Type(wire) => (self.role(wire), Some(wire.as_str())),
        };
        let fields = members.iter();
        let fields: Vec<Field> = fields
            .map(|member| self.field(role, data_type, member))
            .collect();
        self.check_fields(of, &fields)?;
        let (text, deprecated) = (String::new(), false);
        Ok(Struct {
            name,
            text,
            deprecated,
            fields,
            input: role == Role::Input,
        })
    }

    fn check_fields(&self, of: &Owner, fields: &[Field]) -> Result<(), PlanError> {
        let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).all(|pair| pair[0] != pair[1]) {
            return Ok(());
        }
        let items = fields.iter().map(|field| {
            let (of, name) = (of.clone(), field.wire.clone());
            (field.name.as_str(), Item::Member { of, name })
        });
        check(self.spec, items)
    }

    fn field(&mut self, role: Role, data_type: Option<&str>, member: &Member) -> Field {
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
            (Role::Output, _) if member.name == REQUEST_ID && plain == RustType::String => plain,
            _ if required => plain,
            _ if recursive => plain.boxed().optional(),
            _ => plain.optional(),
        };
        Field {
            wire: member.name.clone(),
            name: naming::field(member),
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
    fn service_errors(&self, selection: Option<&Vec<Action>>) -> Result<ErrorEnum, PlanError> {
        let of_actions = self.spec.actions.values().flat_map(|action| &action.errors);
        let all = self.spec.errors.iter().chain(of_actions);
        let name = self.names.error.clone();
        let documented = |actions: &&Vec<Action>| {
            let mut errors = actions.iter().map(|action| &action.errors);
            errors.all(|errors| !errors.variants.is_empty())
        };
        let Some(actions) = selection.filter(documented) else {
            return self.error_enum(name, all);
        };
        let selected: BTreeSet<&str> = actions
            .iter()
            .flat_map(|action| &action.errors.variants)
            .map(|variant| variant.code.as_str())
            .collect();
        self.error_enum(
            name,
            all.filter(|error| selected.contains(error.code.as_str())),
        )
    }

    fn error_enum<'e>(
        &self,
        name: String,
        codes: impl IntoIterator<Item = &'e spec::ErrorCode>,
    ) -> Result<ErrorEnum, PlanError> {
        let mut by_code: BTreeMap<&str, &str> = BTreeMap::new();
        for error in codes {
            let text = by_code.entry(&error.code).or_insert(&error.doc);
            if text.is_empty() {
                *text = &error.doc;
            }
        }
        let variants: Vec<Variant> = by_code
            .into_iter()
            .map(|(code, text)| Variant {
                code: code.to_owned(),
                name: self.names.variant(code),
                text: text.to_owned(),
            })
            .collect();
        let items = variants.iter();
        check(
            self.spec,
            items.map(|variant| (variant.name.as_str(), Item::Code(variant.code.clone()))),
        )?;
        Ok(ErrorEnum { name, variants })
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
    if !members.iter().any(|member| member.name == REQUEST_ID) {
        members.push(Member::new(REQUEST_ID, TypeRef::String));
    }
    members
}
