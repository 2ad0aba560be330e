//! Changes that are prepared, and then done all at once.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Change, FileError, PUT_BACK};

/// Changes that are prepared but not yet done: new files lie beside their places. Those that never get there are deleted.
#[derive(Debug, Default)]
pub struct Staged {
    steps: Vec<Step>,
}

/// A file that is going to be written or deleted.
#[derive(Debug)]
pub(super) struct Step {
    /// Where it is, or belongs.
    pub(super) place: PathBuf,
    /// The folder that it is somewhere below.
    pub(super) root: PathBuf,
    /// Whether there is a new text for it.
    is_written: bool,
}

impl Staged {
    /// Prepares a change of a file below `root`.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn add(&mut self, root: &Path, change: &Change) -> Result<(), FileError> {
        let place = root.join(&change.path);
        self.steps.push(Step {
            place: place.clone(),
            root: root.to_owned(),
            is_written: change.new.is_some(),
        });
        let Some(text) = &change.new else {
            return Ok(());
        };
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(FileError::new("create the folder", folder))?;
        }
        let beside = Beside::of_this_run(&place);
        fs::write(&beside.new, text).map_err(FileError::new("write", &beside.new))?;
        if let Ok(old) = fs::metadata(&place) {
            fs::set_permissions(&beside.new, old.permissions())
                .map_err(FileError::new("write", &beside.new))?;
        }
        Ok(())
    }

    /// Takes over what others prepared.
    pub fn append(&mut self, mut other: Self) {
        self.steps.append(&mut other.steps);
    }

    /// Does all of it, or nothing.
    ///
    /// # Errors
    ///
    /// When a file cannot be moved to its place or deleted. Those that were are put back; where that fails, too, the error
    /// names such a file, and what it was lies beside it.
    pub fn commit(self) -> Result<(), FileError> {
        self.move_all()?.forget_old();
        Ok(())
    }

    /// Moves all files to their places, and keeps what was there beside them.
    pub(super) fn move_all(mut self) -> Result<Moved, FileError> {
        let mut moved = Moved {
            steps: Vec::with_capacity(self.steps.len()),
        };
        // What is in its place is none of what is deleted in the end.
        self.steps.reverse();
        while let Some(step) = self.steps.last() {
            let beside = Beside::of_this_run(&step.place);
            if let Err(error) = step.take(&beside) {
                // What this step has kept already is of no use.
                let _ = fs::remove_file(&beside.old);
                moved.undo()?;
                return Err(error);
            }
            moved.steps.extend(self.steps.pop());
        }
        Ok(moved)
    }
}

impl Step {
    fn take(&self, beside: &Beside) -> Result<(), FileError> {
        let place = &self.place;
        keep(place, &beside.old).map_err(FileError::new("keep the old text of", place))?;
        if self.is_written {
            fs::rename(&beside.new, place).map_err(FileError::new("write", place))
        } else {
            fs::remove_file(place).map_err(FileError::new("delete", place))
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for step in &self.steps {
            // It may not be there, and there is nobody to tell.
            let _ = fs::remove_file(Beside::of_this_run(&step.place).new);
            if step.is_written {
                remove_empty_folders(&step.place, &step.root);
            }
        }
    }
}

/// Files that are in their places, with what was there before beside them.
#[must_use = "what was there before lies around until it is forgotten"]
pub(super) struct Moved {
    steps: Vec<Step>,
}

impl Moved {
    /// Deletes what was there before.
    pub(super) fn forget_old(self) {
        for step in &self.steps {
            // All is done: what cannot be deleted now is no reason to fail.
            let _ = fs::remove_file(Beside::of_this_run(&step.place).old);
            if !step.is_written {
                remove_empty_folders(&step.place, &step.root);
            }
        }
    }

    /// Puts everything back, the last one first. The others are put back also where one cannot be.
    pub(super) fn undo(self) -> Result<(), FileError> {
        let mut failure = None;
        for step in self.steps.iter().rev() {
            let beside = Beside::of_this_run(&step.place);
            let undone = put_back(&step.place, &beside, &step.root);
            failure = undone.err().or(failure);
        }
        failure.map_or(Ok(()), Err)
    }
}

/// Makes a file that is or was in its place what it was before: what lies beside it, or not there.
pub(super) fn put_back(place: &Path, beside: &Beside, root: &Path) -> Result<(), FileError> {
    let result = match fs::rename(&beside.old, place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::remove_file(place),
        result => result,
    };
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(FileError::new(PUT_BACK, place)(error));
        }
        _ => {}
    }
    // Where it was never replaced, both are the same file, which leaves both names.
    let _ = fs::remove_file(&beside.old);
    remove_empty_folders(place, root);
    Ok(())
}

/// The names that files have, beside their places, while they are being replaced.
pub(super) struct Beside {
    /// What is to come.
    pub(super) new: PathBuf,
    /// What was there.
    pub(super) old: PathBuf,
}

impl Beside {
    fn of_this_run(place: &Path) -> Self {
        Self::of_run(place, std::process::id())
    }

    /// Those that a process gives.
    pub(super) fn of_run(place: &Path, process: u32) -> Self {
        let with = |ending: &str| {
            let mut name = place.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{process}.{ending}"));
            place.with_file_name(name)
        };
        Self {
            new: with("tmp"),
            old: with("old"),
        }
    }
}

/// Gives a file a second name. It stays in its place, so that it is never missing.
fn keep(place: &Path, old: &Path) -> io::Result<()> {
    match fs::hard_link(place, old) {
        // It is new.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // Left by a process of the same number.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(old)?;
            fs::hard_link(place, old)
        }
        // Not all file systems give files second names.
        Err(_) if place.is_file() => fs::copy(place, old).map(drop),
        result => result,
    }
}

/// Removes the folders that a file was the last one in. What Cargo finds where it expects a crate must be one.
pub(super) fn remove_empty_folders(file: &Path, root: &Path) {
    let folders = file.ancestors().skip(1);
    for folder in folders.take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            // It has other files.
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, new: Option<&str>) -> Change {
        Change {
            path: path.into(),
            old: None,
            new: new.map(str::to_owned),
        }
    }

    fn texts(root: &Path) -> Vec<(String, String)> {
        let mut files: Vec<_> = fs::read_dir(root)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(path).unwrap_or_default())
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn a_failure_in_the_middle_puts_everything_back() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a"), "old a").unwrap();
        fs::write(root.join("b"), "old b").unwrap();
        let before = texts(root);
        let all = [
            change("a", Some("new a")),
            change("b", None),
            change("new/c", Some("new c")),
            change("d", Some("new d")),
            change("e", Some("new e")),
        ];
        let mut staged = Staged::default();
        for one in &all {
            staged.add(root, one).unwrap();
        }
        // What nobody expected to be there in the meantime.
        fs::create_dir_all(root.join("d/x")).unwrap();
        let error = staged.commit().unwrap_err();
        assert!(error.to_string().contains("d:"), "{error}");
        fs::remove_dir_all(root.join("d")).unwrap();
        assert_eq!(texts(root), before);

        let mut staged = Staged::default();
        for one in &all {
            staged.add(root, one).unwrap();
        }
        staged.commit().unwrap();
        let after: Vec<String> = texts(root).into_iter().map(|(name, _)| name).collect();
        assert_eq!(after, ["a", "d", "e", "new"]);
        assert_eq!(fs::read_to_string(root.join("new/c")).unwrap(), "new c");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
        let mut staged = Staged::default();
        staged
            .add(folder.path(), &change("a", Some("new")))
            .unwrap();
        staged.commit().unwrap();
        let mode = fs::metadata(&place).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
    }
}
