//! The members of a request as a query, for `GET`.
//!
//! What is nested is flattened: `{ "Filters": [{ "Name": "zone", "Values": ["a"] }] }` is
//! `Filters.0.Name=zone&Filters.0.Values.0=a`. A member without a value, and an empty list or object, is not there.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value as Json;

use crate::RequestError;

/// The API takes no longer ones.
const MAX_BYTES: usize = 32 << 10;

/// All but the unreserved characters of RFC 3986, so that nobody on the way has a reason to change what is signed.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Flattens a request that was written as JSON.
pub(crate) fn from_json(json: &[u8]) -> Result<String, RequestError> {
    let json: Json = serde_json::from_slice(json)
        .map_err(|error| RequestError::new(format!("the request is not JSON: {error}")))?;
    let mut query = String::new();
    flatten(&mut String::new(), &json, &mut query);
    if query.len() > MAX_BYTES {
        return Err(RequestError::new(format!(
            "the request has {} bytes as a query, and `GET` takes {MAX_BYTES}: send it with `POST`",
            query.len()
        )));
    }
    Ok(query)
}

fn flatten(path: &mut String, value: &Json, query: &mut String) {
    let text = match value {
        Json::Null => return,
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                below(path, &index.to_string(), item, query);
            }
            return;
        }
        Json::Object(members) => {
            for (name, member) in members {
                below(path, name, member, query);
            }
            return;
        }
        Json::String(text) => text,
        Json::Bool(_) | Json::Number(_) => &value.to_string(),
    };
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(path, RESERVED));
    query.push('=');
    query.extend(utf8_percent_encode(text, RESERVED));
}

fn below(path: &mut String, name: &str, value: &Json, query: &mut String) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(name);
    flatten(path, value, query);
    path.truncate(length);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_flattened() {
        for (json, query) in [
            ("{}", ""),
            (r#"{"Limit":10,"Offset":0}"#, "Limit=10&Offset=0"),
            (
                r#"{"Filters":[{"Name":"zone","Values":["a","b"]},{"Name":"n"}]}"#,
                "Filters.0.Name=zone&Filters.0.Values.0=a&Filters.0.Values.1=b&Filters.1.Name=n",
            ),
            (
                r#"{"A":{"B":{"C":true}},"D":[[1.5]]}"#,
                "A.B.C=true&D.0.0=1.5",
            ),
            (r#"{"Empty":[],"None":null,"Text":"","Object":{}}"#, "Text="),
            (
                r#"{"Name":"名 a+b&c=d/~-_.*"}"#,
                "Name=%E5%90%8D%20a%2Bb%26c%3Dd%2F~-_.%2A",
            ),
            (
                r#"{"Big":18446744073709551615,"Float":0.1}"#,
                "Big=18446744073709551615&Float=0.1",
            ),
        ] {
            assert_eq!(from_json(json.as_bytes()).unwrap(), query, "{json}");
        }
    }

    #[test]
    fn a_query_that_is_too_long_is_an_error() {
        let json = format!(r#"{{"Text":"{}"}}"#, "甲".repeat(4000));
        let error = from_json(json.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            error,
            "the request has 36005 bytes as a query, and `GET` takes 32768: send it with `POST`"
        );
    }
}
