//! Which sentences are read, and what was read of them before.
//!
//! Defaults, limits and known values stand in sentences, and finding them there takes longer than everything else. Who
//! compares two releases wants them of what is different only, and even then, much says what something else does.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::spec::{Member, TypeRef};

/// Members that were read, by what they follow from. It is for one service version, in whatever releases.
#[derive(Debug, Default)]
pub struct Memory {
    known: RefCell<HashMap<Texts, Member>>,
    wanted: Wanted,
    /// The examples of actions, as they stand in the text; all if nothing is said.
    wanted_examples: Option<HashSet<String>>,
}

/// Which members are wanted with all that their sentences tell; the others have a name and a type.
#[derive(Debug, Default)]
enum Wanted {
    #[default]
    All,
    None,
    /// The members of each object, as they stand in the text.
    These(HashMap<String, HashSet<String>>),
}

/// All that a member follows from but for what is said of it in flags.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Texts {
    pub(super) name: String,
    pub(super) ty: TypeRef,
    pub(super) document: String,
    pub(super) example: String,
}

impl Memory {
    /// One that looks for nothing in sentences.
    pub(super) fn outline() -> Self {
        Self {
            wanted: Wanted::None,
            ..Self::default()
        }
    }

    /// One that looks for something only in what two texts of `api.json` do not both say: of the same object, and in other
    /// words. What it is not looked for in is the same in what is read of the two, so that nothing can be different there.
    pub(super) fn of_differences(old: &str, new: &str) -> Option<Self> {
        let (old, new) = (Outline::of(old)?, Outline::of(new)?);
        let mut these: HashMap<String, HashSet<String>> = HashMap::new();
        let elsewhere = old.bodies_that_are_others(&new);
        let none = HashSet::new();
        for name in old.objects.keys().chain(new.objects.keys()) {
            let is_other = elsewhere.contains(name.as_ref());
            if these.contains_key(name.as_ref()) || !is_other && !old.both_have(&new, name) {
                continue;
            }
            let (olds, news) = (old.texts(name), new.texts(name));
            let (known, other) = if is_other {
                (&none, &none)
            } else {
                (&olds, &news)
            };
            let changed = olds.difference(other).chain(news.difference(known));
            let changed = changed.map(|&text| text.to_owned());
            these.insert(name.clone().into_owned(), changed.collect());
        }
        Some(Self {
            wanted: Wanted::These(these),
            ..Self::default()
        })
    }

    /// The same for the examples in two texts of `examples.json`: only those of actions that both have, in other words.
    pub(super) fn add_examples(&mut self, old: &str, new: &str) {
        let read = |text| serde_json::from_str::<Examples<'_>>(text).ok();
        let (Some(old), Some(new)) = (read(old), read(new)) else {
            return;
        };
        let both = old.actions.iter().filter_map(|(name, examples)| {
            let others = new.actions.get(name)?;
            (examples.get() != others.get()).then_some([examples, others])
        });
        let texts = both.flatten().map(|text| text.get().to_owned());
        self.wanted_examples = Some(texts.collect());
    }

    /// Whether the examples of an action are wanted.
    pub(super) fn wants_examples(&self, text: &str) -> bool {
        let wanted = self.wanted_examples.as_ref();
        wanted.is_none_or(|wanted| wanted.contains(text))
    }

    /// Whether a member of an object is wanted with all that its sentences tell.
    pub(super) fn wants(&self, object: &str, text: &str) -> bool {
        match &self.wanted {
            Wanted::All => true,
            Wanted::None => false,
            Wanted::These(these) => these.get(object).is_some_and(|of| of.contains(text)),
        }
    }

    /// The member that follows from these texts: as it was read before, or read now.
    pub(super) fn member(&self, texts: Texts, read: impl FnOnce(&Texts) -> Member) -> Member {
        if let Some(known) = self.known.borrow().get(&texts) {
            return known.clone();
        }
        let member = read(&texts);
        self.known.borrow_mut().insert(texts, member.clone());
        member
    }
}

/// An `api.json` with its members as texts.
#[derive(Deserialize)]
struct Outline<'a> {
    #[serde(borrow)]
    actions: HashMap<Cow<'a, str>, Bodies<'a>>,
    #[serde(borrow)]
    objects: HashMap<Cow<'a, str>, Object<'a>>,
}

/// An `examples.json` with the examples of each action as a text.
#[derive(Deserialize)]
struct Examples<'a> {
    #[serde(borrow)]
    actions: HashMap<Cow<'a, str>, &'a RawValue>,
}

#[derive(Deserialize, PartialEq)]
struct Bodies<'a> {
    #[serde(borrow)]
    input: Cow<'a, str>,
    #[serde(borrow)]
    output: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow, default)]
    members: Vec<&'a RawValue>,
}

impl<'a> Outline<'a> {
    /// Nothing if it is not as it should be, which is told when it is read.
    fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn both_have(&self, other: &Self, object: &str) -> bool {
        self.objects.contains_key(object) && other.objects.contains_key(object)
    }

    fn texts(&self, object: &str) -> HashSet<&'a str> {
        let object = self.objects.get(object);
        let members = object.into_iter().flat_map(|object| &object.members);
        members.map(|member| member.get()).collect()
    }

    /// The requests and responses of actions that have others in the other text: an object is compared with another one.
    fn bodies_that_are_others(&self, other: &Self) -> HashSet<String> {
        let actions = self.actions.iter().filter_map(|(name, bodies)| {
            let others = other.actions.get(name)?;
            (others != bodies).then_some([bodies, others])
        });
        let bodies = actions.flatten().flat_map(|of| [&of.input, &of.output]);
        bodies.map(ToString::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(input: &str, objects: &str) -> String {
        format!(
            r#"{{ "actions": {{ "Act": {{ "input": "{input}", "output": "R" }} }}, "objects": {{ {objects} }} }}"#
        )
    }

    #[test]
    fn what_is_the_same_or_on_one_side_only_is_not_looked_into() {
        let old = api(
            "A",
            r#""A": { "members": [1, 2] }, "Gone": { "members": [4] }"#,
        );
        let new = api(
            "A",
            r#""A": { "members": [1, 3] }, "New": { "members": [5] }"#,
        );
        let memory = Memory::of_differences(&old, &new).expect("both are as they should be");
        let wanted = [
            ("A", "1"),
            ("A", "2"),
            ("A", "3"),
            ("Gone", "4"),
            ("New", "5"),
        ]
        .map(|(object, text)| memory.wants(object, text));
        assert_eq!(wanted, [false, true, true, false, false]);
    }

    #[test]
    fn a_request_that_is_another_object_is_looked_into() {
        let old = api("A", r#""A": { "members": [1] }, "B": { "members": [1] }"#);
        let new = api("B", r#""A": { "members": [1] }, "B": { "members": [1] }"#);
        let memory = Memory::of_differences(&old, &new).expect("both are as they should be");
        assert!(memory.wants("A", "1") && memory.wants("B", "1"));
    }

    #[test]
    fn without_an_outline_everything_is_looked_into() {
        assert!(Memory::of_differences("{", "{}").is_none());
        assert!(Memory::default().wants("A", "1"));
    }
}
