//! A local server that plays a script for each request, also what no good server would do.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses its part of this"
)]

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// Nothing here outlives a test by more than this.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the server does with a connection after it has read the request; at the end it closes it.
pub struct Script(Vec<Act>);

enum Act {
    Send(Vec<u8>),
    /// Sends it byte by byte, with pauses.
    Trickle(Vec<u8>),
    /// Sends it again and again, until the client goes.
    Repeat(Vec<u8>),
    /// Does nothing until the client goes.
    Stall,
    /// Reads another request on the same connection.
    Listen,
}

impl Script {
    /// A whole answer. Headers are lines such as `ETag: "1"`.
    pub fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Self {
        let length = body.as_ref().len();
        Self::head(status, headers)
            .headers(&[&format!("Content-Length: {length}")])
            .send(body)
    }

    /// A page of HTML.
    pub fn page(body: &str) -> Self {
        Self::answer("200 OK", &["Content-Type: text/html; charset=utf-8"], body)
    }

    /// A redirect.
    pub fn redirect(status: &str, location: &str) -> Self {
        Self::answer(status, &[&format!("Location: {location}")], "moved")
    }

    /// The start of an answer; more headers or a body follow.
    pub fn head(status: &str, headers: &[&str]) -> Self {
        let line = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
        Self(vec![Act::Send(line.into_bytes())]).headers(headers)
    }

    /// Nothing yet.
    pub fn silence() -> Self {
        Self(Vec::new())
    }

    /// More headers.
    fn headers(mut self, headers: &[&str]) -> Self {
        let lines: Vec<String> = headers.iter().map(|line| format!("{line}\r\n")).collect();
        self.0.push(Act::Send(lines.concat().into_bytes()));
        self
    }

    /// The body, or a part of it.
    pub fn send(self, body: impl AsRef<[u8]>) -> Self {
        self.end_of_head().then(Act::Send(body.as_ref().to_vec()))
    }

    /// A body that comes slowly.
    pub fn trickle(self, body: impl AsRef<[u8]>) -> Self {
        self.end_of_head()
            .then(Act::Trickle(body.as_ref().to_vec()))
    }

    /// A body that never ends.
    pub fn repeat(self, body: impl AsRef<[u8]>) -> Self {
        self.end_of_head().then(Act::Repeat(body.as_ref().to_vec()))
    }

    /// Bytes as they are.
    pub fn raw(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Act::Send(bytes.as_ref().to_vec()))
    }

    /// Bytes as they are, one after the other.
    pub fn raw_trickle(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Act::Trickle(bytes.as_ref().to_vec()))
    }

    /// Then nothing more, but the connection stays open.
    pub fn stall(self) -> Self {
        self.then(Act::Stall)
    }

    /// Then another request is read.
    pub fn listen(self) -> Self {
        self.then(Act::Listen)
    }

    /// Then another script is played on the same connection.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    fn end_of_head(self) -> Self {
        self.then(Act::Send(b"\r\n".to_vec()))
    }

    fn then(mut self, act: Act) -> Self {
        self.0.push(act);
        self
    }
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Request {
    head: String,
}

impl Request {
    /// Method and target.
    pub fn line(&self) -> &str {
        self.head.split(" HTTP/").next().unwrap()
    }

    /// The value of a header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value.trim())
    }
}

/// A running server; it ends with its last script, and then connections are refused.
pub struct Server {
    /// Its address, `http://127.0.0.1:PORT`.
    pub url: String,
    requests: Receiver<Request>,
}

impl Server {
    /// Starts a server that plays these scripts, one for each connection.
    pub fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let scripts: Vec<Script> = scripts.into_iter().collect();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for script in scripts {
                let Ok((mut stream, _)) = listener.accept() else {
                    return;
                };
                // The client may go at any time: that is what many tests are about.
                let _ = play(script, &mut stream, &sender);
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }

    /// The next request that arrived.
    pub fn request(&self) -> Request {
        self.requests.recv_timeout(PATIENCE).unwrap()
    }

    /// How many requests arrived besides those that were asked for.
    pub fn more_requests(&self) -> usize {
        self.requests.try_iter().count()
    }
}

fn play(script: Script, stream: &mut TcpStream, sender: &mpsc::Sender<Request>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let _ = sender.send(read(stream)?);
    for act in script.0 {
        match act {
            Act::Send(bytes) => stream.write_all(&bytes)?,
            Act::Trickle(bytes) => {
                for byte in bytes {
                    stream.write_all(&[byte])?;
                    thread::sleep(Duration::from_millis(20));
                }
            }
            Act::Repeat(bytes) => loop {
                stream.write_all(&bytes)?;
            },
            Act::Stall => while stream.read(&mut [0; 64])? > 0 {},
            Act::Listen => {
                let _ = sender.send(read(stream)?);
            }
        }
    }
    Ok(())
}

fn read(stream: &mut TcpStream) -> io::Result<Request> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    Ok(Request {
        head: String::from_utf8_lossy(&head).into_owned(),
    })
}
