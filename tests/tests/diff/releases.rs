//! Two releases of a service: who uses the first one compiles with the second one, whatever siblings are new there.

use std::path::{Path, PathBuf};

use tcgen_tests::golden::Golden;
use tencentcloud_codegen::diff::Changes;
use tencentcloud_codegen::emit::single_file;
use tencentcloud_codegen::naming::settle;
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

use crate::compiler::{Module, Workspace};
use crate::usage::Offer;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("names/releases")
}

fn read(name: &str) -> Spec {
    Spec::read(&folder().join(name)).unwrap()
}

fn code(spec: &Spec) -> String {
    single_file(&Plan::new(spec, None).unwrap())
}

/// The second release over the first one, and what is told about it.
fn second() -> (Spec, String) {
    let mut second = read("second.json");
    let settled = settle(&mut second, Some(&read("first.json")));
    let told = settled.iter().map(|one| format!("{one}\n"));
    (second, told.collect())
}

#[test]
fn siblings_in_every_scope_get_other_names() {
    let (second, told) = second();
    let mut golden = Golden::default();
    golden.check(&folder().join("settled.json"), &second.to_json());
    golden.check(&folder().join("settled.txt"), &told);
    golden.finish();
    // Whoever reads it again finds nothing to settle.
    assert_eq!(settle(&mut read("settled.json"), None), []);
}

#[test]
fn programs_for_the_first_release_compile_with_the_second() {
    let (second, _) = second();
    let (old, new) = (code(&read("first.json")), code(&second));
    let offer = Offer::of(&old);
    let gone: Vec<_> = offer
        .items
        .difference(&Offer::of(&new).items)
        .cloned()
        .collect();
    assert_eq!(gone, [""; 0]);
    let usage = offer.usage("super::api");
    let modules = [("old", old), ("new", new)].map(|(name, api)| Module {
        name: name.to_owned(),
        api,
        usage: usage.clone(),
    });
    assert!(Workspace::new("names-releases").check(&modules).is_empty());
}

#[test]
fn what_is_new_is_told_as_new_and_nothing_as_renamed() {
    let (second, _) = second();
    let changes = Changes::between(&[read("first.json")], &[second]).unwrap();
    for change in &changes.list {
        let is_new =
            change.rule.id.ends_with("-added") || change.rule.id == "data-type-use-changed";
        assert!(is_new, "{} {}", change.rule.id, change.place);
    }
    // It is the same without anybody having settled it.
    let unsettled = Changes::between(&[read("first.json")], &[read("second.json")]).unwrap();
    assert_eq!(unsettled.list, changes.list);
}
