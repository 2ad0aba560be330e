//! Everything in the official wheels arrives in the specs.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

use serde_json::Value;
use tcgen_tests::wheels;
use tencentcloud_codegen::catalogue::{Catalogue, Content, Import, ServiceVersion};
use tencentcloud_codegen::diagnostic::Severity;
use tencentcloud_codegen::folder;
use tencentcloud_codegen::spec::{self, Member, Spec};
use zip::ZipArchive;

/// Without optimisation, a whole wheel takes minutes: then it is every tenth service version.
const STEP: usize = if cfg!(debug_assertions) { 10 } else { 1 };

#[test]
fn every_action_type_and_member_of_the_wheels_arrives() {
    let mut compared = 0;
    for path in wheels::conventional() {
        let Ok(catalogue) = Catalogue::open([&path]) else {
            // The wheel of error codes.
            continue;
        };
        let mut zip = ZipArchive::new(File::open(&path).unwrap()).unwrap();
        for version in catalogue.versions().into_iter().step_by(STEP) {
            let name = format!("tccli/services/{version}/api.json");
            let expected =
                Shape::of(&serde_json::from_reader(zip.by_name(&name).unwrap()).unwrap());
            let import = catalogue.read(version, Content::All);
            assert_no_errors(&import, &path, version);
            let spec = import.spec.unwrap();
            assert_eq!(
                Shape::of_spec(&spec),
                expected,
                "{} {version}",
                path.display()
            );
            compared += 1;
        }
    }
    if compared == 0 {
        println!("skipped: there are no tccli wheels in TCGEN_WHEELS or the folder `wheels`");
    }
}

#[test]
fn most_examples_of_the_wheels_can_be_read() {
    for path in wheels::conventional() {
        let Ok(catalogue) = Catalogue::open([&path]) else {
            continue;
        };
        let (mut all, mut whole) = (0, 0);
        let source = &catalogue.sources()[0];
        for version in catalogue.versions().into_iter().step_by(STEP) {
            for example in source.examples(version).unwrap() {
                all += 1;
                whole += u32::from(example.is_whole());
                // What is not used is told.
                assert_eq!(
                    example.is_whole(),
                    example.findings.is_empty(),
                    "{version} {example:?}"
                );
            }
        }
        // Machine translation has broken the JSON of some English ones.
        assert!(
            whole * 100 >= all * 85,
            "{}: {whole} of {all}",
            path.display()
        );
    }
}

#[test]
fn imported_specs_fit_the_published_schema() {
    let schema = serde_json::from_str(spec::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/catalogue");
    for case in folder::entries(&folder.join("odd"))
        .unwrap()
        .into_iter()
        .chain([folder.join("good/whole")])
    {
        let spec = fs::read_to_string(case.join("spec.json")).unwrap();
        let spec = serde_json::from_str(&spec).unwrap();
        let errors: Vec<String> = schema
            .iter_errors(&spec)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", case.display());
    }
}

fn assert_no_errors(import: &Import, path: &Path, version: &ServiceVersion) {
    let files = import.sources.iter().flat_map(|source| &source.files);
    for file in files {
        for finding in &file.findings {
            let place = format!("{} {version}: {finding:?}", path.display());
            assert_eq!(finding.severity, Severity::Warning, "{place}");
        }
    }
}

/// Members by name, each with its type, as far as both forms can say it: `list` or not, and the name of a data type.
type Members = BTreeMap<String, (bool, Option<String>)>;

/// What is compared of a service version.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    /// The members of the request and the response of each action.
    actions: BTreeMap<String, [Members; 2]>,
    types: BTreeMap<String, Members>,
}

impl Shape {
    /// Counted without the reader.
    fn of(api: &Value) -> Self {
        let objects = api["objects"].as_object().unwrap();
        let members = |name: &Value| -> Members {
            let members = objects[name.as_str().unwrap()]["members"]
                .as_array()
                .unwrap();
            let named = members.iter().map(|member| {
                let word = member["member"].as_str().unwrap();
                let name = objects.contains_key(word).then(|| word.to_owned());
                let key = member["name"].as_str().unwrap().to_owned();
                (key, (member["type"] == "list", name))
            });
            named.collect()
        };
        let mut bodies = BTreeSet::new();
        let mut actions = BTreeMap::new();
        for (name, action) in api["actions"].as_object().unwrap() {
            let both = [&action["input"], &action["output"]];
            bodies.extend(both.map(|body| body.as_str().unwrap()));
            actions.insert(name.clone(), both.map(members));
        }
        let types = objects
            .keys()
            .filter(|name| !bodies.contains(name.as_str()));
        Self {
            types: types
                .map(|name| (name.clone(), members(&Value::from(name.as_str()))))
                .collect(),
            actions,
        }
    }

    fn of_spec(spec: &Spec) -> Self {
        let members = |members: &[Member]| -> Members {
            let named = members.iter().map(|member| {
                let is_list = member.ty.item().is_some();
                let name = member.ty.name().map(str::to_owned);
                (member.name.clone(), (is_list, name))
            });
            named.collect()
        };
        let actions = spec.actions.iter().map(|(name, action)| {
            let both = [&action.request, &action.response];
            (name.clone(), both.map(|body| members(body)))
        });
        let types = spec.types.iter();
        Self {
            actions: actions.collect(),
            types: types
                .map(|(name, ty)| (name.clone(), members(&ty.members)))
                .collect(),
        }
    }
}
