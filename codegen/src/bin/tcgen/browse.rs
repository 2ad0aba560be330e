//! `tcgen list` and `tcgen show`: what is known.

use std::fmt::Write as _;
use std::io::Write as _;

use miette::{IntoDiagnostic, Result, miette};
use tencentcloud_codegen::builtin::Builtin;
use tencentcloud_codegen::plan::{paging, suggestion};
use tencentcloud_codegen::spec::{Action, ErrorCode, Member, Spec, Type};
use tencentcloud_codegen::specs::{Name, Specs};

use crate::Outcome;
use crate::args::{ListArgs, Shelf, ShowArgs};
use crate::generate::count;
use crate::message::Messages;

pub(crate) fn list(args: &ListArgs, messages: &Messages) -> Result<Outcome> {
    let mut out = String::new();
    if let Some(service) = &args.service {
        let specs = open(&args.shelf, Some(service))?;
        for name in versions(&specs, service)? {
            let spec = specs.read(&name).into_diagnostic()?.spec;
            for (action, described) in &spec.actions {
                let title = described.title.as_deref().unwrap_or_default();
                let _ = writeln!(out, "{}", row(&[&name.version, action, title]));
            }
        }
        return print(&out);
    }
    let mut actions = 0;
    let mut versions = 0;
    for (name, of, title) in all(&args.shelf)? {
        let number = of.to_string();
        let title = title.unwrap_or_default();
        let _ = writeln!(
            out,
            "{}",
            row(&[&name.service, &name.version, &number, &title])
        );
        actions += of;
        versions += 1;
    }
    print(&out)?;
    messages.note(format_args!(
        "{}, {}; `tcgen list SERVICE` lists the actions of one",
        count(versions, "service version"),
        count(actions, "action")
    ));
    Ok(Outcome::Good)
}

/// Every service version with the number of its actions and its title.
fn all(shelf: &Shelf) -> Result<Vec<(Name, usize, Option<String>)>> {
    if shelf.specs.is_empty() {
        let builtin = Builtin::new();
        let services = builtin.services().iter().cloned();
        return Ok(services
            .map(|service| {
                let name = Name {
                    service: service.name,
                    version: service.version,
                };
                (name, service.actions, service.title)
            })
            .collect());
    }
    let specs = open(shelf, None)?;
    let names: Vec<Name> = specs.names().cloned().collect();
    let read = names.into_iter().map(|name| {
        let spec = specs.read(&name).into_diagnostic()?.spec;
        Ok((name, spec.actions.len(), spec.title))
    });
    read.collect()
}

pub(crate) fn show(args: &ShowArgs) -> Result<Outcome> {
    let (service, item) = match args.what.split_once('.') {
        Some((service, item)) => (service, Some(item)),
        None => (args.what.as_str(), None),
    };
    let specs = open(&args.shelf, Some(service))?;
    let mut out = String::new();
    let mut known = Vec::new();
    for name in versions(&specs, service)? {
        let spec = specs.read(&name).into_diagnostic()?.spec;
        let Some(item) = item else {
            show_service(&mut out, &name, &spec);
            continue;
        };
        if let Some(action) = spec.actions.get(item) {
            show_action(&mut out, &name, &spec, item, action);
        } else if let Some(of) = spec.types.get(item) {
            show_type(&mut out, &name, item, of);
        }
        known.extend(spec.actions.into_keys().chain(spec.types.into_keys()));
    }
    if let Some(item) = item.filter(|_| out.is_empty()) {
        return Err(miette!(
            "`{service}` has no action or data type `{item}`{}",
            suggestion(item, &known)
        ));
    }
    print(&out)
}

/// The specs to look into: given ones over the built-in catalogue.
fn open(shelf: &Shelf, service: Option<&str>) -> Result<Specs> {
    let mut specs = Specs::default();
    for path in &shelf.specs {
        specs.add(path).into_diagnostic()?;
    }
    if let Some(service) = service {
        specs.add_builtin(service, None).into_diagnostic()?;
    }
    Ok(specs)
}

fn versions(specs: &Specs, service: &str) -> Result<Vec<Name>> {
    let versions: Vec<Name> = specs
        .names()
        .filter(|name| name.service == service)
        .cloned()
        .collect();
    if versions.is_empty() {
        return Err(miette!("no spec of the service `{service}`"));
    }
    Ok(versions)
}

