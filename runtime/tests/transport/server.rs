//! Servers that do one thing, each in a thread of its own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

pub const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// Gives every connection to this function, with its number. Answers the port.
pub fn accept(serve: impl Fn(usize, TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = Arc::new(serve);
    std::thread::spawn(move || {
        for (number, connection) in listener.incoming().enumerate() {
            let serve = Arc::clone(&serve);
            std::thread::spawn(move || serve(number, connection.unwrap()));
        }
    });
    port
}

/// Answers one connection with these bytes, and hands out what was asked.
pub fn serve(answer: &'static str) -> (String, Receiver<String>) {
    serve_slowly(&[answer], Duration::ZERO)
}

/// The same, with a pause behind each piece. A last piece that is empty is silence, longer than any test waits.
pub fn serve_slowly(pieces: &[&'static str], pause: Duration) -> (String, Receiver<String>) {
    let pieces = pieces.to_vec();
    let (sender, receiver) = channel();
    let port = accept(move |_, mut connection| {
        let request = read_request(&mut connection);
        for piece in &pieces {
            let silence = Duration::from_secs(5);
            // Nobody may be there any more.
            let _ = connection.write_all(piece.as_bytes());
            std::thread::sleep(if piece.is_empty() { silence } else { pause });
        }
        drop(connection);
        let _ = sender.send(request);
    });
    (format!("http://127.0.0.1:{port}/"), receiver)
}

/// Up to the end of the body, which is `{}` in every test.
pub fn read_request(connection: &mut impl Read) -> String {
    read_until(connection, &[b"{}"])
}

/// Up to the end of what a client sends to a proxy: of a `CONNECT`, or of a request.
pub fn read_proxied(connection: &mut impl Read) -> String {
    read_until(connection, &[b"{}", b"\r\n\r\n"])
}

fn read_until(connection: &mut impl Read, ends: &[&[u8]]) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !ends.iter().any(|end| request.ends_with(end)) {
        let count = connection.read(&mut buffer).unwrap();
        assert!(count > 0, "the request ended early");
        request.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8(request).unwrap()
}

/// An authority that nobody knows, and what a server needs that it trusts.
pub struct Authority {
    pub pem: String,
    pub server: ServerConfig,
}

/// For `127.0.0.1`.
pub fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let names = ["127.0.0.1".to_owned()];
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(names)
        .unwrap()
        .signed_by(&key, &issuer)
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key)
        .unwrap();
    Authority { pem, server }
}

/// HTTP/1.1 with TLS: answers every request with [`OK`], and keeps the connection. Answers its address.
pub fn serve_tls(config: ServerConfig) -> String {
    let config = Arc::new(config);
    let port = accept(move |_, connection| {
        let tls = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(tls, connection);
        let mut buffer = [0; 1024];
        // It ends when the client goes, or does not trust this server.
        while let Ok(count @ 1..) = stream.read(&mut buffer) {
            if buffer[..count].ends_with(b"{}") {
                let _ = stream.write_all(OK.as_bytes());
            }
        }
    });
    format!("https://127.0.0.1:{port}/")
}
