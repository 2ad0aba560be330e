//! Pages become specs: those of one service version are put together, whatever each of them describes.
//!
//! The page of an action says which service version it belongs to. Others do not, and are given to the one that they can
//! only belong to: a page of data types to that whose actions it names, any page to the one that the other pages beside
//! it are of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::spec::{Conflict, Spec};

/// What was read from a page.
#[derive(Debug)]
pub struct PageSpec {
    /// The name of the page: a path or an address.
    pub page: String,
    /// What it says.
    pub spec: Spec,
    /// The actions that it names as users of its data types.
    pub used_by: Vec<String>,
}

/// A service version: what names a spec. Either can be unknown.
type Key = (Option<String>, Option<String>);

/// Specs, and what is to be said about how they were put together.
#[derive(Debug, Default)]
pub struct Collection {
    /// One for each service version; one more for pages that belong to none for certain.
    pub specs: BTreeMap<Key, Spec>,
    /// In the order of the pages.
    pub remarks: Vec<Remark>,
}

/// What is to be said about how a page was put together with others.
#[derive(Debug, PartialEq)]
pub enum Remark {
    /// It does not agree with pages before it.
    Conflict {
        /// The page.
        page: String,
        /// What it is about.
        conflict: Conflict,
    },
    /// It does not tell its service version, and was given to this one.
    Placed {
        /// The page.
        page: String,
        /// The service version, `cvm 2017-03-12`.
        into: String,
    },
    /// It does not tell its service version, and nothing else does.
    Homeless {
        /// The page.
        page: String,
    },
}

impl Collection {
    /// Puts pages together. `known` are specs from before, which also tell where a page belongs.
    pub fn of(pages: Vec<PageSpec>, known: &[Spec]) -> Self {
        let mut collection = Self::default();
        let mut homes = Homes::default();
        homes.learn(known.iter().map(|spec| (key(spec), spec, "")));
        let (placed, homeless): (Vec<_>, Vec<_>) =
            pages.into_iter().partition(|page| is_complete(&page.spec));
        let folders = |page: &PageSpec| folder(&page.page).to_owned();
        for page in placed {
            let folder = folders(&page);
            homes.learn([(key(&page.spec), &page.spec, folder.as_str())]);
            collection.add(page);
        }
        for mut page in homeless {
            match homes.of(&page) {
                Some((service, version)) => {
                    let into = [service.as_deref(), version.as_deref()];
                    collection.remarks.push(Remark::Placed {
                        page: page.page.clone(),
                        into: into.into_iter().flatten().collect::<Vec<_>>().join(" "),
                    });
                    (page.spec.service, page.spec.version) = (service, version);
                }
                None => collection.remarks.push(Remark::Homeless {
                    page: page.page.clone(),
                }),
            }
            collection.add(page);
        }
        collection
    }

    fn add(&mut self, page: PageSpec) {
        let key = key(&page.spec);
        let spec = self.specs.entry(key.clone()).or_insert_with(|| Spec {
            service: key.0,
            version: key.1,
            ..Spec::default()
        });
        let conflicts = spec.merge(page.spec).into_iter();
        self.remarks
            .extend(conflicts.map(|conflict| Remark::Conflict {
                page: page.page.clone(),
                conflict,
            }));
    }
}

/// The data types that a spec names and does not describe, but for those of a spec that describes none.
pub fn undescribed_types(spec: &Spec) -> BTreeSet<&str> {
    let members = spec.actions.values();
    let members = members.flat_map(|action| action.request.iter().chain(&action.response));
    let members = members.chain(spec.types.values().flat_map(|of_type| &of_type.members));
    members
        .filter_map(|member| member.ty.name())
        .filter(|name| !spec.types.is_empty() && !spec.types.contains_key(*name))
        .collect()
}

/// The service versions that a page can belong to.
#[derive(Debug, Default)]
struct Homes {
    actions: BTreeMap<Key, BTreeSet<String>>,
    folders: BTreeMap<Key, BTreeSet<String>>,
}

impl Homes {
    fn learn<'a>(&mut self, specs: impl IntoIterator<Item = (Key, &'a Spec, &'a str)>) {
        for (key, spec, folder) in specs {
            let actions = self.actions.entry(key.clone()).or_default();
            actions.extend(spec.actions.keys().cloned());
            self.folders
                .entry(key)
                .or_default()
                .insert(folder.to_owned());
        }
    }

    /// The only service version that a page can be of.
    fn of(&self, page: &PageSpec) -> Option<Key> {
        // Pages of actions tell it themselves, or nothing does.
        if !page.spec.actions.is_empty() {
            return None;
        }
        let possible = |key: &&Key| {
            let agrees = |told: &Option<String>, other| told.is_none() || told == other;
            agrees(&page.spec.service, &key.0) && agrees(&page.spec.version, &key.1)
        };
        let beside = |key: &&Key| self.folders[*key].contains(folder(&page.page));
        let named = |key: &Key| {
            let actions = &self.actions[key];
            page.used_by
                .iter()
                .filter(|name| actions.contains(*name))
                .count()
        };
        let most = self.actions.keys().filter(possible).map(named).max()?;
        let best = || {
            self.actions
                .keys()
                .filter(possible)
                .filter(|key| named(key) == most)
        };
        if !page.used_by.is_empty() && most == 0 {
            return None;
        }
        only(best())
            .or_else(|| only(best().filter(beside)))
            .cloned()
    }
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let item = items.next()?;
    items.next().is_none().then_some(item)
}

