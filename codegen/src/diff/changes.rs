//! All changes between two sets of specs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::surface::{self, Surface};
use super::{Change, Place, Severity, Subject, Usage, blame, compare, rename, rule};
use crate::naming;
use crate::plan::PlanError;
use crate::spec::Spec;
use crate::specs::Name;

/// What is different between two sets of specs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// All changes, by service version, action or data type, part and member.
    pub list: Vec<Change>,
    /// The service versions that were compared, also those without a change.
    pub versions: usize,
}

/// How many changes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Of [`Severity::Breaking`].
    pub breaking: usize,
    /// Of [`Severity::Dangerous`].
    pub dangerous: usize,
    /// Of [`Severity::Additive`].
    pub additive: usize,
    /// Of [`Severity::None`], but not in documentation only.
    pub none: usize,
    /// In documentation only.
    pub documentation: usize,
}

impl Changes {
    /// Compares what both sides say of each service version.
    ///
    /// # Errors
    ///
    /// When no code can be generated from one of the specs: what a change means for Rust is read off that.
    pub fn between(old: &[Spec], new: &[Spec]) -> Result<Self, PlanError> {
        let mut pairs: BTreeMap<Name, (Option<&Spec>, Option<&Spec>)> = BTreeMap::new();
        for spec in old {
            pairs.entry(name(spec)).or_default().0 = Some(spec);
        }
        for spec in new {
            pairs.entry(name(spec)).or_default().1 = Some(spec);
        }
        let mut changes = Self::default();
        for (name, (old, new)) in pairs {
            changes.append(Self::of_version(&name, old, new)?);
        }
        changes.of_crates(&names(old), &names(new));
        Ok(changes)
    }

    /// Compares what both sides say of one service version. Names in Rust are those that they say; where they were never
    /// [settled](crate::naming::settle) and two items would have one name, those that they would be given. What it means that a service has another newest version is
    /// said by [`of_crates`](Self::of_crates).
    ///
    /// # Errors
    ///
    /// When no code can be generated from one of the specs.
    pub fn of_version(
        name: &Name,
        old: Option<&Spec>,
        new: Option<&Spec>,
    ) -> Result<Self, PlanError> {
        let place = Place {
            service: name.service.clone(),
            version: name.version.clone(),
            subject: Subject::Version,
            part: None,
            member: None,
        };
        let list = match (old, new) {
            (Some(old), Some(new)) if old == new => Vec::new(),
            (Some(old), Some(new)) => {
                let (old, new) = settled(old, new);
                of_both(&place, &old, &new)?
            }
            (Some(old), None) => vec![of_one(&rule::VERSION_REMOVED, place, old)],
            (None, Some(new)) => vec![of_one(&rule::VERSION_ADDED, place, new)],
            (None, None) => Vec::new(),
        };
        Ok(Self { list, versions: 1 })
    }

    /// What it means for the root of a service's crate that its newest version is another one. `old` and `new` are all
    /// service versions of each side.
    pub fn of_crates(&mut self, old: &[Name], new: &[Name]) {
        let newest = |names: &[Name], service: &str| {
            let names = names.iter().filter(|name| name.service == service);
            names.map(|name| name.version.clone()).max()
        };
        for change in &mut self.list {
            if change.rule != &rule::VERSION_ADDED {
                continue;
            }
            let Place {
                service, version, ..
            } = &change.place;
            if let Some(before) = newest(old, service)
                && newest(new, service).as_ref() == Some(version)
            {
                change.rust = Severity::Breaking;
                change.api.push(super::ApiChange {
                    before: Some(format!("pub use {}::*", surface::module(&before))),
                    after: Some(format!("pub use {}::*", surface::module(version))),
                });
            }
        }
    }

