//! Changes of which nothing is left half done, even where the run is killed.
//!
//! ```text
//! journal names all files ─▶ new texts beside their places ─▶ all moved ─▶ journal says so ─▶ old texts deleted, journal too
//! ```
//!
//! Who finds a journal finds what a killed run left: before all was moved, everything is put back; after that, what is left
//! to do is done.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::staged::{Beside, put_back, remove_empty_folders};
use super::{Change, FileError, Staged};

/// What a journal says in its first line. In the second one it says `moved` when that is done.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    /// The process that wrote it: the names beside places have its number.
    process: u32,
    files: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The file, from the root of the file system.
    place: PathBuf,
    /// The folder that it is somewhere below.
    root: PathBuf,
    /// Whether it was not there.
    is_new: bool,
}

const MOVED: &str = "moved\n";

/// What a killed run had left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovered {
    /// It was not done with its files: so many of them were put back.
    Undone(usize),
    /// It was done but for tidying up.
    Finished,
}

/// Does all changes, each of a file below a folder, or none, even if the run is killed: what is left then is put right by
/// [`recover`]. The journal is there only meanwhile.
///
/// # Errors
///
/// When a file cannot be written, moved or deleted, or when there is a journal: of another run that is under way, or that
/// was killed.
pub fn write_all(changes: &[(PathBuf, Change)], journal: &Path) -> Result<(), FileError> {
    let entries = changes.iter().map(|(root, change)| {
        let absolute = |path: &Path| {
            // The empty path is the current folder.
            let path = Path::new(".").join(path);
            std::path::absolute(&path).map_err(FileError::new("tell the whole path of", &path))
        };
        Ok(Entry {
            place: absolute(&root.join(&change.path))?,
            root: absolute(root)?,
            is_new: change.old.is_none(),
        })
    });
    let content = Journal {
        process: std::process::id(),
        files: entries.collect::<Result<_, _>>()?,
    };
    let mut file = File::create_new(journal).map_err(FileError::new("create", journal))?;
    let result = content
        .write_to(&mut file)
        .map_err(FileError::new("write", journal))
        .and_then(|()| do_all(changes, &mut file, journal));
    // Where something could not be put back, the journal says what.
    if !result.as_ref().is_err_and(FileError::is_half_done) {
        fs::remove_file(journal).map_err(FileError::new("delete", journal))?;
    }
    result
}

fn do_all(changes: &[(PathBuf, Change)], file: &mut File, journal: &Path) -> Result<(), FileError> {
    let mut staged = Staged::default();
    for (root, change) in changes {
        staged.add(root, change)?;
    }
    let moved = staged.move_all()?;
    if let Err(error) = file.write_all(MOVED.as_bytes()) {
        moved.undo()?;
        return Err(FileError::new("write", journal)(error));
    }
    moved.forget_old();
    Ok(())
}

impl Journal {
    fn write_to(&self, file: &mut File) -> io::Result<()> {
        let mut line = serde_json::to_string(self)?;
        line.push('\n');
        file.write_all(line.as_bytes())
    }
}

/// Puts right what a killed run left, if there is its journal.
///
/// # Errors
///
/// When a file cannot be put back.
pub fn recover(journal: &Path) -> Result<Option<Recovered>, FileError> {
    let text = match fs::read_to_string(journal) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FileError::new("read", journal)(error)),
    };
    let (line, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let is_done = rest == MOVED;
    let mut number = 0;
    // What is not whole was written before anything else was.
    if let Ok(content) = serde_json::from_str::<Journal>(line) {
        for entry in content.files.iter().rev() {
            let beside = Beside::of_run(&entry.place, content.process);
            if is_done {
                let _ = fs::remove_file(&beside.old);
                remove_empty_folders(&entry.place, &entry.root);
            } else {
                number += usize::from(entry.undo(&beside)?);
            }
        }
    }
    fs::remove_file(journal).map_err(FileError::new("delete", journal))?;
    Ok(Some(if is_done {
        Recovered::Finished
    } else {
        Recovered::Undone(number)
    }))
}

