//! The request of an example: a URL with parameters, or headers and a JSON body.

mod unflatten;

use std::collections::HashMap;

use serde_json::Value;

use crate::pattern::patterns;
use crate::spec::{Member, TypeRef};

patterns! {
    /// `https://cvm.tencentcloudapi.com/?Action=RunInstances`, `GET /?Action=…`
    URL = r"(?i)^(?:GET\s+)?(?:https?://([A-Za-z0-9.-]+)[^?\s]*|/)\??";
    /// `POST / HTTP/1.1`
    POST = r"(?i)^(?:POST|PUT|GET)\s+\S+(?:\s+HTTP/[\d.]+)?\s*$";
    /// `Host: cvm.tencentcloudapi.com`
    HOST = r"(?im)^host\s*:\s*([a-z0-9.-]+)";
    /// `X-TC-Action: RunInstances`
    ACTION_HEADER = r"(?im)^\s*x-tc-action\s*:\s*([a-z0-9_]+)";
    /// `https://cvm.tencentcloudapi.com/?Action=RunInstances`
    ACTION_PARAMETER = r"(?:^|[?&\s])Action=([A-Za-z0-9_]+)";
    /// `GET /?Action=… HTTP/1.1`
    PROTOCOL = r"\s+HTTP/[\d.]+\s*$";
}

/// How deep the JSON of an example can be nested. It stands some levels down in a spec file, whose reader takes 128.
const DEPTH: usize = 100;

/// The types of an action's parameters by name.
#[derive(Debug)]
pub(crate) struct Types<'a>(HashMap<&'a str, &'a TypeRef>);

impl<'a> Types<'a> {
    /// Those of members.
    pub(crate) fn of(members: &'a [Member]) -> Self {
        let types = members
            .iter()
            .map(|member| (member.name.as_str(), &member.ty));
        Self(types.collect())
    }

    fn get(&self, name: &str) -> Option<&'a TypeRef> {
        self.0.get(name).copied()
    }
}

/// What a request says.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    /// Where it goes.
    pub host: Option<String>,
    /// The action that it says it is for.
    pub action: Option<String>,
    /// Its parameters, without the common ones.
    pub body: Option<Value>,
}

/// Whether a block of code is a request.
pub(crate) fn starts_like_one(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    URL.is_match(first) || POST.is_match(first)
}

/// Reads a request; an error says why it cannot be read.
pub(super) fn read(text: &str, types: &Types<'_>) -> Result<Request, String> {
    let text = text.trim();
    let first = text.lines().next().unwrap_or_default();
    if POST.is_match(first) || text.starts_with('{') {
        return Ok(Request {
            host: HOST.captures(text).map(|found| found[1].to_owned()),
            action: ACTION_HEADER
                .captures(text)
                .map(|found| found[1].to_owned()),
            body: json_body(text)?,
        });
    }
    let Some(url) = URL.captures(first) else {
        return Err("expected a URL, or `POST / HTTP/1.1`".to_owned());
    };
    let parameters = &text[url.get(0).map_or(0, |whole| whole.end())..];
    Ok(Request {
        host: url.get(1).map(|host| host.as_str().to_owned()),
        action: ACTION_PARAMETER
            .captures(text)
            .map(|found| found[1].to_owned()),
        body: Some(unflatten::read(&PROTOCOL.replace(parameters, ""), types)?),
    })
}

fn json_body(text: &str) -> Result<Option<Value>, String> {
    if body(text).starts_with('{') {
        json(text).map(Some)
    } else {
        Ok(None)
    }
}

/// The JSON in a text: from the first line that starts an object.
pub(super) fn json(text: &str) -> Result<Value, String> {
    let value = serde_json::from_str(body(text)).map_err(|error| error.to_string())?;
    if is_deeper(&value, DEPTH) {
        return Err(format!("it is nested more than {DEPTH} levels deep"));
    }
    Ok(value)
}

fn body(text: &str) -> &str {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('{') {
            return text[start..].trim();
        }
        start += line.len();
    }
    text
}

fn is_deeper(value: &Value, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else {
        return true;
    };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, below)),
        Value::Object(members) => members.values().any(|member| is_deeper(member, below)),
        _ => false,
    }
}
