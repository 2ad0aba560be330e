//! Whatever is in an object, and whatever comes as JSON.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::Value as Json;

use super::kinds::Kinds;
use crate::object::{Binary, Object, decode, encode};

proptest! {
    #[test]
    fn what_is_written_is_read_again(object in objects()) {
        let json = encode(&object).unwrap();
        let mut read = Kinds::empty();
        decode(&json, &mut read).unwrap();
        prop_assert_eq!(&read, &object);

        let value = serde_json::to_value(&object).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Kinds>(value).unwrap(), &object);

        let mut cbor = Vec::new();
        ciborium::into_writer(&object, &mut cbor).unwrap();
        prop_assert_eq!(&ciborium::from_reader::<Kinds, _>(&*cbor).unwrap(), &object);
    }

    #[test]
    fn what_is_read_from_any_json_can_be_written_and_read_again(json in any_json()) {
        if let Ok(object) = serde_json::from_str::<Kinds>(&json.to_string()) {
            let written = serde_json::to_string(&object).unwrap();
            let read: Kinds = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);
        }
    }

    #[test]
    fn any_json_gives_the_same_as_a_text_and_as_a_value(json in any_json()) {
        let from_text = serde_json::from_str::<Kinds>(&json.to_string()).map_err(drop);
        let from_value = serde_json::from_value::<Kinds>(json).map_err(drop);
        prop_assert_eq!(format!("{from_text:?}"), format!("{from_value:?}"));
    }

    #[test]
    fn broken_json_is_an_error_and_no_more(object in objects(), at in any::<prop::sample::Index>(), byte: u8) {
        let mut json = encode(&object).unwrap();
        let at = at.index(json.len());
        json[at] = byte;
        let _ = decode(&json, &mut Kinds::empty());
        prop_assert!(decode(&json[..at], &mut Kinds::empty()).is_err());
    }
}

fn objects() -> impl Strategy<Value = Kinds> {
    let empty = Just(Kinds::empty()).boxed();
    empty.prop_recursive(4, 40, 4, |inner| kinds(inner).boxed())
}

fn kinds(inner: impl Strategy<Value = Kinds> + Clone + 'static) -> impl Strategy<Value = Kinds> {
    let scalars = (
        option::of(any::<String>()),
        option::of(any::<i64>()),
        option::of(any::<u64>()),
        option::of(finite()),
        option::of(any::<bool>()),
        option::of(vec(any::<u8>(), 0..9)),
    );
    let lists = (
        option::of(vec(any::<String>(), 0..4)),
        option::of(vec(any::<i64>(), 0..4)),
        option::of(vec(finite(), 0..4)),
        option::of(vec(any::<bool>(), 0..4)),
        option::of(vec(vec(any::<u64>(), 0..3), 0..3)),
    );
    let others = (
        option::of(values().prop_filter("null is not set", |json| !json.is_null())),
        option::of(inner.clone()),
        option::of(vec(inner, 0..4)),
    );
    (scalars, lists, others).prop_map(|(scalars, lists, others)| {
        let (text, integer, unsigned, float, boolean, bytes) = scalars;
        let (texts, integers, floats, booleans, lists) = lists;
        let (json, object, objects) = others;
        Kinds {
            text,
            integer,
            unsigned,
            float,
            boolean,
            binary: bytes.map(Binary),
            json,
            object: object.map(Box::new),
            texts,
            integers,
            floats,
            booleans,
            objects,
            lists,
        }
    })
}

/// JSON has no others.
fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has no such number", |float| float.is_finite())
}

/// JSON with the names of the members in it more often than not.
fn any_json() -> impl Strategy<Value = Json> {
    members(values())
}

fn values() -> impl Strategy<Value = Json> + Clone {
    let scalars = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        finite().prop_map(Json::from),
        (-3..3_i32).prop_map(|number| Json::from(f64::from(number))),
        any::<String>().prop_map(Json::from),
        "[ ]?-?[0-9]{1,3}(\\.[05])?".prop_map(Json::from),
        prop::sample::select(vec!["", "true", "0"]).prop_map(Json::from),
    ];
    scalars.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            members(inner)
        ]
    })
}

fn members(values: impl Strategy<Value = Json>) -> impl Strategy<Value = Json> {
    let names = prop::sample::select(vec![
        "Text", "Integer", "Unsigned", "Float", "Boolean", "Binary", "Json", "Object", "Texts",
        "Integers", "Floats", "Booleans", "Objects", "Lists", "Nope",
    ]);
    vec((names, values), 0..4).prop_map(|members| {
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    })
}
