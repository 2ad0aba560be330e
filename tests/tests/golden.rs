//! Golden pages → golden specs → golden Rust.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;

use tcgen_tests::golden::{self, Golden};
use tencentcloud_codegen::builtin::{self, Builtin};
use tencentcloud_codegen::diagnostic::Severity;
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::{self, Spec};
use tencentcloud_codegen::{emit, extract, page};

#[test]
fn every_golden_case_gives_what_is_expected() {
    let schema = serde_json::from_str(spec::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut golden = Golden::default();
    for case in golden::cases() {
        let spec = case.join("spec.json");
        if let Some(parsed) = parse_all(&case) {
            golden.check(&spec, &parsed.to_json());
        }
        let text = fs::read_to_string(&spec).unwrap();
        let errors: Vec<String> = schema
            .iter_errors(&serde_json::from_str(&text).unwrap())
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", spec.display());

        let plan = Plan::new(&Spec::from_json(&text, &spec).unwrap(), None).unwrap();
        golden.check(&case.join("generated.rs"), &emit::single_file(&plan));
        let notes: String = plan.notes.iter().flat_map(|note| [note, "\n"]).collect();
        golden.check_unless_empty(&case.join("generated.notes"), &notes);
    }
    golden.finish();
}

#[test]
fn the_checked_in_specs_fit_the_published_schema() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let published = fs::read_to_string(specs.join("schema.json")).unwrap();
    assert_eq!(
        published,
        spec::schema(),
        "copy codegen/src/spec/schema.json to specs/schema.json"
    );
    let schema = jsonschema::validator_for(&serde_json::from_str(&published).unwrap()).unwrap();
    for path in spec::find_spec_files(&specs).unwrap() {
        let spec = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(schema.is_valid(&spec), "{}", path.display());
    }
}

#[test]
fn what_is_built_in_is_what_the_checked_in_specs_say() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let specs: Vec<Spec> = spec::find_spec_files(&specs)
        .unwrap()
        .iter()
        .map(|path| Spec::read(path).unwrap())
        .collect();
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/src/builtin.bin");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(packed, builtin::pack(&specs)).unwrap();
        return;
    }
    // Not byte for byte: another version of the compressor gives other bytes.
    let builtin = Builtin::new();
    assert_eq!(builtin.services().len(), specs.len());
    for spec in specs {
        let (service, version) = (spec.service.clone().unwrap(), spec.version.clone().unwrap());
        let known = builtin.version(&service, &version).unwrap();
        let message = "run the tests with UPDATE_GOLDEN=1";
        assert!(
            builtin.spec(known) == spec,
            "{service} {version}: {message}"
        );
    }
}

#[test]
fn every_golden_case_is_compiled() {
    let lib = fs::read_to_string(golden::folder().join("lib.rs")).unwrap();
    for case in golden::cases() {
        let include = format!(
            "include!(\"{}/generated.rs\")",
            case.file_name().unwrap().display()
        );
        assert!(
            lib.contains(&include),
            "tests/golden/lib.rs does not {include}"
        );
    }
}

/// The spec of a case's page, which is the same in each of its forms.
fn parse_all(case: &Path) -> Option<Spec> {
    let specs: Vec<Spec> = golden::pages(case).map(|page| parse(&page)).collect();
    for spec in &specs {
        assert_eq!(
            without_source(spec),
            without_source(&specs[0]),
            "{}",
            case.display()
        );
    }
    specs.into_iter().next()
}

fn parse(path: &Path) -> Spec {
    let page = page::Page::new(&path.display().to_string(), &fs::read(path).unwrap()).unwrap();
    let file = path.file_name().unwrap().display().to_string();
    let source = spec::Source {
        file,
        sha256: page.sha256.clone(),
    };
    let extraction = extract::extract(&page.document(), source);
    for finding in &extraction.diagnostics {
        let position = page.source.position(finding.span.start);
        assert_ne!(
            finding.severity,
            Severity::Error,
            "{}:{position}: {}",
            path.display(),
            finding.message
        );
    }
    extraction.spec.unwrap()
}

fn without_source(spec: &Spec) -> Spec {
    let mut spec = spec.clone();
    for action in spec.actions.values_mut() {
        action.source = None;
    }
    spec
}