fn key(spec: &Spec) -> Key {
    (spec.service.clone(), spec.version.clone())
}

fn is_complete(spec: &Spec) -> bool {
    spec.service.is_some() && spec.version.is_some()
}

/// The folder of a page, also of one with an address.
fn folder(page: &str) -> &str {
    page.rsplit_once(['/', '\\'])
        .map_or("", |(folder, _)| folder)
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict { page, conflict } => write!(f, "{page}: {conflict}"),
            Self::Placed { page, into } => {
                write!(
                    f,
                    "{page}: does not tell its service: taken to be of {into}"
                )
            }
            Self::Homeless { page } => {
                write!(f, "{page}: tells neither its service nor its version")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Action, ErrorCode, Type};

    fn action(page: &str, service: &str, name: &str) -> PageSpec {
        PageSpec {
            page: page.to_owned(),
            spec: Spec {
                service: Some(service.to_owned()),
                version: Some("2020-01-01".to_owned()),
                actions: [(name.to_owned(), Action::default())].into(),
                ..Spec::default()
            },
            used_by: Vec::new(),
        }
    }

    fn data_types(page: &str, used_by: &[&str]) -> PageSpec {
        PageSpec {
            page: page.to_owned(),
            spec: Spec {
                types: [("Disk".to_owned(), Type::default())].into(),
                ..Spec::default()
            },
            used_by: used_by.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    fn common_errors(page: &str) -> PageSpec {
        let error = ErrorCode {
            code: "InternalError".to_owned(),
            doc: String::new(),
        };
        PageSpec {
            page: page.to_owned(),
            spec: Spec {
                errors: vec![error],
                ..Spec::default()
            },
            used_by: Vec::new(),
        }
    }

    fn services(collection: &Collection, has: fn(&Spec) -> bool) -> Vec<&str> {
        let specs = collection.specs.values().filter(|spec| has(spec));
        specs
            .map(|spec| spec.service.as_deref().unwrap_or("?"))
            .collect()
    }

    fn has_types(spec: &Spec) -> bool {
        !spec.types.is_empty()
    }

    fn has_errors(spec: &Spec) -> bool {
        !spec.errors.is_empty()
    }

    #[test]
    fn data_types_belong_to_the_service_whose_actions_use_them() {
        let pages = vec![
            data_types("types.md", &["ResizeDisks", "DescribeDisks"]),
            action("a.md", "cbs", "ResizeDisks"),
            action("b.md", "cbs", "DescribeDisks"),
            action("c.md", "cvm", "DescribeDisks"),
        ];
        let collection = Collection::of(pages, &[]);
        assert_eq!(services(&collection, has_types), ["cbs"]);
        assert_eq!(
            collection.remarks[0].to_string(),
            "types.md: does not tell its service: taken to be of cbs 2020-01-01"
        );
    }

    #[test]
    fn specs_from_before_tell_too() {
        let known = [action("", "cbs", "ResizeDisks").spec];
        let pages = vec![data_types("types.md", &["ResizeDisks"])];
        let collection = Collection::of(pages, &known);
        assert_eq!(services(&collection, has_types), ["cbs"]);
    }

    #[test]
    fn pages_without_a_name_in_them_belong_to_those_beside_them() {
        let pages = vec![
            action("cbs/a.md", "cbs", "ResizeDisks"),
            action("cvm/a.md", "cvm", "RunInstances"),
            common_errors("cvm/errors.md"),
        ];
        let collection = Collection::of(pages, &[]);
        assert_eq!(services(&collection, has_errors), ["cvm"]);
    }

    #[test]
    fn what_can_belong_to_several_belongs_to_none() {
        let pages = vec![
            action("a.md", "cbs", "DescribeDisks"),
            action("b.md", "cvm", "DescribeDisks"),
            data_types("types.md", &["DescribeDisks"]),
            common_errors("errors.md"),
        ];
        let collection = Collection::of(pages, &[]);
        assert_eq!(services(&collection, has_types), ["?"]);
        assert_eq!(services(&collection, has_errors), ["?"]);
        let homeless = |remark: &&Remark| matches!(remark, Remark::Homeless { .. });
        assert_eq!(collection.remarks.iter().filter(homeless).count(), 2);
        // Data types that none of the actions use are of another service.
        let pages = vec![
            action("a.md", "cbs", "DescribeDisks"),
            data_types("types.md", &["RunInstances"]),
        ];
        assert_eq!(services(&Collection::of(pages, &[]), has_types), ["?"]);
    }

    #[test]
    fn a_service_that_is_told_is_believed() {
        let mut page = data_types("types.md", &["ResizeDisks"]);
        page.spec.service = Some("cvm".to_owned());
        let pages = vec![action("a.md", "cbs", "ResizeDisks"), page];
        assert_eq!(services(&Collection::of(pages, &[]), has_types), ["cvm"]);
    }
}
