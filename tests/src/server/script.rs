//! What the server does with one request, faults and all, as a line of text.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

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
    /// Ends the connection in order.
    Close,
    /// Ends the connection with a TCP reset.
    Reset,
    /// Does nothing until the client leaves.
    Hang,
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
        "HTTP/1.1 {status} Status\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n",
        body.len()
    );
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
