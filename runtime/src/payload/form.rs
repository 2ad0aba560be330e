//! `multipart/form-data` as the official clients write it.
//!
//! A part has the name of its member. A text, a number and a boolean stand there as they are; bytes come with a file
//! name, which is the member's name again; what is nested is JSON and says so.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::RequestError;
use crate::object::{EncodeError, Field, Fields, Object, Value, encode_member};
use crate::sign::hex;

pub(super) struct Form {
    pub(super) boundary: String,
    pub(super) body: Vec<u8>,
}

pub(super) fn write(request: &dyn Object) -> Result<Form, RequestError> {
    let mut parts = Parts(Ok(Vec::new()));
    request.fields(&mut parts);
    let parts = parts.0?;
    let boundary = boundary(&parts);
    let mut body = Vec::new();
    for Part { head, content } in &parts {
        body.extend_from_slice(format!("--{boundary}\r\n{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    // A form without parts is empty.
    if !parts.is_empty() {
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    }
    Ok(Form { boundary, body })
}

/// The hash of the contents, which therefore does not occur in one of them: nobody can write a text that has its own hash
/// in it. The same request always is the same bytes.
fn boundary(parts: &[Part<'_>]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(&part.head);
        hash.update(&part.content);
    }
    // 128 bits; a boundary may have 70 characters.
    hex(&hash.finalize()[..16])
}

struct Part<'a> {
    /// Its headers.
    head: String,
    content: Cow<'a, [u8]>,
}

/// The parts, or the first error: the walk over the members cannot be stopped.
struct Parts<'a>(Result<Vec<Part<'a>>, EncodeError>);

impl<'a> Fields<'a> for Parts<'a> {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        let Ok(parts) = &mut self.0 else {
            return;
        };
        match part(name, field.get()) {
            Ok(part) => parts.extend(part),
            Err(error) => self.0 = Err(error),
        }
    }
}

fn part<'a>(name: &'static str, value: Value<'a>) -> Result<Option<Part<'a>>, EncodeError> {
    let quoted = escape(name);
    let (more, content) = match value {
        Value::Absent => return Ok(None),
        Value::String(text) => (String::new(), text.as_bytes().into()),
        Value::Binary(bytes) => (format!("; filename=\"{quoted}\""), bytes.into()),
        Value::Integer(_) | Value::Unsigned(_) | Value::Float(_) | Value::Boolean(_) => {
            (String::new(), encode_member(name, value)?.into())
        }
        Value::Object(_) | Value::List(_) | Value::Json(_) => (
            "\r\nContent-Type: application/json".to_owned(),
            encode_member(name, value)?.into(),
        ),
    };
    let head = format!("Content-Disposition: form-data; name=\"{quoted}\"{more}");
    Ok(Some(Part { head, content }))
}

/// As browsers write a name that has what would end it.
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Binary;
    use crate::object::sample::Everything;

    /// Lines, with `BOUNDARY` for the boundary.
    fn written(request: &Everything) -> String {
        let form = write(request).unwrap();
        let text = String::from_utf8(form.body).unwrap();
        text.replace(&form.boundary, "BOUNDARY")
            .replace("\r\n", "\n")
    }

    #[test]
    fn each_member_is_a_part_in_the_form_of_its_type() {
        let request = Everything {
            name: "甲".to_owned(),
            count: Some(-1),
            enabled: Some(true),
            file: Some(Binary::from(b"1\n2")),
            extra: Some(serde_json::json!({ "a": null })),
            ids: vec!["a".to_owned(), "b".to_owned()],
            parent: Some(Box::new(Object::empty())),
            ..Object::empty()
        };
        let expected = r#"--BOUNDARY
Content-Disposition: form-data; name="Name"

甲
--BOUNDARY
Content-Disposition: form-data; name="Count"

-1
--BOUNDARY
Content-Disposition: form-data; name="Enabled"

true
--BOUNDARY
Content-Disposition: form-data; name="File"; filename="File"

1
2
--BOUNDARY
Content-Disposition: form-data; name="Extra"
Content-Type: application/json

{"a":null}
--BOUNDARY
Content-Disposition: form-data; name="Ids"
Content-Type: application/json

["a","b"]
--BOUNDARY
Content-Disposition: form-data; name="Matrix"
Content-Type: application/json

[]
--BOUNDARY
Content-Disposition: form-data; name="Children"
Content-Type: application/json

[]
--BOUNDARY
Content-Disposition: form-data; name="Parent"
Content-Type: application/json

{"Name":"","Ids":[],"Matrix":[],"Children":[]}
--BOUNDARY--
"#;
        assert_eq!(written(&request), expected);
    }

    #[test]
    fn the_boundary_follows_from_the_content_and_is_not_in_it() {
        let with_file = |file: &[u8]| Everything {
            file: Some(Binary::from(file)),
            ..Object::empty()
        };
        let first = write(&with_file(b"1")).unwrap();
        assert_eq!(first.boundary, write(&with_file(b"1")).unwrap().boundary);
        assert_eq!(first.boundary.len(), 32);
        // A file that has the boundary of another request in it.
        let hostile = format!("1\r\n--{}--\r\n", first.boundary);
        let second = write(&with_file(hostile.as_bytes())).unwrap();
        assert_ne!(second.boundary, first.boundary);
        let text = String::from_utf8(second.body).unwrap();
        let parts = 5;
        assert_eq!(text.matches(&second.boundary).count(), parts + 1);
    }

    #[test]
    fn what_json_cannot_say_is_an_error_with_the_name_of_the_member() {
        let request = Everything {
            ratio: Some(f64::NAN),
            ..Object::empty()
        };
        let error = write(&request).err().unwrap();
        assert_eq!(error.to_string(), "Ratio: NaN cannot be written as JSON");
    }

    #[test]
    fn a_name_cannot_end_its_quotes() {
        assert_eq!(escape("a\"; x=\"\r\n"), "a%22; x=%22%0D%0A");
    }
}
