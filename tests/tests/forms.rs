//! One page as converters and browsers give it: `golden/terminate-instances/forms`, one file for each tool.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::{Path, PathBuf};

use tcgen_tests::golden;
use tencentcloud_codegen::extract;
use tencentcloud_codegen::page::Page;
use tencentcloud_codegen::spec::{Action, Source, Spec};

/// Tools that lose what no reader can bring back for certain: of what the texts say, some is left out.
const LOSSY: &[&str] = &[
    // Every piece of text is a line of its own: the title of an example, too.
    "beautifulsoup-lines.txt",
    // The paragraphs of a cell become one line: `示例值：true 默认值：false 示例值：true`.
    "html2text.md",
    "markdownify.md",
    "trafilatura.txt",
    // The headers of a request are one line.
    "lynx.txt",
];

#[test]
fn every_form_of_a_page_gives_its_spec() {
    let case = golden::folder().join("terminate-instances");
    let path = case.join("spec.json");
    let expected = Spec::from_json(&fs::read_to_string(&path).unwrap(), &path).unwrap();
    let expected = action_of(&expected);
    let mut forms: Vec<PathBuf> = golden::pages(&case.join("forms")).collect();
    forms.sort();
    assert!(forms.len() >= 9, "{forms:?}");
    for form in forms {
        let name = form.file_name().unwrap().to_str().unwrap();
        let found = read(&form);
        if LOSSY.contains(&name) {
            assert_eq!(wire(&found), wire(&expected), "{name}");
            assert_eq!(codes(&found), codes(&expected), "{name}");
        } else {
            assert_eq!(found, expected, "{name}");
        }
    }
}

fn read(form: &Path) -> Action {
    let page = Page::new(&form.display().to_string(), &fs::read(form).unwrap()).unwrap();
    let extraction = extract::extract(&page.document(), Source::default());
    action_of(&extraction.spec.unwrap())
}

fn action_of(spec: &Spec) -> Action {
    let mut action = spec.actions["TerminateInstances"].clone();
    action.source = None;
    action
}

/// The members of the request and the response.
fn wire(action: &Action) -> Vec<(String, String, bool)> {
    let members = action.request.iter().chain(&action.response);
    members
        .map(|member| (member.name.clone(), member.ty.to_string(), member.required))
        .collect()
}

fn codes(action: &Action) -> Vec<&str> {
    let errors = action.errors.iter();
    errors.map(|error| error.code.as_str()).collect()
}
