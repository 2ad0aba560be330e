//! Every real page that is at hand: what becomes of it, counted. Skipped where there are none.

use std::collections::BTreeMap;
use std::fs;

use crate::diagnostic::Severity;
use crate::extract::extract;
use crate::page::Page;
use crate::shared_pages::shared_pages;
use crate::spec::Source;

#[test]
fn real_pages_of_actions_have_no_errors() {
    let Some(pages) = shared_pages() else { return };
    let inventory = fs::read_to_string(pages.join("INVENTORY.tsv")).unwrap();
    let mut outcomes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut codes: BTreeMap<(&str, &str), (usize, String)> = BTreeMap::new();
    for line in inventory.lines().skip(1) {
        let fields: Vec<_> = line.split('\t').collect();
        let (file, kind) = (fields[0], fields[2]);
        let page = Page::new(file, &fs::read(pages.join(file)).unwrap()).unwrap();
        let extraction = extract(&page.document(), Source::default());
        let outcome = match &extraction.spec {
            None => "failed",
            Some(_) if extraction.diagnostics.is_empty() => "ok",
            Some(_) => "warned",
        };
        *outcomes.entry((kind, outcome)).or_default() += 1;
        for finding in &extraction.diagnostics {
            let position = page.source.position(finding.span.start);
            let first = || (0, format!("{file}:{position}: {}", finding.message));
            codes.entry((kind, finding.code)).or_insert_with(first).0 += 1;
            assert!(
                kind != "action" || finding.severity == Severity::Warning,
                "{file}:{position}: {}",
                finding.message
            );
        }
    }
    for ((kind, outcome), count) in &outcomes {
        println!("{count:5} {kind} {outcome}");
    }
    for ((kind, code), (count, first)) in &codes {
        println!("{count:5} {kind} {code}, such as {first}");
    }
}
