//! `api.json`: the actions and objects of a service version.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::value::RawValue;

use super::Content;
use super::json::{Members, Place, Reader};
use super::keys::{Counts, Level};
use super::member;
use super::memory::Memory;
use super::source::ServiceVersion;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened};
use crate::extract::description;
use crate::facts;
use crate::names;
use crate::page;
use crate::spec::{Action, Member, Spec, Type};

/// The version of the file format that is known.
const FORMAT: &str = "1.0";

/// Reads the text of an `api.json`; what it says where it has errors is not to be used.
pub(super) fn read(reader: &Reader<'_>, folder: &ServiceVersion, content: Content) -> Option<Spec> {
    let mut spec = Spec::default();
    let (mut actions, mut objects) = (None, None);
    for (key, value) in reader.whole()?.0 {
        let place = Place::key(&key);
        match key.as_ref() {
            "metadata" => metadata(reader, value, &place, &mut spec),
            "actions" => actions = reader.object(value, &place),
            "objects" => objects = reader.object(value, &place),
            "version" => check_format(reader, value, &place),
            _ => {}
        }
        reader.count(Level::Api, &key, value, &place);
    }
    identify(reader, folder, &mut spec);
    let (Some(actions), Some(objects)) = (actions, objects) else {
        let message = "expected `actions` and `objects`";
        reader.report(Diagnostic::error(
            codes::CATALOGUE_MISSING_KEY,
            reader.end(),
            message,
        ));
        return None;
    };
    let actions = read_actions(reader, actions);
    let mut objects = Objects::read(reader, objects);
    report_missing_objects(reader, &actions, &objects);
    objects.settle(&actions);
    reader.counts(|counts| {
        counts.versions += 1;
        counts.actions += actions.len() as u64;
        let members = objects.0.values().map(|object| object.members.len());
        counts.members += members.sum::<usize>() as u64;
    });
    objects.into_spec(actions, &mut spec);
    reader.counts(|counts| counts.types += spec.types.len() as u64);
    if content != Content::All {
        without_text(&mut spec);
    }
    Some(spec)
}

/// The short name of the service, from the text of an `api.json`; nothing if it is not there.
pub(super) fn short_name(text: &str) -> Option<String> {
    let (mut counts, memory) = (Counts::default(), Memory::default());
    let reader = Reader::new(text, &mut counts, &memory);
    let mut spec = Spec::default();
    let members = reader.whole()?.0;
    let (_, value) = members.iter().find(|(key, _)| key == "metadata")?;
    metadata(&reader, value, &Place::key("metadata"), &mut spec);
    spec.service
}

/// Reads the version of a file format; tells one that is not known.
pub(super) fn check_format<'a>(reader: &Reader<'a>, value: &'a RawValue, place: &Place<'_>) {
    let Some(version) = reader.text(value, place) else {
        return;
    };
    if version != FORMAT {
        let message = format!("{place}: {} is not `{FORMAT}`", shortened(&version));
        reader.report(
            Diagnostic::warning(codes::CATALOGUE_FORMAT, reader.span(value), message)
                .with_help("read it all the same: what is not known is told"),
        );
    }
}

fn metadata<'a>(reader: &Reader<'a>, value: &'a RawValue, place: &Place<'_>, spec: &mut Spec) {
    let Some(Members(members)) = reader.object(value, place) else {
        return;
    };
    for (key, value) in members {
        let here = place.then(&key);
        let text = || reader.text_or_null(value, &here);
        let one_line = || {
            let text = text()?.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        match key.as_ref() {
            "apiVersion" => spec.version = one_line(),
            "serviceShortName" => spec.service = one_line(),
            "serviceNameCN" => spec.title = one_line(),
            "api_brief" => spec.doc = page::copied_form(&text().unwrap_or_default()),
            _ => {}
        }
        reader.count(Level::Metadata, &key, value, &here);
    }
}

/// What the metadata does not tell, the folders do. Service and version name files: what is no name is an error.
fn identify(reader: &Reader<'_>, folder: &ServiceVersion, spec: &mut Spec) {
    let start = Span::default();
    if spec.version.is_none() || spec.service.is_none() {
        let message = "the metadata lacks `serviceShortName` or `apiVersion`";
        reader.report(
            Diagnostic::warning(codes::CATALOGUE_MISSING_KEY, start, message)
                .with_help("took it from the folder"),
        );
    }
    let version = spec.version.get_or_insert_with(|| folder.date());
    let service = spec.service.get_or_insert_with(|| folder.service.clone());
    if *version != folder.date() {
        let message = format!(
            "the metadata says version {}, the folder {}",
            shortened(version),
            folder.date()
        );
        reader.report(
            Diagnostic::warning(codes::CATALOGUE_VERSION_DIFFERS, start, message)
                .with_help("took that of the metadata"),
        );
    }
    if !names::is_service(service) || !names::is_version(version) {
        let (service, version) = (shortened(service), shortened(version));
        let message = format!(
            "{service} and {version} are not a service and its version; expected such as `cvm` and `2017-03-12`"
        );
        reader.report(Diagnostic::error(codes::CATALOGUE_BAD_NAME, start, message));
    }
}

/// The actions by name.
type Actions<'a> = BTreeMap<Cow<'a, str>, ActionDraft<'a>>;

/// An action before its request and response are found.
struct ActionDraft<'a> {
    value: &'a RawValue,
    action: Action,
    input: Option<(Cow<'a, str>, &'a RawValue)>,
    output: Option<(Cow<'a, str>, &'a RawValue)>,
}

