//! Which changed line belongs to what.

use std::collections::BTreeMap;
use std::path::Path;

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::Crate;
use crate::causes::{Causes, OfVersion, key};

/// Why a line is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Own,
    Listed,
    Follows,
    Noise,
}

/// Changed lines.
#[derive(Default)]
pub(crate) struct Classes {
    counts: BTreeMap<Class, usize>,
    /// The lines that nothing explains.
    pub(crate) noise: Vec<String>,
    /// All of them.
    pub(crate) patch: String,
}

impl Classes {
    pub(crate) fn of(&self, class: Class) -> usize {
        self.counts.get(&class).copied().unwrap_or_default()
    }

    pub(crate) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Adds the lines of a file that are not the same in two crates.
    pub(crate) fn add(
        &mut self,
        service: &str,
        path: &Path,
        old: &Crate,
        new: &Crate,
        causes: &Causes,
    ) {
        let text = |of: &'_ Crate| of.files.get(path).cloned().unwrap_or_default();
        let (old, new) = (text(old), text(new));
        let is_whole = old.is_empty() || new.is_empty();
        let (old_owners, new_owners) = (owners(path, &old), owners(path, &new));
        let diff = TextDiff::configure()
            .algorithm(Algorithm::Patience)
            .diff_lines(&old, &new);
        let name = format!("{service}/{}", path.display());
        self.patch += &diff.unified_diff().header(&name, &name).to_string();
        for change in diff.iter_all_changes() {
            let (sign, owner) = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => ('-', change.old_index().map(|at| &old_owners[at])),
                ChangeTag::Insert => ('+', change.new_index().map(|at| &new_owners[at])),
            };
            let Some(owner) = owner else { continue };
            let class = match class(owner, change.value(), path, causes) {
                // The first action with a data type has a file for it, the last one had it.
                Class::Noise if is_whole => Class::Follows,
                class => class,
            };
            *self.counts.entry(class).or_default() += 1;
            if class == Class::Noise {
                self.noise
                    .push(format!("{name}: {sign}{}", change.value().trim_end()));
            }
        }
    }
}

/// What a line is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Owner {
    /// The crate.
    Crate,
    /// A list of items.
    List,
    Action(String),
    DataType(String),
    ErrorCode(String),
}

/// What each line of a file is a part of.
fn owners(path: &Path, text: &str) -> Vec<Owner> {
    let lines: Vec<&str> = text.lines().collect();
    let in_version = path.components().count() == 3;
    let file = path.file_stem().unwrap_or_default().to_string_lossy();
    if !in_version {
        return vec![Owner::Crate; lines.len()];
    }
    match &*file {
        "mod" => vec![Owner::List; lines.len()],
        "types" => of_types(&lines),
        "errors" => of_codes(&lines),
        action => vec![Owner::Action(key(action)); lines.len()],
    }
}

/// Items are apart from each other by empty lines, which are in no comment.
fn of_types(lines: &[&str]) -> Vec<Owner> {
    let mut owners: Vec<Owner> = Vec::with_capacity(lines.len());
    let mut start = 0;
    while start < lines.len() {
        let begins = |at: usize| {
            lines[at - 1].is_empty() && !lines[at].starts_with([' ', '}']) && !lines[at].is_empty()
        };
        let end = (start + 1..lines.len()).find(|&at| begins(at));
        let end = end.unwrap_or(lines.len());
        let name = lines[start..end].iter().find_map(|line| type_name(line));
        let owner = name.map_or(Owner::List, |name| Owner::DataType(key(name)));
        owners.extend(std::iter::repeat_n(owner, end - start));
        start = end;
    }
    owners
}

/// The name of the data type whose declaration, methods or access begin in a line.
fn type_name(line: &str) -> Option<&str> {
    let word = |text: &'_ str| text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let rest = line
        .strip_prefix("pub struct ")
        .or_else(|| line.strip_prefix("impl "))
        .or_else(|| {
            line.strip_prefix("    ")
                .filter(|rest| rest.ends_with(['{', '}']))
        })?;
    let name = &rest[..word(rest)?];
    name.starts_with(char::is_uppercase).then_some(name)
}

/// What stands above a code belongs to it.
fn of_codes(lines: &[&str]) -> Vec<Owner> {
    let mut owners = vec![Owner::List; lines.len()];
    let mut code = None;
    for (at, line) in lines.iter().enumerate().rev() {
        let line = line.trim_start();
        if let Some((found, _)) = line.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            code = Some(key(found));
        } else if !line.starts_with("///") {
            code = None;
        }
        if let Some(code) = &code {
            owners[at] = Owner::ErrorCode(code.clone());
        }
    }
    owners
}

fn class(owner: &Owner, line: &str, path: &Path, causes: &Causes) -> Class {
    let module = path.components().nth(1);
    let module = module.map(|module| module.as_os_str().to_string_lossy().into_owned());
    let of = module.and_then(|module| causes.versions.get(&module));
    let (Some(of), false) = (of, *owner == Owner::Crate) else {
        return if causes.is_whole {
            Class::Own
        } else {
            Class::Noise
        };
    };
    if of.is_whole {
        return Class::Own;
    }
    let (changed, name) = match owner {
        Owner::Action(name) => (&of.actions, name),
        Owner::DataType(name) => (&of.types, name),
        Owner::ErrorCode(code) if of.codes.contains(code) => return Class::Own,
        _ => return listed(of, line),
    };
    if changed.contains(name) {
        Class::Own
    } else if of.following.contains(name) {
        Class::Follows
    } else {
        Class::Noise
    }
}

/// A line of a list that is about items that changed.
fn listed(of: &OfVersion, line: &str) -> Class {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut words = words.filter(|word| !["pub", "use", "self", "mod", "types", ""].contains(word));
    let is_changed = |word: &str| {
        let word = key(word);
        let without = ["request", "response", "error"];
        let without = without.iter().find_map(|suffix| word.strip_suffix(suffix));
        [Some(&*word), without].into_iter().flatten().any(|name| {
            of.actions.contains(name) || of.types.contains(name) || of.following.contains(name)
        })
    };
    // Of a list that fills its lines, a name moves all behind it: then most words of a line are of others.
    if line.trim() == "};"
        || words
            .next()
            .is_some_and(|first| is_changed(first) && words.all(is_changed))
    {
        Class::Listed
    } else {
        Class::Noise
    }
}
