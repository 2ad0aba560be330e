//! What becomes of a stream of events when something goes wrong: `faults/streams.txt`, which is written as the other table of
//! faults is. The server does what stands there for the first request, and answers the next ones well.

// Other systems have other words for the same errors.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::path::Path;
use std::time::Duration;

use tcgen_tests::golden::Golden;
use tcgen_tests::server::{Script, Server};
use tencentcloud_lkeap::{ChatCompletionsRequest, Client, Message};
use tencentcloud_runtime::{Config, Credential, Retry};

const WELL: &str = r#"send HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {"Choices":[]}\n\ndata: [DONE]\n\n | close"#;

#[tokio::test]
async fn every_fault_of_a_stream_has_the_outcome_that_the_table_tells() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/streams.txt");
    let table = std::fs::read_to_string(&path).unwrap();
    let mut blocks = Vec::new();
    for block in table.split("\n\n") {
        let mut lines = block.lines();
        let (name, serve) = (lines.next().unwrap(), lines.next().unwrap());
        let script = serve.strip_prefix("serve: ").unwrap();
        blocks.push(format!("{name}\n{serve}\n{}", outcome(script).await));
    }
    let mut golden = Golden::default();
    golden.check(&path, &(blocks.join("\n\n") + "\n"));
    golden.finish();
}

async fn outcome(script: &str) -> String {
    let server = Server::play([Script::parse(script)], Script::parse(WELL));
    // Silence is waited for, everything else comes at once, however busy the machine is.
    let timeout = Duration::from_millis(if script.contains("hang") { 300 } else { 20_000 });
    let config = Config::new(Credential::new("AKIDexample", "key"))
        .region("ap-guangzhou")
        .endpoint(server.url.as_str())
        .attempt_timeout(timeout)
        .retry(
            Retry::new()
                .base_delay(Duration::ZERO)
                .throttled_delay(Duration::ZERO),
        );
    let request = ChatCompletionsRequest::new("m", [Message::new().content("hello")]);
    let call = Client::new(config).chat_completions(request.stream(true));
    let mut seen = Vec::new();
    match call.events().await {
        Ok(mut events) => {
            while let Some(event) = events.next().await {
                seen.push(event.map_or_else(|error| error.to_string(), |_| "event".to_owned()));
            }
            seen.push("end".to_owned());
        }
        Err(error) => seen.push(error.to_string()),
    }
    let requests = match server.begun() {
        1 => "1 request".to_owned(),
        count => format!("{count} requests"),
    };
    // The transport and the call look at the same time, and either can be first.
    let seen = seen.join(" | ");
    let seen = seen.replace(
        "the attempt took longer than 300ms",
        "nothing came for 300ms",
    );
    format!("{requests}: {seen}")
}
