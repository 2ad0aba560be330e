//! Where the official packages are: they are no part of the project.

use std::path::{Path, PathBuf};

/// Where wheels are, when none are named: in the path list `TCGEN_WHEELS`, else in the folder `wheels` of the project.
pub fn conventional() -> Vec<PathBuf> {
    if let Some(paths) = named() {
        let is_other = |path: &PathBuf| !has_ending(path, SOURCE);
        return paths.into_iter().filter(is_other).collect();
    }
    in_folder(".whl")
}

/// Where source distributions are: in the same places.
pub fn sources() -> Vec<PathBuf> {
    let mut paths = named().unwrap_or_else(|| in_folder(SOURCE));
    paths.retain(|path| has_ending(path, SOURCE));
    paths
}

const SOURCE: &str = ".tar.gz";

fn named() -> Option<Vec<PathBuf>> {
    let paths = std::env::var_os("TCGEN_WHEELS")?;
    Some(std::env::split_paths(&paths).collect())
}

fn in_folder(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wheels");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| has_ending(path, ending))
        .collect();
    files.sort();
    files
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.to_string_lossy().ends_with(ending)
}
