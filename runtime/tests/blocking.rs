//! Calls that block the thread, over the transport for them, against a server on this machine.
#![cfg(all(feature = "blocking", not(target_family = "wasm")))]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cloud::{
    CVM, Cloud, TerminateInstancesError, TerminateInstancesRequest, TerminateInstancesResponse,
    TerminateResult, Vm, refusal,
};
use tencentcloud_runtime::{
    Action, Client, CommonError, Config, Credential, CredentialFuture, CredentialProvider,
    Failover, Failure, Json, Object, Pages, Paging, Platform, Retry, StreamingCall,
    TransportErrorKind, UntypedClient, UreqTransport, object, wait_until,
};

const GOOD: &str = r#"{"Response":{"RequestId":"id"}}"#;
const THROTTLED: &str =
    r#"{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"m"},"RequestId":"r"}}"#;

/// Answers requests in turn over however many connections, the last answer again and again, and says to which addresses they
/// were sent.
fn serve(answers: &'static [&'static str]) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&requests);
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let (mut connection, log) = (connection.unwrap(), Arc::clone(&log));
            std::thread::spawn(move || {
                while let Some(action) = read_request(&mut connection) {
                    let number = {
                        let mut log = log.lock().unwrap();
                        log.push(action);
                        log.len()
                    };
                    let answer = answers[number.min(answers.len()) - 1];
                    connection.write_all(answer.as_bytes()).unwrap();
                }
            });
        }
    });
    (format!("http://{host}"), requests)
}

/// The action of a request, when its body has come; nothing if the client has gone.
fn read_request(connection: &mut TcpStream) -> Option<String> {
    let mut reader = BufReader::new(connection);
    let (mut action, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("x-tc-action: ") {
            value.clone_into(&mut action);
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().unwrap();
        }
    }
    reader.read_exact(&mut vec![0; length]).ok()?;
    Some(action)
}

fn http(media_type: &str, body: &str) -> &'static str {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}");
    format!("{head}\r\n\r\n{body}").leak()
}

fn json(body: &str) -> &'static str {
    http("application/json", body)
}

fn answers(answers: Vec<&'static str>) -> &'static [&'static str] {
    answers.leak()
}

fn config(url: &str) -> Config {
    Config::new(Credential::new("AKIDid", "canary-key"))
        .region("ap-guangzhou")
        .endpoint(url)
        .retry(Retry::new().throttled_delay(Duration::from_millis(20)))
}

fn vm(config: Config) -> Vm {
    Vm(Client::new(config, &CVM))
}

fn request() -> TerminateInstancesRequest {
    TerminateInstancesRequest::empty()
}

#[test]
fn a_call_needs_no_executor() {
    let (url, requests) = serve(answers(vec![json(GOOD)]));
    let client = vm(config(&url));
    for _ in 0..3 {
        let answer = client.terminate_instances(request()).send_blocking();
        assert_eq!(answer.unwrap().request_id, "id");
    }
    assert_eq!(*requests.lock().unwrap(), ["terminateinstances"; 3]);
}

#[test]
fn it_is_sent_again_as_any_other() {
    let (url, requests) = serve(answers(vec![json(THROTTLED), json(THROTTLED), json(GOOD)]));
    let answer = vm(config(&url)).set_ratio(0.5).send_blocking();
    assert_eq!(answer.unwrap().request_id, "id");
    assert_eq!(requests.lock().unwrap().len(), 3);

    let (url, _requests) = serve(answers(vec![json(THROTTLED)]));
    let error = vm(config(&url)).set_ratio(0.5).send_blocking().unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.attempts().len(), 3);
}

#[test]
fn it_goes_to_another_host() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let (url, requests) = serve(answers(vec![json(GOOD)]));
    let config = config(&closed).failover(Failover::hosts([url]));
    vm(config).set_ratio(0.5).send_blocking().unwrap();
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[test]
fn no_answer_in_time_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let call = vm(config(&url)).set_ratio(0.5);
    let error = call.timeout(Duration::from_millis(100)).send_blocking();
    let error = error.unwrap_err();
    let Failure::Transport(failure) = error.failure() else {
        panic!("{error}");
    };
    assert_eq!(failure.kind(), TransportErrorKind::Timeout, "{error}");
}

#[tokio::test]
async fn it_works_in_a_runtime_that_it_blocks() {
    let (url, _requests) = serve(answers(vec![json(THROTTLED), json(GOOD)]));
    let client = vm(config(&url));
    client.set_ratio(0.5).send_blocking().unwrap();
    // And one that does not block, with the same client.
    #[cfg(feature = "reqwest")]
    client.set_ratio(0.5).await.unwrap();
}

/// Fetches its credential over the platform, and waits for another thread.
struct Fetching;

impl CredentialProvider for Fetching {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(async move {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(20));
                sender.send(()).unwrap();
            });
            receiver.await.unwrap();
            platform
                .timer()
                .unwrap()
                .sleep(Duration::from_millis(10))
                .await;
            Ok(Credential::new("AKIDid", "key"))
        })
    }
}

/// Has none, ever.
struct Lost;

impl CredentialProvider for Lost {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn it_waits_for_a_credential() {
    let (url, _requests) = serve(answers(vec![json(GOOD)]));
    let client = vm(config(&url).credential(Fetching));
    client.set_ratio(0.5).send_blocking().unwrap();
    let call = vm(config(&url).credential(Lost)).set_ratio(0.5);
    let error = call.timeout(Duration::from_millis(50)).send_blocking();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("no credential"), "{error}");
}

