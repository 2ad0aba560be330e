//! Whatever happens to a call, no key, token, password or signature is in anything that people print or log.
//!
//! Every secret that is sent is a canary. What is looked at: errors with their sources and attempts, clients, configurations,
//! calls and requests, in each way to print them; all that is told to `tracing`, with bodies; and what interceptors are told.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tcgen_tests::server::{Nobody, Script, Server};
use tencentcloud_cvm::{LoginSettings, RunInstancesRequest};
use tencentcloud_lkeap::{ChatCompletionsRequest, Message};
use tencentcloud_runtime::{
    AttemptEnd, AttemptStart, Config, Credential, Error, ErrorCode, HttpMethod, Interceptor,
    ReqwestTransport, Retry, UntypedClient,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const KEY: &str = "canary-key-canary";
const TOKEN: &str = "canary-token-canary";
/// Written in another way in JSON, in HTML, in a query, and in one line.
const PASSWORD: &str =
    "canary\"canary\\canary/canary<canary>canary&canary canary%canary'canary+canary=猫canary";
const PRIVATE_KEY: &str =
    "-----BEGIN PRIVATE KEY-----\ncanary\r\ncanary\tcanary\n-----END PRIVATE KEY-----\n";

/// Faults that repeat what they were sent; the table of faults has all others.
const ECHOES: [&str; 6] = [
    "echo-page",
    "echo-error",
    "echo-member",
    "echo-event",
    "echo-event-text",
    // What secrets an answer has, that nobody sent.
    r#"answer 200 {"Response":{"Credentials":{"Token":"canary"},"Password":"canary","RequestId":"r-ok"}}"#,
];

#[tokio::test]
async fn no_fault_makes_anything_tell_a_secret() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/table.txt");
    let table = std::fs::read_to_string(table).unwrap();
    let faults = table
        .lines()
        .filter_map(|line| line.strip_prefix("serve: "));
    // Others wait for seconds and have nothing else to tell.
    let faults = faults.filter(|script| !script.contains("slowly"));
    let transport = ReqwestTransport::new().unwrap();
    let mut leaks = Vec::new();
    for script in faults.chain(ECHOES) {
        for method in [HttpMethod::Post, HttpMethod::Get] {
            leaks.extend(Stage::play(&transport, script, method, "").await);
        }
    }
    assert!(
        leaks.is_empty(),
        "{} leaks\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// An excerpt of an answer ends in the middle of anything.
#[tokio::test]
async fn an_excerpt_that_ends_within_a_secret_does_not_tell_its_start() {
    let transport = ReqwestTransport::new().unwrap();
    let mut leaks = Vec::new();
    for length in 0..128 {
        let padding = "x".repeat(length);
        leaks.extend(Stage::play(&transport, "echo-page", HttpMethod::Post, &padding).await);
    }
    assert!(
        leaks.is_empty(),
        "{} leaks\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// A server, callers, and everything that is told of them.
struct Stage {
    seen: Seen,
    config: Config,
    /// Whether what an answer says, for which it was asked, repeats what it was sent.
    is_echo: bool,
}

impl Stage {
    /// The leaks, each with where it was.
    async fn play(
        transport: &ReqwestTransport,
        script: &str,
        method: HttpMethod,
        padding: &str,
    ) -> Vec<String> {
        let seen = Seen::default();
        let server = (script != "refuse").then(|| Server::play([], Script::parse(script)));
        let nobody = Nobody::new();
        let url = server
            .as_ref()
            .map_or(nobody.url.clone(), |server| server.url.clone());
        let config = Config::new(Credential::new("AKIDexample", KEY).with_token(TOKEN))
            .region("ap-guangzhou")
            .endpoint(url)
            .request_client(padding)
            .transport(transport.clone())
            .attempt_timeout(Duration::from_millis(if script.contains("hang") {
                50
            } else {
                20_000
            }))
            .retry(
                Retry::new()
                    .max_attempts(2)
                    .base_delay(Duration::ZERO)
                    .throttled_delay(Duration::ZERO),
            )
            .method(method)
            .log_bodies(true)
            .interceptor(seen.clone());
        let is_echo = script.starts_with("echo");
        let stage = Self {
            seen,
            config,
            is_echo,
        };
        {
            let _logged = tracing::subscriber::set_default(stage.seen.clone());
            stage.call().await;
        }
        let signatures = server
            .iter()
            .flat_map(Server::requests)
            .filter_map(|request| {
                let (_, signature) = request.header("authorization").split_once("Signature=")?;
                Some(signature[..16].to_owned())
            });
        let secrets: Vec<String> = signatures.chain(["canary".to_owned()]).collect();
        let seen = stage.seen.0.lock().unwrap();
        assert!(!seen.is_empty());
        let is_leak = |text: &&String| secrets.iter().any(|secret| text.contains(secret));
        let leaks = seen.iter().filter(is_leak);
        leaks
            .map(|text| format!("{script}, {method:?}: {text}"))
            .collect()
    }

    async fn call(&self) {
        let seen = &self.seen;
        seen.look("configuration", &self.config);

        let client = tencentcloud_cvm::Client::new(self.config.clone());
        seen.look("client", &client);
        let login = LoginSettings::new().password(PASSWORD);
        let request = RunInstancesRequest::new().login_settings(login);
        seen.look("request", &request);
        let call = client.run_instances(request);
        seen.look("call", &call);
        self.result(call.await);
        let request = tencentcloud_cvm::DescribeInstancesRequest::new();
        self.result(client.describe_instances(request).await);

        let client = UntypedClient::new(self.config.clone());
        seen.look("client", &client);
        let call = client.call("sts", "2018-08-13", "GetFederationToken", untyped());
        seen.look("call", &call);
        self.result(call.await);

        let client = tencentcloud_lkeap::Client::new(self.config.clone());
        let request = ChatCompletionsRequest::new("m", [Message::new().content("hello")]);
        let call = client.chat_completions(request);
        seen.look("call", &call);
        match call.events().await {
            Ok(mut events) => {
                seen.look("events", &events);
                while let Some(event) = events.next().await {
                    // What an event says is what was asked for; of an error nobody asked to tell what it was sent.
                    if let Err(error) = event {
                        seen.error(&error);
                    }
                }
            }
            Err(error) => seen.error(&error),
        }
    }
}

impl Stage {
    fn result<R: Debug, E: ErrorCode>(&self, result: Result<R, Error<E>>) {
        match result {
            Ok(_) if self.is_echo => {}
            Ok(response) => self.seen.look("response", &response),
            Err(error) => self.seen.error(&error),
        }
    }
}

fn untyped() -> Value {
    let inner = json!({ "Pwd": PASSWORD }).to_string();
    json!({ "PrivateKey": PRIVATE_KEY, "Nested": [{ "Password": PASSWORD }], "Params": inner })
}

/// Everything that was told, by whom.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn add(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }

    fn look(&self, what: &str, value: &dyn Debug) {
        self.add(format!("{what}: {value:?}"));
        self.add(format!("{what}: {value:#?}"));
    }

    fn error<E: ErrorCode>(&self, error: &Error<E>) {
        self.look("error", error);
        self.add(format!("error: {error}"));
        self.look("failure", error.failure());
        self.add(format!("failure: {}", error.failure()));
        self.add(format!("message: {:?} {:?}", error.code(), error.message()));
        self.add(format!("request id: {:?}", error.request_id()));
        for attempt in error.attempts() {
            self.look("attempt", attempt);
            self.add(format!("attempt: {attempt}"));
        }
        let mut source = error.source();
        while let Some(error) = source {
            self.look("source", &error);
            self.add(format!("source: {error}"));
            source = error.source();
        }
    }
}

impl Interceptor for Seen {
    fn after_attempt(&self, attempt: &AttemptStart<'_>, end: &AttemptEnd<'_>) {
        self.look("interceptor", attempt);
        self.look("interceptor", end);
    }
}

/// Hears everything, of every crate, at every level.
impl Subscriber for Seen {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(format!("span {}:", span.metadata().name()));
        span.record(&mut fields);
        self.add(fields.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields("span:".to_owned());
        values.record(&mut fields);
        self.add(fields.0);
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(format!("event of {}:", event.metadata().target()));
        event.record(&mut fields);
        self.add(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}
