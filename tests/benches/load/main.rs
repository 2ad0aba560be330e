//! What a call costs the caller, beside a bare loop over reqwest that sends the same bytes and reads the same bytes.
//!
//! ```sh
//! cargo bench -p tcgen-load                           # the table; about a minute
//! cargo bench -p tcgen-load -- --only client --calls 1000000 --rounds 1 --concurrency 50   # whether memory grows
//! cargo bench -p tcgen-load -- --concurrency 1000
//! ```
//!
//! The server is a process of its own on this machine, and so is each client, so that the CPU time and memory that a
//! client is told to have used are its own. All clients use one thread, HTTP/1.1 without TLS, and kept connections. Every
//! call has a number that the answer must repeat: a call that is lost or gets the answer of another ends the program.

mod client;
mod server;
mod usage;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use clap::{Parser, ValueEnum};

use self::client::Kind;
use self::usage::Usage;

/// What to measure.
#[derive(Debug, Clone, Parser)]
struct Options {
    /// Calls of each client in each round; the first tenth is not measured.
    #[arg(long, default_value_t = 10_000)]
    calls: u64,
    /// How often each client runs; the least CPU time counts.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Calls at the same time; each of these if there are several.
    #[arg(long, value_delimiter = ',', default_value = "1,50,1000")]
    concurrency: Vec<u64>,
    /// Instances in an answer, each about 1.2 kB; each of these if there are several.
    #[arg(long, value_delimiter = ',', default_value = "0,20")]
    instances: Vec<usize>,
    /// Only this client.
    #[arg(long)]
    only: Option<Kind>,

    /// Cargo passes it to every bench.
    #[arg(long, hide = true)]
    bench: bool,
    /// This process is the server, with answers of so many instances.
    #[arg(long, hide = true)]
    serve: Option<usize>,
    /// This process is the client of `--only`, and calls this.
    #[arg(long, hide = true)]
    url: Option<String>,
}

fn main() {
    let options = Options::parse();
    if let Some(instances) = options.serve {
        server::serve(instances);
    } else if let (Some(url), Some(kind)) = (&options.url, options.only) {
        let usage = client::run(kind, url, options.calls, options.concurrency[0]);
        println!("{usage}");
    } else {
        compare(&options);
    }
}

/// Prints a table for each size of answers and number of concurrent calls.
fn compare(options: &Options) {
    println!(
        "| answer | concurrent | client | calls/s | CPU per call | : bare | memory | growth |\n|---|---|---|---|---|---|---|---|"
    );
    for &instances in &options.instances {
        let server = Server::start(instances);
        for &concurrency in &options.concurrency {
            let calls = options.calls.max(concurrency * 10);
            let mut kinds: Vec<(Kind, Option<Usage>)> = Kind::value_variants()
                .iter()
                .filter(|kind| options.only.is_none_or(|only| only == **kind))
                .map(|kind| (*kind, None))
                .collect();
            // In turns, so that what else the machine does hits all alike.
            for _ in 0..options.rounds {
                for (kind, least) in &mut kinds {
                    let usage = measure(*kind, &server.url, calls, concurrency);
                    if least.is_none_or(|least| usage.cpu_micros < least.cpu_micros) {
                        *least = Some(usage);
                    }
                }
            }
            let bare = kinds
                .first()
                .and_then(|(_, usage)| *usage)
                .map_or(1.0, |usage| usage.cpu_micros);
            for (kind, usage) in &kinds {
                let Some(usage) = usage else { continue };
                println!(
                    "| {:.1} kB | {concurrency} | {} | {:.0} | {:.1} µs | {:.2} | {:.1} MB | {:+.1} MB |",
                    server.answer_kilobytes,
                    kind.describe(),
                    usage.calls_per_second,
                    usage.cpu_micros,
                    usage.cpu_micros / bare,
                    usage.peak_megabytes,
                    usage.growth_megabytes,
                );
            }
        }
    }
}

fn measure(kind: Kind, url: &str, calls: u64, concurrency: u64) -> Usage {
    let kind = kind
        .to_possible_value()
        .expect("every client can be named on the command line");
    let output = this_program()
        .args(["--only", kind.get_name(), "--url", url])
        .args(["--calls", &calls.to_string()])
        .args(["--concurrency", &concurrency.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .expect("this program can be started");
    assert!(output.status.success(), "a call was lost");
    String::from_utf8_lossy(&output.stdout)
        .parse()
        .expect("a client prints what it used")
}

fn this_program() -> Command {
    Command::new(std::env::current_exe().expect("a program knows its path"))
}

/// The server in a process of its own, which ends with this.
struct Server {
    process: Child,
    url: String,
    answer_kilobytes: f64,
}

impl Server {
    fn start(instances: usize) -> Self {
        let mut process = this_program()
            .args(["--serve", &instances.to_string()])
            // The server ends when this pipe does.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started");
        let mut line = String::new();
        let output = process.stdout.take().expect("stdout is piped");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the server says where it is");
        let (url, size) = line.trim().split_once(' ').expect("an address and a size");
        Self {
            process,
            url: url.to_owned(),
            answer_kilobytes: size.parse::<f64>().expect("a size in bytes") / 1e3,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // It may have ended by itself.
        let _ = self.process.wait();
    }
}