    /// Adds others, which must be of service versions that come behind.
    pub fn append(&mut self, others: Self) {
        self.list.extend(others.list);
        self.versions += others.versions;
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.list)
    }

    /// The changes that are not in documentation only.
    pub fn without_documentation(&self) -> impl Iterator<Item = &Change> {
        let list = self.list.iter();
        list.filter(|change| !change.rule.is_documentation())
    }
}

impl Counts {
    /// Counts changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut counts = Self::default();
        for change in changes {
            *counts.place(change) += 1;
        }
        counts
    }

    fn place(&mut self, change: &Change) -> &mut usize {
        if change.rule.is_documentation() {
            return &mut self.documentation;
        }
        match change.severity() {
            Severity::Breaking => &mut self.breaking,
            Severity::Dangerous => &mut self.dangerous,
            Severity::Additive => &mut self.additive,
            Severity::None => &mut self.none,
        }
    }

    /// All but those in documentation only.
    pub fn total(&self) -> usize {
        self.breaking + self.dangerous + self.additive + self.none
    }
}

fn name(spec: &Spec) -> Name {
    Name {
        service: spec.service.clone().unwrap_or_default(),
        version: spec.version.clone().unwrap_or_default(),
    }
}

fn names(specs: &[Spec]) -> Vec<Name> {
    specs.iter().map(name).collect()
}

fn of_both(place: &Place, old: &Spec, new: &Spec) -> Result<Vec<Change>, PlanError> {
    let mut changes = compare::compare(place, old, new);
    // Documentation has no effect on what can be named.
    let is_other = changes.iter().any(|change| !change.rule.is_documentation());
    if is_other || have_other_pages(old, new) {
        let (old_plan, new_plan) = (surface::plan(old)?, surface::plan(new)?);
        let old_surface = Surface::new(old, &old_plan);
        let new_surface = Surface::new(new, &new_plan);
        let deltas = surface::deltas(&old_surface, &new_surface);
        let sides = [(old, &old_surface), (new, &new_surface)];
        blame::blame(&mut changes, deltas, place, sides);
        rename::suggest(&mut changes, old, new);
    }
    changes.sort_by(|a, b| (&a.place, a.rule.id).cmp(&(&b.place, b.rule.id)));
    Ok(changes)
}

/// Whether something else is known of the pages of an action, which shows in the generated code only.
fn have_other_pages(old: &Spec, new: &Spec) -> bool {
    old.actions.iter().any(|(name, action)| {
        let now = new.actions.get(name);
        now.is_some_and(|now| now.pages != action.pages)
    })
}

/// Both specs with all the names that they would be given where they were never settled.
fn settled<'s>(old: &'s Spec, new: &'s Spec) -> (Cow<'s, Spec>, Cow<'s, Spec>) {
    let (mut old, mut new) = (Cow::Borrowed(old), Cow::Borrowed(new));
    if naming::has_clash(&old) {
        naming::settle(old.to_mut(), None);
    }
    if naming::has_clash(&new) {
        naming::settle(new.to_mut(), Some(&old));
    }
    (old, new)
}

/// A service version that only one side has.
fn of_one(rule: &'static super::Rule, place: Place, spec: &Spec) -> Change {
    let words = match spec.actions.len() {
        1 => "1 action".to_owned(),
        number => format!("{number} actions"),
    };
    let item = Some(format!("mod {}", surface::module(&place.version)));
    let is_gone = rule == &rule::VERSION_REMOVED;
    let (before, after) = if is_gone {
        (Some(words), None)
    } else {
        (None, Some(words))
    };
    let api = if is_gone {
        super::ApiChange {
            before: item,
            after: None,
        }
    } else {
        super::ApiChange {
            before: None,
            after: item,
        }
    };
    Change {
        before,
        after,
        wire: rule.request,
        rust: if is_gone {
            Severity::Breaking
        } else {
            Severity::Additive
        },
        api: vec![api],
        usage: Usage {
            request: true,
            response: true,
            actions: spec.actions.len(),
        },
        ..Change::new(rule, place)
    }
}
