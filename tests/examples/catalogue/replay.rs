//! Do the documented examples survive the generated types?
//!
//! Every example of the official catalogue is decoded into the generated request and response, and encoded again.

use std::collections::BTreeMap;
use std::error::Error;

use serde_json::Value;
use tencentcloud_codegen::catalogue::{Catalogue, Content};
use tencentcloud_codegen::naming::settle;
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

use crate::Selection;
use crate::driver::{Driver, Side};
use crate::verdict::{Verdict, judge};
use crate::workspace::Workspace;

/// Says whether nothing is unexplained.
pub(crate) fn run(selection: &Selection, lists: &[String]) -> Result<bool, Box<dyn Error>> {
    if selection.specs.is_empty() {
        return Err("name a wheel, or the folder of an unpacked one, before the options".into());
    }
    let catalogue = Catalogue::open(&selection.specs)?;
    let mut specs = Vec::new();
    let mut examples = Vec::new();
    for version in catalogue.versions() {
        let Some(mut spec) = catalogue.read(version, Content::All).spec else {
            return Err(format!("{version} cannot be read: see `tcgen import`").into());
        };
        settle(&mut spec, None);
        for source in catalogue.sources() {
            examples.push((specs.len(), source.examples(version)?));
        }
        specs.push(spec);
    }
    let workspace = Workspace::of_specs(selection, &specs)?;
    let plans: BTreeMap<(&str, &str), &Plan> = workspace
        .plans()
        .map(|plan| ((plan.service.as_str(), plan.version.as_str()), plan))
        .collect();
    let mut driver = Driver::start(&workspace)?;
    let mut report = Report::default();
    for (of, examples) in examples {
        let spec = &specs[of];
        let key = (spec.service.as_deref(), spec.version.as_deref());
        let (Some(service), Some(version)) = key else {
            continue;
        };
        let Some(plan) = plans.get(&(service, version)) else {
            continue;
        };
        for example in &examples {
            let place = format!("{service} {version} {}", example.place);
            let parts = example.example.as_ref();
            let request = parts.and_then(|parts| parts.request.as_ref());
            let response = parts.and_then(|parts| parts.response.as_ref());
            for (side, body) in [(Side::Request, request), (Side::Response, response)] {
                let (verdict, text) = match body {
                    Some(body) => turn(&mut driver, spec, plan, &example.action, side, body)?,
                    None => (
                        Verdict::Broken,
                        example.findings.iter().map(|f| f.message.clone()).collect(),
                    ),
                };
                report.add(side, verdict, format!("{place} {}: {text}", side.word()));
            }
        }
    }
    driver.stop()?;
    report.print(lists);
    Ok(report.count(Verdict::Unexplained) == 0)
}

fn turn(
    driver: &mut Driver,
    spec: &Spec,
    plan: &Plan,
    action: &str,
    side: Side,
    body: &Value,
) -> Result<(Verdict, String), Box<dyn Error>> {
    let Some(described) = spec.actions.get(action) else {
        return Ok((Verdict::Broken, "no such action".to_owned()));
    };
    let members = match side {
        Side::Request => &described.request,
        Side::Response => &described.response,
    };
    let back = driver.turn(plan, action, side, &body.to_string())?;
    let back = match back {
        Ok(json) => Ok(serde_json::from_str(&json)?),
        Err(message) => Err(message),
    };
    Ok(judge(spec, members, side, body, &back))
}

/// What became of the examples.
#[derive(Default)]
struct Report(BTreeMap<(Verdict, Side), Vec<String>>);

impl Report {
    fn add(&mut self, side: Side, verdict: Verdict, text: String) {
        self.0.entry((verdict, side)).or_default().push(text);
    }

    fn of(&self, verdict: Verdict, side: Side) -> &[String] {
        self.0.get(&(verdict, side)).map_or(&[], Vec::as_slice)
    }

    fn count(&self, verdict: Verdict) -> usize {
        [Side::Request, Side::Response]
            .map(|side| self.of(verdict, side).len())
            .iter()
            .sum()
    }

    /// The counts of all classes, and the examples of those that are asked for. What is unexplained is always listed.
    fn print(&self, lists: &[String]) {
        println!("| requests | responses | |\n|---|---|---|");
        let mut all = [0, 0];
        for (verdict, text) in Verdict::ALL {
            let counts = [Side::Request, Side::Response].map(|side| self.of(verdict, side).len());
            all = [all[0] + counts[0], all[1] + counts[1]];
            println!("| {} | {} | {text} |", counts[0], counts[1]);
        }
        println!("| {} | {} | all |", all[0], all[1]);
        for ((verdict, _), texts) in &self.0 {
            let name = format!("{verdict:?}").to_lowercase();
            if *verdict == Verdict::Unexplained || lists.contains(&name) {
                println!();
                for text in texts {
                    println!("{name}: {text}");
                }
            }
        }
    }
}
