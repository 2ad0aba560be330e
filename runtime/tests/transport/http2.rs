//! HTTP/2, which only reqwest speaks.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use h2::Reason;
use h2::server::SendResponse;
use rustls::ServerConfig;
use tencentcloud_runtime::TransportErrorKind::{Broken, Connect};
use tencentcloud_runtime::{Bytes, ReqwestTransport, http};
use tokio::net::TcpListener;

use super::send;
use super::server::{Authority, OK, authority, serve_tls};

type Request = http::Request<h2::RecvStream>;

/// Gives every request that comes with HTTP/2 to this function.
fn serve(
    mut config: ServerConfig,
    answer: fn(SendResponse<Bytes>),
) -> (String, Receiver<http::request::Parts>) {
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    listener.set_nonblocking(true).unwrap();
    let (sender, requests) = channel();
    tokio::spawn(async move {
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::from_std(listener).unwrap();
        while let Ok((connection, _)) = listener.accept().await {
            let tls = acceptor.accept(connection).await.unwrap();
            let mut connection = h2::server::handshake(tls).await.unwrap();
            while let Some(Ok((request, respond))) = connection.accept().await {
                let request: Request = request;
                let _ = sender.send(request.into_parts().0);
                answer(respond);
            }
        }
    });
    (format!("https://127.0.0.1:{port}/"), requests)
}

fn transport(authority: &Authority) -> ReqwestTransport {
    ReqwestTransport::builder()
        .no_proxy()
        .only_root_certificates(authority.pem.clone())
        .build()
        .unwrap()
}

fn ok(mut respond: SendResponse<Bytes>) {
    let mut body = respond
        .send_response(http::Response::new(()), false)
        .unwrap();
    body.send_data(Bytes::from_static(b"ok"), true).unwrap();
}

#[tokio::test]
async fn a_server_that_speaks_it_is_spoken_to_with_it() {
    let authority = authority();
    let (url, requests) = serve(authority.server.clone(), ok);
    let answer = send(&transport(&authority), &url).await.unwrap();
    assert_eq!(answer.version(), http::Version::HTTP_2);
    assert_eq!(answer.body(), "ok");
    let request = requests.recv().unwrap();
    // This is the host that is signed.
    let host = url.trim_start_matches("https://").trim_end_matches('/');
    assert_eq!(request.uri.authority().unwrap(), host);
    assert!(!request.headers.contains_key("host"));
    assert_eq!(request.headers["content-type"], "application/json");
}

#[tokio::test]
async fn a_server_that_does_not_speak_it_is_spoken_to_with_http_1() {
    let authority = authority();
    let mut config = authority.server.clone();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    for config in [config, authority.server.clone()] {
        let answer = send(&transport(&authority), &serve_tls(config)).await;
        assert_eq!(answer.unwrap().version(), http::Version::HTTP_11);
    }
}

#[tokio::test]
async fn it_can_be_turned_off() {
    let authority = authority();
    let mut config = authority.server.clone();
    // A server that prefers it.
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let transport = ReqwestTransport::builder()
        .no_proxy()
        .only_root_certificates(authority.pem.clone())
        .http2(false)
        .build()
        .unwrap();
    let answer = send(&transport, &serve_tls(config)).await.unwrap();
    assert_eq!(answer.version(), http::Version::HTTP_11);
    assert!(OK.ends_with(std::str::from_utf8(answer.body()).unwrap()));
}

#[tokio::test]
async fn what_the_server_says_it_has_not_looked_at_was_not_sent() {
    let authority = authority();
    for (answer, kind) in [
        (refuse as fn(SendResponse<Bytes>), Connect),
        (reset, Broken),
    ] {
        let (url, _requests) = serve(authority.server.clone(), answer);
        let error = send(&transport(&authority), &url).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
    }
}

#[tokio::test]
async fn a_server_that_goes_away_has_not_looked_at_what_came_later() {
    let authority = authority();
    let mut config = authority.server.clone();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        while let Ok((connection, _)) = listener.accept().await {
            let tls = acceptor.accept(connection).await.unwrap();
            let mut connection: h2::server::Connection<_, Bytes> =
                h2::server::handshake(tls).await.unwrap();
            // It names no request as the last one that it has looked at.
            connection.abrupt_shutdown(Reason::NO_ERROR);
            let _ = poll_fn(|context| connection.poll_closed(context)).await;
        }
    });
    let error = send(&transport(&authority), &url).await.unwrap_err();
    assert_eq!(error.kind(), Connect, "{error}");
}

fn refuse(mut respond: SendResponse<Bytes>) {
    respond.send_reset(Reason::REFUSED_STREAM);
}

fn reset(mut respond: SendResponse<Bytes>) {
    respond.send_reset(Reason::INTERNAL_ERROR);
}
