//! Finding what is secret in bodies, by the names of members, as `Debug` of generated types does it.

use serde_json::Value as Json;

use crate::object::is_secret_name;

/// What stands instead of a secret.
pub(crate) const HIDDEN: &str = "[hidden]";

/// A body for a log: JSON with its secrets hidden, of everything else the size.
#[cfg(any(feature = "tracing", test))]
pub(crate) fn body(content_type: &str, body: &[u8]) -> String {
    let json = if content_type.is_empty() || content_type == "application/json" {
        serde_json::from_slice::<Json>(body).ok()
    } else {
        None
    };
    match json {
        Some(json) => without_secrets(json).to_string(),
        None => format!("{} bytes", body.len()),
    }
}

/// JSON with its secrets hidden.
pub(crate) fn without_secrets(mut json: Json) -> Json {
    walk(&mut json, &mut |secret| *secret = Json::from(HIDDEN));
    json
}

/// The secrets in a body that is JSON. Of very short ones nobody would know where they are meant.
pub(crate) fn secrets_of(body: &[u8]) -> Vec<String> {
    const SHORTEST: usize = 4;
    let mut secrets = Vec::new();
    if let Ok(mut json) = serde_json::from_slice(body) {
        walk(&mut json, &mut |secret| texts(secret, &mut secrets));
    }
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets
}

fn texts(json: &Json, texts_there: &mut Vec<String>) {
    match json {
        Json::String(text) => texts_there.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| texts(item, texts_there)),
        Json::Object(members) => members.values().for_each(|item| texts(item, texts_there)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// Hands over what is secret. What is below a secret name is one as a whole; a number or boolean never is.
fn walk(json: &mut Json, found: &mut dyn FnMut(&mut Json)) {
    match json {
        Json::Object(members) => {
            for (name, member) in members {
                match member {
                    Json::Null | Json::Bool(_) | Json::Number(_) => {}
                    _ if is_secret_name(name) => found(member),
                    _ => walk(member, found),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| walk(item, found)),
        // A text can be JSON itself, and often is, in `Params` and the like.
        Json::String(text) if text.trim_start().starts_with(['{', '[']) => {
            if let Ok(mut inner) = serde_json::from_str(text) {
                walk(&mut inner, found);
                *text = inner.to_string();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_wherever_they_are() {
        for (body, expected) in [
            (
                r#"{"Name":"n","Password":"canary"}"#,
                r#"{"Name":"n","Password":"[hidden]"}"#,
            ),
            (
                r#"{"LoginSettings":[{"Password":"canary"}],"Token":["canary"],"Offset":0}"#,
                r#"{"LoginSettings":[{"Password":"[hidden]"}],"Offset":0,"Token":"[hidden]"}"#,
            ),
            (
                r#"{"Response":{"Credentials":{"TmpSecretKey":"canary"},"RequestId":"r"}}"#,
                r#"{"Response":{"Credentials":"[hidden]","RequestId":"r"}}"#,
            ),
            (
                r#"{"Params":"{\"Pwd\":\"canary\"}"}"#,
                r#"{"Params":"{\"Pwd\":\"[hidden]\"}"}"#,
            ),
            (r#"{"EncryptPassword":true}"#, r#"{"EncryptPassword":true}"#),
            ("<html>canary</html>", "19 bytes"),
            ("", "0 bytes"),
        ] {
            assert_eq!(super::body("", body.as_bytes()), expected);
        }
        assert_eq!(
            super::body("multipart/form-data; boundary=b", b"{}"),
            "2 bytes"
        );
    }

    #[test]
    fn finds_the_secrets_of_a_request() {
        let body =
            br#"{"Password":"canary","Name":"n","Login":{"Tokens":1,"Token":["one","second"]}}"#;
        assert_eq!(secrets_of(body), ["second", "canary"]);
        assert_eq!(secrets_of(b"not JSON"), Vec::<String>::new());
    }
}
