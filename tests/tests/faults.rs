//! What becomes of a call when something goes wrong on the way: `faults/table.txt`.
//!
//! A block of the table has a name, what the server does with one request after the other (`serve`, see
//! [`Script::parse`]), and what the callers get. There is one call for each `serve`, and it is the last one that is told.
//! After that fault, the server is well again (`once`), or repeats it for every request (`always`). Three actions are
//! called: one that reads, one that changes something, and one that changes something and has a `ClientToken`.

// Other systems have other words for the same errors.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use tcgen_tests::golden::Golden;
use tcgen_tests::server::{Nobody, Script, Server};
use tencentcloud_cvm::runtime::{Config, Credential, Error, ErrorCode, ReqwestTransport, Retry};
use tencentcloud_cvm::{
    Client, DescribeInstancesRequest, RunInstancesRequest, TerminateInstancesRequest,
};
use tokio::task::JoinSet;

const SECRET_ID: &str = "AKIDexample";
const SECRET_KEY: &str = "canary-secret-key";

#[derive(Debug, Clone, Copy)]
enum Action {
    Read,
    Write,
    Token,
}

const CALLS: [(&str, Action, bool); 6] = [
    ("read once", Action::Read, true),
    ("write once", Action::Write, true),
    ("token once", Action::Token, true),
    ("read always", Action::Read, false),
    ("write always", Action::Write, false),
    ("token always", Action::Token, false),
];

#[tokio::test]
async fn every_fault_has_the_outcome_that_the_table_tells() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/table.txt");
    let table = std::fs::read_to_string(&path).unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let mut running = JoinSet::new();
    for (number, block) in table.split("\n\n").enumerate() {
        let fault = Fault::parse(block);
        let transport = transport.clone();
        running.spawn(async move { (number, fault.block(&transport).await) });
    }
    let mut blocks = running.join_all().await;
    blocks.sort();
    let blocks: Vec<String> = blocks.into_iter().map(|(_, block)| block).collect();
    let mut golden = Golden::default();
    golden.check(&path, &(blocks.join("\n\n") + "\n"));
    golden.finish();
}

struct Fault {
    name: String,
    serve: Vec<String>,
}

impl Fault {
    fn parse(block: &str) -> Self {
        let mut lines = block.lines();
        let name = lines.next().and_then(|line| line.strip_prefix("# "));
        Self {
            name: name.unwrap().to_owned(),
            serve: lines
                .filter_map(|line| line.strip_prefix("serve: "))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// The block of the table with what comes out; calls with the same outcome share a line.
    async fn block(&self, transport: &ReqwestTransport) -> String {
        let mut outcomes: Vec<(Vec<&str>, String)> = Vec::new();
        for (label, action, is_once) in CALLS {
            let outcome = self.outcome(transport, action, is_once).await;
            match outcomes.iter_mut().find(|(_, known)| *known == outcome) {
                Some((labels, _)) => labels.push(label),
                None => outcomes.push((vec![label], outcome)),
            }
        }
        let mut lines = vec![format!("# {}", self.name)];
        lines.extend(self.serve.iter().map(|script| format!("serve: {script}")));
        for (labels, outcome) in outcomes {
            let labels = if labels.len() == CALLS.len() {
                "every call".to_owned()
            } else {
                labels.join(", ")
            };
            lines.push(format!("{labels}: {outcome}"));
        }
        lines.join("\n")
    }

    async fn outcome(&self, transport: &ReqwestTransport, action: Action, is_once: bool) -> String {
        let (last, first) = self.serve.split_last().unwrap();
        if last == "refuse" {
            let nobody = Nobody::new();
            let caller = Caller::new(transport, &nobody.url, last);
            return caller.call(action).await.text;
        }
        let scripts = self.serve.iter().map(|script| Script::parse(script));
        let rest = Script::parse(if is_once { "ok" } else { last });
        let server = Server::play(scripts, rest);
        let caller = Caller::new(transport, &server.url, last);
        for _ in first {
            assert_eq!(caller.call(action).await.text, "ok", "{}", self.name);
            // The client sees the end of an idle connection.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        server.requests();
        let before = server.begun();
        let outcome = caller.call(action).await;
        check_signatures(&server);
        let count = server.begun() - before;
        assert!(outcome.attempts.is_none_or(|attempts| attempts == count));
        match count {
            1 => format!("1 request, {}", outcome.text),
            _ => format!("{count} requests, {}", outcome.text),
        }
    }
}

/// Each attempt is signed anew, and all else is what it was.
fn check_signatures(server: &Server) {
    let requests = server.requests();
    for (number, request) in requests.iter().enumerate() {
        assert_eq!(
            request.header("authorization"),
            request.expected_authorization(SECRET_ID, SECRET_KEY, "cvm")
        );
        for earlier in &requests[..number] {
            assert_eq!(earlier.body, request.body);
            assert_ne!(
                earlier.header("x-tc-timestamp"),
                request.header("x-tc-timestamp")
            );
        }
    }
}

struct Caller {
    client: Client,
}

impl Caller {
    fn new(transport: &ReqwestTransport, url: &str, script: &str) -> Self {
        // Silence is waited for, everything else comes at once, however busy the machine is.
        let timeout = if script.contains("hang") { 500 } else { 20_000 };
        // A second passes with every look at the clock, so that no two signatures are alike.
        let seconds = AtomicU64::new(1_551_113_065);
        let clock = move || {
            SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.fetch_add(1, Ordering::Relaxed))
        };
        let config = Config::new(Credential::new(SECRET_ID, SECRET_KEY))
            .region("ap-guangzhou")
            .endpoint(url)
            .transport(transport.clone())
            .attempt_timeout(Duration::from_millis(timeout))
            .retry(
                Retry::new()
                    .base_delay(Duration::from_millis(10))
                    .throttled_delay(Duration::from_millis(10)),
            )
            .clock(clock);
        Self {
            client: Client::new(config),
        }
    }

    /// `ok`, or what is printed of the error.
    async fn call(&self, action: Action) -> Outcome {
        match action {
            Action::Read => {
                let call = self
                    .client
                    .describe_instances(DescribeInstancesRequest::new());
                Outcome::of(call.await.map(|response| response.request_id))
            }
            Action::Write => {
                let request = TerminateInstancesRequest::new(["ins-r8hr2upy"]);
                let call = self.client.terminate_instances(request);
                Outcome::of(call.await.map(|response| response.request_id))
            }
            Action::Token => {
                let call = self.client.run_instances(RunInstancesRequest::new());
                Outcome::of(call.await.map(|response| response.request_id))
            }
        }
    }
}

struct Outcome {
    text: String,
    /// How many attempts the error tells of, if it is one.
    attempts: Option<usize>,
}

impl Outcome {
    fn of<E: ErrorCode>(result: Result<String, Error<E>>) -> Self {
        match result {
            Ok(request_id) => Self {
                text: match request_id.as_str() {
                    "r-ok" => "ok".to_owned(),
                    _ => format!("ok, with the request id {request_id:?}"),
                },
                attempts: None,
            },
            Err(error) => {
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains("canary"), "{shown}");
                // Behind the names of the service and the action, it is the same for every action.
                let text = error.to_string();
                let text = text.split_once(": ").map_or("", |(_, rest)| rest);
                // The transport and the call look at the same time, and either can be first.
                let text =
                    text.replace("the attempt took longer than 500ms", "operation timed out");
                Self {
                    text,
                    attempts: Some(error.attempts().len()),
                }
            }
        }
    }
}
