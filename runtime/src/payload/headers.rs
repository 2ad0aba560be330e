//! The members of a request that sends bytes: `TopicId` of `cls` is the header `X-CLS-TopicId`.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::object::{Field, Fields, Object, Value, encode_member};
use crate::{RequestError, Service};

pub(super) fn write(service: &Service, request: &dyn Object) -> Result<HeaderMap, RequestError> {
    let mut headers = Headers {
        service,
        result: Ok(HeaderMap::new()),
    };
    request.fields(&mut headers);
    headers.result
}

/// The headers, or the first error: the walk over the members cannot be stopped.
struct Headers<'s> {
    service: &'s Service,
    result: Result<HeaderMap, RequestError>,
}

impl<'a> Fields<'a> for Headers<'_> {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        let Ok(headers) = &mut self.result else {
            return;
        };
        match header(self.service, name, field.get()) {
            Ok(header) => headers.extend(header),
            Err(error) => self.result = Err(error),
        }
    }
}

fn header(
    service: &Service,
    name: &'static str,
    value: Value<'_>,
) -> Result<Option<(HeaderName, HeaderValue)>, RequestError> {
    // The value is not said: it can be a secret.
    let refuse = |what: &str| RequestError::new(format!("{name}: {what}"));
    let value = match value {
        Value::Absent => return Ok(None),
        Value::String(text) => text.as_bytes().to_vec(),
        Value::Integer(_) | Value::Unsigned(_) | Value::Float(_) | Value::Boolean(_) => {
            encode_member(name, value)?
        }
        _ => {
            return Err(refuse(
                "only a text, a number or a boolean can be in an HTTP header",
            ));
        }
    };
    let value = std::str::from_utf8(&value).ok();
    let value = value
        .and_then(|value| HeaderValue::from_str(value).ok())
        .ok_or_else(|| {
            refuse("has characters that cannot be in an HTTP header, such as a line break")
        })?;
    let header = format!("x-{}-{name}", service.name());
    let header = HeaderName::from_bytes(header.as_bytes())
        .map_err(|_| refuse("cannot be the name of an HTTP header"))?;
    Ok(Some((header, value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::sample::Everything;

    static CLS: Service = Service::new("cls", "2020-10-16", "cls.tencentcloudapi.com");

    /// `name: value`, with the names in small letters as HTTP has them.
    fn written(fields: &[(&'static str, Value<'_>)]) -> Result<Vec<String>, String> {
        let headers = fields
            .iter()
            .filter_map(|(name, value)| header(&CLS, name, *value).transpose());
        headers
            .map(|header| {
                let (name, value) = header.map_err(|error| error.to_string())?;
                let value = std::str::from_utf8(value.as_bytes()).unwrap();
                Ok(format!("{name}: {value}"))
            })
            .collect()
    }

    #[test]
    fn a_member_is_a_header_with_the_name_of_the_service() {
        let fields = [
            ("TopicId", Value::String("t-1")),
            ("Name", Value::String("甲")),
            ("Empty", Value::String("")),
            ("HashKey", Value::Absent),
            ("Count", Value::Integer(-1)),
            ("Flag", Value::Boolean(true)),
        ];
        assert_eq!(
            written(&fields).unwrap(),
            [
                "x-cls-topicid: t-1",
                "x-cls-name: 甲",
                "x-cls-empty: ",
                "x-cls-count: -1",
                "x-cls-flag: true"
            ]
        );
    }

    #[test]
    fn what_cannot_be_a_header_is_an_error_without_the_value() {
        for (name, value, expected) in [
            (
                "Key",
                Value::String("hunter2\r\nHost: evil.example"),
                "Key: has characters that cannot be in an HTTP header, such as a line break",
            ),
            (
                "Key",
                Value::Float(f64::INFINITY),
                "Key: inf cannot be written as JSON",
            ),
            (
                "Bad name",
                Value::String("a"),
                "Bad name: cannot be the name of an HTTP header",
            ),
        ] {
            assert_eq!(written(&[(name, value)]).unwrap_err(), expected);
        }
        let error = write(&CLS, &<Everything as Object>::empty()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Ids: only a text, a number or a boolean can be in an HTTP header"
        );
    }
}
