//! How far an update of the documentation reaches in generated code.
//!
//! ```text
//! pip download --no-deps --dest wheels tccli==3.1.63.1 && pip download --no-deps --dest wheels tccli==3.1.64.1
//! cargo run --release -p tcgen-tests --example locality -- OLD.whl NEW.whl [OLD.whl NEW.whl]…
//! cargo run --release -p tcgen-tests --example locality -- --list OLD.whl NEW.whl           each line of noise
//! cargo run --release -p tcgen-tests --example locality -- --patches DIR OLD.whl NEW.whl    the changes in generated code
//! ```
//!
//! All services that are not the same in two releases are generated from both, with and without documentation text, and the
//! crates compared line by line. A changed line is one of
//!
//! | | |
//! |---|---|
//! | own | part of an action, a data type or an error code that is described differently, or of a service version that is new or gone |
//! | listed | where such an item, new or gone, is listed with its siblings |
//! | follows | part of another item, which is another one as a consequence: a data type that a request reaches now, say |
//! | noise | the rest |
//!
//! A changed member is one of a request, a response or a data type that is new, gone or described differently; error codes
//! count as members.

mod causes;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use clap::Parser;
use tencentcloud_codegen::catalogue::{Catalogue, Content, Memory, Overlay, ServiceVersion};
use tencentcloud_codegen::diff::Changes;
use tencentcloud_codegen::emit::{CrateOptions, crate_files};
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

use self::causes::Causes;
use self::lines::{Class, Classes};

#[derive(Parser)]
struct Args {
    /// Wheels of tccli, or unpacked ones: an old one, a newer one, and so on
    #[arg(required = true, num_args = 2..)]
    wheels: Vec<PathBuf>,
    /// Print each line of noise
    #[arg(long)]
    list: bool,
    /// Write the changes in generated code into this folder
    #[arg(long, value_name = "DIR")]
    patches: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    if !args.wheels.len().is_multiple_of(2) {
        return Err("name an old and a new wheel for each pair".into());
    }
    let mut rows = BTreeMap::from([("facts", Vec::new()), ("with text", Vec::new())]);
    println!(
        "{:31} {:9} {:>7} {:>5} {:>7} {:>5} {:>5} {:>7} {:>7}  {:>7} {:>6} {:>7} {:>5}  {:>7}",
        "releases",
        "",
        "changes",
        "docs",
        "actions",
        "types",
        "files",
        "members",
        "lines",
        "own",
        "listed",
        "follows",
        "noise",
        "lines per member"
    );
    for pair in args.wheels.chunks(2) {
        let (old, new) = (Catalogue::open([&pair[0]])?, Catalogue::open([&pair[1]])?);
        let name = format!("{}..{}", release(&pair[0]), release(&pair[1]));
        for (content, kind) in [(Content::Facts, "facts"), (Content::All, "with text")] {
            let update = Update::between(&old, &new, content)?;
            update.row(&name, kind);
            if args.list {
                for line in &update.lines.noise {
                    println!("    {line}");
                }
            }
            if let Some(folder) = &args.patches {
                std::fs::create_dir_all(folder)?;
                let file = format!("{name}-{}.patch", kind.replace(' ', "-"));
                std::fs::write(folder.join(file), &update.lines.patch)?;
            }
            rows.entry(kind).or_default().push(update);
        }
    }
    for (kind, updates) in rows {
        let mut each: Vec<f64> = updates
            .iter()
            .filter_map(Update::lines_per_member)
            .collect();
        each.sort_by(f64::total_cmp);
        let at = |share: usize| each.get((each.len() * share / 100).min(each.len().max(1) - 1));
        let (median, most) = (at(50).unwrap_or(&0.0), at(90).unwrap_or(&0.0));
        let lines: usize = updates.iter().map(|update| update.lines.total()).sum();
        let noise: usize = updates
            .iter()
            .map(|update| update.lines.of(Class::Noise))
            .sum();
        println!(
            "{kind}: lines per member: median {median:.1}, 90th percentile {most:.1}; {noise} of {lines} lines are noise"
        );
    }
    Ok(())
}

