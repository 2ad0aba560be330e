//! The versions of crates in `tcgen.toml`, whose comments and order stay as they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use semver::Version;
use tencentcloud_codegen::diff::Advice;
use tencentcloud_codegen::output::Change;
use toml_edit::{Array, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value};

use super::gone::Gone;
use crate::config::Config;

/// The change of `tcgen.toml` that writes these versions into it and takes these actions out; none where there are none.
pub(super) fn change(
    config: &Config,
    advice: &BTreeMap<String, Advice>,
    gone: &Gone,
) -> Result<Option<(PathBuf, Change)>> {
    if advice.is_empty() && gone.is_empty() {
        return Ok(None);
    }
    let path = &config.path;
    let old = std::fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {}", path.display()))?;
    let versions = advice
        .iter()
        .map(|(service, of)| (service.as_str(), &of.version));
    let new = with_versions(&old, versions)
        .and_then(|text| without_actions(&text, gone))
        .wrap_err_with(|| format!("cannot write to {}", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let change = Change {
        path: path.file_name().unwrap_or_default().into(),
        old: Some(old),
        new: Some(new),
    };
    Ok(Some((folder.to_owned(), change)))
}

/// The text with `crates.versions` set for these services.
fn with_versions<'a>(
    text: &str,
    versions: impl Iterator<Item = (&'a str, &'a Version)>,
) -> Result<String> {
    let mut versions = versions.peekable();
    if versions.peek().is_none() {
        return Ok(text.to_owned());
    }
    let mut document: DocumentMut = text.parse().into_diagnostic()?;
    let table = versions_of(document.as_table_mut())
        .ok_or_else(|| miette!("`crates` or `crates.versions` is no table"))?;
    for (service, version) in versions {
        let version = Value::from(version.to_string());
        match table.get_mut(service).and_then(Item::as_value_mut) {
            Some(value) => {
                // What stands around it, such as a comment behind it, stays.
                let decor = value.decor().clone();
                *value = version;
                *value.decor_mut() = decor;
            }
            None => drop(table.insert(service, Item::Value(version))),
        }
    }
    Ok(document.to_string())
}

/// The text without these actions of services.
fn without_actions(text: &str, gone: &Gone) -> Result<String> {
    let mut document: DocumentMut = text.parse().into_diagnostic()?;
    for (service, gone) in gone {
        let actions = ["services", service, "actions"]
            .iter()
            .try_fold(document.as_item_mut(), |item, key| item.get_mut(key));
        let actions = actions.and_then(Item::as_array_mut);
        let actions = actions.ok_or_else(|| miette!("`services.{service}.actions` is no list"))?;
        remove(actions, |action| gone.iter().any(|gone| action == gone));
    }
    Ok(document.to_string())
}

/// Removes texts from a list, but not the comments before them: those at the end of a line are of what is left there.
fn remove(list: &mut Array, is_gone: impl Fn(&str) -> bool) {
    let mut carried = String::new();
    let mut left = Array::new();
    for mut value in list.clone() {
        let before = value.decor().prefix().and_then(RawString::as_str);
        let before = before.unwrap_or_default().to_owned();
        if value.as_str().is_some_and(&is_gone) {
            // The last line of it is the indentation.
            let end = before.rfind('\n').unwrap_or_default();
            carried.push_str(&before[..end]);
        } else {
            let before = if left.is_empty() && carried.is_empty() && !before.contains('\n') {
                before.trim_start().to_owned()
            } else {
                std::mem::take(&mut carried) + &before
            };
            value.decor_mut().set_prefix(before);
            left.push_formatted(value);
        }
    }
    let after = list.trailing().as_str().unwrap_or_default();
    left.set_trailing(carried + after);
    left.set_trailing_comma(list.trailing_comma());
    *left.decor_mut() = list.decor().clone();
    *list = left;
}

/// The table `crates.versions`, which is made in the way in which `crates` is written.
fn versions_of(root: &mut Table) -> Option<&mut dyn TableLike> {
    let crates = root.entry("crates").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    match crates {
        Item::Table(crates) => crates
            .entry("versions")
            .or_insert_with(|| Item::Table(Table::new()))
            .as_table_like_mut(),
        Item::Value(Value::InlineTable(crates)) => {
            let versions = crates
                .entry("versions")
                .or_insert_with(|| InlineTable::new().into());
            let versions = versions.as_inline_table_mut();
            versions.map(|versions| versions as &mut dyn TableLike)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is around versions stays as it is, however the file is written.
    #[test]
    fn versions_are_written_into_the_file_as_it_is() {
        let cases = [
            // There is nothing of crates.
            (
                "specs = [\"specs\"] # all\nout = \"generated\"\n\n[services]\ncvm = {}\n",
                "specs = [\"specs\"] # all\nout = \"generated\"\n\n[services]\ncvm = {}\n\n[crates.versions]\ncvm = \"0.2.0\"\nsts = \"1.0.0\"\n",
            ),
            // There is a version already, and comments.
            (
                "[crates]\nversion = \"0.1.0\"\n\n# Kept by hand.\n[crates.versions]\ncvm   = '0.1.5' # stable\n# others\nvpc = \"0.3.0\"\n\n[update]\nfacts = true\n",
                "[crates]\nversion = \"0.1.0\"\n\n# Kept by hand.\n[crates.versions]\ncvm   = \"0.2.0\" # stable\n# others\nvpc = \"0.3.0\"\nsts = \"1.0.0\"\n\n[update]\nfacts = true\n",
            ),
            // A table between others.
            (
                "[crates]\nprefix = \"my-\"\n\n[update]\nfacts = true\n",
                "[crates]\nprefix = \"my-\"\n\n[crates.versions]\ncvm = \"0.2.0\"\nsts = \"1.0.0\"\n\n[update]\nfacts = true\n",
            ),
            // In one line.
            (
                "crates = { prefix = \"my-\" }\n",
                "crates = { prefix = \"my-\" , versions = { cvm = \"0.2.0\", sts = \"1.0.0\" } }\n",
            ),
            // With dots.
            (
                "crates.prefix = \"my-\"\n",
                "crates.prefix = \"my-\"\n\n[crates.versions]\ncvm = \"0.2.0\"\nsts = \"1.0.0\"\n",
            ),
        ];
        let versions = [
            ("cvm", Version::new(0, 2, 0)),
            ("sts", Version::new(1, 0, 0)),
        ];
        for (before, expected) in cases {
            let versions = versions
                .iter()
                .map(|(service, version)| (*service, version));
            let after = with_versions(before, versions).expect("it is TOML");
            assert_eq!(after, expected);
            toml::from_str::<toml::Table>(&after).expect("it is TOML still");
        }
    }

    #[test]
    fn actions_are_taken_out_of_the_list_as_it_is_written() {
        let gone: Gone = [("cls".to_owned(), vec!["cls.A".to_owned(), "C".to_owned()])].into();
        let cases = [
            (
                "[services]\ncls = { actions = [\"cls.A\", \"B\", \"C\"] } # few\n",
                "[services]\ncls = { actions = [\"B\"] } # few\n",
            ),
            (
                "[services.cls]\nactions = [\n    \"cls.A\",\n    \"B\", # kept\n    \"C\",\n]\n",
                "[services.cls]\nactions = [\n    \"B\", # kept\n]\n",
            ),
        ];
        for (before, expected) in cases {
            let after = without_actions(before, &gone).expect("it is a list");
            assert_eq!(after, expected);
        }
    }
}
