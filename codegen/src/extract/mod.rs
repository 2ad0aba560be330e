//! Takes the facts out of a [`Document`]: after this, nobody looks at prose again.
//!
//! Sections are known by the meaning of their headings, tables by the names of their columns; numbers, order and nesting
//! do not count. A page that cannot be read without guessing gives an error instead of a spec, and what is not certain
//! about a member stays in its text. All findings and their codes are in [`codes`].

pub mod codes;
mod description;
mod errors;
mod examples;
mod front;
mod identity;
mod members;
mod not_an_action;
mod request;
mod rows;
mod sections;
mod service;
mod tables;
mod types;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use self::description::Description;
use self::identity::Identity;
use self::members::Direction;
use self::sections::{Section, Sections};
use self::service::Explorer;
use self::tables::Tables;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::document::Document;
use crate::spec::{Action, Source, Spec};
use crate::words::Heading;

/// What a page says.
#[derive(Debug)]
pub struct Extraction {
    /// The action and all it mentions; absent when the page has errors.
    pub spec: Option<Spec>,
    /// What was not understood, repaired or missing, in the order of the page.
    pub diagnostics: Vec<Diagnostic>,
}

/// Takes the spec of one action out of its page.
pub fn extract(document: &Document, source: Source) -> Extraction {
    let mut diagnostics = Vec::new();
    let spec = read(document, source, &mut diagnostics);
    diagnostics.extend(document.too_deep.map(too_deep));
    report_cut_off(document, &mut diagnostics);
    diagnostics.sort_by_key(|finding| finding.span.start);
    Extraction {
        spec: spec.filter(|_| !has_errors(&diagnostics)),
        diagnostics,
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        codes::TOO_DEEP,
        span,
        "this table stands in more tables than are read: it cannot be told what belongs to which",
    )
    .with_help("save the page again; a documentation page has no such tables")
}

/// A page that was cut off can lack any number of rows, also when the last one looks whole.
fn report_cut_off(document: &Document, findings: &mut Vec<Diagnostic>) {
    if let Some(span) = document.cut_off.filter(|_| !has_errors(findings)) {
        findings.push(
            Diagnostic::error(
                codes::CUT_OFF,
                span,
                "the page is cut off: it ends in the middle of a table or of a character",
            )
            .with_help("copy or save the whole page again"),
        );
    }
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

/// Reads the page section by section; nothing when a part is missing without which the rest says nothing.
fn read(document: &Document, source: Source, findings: &mut Vec<Diagnostic>) -> Option<Spec> {
    let sections = Sections::of(document);
    let tables = Tables::find(document, &sections, findings)?;
    findings.extend(sections.only_announced().map(announced));

    let input = tables.rows(tables.input, findings);
    let mut input = input.records(findings);
    let identity = Identity::take(&mut input);
    let request = members::read(&input, Direction::Request, findings);
    let output = tables.rows(tables.output, findings);
    let response = members::read(&output.records(findings), Direction::Response, findings);

    let front = front::read(sections.front);
    let description = description::read(sections.blocks(Heading::Description));
    let examples = examples::read(&sections, &request, findings);
    let errors = errors::read(&tables, &sections, findings);

    let explorer = Explorer::of(document);
    let name = action_name(
        &identity,
        &description,
        &explorer,
        tables.input.header.span,
        findings,
    );
    let host = description
        .host
        .clone()
        .or_else(|| examples.hosts.first().cloned());
    let service = service::find(description.host.as_deref(), &examples, &explorer);
    let version = identity.version.or(explorer.version);
    report_unknown(
        service.is_none(),
        version.is_none(),
        tables.input.header.span,
        findings,
    );

    let action = Action {
        title: front.title,
        doc: description.doc,
        updated: front.updated,
        rate_limit: description.rate_limit,
        region: identity.region,
        regions: identity.regions,
        deprecated: description.deprecated,
        request,
        response,
        errors,
        examples: examples.examples,
        source: Some(source),
        ..Action::default()
    };
    Some(Spec {
        service,
        version,
        endpoint: host.filter(|host| service::of_host(host).is_some()),
        actions: [(name?, action)].into(),
        ..Spec::default()
    })
}

/// A section that only the table of contents knows.
fn announced(section: &Section<'_>) -> Diagnostic {
    Diagnostic::error(
        codes::CUT_OFF,
        section.span,
        "the table of contents announces a section that the page does not have",
    )
    .with_help("copy or save the whole page again: it seems to be cut off")
}

/// The name of the action: from its row, else from where else it is certain.
fn action_name(
    identity: &Identity,
    description: &Description,
    explorer: &Explorer,
    span: Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<String> {
    let elsewhere = description.action.as_ref().or(explorer.action.as_ref());
    match (&identity.action, elsewhere) {
        (Some(name), Some(other)) if name != other => findings.push(
            Diagnostic::warning(
                codes::ACTION_DIFFERS,
                span,
                format!("the row `Action` says `{name}`, the page elsewhere `{other}`"),
            )
            .with_help(format!("took `{name}`")),
        ),
        (None, None) => findings.push(
            Diagnostic::error(
                codes::NO_ACTION,
                span,
                no_action(identity.unclear.as_deref()),
            )
            .with_help("add the row `Action`, as the page on the site has it"),
        ),
        _ => {}
    }
    identity.action.as_ref().or(elsewhere).cloned()
}

fn no_action(unclear: Option<&str>) -> String {
    match unclear {
        Some(text) => format!("the row `Action` does not tell the name of the action: {text}"),
        None => "nothing tells the name of the action; expected a row `Action` that says `公共参数，本接口取值：…`".to_owned(),
    }
}

fn report_unknown(service: bool, version: bool, span: Span, findings: &mut Vec<Diagnostic>) {
    if service {
        findings.push(
            Diagnostic::warning(
                codes::SERVICE_UNKNOWN,
                span,
                "nothing on the page tells the service: no domain, no example, no link",
            )
            .with_help("name it with `--service`"),
        );
    }
    if version {
        findings.push(
            Diagnostic::warning(
                codes::VERSION_UNKNOWN,
                span,
                "nothing on the page tells the version of the API: no row `Version`, no link",
            )
            .with_help("add the row `Version`, as the page on the site has it"),
        );
    }
}
