//! What is described differently in two releases.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::{Action, ErrorCode, Member, Spec};

use crate::Crate;

/// The items of a crate that are described differently, and those that follow.
pub(crate) struct Causes {
    /// By the modules of the service versions.
    pub(crate) versions: BTreeMap<String, OfVersion>,
    /// How many members and error codes are new, gone or described differently.
    pub(crate) members: usize,
    /// Whether service versions are new or gone, or are called otherwise.
    pub(crate) is_whole: bool,
}

/// Those of a service version. Names are [`key`]s.
#[derive(Default)]
pub(crate) struct OfVersion {
    /// The whole version is new or gone.
    pub(crate) is_whole: bool,
    pub(crate) actions: BTreeSet<String>,
    pub(crate) types: BTreeSet<String>,
    pub(crate) codes: BTreeSet<String>,
    /// Actions and data types that are generated differently.
    pub(crate) following: BTreeSet<String>,
}

impl Causes {
    pub(crate) fn between(old: &Crate, new: &Crate) -> Self {
        let modules: BTreeSet<&String> = old.specs.keys().chain(new.specs.keys()).collect();
        let mut causes = Self {
            versions: BTreeMap::new(),
            members: 0,
            is_whole: !old.specs.keys().eq(new.specs.keys()),
        };
        let nothing = Spec::default();
        for module in modules {
            let (of_old, of_new) = (old.specs.get(module), new.specs.get(module));
            let is_whole = of_old.is_none() || of_new.is_none();
            let title = |spec: Option<&Spec>| spec.and_then(|spec| spec.title.clone());
            causes.is_whole |= title(of_old) != title(of_new);
            let (of_old, of_new) = (of_old.unwrap_or(&nothing), of_new.unwrap_or(&nothing));
            let mut of = OfVersion {
                is_whole,
                ..OfVersion::default()
            };
            causes.members += of.add(of_old, of_new);
            of.follow(old.plans.get(module), new.plans.get(module));
            causes.versions.insert(module.clone(), of);
        }
        causes
    }

    pub(crate) fn actions(&self) -> usize {
        self.versions.values().map(|of| of.actions.len()).sum()
    }

    pub(crate) fn types(&self) -> usize {
        self.versions.values().map(|of| of.types.len()).sum()
    }
}

impl OfVersion {
    /// Notes what two specs describe differently, and counts the members.
    fn add(&mut self, old: &Spec, new: &Spec) -> usize {
        let mut count = 0;
        let none = Action::default();
        for name in old.actions.keys().chain(new.actions.keys()) {
            let (a, b) = (old.actions.get(name), new.actions.get(name));
            if a == b || !self.actions.insert(key(name)) {
                continue;
            }
            let (a, b) = (a.unwrap_or(&none), b.unwrap_or(&none));
            count += members(&a.request, &b.request) + members(&a.response, &b.response);
            count += self.codes(&a.errors, &b.errors);
        }
        for name in old.types.keys().chain(new.types.keys()) {
            let (a, b) = (old.types.get(name), new.types.get(name));
            if a == b || !self.types.insert(key(name)) {
                continue;
            }
            let of = |ty: Option<&'_ tencentcloud_codegen::spec::Type>| {
                ty.map(|ty| ty.members.clone()).unwrap_or_default()
            };
            count += members(&of(a), &of(b));
        }
        count + self.codes(&old.errors, &new.errors)
    }

    fn codes(&mut self, old: &[ErrorCode], new: &[ErrorCode]) -> usize {
        let of = |codes: &[ErrorCode]| -> BTreeMap<String, ErrorCode> {
            let codes = codes.iter();
            codes.map(|of| (of.code.clone(), of.clone())).collect()
        };
        let changed = different(&of(old), &of(new));
        let count = changed.len();
        self.codes.extend(changed.iter().map(|code| key(code)));
        count
    }

    /// Notes what is generated differently although it is described in the same way.
    fn follow(&mut self, old: Option<&Plan>, new: Option<&Plan>) {
        let actions = |plan: Option<&Plan>| {
            let actions = plan.into_iter().flat_map(|plan| &plan.actions);
            let actions = actions.map(|of| (of.wire.clone(), of.clone()));
            actions.collect::<BTreeMap<_, _>>()
        };
        let types = |plan: Option<&Plan>| {
            let types = plan.into_iter().flat_map(|plan| &plan.types);
            let types = types.map(|of| (of.name.clone(), of.clone()));
            types.collect::<BTreeMap<_, _>>()
        };
        let changed = different(&actions(old), &actions(new)).into_iter();
        let changed = changed.chain(different(&types(old), &types(new)));
        self.following = changed.map(|name| key(&name)).collect();
    }
}

fn members(old: &[Member], new: &[Member]) -> usize {
    let of = |members: &[Member]| -> BTreeMap<String, Member> {
        let members = members.iter();
        members.map(|of| (of.name.clone(), of.clone())).collect()
    };
    different(&of(old), &of(new)).len()
}

/// The keys whose values are not the same.
fn different<T: PartialEq>(
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
) -> BTreeSet<String> {
    let keys = old.keys().chain(new.keys());
    let changed = keys.filter(|key| old.get(*key) != new.get(*key));
    changed.cloned().collect()
}

/// A name as it is the same on the wire, in the name of a module and in that of a type.
pub(crate) fn key(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
