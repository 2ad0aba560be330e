use std::borrow::Cow;
use std::fmt;

use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::fill::{Fill, Outcome};
use super::path::Step;
use super::read::Cursor;
use super::{Field, FieldsMut, List, Object};

pub(super) fn read_members<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    cursor: &mut Cursor,
    json: A,
) -> Result<(), A::Error> {
    cursor.enter()?;
    let mut walk = Walk {
        json,
        cursor,
        name: None,
        found: false,
        result: Ok(()),
    };
    walk.next_name()?;
    while walk.name.is_some() {
        walk.found = false;
        object.fields_mut(&mut walk);
        walk.result?;
        walk.result = Ok(());
        if !walk.found {
            walk.skip()?;
        }
    }
    walk.cursor.leave();
    Ok(())
}

pub(super) fn read_elements<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    cursor: &mut Cursor,
    mut json: A,
) -> Result<(), A::Error> {
    cursor.enter()?;
    while json.next_element_seed(Element { list, cursor })?.is_some() {}
    cursor.leave();
    Ok(())
}

/// A walk over the members of an object that reads those whose turn it is in the JSON.
///
/// JSON mostly has the order of the declaration: then one walk reads everything, and nothing has to be collected,
/// searched or allocated. A name that the rest of the walk does not have is one for the next walk; if that does not have
/// it either, there is no such member.
struct Walk<'de, 'c, A: MapAccess<'de>> {
    json: A,
    cursor: &'c mut Cursor,
    /// The name whose value comes next; nothing at the end, and after an error.
    name: Option<Cow<'de, str>>,
    /// Whether this walk has read something.
    found: bool,
    result: Result<(), A::Error>,
}

impl<'a, 'de, A: MapAccess<'de>> FieldsMut<'a> for Walk<'de, '_, A> {
    fn field(&mut self, name: &'static str, field: &'a mut dyn Field) {
        if self.name.as_deref() == Some(name) {
            self.found = true;
            self.result = self.read(name, field);
            if self.result.is_err() {
                self.name = None;
            }
        }
    }
}

impl<'de, A: MapAccess<'de>> Walk<'de, '_, A> {
    fn next_name(&mut self) -> Result<(), A::Error> {
        self.name = self.json.next_key_seed(Name)?;
        Ok(())
    }

    /// Goes past a member that the object does not have.
    fn skip(&mut self) -> Result<(), A::Error> {
        if self.name.as_deref() == Some(ARBITRARY_NUMBER) {
            return Err(A::Error::custom("expected an object, found a number"));
        }
        self.json.next_value::<IgnoredAny>()?;
        self.next_name()
    }

    fn read(&mut self, name: &'static str, field: &mut dyn Field) -> Result<(), A::Error> {
        // The last of two wins as a whole; without this, lists would grow and objects mix.
        field.clear();
        let fill = Fill {
            slot: field.slot(),
            cursor: self.cursor,
        };
        match self.json.next_value_seed(fill) {
            Ok(Outcome::Set) => {}
            Ok(Outcome::Absent) => field.clear(),
            Err(error) => {
                self.cursor.unwind(Step::Member(name));
                return Err(error);
            }
        }
        self.next_name()
    }
}

/// The only name in a map that stands for a number, with the feature `arbitrary_precision` of `serde_json`.
const ARBITRARY_NUMBER: &str = "$serde_json::private::Number";

/// Reads a name, without a copy where that is possible.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// Reads an element and adds it to the list.
struct Element<'m> {
    list: &'m mut dyn List,
    cursor: &'m mut Cursor,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { list, cursor } = self;
        let slot = list.push();
        // An element that is absent stays as empty as it was added: the others keep their places.
        match (Fill { slot, cursor }).deserialize(deserializer) {
            Ok(_) => Ok(()),
            Err(error) => {
                cursor.unwind(Step::Index(list.len() - 1));
                Err(error)
            }
        }
    }
}
