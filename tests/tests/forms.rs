//! One page as converters and browsers give it: `golden/terminate-instances/forms`, one file for each tool.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::PathBuf;

use tcgen_tests::golden;
use tencentcloud_codegen::extract::{self, Extraction};
use tencentcloud_codegen::page::Page;
use tencentcloud_codegen::spec::{Action, Source, Spec};

/// Tools that lose what no reader can bring back.
const LOSES: &[(&str, Loss)] = &[
    // Every piece of text is a line of its own: the title of an example, too.
    ("beautifulsoup-lines.txt", Loss::Text),
    // The paragraphs of a cell become one line: `示例值：true 默认值：false 示例值：true`.
    ("html2text.md", Loss::Text),
    ("markdownify.md", Loss::Text),
    ("trafilatura.txt", Loss::Text),
    // Columns of spaces, and lines that can be rows or not.
    ("lynx.txt", Loss::Cells),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// The members are the same; of what their texts say, some is left out.
    Text,
    /// Nothing is certain: an error says so.
    Cells,
}

#[test]
fn every_form_of_a_page_gives_its_spec_or_an_error() {
    let case = golden::folder().join("terminate-instances");
    let path = case.join("spec.json");
    let expected = Spec::from_json(&fs::read_to_string(&path).unwrap(), &path).unwrap();
    let mut forms: Vec<PathBuf> = golden::pages(&case.join("forms")).collect();
    forms.sort();
    assert!(forms.len() >= 9, "{forms:?}");
    for form in forms {
        let name = form.file_name().unwrap().to_str().unwrap();
        let loss = LOSES.iter().find(|(tool, _)| *tool == name);
        let extraction = read(&form);
        match loss.map(|(_, loss)| loss) {
            None => assert_eq!(action(&extraction), action_of(&expected), "{name}"),
            Some(Loss::Text) => {
                let (found, expected) = (action(&extraction), action_of(&expected));
                assert_eq!(wire(&found), wire(&expected), "{name}");
                assert_eq!(codes(&found), codes(&expected), "{name}");
            }
            Some(Loss::Cells) => {
                assert_eq!(extraction.spec, None, "{name}");
                let codes = extraction.diagnostics.iter().map(|finding| finding.code);
                assert!(
                    codes
                        .into_iter()
                        .any(|code| code == "page::flattened-table")
                );
            }
        }
    }
}

fn read(form: &PathBuf) -> Extraction {
    let page = Page::new(&form.display().to_string(), &fs::read(form).unwrap()).unwrap();
    extract::extract(&page.document(), Source::default())
}

fn action(extraction: &Extraction) -> Action {
    action_of(extraction.spec.as_ref().expect("a spec"))
}

fn action_of(spec: &Spec) -> Action {
    let mut action = spec.actions["TerminateInstances"].clone();
    action.source = None;
    action
}

fn codes(action: &Action) -> Vec<&str> {
    let errors = action.errors.iter();
    errors.map(|error| error.code.as_str()).collect()
}

/// What goes over the wire.
fn wire(action: &Action) -> Vec<(String, String, bool)> {
    let members = action.request.iter().chain(&action.response);
    members
        .map(|member| (member.name.clone(), member.ty.to_string(), member.required))
        .collect()
}
