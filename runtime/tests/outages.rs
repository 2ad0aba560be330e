//! How many callers behave together when a service is slow, down or refuses. Time is Tokio's, which a test stops.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use cloud::{CVM, Cloud, Scripted, Vm, answer, refusal};
use tencentcloud_runtime::{
    Bytes, Client, Config, Credential, Retry, RetryBudget, Timeout, Transport, TransportError,
    TransportErrorKind, TransportFuture, http,
};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const GOOD: &str = r#"{"Response":{"RequestId":"id"}}"#;

fn config(transport: impl Transport + 'static) -> Config {
    Config::new(Credential::new("AKIDid", "key")).transport(transport)
}

fn vm(config: &Config) -> Vm {
    Vm(Client::new(config.clone(), &CVM))
}

/// Answers by the time since the start, and keeps when it was asked.
#[derive(Clone)]
struct Weather {
    start: Instant,
    answer: fn(Duration) -> Scripted,
    asked: Arc<Mutex<Vec<Duration>>>,
}

impl Weather {
    fn new(answer: fn(Duration) -> Scripted) -> Self {
        Self {
            start: Instant::now(),
            answer,
            asked: Arc::default(),
        }
    }
}

impl Transport for Weather {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        let now = self.start.elapsed();
        self.asked.lock().unwrap().push(now);
        Box::pin(std::future::ready((self.answer)(now)))
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_down_is_not_asked_much_more_often() {
    const CALLS: usize = 1000;
    let weather = Weather::new(|now| {
        if now < Duration::from_secs(1000) {
            answer(503, "<html>")
        } else {
            answer(200, GOOD)
        }
    });
    let budget = RetryBudget::default();
    let config = config(weather.clone()).retry_budget(budget.clone());
    for _ in 0..CALLS {
        vm(&config).describe_instances().await.unwrap_err();
    }
    // 500 tokens, of which each costs five.
    assert_eq!(weather.asked.lock().unwrap().len(), CALLS + 100);
    assert_eq!(budget.remaining(), Some(0));

    // It is as it was once the service has been well for a while.
    sleep(Duration::from_secs(1000)).await;
    for _ in 0..500 {
        vm(&config).describe_instances().await.unwrap();
    }
    assert_eq!(budget.remaining(), Some(500));
}

#[tokio::test(start_paused = true)]
async fn while_most_calls_succeed_every_failure_is_repeated() {
    let mut answers = Vec::new();
    for _ in 0..1000 {
        answers.extend((0..9).map(|_| answer(200, GOOD)));
        answers.push(refusal("InternalError"));
    }
    answers.push(answer(200, GOOD));
    let config = config(Cloud::script(answers));
    for _ in 0..9000 {
        vm(&config).describe_instances().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn callers_that_are_refused_together_do_not_come_back_together() {
    const CALLS: usize = 1000;
    let weather = Weather::new(|now| {
        if now.is_zero() {
            refusal("RequestLimitExceeded")
        } else {
            answer(200, GOOD)
        }
    });
    let config = config(weather.clone()).retry_budget(RetryBudget::unlimited());
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let vm = vm(&config);
        calls.spawn(async move { vm.describe_instances().await.unwrap() });
    }
    assert_eq!(calls.join_all().await.len(), CALLS, "none is lost");
    let asked = weather.asked.lock().unwrap();
    let mut seconds: BTreeMap<u128, usize> = BTreeMap::new();
    for time in asked.iter().filter(|time| !time.is_zero()) {
        *seconds.entry(time.as_millis() / 50).or_default() += 1;
    }
    // Half a second, in ten pieces with about a hundred each.
    assert_eq!(seconds.values().sum::<usize>(), CALLS);
    assert!(
        seconds.keys().all(|piece| (10..=20).contains(piece)),
        "{seconds:?}"
    );
    assert!(
        seconds.values().all(|count| *count < CALLS / 5),
        "{seconds:?}"
    );
}

/// Answers when the time of the attempt is up, and keeps how much that was.
#[derive(Clone, Default)]
struct Slow(Arc<Mutex<Vec<Duration>>>);

impl Transport for Slow {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let Timeout(time) = *request.extensions().get().unwrap();
        self.0.lock().unwrap().push(time);
        Box::pin(async move {
            sleep(time).await;
            Err(TransportError::new(TransportErrorKind::Timeout, "slow"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn no_attempt_has_more_time_than_the_call_has_left() {
    let slow = Slow::default();
    let config = config(slow.clone())
        .attempt_timeout(Duration::from_secs(4))
        .timeout(Duration::from_secs(10))
        .retry(
            Retry::new()
                .max_attempts(9)
                .base_delay(Duration::from_millis(200)),
        );
    let start = Instant::now();
    let error = vm(&config).describe_instances().await.unwrap_err();
    assert!(
        start.elapsed() <= Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
    let times = slow.0.lock().unwrap().clone();
    assert_eq!(times[..2], [Duration::from_secs(4); 2]);
    assert!(times[2] < Duration::from_secs(2), "{times:?}");
    assert_eq!(times.len(), 3);
    assert_eq!(error.attempts().len(), 3);
    assert_eq!(
        error.to_string(),
        "cvm DescribeInstances: no answer in time: the call took longer than 10s (attempt 3)"
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_says_in_seconds_or_as_a_date_how_long_to_wait() {
    // 2024-01-01T00:00:00Z, and the wait without any header is 1 s.
    for (asked, wait) in [
        ("", 1),
        ("0", 1),
        ("1", 1),
        ("5", 5),
        (" 5 ", 5),
        ("119", 119),
        ("Mon, 01 Jan 2024 00:00:07 GMT", 7),
        ("Monday, 01-Jan-24 00:00:08 GMT", 8),
        ("Mon Jan  1 00:00:09 2024", 9),
        ("Sun, 31 Dec 2023 23:59:59 GMT", 1),
        ("soon", 1),
        ("-5", 1),
        ("1.5", 1),
        ("99999999999999999999999", 1),
    ] {
        let cloud =
            Cloud::script([answer(429, ""), answer(200, GOOD)]).with_header("Retry-After", asked);
        let begin = Instant::now();
        let clock =
            move || SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200) + begin.elapsed();
        vm(&config(cloud).clock(clock))
            .set_ratio(0.5)
            .await
            .unwrap();
        let waited = begin.elapsed().as_secs_f64();
        let expected = if wait == 1 {
            0.5..=1.0
        } else {
            f64::from(wait)..=f64::from(wait) + 0.001
        };
        assert!(expected.contains(&waited), "{asked:?}: {waited} s");
    }
}
