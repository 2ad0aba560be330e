//! Pages become specs: those of one service version are put together, whatever each of them describes.
//!
//! The page of an action says which service version it belongs to. Others do not, and are given to the one that they can
//! only belong to: a page of data types to that whose actions use them, other pages to the one that the pages beside
//! them are of.

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
    /// One for each service version; either part of its name can be unknown.
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
    ///
    /// Pages that belong nowhere become a spec of their own only where no page belongs anywhere: then they are of one
    /// service version whose name is not known.
    pub fn of(pages: Vec<PageSpec>, known: &[Spec]) -> Self {
        let mut collection = Self::default();
        let mut homes = Homes::default();
        for spec in known {
            homes.learn(spec, None);
        }
        let (placed, homeless): (Vec<_>, Vec<_>) =
            pages.into_iter().partition(|page| is_complete(&page.spec));
        let are_all_homeless = placed.is_empty();
        for page in placed {
            homes.learn(&page.spec, Some(folder(&page.page)));
            collection.add(page);
        }
        for mut page in homeless {
            let name = page.page.clone();
            if let Some((service, version)) = homes.of(&page) {
                let into = [service.as_deref(), version.as_deref()];
                let into = into.into_iter().flatten().collect::<Vec<_>>().join(" ");
                collection.remarks.push(Remark::Placed { page: name, into });
                (page.spec.service, page.spec.version) = (service, version);
                collection.add(page);
            } else {
                collection.remarks.push(Remark::Homeless { page: name });
                if are_all_homeless {
                    collection.add(page);
                }
            }
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
struct Homes(BTreeMap<Key, Home>);

/// What is known of a service version.
#[derive(Debug, Default)]
struct Home {
    /// The data types that each of its actions names.
    types: BTreeMap<String, BTreeSet<String>>,
    /// The folders of its pages.
    folders: BTreeSet<String>,
}

impl Homes {
    fn learn(&mut self, spec: &Spec, folder: Option<&str>) {
        let home = self.0.entry(key(spec)).or_default();
        home.folders.extend(folder.map(str::to_owned));
        for (name, action) in &spec.actions {
            let members = action.request.iter().chain(&action.response);
            let types = members.filter_map(|member| member.ty.name());
            let known = home.types.entry(name.clone()).or_default();
            known.extend(types.map(str::to_owned));
        }
    }

    /// The only service version that a page can be of.
    fn of(&self, page: &PageSpec) -> Option<Key> {
        // Pages of actions tell it themselves, or nothing does.
        if !page.spec.actions.is_empty() {
            return None;
        }
        let possible = || self.0.iter().filter(|(key, _)| agrees(&page.spec, key));
        let users: Vec<(usize, &Key)> = possible()
            .map(|(key, home)| (home.users(page), key))
            .collect();
        let most = users.iter().map(|(count, _)| *count).max()?;
        if most > 0 {
            let best = users.into_iter().filter(|(count, _)| *count == most);
            return Some(only(best)?.1.clone());
        }
        let can_be = |(_, home): &(_, &Home)| page.spec.types.is_empty() || home.names_no_types();
        let beside = |(_, home): &(_, &Home)| home.folders.contains(folder(&page.page));
        let home = only(possible().filter(beside)).or_else(|| only(possible()));
        Some(home.filter(can_be)?.0.clone())
    }
}

impl Home {
    /// Then nothing speaks against any data types.
    fn names_no_types(&self) -> bool {
        self.types.values().all(BTreeSet::is_empty)
    }

    /// How many actions use the data types of a page: all that they name are on it, and it names them as its users, if it
    /// names any. Nothing where for more of them none is: actions of different services can have the same names.
    fn users(&self, page: &PageSpec) -> usize {
        let is_named = |name: &String| page.used_by.is_empty() || page.used_by.contains(name);
        let (mut users, mut others) = (0, 0);
        for (_, types) in self.types.iter().filter(|(name, _)| is_named(name)) {
            let described = types
                .iter()
                .filter(|name| page.spec.types.contains_key(*name));
            match described.count() {
                0 => others += usize::from(!types.is_empty()),
                all if all == types.len() => users += 1,
                _ => {}
            }
        }
        if users >= others { users } else { 0 }
    }
}

/// Whether a page says nothing else of its service version.
fn agrees(spec: &Spec, key: &Key) -> bool {
    let agrees = |told: &Option<String>, other| told.is_none() || told == other;
    agrees(&spec.service, &key.0) && agrees(&spec.version, &key.1)
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
    use crate::spec::{Action, ErrorCode, Member, Type, TypeRef};

    /// The page of an action that uses a data type.
    fn action(page: &str, service: &str, name: &str, uses: &str) -> PageSpec {
        let action = Action {
            request: vec![Member::new("Object", TypeRef::Named(uses.to_owned()))],
            ..Action::default()
        };
        PageSpec {
            page: page.to_owned(),
            spec: Spec {
                service: Some(service.to_owned()),
                version: Some("2020-01-01".to_owned()),
                actions: [(name.to_owned(), action)].into(),
                ..Spec::default()
            },
            used_by: Vec::new(),
        }
    }

    fn data_types(page: &str, name: &str, used_by: &[&str]) -> PageSpec {
        PageSpec {
            page: page.to_owned(),
            spec: Spec {
                types: [(name.to_owned(), Type::default())].into(),
                ..Spec::default()
            },
            used_by: used_by.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    fn common_errors(page: &str) -> PageSpec {
        let error = ErrorCode::new("InternalError", "");
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
        for used_by in [&["ResizeDisks", "DescribeDisks"][..], &[]] {
            let pages = vec![
                data_types("types.md", "Disk", used_by),
                action("a.md", "cbs", "ResizeDisks", "Disk"),
                action("b.md", "cbs", "DescribeDisks", "Disk"),
                action("c.md", "cvm", "DescribeDisks", "DataDisk"),
            ];
            let collection = Collection::of(pages, &[]);
            assert_eq!(services(&collection, has_types), ["cbs"]);
            assert_eq!(
                collection.remarks[0].to_string(),
                "types.md: does not tell its service: taken to be of cbs 2020-01-01"
            );
        }
    }

    #[test]
    fn specs_from_before_tell_too() {
        let known = [action("", "cbs", "ResizeDisks", "Disk").spec];
        let pages = vec![data_types("types.md", "Disk", &["ResizeDisks"])];
        let collection = Collection::of(pages, &known);
        assert_eq!(services(&collection, has_types), ["cbs"]);
    }

    #[test]
    fn pages_without_a_name_in_them_belong_to_those_beside_them() {
        let pages = vec![
            action("cbs/a.md", "cbs", "ResizeDisks", "Disk"),
            action("cvm/a.md", "cvm", "RunInstances", "Instance"),
            common_errors("cvm/errors.md"),
        ];
        let collection = Collection::of(pages, &[]);
        assert_eq!(services(&collection, has_errors), ["cvm"]);
    }

    #[test]
    fn what_can_belong_to_several_belongs_to_none() {
        let pages = vec![
            action("a.md", "cbs", "DescribeDisks", "Disk"),
            action("b.md", "cvm", "DescribeDisks", "Disk"),
            data_types("types.md", "Disk", &["DescribeDisks"]),
            common_errors("errors.md"),
        ];
        let collection = Collection::of(pages, &[]);
        assert_eq!(services(&collection, has_types), [""; 0]);
        assert_eq!(services(&collection, has_errors), [""; 0]);
        let homeless = |remark: &&Remark| matches!(remark, Remark::Homeless { .. });
        assert_eq!(collection.remarks.iter().filter(homeless).count(), 2);
    }

    #[test]
    fn data_types_that_no_action_uses_belong_to_the_actions_beside_them() {
        let mut without_types = action("a.md", "cbs", "DeleteDisk", "Disk");
        let deletion = without_types.spec.actions.get_mut("DeleteDisk").unwrap();
        deletion.request.clear();
        let pages = vec![without_types, data_types("types.md", "Disk", &[])];
        let collection = Collection::of(pages, &[]);
        assert_eq!(services(&collection, has_types), ["cbs"]);
    }

    #[test]
    fn the_same_name_in_another_service_means_nothing() {
        for (name, used_by) in [("Disk", "RunInstances"), ("DataDisk", "DescribeDisks")] {
            let pages = vec![
                action("a.md", "cbs", "DescribeDisks", "Disk"),
                data_types("types.md", name, &[used_by]),
            ];
            let collection = Collection::of(pages, &[]);
            assert_eq!(services(&collection, has_types), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_service_that_is_told_is_believed() {
        let mut page = data_types("types.md", "Disk", &["ResizeDisks"]);
        page.spec.service = Some("cvm".to_owned());
        let pages = vec![action("a.md", "cvm", "ResizeDisks", "Disk"), page];
        assert_eq!(services(&Collection::of(pages, &[]), has_types), ["cvm"]);
    }

    #[test]
    fn pages_of_a_service_that_none_of_them_names_are_one_spec() {
        let pages = vec![
            data_types("types.md", "Disk", &[]),
            common_errors("errors.md"),
        ];
        assert_eq!(services(&Collection::of(pages, &[]), has_types), ["?"]);
    }
}
