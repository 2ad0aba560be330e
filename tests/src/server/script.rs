//! What the server does with one request, faults and all, as a line of text.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// What the server does from the first byte of a request on. Afterwards the connection is kept, unless a step ends it.
#[derive(Debug, Clone)]
pub struct Script {
    pub(super) reading: Reading,
    pub(super) steps: Vec<Step>,
}

/// How much of the request the server reads before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Nothing,
    Head,
    HalfOfBody,
    All,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// One byte at a time, with a pause before each.
    Slowly(Duration, Vec<u8>),
    Pause(Duration),
    /// Answers with what it was sent.
    Echo(Echo),
    /// Ends the connection in order.
    Close,
    /// Ends the connection with a TCP reset.
    Reset,
    /// Does nothing until the client leaves.
    Hang,
}

/// How a request is repeated in its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Echo {
    /// As the page of a gateway.
    Page,
    /// As the code, the message and the request id of an error of the API.
    Error,
    /// As the value of a member that is documented as another type.
    Member,
    /// As the message of an error that is an event of a stream.
    Event,
    /// As text that is an event of a stream.
    EventText,
}

impl Echo {
    pub(super) fn answer(self, request: &str) -> Vec<u8> {
        let json = |body: Value| answer("200", &[], body.to_string().as_bytes());
        let error = json!({ "Code": request, "Message": request });
        let stream = |event: &str| {
            let lines: Vec<&str> = event.lines().collect();
            let body = format!("data: {}\n\n", lines.join("\ndata: "));
            answer("200", &["Content-Type: text/event-stream"], body.as_bytes())
        };
        match self {
            Self::Page => answer("502", &[], format!("<html>{request}").as_bytes()),
            Self::Error => json(json!({ "Response": { "Error": error, "RequestId": request } })),
            Self::Member => json(json!({ "Response": {
                "TotalCount": request, "InstanceSet": request, "Usage": request, "RequestId": request,
            } })),
            Self::Event => stream(&json!({ "Error": error, "RequestId": request }).to_string()),
            Self::EventText => stream(request),
        }
    }
}

impl Script {
    pub(super) fn new(steps: Vec<Step>) -> Self {
        Self {
            reading: Reading::All,
            steps,
        }
    }

    /// Reads a script: steps between ` | `.
    ///
    /// | step | does |
    /// |---|---|
    /// | `read-nothing`, `read-head`, `read-half` | stands first: so much of the request is read instead of all |
    /// | `ok` | answers that all is well |
    /// | `error CODE` | answers with an error of the API |
    /// | `answer STATUS [NAME: VALUE] … BODY` | answers with headers and a body, and its length |
    /// | `echo-page`, `echo-error`, `echo-member`, `echo-event`, `echo-event-text` | answers with what it was sent |
    /// | `gzip` | as `ok`, compressed |
    /// | `big-head BYTES` | as `ok`, with a header of this size |
    /// | `send TEXT` | sends it as it is, with the escapes `\r`, `\n`, `\0` |
    /// | `slowly MILLISECONDS TEXT` | the same, with a pause before each byte |
    /// | `pause MILLISECONDS` | waits |
    /// | `close`, `reset` | ends the connection in order, or with a TCP reset |
    /// | `hang` | does nothing until the client leaves |
    ///
    /// # Panics
    ///
    /// When it is none.
    pub fn parse(text: &str) -> Self {
        let mut script = Self::new(Vec::new());
        for step in text.split(" | ").map(str::trim) {
            let (verb, rest) = step.split_once(' ').unwrap_or((step, ""));
            match verb {
                "read-nothing" => script.reading = Reading::Nothing,
                "read-head" => script.reading = Reading::Head,
                "read-half" => script.reading = Reading::HalfOfBody,
                _ => script.steps.push(Step::parse(verb, rest)),
            }
        }
        script
    }
}

impl Step {
    fn parse(verb: &str, rest: &str) -> Self {
        let milliseconds = |text: &str| Duration::from_millis(number(text));
        match verb {
            "ok" => Self::Send(ok(&[])),
            "error" => {
                let error = format!(r#"{{"Code":"{rest}","Message":"no"}}"#);
                let body = format!(r#"{{"Response":{{"Error":{error},"RequestId":"r-error"}}}}"#);
                Self::Send(answer("200", &[], body.as_bytes()))
            }
            "answer" => {
                let (status, mut rest) = rest.split_once(' ').unwrap_or((rest, ""));
                let mut headers = Vec::new();
                while let Some((header, behind)) = header(rest) {
                    headers.push(header);
                    rest = behind;
                }
                Self::Send(answer(status, &headers, rest.as_bytes()))
            }
            "echo-page" => Self::Echo(Echo::Page),
            "echo-error" => Self::Echo(Echo::Error),
            "echo-member" => Self::Echo(Echo::Member),
            "echo-event" => Self::Echo(Echo::Event),
            "echo-event-text" => Self::Echo(Echo::EventText),
            "gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                let body = encoder
                    .write_all(OK.as_bytes())
                    .and_then(|()| encoder.finish());
                let body = body.expect("memory can be written");
                Self::Send(answer("200", &["Content-Encoding: gzip"], &body))
            }
            "big-head" => {
                let value = "x".repeat(usize::try_from(number(rest)).expect("it fits memory"));
                Self::Send(ok(&[&format!("X-Big: {value}")]))
            }
            "send" => Self::Send(unescape(rest)),
            "slowly" => {
                let (pause, text) = rest.split_once(' ').unwrap_or((rest, ""));
                Self::Slowly(milliseconds(pause), unescape(text))
            }
            "pause" => Self::Pause(milliseconds(rest)),
            "close" => Self::Close,
            "reset" => Self::Reset,
            "hang" => Self::Hang,
            _ => unreachable!("`{verb}` is no step of a script"),
        }
    }
}

const OK: &str = r#"{"Response":{"RequestId":"r-ok"}}"#;

fn ok(headers: &[&str]) -> Vec<u8> {
    answer("200", headers, OK.as_bytes())
}

fn answer(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let media_type = if body.starts_with(b"<") {
        "text/html"
    } else {
        "application/json"
    };
    let mut head = format!(
        "HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n",
        body.len()
    );
    if !headers
        .iter()
        .any(|header| header.starts_with("Content-Type: "))
    {
        head.extend(["Content-Type: ", media_type, "\r\n"]);
    }
    for header in headers {
        head.extend([header, "\r\n"]);
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// A `[NAME: VALUE]` and what is behind it; a list of JSON is none.
fn header(text: &str) -> Option<(&str, &str)> {
    let (header, rest) = text.strip_prefix('[')?.split_once(']')?;
    header.contains(": ").then_some((header, rest.trim_start()))
}

fn number(text: &str) -> u64 {
    text.parse().expect("a step with a number")
}

fn unescape(text: &str) -> Vec<u8> {
    text.replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .into_bytes()
}
