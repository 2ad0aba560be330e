//! Where the official wheels are: they are no part of the project.

use std::path::{Path, PathBuf};

/// Where wheels are, when none are named: in the path list `TCGEN_WHEELS`, else in the folder `wheels` of the project.
pub fn conventional() -> Vec<PathBuf> {
    if let Some(paths) = std::env::var_os("TCGEN_WHEELS") {
        return std::env::split_paths(&paths).collect();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wheels");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut wheels: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .collect();
    wheels.sort();
    wheels
}
