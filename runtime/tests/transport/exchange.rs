//! What goes out and what comes back, also when it does not come whole.

use std::future::poll_fn;
use std::io::Write;
use std::time::{Duration, Instant};

use tencentcloud_runtime::{
    BodyStream, Bytes, IdleTimeout, Timeout, Transport, TransportError, TransportErrorKind, http,
};

use super::server::{OK, accept, read_request, serve, serve_slowly};
use super::transports;

fn small() -> Vec<(&'static str, Box<dyn Transport>)> {
    transports!(|builder| builder.max_response_bytes(16))
}

fn request(url: &str) -> http::Request<Bytes> {
    let mut request = super::request(url);
    let timeout = Timeout(Duration::from_millis(500));
    request.extensions_mut().insert(timeout);
    request
}

/// The body as it came, and the error behind it.
async fn stream(
    transport: &dyn Transport,
    request: http::Request<Bytes>,
) -> Result<(String, Option<TransportError>), TransportError> {
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
    let (url, requests) = serve(
        "HTTP/1.1 418 Teapot\r\nX-TC-RequestId: id\r\nContent-Length: 16\r\n\r\n0123456789abcdef",
    );
    for (name, transport) in small() {
        let response = transport.send(request(&url)).await.unwrap();
        assert_eq!(response.status(), 418, "{name}");
        assert_eq!(response.headers()["x-tc-requestid"], "id");
        assert_eq!(response.body(), "0123456789abcdef");

        let request = requests.recv().unwrap().to_lowercase();
        let host = url.trim_start_matches("http://").trim_end_matches('/');
        assert!(request.starts_with("post / http/1.1\r\n"), "{request}");
        for header in [
            format!("host: {host}"),
            "content-type: application/json".to_owned(),
            "content-length: 2".to_owned(),
        ] {
            let count = request.matches(&format!("\r\n{header}\r\n")).count();
            assert_eq!(count, 1, "{name}: {header} in {request}");
        }
        for absent in ["accept-encoding", "user-agent", "expect"] {
            assert!(!request.contains(absent), "{name}: {request}");
        }
        assert!(request.ends_with("\r\n\r\n{}"));
    }
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let (url, _requests) =
        serve("HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    for (name, transport) in small() {
        let response = transport.send(request(&url)).await.unwrap();
        assert_eq!(response.status(), 307, "{name}");
    }
}

#[tokio::test]
async fn an_answer_can_be_too_large() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n0123456789abcdefg",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n9\r\n123456789\r\n0\r\n\r\n",
    ] {
        let (url, _requests) = serve(answer);
        for (name, transport) in small() {
            let error = transport.send(request(&url)).await.unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{name}");
            assert_eq!(error.to_string(), "the answer is larger than 16 bytes");
        }
    }
}

#[tokio::test]
async fn no_answer_in_time_is_an_error() {
    let (url, _requests) = serve("");
    for (name, transport) in small() {
        let start = Instant::now();
        let error = transport.send(request(&url)).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Timeout, "{name}");
        let message = error.to_string();
        assert!(message.starts_with("no answer in time: "), "{message}");
        // The server is silent for longer.
        assert!(start.elapsed() < Duration::from_secs(4));
    }
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
    let (url, _requests) = serve_slowly(pieces, Duration::from_millis(300));
    for (name, transport) in small() {
        let (text, error) = stream(&*transport, patient(&url, 4000)).await.unwrap();
        assert_eq!(text, "12345678123456789", "{name}");
        assert!(error.is_none());
    }
}

#[tokio::test]
async fn a_stream_that_does_not_begin_is_an_error() {
    let (url, _requests) = serve("");
    for (name, transport) in small() {
        let answer = stream(&*transport, patient(&url, 4000)).await;
        let kind = answer.unwrap_err().kind();
        assert_eq!(kind, TransportErrorKind::Timeout, "{name}");
    }
}

#[tokio::test]
async fn a_stream_can_begin_later_than_its_pieces_may_come() {
    let port = accept(|_, mut connection| {
        read_request(&mut connection);
        std::thread::sleep(Duration::from_millis(300));
        connection.write_all(OK.as_bytes()).unwrap();
    });
    let url = format!("http://127.0.0.1:{port}/");
    for (name, transport) in small() {
        let (text, error) = stream(&*transport, patient(&url, 100)).await.unwrap();
        assert_eq!(text, "ok", "{name}");
        assert!(error.is_none());
    }
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_an_error() {
    let (url, _requests) = serve_slowly(&[CHUNKED, "1\r\n1\r\n", ""], Duration::ZERO);
    for (name, transport) in small() {
        // Of the second, all has to come in time.
        for request in [patient(&url, 1000), request(&url)] {
            let (text, error) = stream(&*transport, request).await.unwrap();
            let error = error.unwrap();
            assert_eq!(text, "1", "{name}");
            assert_eq!(error.kind(), TransportErrorKind::Timeout, "{name}");
            assert!(error.to_string().starts_with("no answer in time: "));
        }
    }
}

#[tokio::test]
async fn a_stream_that_breaks_is_an_error_behind_what_came() {
    for answer in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1",
    ] {
        let (url, _requests) = serve(answer);
        for (name, transport) in small() {
            let (text, error) = stream(&*transport, patient(&url, 2000)).await.unwrap();
            assert_eq!(
                (text.as_str(), error.unwrap().kind()),
                ("1", TransportErrorKind::Broken),
                "{name}: {answer}"
            );
        }
    }
}
