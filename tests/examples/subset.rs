//! What a few actions of a service cost in a `build.rs`: to generate, and to check.
//!
//! ```text
//! cargo run -p tcgen-tests --example subset                              three actions of vpc, which has hundreds
//! cargo run -p tcgen-tests --example subset -- cvm RunInstances          others
//! ```
//!
//! Without `--release`, as Cargo builds build scripts: the time is what users wait.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use tencentcloud_codegen::Builder;

/// The least of so many runs is what it costs; the rest is what else the machine did.
const RUNS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let service = arguments.next().unwrap_or_else(|| "vpc".to_owned());
    let mut actions: Vec<String> = arguments.collect();
    if actions.is_empty() {
        actions = ["CreateVpc", "DescribeVpcs", "DeleteVpc"]
            .map(str::to_owned)
            .to_vec();
    }
    let program = env::current_exe()?;
    let target = program
        .ancestors()
        .nth(3)
        .ok_or("this program is in no target folder")?;
    let package = target.join("subset");
    fs::create_dir_all(package.join("src"))?;
    let file = package.join("src").join(format!("{service}.rs"));
    let mut least = Duration::MAX;
    for _ in 0..RUNS {
        let _ = fs::remove_file(&file);
        let start = Instant::now();
        let builder = Builder::new().service(&service).actions(&actions);
        builder.generate_to(package.join("src"))?;
        least = least.min(start.elapsed());
    }
    let lines = fs::read_to_string(&file)?.lines().count();
    println!("{} of {service}: {lines} lines", actions.join(", "));
    println!("generated in {:.1} ms", least.as_secs_f64() * 1e3);
    println!("checked in {:.2} CPU seconds", check(&package, &service)?);
    Ok(())
}

/// The CPU seconds of `cargo check` for the package alone.
fn check(package: &Path, service: &str) -> Result<f64, Box<dyn Error>> {
    let repository: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = repository.join("runtime").canonicalize()?;
    fs::write(
        package.join("Cargo.toml"),
        format!(
            "[package]\nname = \"subset\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             tencentcloud-runtime = {{ path = {:?} }}\n",
            runtime.display().to_string()
        ),
    )?;
    fs::copy(repository.join("Cargo.lock"), package.join("Cargo.lock"))?;
    let lib = package.join("src/lib.rs");
    fs::write(
        &lib,
        format!("pub mod r#{service} {{\n    include!(\"{service}.rs\");\n}}\n"),
    )?;
    let check = || -> Result<(), Box<dyn Error>> {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(["check", "--quiet"])
            .current_dir(package)
            .env("CARGO_TARGET_DIR", package.join("target"))
            .env("CARGO_INCREMENTAL", "0");
        if !cargo.status()?.success() {
            return Err("the generated code does not compile".into());
        }
        Ok(())
    };
    check()?;
    let mut least = f64::MAX;
    for _ in 0..3 {
        fs::File::options()
            .append(true)
            .open(&lib)?
            .set_modified(std::time::SystemTime::now())?;
        let before = children_cpu()?;
        check()?;
        least = least.min(children_cpu()? - before);
    }
    Ok(least)
}

fn children_cpu() -> Result<f64, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let spent = usage.user_time() + usage.system_time();
    Ok(Duration::from_millis(u64::try_from(spent.num_milliseconds())?).as_secs_f64())
}