impl Entry {
    /// Whether there was anything to undo.
    fn undo(&self, beside: &Beside) -> Result<bool, FileError> {
        let is_staged = fs::remove_file(&beside.new).is_ok();
        // A new file that is staged was not moved, and one that is neither staged nor there was not begun.
        let is_moved = beside.old.exists() || (self.is_new && !is_staged && self.place.exists());
        if is_moved {
            put_back(&self.place, beside, &self.root)?;
        } else {
            remove_empty_folders(&self.place, &self.root);
        }
        Ok(is_moved)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn change(path: &str, old: Option<&str>, new: Option<&str>) -> Change {
        Change {
            path: path.into(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        }
    }

    fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.insert(path.clone(), String::new());
                found.extend(tree(&path));
            } else {
                found.insert(path.clone(), fs::read_to_string(&path).unwrap());
            }
        }
        found
    }

    /// A folder, and changes of each kind in it.
    fn work() -> (tempfile::TempDir, Vec<(PathBuf, Change)>) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("s")).unwrap();
        for (name, text) in [("a", "1"), ("s/b", "2")] {
            fs::write(root.join(name), text).unwrap();
        }
        let changes = [
            change("a", Some("1"), Some("one")),
            change("s/b", Some("2"), None),
            change("t/c", None, Some("three")),
        ];
        let changes = changes.map(|change| (root.to_owned(), change));
        (folder, changes.into())
    }

    #[test]
    fn all_is_done_and_nothing_lies_around() {
        let (folder, changes) = work();
        let root = folder.path();
        let journal = root.join("journal");
        write_all(&changes, &journal).unwrap();
        let texts = [("a", "one"), ("t", ""), ("t/c", "three")];
        let expected = texts.map(|(name, text)| (root.join(name), text.to_owned()));
        assert_eq!(tree(root), expected.into());
        assert_eq!(recover(&journal).unwrap(), None);
    }

    #[test]
    fn a_failure_leaves_everything_as_it_was() {
        // A file where a folder is wanted, when some files are staged; and a folder where a file is, when some are moved.
        for last in ["a/x", "d"] {
            let (folder, mut changes) = work();
            let root = folder.path();
            fs::create_dir_all(root.join("d/e")).unwrap();
            let before = tree(root);
            changes.push((root.to_owned(), change(last, None, Some("4"))));
            write_all(&changes, &root.join("journal")).unwrap_err();
            assert_eq!(tree(root), before);
        }
    }

    #[test]
    fn another_run_that_is_under_way_is_left_alone() {
        let (folder, changes) = work();
        let journal = folder.path().join("journal");
        fs::write(&journal, "{}").unwrap();
        let before = tree(folder.path());
        write_all(&changes, &journal).unwrap_err();
        assert_eq!(tree(folder.path()), before);
    }

    /// What a run leaves that is killed after so many of its steps, each of which is one call of the system.
    #[test]
    fn a_run_that_is_killed_anywhere_is_undone_or_finished() {
        let steps = |root: &Path, changes: &[(PathBuf, Change)]| -> Vec<Box<dyn Fn()>> {
            let journal = root.join("journal");
            let process = 4_000_000;
            let mut steps: Vec<Box<dyn Fn()>> = Vec::new();
            let content = Journal {
                process,
                files: changes
                    .iter()
                    .map(|(root, change)| Entry {
                        place: root.join(&change.path),
                        root: root.clone(),
                        is_new: change.old.is_none(),
                    })
                    .collect(),
            };
            let line = serde_json::to_string(&content).unwrap() + "\n";
            for length in [0, line.len() / 2, line.len()] {
                let (line, journal) = (line[..length].to_owned(), journal.clone());
                steps.push(Box::new(move || fs::write(&journal, &line).unwrap()));
            }
            for (root, change) in changes {
                let place = root.join(&change.path);
                let beside = Beside::of_run(&place, process);
                if let Some(text) = change.new.clone() {
                    let parent = place.parent().unwrap().to_owned();
                    steps.push(Box::new(move || fs::create_dir_all(&parent).unwrap()));
                    steps.push(Box::new(move || fs::write(&beside.new, &text).unwrap()));
                }
            }
            for (root, change) in changes {
                let place = root.join(&change.path);
                let beside = Beside::of_run(&place, process);
                if change.old.is_some() {
                    let (place, old) = (place.clone(), beside.old.clone());
                    steps.push(Box::new(move || fs::hard_link(&place, &old).unwrap()));
                }
                if change.new.is_some() {
                    steps.push(Box::new(move || fs::rename(&beside.new, &place).unwrap()));
                } else {
                    steps.push(Box::new(move || fs::remove_file(&place).unwrap()));
                }
            }
            let done = line + MOVED;
            steps.push(Box::new(move || fs::write(&journal, &done).unwrap()));
            for (root, change) in changes {
                let place = root.join(&change.path);
                if change.old.is_some() {
                    let old = Beside::of_run(&place, process).old;
                    steps.push(Box::new(move || fs::remove_file(&old).unwrap()));
                }
            }
            steps
        };
        let done = {
            let (folder, changes) = work();
            write_all(&changes, &folder.path().join("journal")).unwrap();
            relative(folder.path())
        };
        let number = {
            let (folder, changes) = work();
            steps(folder.path(), &changes).len()
        };
        let mut finished = 0;
        for killed_after in 1..=number {
            let (folder, changes) = work();
            let root = folder.path();
            let before = relative(root);
            for step in steps(root, &changes).iter().take(killed_after) {
                step();
            }
            let recovered = recover(&root.join("journal")).unwrap();
            let expected = if recovered == Some(Recovered::Finished) {
                finished += 1;
                &done
            } else {
                &before
            };
            assert_eq!(
                relative(root),
                *expected,
                "killed after {killed_after} steps"
            );
        }
        assert_eq!(finished, 3, "once all is moved, it stays");
    }

    fn relative(root: &Path) -> BTreeMap<PathBuf, String> {
        let tree = tree(root).into_iter();
        tree.map(|(path, text)| (path.strip_prefix(root).unwrap().to_owned(), text))
            .collect()
    }
}
