//! What every answer is wrapped in.
//!
//! ```json
//! { "Response": { "Total": 1, "RequestId": "…" } }
//! { "Response": { "Error": { "Code": "…", "Message": "…" }, "RequestId": "…" } }
//! { "code": 4000, "codeDesc": "…", "message": "…" }
//! ```
//!
//! The last is what the second version of the API answered with; some gateways still do. The HTTP status is 200
//! either way. Some actions (`GetSplitDocumentResult` of lkeap) have a member of their own that is called `Error`: it
//! only is an error of the API if it has a code.
//!
//! The data of an event are the members without all this, or with it, and an error can be in both forms. Those of
//! `hunyuan` have it in a member of their own:
//!
//! ```json
//! { "Error": { "Code": "…", "Message": "…" }, "RequestId": "…" }
//! { "ErrorMsg": { "Code": 4000, "Msg": "…" } }
//! ```

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;

use crate::ApiError;
use crate::object::{DecodeError, Members, Object, Path};

/// What an answer says besides the members of its object.
#[derive(Default)]
pub(crate) struct Envelope {
    pub(crate) error: Option<ApiError>,
    pub(crate) request_id: Option<String>,
    /// Whether there was a `Response` at all.
    pub(crate) is_response: bool,
}

impl Envelope {
    /// Reads an answer in one pass, the members of its `Response` into the object.
    ///
    /// An error of the API counts even if the rest cannot be read.
    pub(crate) fn read(json: &[u8], object: &mut dyn Object) -> (Self, Result<(), DecodeError>) {
        let mut envelope = Self::default();
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let read = deserializer
            .deserialize_map(Answer {
                envelope: &mut envelope,
                object,
            })
            .and_then(|()| deserializer.end());
        if read.is_err() && envelope.error.is_none() {
            envelope.salvage(json);
        }
        (envelope, read.map_err(DecodeError))
    }

    /// Reads the data of an event, the members into the object, by the same rules.
    pub(crate) fn read_event(
        json: &[u8],
        object: &mut dyn Object,
    ) -> (Self, Result<(), DecodeError>) {
        let mut envelope = Self::default();
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let members = Response {
            envelope: &mut envelope,
            members: &mut Members::of(object),
            is_event: true,
        };
        let read = members
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end());
        if read.is_err() && envelope.error.is_none() {
            envelope.salvage_event(json);
        }
        (envelope, read.map_err(DecodeError))
    }

    /// The error and the request id behind the place where reading stopped.
    fn salvage(&mut self, json: &[u8]) {
        if let Ok(answer) = serde_json::from_slice::<Json>(json) {
            self.note_error(&answer["Response"]["Error"]);
            self.note_request_id(&answer["Response"]["RequestId"]);
        }
    }

    fn salvage_event(&mut self, json: &[u8]) {
        let Ok(event) = serde_json::from_slice::<Json>(json) else {
            return;
        };
        for members in [&event["Response"], &event] {
            if !self.note_error(&members["Error"]) {
                self.note_error_message(&members["ErrorMsg"]);
            }
            self.note_request_id(&members["RequestId"]);
        }
    }

    fn note_error(&mut self, value: &Json) -> bool {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let code = text("Code");
        let is_error = !code.is_empty();
        if is_error {
            let message = text("Message");
            self.error = Some(ApiError { code, message });
        }
        is_error
    }

    /// The code is a number here, and 0 where there is no error.
    fn note_error_message(&mut self, value: &Json) -> bool {
        let code = match &value["Code"] {
            Json::Number(code) if code.as_i64() != Some(0) => code.to_string(),
            Json::String(code) if !code.is_empty() && code != "0" => code.clone(),
            _ => return false,
        };
        let message = value["Msg"].as_str().unwrap_or_default().to_owned();
        self.error = Some(ApiError { code, message });
        true
    }

    fn note_request_id(&mut self, value: &Json) {
        if let Some(id) = value.as_str().filter(|id| !id.is_empty()) {
            self.request_id = Some(id.to_owned());
        }
    }
}

/// Reads the whole answer.
struct Answer<'a> {
    envelope: &'a mut Envelope,
    object: &'a mut dyn Object,
}

impl<'de> Visitor<'de> for Answer<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the member `Response`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut json: A) -> Result<(), A::Error> {
        let mut legacy = Json::Null;
        while let Some(name) = json.next_key::<String>()? {
            match name.as_str() {
                "Response" => {
                    self.envelope.is_response = true;
                    json.next_value_seed(Response {
                        envelope: self.envelope,
                        members: &mut Members::of(self.object),
                        is_event: false,
                    })?;
                }
                "code" | "codeDesc" | "message" => legacy[&name] = json.next_value()?,
                _ => {
                    json.next_value::<IgnoredAny>()?;
                }
            }
        }
        if !self.envelope.is_response {
            self.envelope.error = legacy_error(&legacy);
        }
        Ok(())
    }
}

