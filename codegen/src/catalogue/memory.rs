//! Which sentences are read, and what was read of them before.
//!
//! Defaults, limits and known values stand in sentences, and finding them there takes longer than everything else. Who
//! compares two releases wants them of what is different only, and even then, much says what something else does.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::facts;
use crate::spec::{Member, TypeRef};

/// What sentences told, by what they say. It is for one service version, in whatever releases.
#[derive(Debug, Default)]
pub struct Memory {
    known: RefCell<HashMap<(TypeRef, String), Member>>,
    wanted: Wanted,
    /// The examples of actions, as they stand in the text; all if nothing is said.
    wanted_examples: Option<HashSet<String>>,
}

/// Which members are wanted with more than a name and a type.
#[derive(Debug, Default)]
enum Wanted {
    #[default]
    All,
    None,
    /// The members of each object, by their names.
    These(HashMap<String, HashMap<String, Want>>),
}

/// What is wanted of a member besides its name and its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// What its sentences tell, and its example.
    All,
    /// Its example, which has a key of its own.
    Example,
    /// Nothing.
    Nothing,
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
        let mut these = HashMap::new();
        let elsewhere = old.bodies_that_are_others(&new);
        for (name, olds) in &old.objects {
            if let Some(news) = new.objects.get(name)
                && olds.get() != news.get()
                && !elsewhere.contains(name)
            {
                let wanted = wanted(&Object::of(olds)?.members, &Object::of(news)?.members);
                these.insert(name.clone().into_owned(), wanted);
            }
        }
        // An object is compared with another one.
        for name in elsewhere {
            let objects = [&old, &new].into_iter();
            let objects = objects.filter_map(|side| side.objects.get(&name));
            let mut all = HashMap::new();
            for object in objects {
                let names = Object::of(object)?.members.into_iter();
                all.extend(names.map(|member| (member.name.into_owned(), Want::All)));
            }
            these.insert(name.into_owned(), all);
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

    /// What is wanted of a member of an object.
    pub(super) fn wants(&self, object: &str, member: &str) -> Want {
        match &self.wanted {
            Wanted::All => Want::All,
            Wanted::None => Want::Nothing,
            Wanted::These(these) => {
                let want = these.get(object).and_then(|members| members.get(member));
                want.copied().unwrap_or(Want::Nothing)
            }
        }
    }

    /// A member of this name and type, with what its description tells: as it was read before, or read now.
    pub(super) fn member(&self, name: &str, ty: TypeRef, doc: String) -> Member {
        let texts = (ty, doc);
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get(&texts) {
            return Member {
                name: name.to_owned(),
                ..known.clone()
            };
        }
        let mut member = Member::new(name, texts.0.clone());
        facts::fill(&mut member, texts.1.clone(), None);
        known.insert(texts, member.clone());
        member
    }
}

/// An `api.json` with its objects as texts.
#[derive(Deserialize)]
struct Outline<'a> {
    #[serde(borrow)]
    actions: HashMap<Cow<'a, str>, Bodies<'a>>,
    #[serde(borrow)]
    objects: HashMap<Cow<'a, str>, &'a RawValue>,
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
    members: Vec<Texts<'a>>,
}

/// What a member follows from, as it stands in the text.
#[derive(Deserialize)]
struct Texts<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default)]
    member: Option<&'a RawValue>,
    #[serde(borrow, default)]
    document: Option<&'a RawValue>,
    #[serde(borrow, default)]
    example: Option<&'a RawValue>,
    // A sentence can say what these say, or mean something only with them.
    #[serde(borrow, default)]
    required: Option<&'a RawValue>,
    #[serde(borrow, default)]
    value_allowed_null: Option<&'a RawValue>,
    #[serde(borrow, default)]
    disabled: Option<&'a RawValue>,
}

impl<'a> Object<'a> {
    fn of(object: &'a RawValue) -> Option<Self> {
        serde_json::from_str(object.get()).ok()
    }
}

impl Texts<'_> {
    /// What is wanted of it if this is what the other side says of it.
    fn want(&self, other: &Self) -> Want {
        let facts = |texts: &Self| {
            [
                texts.kind,
                texts.member,
                texts.document,
                texts.required,
                texts.value_allowed_null,
                texts.disabled,
            ]
            .map(|value| value.map(RawValue::get))
        };
        let example = |texts: &Self| texts.example.map_or("", RawValue::get);
        // Without one, it can stand in the description.
        let has_example = |texts: &Self| example(texts).len() > r#""""#.len();
        if facts(self) != facts(other) {
            Want::All
        } else if example(self) == example(other) {
            Want::Nothing
        } else if has_example(self) && has_example(other) {
            Want::Example
        } else {
            Want::All
        }
    }
}

