//! What it costs to generate: spec files → `Spec` → `Plan` → Rust → files.
//!
//! ```text
//! cargo bench -p tcgen-tests --bench generation             the specs of this repository
//! cargo bench -p tcgen-tests --bench generation -- FOLDER   the specs in a folder
//! ```
//!
//! First every service version is generated on one thread, for the CPU seconds of each stage and of the largest services;
//! then all of them on all cores, for the wall clock and the peak memory. Both must write the same bytes.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::time::{ClockId, clock_gettime};
use tencentcloud_codegen::emit::{CrateOptions, crate_files};
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::{Spec, find_spec_files};

/// How many of the largest service versions are listed.
const LISTED: usize = 8;

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| argument != "--bench");
    let folder = folder.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"),
        PathBuf::from,
    );
    let specs = find_spec_files(&folder).expect("the folder can be listed");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generation");
    // The first run has to write all files, which later ones find as they should be.
    let _ = std::fs::remove_dir_all(&out);

    let (one_thread, wall, cpu) = run(&specs, 1, &out.join("one"));
    let mut total = Cost::default();
    for cost in one_thread.values() {
        total += *cost;
    }
    println!("| service version | actions | lines | MB | read | plan | emit | write | CPU ms |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut largest: Vec<_> = one_thread.iter().collect();
    largest.sort_by_key(|(name, cost)| (std::cmp::Reverse(cost.bytes), *name));
    for (name, cost) in largest.into_iter().take(LISTED) {
        println!("{}", cost.row(name));
    }
    println!("{}", total.row(&format!("all {}", specs.len())));
    println!("\n1 thread: {wall:.2?} wall, {cpu:.2?} CPU");

    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (many_threads, wall, cpu) = run(&specs, threads, &out.join("many"));
    let megabytes = total.megabytes() / wall.as_secs_f64();
    let peak = getrusage(UsageWho::RUSAGE_SELF).map_or(0, |usage| usage.max_rss() / 1024);
    println!("{threads} threads: {wall:.2?} wall, {cpu:.2?} CPU, {megabytes:.0} MB/s");
    println!("peak memory: {peak} MB");
    assert!(
        one_thread
            .iter()
            .all(|(name, cost)| many_threads[name].text == cost.text),
        "the number of threads shows in what is written"
    );
}

/// What a service version costs, in CPU time of each stage, and how much it is.
#[derive(Clone, Copy, Default)]
struct Cost {
    read: Duration,
    plan: Duration,
    emit: Duration,
    write: Duration,
    actions: usize,
    lines: usize,
    bytes: usize,
    /// A checksum of all that is written.
    text: u64,
}

impl Cost {
    #[allow(clippy::cast_precision_loss, reason = "printed with one digit")]
    fn megabytes(self) -> f64 {
        self.bytes as f64 / 1e6
    }

    fn row(self, name: &str) -> String {
        let all = self.read + self.plan + self.emit + self.write;
        let stages = [self.read, self.plan, self.emit, self.write, all];
        let stages = stages.map(|stage| format!("{:.1}", stage.as_secs_f64() * 1e3));
        format!(
            "| {name} | {} | {} | {:.1} | {} |",
            self.actions,
            self.lines,
            self.megabytes(),
            stages.join(" | ")
        )
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.plan += other.plan;
        self.emit += other.emit;
        self.write += other.write;
        self.actions += other.actions;
        self.lines += other.lines;
        self.bytes += other.bytes;
    }
}

/// Generates all specs on so many threads: the cost of each, and wall clock and CPU time of the whole.
fn run(
    specs: &[PathBuf],
    threads: usize,
    out: &Path,
) -> (BTreeMap<String, Cost>, Duration, Duration) {
    let (next, costs) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let (started, cpu) = (Instant::now(), clock(ClockId::CLOCK_PROCESS_CPUTIME_ID));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(spec) = specs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (name, cost) = generate(spec, out);
                    costs
                        .lock()
                        .expect("no thread panics with it")
                        .insert(name, cost);
                }
            });
        }
    });
    let costs = costs.into_inner().expect("no thread panics with it");
    (
        costs,
        started.elapsed(),
        clock(ClockId::CLOCK_PROCESS_CPUTIME_ID).saturating_sub(cpu),
    )
}

fn generate(path: &Path, out: &Path) -> (String, Cost) {
    let (read, spec) = timed(|| Spec::read(path).expect("a spec file"));
    let (plan_time, plan) = timed(|| Plan::new(&spec, None).expect("the spec can be planned"));
    let options = CrateOptions::default();
    let (emit, texts) = timed(|| crate_files(std::slice::from_ref(&plan), &options));
    let name = format!("{} {}", plan.service, plan.version);
    let mut cost = Cost {
        read,
        plan: plan_time,
        emit,
        actions: plan.actions.len(),
        ..Cost::default()
    };
    for text in texts.values() {
        cost.lines += text.lines().count();
        cost.bytes += text.len();
        cost.text = text.bytes().fold(cost.text, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u64::from(byte))
        });
    }
    let mut files = Files::default();
    files.insert_folder(Path::new(&name), texts);
    let (write, _) = timed(|| files.write(out).expect("the files can be written"));
    cost.write = write;
    (name, cost)
}

/// What something gives, and the CPU time of this thread that it takes.
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = clock(ClockId::CLOCK_THREAD_CPUTIME_ID);
    let result = work();
    let ended = clock(ClockId::CLOCK_THREAD_CPUTIME_ID);
    (ended.saturating_sub(started), result)
}

fn clock(clock: ClockId) -> Duration {
    clock_gettime(clock).map_or(Duration::ZERO, Duration::from)
}