/// `codeDesc` is the code of today's kind, and `code` a number that is 0 for success.
fn legacy_error(answer: &Json) -> Option<ApiError> {
    let code = match (&answer["codeDesc"], &answer["code"]) {
        (_, Json::Number(code)) if code.as_i64() == Some(0) => return None,
        (Json::String(code), _) | (_, Json::String(code)) if !code.is_empty() => code.clone(),
        (_, Json::Number(code)) => code.to_string(),
        _ => return None,
    };
    let message = answer["message"].as_str().unwrap_or_default().to_owned();
    Some(ApiError { code, message })
}

/// Reads `Response`, or an event: the members of the object, with a look at some of them on the way.
struct Response<'e, 'm, 'a> {
    envelope: &'e mut Envelope,
    members: &'m mut Members<'a>,
    is_event: bool,
}

impl<'de> DeserializeSeed<'de> for Response<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Response<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_event {
            "an object"
        } else {
            "an object in the member `Response`"
        })
    }

    /// The default's message would have the text in it, which can be anything.
    fn visit_str<E: Error>(self, _text: &str) -> Result<(), E> {
        Err(E::custom(if self.is_event {
            "expected an object, found a string"
        } else {
            "Response: expected an object, found a string"
        }))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut json: A) -> Result<(), A::Error> {
        let Self {
            envelope,
            members,
            is_event,
        } = self;
        while let Some(name) = json.next_key_seed(Name { members, is_event })? {
            let Some(watched) = name.watched else {
                match name.index {
                    Some(index) => json.next_value_seed(members.at(index, &Path::ROOT))?,
                    None => drop(json.next_value::<IgnoredAny>()?),
                }
                continue;
            };
            if let Watched::Response = watched {
                json.next_value_seed(Response {
                    envelope,
                    members,
                    is_event,
                })?;
                continue;
            }
            let value: Json = json.next_value()?;
            let is_for_the_object = match watched {
                Watched::Error => !envelope.note_error(&value),
                Watched::ErrorMessage => !envelope.note_error_message(&value),
                Watched::Response | Watched::RequestId => {
                    envelope.note_request_id(&value);
                    true
                }
            };
            if let Some(index) = name.index.filter(|_| is_for_the_object) {
                let member = members.at(index, &Path::ROOT);
                member.deserialize(value).map_err(A::Error::custom)?;
            }
        }
        Ok(())
    }
}

/// Reads a name in `Response` or in an event.
struct Name<'m, 'a> {
    members: &'m mut Members<'a>,
    is_event: bool,
}

/// A name in `Response`: where the object has it, and whether the envelope wants to see its value.
struct Found {
    watched: Option<Watched>,
    index: Option<usize>,
}

