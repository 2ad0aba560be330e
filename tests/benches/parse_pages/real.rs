//! What the real pages cost.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tencentcloud_codegen::folder;
use tencentcloud_codegen::page::{Format, Page};

/// How often a page is read; the least time counts.
const RUNS: usize = 5;

/// Prints a table, if there are real pages.
pub(crate) fn report() {
    let Some(folder) = shared_pages() else {
        println!("\nno real pages: there is no folder shared/pages beside the project");
        return;
    };
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    let costs: Vec<Cost> = files.iter().filter_map(|file| cost(file)).collect();
    println!("\n| real pages | number | MB | MB/s | mean | max |\n|---|---|---|---|---|---|");
    for (name, format) in [
        ("HTML", Format::Html),
        ("Markdown", Format::Markdown),
        ("text", Format::Text),
    ] {
        let costs = costs.iter().filter(|cost| cost.format == format);
        print_row(name, &costs.collect::<Vec<_>>());
    }
    print_row("all", &costs.iter().collect::<Vec<_>>());
    if let Some(slowest) = costs.iter().max_by_key(|cost| cost.time) {
        println!("\nthe slowest: {}", slowest.name);
    }
}

struct Cost {
    name: String,
    format: Format,
    bytes: usize,
    time: Duration,
}

fn cost(file: &Path) -> Option<Cost> {
    let name = file.to_string_lossy();
    let bytes = std::fs::read(file).expect("a file that can be read");
    let format = Page::new(&name, &bytes).ok()?.format;
    let run = || {
        let start = Instant::now();
        let page = Page::new(&name, black_box(&bytes)).expect("it was read before");
        black_box(crate::extracted(&page.document()));
        start.elapsed()
    };
    Some(Cost {
        format,
        bytes: bytes.len(),
        time: (0..RUNS).map(|_| run()).min()?,
        name: name.into_owned(),
    })
}

#[allow(
    clippy::cast_precision_loss,
    reason = "numbers of pages and their bytes are small"
)]
fn print_row(name: &str, costs: &[&Cost]) {
    let Some(max) = costs.iter().map(|cost| cost.time).max() else {
        return;
    };
    let total: Duration = costs.iter().map(|cost| cost.time).sum();
    let megabytes = costs.iter().map(|cost| cost.bytes).sum::<usize>() as f64 / 1e6;
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "| {name} | {} | {megabytes:.2} | {:.0} | {:.2} ms | {:.1} ms |",
        costs.len(),
        megabytes / total.as_secs_f64(),
        milliseconds(total) / costs.len() as f64,
        milliseconds(max)
    );
}

fn shared_pages() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/pages"))
        .find(|pages| pages.is_dir())
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in folder::entries(folder).expect("a folder that can be listed") {
        if path.is_dir() {
            files_below(&path, files);
        } else if path.extension().is_some_and(|extension| {
            ["html", "md", "txt"]
                .iter()
                .any(|known| extension == *known)
        }) {
            files.push(path);
        }
    }
}
