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

use serde_json::{Value as Json, json};

use crate::object::{DecodeError, decode};
use crate::{ApiError, Field, Fields, FieldsMut, Object, Slot, Value};

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
        if let Some(any) = object.any_json() {
            return Self::read_any(json, any);
        }
        let mut answer = Answer::of(object);
        let mut read = decode(json, &mut answer).map_err(|error| error.below(RESPONSE));
        let mut envelope = answer.envelope();
        let own_error = answer.response.members.error;
        if read.is_ok() && envelope.error.is_none() && !own_error.is_null() {
            // It is the object's own member, if it has one of that name. It is rare enough to be read twice.
            let own = json!({ ERROR: own_error }).to_string();
            read = decode(own.as_bytes(), object);
        }
        if read.is_err() && envelope.error.is_none() {
            envelope.salvage(json);
        }
        (envelope, read)
    }

    /// Reads the data of an event, the members into the object, by the same rules.
    pub(crate) fn read_event(
        json: &[u8],
        object: &mut dyn Object,
    ) -> (Self, Result<(), DecodeError>) {
        if let Some(any) = object.any_json() {
            return Self::read_any_event(json, any);
        }
        let mut event = Event::of(object);
        let mut read = decode(json, &mut event);
        let mut envelope = event.envelope();
        let (own, wrapped) = (event.own(), event.wrapped);
        if read.is_ok() && envelope.error.is_none() {
            if let Some(own) = own {
                read = decode(own.to_string().as_bytes(), object);
            }
            if read.is_ok() && !wrapped.is_null() {
                // The object has no such member: it is what answers are wrapped in.
                let (inner, inner_read) = Self::read_event(wrapped.to_string().as_bytes(), object);
                envelope.error = inner.error;
                envelope.request_id = inner.request_id.or(envelope.request_id);
                read = inner_read;
            }
        }
        if read.is_err() && envelope.error.is_none() {
            envelope.salvage_event(json);
        }
        (envelope, read)
    }

    /// Takes the members of an answer as they are.
    fn read_any(json: &[u8], any: &mut Json) -> (Self, Result<(), DecodeError>) {
        let mut answer: Json = match serde_json::from_slice(json) {
            Ok(answer) => answer,
            Err(error) => return (Self::default(), Err(error.into())),
        };
        let Some(response @ Json::Object(_)) = answer.get_mut(RESPONSE) else {
            let error = legacy_error(&answer["codeDesc"], &answer["code"], &answer["message"]);
            let nothing = Self::default();
            return (Self { error, ..nothing }, Ok(()));
        };
        let envelope = Self {
            error: api_error(&response[ERROR]),
            request_id: response[REQUEST_ID].as_str().and_then(not_empty),
            is_response: true,
        };
        *any = response.take();
        (envelope, Ok(()))
    }

    /// Takes the members of an event as they are.
    fn read_any_event(json: &[u8], any: &mut Json) -> (Self, Result<(), DecodeError>) {
        match serde_json::from_slice(json) {
            Ok(event) => *any = event,
            Err(error) => return (Self::default(), Err(error.into())),
        }
        if let Some(response @ Json::Object(_)) = any.get_mut(RESPONSE) {
            *any = response.take();
        }
        let envelope = Self {
            error: event_error(&any[ERROR], &any[ERROR_MESSAGE]),
            request_id: any[REQUEST_ID].as_str().and_then(not_empty),
            is_response: true,
        };
        (envelope, Ok(()))
    }

    fn salvage_event(&mut self, json: &[u8]) {
        let Ok(event) = serde_json::from_slice::<Json>(json) else {
            return;
        };
        for members in [&event[RESPONSE], &event] {
            let error = event_error(&members[ERROR], &members[ERROR_MESSAGE]);
            self.error = error.or(self.error.take());
            let id = members[REQUEST_ID].as_str().and_then(not_empty);
            self.request_id = id.or(self.request_id.take());
        }
    }

    /// The error and the request id behind the place where reading stopped.
    fn salvage(&mut self, json: &[u8]) {
        if let Ok(answer) = serde_json::from_slice::<Json>(json) {
            let response = &answer[RESPONSE];
            self.error = api_error(&response[ERROR]);
            self.request_id = response[REQUEST_ID].as_str().and_then(not_empty);
        }
    }
}

