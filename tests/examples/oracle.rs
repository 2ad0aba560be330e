//! Compares our diff with the changelog that Tencent writes itself.
//!
//! ```text
//! pip download --no-deps --no-binary :all: --dest sdists tccli==3.1.188.1
//! pip download --no-deps --no-binary :all: --dest sdists tccli==3.1.189.1
//! cargo run --release -p tcgen-tests --example oracle -- sdists                each release there with the next one
//! cargo run --release -p tcgen-tests --example oracle -- --pairs A B C D       A with B, C with D
//! ```
//!
//! The exit code is 1 if something is told that is not so, or not told that is, and 2 if a release cannot be read.

#[path = "../oracle/mod.rs"]
mod oracle;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use oracle::compare::{Class, Pair};
use oracle::history::History;
use oracle::release::{Number, Release, ReleaseError, read_changelog};
use oracle::report;

/// Compares our diff with the changelog that Tencent writes itself
#[derive(Parser)]
struct Arguments {
    /// Source distributions of tccli, unpacked ones, or folders of them: each is compared with the next one by number
    #[arg(required = true, value_name = "RELEASE")]
    releases: Vec<PathBuf>,
    /// Compare the first with the second, the third with the fourth, and so on
    #[arg(long, conflicts_with = "whole")]
    pairs: bool,
    /// Compare the first with the last; the others only tell what happened between them
    #[arg(long)]
    whole: bool,
    /// A folder with the changelogs of other releases, VERSION.md: they tell which publications are missing
    #[arg(long, value_name = "DIR")]
    history: Option<PathBuf>,
    /// List the differences of these classes; defects are always listed
    #[arg(long = "list", num_args = 1.., value_name = "CLASS", value_parser = class)]
    lists: Vec<Class>,
}

fn class(name: &str) -> Result<Class, String> {
    let mut all = Class::ALL.into_iter();
    let names = Class::ALL.map(Class::name).join(", ");
    let found = all.find(|class| class.name() == name);
    found.ok_or_else(|| format!("expected one of {names}"))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match compare(&arguments) {
        Ok(pairs) => {
            print(&arguments, &pairs);
            let mut classes = pairs.iter().flat_map(|pair| pair.differences.values());
            ExitCode::from(u8::from(classes.any(|class| class.is_defect())))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn print(arguments: &Arguments, pairs: &[Pair]) {
    let is_wanted = |class: Class| class.is_defect() || arguments.lists.contains(&class);
    print!("{}", report::list(pairs, is_wanted));
    println!("{}", report::HEAD);
    println!("{}", report::by_pair(pairs));
    println!("{}", report::by_category(pairs));
    print!("{}", report::by_class(pairs));
}

fn compare(arguments: &Arguments) -> Result<Vec<Pair>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for path in &arguments.releases {
        paths.extend(releases(path)?);
    }
    if !arguments.pairs {
        paths.sort_by_key(|path| Number::of(path));
    }
    let mut history = History::default();
    if let Some(folder) = &arguments.history {
        for path in entries(folder)? {
            let number = Number::of(&path).ok_or_else(|| ReleaseError::Nameless(path.clone()))?;
            history.add(&number, &read_changelog(&path, &path)?);
        }
    }
    let mut compared = Vec::new();
    for [old, new] in pairs(arguments, &paths, &mut history)? {
        let (old, new) = (Release::open(old)?, Release::open(new)?);
        eprintln!("{} → {}", old.number, new.number);
        history.add(&old.number, &old.changelog);
        history.add(&new.number, &new.changelog);
        compared.push(Pair::compare(&old, &new, &history)?);
    }
    Ok(compared)
}

/// Which release is compared with which.
fn pairs<'p>(
    arguments: &Arguments,
    paths: &'p [PathBuf],
    history: &mut History,
) -> Result<Vec<[&'p PathBuf; 2]>, Box<dyn Error>> {
    let pairs: Vec<[&PathBuf; 2]> = match paths {
        [old, between @ .., new] if arguments.whole => {
            for path in between {
                let between = Release::open(path)?;
                history.add(&between.number, &between.changelog);
            }
            vec![[old, new]]
        }
        _ if arguments.pairs && paths.len().is_multiple_of(2) => {
            let pairs = paths.chunks_exact(2);
            pairs.map(|pair| [&pair[0], &pair[1]]).collect()
        }
        _ if arguments.pairs => return Err("the last release has none to be compared with".into()),
        _ => {
            let pairs = paths.windows(2);
            pairs.map(|pair| [&pair[0], &pair[1]]).collect()
        }
    };
    if pairs.is_empty() {
        return Err("there are no two releases".into());
    }
    Ok(pairs)
}

/// A release, or those in a folder.
fn releases(path: &Path) -> Result<Vec<PathBuf>, ReleaseError> {
    if Number::of(path).is_some() {
        return Ok(vec![path.to_owned()]);
    }
    let is_release = |path: &PathBuf| path.is_dir() || path.extension() == Some("gz".as_ref());
    let mut entries = entries(path)?;
    entries.retain(|path| Number::of(path).is_some() && is_release(path));
    Ok(entries)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, ReleaseError> {
    tencentcloud_codegen::folder::entries(folder).map_err(|source| ReleaseError::Read {
        path: folder.to_owned(),
        source,
    })
}
