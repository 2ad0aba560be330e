//! `git:REV[:PATH]`: files as of a revision.
//!
//! Git itself is asked, as a process, for what is named and nothing else; it becomes a temporary folder.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use tempfile::TempDir;
use zip::ZipArchive;

use crate::config::{self, Config};

/// A file or folder of a revision, for as long as this lives.
pub(super) struct Checkout {
    /// Deleted with it.
    _folder: TempDir,
    pub(super) path: PathBuf,
}

/// A revision, and what of it.
pub(super) struct Revision<'a> {
    rev: &'a str,
    path: Option<&'a str>,
    /// Where paths are seen from.
    folder: PathBuf,
}

/// The `tcgen.toml` of a revision, if a side names one and nothing in it.
pub(super) fn config(side: &str) -> Result<Option<Config>> {
    let Some(text) = side.strip_prefix("git:") else {
        return Ok(None);
    };
    let revision = Revision::new(text)?;
    if revision.path.is_some() {
        return Ok(None);
    }
    revision.of_project()?.config().map(Some)
}

impl<'a> Revision<'a> {
    /// What stands behind `git:`.
    pub(super) fn new(text: &'a str) -> Result<Self> {
        let (rev, path) = match text.split_once(':') {
            Some((rev, path)) => (rev, Some(path).filter(|path| !path.is_empty())),
            None => (text, None),
        };
        // What starts with a `-` would be an option.
        if rev.is_empty() || rev.starts_with('-') {
            return Err(miette!(
                help = "such as git:HEAD, git:origin/main or git:v1.2.0:specs",
                "`git:{text}` names no revision"
            ));
        }
        Ok(Self {
            rev,
            path,
            folder: PathBuf::from("."),
        })
    }

    /// The commit that it is, if it is one.
    pub(super) fn commit(&self) -> Option<String> {
        let commit = format!("{}^{{commit}}", self.rev);
        let commit = self.git(&["rev-parse", "--verify", &commit]).ok()?;
        Some(String::from_utf8_lossy(&commit).trim().to_owned())
    }

    /// Fails where there is no such revision, which other commands of git tell less clearly.
    fn verify(&self) -> Result<()> {
        self.git(&["rev-parse", "--git-dir"]).map_err(|_| {
            miette!(
                "there is no git repository here, in which `git:{}` could be",
                self.rev
            )
        })?;
        let tree = format!("{}^{{tree}}", self.rev);
        self.git(&["rev-parse", "--verify", &tree]).map_err(|_| {
            miette!(
                help = "a shallow clone has only some: `git fetch --unshallow`, or fetch what is to be compared",
                "the git repository here has no revision `{}`",
                self.rev
            )
        })?;
        Ok(())
    }

    /// Takes the named file or folder out of the revision.
    pub(super) fn path(&self) -> Option<Result<Checkout>> {
        self.path.map(|path| {
            self.verify()?;
            let folder = tempfile::tempdir().into_diagnostic()?;
            let path = self.take_out(path, folder.path())?;
            Ok(Checkout {
                _folder: folder,
                path,
            })
        })
    }

    /// What the nearest `tcgen.toml` said in the revision, with the specs that it named, put into a folder.
    pub(super) fn project(&self) -> Result<(Config, Checkout)> {
        let here = self.of_project()?;
        here.verify()?;
        let mut config = here.config()?;
        let folder = tempfile::tempdir().into_diagnostic()?;
        for (at, spec) in config.specs.iter_mut().enumerate() {
            let of_spec = folder.path().join(at.to_string());
            *spec = here.take_out(&spec.to_string_lossy(), &of_spec)?;
        }
        let path = folder.path().to_owned();
        Ok((
            config,
            Checkout {
                _folder: folder,
                path,
            },
        ))
    }

    /// What the nearest `tcgen.toml` said in the revision.
    fn config(&self) -> Result<Config> {
        let text = self.show(config::FILE).map_err(|error| {
            miette!(
                help = "name what to compare: git:REV:PATH",
                "{} has no {}: {error}",
                self.rev,
                self.folder.join(config::FILE).display()
            )
        })?;
        let text = String::from_utf8(text).into_diagnostic()?;
        Config::of_text(Path::new(config::FILE), &text)
    }

    /// The same, seen from the folder of the nearest `tcgen.toml`.
    fn of_project(&self) -> Result<Self> {
        Ok(Self {
            folder: Config::folder()?,
            ..*self
        })
    }

    /// Writes a file or folder into a folder, and returns its path there.
    fn take_out(&self, path: &str, folder: &Path) -> Result<PathBuf> {
        let object = format!("{}:{}", self.rev, dotted(Path::new(path)));
        let kind = self.git(&["cat-file", "-t", &object])?;
        std::fs::create_dir_all(folder).into_diagnostic()?;
        if kind.trim_ascii() != b"tree" {
            let name = Path::new(path).file_name();
            let name = name.ok_or_else(|| miette!("`{path}` names no file"))?;
            let file = folder.join(name);
            std::fs::write(&file, self.show(path)?)
                .into_diagnostic()
                .wrap_err_with(|| format!("cannot write {}", file.display()))?;
            return Ok(file);
        }
        let archive = self.git(&["archive", "--format=zip", "-0", &object])?;
        ZipArchive::new(Cursor::new(archive))
            .and_then(|mut archive| archive.extract(folder))
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot unpack {object}"))?;
        Ok(folder.to_owned())
    }

    fn show(&self, path: &str) -> Result<Vec<u8>> {
        let object = format!("{}:{}", self.rev, dotted(Path::new(path)));
        self.git(&["cat-file", "blob", &object])
    }

    /// What git prints.
    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        let output = Command::new("git")
            .current_dir(&self.folder)
            .args(arguments)
            .env("LC_ALL", "C")
            .output()
            .into_diagnostic()
            .wrap_err("cannot run git")?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        let said = if said.is_empty() { "failed" } else { said };
        Err(miette!("git {}: {said}", arguments.join(" ")))
    }
}

/// A path as seen from the current folder, which to git is that of the repository unless it starts with a dot.
fn dotted(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    match path.trim_end_matches('/') {
        "" | "." => "./".to_owned(),
        path if path.starts_with("./") || path.starts_with("../") => path.to_owned(),
        path => format!("./{path}"),
    }
}
