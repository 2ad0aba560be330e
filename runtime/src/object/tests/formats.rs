//! What is said of JSON holds for serde's other formats.

use serde_json::json;

use super::kinds::Kinds;
use crate::object::Binary;

fn sample() -> Kinds {
    Kinds {
        text: Some("名\u{1F600}".to_owned()),
        integer: Some(i64::MIN),
        unsigned: Some(7),
        float: Some(0.1),
        boolean: Some(true),
        binary: Some(Binary::from(b"\0\xff\x10")),
        json: Some(json!({ "a": [1, "b"] })),
        object: Some(Box::new(Kinds {
            texts: Some(vec!["a".to_owned(), String::new()]),
            lists: Some(vec![vec![1], vec![], vec![2, 3]]),
            ..Kinds::default()
        })),
        objects: Some(vec![Kinds::default(); 2]),
        ..Kinds::default()
    }
}

#[test]
fn any_value_of_json_holds_an_object() {
    let value = serde_json::to_value(sample()).unwrap();
    assert_eq!(serde_json::from_value::<Kinds>(value).unwrap(), sample());
    let value = json!({ "Integer": "12", "Object": [], "Floats": [null], "Nope": { "a": 1 } });
    let object: Kinds = serde_json::from_value(value).unwrap();
    assert_eq!(object.integer, Some(12));
    assert!(object.object.is_none() && object.floats.unwrap()[0].is_nan());
}

#[test]
fn toml_holds_an_object() {
    let text = toml::to_string(&sample()).unwrap();
    assert_eq!(toml::from_str::<Kinds>(&text).unwrap(), sample());
}

#[test]
fn cbor_holds_an_object() {
    let cbor = |object: &Kinds| {
        let mut bytes = Vec::new();
        ciborium::into_writer(object, &mut bytes).unwrap();
        bytes
    };
    let large = Kinds {
        unsigned: Some(u64::MAX),
        ..sample()
    };
    let read: Kinds = ciborium::from_reader(&*cbor(&large)).unwrap();
    assert_eq!(read, large);
}

#[test]
fn a_format_with_types_of_its_own_is_read_by_the_same_rules() {
    use ciborium::value::{Integer, Value};
    let read = |name: &str, value: Value| {
        let map = Value::Map(vec![(Value::Text(name.to_owned()), value)]);
        map.deserialized::<Kinds>()
            .map_err(|error| error.to_string())
    };
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(read("Integer", text("12")).unwrap().integer, Some(12));
    assert_eq!(read("Integer", Value::Null).unwrap().integer, None);
    assert_eq!(
        read("Binary", Value::Bytes(vec![1])).unwrap().binary,
        Some(Binary(vec![1]))
    );
    let too_large = Value::Integer(Integer::from(u64::MAX));
    let error = read("Integer", too_large).err().unwrap();
    assert!(error.contains("Integer: "), "{error}");
    assert!(
        error.contains("found a number that is out of range"),
        "{error}"
    );
    let error = read("Text", Value::Bytes(b"hunter2".to_vec()))
        .err()
        .unwrap();
    assert!(error.contains("expected a string, found bytes"), "{error}");
}