fn read_actions<'a>(reader: &Reader<'a>, actions: Members<'a>) -> Actions<'a> {
    let mut drafts = Actions::new();
    let place = Place::key("actions");
    for (name, value) in actions.0 {
        let here = place.then(&name);
        if !names::is_identifier(&name) {
            let message = format!("{here}: {} is not the name of an action", shortened(&name));
            let span = reader.span(value);
            reader.report(Diagnostic::error(codes::CATALOGUE_BAD_NAME, span, message));
        } else if let Some(draft) = read_action(reader, value, &here) {
            drafts.insert(name, draft);
        }
    }
    drafts
}

fn read_action<'a>(
    reader: &Reader<'a>,
    value: &'a RawValue,
    place: &Place<'_>,
) -> Option<ActionDraft<'a>> {
    let mut action = Action::default();
    let (mut input, mut output) = (None, None);
    let whole = value;
    for (key, value) in reader.object(whole, place)?.0 {
        let here = place.then(&key);
        let text = || reader.text(value, &here);
        let form = || page::copied_form(&text().unwrap_or_default());
        match key.as_ref() {
            "name" => action.title = Some(form()).filter(|title| !title.is_empty()),
            "document" => {
                let description = description::read_text(&form());
                action.doc = description.doc;
                action.rate_limit = description.rate_limit;
                action.deprecated |= description.deprecated;
            }
            "input" => input = text().map(|name| (name, value)),
            "output" => output = text().map(|name| (name, value)),
            "status" => match text().as_deref() {
                Some("online") => {}
                Some("deprecated" | "offline") => action.deprecated = true,
                _ => unknown_value(reader, value, &here, "`online`, `deprecated` or `offline`"),
            },
            "skip_sign" => action.unsigned = reader.flag(value, &here).unwrap_or_default(),
            _ => {}
        }
        reader.count(Level::Action, &key, value, &here);
    }
    Some(ActionDraft {
        value: whole,
        action,
        input,
        output,
    })
}

/// An object in `objects`.
struct Object {
    doc: String,
    members: Vec<Member>,
    usage: Option<Usage>,
}

/// What an object says of its use; requests and responses say nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Usage {
    Requests,
    Responses,
    Both,
}

struct Objects<'a>(HashMap<Cow<'a, str>, Object>);

impl<'a> Objects<'a> {
    fn read(reader: &Reader<'a>, objects: Members<'a>) -> Self {
        let known: HashSet<Cow<'a, str>> = objects.0.iter().map(|(name, _)| name.clone()).collect();
        let is_object = |name: &str| known.contains(name);
        let mut all = HashMap::with_capacity(known.len());
        let place = Place::key("objects");
        for (name, value) in objects.0 {
            let here = place.then(&name);
            if !names::is_identifier(&name) || member::is_scalar(&name) {
                let message = format!("{here}: {} cannot name an object", shortened(&name));
                let span = reader.span(value);
                reader.report(Diagnostic::error(codes::CATALOGUE_BAD_NAME, span, message));
            } else if let Some(object) = read_object(reader, value, &name, &here, &is_object) {
                all.insert(name, object);
            }
        }
        Self(all)
    }

    /// Members of what only responses use are neither required nor have a default: these words mean nothing there.
    fn settle(&mut self, actions: &Actions<'_>) {
        let sent = self.reached(actions.values().filter_map(|draft| draft.input.as_ref()));
        let received = self.reached(actions.values().filter_map(|draft| draft.output.as_ref()));
        for (name, object) in &mut self.0 {
            let is_only_received = match object.usage {
                Some(Usage::Requests | Usage::Both) => false,
                Some(Usage::Responses) => !sent.contains(name.as_ref()),
                None => received.contains(name.as_ref()) && !sent.contains(name.as_ref()),
            };
            if is_only_received {
                for member in &mut object.members {
                    member.required = false;
                    member.default = None;
                }
            }
        }
    }

