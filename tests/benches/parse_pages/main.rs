//! What it costs to read pages: bytes → `Page` → `Document` → `Spec`, together and stage by stage.
//!
//! ```text
//! cargo bench -p tcgen-tests --bench parse_pages            everything
//! cargo bench -p tcgen-tests --bench parse_pages -- spec    a stage: page, document, spec, or whole
//! ```
//!
//! The pages are the golden one and a large one made of own words, in each format. Where the folder `shared/pages` with real
//! pages is beside the project, a table of what they cost follows.

mod large;
mod real;

use std::fmt;
use std::path::Path;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use tencentcloud_codegen::document::Document;
use tencentcloud_codegen::extract::{Extraction, extract};
use tencentcloud_codegen::page::Page;
use tencentcloud_codegen::spec::Source;

fn main() {
    divan::main();
    // A name is one of a stage or page.
    if std::env::args()
        .skip(1)
        .all(|argument| argument.starts_with("--"))
    {
        real::report();
    }
}

/// A page to read.
struct Sample {
    name: String,
    bytes: Vec<u8>,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Sample {
    fn page(&self) -> Page {
        Page::new(&self.name, &self.bytes).expect("a page")
    }
}

fn samples() -> Vec<Sample> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/terminate-instances");
    let golden = ["html", "md", "txt"].map(|extension| Sample {
        name: format!("golden.{extension}"),
        bytes: std::fs::read(golden.join(format!("cvm-TerminateInstances.{extension}")))
            .expect("the golden page"),
    });
    let large = large::pages().map(|(name, page)| Sample {
        name: name.to_owned(),
        bytes: page.into_bytes(),
    });
    for sample in &large {
        let extraction = extracted(&sample.page().document());
        assert!(
            extraction.diagnostics.is_empty(),
            "{sample}: {extraction:#?}"
        );
    }
    golden.into_iter().chain(large).collect()
}

fn extracted(document: &Document) -> Extraction {
    let source = Source {
        file: "page".to_owned(),
        sha256: String::new(),
    };
    extract(document, source)
}

#[divan::bench(args = samples())]
fn whole(bencher: Bencher, sample: &Sample) {
    bencher
        .counter(BytesCount::of_slice(&sample.bytes))
        .bench(|| extracted(&black_box(sample).page().document()));
}

/// Decodes it and tells its format.
#[divan::bench(args = samples())]
fn page(bencher: Bencher, sample: &Sample) {
    bencher
        .counter(BytesCount::of_slice(&sample.bytes))
        .bench(|| black_box(sample).page());
}

/// Reads its blocks.
#[divan::bench(args = samples())]
fn document(bencher: Bencher, sample: &Sample) {
    let page = sample.page();
    bencher
        .counter(BytesCount::of_slice(&sample.bytes))
        .bench(|| black_box(&page).document());
}

/// Takes the spec out of them.
#[divan::bench(args = samples())]
fn spec(bencher: Bencher, sample: &Sample) {
    let document = sample.page().document();
    bencher
        .counter(BytesCount::of_slice(&sample.bytes))
        .bench(|| extracted(black_box(&document)));
}
