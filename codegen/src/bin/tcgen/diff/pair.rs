//! Pairs of what both sides say of a service version, compared in parallel.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use rayon::prelude::*;
use tencentcloud_codegen::catalogue::{Catalogue, Content, Memory, ServiceVersion};
use tencentcloud_codegen::diff::{self, Changes};
use tencentcloud_codegen::naming;
use tencentcloud_codegen::spec::Spec;
use tencentcloud_codegen::specs::{Name, Specs};

use super::side::{Side, Source, Tells, has_same_bytes, name_of, read_version};
use crate::message::Messages;

/// Compares two sides.
pub(super) fn compare(old: &Side, new: &Side, messages: &Messages) -> Result<Changes> {
    let tells = Both {
        old: old.tells(),
        new: new.tells(),
    };
    let compared = match (&old.source, &new.source) {
        (Source::Catalogue(old), Source::Catalogue(new)) => {
            of_catalogues(old, new, &tells, messages)?
        }
        _ => of_specs(
            &Readable::new(old, messages)?,
            &Readable::new(new, messages)?,
            &tells,
            messages,
        )?,
    };
    Ok(together(compared))
}

/// How much both sides tell.
struct Both {
    old: Tells,
    new: Tells,
}

/// What was found out about a service version.
struct Compared {
    name: Name,
    is_in_old: bool,
    is_in_new: bool,
    changes: Changes,
}

impl Compared {
    fn the_same(name: Name) -> Self {
        let changes = Changes {
            versions: 1,
            ..Changes::default()
        };
        Self {
            name,
            is_in_old: true,
            is_in_new: true,
            changes,
        }
    }

    fn new(old: Option<Spec>, new: Option<Spec>, tells: &Both) -> Result<Self> {
        let (mut old, mut new) = (old, new);
        if let (Some(old), Some(new)) = (&mut old, &mut new) {
            // Where both are pages, what one of them lacks is all that there is to go by.
            match (tells.old.whole, tells.new.whole) {
                (false, true) => diff::complete(old, new),
                (true, false) => diff::complete(new, old),
                _ => {}
            }
            if !tells.old.error_codes {
                diff::complete_error_codes(old, new);
            }
            if !tells.new.error_codes {
                diff::complete_error_codes(new, old);
            }
            settle(old, new, tells);
        }
        let name = new.as_ref().or(old.as_ref()).map(name_of);
        let name = name.expect("a pair has at least one side");
        let changes = Changes::of_version(&name, old.as_ref(), new.as_ref())
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot compare {name}"))?;
        Ok(Self {
            name,
            is_in_old: old.is_some(),
            is_in_new: new.is_some(),
            changes,
        })
    }
}

/// Gives a side that tells no Rust names those of the other one, as an update would.
fn settle(old: &mut Spec, new: &mut Spec, tells: &Both) {
    if !tells.new.rust_names {
        naming::settle(new, Some(old));
    }
    if !tells.old.rust_names {
        naming::settle(old, Some(new));
    }
}

/// The changes of all, by name.
fn together(mut compared: Vec<Compared>) -> Changes {
    compared.sort_by(|a, b| a.name.cmp(&b.name));
    let names = |is_there: fn(&Compared) -> bool| -> Vec<Name> {
        let there = compared.iter().filter(|one| is_there(one));
        there.map(|one| one.name.clone()).collect()
    };
    let (old, new) = (names(|one| one.is_in_old), names(|one| one.is_in_new));
    let mut changes = Changes::default();
    let number = compared.iter().map(|one| one.changes.list.len()).sum();
    changes.list.reserve_exact(number);
    for one in compared {
        changes.append(one.changes);
    }
    changes.of_crates(&old, &new);
    changes
}

/// Two catalogues, by the folders in them: nothing is kept in memory but what is being compared.
fn of_catalogues(
    old: &Catalogue,
    new: &Catalogue,
    tells: &Both,
    messages: &Messages,
) -> Result<Vec<Compared>> {
    let (olds, news) = (set(old), set(new));
    let mut all: Vec<&ServiceVersion> = olds.union(&news).copied().collect();
    // The largest first: so no core waits for another at the end.
    all.sort_by_cached_key(|version| Reverse(old.size(version) + new.size(version)));
    messages.progress().start(all.len());
    // One after the other from the front, as a core is free: a service can take as long as a hundred others.
    let all = all.into_iter().par_bridge();
    all.map(|version| {
        messages.progress().during(version, || {
            let (in_old, in_new) = (olds.contains(version), news.contains(version));
            if in_old && in_new && old.says_the_same(new, version) {
                let name = Name {
                    service: version.service.clone(),
                    version: version.date(),
                };
                return Ok(Compared::the_same(name));
            }
            // Of what only one side has, nothing is compared.
            let (content, memory) = if in_old && in_new {
                (Content::All, old.differences(new, version))
            } else {
                (Content::Outline, Memory::default())
            };
            let read = |catalogue, is_there: bool| {
                let spec = || read_version(catalogue, version, content, &memory, messages);
                is_there.then(spec).transpose()
            };
            Compared::new(read(old, in_old)?, read(new, in_new)?, tells)
        })
    })
    .collect()
}

