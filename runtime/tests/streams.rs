//! Streams of events, over a transport that gives the body of the answer in pieces.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
// A generated method takes its request by value, so that the call is one expression.
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderValue, Request, Response};
use tencentcloud_runtime::{
    Action, BodyStream, Bytes, Client, Config, Credential, Error, Events, Failure, IdleTimeout,
    Retry, Stream, StreamingCall, StreamingFuture, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture, http,
};

use self::cloud::{
    CVM, Cloud, TerminateInstancesError, TerminateInstancesRequest, TerminateInstancesResponse,
    Undocumented,
};

static CHAT: Action = Action::new("Chat");

type Call<R> = StreamingCall<R, TerminateInstancesError>;
type Failed = Error<TerminateInstancesError>;

fn call(transport: impl Transport + 'static) -> Call<TerminateInstancesResponse> {
    call_of(transport)
}

fn call_of<R>(transport: impl Transport + 'static) -> Call<R> {
    let config = Config::new(Credential::new("AKIDid", "canary-key"))
        .retry(Retry::none())
        .transport(transport);
    let request = TerminateInstancesRequest {
        instance_ids: Vec::new(),
        release_address: None,
        password: None,
    };
    Client::new(config, &CVM).call(&CHAT, &request).streaming()
}

/// What comes: the count of each event and its request id, or the message of an error; then the end.
async fn all(
    mut events: Events<TerminateInstancesResponse, TerminateInstancesError>,
) -> Vec<String> {
    let mut shown = Vec::new();
    while let Some(event) = events.next().await {
        shown.push(match event {
            Ok(event) => {
                let counts: Vec<_> = event.response.results.iter().map(|r| r.count).collect();
                format!("{counts:?} {}", event.response.request_id)
            }
            Err(error) => error.to_string(),
        });
    }
    assert!(
        events.next().await.is_none(),
        "a stream that is over stays over"
    );
    shown
}

async fn answered(pieces: &[&str]) -> Vec<String> {
    all(call(Script::new(pieces)).events().await.unwrap()).await
}

const ONE: &str = "data: {\"Results\":[{\"Count\":1}]}\n\n";
const TWO: &str = "data: {\"Results\":[{\"Count\":2}]}\n\n";

#[tokio::test]
async fn events_come_one_by_one() {
    let events = answered(&[": hi\n\n", ONE, "data:\n\n", TWO]).await;
    assert_eq!(events, ["[Some(1)] header-id", "[Some(2)] header-id"]);
    let own_id = "data: {\"RequestId\":\"own\"}\n\n";
    assert_eq!(answered(&[own_id, ONE]).await, ["[] own", "[Some(1)] own"]);
}

#[tokio::test]
async fn the_end_mark_ends_the_stream() {
    for mark in ["data: [DONE]\n\n", "data:[DONE]\r\r", "data: [DONE]"] {
        let behind = if mark.ends_with(']') { "" } else { TWO };
        let events = answered(&[ONE, mark, behind]).await;
        assert_eq!(events, ["[Some(1)] header-id"], "{mark}");
    }
}

#[tokio::test]
async fn a_stream_is_read_to_its_end_so_that_the_connection_can_be_used_again() {
    let script = Script::new(&["data: [DONE]\n", "\n", "\n"]);
    all(call(script.clone()).events().await.unwrap()).await;
    assert!(*script.is_read.lock().unwrap());
    // But not without an end.
    let script = Script::new(&vec!["data: [DONE]\n\n"; 99]);
    all(call(script.clone()).events().await.unwrap()).await;
    assert!(!*script.is_read.lock().unwrap());
}

#[tokio::test]
async fn an_event_keeps_what_is_not_documented() {
    let sent = "event: add\nid: 7\ndata: {\"index\":1,\ndata: \"data\":\"a\"}\n\n";
    let mut events = call(Script::new(&[sent])).events().await.unwrap();
    assert_eq!(events.request_id(), Some("header-id"));
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(event.raw.name.as_deref(), Some("add"));
    assert_eq!(event.raw.id.as_deref(), Some("7"));
    assert_eq!(event.raw.data, "{\"index\":1,\n\"data\":\"a\"}");
}