fn show_service(out: &mut String, name: &Name, spec: &Spec) {
    let title = spec.title.as_deref().unwrap_or_default();
    let _ = writeln!(out, "{}\n", format!("{name}  {title}").trim_end());
    for (action, of) in &spec.actions {
        let _ = writeln!(out, "  {action}{}", marks(of));
    }
    let _ = writeln!(
        out,
        "\n  {}, {}, {}\n",
        count(spec.actions.len(), "action"),
        count(spec.types.len(), "data type"),
        count(spec.errors.len(), "error code")
    );
}

/// What is special about an action.
fn marks(action: &Action) -> String {
    let body = action.body.map(|body| format!("{body:?}"));
    let marks = [
        action.deprecated.then_some("deprecated"),
        action.unsigned.then_some("unsigned"),
        action.streaming.then_some("streaming"),
        body.as_deref(),
        action.endpoint.as_deref(),
    ];
    let marks: Vec<&str> = marks.into_iter().flatten().collect();
    if marks.is_empty() {
        String::new()
    } else {
        format!("  ({})", marks.join(", "))
    }
}

fn show_action(out: &mut String, name: &Name, spec: &Spec, wire: &str, action: &Action) {
    let title = action.title.as_deref().unwrap_or_default();
    let head = format!("{name} {wire}{}  {title}", marks(action));
    let _ = writeln!(out, "{}", head.trim_end());
    show_doc(out, &action.doc);
    if let Some(paging) = paging(spec, wire, action) {
        let _ = writeln!(out, "\npages: {paging}");
    }
    show_members(out, "request", &action.request);
    show_members(out, "response", &action.response);
    show_errors(out, &action.errors);
}

fn show_type(out: &mut String, name: &Name, wire: &str, of: &Type) {
    let _ = writeln!(out, "{name} {wire}");
    show_doc(out, &of.doc);
    show_members(out, "members", &of.members);
}

fn show_doc(out: &mut String, doc: &str) {
    if !doc.is_empty() {
        out.push('\n');
    }
    for line in doc.lines() {
        let _ = writeln!(out, "  {line}");
    }
}

fn show_members(out: &mut String, what: &str, members: &[Member]) {
    let _ = writeln!(out, "\n{what}");
    let widest =
        |text: &dyn Fn(&Member) -> String| members.iter().map(|m| text(m).len()).max().unwrap_or(0);
    let names = widest(&|member| member.name.clone());
    let types = widest(&|member| member.ty.to_string());
    for member in members {
        let (name, ty, facts) = (&member.name, member.ty.to_string(), facts(member));
        let line = format!("  {name:names$}  {ty:types$}  {facts}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// What is known of a member besides its type.
fn facts(member: &Member) -> String {
    let mut facts: Vec<String> = Vec::new();
    let mut word = |is: bool, word: &str| facts.extend(is.then(|| word.to_owned()));
    word(member.required, "required");
    word(member.nullable, "nullable");
    word(member.deprecated, "deprecated");
    let number = |name: &str, value: Option<String>| value.map(|value| format!("{name} {value}"));
    facts.extend(number(
        "default",
        member.default.as_ref().map(ToString::to_string),
    ));
    facts.extend(number("min", member.min.as_ref().map(ToString::to_string)));
    facts.extend(number("max", member.max.as_ref().map(ToString::to_string)));
    facts.extend(number(
        "min length",
        member.min_length.map(|n| n.to_string()),
    ));
    facts.extend(number(
        "max length",
        member.max_length.map(|n| n.to_string()),
    ));
    facts.extend(number("min items", member.min_items.map(|n| n.to_string())));
    facts.extend(number("max items", member.max_items.map(|n| n.to_string())));
    if !member.values.is_empty() {
        let values: Vec<String> = member.values.iter().map(|v| v.value.to_string()).collect();
        facts.push(format!("one of {}", values.join(" ")));
    }
    facts.join(", ")
}

fn show_errors(out: &mut String, errors: &[ErrorCode]) {
    if !errors.is_empty() {
        out.push_str("\nerrors\n");
    }
    for error in errors {
        let _ = writeln!(out, "  {}", error.code);
    }
}

/// Columns that a program can take apart, too.
fn row(columns: &[&str]) -> String {
    columns.join("\t").trim_end().to_owned()
}

fn print(text: &str) -> Result<Outcome> {
    // A closed pipe is no reason to fail: who closed it has seen enough.
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).into_diagnostic()
        }
        _ => Ok(Outcome::Good),
    }
}