const RESPONSE: &str = "Response";
const ERROR: &str = "Error";
const ERROR_MESSAGE: &str = "ErrorMsg";
const REQUEST_ID: &str = "RequestId";

/// A value that has a code.
fn api_error(value: &Json) -> Option<ApiError> {
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    Some(ApiError {
        code: not_empty(text("Code"))?,
        message: text("Message").to_owned(),
    })
}

/// A value that has a code, which is a number here, and 0 where there is no error.
fn error_message(value: &Json) -> Option<ApiError> {
    let code = match &value["Code"] {
        Json::Number(code) if code.as_i64() != Some(0) => code.to_string(),
        Json::String(code) if !code.is_empty() && code != "0" => code.clone(),
        _ => return None,
    };
    let message = value["Msg"].as_str().unwrap_or_default().to_owned();
    Some(ApiError { code, message })
}

/// `codeDesc` is the code of today's kind, and `code` a number that is 0 for success.
fn legacy_error(code_desc: &Json, code: &Json, message: &Json) -> Option<ApiError> {
    let code = match (code_desc, code) {
        (_, Json::Number(code)) if code.as_i64() == Some(0) => return None,
        (Json::String(code), _) | (_, Json::String(code)) if !code.is_empty() => code.clone(),
        (_, Json::Number(code)) => code.to_string(),
        _ => return None,
    };
    let message = message.as_str().unwrap_or_default().to_owned();
    Some(ApiError { code, message })
}

/// The error of an event, in either form.
fn event_error(error: &Json, message: &Json) -> Option<ApiError> {
    api_error(error).or_else(|| error_message(message))
}

fn not_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The whole answer, as an object like any other.
struct Answer<'o> {
    response: Response<'o>,
    code: Json,
    code_desc: Json,
    message: Json,
}

impl<'o> Answer<'o> {
    fn of(object: &'o mut dyn Object) -> Self {
        Self {
            response: Response {
                is_there: false,
                members: ResponseMembers {
                    error: Json::Null,
                    object: Some(object),
                    request_id: String::new(),
                },
            },
            ..Object::empty()
        }
    }

    fn envelope(&self) -> Envelope {
        let Response { is_there, members } = &self.response;
        Envelope {
            error: if *is_there {
                api_error(&members.error)
            } else {
                legacy_error(&self.code_desc, &self.code, &self.message)
            },
            request_id: members.request_id(),
            is_response: *is_there,
        }
    }
}

impl Object for Answer<'_> {
    fn name(&self) -> &'static str {
        "Answer"
    }

    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
        visitor.field(RESPONSE, &self.response);
        visitor.field("code", &self.code);
        visitor.field("codeDesc", &self.code_desc);
        visitor.field("message", &self.message);
    }

    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
        visitor.field(RESPONSE, &mut self.response);
        visitor.field("code", &mut self.code);
        visitor.field("codeDesc", &mut self.code_desc);
        visitor.field("message", &mut self.message);
    }

    fn empty() -> Self {
        Self {
            response: Field::empty(),
            code: Json::Null,
            code_desc: Json::Null,
            message: Json::Null,
        }
    }
}

/// The member `Response`, and whether it is there.
struct Response<'o> {
    is_there: bool,
    members: ResponseMembers<'o>,
}

impl Field for Response<'_> {
    fn get(&self) -> Value<'_> {
        Value::Object(&self.members)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.is_there = true;
        Slot::Object(&mut self.members)
    }

    fn clear(&mut self) {
        self.is_there = false;
        self.members.clear();
    }

    fn empty() -> Self {
        Self {
            is_there: false,
            members: Object::empty(),
        }
    }
}

/// The members of the object, and those that every response has.
struct ResponseMembers<'o> {
    /// In front, because it must be looked at before the object may have it.
    error: Json,
    object: Option<&'o mut dyn Object>,
    /// Behind, for objects that have none.
    request_id: String,
}

impl ResponseMembers<'_> {
    fn request_id(&self) -> Option<String> {
        let mut find = FindRequestId(None);
        self.fields(&mut find);
        find.0
    }
}

struct FindRequestId(Option<String>);

impl<'a> Fields<'a> for FindRequestId {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        if let (None, REQUEST_ID, Value::String(id)) = (&self.0, name, field.get()) {
            self.0 = not_empty(id);
        }
    }
}