#[tokio::test]
async fn an_error_in_the_stream_is_its_last_item() {
    for (data, expected) in [
        (
            r#"{"Type":"error","RequestId":"own","Error":{"Code":"InternalError","Message":"m"}}"#,
            "cvm Chat: InternalError: m (request id own)",
        ),
        (
            r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"own"}}"#,
            "cvm Chat: InternalError: m (request id own)",
        ),
        (
            r#"{"ErrorMsg":{"Code":4001,"Msg":"m"}}"#,
            "cvm Chat: 4001: m (request id header-id)",
        ),
    ] {
        let error = format!("data: {data}\n\n");
        assert_eq!(
            answered(&[ONE, &error, TWO]).await,
            ["[Some(1)] header-id", expected]
        );
    }
    let error = "data: {\"Error\":{\"Code\":\"InternalError\",\"Message\":\"m\"}}\n\n";
    let mut events = call(Script::new(&[error])).events().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), Some(&TerminateInstancesError::InternalError));
    assert_eq!(error.http_status().unwrap(), 200);
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_an_error_and_the_next_one_comes() {
    for (data, expected) in [
        ("hello", "event: expected value at line 1 column 1: hello"),
        (
            "{\"Results\":[{\"Count\":\"hunter2\"}]}",
            "event: Results[0].Count: expected an integer, found a string at line 1 column 30",
        ),
    ] {
        let bad = format!("data: {data}\n\n");
        let expected =
            format!("cvm Chat: cannot read the answer: {expected} (request id header-id)");
        assert_eq!(
            answered(&[&bad, ONE]).await,
            [&*expected, "[Some(1)] header-id"]
        );
    }
}

#[tokio::test]
async fn events_without_documentation_can_be_any_text() {
    let script =
        Script::new(&["data: hello\n\ndata: {\"Error\":{\"Code\":\"InternalError\"}}\n\n"]);
    let call: Call<Undocumented> = call_of(script);
    let mut events = call.events().await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(
        (event.raw.data.as_str(), event.response.request_id.as_str()),
        ("hello", "header-id")
    );
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), Some(&TerminateInstancesError::InternalError));
}

#[tokio::test]
async fn a_broken_stream_is_an_error() {
    let broken = TransportError::new(TransportErrorKind::Broken, "the connection broke");
    let pieces = Script::new(&[ONE, "data: {\"Re"]).then(broken);
    let events = all(call(pieces).events().await.unwrap()).await;
    let expected = "cvm Chat: the connection broke (request id header-id)";
    assert_eq!(events, ["[Some(1)] header-id", expected]);
    // Cut off by a server that closes the connection as if that were all.
    let events = answered(&[ONE, "data: {\"Re"]).await;
    assert!(
        events[1].contains("cannot read the answer: event: EOF"),
        "{events:?}"
    );
}

#[tokio::test]
async fn an_endless_event_is_an_error() {
    let piece = "a".repeat(1 << 20);
    let mut pieces = vec![ONE, "data: "];
    pieces.extend((0..17).map(|_| piece.as_str()));
    let expected = "cvm Chat: cannot read the answer: an event of the stream is larger than 16777216 bytes \
                    (request id header-id)";
    assert_eq!(answered(&pieces).await, ["[Some(1)] header-id", expected]);
}

const ANSWER: &str = r#"{"Response":{"Results":[{"Count":1}],"RequestId":"own"}}"#;
const REFUSAL: &str =
    r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"own"}}"#;

#[tokio::test]
async fn one_answer_is_a_stream_of_one_event() {
    let pieces = || Script::new(&[&ANSWER[..9], &ANSWER[9..]]).of("application/json");
    let mut events = call(pieces()).events().await.unwrap();
    assert_eq!(events.request_id(), Some("own"));
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(
        (event.response.request_id.as_str(), event.raw.data.as_str()),
        ("own", ANSWER)
    );
    assert_eq!(event.response.results[0].count, Some(1));
    assert!(events.next().await.is_none());
    assert_eq!(call(pieces()).await.unwrap(), event.response);
}

#[tokio::test]
async fn an_error_before_the_stream_is_that_of_the_call() {
    let pieces = || Script::new(&[REFUSAL]).of("application/json");
    let expected = "cvm Chat: InternalError: m (request id own)";
    assert_eq!(
        call(pieces()).events().await.unwrap_err().to_string(),
        expected
    );
    assert_eq!(call(pieces()).await.unwrap_err().to_string(), expected);

    let mut gateway = Script::new(&["<html>"]);
    gateway.status = 502;
    let error = call(gateway).events().await.unwrap_err();
    let expected = "cvm Chat: HTTP status 502 Bad Gateway: <html> (request id header-id)";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_stream_that_is_awaited_says_what_to_call() {
    // Nothing of the body is read: this one breaks.
    let broken = TransportError::new(TransportErrorKind::Broken, "the connection broke");
    let pieces = Script::new(&[])
        .of("Text/Event-Stream; charset=utf-8")
        .then(broken);
    let error = call(pieces).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm Chat: cannot read the answer: it is a stream of events: take them with `StreamingCall::events`, \
         instead of awaiting the call (request id header-id)"
    );
    assert!(matches!(error.failure(), Failure::Response(_)));
}

