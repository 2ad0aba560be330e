//! Listing folders.

use std::io;
use std::path::{Path, PathBuf};

/// What is in a folder, by name: the order of the file system must never show in a result.
pub fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
