//! The clients that are compared.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use clap::ValueEnum;
use serde_json::Value;
use tencentcloud_cvm::{Client, DescribeInstancesRequest, Filter};
use tencentcloud_runtime::{
    Bytes, Config, Credential, Transport, TransportError, TransportErrorKind, TransportFuture, http,
};

use crate::usage::{Start, Usage};

/// A client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// What a call of the generated client sends, sent by reqwest, and the bytes of the answer.
    Bare,
    /// The same, and the answer is parsed without types.
    Value,
    /// The generated client: written, signed, sent, and read.
    Client,
}

impl Kind {
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Bare => "reqwest",
            Self::Value => "reqwest and serde_json::Value",
            Self::Client => "generated",
        }
    }
}

/// Makes the calls and says what all but the first tenth cost. Ends the program when one is lost.
pub(crate) fn run(kind: Kind, url: &str, calls: u64, concurrency: u64) -> Usage {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the operating system has timers and sockets");
    runtime.block_on(async {
        let caller = Arc::new(Caller::new(kind, url).await);
        let warm = calls / 10;
        caller.call_all(0..warm, concurrency).await;
        let start = Start::now();
        caller.call_all(warm..calls, concurrency).await;
        start.usage(calls - warm)
    })
}

enum Caller {
    Bare {
        client: reqwest::Client,
        template: Box<http::Request<Bytes>>,
        parse: bool,
    },
    Client(Client),
}

impl Caller {
    async fn new(kind: Kind, url: &str) -> Self {
        let config = Config::new(Credential::new("AKIDexample", "key").with_token("token"))
            .region("ap-guangzhou")
            .endpoint(url);
        if kind == Kind::Client {
            return Self::Client(Client::new(config));
        }
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client with its defaults");
        Self::Bare {
            client,
            template: Box::new(sent(config).await),
            parse: kind == Kind::Value,
        }
    }

    async fn call_all(self: &Arc<Self>, calls: std::ops::Range<u64>, concurrency: u64) {
        let next = Arc::new(AtomicU64::new(calls.start));
        let tasks: Vec<_> = (0..concurrency)
            .map(|_| {
                let (caller, next, end) = (Arc::clone(self), Arc::clone(&next), calls.end);
                tokio::spawn(async move {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= end {
                            return;
                        }
                        caller.call(number).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no call is lost");
        }
    }

    /// One call; its answer has its number.
    async fn call(&self, number: u64) {
        match self {
            Self::Client(client) => {
                let response = client
                    .describe_instances(request(number))
                    .await
                    .expect("the server answers");
                let answered = response
                    .total_count
                    .and_then(|count| u64::try_from(count).ok());
                assert_eq!(answered, Some(1_000_000_000 + number));
            }
            Self::Bare {
                client,
                template,
                parse,
            } => {
                let mut request = (**template).clone();
                let body = String::from_utf8_lossy(request.body());
                *request.body_mut() = body.replace(PLACE, &number.to_string()).into();
                let request = reqwest::Request::try_from(request).expect("it was sent before");
                let response = client.execute(request).await.expect("the server answers");
                let body = response.bytes().await.expect("the answer is whole");
                if *parse {
                    let value: Value = serde_json::from_slice(&body).expect("the answer is JSON");
                    assert_eq!(value["Response"]["TotalCount"], 1_000_000_000 + number);
                } else {
                    assert!(body.ends_with(format!("{}}}}}", 1_000_000_000 + number).as_bytes()));
                }
            }
        }
    }
}

/// The number of the request that is the template of all.
const PLACE: &str = "123456789";

fn request(number: u64) -> DescribeInstancesRequest {
    let number = i64::try_from(number).expect("nobody makes 2^63 calls");
    DescribeInstancesRequest::new()
        .filters([Filter::new("zone", ["ap-guangzhou-6"])])
        .offset(number)
        .limit(20)
}

/// What the generated client sends with this configuration.
async fn sent(config: Config) -> http::Request<Bytes> {
    let keep = Keep::default();
    let client = Client::new(config.transport(keep.clone()));
    let number = PLACE.parse().expect("it is a number");
    // It fails, because nobody answers.
    let _ = client.describe_instances(request(number)).await;
    let mut kept = keep.0.lock().expect("nobody panics with the lock");
    let mut request = kept.take().expect("a request was sent");
    // What reqwest writes itself.
    request.headers_mut().remove("host");
    request
}

/// Keeps the request instead of sending it.
#[derive(Clone, Default)]
struct Keep(Arc<Mutex<Option<http::Request<Bytes>>>>);

impl Transport for Keep {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        *self.0.lock().expect("nobody panics with the lock") = Some(request);
        let error = TransportError::new(TransportErrorKind::Setup, "kept, not sent");
        Box::pin(std::future::ready(Err(error)))
    }
}