#[derive(Clone, Copy)]
enum Watched {
    Error,
    ErrorMessage,
    RequestId,
    /// What an event can be wrapped in.
    Response,
}

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Found, E> {
        let index = self.members.find(name);
        let watched = match name {
            "Error" => Some(Watched::Error),
            "RequestId" => Some(Watched::RequestId),
            "ErrorMsg" if self.is_event => Some(Watched::ErrorMessage),
            "Response" if self.is_event && index.is_none() => Some(Watched::Response),
            _ => None,
        };
        Ok(Found { watched, index })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::sample::Everything;

    fn read(json: &str) -> (Envelope, Everything, Result<(), String>) {
        let mut object = Everything::empty();
        let (envelope, read) = Envelope::read(json.as_bytes(), &mut object);
        (envelope, object, read.map_err(|error| error.to_string()))
    }

    /// Code and message, with a colon between them.
    fn error(json: &str) -> Option<String> {
        let (envelope, ..) = read(json);
        envelope
            .error
            .map(|error| format!("{}: {}", error.code, error.message))
    }

    #[test]
    fn reads_the_object_and_the_request_id() {
        let (envelope, object, read) =
            read(r#"{"Response":{"RequestId":"id","Count":1,"New":[{}],"Ids":["a"]},"Other":1}"#);
        assert_eq!(read, Ok(()));
        assert_eq!(envelope.request_id.as_deref(), Some("id"));
        assert_eq!((object.count, object.ids.len()), (Some(1), 1));
        assert!(envelope.is_response && envelope.error.is_none());
    }

    #[test]
    fn an_error_with_a_code_is_one_of_the_api() {
        let json = r#"{"Response":{"Error":{"Code":"A.B","Message":"m"},"RequestId":"id"}}"#;
        assert_eq!(error(json).unwrap(), "A.B: m");
        assert_eq!(read(json).0.request_id.as_deref(), Some("id"));
        assert_eq!(
            error(r#"{"Response":{"Error":{"Code":"A"}}}"#).unwrap(),
            "A: "
        );
        for value in [
            "null",
            "{}",
            r#"{"Code":"","Message":"m"}"#,
            r#""text""#,
            r#"{"Code":null}"#,
            "[1]",
        ] {
            let (envelope, _, read) = read(&format!(
                r#"{{"Response":{{"Error":{value},"RequestId":"id"}}}}"#
            ));
            assert!(envelope.error.is_none() && read.is_ok(), "{value}");
        }
    }

    #[test]
    fn an_error_counts_even_if_the_rest_cannot_be_read() {
        for json in [
            r#"{"Response":{"Count":"x","Error":{"Code":"A"},"RequestId":"id"}}"#,
            r#"{"Response":{"Error":{"Code":"A"},"RequestId":"id","Count":"x"}}"#,
        ] {
            let (envelope, _, read) = read(json);
            assert_eq!(envelope.error.map(|error| error.code).as_deref(), Some("A"));
            assert_eq!(envelope.request_id.as_deref(), Some("id"));
            assert!(read.is_err());
        }
    }

    #[test]
    fn knows_the_errors_of_old() {
        assert_eq!(
            error(r#"{"code":4000,"codeDesc":"InvalidParameter","message":"m"}"#).unwrap(),
            "InvalidParameter: m"
        );
        assert_eq!(error(r#"{"code":4000,"message":"m"}"#).unwrap(), "4000: m");
        assert_eq!(error(r#"{"code":"Refused"}"#).unwrap(), "Refused: ");
        assert_eq!(
            error(r#"{"code":0,"codeDesc":"Success","message":""}"#),
            None
        );
        assert_eq!(error("{}"), None);
        assert!(!read("{}").0.is_response);
    }

    #[test]
    fn what_is_no_answer_is_said_without_its_content() {
        for json in [
            r#"{"Response":"hunter2"}"#,
            r#"{"Response":null}"#,
            "[]",
            "",
            r#"{"Response":{"Count":"hunter2"}}"#,
        ] {
            let message = read(json).2.unwrap_err();
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    fn read_event(json: &str) -> (Envelope, Everything, Result<(), String>) {
        let mut object = Everything::empty();
        let (envelope, read) = Envelope::read_event(json.as_bytes(), &mut object);
        (envelope, object, read.map_err(|error| error.to_string()))
    }

    #[test]
    fn an_event_is_the_members_with_or_without_a_response_around_them() {
        for json in [
            r#"{"Count":1,"New":{},"RequestId":"id"}"#,
            r#"{"Response":{"Count":1,"RequestId":"id"}}"#,
            r#"{"New":1,"Response":{"Count":1,"RequestId":"id"}}"#,
            r#"{"Count":1,"RequestId":"id","Error":null,"ErrorMsg":null}"#,
            r#"{"Count":1,"RequestId":"id","ErrorMsg":{"Code":0,"Msg":""}}"#,
        ] {
            let (envelope, object, read) = read_event(json);
            assert_eq!((read, object.count), (Ok(()), Some(1)), "{json}");
            assert_eq!(envelope.request_id.as_deref(), Some("id"));
            assert!(envelope.error.is_none(), "{json}");
        }
        // These are data of services of which no members are documented.
        for json in ["{}", r#"{"success":true,"data":"a","code":7}"#] {
            let (envelope, _, read) = read_event(json);
            assert!(read.is_ok() && envelope.error.is_none(), "{json}");
        }
    }

    #[test]
    fn an_event_can_be_an_error() {
        for (json, expected) in [
            (
                r#"{"Error":{"Code":"A","Message":"m"},"Type":"error"}"#,
                "A: m",
            ),
            (
                r#"{"Response":{"Error":{"Code":"A","Message":"m"}}}"#,
                "A: m",
            ),
            (
                r#"{"Count":"x","Error":{"Code":"A","Message":"m"}}"#,
                "A: m",
            ),
            (r#"{"ErrorMsg":{"Code":4001,"Msg":"m"}}"#, "4001: m"),
            (r#"{"ErrorMsg":{"Code":"4001","Msg":"m"}}"#, "4001: m"),
            (r#"{"Count":"x","ErrorMsg":{"Code":4001}}"#, "4001: "),
        ] {
            let error = read_event(json).0.error.unwrap();
            assert_eq!(error.to_string(), expected, "{json}");
        }
        // In an answer it is a member like any other.
        let (envelope, ..) = read(r#"{"Response":{"ErrorMsg":{"Code":4001}}}"#);
        assert!(envelope.error.is_none());
    }

    #[test]
    fn what_is_no_event_is_said_without_its_content() {
        for json in [
            r#""hunter2""#,
            "hunter2",
            r#"["hunter2"]"#,
            r#"{"Count":"hunter2"}"#,
            r#"{"Response":"hunter2"}"#,
            "null",
        ] {
            let message = read_event(json).2.unwrap_err();
            assert!(!message.contains("hunter2"), "{message}");
        }
    }
}
