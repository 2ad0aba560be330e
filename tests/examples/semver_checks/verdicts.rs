//! Our verdicts beside those of cargo-semver-checks.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use tencentcloud_codegen::catalogue::{Catalogue, Content, Memory, Overlay, ServiceVersion};
use tencentcloud_codegen::diff::rule;
use tencentcloud_codegen::diff::{ApiChange, Change, Changes, Severity};
use tencentcloud_codegen::spec::Spec;

use crate::cases;
use crate::crates;
use crate::report;
use crate::tool::{self, Finding};

/// What both say of one crate.
pub(crate) struct Verdict {
    /// The case, or the service.
    pub(crate) name: String,
    /// How many of our changes break.
    pub(crate) breaking: usize,
    /// The items that these change.
    pub(crate) items: Vec<ApiChange>,
    /// The items that the tool finds, as [`item`] has them.
    pub(crate) found: BTreeSet<String>,
    /// What it finds and we do not.
    pub(crate) missed: Vec<Finding>,
}

/// Asks about each rule in each position; whether nothing is found that we do not say.
pub(crate) fn of_cases() -> Result<bool, Box<dyn Error>> {
    println!("{}\n", tool::version()?);
    let mut cases = cases::all();
    // A module has one version of a service.
    cases.retain(|case| !case.rule.starts_with("version-"));
    let pairs: Vec<[&Spec; 2]> = cases
        .iter()
        .map(|case| [&case.old[0], &case.new[0]])
        .collect();
    let folder = crates::folder("cases");
    crates::of_modules(&folder, &pairs)?;
    let findings = tool::breaks(&folder)?;
    let verdicts = cases.iter().enumerate().map(|(at, case)| {
        let module = crates::module(at);
        let is_of_case = |finding: &&Finding| {
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let mut words = finding.text.split(|c| !is_part(c));
            words.any(|word| word == module)
        };
        let findings = findings.iter().filter(is_of_case).cloned().collect();
        Verdict::new(case.name(), &case.changes(), &findings)
    });
    let verdicts: Vec<Verdict> = verdicts.collect();
    print!("{}", report::of_cases(&verdicts));
    Ok(verdicts.iter().all(|verdict| verdict.missed.is_empty()))
}

/// Asks about the crates of services in two catalogues.
pub(crate) fn of_releases(
    old: &Path,
    new: &Path,
    services: &[String],
) -> Result<bool, Box<dyn Error>> {
    println!("{}\n", tool::version()?);
    let [old, new] = [Catalogue::open([old])?, Catalogue::open([new])?];
    let mut verdicts = Vec::new();
    for service in services {
        let (old, new) = (specs(&old, service)?, specs(&new, service)?);
        let changes = Changes::between(&old, &new)?;
        let folder = crates::folder(service);
        crates::of_service(&folder, &old, &new)?;
        eprintln!("{service}");
        let findings = tool::breaks(&folder)?;
        verdicts.push(Verdict::new(service.clone(), &changes, &findings));
    }
    print!("{}", report::of_services(&verdicts));
    Ok(verdicts.iter().all(|verdict| verdict.missed.is_empty()))
}

/// The specs of all versions of a service, the newest last.
fn specs(catalogue: &Catalogue, service: &str) -> Result<Vec<Spec>, Box<dyn Error>> {
    let overlay = Overlay::built_in();
    let versions = catalogue.versions().into_iter();
    let versions: Vec<&ServiceVersion> = versions.filter(|one| one.service == service).collect();
    if versions.is_empty() {
        return Err(format!("there is no service {service} on both sides").into());
    }
    let read = versions.into_iter().map(|version| {
        let import = catalogue.read_with(version, Content::All, &Memory::default());
        let spec = import.spec;
        let mut spec = spec.ok_or_else(|| format!("{version} has errors"))?;
        overlay.apply(&mut spec);
        Ok(spec)
    });
    read.collect()
}

impl Verdict {
    fn new(name: String, changes: &Changes, findings: &BTreeSet<Finding>) -> Self {
        let breaking = changes.list.iter();
        let breaking: Vec<&Change> = breaking
            .filter(|change| change.rust == Severity::Breaking)
            .collect();
        let items = breaking.iter().flat_map(|change| &change.api);
        let items: Vec<ApiChange> = items
            .filter(|item| item.before.is_some())
            .cloned()
            .collect();
        let ours: BTreeSet<String> = items.iter().filter_map(item).collect();
        let gone: BTreeSet<&str> = breaking
            .iter()
            .flat_map(|change| of_action(change))
            .collect();
        let (mut found, mut missed) = (BTreeSet::new(), Vec::new());
        for finding in findings {
            let item = finding.item();
            let mut parts = item.split(['.', ':']);
            let is_gone = parts.any(|part| gone.contains(part.trim_end_matches("_pages")));
            if !ours.contains(&item) && !is_gone {
                missed.push(finding.clone());
            }
            found.insert(item);
        }
        Self {
            name,
            breaking: breaking.len(),
            items,
            found,
            missed,
        }
    }

    /// The items that we say break, and the tool does not find.
    pub(crate) fn not_found(&self) -> Vec<&ApiChange> {
        let items = self.items.iter();
        items
            .filter(|change| item(change).is_none_or(|item| !self.found.contains(&item)))
            .collect()
    }
}

/// The names in the method of an action that is gone: what else is gone with it is not listed.
fn of_action(change: &Change) -> Vec<&str> {
    /// It does not go with an action.
    const CLIENT: &str = "Client";
    let items = change.api.iter().filter_map(|item| item.before.as_deref());
    let items = items.filter(|_| change.rule == &rule::ACTION_REMOVED);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = items.flat_map(|item| item.split(move |c| !is_part(c)));
    names
        .filter(|name| !name.is_empty() && *name != CLIENT)
        .collect()
}

/// What an item is called, without its types: `Thing`, `Thing.size`, `Thing::new`.
fn item(change: &ApiChange) -> Option<String> {
    let text = change.before.as_deref()?;
    let text = ["struct ", "enum ", "type "]
        .iter()
        .find_map(|kind| text.strip_prefix(kind))
        .unwrap_or(text);
    let end = ["(", ": ", " = "]
        .iter()
        .filter_map(|end| text.find(end))
        .min();
    Some(text[..end.unwrap_or(text.len())].to_owned())
}
