//! The default transport, against a server on this machine.
#![cfg(all(feature = "reqwest", not(target_family = "wasm")))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::future::poll_fn;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tencentcloud_runtime::{
    BodyStream, Bytes, IdleTimeout, ReqwestTransport, Timeout, Transport, TransportError,
    TransportErrorKind, http,
};

/// Answers one connection with these bytes, and hands out what was asked.
fn serve(answer: &'static str) -> (String, Receiver<String>) {
    serve_slowly(&[answer], Duration::ZERO)
}

/// The same, with a pause behind each piece. A last piece that is empty is silence, longer than any test waits.
fn serve_slowly(pieces: &[&'static str], pause: Duration) -> (String, Receiver<String>) {
    let pieces = pieces.to_vec();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let request = read_request(&mut connection);
        for piece in pieces {
            let silence = Duration::from_secs(5);
            // Nobody may be there any more.
            let _ = connection.write_all(piece.as_bytes());
            std::thread::sleep(if piece.is_empty() { silence } else { pause });
        }
        drop(connection);
        let _ = sender.send(request);
    });
    (url, receiver)
}

/// Up to the end of the body, which is `{}` in every test.
fn read_request(connection: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.ends_with(b"{}") {
        let count = connection.read(&mut buffer).unwrap();
        assert!(count > 0, "the request ended early");
        request.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8(request).unwrap()
}

fn request(url: &str) -> http::Request<Bytes> {
    http::Request::post(url)
        .header(
            "host",
            url.trim_start_matches("http://").trim_end_matches('/'),
        )
        .header("content-type", "application/json")
        .extension(Timeout(Duration::from_millis(500)))
        .body(Bytes::from_static(b"{}"))
        .unwrap()
}

async fn send(url: &str) -> Result<http::Response<Bytes>, TransportError> {
    let transport = ReqwestTransport::new().unwrap().max_response_bytes(16);
    transport.send(request(url)).await
}

/// The body as it came, and the error behind it.
async fn stream(
    request: http::Request<Bytes>,
) -> Result<(String, Option<TransportError>), TransportError> {
    let transport = ReqwestTransport::new().unwrap().max_response_bytes(16);
    let mut body: BodyStream = transport.send_streaming(request).await?.into_body();
    let mut text = String::new();
    while let Some(bytes) = poll_fn(|context| body.as_mut().poll_next(context)).await {
        match bytes {
            Ok(bytes) => text.push_str(std::str::from_utf8(&bytes).unwrap()),
            Err(error) => return Ok((text, Some(error))),
        }
    }
    assert!(
        poll_fn(|context| body.as_mut().poll_next(context))
            .await
            .is_none()
    );
    Ok((text, None))
}

#[tokio::test]
async fn sends_what_it_is_given_and_answers_what_comes() {
    let (url, request) = serve(
        "HTTP/1.1 418 Teapot\r\nX-TC-RequestId: id\r\nContent-Length: 16\r\n\r\n0123456789abcdef",
    );
    let response = send(&url).await.unwrap();
    assert_eq!(response.status(), 418);
    assert_eq!(response.headers()["x-tc-requestid"], "id");
    assert_eq!(response.body(), "0123456789abcdef");

    let request = request.recv().unwrap().to_lowercase();
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    assert!(request.starts_with("post / http/1.1\r\n"), "{request}");
    assert_eq!(
        request.matches(&format!("\r\nhost: {host}\r\n")).count(),
        1,
        "{request}"
    );
    assert_eq!(
        request
            .matches("\r\ncontent-type: application/json\r\n")
            .count(),
        1,
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\n{}"));
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let (url, _request) =
        serve("HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(send(&url).await.unwrap().status(), 307);
}

#[tokio::test]
async fn an_answer_can_be_too_large() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n0123456789abcdefg",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n9\r\n123456789\r\n0\r\n\r\n",
    ] {
        let (url, _request) = serve(answer);
        let error = send(&url).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::TooLarge);
        assert_eq!(error.to_string(), "the answer is larger than 16 bytes");
    }
}

#[tokio::test]
async fn no_answer_in_time_is_an_error() {
    let (url, _request) = serve("");
    let start = Instant::now();
    let error = send(&url).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert_eq!(error.to_string(), "no answer in time: operation timed out");
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn an_error_names_its_cause_and_keeps_its_sources() {
    let (url, _request) = serve("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234");
    let error = send(&url).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Broken);

    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let error = send(&format!("http://{nobody}/")).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(error.to_string().starts_with("cannot connect: "), "{error}");
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// 500 ms to the head of the answer, and this long for each piece.
fn patient(url: &str, idle: u64) -> http::Request<Bytes> {
    let mut request = request(url);
    let idle = IdleTimeout(Duration::from_millis(idle));
    request.extensions_mut().insert(idle);
    request
}

#[tokio::test]
async fn a_stream_takes_longer_than_any_of_its_pieces_and_is_not_limited() {
    let pieces = &[
        CHUNKED,
        "8\r\n12345678\r\n",
        "9\r\n123456789\r\n",
        "0\r\n\r\n",
    ];
    let (url, _request) = serve_slowly(pieces, Duration::from_millis(300));
    let (text, error) = stream(patient(&url, 4000)).await.unwrap();
    assert_eq!(text, "12345678123456789");
    assert!(error.is_none());
}

#[tokio::test]
async fn a_stream_that_does_not_begin_or_falls_silent_is_an_error() {
    let (url, _request) = serve("");
    let error = stream(patient(&url, 2000)).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        "no answer in time: nothing came for 500ms"
    );

    let (url, _request) = serve_slowly(&[CHUNKED, "1\r\n1\r\n", ""], Duration::ZERO);
    let (text, error) = stream(patient(&url, 1000)).await.unwrap();
    let error = error.unwrap();
    assert_eq!(
        (text.as_str(), error.kind()),
        ("1", TransportErrorKind::Timeout)
    );
    assert_eq!(error.to_string(), "no answer in time: nothing came for 1s");
}

#[tokio::test]
async fn a_stream_without_an_idle_timeout_ends_in_time() {
    let (url, _request) = serve_slowly(&[CHUNKED, "1\r\n1\r\n", ""], Duration::ZERO);
    let (text, error) = stream(request(&url)).await.unwrap();
    let error = error.unwrap();
    assert_eq!(
        (text.as_str(), error.kind()),
        ("1", TransportErrorKind::Timeout)
    );
}

#[tokio::test]
async fn a_stream_that_breaks_is_an_error_behind_what_came() {
    for answer in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1",
    ] {
        let (url, _request) = serve(answer);
        let (text, error) = stream(patient(&url, 2000)).await.unwrap();
        assert_eq!(
            (text.as_str(), error.unwrap().kind()),
            ("1", TransportErrorKind::Broken)
        );
    }
}
