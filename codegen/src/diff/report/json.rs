//! The report for machines.

use serde::Serialize;

use super::super::{ApiChange, Change, Counts, Part, Subject};
use super::{Origin, Report};

/// The version of the format; it changes when something is taken out or means something else.
pub const FORMAT: u32 = 1;

/// The JSON Schema of the report.
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

/// The report as JSON, as the schema has it.
///
/// # Panics
///
/// Never: all that a report holds is JSON.
pub fn json(report: &Report<'_>) -> String {
    let list = report.changes.list.iter();
    let list = list.filter(|change| report.documentation || !change.rule.is_documentation());
    let json = Json {
        diff: FORMAT,
        old: side(&report.sides.old),
        new: side(&report.sides.new),
        versions: report.changes.versions,
        counts: counts(&report.changes.counts()),
        ignored: report.ignored.len(),
        only: report.only.words,
        left_out: (!report.only.words.is_empty()).then(|| counts(&report.only.left_out)),
        crates: report
            .advice
            .iter()
            .map(|(service, advice)| CrateJson {
                name: format!("{}{service}", report.prefix),
                service,
                rust: advice.rust.word(),
                bump: advice.bump.to_string(),
                from: report.current.to_string(),
                to: advice.version.to_string(),
            })
            .collect(),
        changes: list.map(change).collect(),
    };
    let text = serde_json::to_string_pretty(&json);
    text.expect("a report has only string keys") + "\n"
}

#[derive(Serialize)]
struct Json<'a> {
    diff: u32,
    old: SideJson<'a>,
    new: SideJson<'a>,
    versions: usize,
    counts: CountsJson,
    ignored: usize,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    only: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<CountsJson>,
    crates: Vec<CrateJson<'a>>,
    changes: Vec<ChangeJson<'a>>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'a str>,
    whole: bool,
    error_codes: bool,
}

#[derive(Serialize)]
struct CountsJson {
    breaking: usize,
    dangerous: usize,
    additive: usize,
    none: usize,
    documentation: usize,
}

#[derive(Serialize)]
struct CrateJson<'a> {
    name: String,
    service: &'a str,
    rust: &'static str,
    bump: String,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    rule: &'static str,
    service: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    data_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
    wire: &'static str,
    rust: &'static str,
    used: UsageJson,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<ItemJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    perhaps: Option<&'a str>,
    fingerprint: String,
}

#[derive(Serialize)]
struct UsageJson {
    request: bool,
    response: bool,
    actions: usize,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
}

fn side<'a>(of: &Origin<'a>) -> SideJson<'a> {
    SideJson {
        name: of.name,
        commit: of.commit,
        whole: of.whole,
        error_codes: of.error_codes,
    }
}

fn counts(counts: &Counts) -> CountsJson {
    let Counts {
        breaking,
        dangerous,
        additive,
        none,
        documentation,
    } = *counts;
    CountsJson {
        breaking,
        dangerous,
        additive,
        none,
        documentation,
    }
}

fn change(of: &Change) -> ChangeJson<'_> {
    let (action, data_type) = match &of.place.subject {
        Subject::Version => (None, None),
        Subject::Action(name) => (Some(name.as_str()), None),
        Subject::DataType(name) => (None, Some(name.as_str())),
    };
    ChangeJson {
        rule: of.rule.id,
        service: &of.place.service,
        version: &of.place.version,
        action,
        data_type,
        part: of.place.part.map(|part| match part {
            Part::Request => "request",
            Part::Response => "response",
        }),
        member: of.place.member.as_deref(),
        before: of.before.as_deref(),
        after: of.after.as_deref(),
        wire: of.wire.word(),
        rust: of.rust.word(),
        used: UsageJson {
            request: of.usage.request,
            response: of.usage.response,
            actions: of.usage.actions,
        },
        items: of.api.iter().map(item).collect(),
        perhaps: of.perhaps.as_deref(),
        fingerprint: of.fingerprint(),
    }
}

fn item(of: &ApiChange) -> ItemJson<'_> {
    ItemJson {
        before: of.before.as_deref(),
        after: of.after.as_deref(),
    }
}