/// What is wanted of the members of an object that both sides have.
fn wanted(olds: &[Texts<'_>], news: &[Texts<'_>]) -> HashMap<String, Want> {
    let by_name: HashMap<&str, &Texts<'_>> =
        olds.iter().map(|old| (old.name.as_ref(), old)).collect();
    let mut wanted: HashMap<String, Want> = olds
        .iter()
        .map(|old| (old.name.clone().into_owned(), Want::All))
        .collect();
    let is_unclear = by_name.len() < olds.len() || {
        let names: HashSet<&str> = news.iter().map(|new| new.name.as_ref()).collect();
        names.len() < news.len()
    };
    for new in news {
        // Where two are called the same, either may be meant.
        let want = match by_name.get(new.name.as_ref()) {
            Some(old) if !is_unclear => new.want(old),
            _ => Want::All,
        };
        wanted.insert(new.name.clone().into_owned(), want);
    }
    wanted
}

impl<'a> Outline<'a> {
    /// Nothing if it is not as it should be, which is told when it is read.
    fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The requests and responses of actions that have others in the other text.
    fn bodies_that_are_others(&self, other: &Self) -> HashSet<Cow<'a, str>> {
        let actions = self.actions.iter().filter_map(|(name, bodies)| {
            let others = other.actions.get(name)?;
            (others != bodies).then_some([bodies, others])
        });
        let bodies = actions.flatten().flat_map(|of| [&of.input, &of.output]);
        bodies
            .map(|name| Cow::Owned(name.clone().into_owned()))
            .collect()
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

    fn member(name: &str, document: &str, example: &str) -> String {
        format!(
            r#"{{ "name": "{name}", "member": "string", "document": "{document}", "example": "{example}" }}"#
        )
    }

    fn object(name: &str, members: &[String]) -> String {
        format!(r#""{name}": {{ "members": [{}] }}"#, members.join(", "))
    }

    fn wants<const N: usize>(memory: &Memory, members: [(&str, &str); N]) -> [Want; N] {
        members.map(|(object, member)| memory.wants(object, member))
    }

    #[test]
    fn what_is_the_same_or_in_an_object_of_one_side_is_not_looked_into() {
        let same = member("Same", "one", "1");
        let old = [
            object(
                "A",
                &[
                    same.clone(),
                    member("Other", "one", "1"),
                    member("Old", "", ""),
                ],
            ),
            object("Gone", &[member("Is", "", "")]),
        ];
        let new = [
            object(
                "A",
                &[member("New", "", ""), member("Other", "two", "1"), same],
            ),
            object("New", &[member("Is", "", "")]),
        ];
        let memory = Memory::of_differences(&api("A", &old.join(", ")), &api("A", &new.join(", ")));
        let memory = memory.expect("both are as they should be");
        let members = [("A", "Same"), ("A", "Other"), ("A", "Old"), ("A", "New")];
        assert_eq!(
            wants(&memory, members),
            [Want::Nothing, Want::All, Want::All, Want::All]
        );
        assert_eq!(
            wants(&memory, [("Gone", "Is"), ("New", "Is")]),
            [Want::Nothing; 2]
        );
    }

    #[test]
    fn where_only_the_example_is_another_nothing_else_is_looked_for() {
        let examples = [("1", "2"), ("", "2"), ("1", "1")];
        let members = |side: fn(&(&'static str, &'static str)) -> &'static str| {
            let members = ["Both", "New", "Same"].into_iter().zip(&examples);
            let members = members.map(|(name, examples)| member(name, "one", side(examples)));
            api("A", &object("A", &members.collect::<Vec<_>>()))
        };
        let memory = Memory::of_differences(&members(|of| of.0), &members(|of| of.1));
        let memory = memory.expect("both are as they should be");
        assert_eq!(
            wants(&memory, [("A", "Both"), ("A", "New"), ("A", "Same")]),
            [Want::Example, Want::All, Want::Nothing]
        );
    }

    #[test]
    fn a_request_that_is_another_object_is_looked_into() {
        let objects = [
            object("A", &[member("One", "", "")]),
            object("B", &[member("One", "", "")]),
        ]
        .join(", ");
        let memory = Memory::of_differences(&api("A", &objects), &api("B", &objects));
        let memory = memory.expect("both are as they should be");
        assert_eq!(wants(&memory, [("A", "One"), ("B", "One")]), [Want::All; 2]);
    }

    #[test]
    fn two_members_of_one_name_are_looked_into() {
        let twice = |document| {
            let members = [member("One", "one", ""), member("One", document, "")];
            api("A", &object("A", &members))
        };
        let memory = Memory::of_differences(&twice("one"), &twice("two"));
        let memory = memory.expect("both are as they should be");
        assert_eq!(memory.wants("A", "One"), Want::All);
    }

    #[test]
    fn without_an_outline_everything_is_looked_into() {
        assert!(Memory::of_differences("{", "{}").is_none());
        assert_eq!(Memory::default().wants("A", "One"), Want::All);
    }
}
