//! What is read from JSON that is not as documented: `lenient.txt`, one case a line, the JSON and what was read.

use std::fmt::Write as _;
use std::path::Path;

use super::kinds::Kinds;
use crate::object::{Object, decode};

#[test]
fn reads_what_is_not_as_documented_if_nothing_is_lost() {
    let expected = include_str!("lenient.txt");
    let mut actual = String::new();
    for line in expected.lines() {
        match line.split_once(ARROW) {
            Some((json, _)) => writeln!(actual, "{json}{ARROW}{}", read(json)).unwrap(),
            None => writeln!(actual, "{line}").unwrap(),
        }
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let file = "src/object/tests/lenient.txt";
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), &actual).unwrap();
    } else {
        for (expected, actual) in expected.lines().zip(actual.lines()) {
            assert_eq!(actual, expected, "UPDATE_GOLDEN=1 writes what is read now");
        }
    }
}

const ARROW: &str = " -> ";

/// What was read as JSON, by every way of reading, which agree.
fn read(json: &str) -> String {
    let mut object = Kinds::empty();
    let by_decode = match decode(json.as_bytes(), &mut object) {
        Ok(()) => serde_json::to_string(&object).unwrap(),
        Err(error) => format!("error: {error}"),
    };
    let by_serde = match serde_json::from_str::<Kinds>(json) {
        Ok(object) => serde_json::to_string(&object).unwrap(),
        Err(error) => format!("error: {error}"),
    };
    assert_eq!(by_decode, by_serde, "{json}");
    assert!(
        !by_decode.contains("hunter2"),
        "a value is shown: {by_decode}"
    );
    by_decode
}

#[test]
fn a_null_in_a_list_of_floats_is_not_a_number() {
    let mut object = Kinds::empty();
    decode(br#"{"Floats":[null,1.5]}"#, &mut object).unwrap();
    let floats = object.floats.unwrap();
    assert!(floats[0].is_nan());
    assert_eq!(floats[1..], [1.5]);
}

#[test]
fn invalid_utf_8_is_an_error_with_its_place() {
    let error = decode(b"{\"Objects\":[{\"Text\":\"\xff\"}]}", &mut Kinds::empty()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Objects[0].Text: invalid unicode code point at line 1 column 22"
    );
}
