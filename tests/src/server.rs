//! A local server that answers as the API does and keeps what arrived.
//!
//! It works on raw bytes, and its signature is computed here from the published rules, not by the code under test.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

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

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Request {
    /// The first line: method, target, protocol.
    pub line: String,
    /// The headers, in order, as they were sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value.as_str())
    }

    /// The `Authorization` that this request should carry, computed from its bytes.
    ///
    /// Rules: <https://cloud.tencent.com/document/api/213/30654>.
    ///
    /// # Panics
    ///
    /// When the request has no timestamp or no list of signed headers.
    pub fn expected_authorization(
        &self,
        secret_id: &str,
        secret_key: &str,
        service: &str,
    ) -> String {
        let mut line = self.line.split(' ');
        let (method, target) = (
            line.next().unwrap_or_default(),
            line.next().unwrap_or_default(),
        );
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let signed = self
            .header("authorization")
            .split_once("SignedHeaders=")
            .and_then(|(_, rest)| rest.split_once(','))
            .map(|(signed, _)| signed)
            .expect("the request names its signed headers");
        let headers: Vec<String> = signed
            .split(';')
            .map(|name| format!("{name}:{}\n", self.header(name).trim().to_lowercase()))
            .collect();
        let headers = headers.concat();
        let payload = hex(&Sha256::digest(&self.body));
        let canonical = format!("{method}\n{path}\n{query}\n{headers}\n{signed}\n{payload}");

        let timestamp: i64 = self
            .header("x-tc-timestamp")
            .parse()
            .expect("the request has a timestamp");
        let date = utc_date(timestamp);
        let scope = format!("{date}/{service}/tc3_request");
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}",
            hex(&Sha256::digest(canonical.as_bytes()))
        );
        let key = [date.as_str(), service, "tc3_request"]
            .iter()
            .fold(format!("TC3{secret_key}").into_bytes(), |key, part| {
                hmac(&key, part.as_bytes())
            });
        let signature = hex(&hmac(&key, to_sign.as_bytes()));
        format!(
            "TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={signed}, Signature={signature}"
        )
    }
}

/// A running server; it ends with its last answer.
#[derive(Debug)]
pub struct Server {
    /// Its address, `http://127.0.0.1:PORT`.
    pub url: String,
    requests: Receiver<Request>,
}

impl Server {
    /// Starts a server that gives these answers, one to each request.
    ///
    /// # Panics
    ///
    /// When there is no free port.
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let answers: Vec<Answer> = answers.into_iter().collect();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept() else {
                    return;
                };
                if let Ok(request) = read(&mut stream) {
                    // The test may be over, and a client need not read all.
                    let _ = sender.send(request);
                    let _ = write(stream, &answer);
                }
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }

    /// The next request that arrived.
    ///
    /// # Panics
    ///
    /// When none arrives in time.
    pub fn request(&self) -> Request {
        self.requests
            .recv_timeout(Duration::from_secs(20))
            .expect("a request arrives")
    }
}

fn write(mut stream: TcpStream, answer: &Answer) -> io::Result<()> {
    let length = match answer.sending {
        Sending::Whole => format!("Content-Length: {}", answer.body.len()),
        Sending::Chunks(..) | Sending::Broken => "Transfer-Encoding: chunked".to_owned(),
    };
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nX-TC-RequestId: in-header\r\n{length}\r\nConnection: close\r\n\r\n",
        answer.status, answer.content_type,
    );
    stream.set_nodelay(true)?;
    stream.write_all(head.as_bytes())?;
    match answer.sending {
        Sending::Whole => stream.write_all(&answer.body)?,
        Sending::Chunks(size, pause) => {
            for chunk in answer.body.chunks(size) {
                thread::sleep(pause);
                write_chunk(&mut stream, chunk)?;
            }
            write_chunk(&mut stream, b"")?;
        }
        Sending::Broken => write_chunk(&mut stream, &answer.body)?,
    }
    stream.flush()
}

/// An empty one is the end.
fn write_chunk(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    let chunk = [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    stream.write_all(&chunk)
}

fn read(stream: &mut TcpStream) -> io::Result<Request> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&buffer[..read]);
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let mut request = Request {
        line,
        headers,
        body: bytes.split_off(end + 4),
    };
    let length: usize = request.header("content-length").parse().unwrap_or(0);
    while request.body.len() < length {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        request.body.extend_from_slice(&buffer[..read]);
    }
    Ok(request)
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The date of a Unix time, counted in days through the Gregorian calendar.
fn utc_date(timestamp: i64) -> String {
    let mut days = timestamp.div_euclid(86_400);
    let mut year = 1970;
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    while days >= 365 + i64::from(is_leap(year)) {
        days -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + i64::from(is_leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the signature's documentation: its key is written as asterisks, and that is what was signed with.
    #[test]
    fn computes_the_documented_signature() {
        let signed = "content-type;host;x-tc-action";
        let request = Request {
            line: "POST / HTTP/1.1".into(),
            headers: [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Host", "cvm.tencentcloudapi.com"),
                ("X-TC-Action", "DescribeInstances"),
                ("X-TC-Timestamp", "1551113065"),
                ("Authorization", &format!("SignedHeaders={signed}, Signature=")),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
            body: br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#.into(),
        };
        let authorization = request.expected_authorization("id", &"*".repeat(32), "cvm");
        let signature = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
        assert!(
            authorization.ends_with(&format!("Signature={signature}")),
            "{authorization}"
        );
    }
}
