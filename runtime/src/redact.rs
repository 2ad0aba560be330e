//! Finding what is secret in bodies, by the names of members, as `Debug` of generated types does it.

use percent_encoding::utf8_percent_encode;
use secrecy::zeroize::Zeroizing;
use serde_json::Value as Json;

use crate::object::is_secret_name;
use crate::payload::query::RESERVED;

/// What stands instead of a secret.
pub(crate) const HIDDEN: &str = "[hidden]";

/// What stands at the end of a text that was cut off.
pub(crate) const ELLIPSIS: &str = "...";

/// How often JSON can be a text in JSON: a member that is JSON, in a body that an answer repeats, in a log.
const LEVELS: usize = 3;

/// What was sent with a call and nobody may see, in every form in which an answer can repeat it: as it is and in JSON, and
/// these in a query and in HTML. It is wiped from memory when it is dropped.
pub(crate) struct Secrets(Vec<Zeroizing<String>>);

impl Secrets {
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut forms = Vec::new();
        for secret in secrets {
            forms.push(secret.replace(char::is_control, " "));
            let mut form = secret.to_owned();
            for _ in 0..=LEVELS {
                let inner = json_text(&form);
                let query = utf8_percent_encode(&form, RESERVED).to_string();
                forms.push(query.replace("%20", "+"));
                forms.extend([query, html(&form, "&#34;", "&#39;")]);
                forms.extend([html(&form, "&quot;", "&#x27;"), form]);
                form = inner;
            }
        }
        // What holds another comes before it.
        forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        forms.dedup();
        Self(forms.into_iter().map(Zeroizing::new).collect())
    }

    /// Hides them wherever they are in a text.
    pub(crate) fn hide(&self, text: &mut String) {
        for secret in &self.0 {
            let secret = secret.as_str();
            if text.contains(secret) {
                *text = text.replace(secret, HIDDEN);
            }
            // The start of one, where an excerpt ends.
            if let Some(shown) = text.strip_suffix(ELLIPSIS) {
                let starts = secret.char_indices().map(|(end, _)| &secret[..end]);
                let start = starts.rev().find(|start| shown.ends_with(start));
                let kept = shown.len() - start.map_or(0, str::len);
                text.replace_range(kept.., ELLIPSIS);
            }
        }
    }

    /// The same for the id of a request. What is nothing but letters, digits and hyphens, and not long, is one.
    pub(crate) fn hide_in_id(secrets: impl FnOnce() -> Self, id: &mut Option<String>) {
        const LONGEST: usize = 48;
        let is_id = |id: &str| {
            id.len() <= LONGEST && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if let Some(id) = id.as_mut().filter(|id| !is_id(id)) {
            secrets().hide(id);
        }
    }
}

/// What stands between the quotes.
fn json_text(text: &str) -> String {
    let json = Json::from(text).to_string();
    json.strip_prefix('"')
        .and_then(|json| json.strip_suffix('"'))
        .map_or_else(String::new, str::to_owned)
}

fn html(text: &str, quote: &str, apostrophe: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let text = text.replace('>', "&gt;").replace('"', quote);
    text.replace('\'', apostrophe)
}

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
                r#"{"LoginSettings":[{"Password":"canary"}],"Offset":0,"Token":["canary"]}"#,
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
    fn a_secret_is_hidden_in_every_form() {
        let secrets = Secrets::new(["a\"b/<c>&d e%\n\u{732b}'", "short", "shorter"].into_iter());
        for text in [
            "a\"b/<c>&d e%\n\u{732b}'",
            "a\"b/<c>&d e% \u{732b}'",
            r#"a\"b/<c>&d e%\n猫'"#,
            "a&quot;b/&lt;c&gt;&amp;d e%\n猫&#x27;",
            r"a\&#34;b/&lt;c&gt;&amp;d e%\n猫&#39;",
            "a%22b%2F%3Cc%3E%26d%20e%25%0A%E7%8C%AB%27",
            r#"a\\\"b/<c>&d e%\\n猫'"#,
            "a%22b%2F%3Cc%3E%26d+e%25%0A%E7%8C%AB%27",
            "shorter",
        ] {
            let mut shown = format!("before {text} behind");
            secrets.hide(&mut shown);
            assert_eq!(shown, "before [hidden] behind");
        }
        let mut shown = "a%22b%2F...".to_owned();
        secrets.hide(&mut shown);
        assert_eq!(shown, "...");
    }

    #[test]
    fn finds_the_secrets_of_a_request() {
        let body =
            br#"{"Login":{"Token":["one","second"],"Tokens":1},"Name":"n","Password":"canary"}"#;
        assert_eq!(secrets_of(body), ["second", "canary"]);
        assert_eq!(secrets_of(b"not JSON"), Vec::<String>::new());
    }
}