#[tokio::test]
async fn an_answer_that_is_no_stream_can_be_too_large() {
    let piece = "a".repeat(1 << 20);
    let pieces = Script::new(&vec![piece.as_str(); 65]).of("application/json");
    let error = call(pieces).events().await.unwrap_err();
    let expected = "cvm Chat: the answer is larger than 67108864 bytes";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn timeouts_are_those_of_the_call() {
    let seconds = Duration::from_secs;
    let pieces = Script::new(&[]);
    let timeouts = |script: &Script| *script.timeouts.lock().unwrap();
    // Of one answer, the timeout is for the whole of it.
    let _ = call(pieces.clone()).timeout(seconds(5)).await;
    assert_eq!(timeouts(&pieces), (Some(seconds(5)), None));
    let _ = call(pieces.clone()).events().await.unwrap();
    assert_eq!(timeouts(&pieces), (Some(seconds(60)), Some(seconds(60))));
    let _ = call(pieces.clone()).timeout(seconds(5)).events().await;
    assert_eq!(timeouts(&pieces), (Some(seconds(5)), Some(seconds(5))));
    let slow = call(pieces.clone()).idle_timeout(seconds(300));
    let _ = slow.events().await.unwrap();
    assert_eq!(timeouts(&pieces), (Some(seconds(60)), Some(seconds(300))));
}

#[tokio::test]
async fn a_transport_without_streams_gives_all_events_at_the_end() {
    let stream = [ONE, TWO].concat();
    let cloud = Cloud::answers(200, &stream).with_header("content-type", "text/event-stream");
    let events = all(call(Arc::new(cloud)).events().await.unwrap()).await;
    assert_eq!(events, ["[Some(1)] ", "[Some(2)] "]);
}

#[tokio::test]
async fn streams_can_run_on_any_thread_and_show_no_secrets() {
    fn is_send<T: Send + 'static>(value: T) -> T {
        value
    }
    let call = is_send(call(Script::new(&[ONE])));
    let said = format!("{call:?}");
    let mut events = is_send(tokio::spawn(is_send(call.events())).await.unwrap().unwrap());
    let said = format!("{said} {events:?}");
    let event: Option<Result<_, Failed>> = events.next().await;
    let said = format!("{said} {:?}", is_send(event));
    assert!(!said.contains("canary"), "{said}");
}

/// Answers with these pieces, and keeps the timeouts.
#[derive(Clone)]
struct Script {
    status: u16,
    content_type: &'static str,
    pieces: VecDeque<Result<Bytes, TransportError>>,
    timeouts: Arc<Mutex<(Option<Duration>, Option<Duration>)>>,
    /// Whether a body was read to its end.
    is_read: Arc<Mutex<bool>>,
}

impl Script {
    fn new(pieces: &[&str]) -> Self {
        let pieces = pieces
            .iter()
            .map(|piece| Ok(Bytes::copy_from_slice(piece.as_bytes())));
        Self {
            status: 200,
            content_type: "text/event-stream",
            pieces: pieces.collect(),
            timeouts: Arc::default(),
            is_read: Arc::default(),
        }
    }

    fn of(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }

    fn then(mut self, error: TransportError) -> Self {
        self.pieces.push_back(Err(error));
        self
    }
}

impl Transport for Script {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        unreachable!("a streaming call reads the answer as it comes")
    }

    fn send_streaming(&self, request: Request<Bytes>) -> StreamingFuture<'_> {
        let timeout = request.extensions().get().map(|Timeout(timeout)| *timeout);
        let idle = request.extensions().get().map(|IdleTimeout(idle)| *idle);
        *self.timeouts.lock().unwrap() = (timeout, idle);
        let body: BodyStream = Box::pin(Body {
            pieces: self.pieces.clone(),
            is_read: Arc::clone(&self.is_read),
        });
        let mut response = Response::new(body);
        *response.status_mut() = self.status.try_into().unwrap();
        let headers = response.headers_mut();
        headers.insert("content-type", HeaderValue::from_static(self.content_type));
        headers.insert("x-tc-requestid", HeaderValue::from_static("header-id"));
        Box::pin(async { Ok(response) })
    }
}

struct Body {
    pieces: VecDeque<Result<Bytes, TransportError>>,
    is_read: Arc<Mutex<bool>>,
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.pieces.pop_front();
        *self.is_read.lock().unwrap() = piece.is_none();
        Poll::Ready(piece)
    }
}
