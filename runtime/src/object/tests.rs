mod formats;
mod kinds;
mod lenient;
mod random;

use serde_json::json;

use super::sample::Everything;
use super::{Binary, Object, decode, encode};

fn read(json: &str) -> Result<Everything, String> {
    let mut object = Everything::empty();
    decode(json.as_bytes(), &mut object).map_err(|error| error.to_string())?;
    Ok(object)
}

fn write(object: &Everything) -> String {
    String::from_utf8(encode(object).unwrap()).unwrap()
}

fn sample() -> Everything {
    Everything {
        name: "first \"quoted\"\n\u{1F600}".to_owned(),
        count: Some(i64::MIN),
        size: Some(u64::MAX),
        ratio: Some(0.1),
        enabled: Some(false),
        file: Some(Binary::from(b"\0\xff\x10")),
        extra: Some(json!({ "Any": [1, null, "thing"] })),
        ids: vec!["a".to_owned(), String::new()],
        zones: Some(Vec::new()),
        matrix: vec![vec![1, 2], vec![], vec![3]],
        children: vec![Everything::empty()],
        parent: Some(Box::new(Everything {
            name: "parent".to_owned(),
            ..Everything::empty()
        })),
        password: Some("hunter2".to_owned()),
    }
}

#[test]
fn what_is_written_can_be_read() {
    let written = write(&sample());
    assert_eq!(read(&written).unwrap(), sample());
    // The same through serde, in a format of its own.
    let value = serde_json::to_value(sample()).unwrap();
    assert_eq!(
        serde_json::from_value::<Everything>(value).unwrap(),
        sample()
    );
    assert_eq!(serde_json::to_string(&sample()).unwrap(), written);
}

#[test]
fn writes_members_in_order_and_leaves_out_what_is_not_set() {
    let mut object = Everything::empty();
    assert_eq!(
        write(&object),
        r#"{"Name":"","Ids":[],"Matrix":[],"Children":[]}"#
    );
    object.zones = Some(Vec::new());
    object.count = Some(0);
    assert_eq!(
        write(&object),
        r#"{"Name":"","Count":0,"Ids":[],"Zones":[],"Matrix":[],"Children":[]}"#
    );
}

#[test]
fn reads_names_in_any_order_and_ignores_unknown_ones() {
    let object =
        read(r#"{"Password":"p","Nope":{"a":[{"b":1}]},"Name":"n","Count":1,"":0,"name":"no"}"#)
            .unwrap();
    assert_eq!((object.name.as_str(), object.count), ("n", Some(1)));
    assert_eq!(object.password.as_deref(), Some("p"));
}

#[test]
fn null_clears() {
    let mut object = sample();
    let nulls = r#"{"Name":null,"Count":null,"Extra":null,"Ids":null,"Zones":null,"Parent":null,"Children":null}"#;
    decode(nulls.as_bytes(), &mut object).unwrap();
    assert_eq!((object.name.as_str(), object.count), ("", None));
    assert_eq!(
        (object.extra, object.zones, object.parent),
        (None, None, None)
    );
    assert!(object.ids.is_empty() && object.children.is_empty());
    assert_eq!(object.size, Some(u64::MAX), "what is missing stays");
}

#[test]
fn a_null_in_a_list_keeps_its_place() {
    let object =
        read(r#"{"Ids":[null,"b"],"Children":[null,{"Name":"c"}],"Matrix":[null,[1]]}"#).unwrap();
    assert_eq!(object.ids, ["", "b"]);
    assert_eq!(object.children.len(), 2);
    assert_eq!(object.matrix, [vec![], vec![1]]);
}

#[test]
fn the_last_of_two_wins_as_a_whole() {
    let json = r#"{"Ids":["a"],"Parent":{"Name":"a","Count":1},"Ids":["b"],"Parent":{"Name":"b"},"Count":1,"Count":null}"#;
    let object = read(json).unwrap();
    assert_eq!(object.ids, ["b"]);
    assert_eq!(object.parent.unwrap().count, None);
    assert_eq!(object.count, None);
}

#[test]
fn deep_nesting_is_an_error() {
    let nested =
        |depth: usize| format!("{}{}", r#"{"Parent":"#.repeat(depth), "null") + &"}".repeat(depth);
    assert!(read(&nested(100)).is_ok());
    assert!(read(&nested(101)).unwrap_err().contains("nested too deep"));
    assert!(read(&r#"{"Parent":"#.repeat(100_000)).is_err());
    assert!(read(&format!(r#"{{"Extra":{}"#, "[".repeat(100_000))).is_err());
    assert!(read(&format!(r#"{{"Unknown":{}"#, "[".repeat(100_000))).is_err());

    let mut object = Everything::empty();
    for _ in 0..1000 {
        object = Everything {
            parent: Some(Box::new(object)),
            ..Everything::empty()
        };
    }
    assert!(
        encode(&object)
            .unwrap_err()
            .to_string()
            .contains("nested too deep")
    );
    assert!(format!("{object:?}").contains(".."));
}

/// Half of what a thread of an asynchronous runtime has, in a build without optimisation.
#[test]
fn the_deepest_value_fits_a_small_stack() {
    let work = || {
        let json = format!(
            "{}null{}",
            r#"{"Children":[{"Parent":"#.repeat(33),
            "}]}".repeat(33)
        );
        let object = read(&json).unwrap();
        assert!(!format!("{object:?}{}", write(&object)).is_empty());
        serde_json::from_value::<Everything>(serde_json::from_str(&json).unwrap()).unwrap();
    };
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn a_number_that_json_cannot_say_is_an_error() {
    for ratio in [f64::NAN, f64::INFINITY] {
        let parent = Some(Box::new(Everything {
            ratio: Some(ratio),
            ..Everything::empty()
        }));
        let error = encode(&Everything {
            parent,
            ..Everything::empty()
        })
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("Parent.Ratio: {ratio} cannot be written as JSON")
        );
    }
}

#[test]
fn debug_shows_what_is_set_and_hides_secrets() {
    let object = Everything {
        children: vec![],
        parent: None,
        matrix: vec![vec![1]],
        ..sample()
    };
    assert_eq!(
        format!("{object:?}"),
        "Everything { Name: \"first \\\"quoted\\\"\\n\u{1F600}\", Count: -9223372036854775808, \
         Size: 18446744073709551615, Ratio: 0.1, Enabled: false, File: Binary(3 bytes), \
         Extra: {\"Any\":[1,null,\"thing\"]}, Ids: [\"a\", \"\"], Zones: [], Matrix: [[1]], Children: [], \
         Password: [redacted] }"
    );
    assert!(!format!("{:#?}", sample()).contains("hunter2"));
}
