//! A type with a member of every kind, none of which is always there: what was not read is not written.

use serde_json::Value as Json;

use crate::object::{Binary, Fields, FieldsMut, Object};

macro_rules! kinds {
    ($($name:literal $field:ident: $type:ty,)+) => {
        #[derive(Clone, Default, PartialEq)]
        pub(super) struct Kinds {
            $(pub(super) $field: Option<$type>,)+
        }

        impl Object for Kinds {
            fn name(&self) -> &'static str {
                "Kinds"
            }

            fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
                $(visitor.field($name, &self.$field);)+
            }

            fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
                $(visitor.field($name, &mut self.$field);)+
            }

            fn empty() -> Self {
                Self::default()
            }
        }
    };
}

kinds! {
    "Text" text: String,
    "Integer" integer: i64,
    "Unsigned" unsigned: u64,
    "Float" float: f64,
    "Boolean" boolean: bool,
    "Binary" binary: Binary,
    "Json" json: Json,
    "Object" object: Box<Kinds>,
    "Texts" texts: Vec<String>,
    "Integers" integers: Vec<i64>,
    "Floats" floats: Vec<f64>,
    "Booleans" booleans: Vec<bool>,
    "Objects" objects: Vec<Kinds>,
    "Lists" lists: Vec<Vec<u64>>,
}

crate::object_traits!(Kinds);
