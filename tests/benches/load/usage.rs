//! What a client used, of all that it used.

use std::fmt;
use std::str::FromStr;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

/// What some calls cost the process that made them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Usage {
    pub(crate) calls_per_second: f64,
    /// User and system time of a call, in microseconds.
    pub(crate) cpu_micros: f64,
    /// The most memory that the process had.
    pub(crate) peak_megabytes: f64,
    /// By how much its memory grew while it was measured.
    pub(crate) growth_megabytes: f64,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            calls_per_second,
            cpu_micros,
            peak_megabytes,
            growth_megabytes,
        } = self;
        write!(
            f,
            "{calls_per_second} {cpu_micros} {peak_megabytes} {growth_megabytes}"
        )
    }
}

impl FromStr for Usage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut numbers = text.split_whitespace().map(str::parse);
        let mut next = || match numbers.next() {
            Some(Ok(number)) => Ok(number),
            _ => Err(format!("not four numbers: {text:?}")),
        };
        Ok(Self {
            calls_per_second: next()?,
            cpu_micros: next()?,
            peak_megabytes: next()?,
            growth_megabytes: next()?,
        })
    }
}

/// A moment from which on use is counted.
pub(crate) struct Start {
    time: Instant,
    cpu_micros: f64,
    resident_megabytes: f64,
}

impl Start {
    pub(crate) fn now() -> Self {
        Self {
            time: Instant::now(),
            cpu_micros: cpu_micros(),
            resident_megabytes: resident_megabytes(),
        }
    }

    /// What so many calls have cost since.
    pub(crate) fn usage(&self, calls: u64) -> Usage {
        #[expect(clippy::cast_precision_loss, reason = "nobody makes 2^53 calls")]
        let calls = calls as f64;
        let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the operating system counts");
        #[expect(clippy::cast_precision_loss, reason = "kilobytes of memory")]
        let peak_megabytes = usage.max_rss() as f64 / 1e3;
        Usage {
            calls_per_second: calls / self.time.elapsed().as_secs_f64(),
            cpu_micros: (cpu_micros() - self.cpu_micros) / calls,
            peak_megabytes,
            growth_megabytes: resident_megabytes() - self.resident_megabytes,
        }
    }
}

/// What this process has used of the CPU.
fn cpu_micros() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the operating system counts");
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds and microseconds of a bench are small"
    )]
    let micros = |time: TimeVal| time.tv_sec() as f64 * 1e6 + time.tv_usec() as f64;
    micros(usage.user_time()) + micros(usage.system_time())
}

/// The memory that this process has now; 0 where there is no Linux to tell.
fn resident_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}
