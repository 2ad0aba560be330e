//! Which actions give their items page by page, by the rules of the plan.
//!
//! ```text
//! cargo run --release -p tcgen-tests --example paging                      how many, by style
//! cargo run --release -p tcgen-tests --example paging -- --list            each one, a line
//! cargo run --release -p tcgen-tests --example paging -- --list SPEC...    of these spec files or folders
//! ```

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::plan::{PageStyle, Paging, paging};
use tencentcloud_codegen::spec::{Spec, SpecError, find_spec_files};

fn main() -> Result<(), Box<dyn Error>> {
    let mut specs: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let list = specs
        .first()
        .is_some_and(|first| first == Path::new("--list"));
    if list {
        specs.remove(0);
    }
    if specs.is_empty() {
        specs.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"));
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let (mut actions, mut services) = (0, 0);
    for file in files(&specs)? {
        let spec = Spec::read(&file)?;
        services += 1;
        for (name, action) in &spec.actions {
            actions += 1;
            let found = paging(&spec, name, action);
            let kind = found.as_ref().map_or_else(|| "none".to_owned(), kind);
            *counts.entry(kind).or_default() += 1;
            if list {
                let service = spec.service.as_deref().unwrap_or_default();
                let version = spec.version.as_deref().unwrap_or_default();
                let found = found.map_or_else(|| "none".to_owned(), |found| found.to_string());
                println!("{service} {version} {name}: {found}");
            }
        }
    }
    if !list {
        for (kind, count) in &counts {
            println!("{count:6}  {kind}");
        }
        println!("{actions:6}  actions of {services} service versions");
    }
    Ok(())
}

fn files(specs: &[PathBuf]) -> Result<Vec<PathBuf>, SpecError> {
    let mut files = Vec::new();
    for spec in specs {
        files.extend(find_spec_files(spec)?);
    }
    Ok(files)
}

/// The style, and what tells where the pages end.
fn kind(paging: &Paging) -> String {
    let style = match &paging.style {
        PageStyle::Offset(_) => "offset",
        PageStyle::Number { first: 0, .. } => "page number, from 0",
        PageStyle::Number { .. } => "page number, from 1",
        PageStyle::Token { .. } => "token",
    };
    let end = match (
        &paging.total,
        paging.more.is_some() || paging.last.is_some(),
    ) {
        (_, true) => "with a flag",
        (Some(_), false) => "with a total",
        (None, false) => "with neither",
    };
    let items = if paging.items.contains('.') {
        ", one level down"
    } else {
        ""
    };
    format!("{style}, {end}{items}")
}
