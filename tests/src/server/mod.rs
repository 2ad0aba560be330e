//! A local server that answers as the API does, or not at all, and keeps what arrived.
//!
//! It works on raw bytes, and its signature is computed here from the published rules, not by the code under test.

mod answer;
mod request;
mod script;

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

pub use self::answer::{Answer, Sending};
pub use self::request::Request;
pub use self::script::Script;
use self::script::{Reading, Step};

/// A running server; it ends with its last answer, or, if it has one for every request, when it is dropped.
#[derive(Debug)]
pub struct Server {
    /// Its address, `http://127.0.0.1:PORT`.
    pub url: String,
    address: SocketAddr,
    requests: Receiver<Request>,
    stage: Arc<Stage>,
}

/// What all connections share.
#[derive(Debug)]
struct Stage {
    scripts: Mutex<VecDeque<Script>>,
    /// What is done when there are no more scripts; without one, the server has ended.
    rest: Option<Script>,
    begun: AtomicUsize,
    is_dropped: AtomicBool,
}

impl Server {
    /// Starts a server that gives these answers, one to each request, each on a connection of its own.
    ///
    /// # Panics
    ///
    /// When there is no free port.
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::serve(answers.into_iter().map(Script::from).collect(), None)
    }

    /// Starts a server that plays these scripts, one for each request, and the last one for all others.
    ///
    /// # Panics
    ///
    /// When there is no free port.
    pub fn play(scripts: impl IntoIterator<Item = Script>, rest: Script) -> Self {
        Self::serve(scripts.into_iter().collect(), Some(rest))
    }

    fn serve(scripts: VecDeque<Script>, rest: Option<Script>) -> Self {
        let (listener, address) = listen();
        let (sender, requests) = mpsc::channel();
        let stage = Arc::new(Stage {
            scripts: Mutex::new(scripts),
            rest,
            begun: AtomicUsize::new(0),
            is_dropped: AtomicBool::new(false),
        });
        let theirs = Arc::clone(&stage);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if theirs.rest.is_none() {
                    // A client need not read all.
                    let _ = theirs.converse(connection, &sender);
                } else {
                    let (stage, sender) = (Arc::clone(&theirs), sender.clone());
                    // A connection ends as its client or its script wants.
                    thread::spawn(move || stage.converse(connection, &sender));
                }
                if theirs.is_over() {
                    return;
                }
            }
        });
        Self {
            url: format!("http://{address}"),
            address,
            requests,
            stage,
        }
    }

    /// The next request that arrived whole.
    ///
    /// # Panics
    ///
    /// When none arrives in time.
    pub fn request(&self) -> Request {
        self.requests
            .recv_timeout(Duration::from_secs(20))
            .expect("a request arrives")
    }

    /// All requests that have arrived whole and were not taken before.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.try_iter().collect()
    }

    /// How many requests have begun to arrive.
    pub fn begun(&self) -> usize {
        self.stage.begun.load(Ordering::Relaxed)
    }
}

/// An address where connections are refused, for as long as this lives: the port is taken, so that no server gets it
/// meanwhile, and nobody listens.
pub struct Nobody {
    /// The URL of the address.
    pub url: String,
    _socket: Socket,
}

impl Nobody {
    /// Takes a port.
    ///
    /// # Panics
    ///
    /// When there is no free port.
    #[must_use]
    pub fn new() -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        socket.bind(&any.into()).expect("a free port");
        let address = socket
            .local_addr()
            .ok()
            .and_then(|address| address.as_socket());
        let address = address.expect("a bound socket has an address");
        Self {
            url: format!("http://{address}"),
            _socket: socket,
        }
    }
}

impl Default for Nobody {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.stage.rest.is_some() {
            self.stage.is_dropped.store(true, Ordering::Relaxed);
            // Wakes the thread that accepts; it may be gone.
            let _ = TcpStream::connect(self.address);
        }
    }
}

