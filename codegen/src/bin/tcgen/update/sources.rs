//! What the new documentation is: a catalogue, pages, or both.

use std::fmt;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use tencentcloud_codegen::catalogue::{Catalogue, SourceError};
use tencentcloud_codegen::fetch::Address;
use tencentcloud_codegen::folder;

/// The sources of an update.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Wheels, or folders of a catalogue.
    pub(super) catalogues: Vec<PathBuf>,
    /// Pages, as `parse` takes them.
    pub(super) pages: Vec<String>,
}

impl Sources {
    /// Tells one from the other: by the name of a file, and by what is in a folder.
    pub(super) fn of(arguments: &[String]) -> Result<Self> {
        let mut sources = Self::default();
        for argument in arguments {
            let path = Path::new(argument);
            if argument == "-" || Address::is_meant(argument) {
                sources.pages.push(argument.clone());
            } else if path.is_dir() {
                sources.add_folder(argument, path)?;
            } else if !path.exists() {
                return Err(miette!(
                    help = "`tcgen help update` tells what a source can be",
                    "there is no {argument}"
                ));
            } else {
                sources.add_file(argument, path)?;
            }
        }
        Ok(sources)
    }

    fn add_file(&mut self, argument: &str, path: &Path) -> Result<()> {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_ascii_lowercase().as_str() {
            "whl" | "zip" => self.catalogues.push(path.to_owned()),
            "json" | "toml" => {
                return Err(miette!(
                    help = "a spec of your own goes into a folder that `specs` of tcgen.toml names; `tcgen generate` is all it needs",
                    "{argument} is neither a wheel nor a page"
                ));
            }
            _ => self.pages.push(argument.to_owned()),
        }
        Ok(())
    }

    /// A folder of wheels, a folder of a catalogue, or else one of pages.
    fn add_folder(&mut self, argument: &str, path: &Path) -> Result<()> {
        let mut wheels = folder::entries(path)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot list {argument}"))?;
        wheels.retain(|path| path.extension().is_some_and(|extension| extension == "whl"));
        if !wheels.is_empty() {
            self.catalogues.extend(wheels);
            return Ok(());
        }
        match Catalogue::open([path]) {
            Ok(_) | Err(SourceError::OnlyErrorCodes { .. }) => {
                self.catalogues.push(path.to_owned());
            }
            Err(SourceError::Empty { .. }) => self.pages.push(argument.to_owned()),
            Err(error) => return Err(error).into_diagnostic(),
        }
        Ok(())
    }
}

impl fmt::Display for Sources {
    /// `tccli 3.1.189.1, tencentcloud-sdk-python 3.1.195 and the page RunInstances.html`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMED: usize = 3;
        let mut names: Vec<String> = self.catalogues.iter().map(|path| package(path)).collect();
        match self.pages.as_slice() {
            [] => {}
            [folder] if Path::new(folder).is_dir() => {
                names.push(format!("the pages in {}", page_name(folder)));
            }
            [page] => names.push(format!("the page {}", page_name(page))),
            pages if pages.len() <= NAMED => {
                let pages: Vec<String> = pages.iter().map(|page| page_name(page)).collect();
                names.push(format!("the pages {}", pages.join(", ")));
            }
            pages => names.push(format!("{} pages", pages.len())),
        }
        let last = names.pop().unwrap_or_default();
        if !names.is_empty() {
            write!(f, "{} and ", names.join(", "))?;
        }
        f.write_str(&last)
    }
}

/// The package and its version, which a wheel has in its name and an unpacked one in that of a folder; else the name.
fn package(path: &Path) -> String {
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let in_folder = folder::entries(path).unwrap_or_default();
    let info = in_folder
        .iter()
        .map(|entry| name(entry))
        .find(|name| name.ends_with(".dist-info"));
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let of = info.unwrap_or_else(|| name(&whole));
    let stem = of
        .trim_end_matches(".dist-info")
        .trim_end_matches(".whl")
        .trim_end_matches(".zip");
    let mut parts = stem.split('-');
    match (parts.next(), parts.next()) {
        (Some(package), Some(version)) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{} {version}", package.replace('_', "-"))
        }
        _ => stem.to_owned(),
    }
}

/// An address, or the last part of a path.
fn page_name(page: &str) -> String {
    if page == "-" {
        return "on standard input".to_owned();
    }
    if Address::is_meant(page) {
        return format!("<{page}>");
    }
    let name = Path::new(page).file_name().unwrap_or_default();
    format!("`{}`", name.to_string_lossy().replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_named_as_packages_are() {
        let cases = [
            (
                &["tccli-3.1.189.1-py2.py3-none-any.whl"][..],
                &[][..],
                "tccli 3.1.189.1",
            ),
            (
                &[
                    "w/tccli-3.1.1-py3-none-any.whl",
                    "w/tencentcloud_sdk_python-3.1.2-py3-none-any.whl",
                ],
                &["a/RunInstances.html"],
                "tccli 3.1.1, tencentcloud-sdk-python 3.1.2 and the page `RunInstances.html`",
            ),
            (&["some.whl"], &[], "some"),
            (
                &[],
                &["a.md", "https://example.com/1"],
                "the pages `a.md`, <https://example.com/1>",
            ),
            (&[], &["-"], "the page on standard input"),
            (&[], &["1", "2", "3", "4"], "4 pages"),
        ];
        for (catalogues, pages, expected) in cases {
            let sources = Sources {
                catalogues: catalogues.iter().map(PathBuf::from).collect(),
                pages: pages.iter().map(|&page| page.to_owned()).collect(),
            };
            assert_eq!(sources.to_string(), expected);
        }
    }
}
