//! What went wrong, told apart: whether the request surely was not sent decides whether it may be sent again.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

use tencentcloud_runtime::TransportErrorKind::{self, Broken, Connect, Timeout};

use super::server::{OK, accept, authority, read_request, serve_tls};
use super::{request, send, transports};

const CONNECT_TIMEOUT: Duration = Duration::from_millis(400);

/// Calls each transport, and checks the kind and the start of the message.
async fn fails(url: &str, kind: TransportErrorKind, message: &str) {
    for (name, transport) in
        transports!(|builder| { builder.no_proxy().connect_timeout(CONNECT_TIMEOUT) })
    {
        let error = send(&*transport, url).await.unwrap_err();
        let shown = error.to_string();
        assert_eq!(error.kind(), kind, "{name}: {shown}");
        assert!(shown.starts_with(message), "{name}: {shown}");
        if kind != Timeout {
            assert!(std::error::Error::source(&error).is_some(), "{name}");
        }
    }
}

fn http(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}

fn https(port: u16) -> String {
    format!("https://127.0.0.1:{port}/")
}

fn silence() {
    std::thread::sleep(Duration::from_secs(3));
}

/// Closes with a reset instead of an orderly end: what was received and not read makes the system do that.
fn reset(connection: TcpStream) {
    std::thread::sleep(Duration::from_millis(100));
    drop(connection);
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let message = "cannot connect: Connection refused";
    #[cfg(not(unix))]
    let message = &message[..16];
    fails(&http(port), Connect, message).await;
    fails(&https(port), Connect, message).await;
}

#[tokio::test]
async fn the_host_is_not_known() {
    fails("http://nobody.invalid/", Connect, "cannot connect: ").await;
}

#[tokio::test]
async fn the_server_does_not_speak_tls() {
    for answer in [OK, ""] {
        let port = accept(move |_, mut connection| {
            let _ = connection.read(&mut [0; 9]);
            let _ = connection.write_all(answer.as_bytes());
        });
        fails(&https(port), Connect, "cannot connect: ").await;
    }
}

#[tokio::test]
async fn the_handshake_is_reset() {
    let port = accept(|_, connection| reset(connection));
    fails(&https(port), Connect, "cannot connect: ").await;
}

#[tokio::test]
async fn the_handshake_takes_too_long() {
    let port = accept(|_, _connection| silence());
    fails(&https(port), Connect, "cannot connect: ").await;
}

#[tokio::test]
async fn the_certificate_is_not_trusted() {
    let url = serve_tls(authority().server);
    let message = "cannot connect: invalid peer certificate: UnknownIssuer";
    fails(&url, Connect, message).await;
}

#[tokio::test]
async fn the_certificate_is_for_another_host() {
    let authority = authority();
    let url = serve_tls(authority.server).replace("127.0.0.1", "localhost");
    for (name, transport) in
        transports!(|builder| builder.only_root_certificates(authority.pem.clone()))
    {
        let error = send(&*transport, &url).await.unwrap_err();
        assert_eq!(error.kind(), Connect, "{name}: {error}");
        assert!(error.to_string().contains("not valid for name"), "{error}");
    }
}

#[tokio::test]
async fn the_connection_breaks_when_the_request_is_out() {
    let port = accept(|_, mut connection| {
        read_request(&mut connection);
    });
    fails(&http(port), Broken, "the connection broke: ").await;
    let port = accept(|_, mut connection| {
        let _ = connection.read(&mut [0; 9]);
        reset(connection);
    });
    fails(&http(port), Broken, "the connection broke: ").await;
}

#[tokio::test]
async fn half_an_answer() {
    for answer in [
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n12",
    ] {
        let port = accept(move |_, mut connection| {
            read_request(&mut connection);
            connection.write_all(answer.as_bytes()).unwrap();
        });
        fails(&http(port), Broken, "the connection broke: ").await;
    }
}

#[tokio::test]
async fn the_answer_is_not_http() {
    let port = accept(|_, mut connection| {
        read_request(&mut connection);
        connection.write_all(b"220 mail\r\n\r\n").unwrap();
        connection.shutdown(Shutdown::Write).unwrap();
    });
    fails(&http(port), Broken, "the connection broke: ").await;
}

#[tokio::test]
async fn the_server_is_silent() {
    let port = accept(|_, mut connection| {
        read_request(&mut connection);
        silence();
    });
    fails(&http(port), Timeout, "no answer in time: ").await;
    for (name, transport) in
        transports!(|builder| builder.no_proxy().read_timeout(Duration::from_millis(100)))
    {
        let mut patient = request(&http(port));
        let long = tencentcloud_runtime::Timeout(Duration::from_secs(60));
        patient.extensions_mut().insert(long);
        let error = transport.send(patient).await.unwrap_err();
        assert_eq!(error.kind(), Timeout, "{name}: {error}");
    }
}

/// The API closes a connection that nobody used for a while.
#[tokio::test]
async fn a_connection_that_was_closed_between_two_calls_is_no_error() {
    let (sender, closed) = std::sync::mpsc::channel();
    let port = accept(move |_, mut connection| {
        read_request(&mut connection);
        connection.write_all(OK.as_bytes()).unwrap();
        drop(connection);
        let _ = sender.send(());
    });
    for (name, transport) in transports!(|builder| builder.no_proxy()) {
        for call in 0..9 {
            let answer = send(&*transport, &http(port)).await;
            assert!(answer.is_ok(), "{name}, call {call}: {answer:?}");
            closed.recv().unwrap();
            // Lets the runtime see it, on its one thread. A request that is written before that is lost, and nobody can tell
            // whether it was executed.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let (sender, connections) = std::sync::mpsc::channel();
    let port = accept(move |number, mut connection| {
        sender.send(number).unwrap();
        // It ends when the client goes.
        let mut buffer = [0; 1024];
        while let Ok(count @ 1..) = connection.read(&mut buffer) {
            if buffer[..count].ends_with(b"{}") {
                connection.write_all(OK.as_bytes()).unwrap();
            }
        }
    });
    for (name, transport) in transports!(|builder| builder.no_proxy()) {
        for _ in 0..3 {
            send(&*transport, &http(port)).await.unwrap();
        }
        assert_eq!(connections.try_iter().count(), 1, "{name}");
    }
    for (name, transport) in [
        transports!(|builder| builder.no_proxy().max_idle_connections(0)),
        transports!(|builder| builder
            .no_proxy()
            .pool_idle_timeout(Duration::from_millis(1))),
    ]
    .into_iter()
    .flatten()
    {
        for _ in 0..3 {
            send(&*transport, &http(port)).await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(connections.try_iter().count(), 3, "{name}");
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn reqwest_without_a_tokio_runtime_is_an_error_that_says_so() {
    use std::task::{Context, Poll, Waker};
    use tencentcloud_runtime::TransportErrorKind::Setup;
    use tencentcloud_runtime::{ReqwestTransport, Transport as _};

    let transport = ReqwestTransport::new().unwrap();
    let mut context = Context::from_waker(Waker::noop());
    let mut answer = transport.send(request("http://127.0.0.1:1/"));
    let Poll::Ready(Err(error)) = answer.as_mut().poll(&mut context) else {
        panic!("no error");
    };
    assert_eq!(error.kind(), Setup);
    assert!(
        error.to_string().contains("needs a Tokio runtime"),
        "{error}"
    );
    let mut answer = transport.send_streaming(request("http://127.0.0.1:1/"));
    let Poll::Ready(Err(error)) = answer.as_mut().poll(&mut context) else {
        panic!("no error");
    };
    assert_eq!(error.kind(), Setup);
}
