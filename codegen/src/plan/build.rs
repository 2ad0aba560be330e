//! From a spec to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Scope, camel, shouty, snake};
use super::reach::{contains_itself, reached};
use super::suggest::{did_you_mean, similar};
use super::{
    Action, ActionDocs, Constant, ConstantValue, ErrorEnum, Field, FieldDocs, Limit, Plan,
    RustType, Struct, Variant,
};
use crate::spec::{self, Member, Spec, TypeRef};

/// A spec that no code can be generated from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The spec does not say which service it is, or which version.
    #[error("the spec has no `{0}`")]
    Missing(&'static str),
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

/// Names at the root of a service version that are not a data type's: what the generated code itself uses, the prelude
/// and the primitive types' companions.
const RESERVED_TYPES: &[&str] = &[
    "Box", "Client", "Err", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// Modules of a service version that are not an action's.
const RESERVED_MODULES: &[&str] = &["errors", "runtime", "types"];

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

/// Methods of every client.
const RESERVED_METHODS: &[&str] = &[
    "clone",
    "clone_from",
    "from",
    "into",
    "new",
    "to_owned",
    "try_from",
    "try_into",
];

/// The variant for codes that are not documented.
const RESERVED_VARIANTS: &[&str] = &["Other"];

pub(super) fn build(spec: &Spec, chosen: Option<&[String]>) -> Result<Plan, PlanError> {
    let service = spec.service.clone().ok_or(PlanError::Missing("service"))?;
    let version = spec.version.clone().ok_or(PlanError::Missing("version"))?;
    let actions = choose(spec, &service, &version, chosen)?;
    let names = Names::new(spec, &service);
    let mut planner = Planner {
        spec,
        names,
        input: reached_by_requests(spec),
        notes: BTreeSet::new(),
    };

    let reached_types = reached(
        spec,
        actions
            .iter()
            .flat_map(|(_, action)| action.request.iter().chain(&action.response)),
    );
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

/// The Rust names of everything at the root of a service version, whichever actions were chosen.
struct Names<'a> {
    modules: BTreeMap<&'a str, String>,
    methods: BTreeMap<&'a str, String>,
    requests: BTreeMap<&'a str, String>,
    responses: BTreeMap<&'a str, String>,
    errors: BTreeMap<&'a str, String>,
    types: BTreeMap<&'a str, String>,
    service_error: String,
}

impl<'a> Names<'a> {
    fn new(spec: &'a Spec, service: &str) -> Self {
        let actions: Vec<&str> = spec.actions.keys().map(String::as_str).collect();
        let mut types = Scope::new(RESERVED_TYPES);
        let service_error = types
            .assign([service], |service| format!("{}Error", camel(service)))
            .remove(0);
        let of_actions =
            |scope: &mut Scope, name: &dyn Fn(&str) -> String| -> BTreeMap<&'a str, String> {
                actions
                    .iter()
                    .copied()
                    .zip(scope.assign(actions.iter().copied(), name))
                    .collect()
            };
        Self {
            modules: of_actions(&mut Scope::new(RESERVED_MODULES), &snake),
            methods: of_actions(&mut Scope::new(RESERVED_METHODS), &snake),
            requests: of_actions(&mut types, &|action| format!("{}Request", camel(action))),
            responses: of_actions(&mut types, &|action| format!("{}Response", camel(action))),
            errors: of_actions(&mut types, &|action| format!("{}Error", camel(action))),
            types: {
                let names = types.assign(spec.types.keys().map(String::as_str), camel);
                spec.types.keys().map(String::as_str).zip(names).collect()
            },
            service_error,
        }
    }
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
    names: Names<'a>,
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
        let names = &self.names;
        let (request_name, response_name) =
            (names.requests[wire].clone(), names.responses[wire].clone());
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
                examples: action.examples.clone(),
                explorer: format!(
                    "https://console.cloud.tencent.com/api/explorer?Product={service}&Version={version}&Action={wire}"
                ),
            },
            region_required: action.region == Some(spec::Region::Required),
            errors: error_enum(names.errors[wire].clone(), &action.errors),
            request: self.structure(
                request_name,
                String::new(),
                false,
                Role::Input,
                wire,
                &action.request,
            ),
            response: {
                let members = with_request_id(&action.response);
                self.structure(
                    response_name,
                    String::new(),
                    false,
                    Role::Output,
                    wire,
                    &members,
                )
            },
        }
    }

    fn data_type(&mut self, wire: &str, ty: &spec::Type) -> Struct {
        let role = if self.input.contains(wire) {
            Role::Input
        } else {
            Role::Output
        };
        self.structure(
            self.names.types[wire].clone(),
            ty.doc.clone(),
            ty.deprecated,
            role,
            wire,
            &ty.members,
        )
    }

    fn structure(
        &mut self,
        name: String,
        text: String,
        deprecated: bool,
        role: Role,
        owner: &str,
        members: &[Member],
    ) -> Struct {
        let field_names = Scope::new(RESERVED_MEMBERS)
            .assign(members.iter().map(|member| member.name.as_str()), snake);
        let fields = members
            .iter()
            .zip(field_names)
            .map(|(member, name)| self.field(name, role, owner, member))
            .collect();
        Struct {
            name,
            text,
            deprecated,
            fields,
            input: role == Role::Input,
        }
    }

    fn field(&mut self, name: String, role: Role, owner: &str, member: &Member) -> Field {
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
        let recursive = contains_itself(self.spec, owner, member);
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
            default: if role == Role::Input {
                constant(member)
            } else {
                None
            },
            limits: if role == Role::Input {
                limits(member)
            } else {
                Vec::new()
            },
            docs: field_docs(member),
        }
    }

    /// All codes that the service or one of its actions documents; of a selection of actions, only theirs. The first text
    /// of a code counts.
    fn service_errors(&self, selection: Option<&Vec<Action>>) -> ErrorEnum {
        let of_actions = self.spec.actions.values().flat_map(|action| &action.errors);
        let mut errors = error_enum(
            self.names.service_error.clone(),
            self.spec.errors.iter().chain(of_actions),
        );
        if let Some(actions) = selection {
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

/// Every response has a request id, whether or not the documentation lists it.
fn with_request_id(members: &[Member]) -> Vec<Member> {
    let mut members = members.to_vec();
    if !members.iter().any(|member| member.name == "RequestId") {
        members.push(Member::new("RequestId", TypeRef::String));
    }
    members
}

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

/// The constant of a documented default. A list has none: there is no constant that a setter could take.
fn constant(member: &Member) -> Option<Constant> {
    let default = member.default.as_ref()?;
    let value = match &member.ty {
        TypeRef::String | TypeRef::Timestamp | TypeRef::Datetime | TypeRef::Date => {
            ConstantValue::String(default.as_str()?.to_owned())
        }
        TypeRef::Integer => ConstantValue::Integer(default.as_i64()?),
        TypeRef::Unsigned => ConstantValue::Unsigned(default.as_u64()?),
        TypeRef::Float => ConstantValue::Float(default.as_f64()?),
        TypeRef::Boolean => ConstantValue::Boolean(default.as_bool()?),
        TypeRef::Binary | TypeRef::Named(_) | TypeRef::List(_) => return None,
    };
    Some(Constant {
        name: format!("DEFAULT_{}", shouty(&member.name)),
        value,
    })
}

fn limits(member: &Member) -> Vec<Limit> {
    [
        member
            .min
            .as_ref()
            .and_then(serde_json::Number::as_f64)
            .map(Limit::Min),
        member
            .max
            .as_ref()
            .and_then(serde_json::Number::as_f64)
            .map(Limit::Max),
        member.min_length.map(Limit::MinLength),
        member.max_length.map(Limit::MaxLength),
        member.min_items.map(Limit::MinItems),
        member.max_items.map(Limit::MaxItems),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn field_docs(member: &Member) -> FieldDocs {
    FieldDocs {
        text: member.doc.clone(),
        format: match member.ty.innermost() {
            TypeRef::Timestamp => Some("2020-01-01T00:00:00+08:00"),
            TypeRef::Datetime => Some("2020-01-01 00:00:00"),
            TypeRef::Date => Some("2020-01-01"),
            _ => None,
        },
        default: member.default.as_ref().map(ToString::to_string),
        example: member.example.as_ref().map(ToString::to_string),
        values: member
            .values
            .iter()
            .map(|known| (known.value.to_string(), known.doc.clone()))
            .collect(),
        deprecated: member.deprecated,
    }
}
