//! Examples of a call: the texts of a request and of a response become JSON, wherever they stand.

mod request;

pub(crate) use self::request::{Types, starts_like_one};

use serde_json::Value;

use self::request::Request;
use crate::spec::Example;

/// An example as pages and the catalogue have it.
#[derive(Debug, Default)]
pub(crate) struct Texts<'a> {
    /// What it shows.
    pub(crate) title: &'a str,
    /// What it is for.
    pub(crate) doc: String,
    /// A URL with parameters, or the lines of an HTTP message with a JSON body; empty when there is none.
    pub(crate) request: &'a str,
    /// JSON; empty when there is none.
    pub(crate) response: &'a str,
}

/// What was read of an example, and what was not.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// With the parts that could be read.
    pub(crate) example: Example,
    /// The host that the request goes to.
    pub(crate) host: Option<String>,
    /// The action that the request says it is for.
    pub(crate) action: Option<String>,
    /// What is wrong with the other parts.
    pub(crate) problems: Vec<Problem>,
}

/// What is wrong with a part of an example.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) part: Part,
    /// Why it cannot be read; nothing if it is not there.
    pub(crate) why: Option<String>,
}

/// A part of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Request,
    Response,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Response => "response",
        })
    }
}

/// Reads an example; values in its request become what the members of the action say.
pub(crate) fn read(texts: Texts<'_>, types: &Types<'_>) -> Reading {
    let mut reading = Reading {
        example: Example {
            title: texts.title.to_owned(),
            doc: texts.doc,
            ..Example::default()
        },
        ..Reading::default()
    };
    let problem = |part, why| Problem { part, why };
    match texts.request.trim() {
        "" => reading.problems.push(problem(Part::Request, None)),
        text => match request::read(text, types) {
            Ok(Request { host, action, body }) => {
                reading.host = host;
                reading.action = action;
                reading.example.request = body;
            }
            Err(why) => reading.problems.push(problem(Part::Request, Some(why))),
        },
    }
    match texts.response.trim() {
        "" => reading.problems.push(problem(Part::Response, None)),
        text => match response(text) {
            Ok(body) => reading.example.response = Some(body),
            Err(why) => reading.problems.push(problem(Part::Response, Some(why))),
        },
    }
    reading
}

/// What stands inside `Response`; some documentation leaves the wrapper out.
fn response(text: &str) -> Result<Value, String> {
    match request::json(text)? {
        Value::Object(mut members) => {
            let inner = if members.len() == 1 {
                members.shift_remove("Response")
            } else {
                None
            };
            Ok(inner.unwrap_or(Value::Object(members)))
        }
        _ => Err("expected an object".to_owned()),
    }
}
