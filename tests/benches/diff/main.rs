//! How long it takes to compare two releases of the catalogue, stage by stage, on one core.
//!
//! ```sh
//! cargo bench -p tcgen-tests --bench diff -- OLD.whl NEW.whl
//! ```
//!
//! `tcgen diff` does the same on all cores. The times are CPU seconds, which depend on what else runs less than others do.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use semver::Version;
use tencentcloud_codegen::catalogue::{Catalogue, Content, ServiceVersion};
use tencentcloud_codegen::diff::Changes;
use tencentcloud_codegen::diff::report::{self, Only, Origin, Report, Sides};
use tencentcloud_codegen::spec::Spec;

#[derive(Parser)]
struct Args {
    /// A wheel of tccli, or an unpacked one
    old: PathBuf,
    /// A later one
    new: PathBuf,
    /// Cargo says so
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let (catalogues, opened) = timed(|| {
        let open = |path| Catalogue::open([path]);
        Ok::<_, Box<dyn Error>>((open(&args.old)?, open(&args.new)?))
    });
    let (old, new) = catalogues?;
    let (mut read, mut compared, mut same) = (0.0, 0.0, 0);
    let mut changes = Changes::default();
    let mut versions: Vec<&ServiceVersion> = old.versions();
    versions.extend(new.versions());
    versions.sort();
    versions.dedup();
    for version in versions {
        let (is_same, time) = timed(|| old.says_the_same(&new, version));
        read += time;
        if is_same {
            same += 1;
            continue;
        }
        let ((old, new), time) = timed(|| {
            let memory = old.differences(&new, version);
            let spec = |of: &Catalogue| of.read_with(version, Content::All, &memory).spec;
            (spec(&old), spec(&new))
        });
        read += time;
        let list = |spec: Option<Spec>| Vec::from_iter(spec);
        let (old, new) = (list(old), list(new));
        let (of_version, time) = timed(|| Changes::between(&old, &new));
        changes.append(of_version?);
        compared += time;
    }
    let current = Version::new(0, 1, 0);
    let side = Origin {
        name: "",
        commit: None,
        whole: true,
        error_codes: false,
    };
    let (text, told) = timed(|| {
        report::json(&Report {
            sides: Sides {
                old: side,
                new: side,
            },
            changes: &changes,
            advice: &changes.advice(&current),
            current: &current,
            prefix: "tencentcloud-",
            documentation: false,
            ignored: &[],
            only: Only::default(),
        })
    });
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for change in &changes.list {
        *rules.entry(change.rule.id).or_default() += 1;
    }
    println!("open     {opened:5.2} s");
    println!("read     {read:5.2} s, {same} service versions the same in both");
    println!("compare  {compared:5.2} s, {} changes", changes.list.len());
    println!("report   {told:5.2} s, {} bytes", text.len());
    for (rule, count) in rules {
        println!("{count:8} {rule}");
    }
    Ok(())
}

/// What something gives, and the CPU seconds that it takes.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = cpu();
    let done = work();
    (done, cpu() - start)
}

fn cpu() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF);
    let milliseconds = usage.map_or(0, |usage| {
        (usage.user_time() + usage.system_time()).num_milliseconds()
    });
    f64::from(u32::try_from(milliseconds).unwrap_or(u32::MAX)) / 1000.0
}
