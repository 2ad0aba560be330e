//! The request of an example: a URL with parameters, or headers and a JSON body.

mod unflatten;

use serde_json::Value;

use crate::pattern::patterns;
use crate::spec::Member;

patterns! {
    /// `https://cvm.tencentcloudapi.com/?Action=RunInstances`, `GET /?Action=…`
    URL = r"(?i)^(?:GET\s+)?(?:https?://([A-Za-z0-9.-]+)[^?\s]*|/)\??";
    /// `POST / HTTP/1.1`
    POST = r"(?i)^(?:POST|PUT|GET)\s+\S+(?:\s+HTTP/[\d.]+)?\s*$";
    /// `Host: cvm.tencentcloudapi.com`
    HOST = r"(?im)^host\s*:\s*([a-z0-9.-]+)";
    /// `GET /?Action=… HTTP/1.1`
    PROTOCOL = r"\s+HTTP/[\d.]+\s*$";
}

/// What a request says.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    /// Where it goes.
    pub host: Option<String>,
    /// Its parameters, without the common ones.
    pub body: Option<Value>,
}

/// Whether a block of code is a request.
pub(super) fn starts_like_one(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    URL.is_match(first) || POST.is_match(first)
}

/// Reads a request; an error says why it cannot be read.
pub(super) fn read(text: &str, members: &[Member]) -> Result<Request, String> {
    let text = text.trim();
    let first = text.lines().next().unwrap_or_default();
    if POST.is_match(first) || text.starts_with('{') {
        return Ok(Request {
            host: HOST.captures(text).map(|found| found[1].to_owned()),
            body: json_body(text)?,
        });
    }
    let Some(url) = URL.captures(first) else {
        return Err("expected a URL, or `POST / HTTP/1.1`".to_owned());
    };
    let parameters = &text[url.get(0).map_or(0, |whole| whole.end())..];
    Ok(Request {
        host: url.get(1).map(|host| host.as_str().to_owned()),
        body: Some(unflatten::read(&PROTOCOL.replace(parameters, ""), members)?),
    })
}

/// From the first line that starts an object.
pub(super) fn body(text: &str) -> &str {
    let starts = text.match_indices('{').map(|(at, _)| at);
    let at_line_start = |at: &usize| {
        text[..*at]
            .rsplit('\n')
            .next()
            .is_none_or(|before| before.trim().is_empty())
    };
    starts
        .into_iter()
        .find(at_line_start)
        .map_or(text, |at| text[at..].trim())
}

fn json_body(text: &str) -> Result<Option<Value>, String> {
    let body = body(text);
    if !body.starts_with('{') {
        return Ok(None);
    }
    serde_json::from_str(body)
        .map(Some)
        .map_err(|error| error.to_string())
}
