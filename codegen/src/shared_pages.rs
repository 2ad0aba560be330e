//! The real pages that this was developed against, for the tests that use them.

use std::path::{Path, PathBuf};

/// The folder `shared/pages` beside the project; where it is absent, says that the test is skipped.
pub(crate) fn shared_pages() -> Option<PathBuf> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = folders
        .map(|folder| folder.join("shared/pages"))
        .find(|pages| pages.is_dir());
    if found.is_none() {
        println!("skipped: there is no folder shared/pages beside the project");
    }
    found
}