impl Object for ResponseMembers<'_> {
    fn name(&self) -> &'static str {
        RESPONSE
    }

    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
        visitor.field(ERROR, &self.error);
        if let Some(object) = &self.object {
            object.fields(visitor);
        }
        visitor.field(REQUEST_ID, &self.request_id);
    }

    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
        visitor.field(ERROR, &mut self.error);
        if let Some(object) = &mut self.object {
            object.fields_mut(visitor);
        }
        visitor.field(REQUEST_ID, &mut self.request_id);
    }

    fn empty() -> Self {
        Self {
            error: Json::Null,
            object: None,
            request_id: String::new(),
        }
    }
}

/// The data of an event: the members of the object, and those that every event can have.
struct Event<'o> {
    /// In front, because it must be looked at before the object may have it.
    error_message: Json,
    members: ResponseMembers<'o>,
    /// Behind, for objects that have none: what is not wrapped in it.
    wrapped: Json,
}

impl<'o> Event<'o> {
    fn of(object: &'o mut dyn Object) -> Self {
        Self {
            members: ResponseMembers {
                object: Some(object),
                ..Object::empty()
            },
            ..Object::empty()
        }
    }

    fn envelope(&self) -> Envelope {
        Envelope {
            error: event_error(&self.members.error, &self.error_message),
            request_id: self.members.request_id(),
            is_response: true,
        }
    }

    /// What was looked at first and is no error, for the object.
    fn own(&mut self) -> Option<Json> {
        let members = [
            (ERROR, self.members.error.take()),
            (ERROR_MESSAGE, self.error_message.take()),
        ];
        let own: serde_json::Map<String, Json> = members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        (!own.is_empty()).then_some(Json::Object(own))
    }
}

impl Object for Event<'_> {
    fn name(&self) -> &'static str {
        "Event"
    }

    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
        visitor.field(ERROR_MESSAGE, &self.error_message);
        self.members.fields(visitor);
        visitor.field(RESPONSE, &self.wrapped);
    }

    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
        visitor.field(ERROR_MESSAGE, &mut self.error_message);
        self.members.fields_mut(visitor);
        visitor.field(RESPONSE, &mut self.wrapped);
    }

    fn empty() -> Self {
        Self {
            error_message: Json::Null,
            members: Object::empty(),
            wrapped: Json::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::sample::Everything;

    fn read(json: &str) -> (Envelope, Everything, Result<(), String>) {
        let mut object: Everything = Object::empty();
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
    fn a_response_without_a_value_is_none() {
        for value in ["null", r#""""#, "[]"] {
            let (envelope, _, read) = read(&format!(r#"{{"Response":{value}}}"#));
            assert!(!envelope.is_response && read.is_ok(), "{value}");
        }
    }

    #[test]
    fn an_error_without_a_code_is_the_objects_own() {
        let mut object = OwnError::default();
        let json = br#"{"Response":{"Error":{"Count":1},"RequestId":"id"}}"#;
        let (envelope, read) = Envelope::read(json, &mut object);
        assert_eq!(object.error.map(|error| error.count), Some(Some(1)));
        assert!(envelope.error.is_none() && read.is_ok());
        assert_eq!(envelope.request_id.as_deref(), Some("id"));

        let json = br#"{"Response":{"Error":{"Count":"x"}}}"#;
        let (_, read) = Envelope::read(json, &mut OwnError::default());
        let message = read.unwrap_err().to_string();
        assert!(message.starts_with("Error.Count: expected"), "{message}");
    }

    #[derive(Default)]
    struct OwnError {
        error: Option<Everything>,
    }

    impl Object for OwnError {
        fn name(&self) -> &'static str {
            "OwnError"
        }

        fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
            visitor.field("Error", &self.error);
        }

        fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
            visitor.field("Error", &mut self.error);
        }

        fn empty() -> Self {
            Self::default()
        }
    }

    #[test]
    fn what_is_no_answer_is_said_without_its_content() {
        for json in [
            r#"{"Response":"hunter2"}"#,
            "[]",
            "",
            r#"{"Response":{"Count":"hunter2"}}"#,
        ] {
            let message = read(json).2.unwrap_err();
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    fn read_event(json: &str) -> (Envelope, Everything, Result<(), String>) {
        let mut object: Everything = Object::empty();
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