/// The version in the name of a wheel.
fn release(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('-').nth(1).unwrap_or(&name).to_owned()
}

/// What a release changes.
#[derive(Default)]
struct Update {
    changes: usize,
    documentation: usize,
    actions: usize,
    types: usize,
    members: usize,
    files: usize,
    lines: Classes,
}

impl Update {
    fn between(old: &Catalogue, new: &Catalogue, content: Content) -> Result<Self, Box<dyn Error>> {
        let mut update = Self::default();
        let changed = old.versions().into_iter().chain(new.versions());
        let changed = changed.filter(|version| !old.says_the_same(new, version));
        let services: BTreeSet<&str> = changed.map(|version| &*version.service).collect();
        for service in services {
            update.add(service, old, new, content)?;
        }
        Ok(update)
    }

    fn add(
        &mut self,
        service: &str,
        old: &Catalogue,
        new: &Catalogue,
        content: Content,
    ) -> Result<(), Box<dyn Error>> {
        let versions = old.versions().into_iter().chain(new.versions());
        let versions: BTreeSet<&ServiceVersion> = versions
            .filter(|version| version.service == service)
            .collect();
        let (mut old_specs, mut new_specs) = (Vec::new(), Vec::new());
        for version in versions {
            let memory = old.differences(new, version);
            old_specs.extend(read(old, version, content, &memory));
            new_specs.extend(read(new, version, content, &memory));
        }
        let changes = Changes::between(&old_specs, &new_specs)?;
        let counted = changes.without_documentation().count();
        self.changes += counted;
        self.documentation += changes.list.len() - counted;
        let (old_crate, new_crate) = (Crate::new(old_specs)?, Crate::new(new_specs)?);
        let causes = Causes::between(&old_crate, &new_crate);
        self.actions += causes.actions();
        self.types += causes.types();
        self.members += causes.members;
        let paths: BTreeSet<&PathBuf> = old_crate
            .files
            .keys()
            .chain(new_crate.files.keys())
            .collect();
        for path in paths {
            if old_crate.files.get(path) != new_crate.files.get(path) {
                self.files += 1;
                self.lines
                    .add(service, path, &old_crate, &new_crate, &causes);
            }
        }
        Ok(())
    }

    fn lines_per_member(&self) -> Option<f64> {
        (self.members > 0).then(|| float(self.lines.total()) / float(self.members))
    }

    fn row(&self, name: &str, kind: &str) {
        println!(
            "{name:31} {kind:9} {:7} {:5} {:7} {:5} {:5} {:7} {:7}  {:7} {:6} {:7} {:5}  {:7.1}",
            self.changes,
            self.documentation,
            self.actions,
            self.types,
            self.files,
            self.members,
            self.lines.total(),
            self.lines.of(Class::Own),
            self.lines.of(Class::Listed),
            self.lines.of(Class::Follows),
            self.lines.of(Class::Noise),
            self.lines_per_member().unwrap_or_default(),
        );
    }
}

fn read(
    catalogue: &Catalogue,
    version: &ServiceVersion,
    content: Content,
    memory: &Memory,
) -> Option<Spec> {
    let mut spec = catalogue.read_with(version, content, memory).spec?;
    Overlay::built_in().apply(&mut spec);
    Some(spec)
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A generated crate, and what it is generated from.
struct Crate {
    specs: BTreeMap<String, Spec>,
    /// By their modules.
    plans: BTreeMap<String, Plan>,
    files: BTreeMap<PathBuf, String>,
}

impl Crate {
    fn new(specs: Vec<Spec>) -> Result<Self, Box<dyn Error>> {
        let plans: Vec<Plan> = specs
            .iter()
            .map(|spec| Plan::new(spec, None))
            .collect::<Result<_, _>>()?;
        let files = crate_files(&plans, &CrateOptions::default());
        let modules: Vec<String> = plans.iter().map(|plan| plan.module.clone()).collect();
        Ok(Self {
            specs: modules.iter().cloned().zip(specs).collect(),
            files,
            plans: modules.into_iter().zip(plans).collect(),
        })
    }
}