fn set(catalogue: &Catalogue) -> BTreeSet<&ServiceVersion> {
    catalogue.versions().into_iter().collect()
}

/// A side whose specs can be had by name.
enum Readable<'s> {
    /// Read when they are asked for.
    Specs(&'s Specs),
    /// Read already.
    Held(BTreeMap<Name, Spec>),
}

impl<'s> Readable<'s> {
    fn new(side: &'s Side, messages: &Messages) -> Result<Self> {
        match &side.source {
            Source::Specs(specs) => Ok(Self::Specs(specs)),
            Source::Pages(specs) => {
                if let Some(nameless) = specs.iter().find(|spec| spec.service.is_none())
                    && specs.len() > 1
                {
                    let actions: Vec<&str> = nameless.actions.keys().map(String::as_str).collect();
                    return Err(miette!(
                        help = "compare them one by one, or read them with `tcgen parse --service NAME`",
                        "some pages of {} do not tell their service: {}",
                        side.name,
                        actions.join(", ")
                    ));
                }
                let specs = specs.iter().cloned();
                Ok(Self::Held(
                    specs.map(|spec| (name_of(&spec), spec)).collect(),
                ))
            }
            Source::Catalogue(catalogue) => {
                let versions = catalogue.versions();
                messages.progress().start(versions.len());
                let specs = versions.par_iter().with_max_len(1).map(|version| {
                    messages.progress().during(version, || {
                        let spec = read_version(
                            catalogue,
                            version,
                            Content::All,
                            &Memory::default(),
                            messages,
                        )?;
                        Ok((name_of(&spec), spec))
                    })
                });
                Ok(Self::Held(specs.collect::<Result<_>>()?))
            }
        }
    }

    fn names(&self) -> BTreeSet<Name> {
        match self {
            Self::Specs(specs) => specs.names().cloned().collect(),
            Self::Held(specs) => specs.keys().cloned().collect(),
        }
    }

    fn spec(&self, name: &Name) -> Result<Spec> {
        match self {
            // What the layers do not agree on is told by who generates from them.
            Self::Specs(specs) => Ok(specs.read(name).into_diagnostic()?.spec),
            Self::Held(specs) => Ok(specs[name].clone()),
        }
    }
}

fn of_specs(
    old: &Readable<'_>,
    new: &Readable<'_>,
    tells: &Both,
    messages: &Messages,
) -> Result<Vec<Compared>> {
    let pairs = pairs(&old.names(), &new.names(), tells)?;
    messages.progress().start(pairs.len());
    let pairs = pairs.into_par_iter().with_max_len(1);
    pairs
        .map(|(old_name, new_name)| {
            let name = new_name.as_ref().or(old_name.as_ref());
            let name = name.expect("a pair has at least one side").clone();
            messages.progress().during(&name, || {
                if let (Readable::Specs(old), Readable::Specs(new)) = (old, new)
                    && old_name == new_name
                    && has_same_bytes(old, new, &name)
                {
                    return Ok(Compared::the_same(name.clone()));
                }
                let read = |side: &Readable<'_>, name: Option<Name>| {
                    name.map(|name| side.spec(&name)).transpose()
                };
                Compared::new(read(old, old_name)?, read(new, new_name)?, tells)
            })
        })
        .collect()
}

type Pair = (Option<Name>, Option<Name>);

/// Which spec is compared with which: those of the same name, and the only ones of each side.
fn pairs(old: &BTreeSet<Name>, new: &BTreeSet<Name>, tells: &Both) -> Result<Vec<Pair>> {
    if let (1, Some(old), 1, Some(new)) = (old.len(), old.first(), new.len(), new.first())
        && (old.service == new.service || old.service.is_empty() || new.service.is_empty())
    {
        return Ok(vec![(Some(old.clone()), Some(new.clone()))]);
    }
    if tells.old.whole == tells.new.whole {
        let all = old.union(new);
        let side = |names: &BTreeSet<Name>, name: &Name| names.get(name).cloned();
        return Ok(all.map(|name| (side(old, name), side(new, name))).collect());
    }
    let (pages, whole) = if tells.new.whole {
        (old, new)
    } else {
        (new, old)
    };
    let pairs = pages.iter().map(|page| {
        let known = whole_of(page, whole)?;
        Ok(if tells.new.whole {
            (Some(page.clone()), Some(known))
        } else {
            (Some(known), Some(page.clone()))
        })
    });
    pairs.collect()
}

/// The service version that pages describe; the newest, where they do not tell the version.
fn whole_of(page: &Name, whole: &BTreeSet<Name>) -> Result<Name> {
    let mut same = whole.iter().rev().filter(|name| {
        name.service == page.service && (page.version.is_empty() || name.version == page.version)
    });
    same.next().cloned().ok_or_else(|| {
        if page.service.is_empty() {
            miette!(
                help = "give a spec of its service as the other side",
                "a page does not tell its service"
            )
        } else {
            miette!("the page is of {page}, which the other side does not have")
        }
    })
}
