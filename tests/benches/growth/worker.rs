//! Reads shapes in another process, so that a stack that overflows or a page without end stops nothing else.

use std::fmt;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use tencentcloud_codegen::extract::extract;
use tencentcloud_codegen::page::Page;
use tencentcloud_codegen::spec::Source;

use crate::shapes::Shape;

/// Bytes of the smaller page. What grows too fast there is looked at again with [`FACTOR`] times as many.
const SIZE: usize = 64 << 10;

/// How much larger the other page is.
const FACTOR: usize = 4;

/// How much longer the other page may take. More than [`FACTOR`], because caches end somewhere; work in the square of the
/// size would take 16 times as long.
const ALLOWED: f64 = 8.0;

/// What is this quick at the larger size is not looked at: noise would decide.
const QUICK: Duration = Duration::from_millis(30);

/// Whatever its growth is, no shape may take longer than this at the larger size, which is 256 KiB.
const SLOW: Duration = Duration::from_secs(1);

/// How long the worker may take for one shape.
const LIMIT: Duration = Duration::from_secs(60);

/// The stack of a thread of the standard library, less than that of a main thread.
const STACK: usize = 2 << 20;

/// What became of a shape.
pub(crate) enum Outcome {
    /// It was read.
    Read(Times),
    /// The worker died: the stack overflowed, or it panicked.
    Died,
    /// The worker took too long.
    Endless,
}

/// How long the two sizes took.
pub(crate) struct Times {
    /// Bytes of the smaller page.
    size: usize,
    small: Duration,
    large: Duration,
}

impl Times {
    fn of(shape: &Shape) -> Self {
        let times = Self::at(shape, SIZE);
        // What is small can grow by chance, or because it leaves a cache.
        if times.grow_too_fast() && times.large < SLOW {
            Self::at(shape, SIZE * FACTOR)
        } else {
            times
        }
    }

    fn at(shape: &Shape, size: usize) -> Self {
        Self {
            size,
            small: time(&shape.page(size)),
            large: time(&shape.page(size * FACTOR)),
        }
    }

    pub(crate) fn grow_too_fast(&self) -> bool {
        self.large > SLOW || self.large > QUICK && self.growth() > ALLOWED
    }

    fn growth(&self) -> f64 {
        self.large.as_secs_f64() / self.small.as_secs_f64()
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} KiB {:?}, {} KiB {:?}: × {:.1}",
            self.size >> 10,
            self.small,
            (self.size * FACTOR) >> 10,
            self.large,
            self.growth()
        )
    }
}

/// The processor time that reading a page takes: other processes do not count.
fn time(page: &str) -> Duration {
    let start = thread_time();
    if let Ok(page) = Page::new("page", page.as_bytes()) {
        let source = Source {
            file: "page".to_owned(),
            sha256: String::new(),
        };
        black_box(extract(&page.document(), source));
    }
    thread_time().saturating_sub(start)
}

fn thread_time() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_THREAD).expect("this thread has a usage");
    let time = usage.user_time() + usage.system_time();
    Duration::from_micros(time.num_microseconds().unsigned_abs())
}

/// The work of the worker: reads the shapes from one on and tells their times, one a line.
pub(crate) fn work(shapes: &[Shape], first: usize) {
    for shape in &shapes[first..] {
        let times = std::thread::scope(|scope| {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, || Times::of(shape))
                .expect("a thread")
                .join()
                .expect("no panic")
        });
        let (small, large) = (times.small.as_nanos(), times.large.as_nanos());
        println!("{} {small} {large}", times.size);
    }
}

/// Has all shapes read by workers; a new one goes on where one ended.
pub(crate) fn run(shapes: &[Shape], arguments: &[String], mut tell: impl FnMut(&Shape, Outcome)) {
    let mut next = 0;
    while next < shapes.len() {
        let (mut worker, lines) = start(arguments, next);
        loop {
            let outcome = match lines.recv_timeout(LIMIT) {
                Ok(times) => Outcome::Read(times),
                Err(RecvTimeoutError::Disconnected) => Outcome::Died,
                Err(RecvTimeoutError::Timeout) => Outcome::Endless,
            };
            let is_over = !matches!(outcome, Outcome::Read(_));
            tell(&shapes[next], outcome);
            next += 1;
            if is_over || next == shapes.len() {
                break;
            }
        }
        // It may have ended by itself.
        let _ = worker.kill();
        let _ = worker.wait();
    }
}

fn start(arguments: &[String], first: usize) -> (Child, Receiver<Times>) {
    let program = std::env::current_exe().expect("the path of this program");
    let mut worker = Command::new(program)
        .args(arguments)
        .arg(first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program starts again");
    let output = BufReader::new(worker.stdout.take().expect("a pipe"));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let Some(times) = parse(&line) else { return };
            if sender.send(times).is_err() {
                return;
            }
        }
    });
    (worker, receiver)
}

fn parse(line: &str) -> Option<Times> {
    let (size, times) = line.split_once(' ')?;
    let (small, large) = times.split_once(' ')?;
    Some(Times {
        size: size.parse().ok()?,
        small: Duration::from_nanos(small.parse().ok()?),
        large: Duration::from_nanos(large.parse().ok()?),
    })
}