    /// The names of the objects that some bodies use, themselves among them.
    fn reached<'n>(
        &self,
        bodies: impl Iterator<Item = &'n (Cow<'n, str>, &'n RawValue)>,
    ) -> HashSet<String> {
        let mut reached = HashSet::new();
        let mut open: Vec<&str> = bodies.map(|(name, _)| name.as_ref()).collect();
        while let Some(name) = open.pop() {
            if let Some(object) = self.0.get(name)
                && reached.insert(name.to_owned())
            {
                let members = object.members.iter();
                open.extend(members.filter_map(|member| member.ty.name()));
            }
        }
        reached
    }

    /// Puts the spec together: bodies become members of their actions, all other objects types, and bodies too where
    /// something names them.
    fn into_spec(self, actions: Actions<'_>, spec: &mut Spec) {
        let Self(mut objects) = self;
        let members = objects.values().flat_map(|object| &object.members);
        let named: HashSet<String> = members
            .filter_map(|member| member.ty.name().map(str::to_owned))
            .collect();
        let mut bodies: HashMap<String, usize> = HashMap::new();
        for draft in actions.values() {
            for (name, _) in [&draft.input, &draft.output].into_iter().flatten() {
                *bodies.entry(name.as_ref().to_owned()).or_default() += 1;
            }
        }
        let mut take = |body: Option<(Cow<'_, str>, &RawValue)>| {
            let (name, _) = body?;
            let uses = bodies.get_mut(name.as_ref())?;
            *uses -= 1;
            if *uses > 0 || named.contains(name.as_ref()) {
                return Some(objects.get(name.as_ref())?.members.clone());
            }
            Some(objects.remove(name.as_ref())?.members)
        };
        for (name, mut draft) in actions {
            draft.action.request = take(draft.input).unwrap_or_default();
            draft.action.response = take(draft.output).unwrap_or_default();
            spec.actions.insert(name.into_owned(), draft.action);
        }
        for (name, object) in objects {
            let ty = Type {
                deprecated: facts::is_deprecated(&object.doc),
                doc: object.doc,
                members: object.members,
                ..Type::default()
            };
            spec.types.insert(name.into_owned(), ty);
        }
    }
}

fn read_object<'a>(
    reader: &Reader<'a>,
    value: &'a RawValue,
    name: &str,
    place: &Place<'_>,
    is_object: &dyn Fn(&str) -> bool,
) -> Option<Object> {
    let mut object = Object {
        doc: String::new(),
        members: Vec::new(),
        usage: None,
    };
    for (key, value) in reader.object(value, place)?.0 {
        let here = place.then(&key);
        let text = || reader.text(value, &here);
        match key.as_ref() {
            "document" => object.doc = page::copied_form(&text().unwrap_or_default()),
            "members" => {
                let items = reader.list(value, &here).unwrap_or_default();
                object.members = member::read_all(reader, &items, name, &here, is_object);
            }
            "type" if text().is_some_and(|kind| kind != "object") => {
                unknown_value(reader, value, &here, "`object`");
            }
            "usage" => match text().as_deref() {
                Some("in") => object.usage = Some(Usage::Requests),
                Some("out") => object.usage = Some(Usage::Responses),
                Some("both") => object.usage = Some(Usage::Both),
                _ => unknown_value(reader, value, &here, "`in`, `out` or `both`"),
            },
            _ => {}
        }
        reader.count(Level::Object, &key, value, &here);
    }
    Some(object)
}

fn unknown_value(reader: &Reader<'_>, value: &RawValue, place: &Place<'_>, expected: &str) {
    let found = shortened(value.get());
    let message = format!("{place}: expected {expected}, found {found}");
    let span = reader.span(value);
    reader.report(
        Diagnostic::warning(codes::CATALOGUE_UNKNOWN_VALUE, span, message)
            .with_help("read it as if it were not there"),
    );
}

fn report_missing_objects(reader: &Reader<'_>, actions: &Actions<'_>, objects: &Objects<'_>) {
    let place = Place::key("actions");
    for (name, draft) in actions {
        let here = place.then(name);
        for (key, body) in [("input", &draft.input), ("output", &draft.output)] {
            let Some((object, value)) = body else {
                let message = format!("{here}: expected an `{key}`, which names an object");
                let span = reader.span(draft.value);
                reader.report(Diagnostic::error(
                    codes::CATALOGUE_MISSING_KEY,
                    span,
                    message,
                ));
                continue;
            };
            if !objects.0.contains_key(object) {
                let object = shortened(object);
                let message = format!("{}: no object is called {object}", here.then(key));
                let span = reader.span(value);
                reader.report(Diagnostic::error(
                    codes::CATALOGUE_MISSING_OBJECT,
                    span,
                    message,
                ));
            }
        }
    }
}

/// Leaves out all that is a sentence or an example.
fn without_text(spec: &mut Spec) {
    spec.doc.clear();
    for action in spec.actions.values_mut() {
        action.title = None;
        action.doc.clear();
        let members = action.request.iter_mut().chain(&mut action.response);
        members.for_each(member::without_text);
    }
    for ty in spec.types.values_mut() {
        ty.doc.clear();
        ty.members.iter_mut().for_each(member::without_text);
    }
}
