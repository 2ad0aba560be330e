//! The page of one action.

use super::description::{self, Description};
use super::findings::Findings;
use super::identity::Identity;
use super::members::{self, Of};
use super::sections::Section;
use super::service::{self, Explorer};
use super::tables::Tables;
use super::{PageParts, errors, examples, front};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::spec::{Action, Source, Spec};
use crate::words::Heading;

/// Reads the page section by section; nothing when a part is missing without which the rest says nothing.
pub(super) fn read(page: &PageParts<'_>, source: Source, findings: &mut Findings) -> Option<Spec> {
    let PageParts { document, sections } = page;
    let tables = Tables::find(document, sections, findings)?;
    findings.extend(sections.only_announced().map(announced));

    let input = page.rows(tables.input, findings);
    let mut input = input.records(findings);
    let identity = Identity::take(&mut input, findings);
    let request = members::read(&input, Of::Request, findings);
    let output = page.rows(tables.output, findings);
    let response = members::read(&output.records(findings), Of::Response, findings);

    let front = front::read(sections.front);
    let description = description::read(sections.blocks(Heading::Description));
    let examples = examples::read(sections, &request, findings);
    if tables.errors.is_empty() {
        findings.extend(errors::without_table(sections));
    }
    let errors = errors::read(page, &tables.errors, findings);

    let explorer = Explorer::of(document);
    let place = tables.input.header.span;
    let name = action_name(&identity, &description, &explorer, place, findings);
    let host = description
        .host
        .clone()
        .or_else(|| examples.hosts.first().cloned());
    let service = service::find(description.host.as_deref(), &examples, &explorer);
    let version = identity.version.or(explorer.version);
    report_unknown(service.is_none(), version.is_none(), place, findings);

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
    findings: &mut Findings,
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

fn report_unknown(service: bool, version: bool, span: Span, findings: &mut Findings) {
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
