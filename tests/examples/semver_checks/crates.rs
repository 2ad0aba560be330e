//! Pairs of crates: the folder `old` and the folder `new` of one that is written anew each time.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::emit::{CrateOptions, crate_files, single_file};
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

/// Writes two crates that have a module for each pair of specs.
pub(crate) fn of_modules(folder: &Path, pairs: &[[&Spec; 2]]) -> Result<(), Box<dyn Error>> {
    for (side, name) in ["old", "new"].into_iter().enumerate() {
        let mut files = Files::default();
        let mut root = String::new();
        for (at, pair) in pairs.iter().enumerate() {
            let module = module(at);
            let _ = writeln!(root, "pub mod {module};");
            let code = single_file(&Plan::new(pair[side], None)?);
            files.insert(format!("src/{module}.rs"), code);
        }
        files.insert("src/lib.rs", root);
        files.insert(
            "Cargo.toml",
            format!(
                "[package]\nname = \"verdicts\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                 [dependencies]\ntencentcloud-runtime = {{ path = \"{}\", default-features = false }}\n",
                runtime().display().to_string().replace('\\', "/")
            ),
        );
        write(folder, name, files)?;
    }
    Ok(())
}

/// The module of the pair of this number.
pub(crate) fn module(at: usize) -> String {
    format!("case_{at}")
}

/// Writes the crates of a service on both sides.
pub(crate) fn of_service(folder: &Path, old: &[Spec], new: &[Spec]) -> Result<(), Box<dyn Error>> {
    let options = CrateOptions {
        runtime_path: Some(runtime().display().to_string()),
        version: "1.0.0".to_owned(),
        ..CrateOptions::default()
    };
    for (name, specs) in [("old", old), ("new", new)] {
        let plans = specs.iter().map(|spec| Plan::new(spec, None));
        let plans = plans.collect::<Result<Vec<Plan>, _>>()?;
        let mut files = Files::default();
        files.insert_folder(Path::new(""), crate_files(&plans, &options));
        files.insert("Cargo.toml", own_workspace(&crate_files(&plans, &options)));
        write(folder, name, files)?;
    }
    Ok(())
}

/// The manifest of a generated crate, which is no member of the workspace that it lies in.
fn own_workspace(files: &std::collections::BTreeMap<PathBuf, String>) -> String {
    let manifest = files.get(Path::new("Cargo.toml"));
    format!("{}\n[workspace]\n", manifest.map_or("", String::as_str))
}

fn write(folder: &Path, name: &str, mut files: Files) -> Result<(), Box<dyn Error>> {
    // The versions that the repository is tested with.
    let lock = std::fs::read_to_string(repository().join("Cargo.lock"))?;
    files.insert("Cargo.lock", lock);
    let folder = folder.join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    files.write(&folder)?;
    Ok(())
}

fn repository() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

fn runtime() -> PathBuf {
    repository().join("runtime")
}

/// A folder to work in.
pub(crate) fn folder(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| repository().join("target"));
    target.join("semver-checks").join(name)
}