impl Stage {
    fn converse(&self, connection: TcpStream, sender: &Sender<Request>) -> io::Result<()> {
        connection.set_read_timeout(Some(Duration::from_secs(20)))?;
        connection.set_nodelay(true)?;
        let mut conversation = Conversation {
            connection,
            received: Vec::new(),
        };
        loop {
            // A client may open a connection that it does not use.
            if !conversation.has_more()? {
                return Ok(());
            }
            let Some(script) = self.next() else {
                return Ok(());
            };
            self.begun.fetch_add(1, Ordering::Relaxed);
            let mut arrived = String::new();
            if let Some(request) = conversation.read(script.reading)? {
                arrived = request.to_string();
                // The test may be over.
                let _ = sender.send(request);
            }
            for step in script.steps {
                match step {
                    Step::Send(bytes) => conversation.connection.write_all(&bytes)?,
                    Step::Slowly(pause, bytes) => {
                        for byte in bytes {
                            thread::sleep(pause);
                            conversation.connection.write_all(&[byte])?;
                        }
                    }
                    Step::Pause(pause) => thread::sleep(pause),
                    Step::Echo(echo) => {
                        conversation.connection.write_all(&echo.answer(&arrived))?;
                    }
                    Step::Close => return Ok(()),
                    Step::Reset => {
                        let socket = SockRef::from(&conversation.connection);
                        return socket.set_linger(Some(Duration::ZERO));
                    }
                    Step::Hang => return conversation.wait_for_the_end(),
                }
            }
        }
    }

    fn is_over(&self) -> bool {
        let scripts = self.scripts.lock().unwrap_or_else(PoisonError::into_inner);
        match self.rest {
            None => scripts.is_empty(),
            Some(_) => self.is_dropped.load(Ordering::Relaxed),
        }
    }

    fn next(&self) -> Option<Script> {
        let mut scripts = self.scripts.lock().unwrap_or_else(PoisonError::into_inner);
        scripts.pop_front().or_else(|| self.rest.clone())
    }
}

/// A connection, and what has come and is not looked at yet.
struct Conversation {
    connection: TcpStream,
    received: Vec<u8>,
}

impl Conversation {
    /// Whether there is a byte of another request; waits for it, or for the end of the connection.
    fn has_more(&mut self) -> io::Result<bool> {
        Ok(!self.received.is_empty() || self.connection.peek(&mut [0])? > 0)
    }

    fn receive(&mut self) -> io::Result<usize> {
        let mut buffer = [0; 4096];
        let count = self.connection.read(&mut buffer)?;
        self.received.extend_from_slice(&buffer[..count]);
        Ok(count)
    }

    fn receive_up_to(&mut self, length: usize) -> io::Result<()> {
        while self.received.len() < length {
            if self.receive()? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }

    /// The next request, if it is to be read to its end.
    fn read(&mut self, reading: Reading) -> io::Result<Option<Request>> {
        if reading == Reading::Nothing {
            return Ok(None);
        }
        let head = loop {
            let end = self.received.windows(4).position(|end| end == b"\r\n\r\n");
            if let Some(end) = end {
                break end + 4;
            }
            self.receive_up_to(self.received.len() + 1)?;
        };
        let mut request = Request::of_head(&String::from_utf8_lossy(&self.received[..head]));
        let length: usize = request.header("content-length").parse().unwrap_or(0);
        match reading {
            Reading::Nothing | Reading::Head => return Ok(None),
            Reading::HalfOfBody => {
                self.receive_up_to(head + length / 2)?;
                return Ok(None);
            }
            Reading::All => self.receive_up_to(head + length)?,
        }
        request.body = self.received[head..head + length].to_vec();
        self.received.drain(..head + length);
        Ok(Some(request))
    }

    fn wait_for_the_end(&mut self) -> io::Result<()> {
        self.connection.set_read_timeout(None)?;
        while self.receive()? > 0 {}
        Ok(())
    }
}

fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    (listener, address)
}
