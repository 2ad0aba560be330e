//! An answer as the API gives it, and what a script makes of it.

use std::time::Duration;

use super::script::{Script, Step};

/// An answer of the server.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status line after the protocol, `200 OK`.
    pub status: &'static str,
    /// The media type.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// How the body is sent.
    pub sending: Sending,
}

/// How the body of an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// At once, with its length.
    Whole,
    /// In chunks of some bytes, with a pause before each.
    Chunks(usize, Duration),
    /// In one chunk, and then the connection breaks.
    Broken,
}

impl Answer {
    /// A stream of events, in chunks of some bytes.
    pub fn events(stream: &str, chunk: usize) -> Self {
        Self {
            content_type: "text/event-stream; charset=utf-8",
            sending: Sending::Chunks(chunk, Duration::ZERO),
            ..Self::json(stream)
        }
    }

    /// What the API answers: status 200 and JSON, errors too.
    pub fn json(body: &str) -> Self {
        Self {
            status: "200 OK",
            content_type: "application/json",
            body: body.as_bytes().to_vec(),
            sending: Sending::Whole,
        }
    }

    /// An API error.
    pub fn error(code: &str, message: &str, request_id: &str) -> Self {
        let error = serde_json::json!({ "Code": code, "Message": message });
        Self::json(
            &serde_json::json!({ "Response": { "Error": error, "RequestId": request_id } })
                .to_string(),
        )
    }
}

impl From<Answer> for Script {
    /// On a connection of its own.
    fn from(answer: Answer) -> Self {
        let length = match answer.sending {
            Sending::Whole => format!("Content-Length: {}", answer.body.len()),
            Sending::Chunks(..) | Sending::Broken => "Transfer-Encoding: chunked".to_owned(),
        };
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nX-TC-RequestId: in-header\r\n{length}\r\nConnection: close\r\n\r\n",
            answer.status, answer.content_type,
        );
        let mut steps = vec![Step::Send(head.into_bytes())];
        match answer.sending {
            Sending::Whole => steps.push(Step::Send(answer.body)),
            Sending::Chunks(size, pause) => {
                for bytes in answer.body.chunks(size) {
                    steps.extend([Step::Pause(pause), Step::Send(chunk(bytes))]);
                }
                steps.push(Step::Send(chunk(b"")));
            }
            Sending::Broken => steps.push(Step::Send(chunk(&answer.body))),
        }
        steps.push(Step::Close);
        Self::new(steps)
    }
}

/// A chunk of a body; an empty one is its end.
fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}
