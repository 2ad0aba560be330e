use std::fmt;

use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::read::{Place, Target};
use super::{Field, FieldsMut, List, Object, Path};

pub(super) fn read_members<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    path: &Path<'_>,
    mut json: A,
) -> Result<(), A::Error> {
    check_depth(path)?;
    let mut members = Members::of(object);
    while let Some(found) = json.next_key_seed(Name(&mut members))? {
        if let Some(index) = found {
            json.next_value_seed(members.at(index, path))?;
        } else {
            json.next_value::<IgnoredAny>()?;
        }
    }
    Ok(())
}

pub(super) fn read_elements<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    path: &Path<'_>,
    mut json: A,
) -> Result<(), A::Error> {
    check_depth(path)?;
    while json.next_element_seed(Element { list, path })?.is_some() {}
    Ok(())
}

fn check_depth<E: Error>(path: &Path<'_>) -> Result<(), E> {
    if path.is_too_deep() {
        return Err(E::custom(format_args!("{}nested too deep", path.prefix())));
    }
    Ok(())
}

/// The members of one object, collected once, so that each name read is a search in a flat list.
pub(crate) struct Members<'a> {
    all: Vec<(&'static str, &'a mut dyn Field)>,
    /// The one after the one found last: JSON mostly has the order of the declaration.
    next: usize,
}

impl<'a> FieldsMut<'a> for Members<'a> {
    fn field(&mut self, name: &'static str, field: &'a mut dyn Field) {
        self.all.push((name, field));
    }
}

impl<'a> Members<'a> {
    pub(crate) fn of(object: &'a mut dyn Object) -> Self {
        let mut members = Self {
            // Most objects have fewer members; one allocation for them.
            all: Vec::with_capacity(16),
            next: 0,
        };
        object.fields_mut(&mut members);
        members
    }

    /// The index of the member of this name.
    pub(crate) fn find(&mut self, name: &str) -> Option<usize> {
        let (before, from_here) = self.all.split_at(self.next);
        let is_it = |(known, _): &(&str, _)| *known == name;
        let index = match from_here.iter().position(is_it) {
            Some(index) => self.next + index,
            None => before.iter().position(is_it)?,
        };
        self.next = index + 1;
        Some(index)
    }

    /// The member at an index that [`Self::find`] gave, to be read.
    pub(crate) fn at<'m>(&'m mut self, index: usize, path: &'m Path<'m>) -> Member<'m> {
        let (name, field) = &mut self.all[index];
        Member {
            name,
            field: *field,
            path,
        }
    }
}

/// Reads a name: the index of the member that has it.
struct Name<'m, 'a>(&'m mut Members<'a>);

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(name))
    }
}

/// Reads the value of a member.
pub(crate) struct Member<'m> {
    name: &'static str,
    field: &'m mut dyn Field,
    path: &'m Path<'m>,
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = Place {
            target: Target::Member(self.field),
            path: &self.path.member(self.name),
        };
        place.deserialize(deserializer)
    }
}

/// Reads an element and adds it to the list.
struct Element<'m> {
    list: &'m mut dyn List,
    path: &'m Path<'m>,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = Place {
            path: &self.path.index(self.list.len()),
            target: Target::Element(self.list.push()),
        };
        place.deserialize(deserializer)
    }
}
