//! The generated client beside the official SDKs for Python and Go, against the same local server.
//!
//! ```sh
//! TCGEN_PYTHON=…/bin/python TCGEN_GO_SDK=…/tencentcloud-sdk-go cargo run --release -p tcgen-tests --example beside
//! cargo run -p tcgen-tests --example beside -- wire      # or faults, or cpu: only this table
//! ```
//!
//! It prints what each sends for the same call, what each makes of the faults of `faults/table.txt`, and the CPU time of a
//! call. An SDK that is absent is left out, with a message.

mod client;

use std::fmt::Write as _;
use std::path::Path;

use tcgen_tests::official::{self, Worker};
use tcgen_tests::server::{Nobody, Script, Server};

use self::client::{Call, Client};

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |table: &str| wanted.is_empty() || wanted.iter().any(|name| name == table);
    let mut clients = vec![Client::ours()];
    if let Some(python) = official::python() {
        clients.push(Client::Worker(
            "Python",
            Worker::python(&python, "calls.py"),
        ));
    }
    if let Some(worker) = Worker::go() {
        clients.push(Client::Worker("Go", worker));
    }
    if is_wanted("wire") {
        print_wire(&mut clients);
    }
    if is_wanted("faults") {
        print_faults(&mut clients);
    }
    if is_wanted("cpu") {
        print_cpu(&mut clients);
    }
}

/// Each request line by line, as it arrives.
fn print_wire(clients: &mut [Client]) {
    for (title, call) in [
        ("POST", Call::new("DescribeInstances")),
        (
            "GET",
            Call {
                get: true,
                ..Call::new("DescribeInstances")
            },
        ),
        (
            "POST with a body that is not signed",
            Call {
                unsigned_payload: true,
                ..Call::new("DescribeInstances")
            },
        ),
    ] {
        println!("\n## {title}\n");
        for client in &mut *clients {
            let server = Server::play([], Script::parse("ok"));
            client.call(&server.url, &call);
            for request in server.requests() {
                let expected = request.expected_authorization("AKIDexample", "key", "cvm");
                let is_signed = match request.header("authorization") {
                    signed if signed == expected => "the signature is that of the body",
                    _ => "the signature is not that of the body",
                };
                println!("{} ({is_signed}):\n\n```\n{request}\n```\n", client.name());
            }
        }
    }
}

/// For each fault: whether a call survives it, and how many requests that took.
fn print_faults(clients: &mut [Client]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/table.txt");
    let table = std::fs::read_to_string(path).expect("the table is checked in");
    let columns = [
        ("read", "DescribeInstances"),
        ("write", "TerminateInstances"),
    ];
    let mut head = "| fault, once |".to_owned();
    let mut line = "|---|".to_owned();
    for client in &*clients {
        for retries in client.retries() {
            for (column, _) in columns {
                let with = if *retries { "" } else { ", as it comes" };
                let _ = write!(head, " {}{with}: {column} |", client.name());
                line.push_str("---|");
            }
        }
    }
    println!("\n{head}\n{line}");
    for block in table.split("\n\n") {
        let mut lines = block.lines();
        let name = lines.next().unwrap_or_default().trim_start_matches("# ");
        let scripts: Vec<&str> = lines
            .filter_map(|line| line.strip_prefix("serve: "))
            .collect();
        let mut row = format!("| {name} |");
        for client in &mut *clients {
            for retries in client.retries() {
                for (_, action) in columns {
                    let call = Call {
                        retries: *retries,
                        ..Call::new(action)
                    };
                    let _ = write!(row, " {} |", survival(client, &call, &scripts));
                }
            }
        }
        println!("{row}");
    }
    println!(
        "\nA number is how many requests arrived. `twice`: a change arrived twice as a whole, and the first may have been executed."
    );
}

fn survival(client: &mut Client, call: &Call, scripts: &[&str]) -> String {
    let is_refused = scripts == ["refuse"];
    let server = if is_refused {
        Server::play([], Script::parse("ok"))
    } else {
        Server::play(
            scripts.iter().map(|script| Script::parse(script)),
            Script::parse("ok"),
        )
    };
    let nobody = Nobody::new();
    let url = if is_refused { &nobody.url } else { &server.url };
    for _ in 1..scripts.len() {
        client.call(url, call);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let (before, _) = (server.begun(), server.requests());
    let outcome = client.call(url, call);
    let (count, whole) = (server.begun() - before, server.requests().len());
    let was_refused = scripts
        .iter()
        .any(|script| script.contains("429") || script.contains("RequestLimit"));
    let is_twice = call.action == "TerminateInstances" && whole > 1 && !was_refused;
    let mark = if is_twice { ", **twice**" } else { "" };
    match outcome.as_str() {
        "ok" => format!("ok {count}{mark}"),
        _ => format!("{} {count}{mark}", kind(&outcome)),
    }
}

/// The kind of an error, as short as fits a table.
fn kind(outcome: &str) -> &'static str {
    let bugs = [
        "panic",
        "AttributeError",
        "KeyError",
        "TypeError",
        "JSONDecodeError",
        "UnboundLocalError",
        "ChunkedEncodingError",
        "ReadTimeout",
        "ConnectionError",
        "another answer",
    ];
    bugs.into_iter()
        .find(|bug| outcome.starts_with(bug))
        .unwrap_or("error")
}

/// What a call costs, one after the other.
fn print_cpu(clients: &mut [Client]) {
    println!("\n| client | CPU per call |\n|---|---|");
    for client in clients {
        let server = Server::play([], Script::parse("ok"));
        let call = Call {
            calls: 5000,
            ..Call::new("DescribeInstances")
        };
        let micros = client.cpu_micros(&server.url, &call);
        println!("| {} | {micros:.0} µs |", client.name());
    }
}
