//! Golden files: expected output beside its input.
//!
//! `UPDATE_GOLDEN=1 cargo test` writes what the tests got; the change is then reviewed as a diff.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// The folder of the golden cases: one folder each.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// The folders of all cases, by name.
///
/// # Panics
///
/// When the folder cannot be listed.
pub fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder of the golden cases is checked in")
        .map(|entry| entry.expect("an entry of a folder").path())
        .filter(|path| path.join("spec.json").exists() || pages(path).next().is_some())
        .collect();
    cases.sort();
    cases
}

/// The pages of a case: the same page in one form or several.
///
/// # Panics
///
/// When the folder cannot be listed.
pub fn pages(case: &Path) -> impl Iterator<Item = PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(case)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry of a folder").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "txt" || kind == "html" || kind == "md")
        })
        .collect();
    // The copied text first: it is the form that users have most often.
    pages.sort_by_key(|page| page.extension() != Some("txt".as_ref()));
    pages.into_iter()
}

/// Expected against actual texts; the differences of all are shown together.
#[derive(Debug, Default)]
pub struct Golden {
    differences: String,
}

impl Golden {
    /// Compares a text with a golden file, or writes the file when asked to.
    ///
    /// # Panics
    ///
    /// When the file is to be written and cannot be.
    pub fn check(&mut self, path: &Path, actual: &str) {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, actual).expect("a golden file can be written");
            return;
        }
        let expected = fs::read_to_string(path).unwrap_or_default();
        if expected != actual {
            let name = path
                .strip_prefix(env!("CARGO_MANIFEST_DIR"))
                .unwrap_or(path)
                .display()
                .to_string();
            let diff = TextDiff::from_lines(&expected, actual);
            let diff = diff
                .unified_diff()
                .header(&name, "what the test got")
                .to_string();
            let _ = writeln!(self.differences, "{diff}");
        }
    }

    /// The same for a text that mostly is empty: then there is no file.
    ///
    /// # Panics
    ///
    /// When the file is to be written or removed and cannot be.
    pub fn check_unless_empty(&mut self, path: &Path, actual: &str) {
        if actual.is_empty() && std::env::var_os("UPDATE_GOLDEN").is_some() {
            if path.exists() {
                fs::remove_file(path).expect("a golden file can be removed");
            }
            return;
        }
        self.check(path, actual);
    }

    /// Fails when anything differed.
    ///
    /// # Panics
    ///
    /// Then, with the differences.
    pub fn finish(self) {
        assert!(
            self.differences.is_empty(),
            "golden files differ:\n\n{}\nIf this is right, run `UPDATE_GOLDEN=1 cargo test --workspace --all-features` and review the diff.",
            self.differences
        );
    }
}