static CHAT: Action = Action::new("Chat");

type Chat = StreamingCall<cloud::TerminateInstancesResponse, TerminateInstancesError>;

fn chat(config: Config) -> Chat {
    let client = Client::new(config, &CVM);
    client.call(&CHAT, &request()).streaming()
}

#[test]
fn events_are_an_iterator() {
    let body = "data: {\"Results\":[{\"Count\":1}]}\n\ndata: {\"Results\":[{\"Count\":2}]}\n\ndata: [DONE]\n\n";
    let (url, _requests) = serve(answers(vec![http("text/event-stream", body)]));
    let events = chat(config(&url)).events_blocking().unwrap();
    let counts: Vec<_> = events
        .map(|event| event.unwrap().response.results[0].count)
        .collect();
    assert_eq!(counts, [Some(1), Some(2)]);

    let error = chat(config(&url)).send_blocking().unwrap_err();
    assert!(error.to_string().contains("stream of events"), "{error}");

    let (url, _requests) = serve(answers(vec![json(GOOD)]));
    let mut events = chat(config(&url)).events_blocking().unwrap();
    assert_eq!(events.request_id(), Some("id"));
    assert_eq!(events.next().unwrap().unwrap().response.request_id, "id");
    assert!(events.next().is_none());
    chat(config(&url)).send_blocking().unwrap();
}

#[test]
fn a_stream_that_breaks_ends_with_an_error() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\nContent-Length: 99\r\n\r\n";
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        read_request(&mut connection);
        let answer = format!("{head}data: {{}}\n\n");
        connection.write_all(answer.as_bytes()).unwrap();
    });
    let events = chat(config(&url)).events_blocking().unwrap();
    let shown: Vec<bool> = events.map(|event| event.is_ok()).collect();
    assert_eq!(shown, [true, false]);
}

#[test]
fn an_untyped_call_blocks_as_well() {
    let (url, _requests) = serve(answers(vec![json(GOOD)]));
    let call = UntypedClient::new(config(&url)).call(
        "cvm",
        "2017-03-12",
        "New",
        Json::from_iter([("Limit", 1)]),
    );
    assert_eq!(call.send_blocking().unwrap().request_id(), "id");
}

#[test]
fn a_transport_of_the_configuration_is_used() {
    let cloud = Cloud::script([refusal("RequestLimitExceeded"), cloud::answer(200, GOOD)]);
    let client = vm(config("a").transport(cloud.clone()));
    client.set_ratio(0.5).send_blocking().unwrap();
    assert_eq!(cloud.requests().len(), 2);

    let (url, _requests) = serve(answers(vec![json(GOOD)]));
    let client = vm(config(&url).transport(UreqTransport::new().unwrap()));
    client.set_ratio(0.5).send_blocking().unwrap();
}

#[cfg(feature = "reqwest")]
#[test]
fn a_transport_that_needs_an_executor_says_so() {
    let transport = tencentcloud_runtime::ReqwestTransport::new().unwrap();
    let client = vm(config("a").transport(transport));
    let error = client.set_ratio(0.5).send_blocking().unwrap_err();
    let message = error.to_string();
    assert!(message.contains("needs a Tokio runtime"), "{message}");
    assert_eq!(error.attempts().len(), 1);
}

#[derive(Clone)]
struct Describe {
    offset: Option<u64>,
}

object! {
    Describe: Default {
        "Offset" => offset = None,
    }
}

static DESCRIBE_REGIONS: Action = Action::new("DescribeRegions");
static PAGING: Paging = Paging::offset("Offset", "Results").total("TotalCount");

fn regions(url: &str) -> Pages<Describe, TerminateInstancesResponse, TerminateResult, CommonError> {
    let client = Client::new(config(url), &CVM);
    let start = Describe { offset: Some(0) };
    client.pages(
        &DESCRIBE_REGIONS,
        &PAGING,
        start,
        |page: TerminateInstancesResponse| page.results,
    )
}

#[test]
fn pages_are_an_iterator() {
    let pages = vec![
        json(r#"{"Response":{"Results":[{"Count":1},{"Count":2}],"RequestId":"1"}}"#),
        json(THROTTLED),
        json(r#"{"Response":{"Results":[{"Count":3}],"RequestId":"2"}}"#),
        json(r#"{"Response":{"Results":[],"RequestId":"3"}}"#),
    ];
    let (url, requests) = serve(answers(pages.clone()));
    let items = regions(&url).blocking().items();
    let counts: Vec<_> = items.map(|item| item.unwrap().count.unwrap()).collect();
    assert_eq!(counts, [1, 2, 3]);
    assert_eq!(requests.lock().unwrap().len(), 4);

    let (url, _requests) = serve(answers(pages));
    let ids = regions(&url)
        .blocking()
        .map(|page| page.unwrap().request_id);
    assert_eq!(ids.collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn a_state_can_be_waited_for() {
    let (url, requests) = serve(answers(vec![
        json(r#"{"Response":{"RequestId":"no"}}"#),
        json(GOOD),
    ]));
    let client = vm(config(&url));
    let answer = wait_until(
        || client.describe_instances(),
        |answer| answer.request_id == "id",
    )
    .interval(Duration::from_millis(10))
    .wait_blocking();
    assert_eq!(answer.unwrap().request_id, "id");
    assert_eq!(requests.lock().unwrap().len(), 2);
}
