//! Calls that go to other hosts, over a transport that some hosts do not answer on. Time is Tokio's, which a test stops.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cloud::{CVM, Scripted, Vm, answer, no_answer, refusal};
use tencentcloud_runtime::TransportErrorKind::{Broken, Connect, Setup, Timeout};
use tencentcloud_runtime::sign::{SigningRequest, sha256_hex};
use tencentcloud_runtime::{
    Attempt, Bytes, Client, Config, Credential, CredentialError, CredentialFuture,
    CredentialProvider, Endpoint, Failover, Platform, Retry, SleepFuture, Timer, Transport,
    TransportFuture, http,
};
use tokio::time::{Instant, advance};

const GOOD: &str = r#"{"Response":{"RequestId":"id"}}"#;
const COM: &str = "cvm.tencentcloudapi.com";
const COM_CN: &str = "cvm.tencentcloudapi.com.cn";
const CN: &str = "cvm.tencentcloudapi.cn";

/// Hosts that answer always the same, and all others, which are good. It keeps the requests.
#[derive(Clone, Default)]
struct Hosts {
    bad: Arc<Mutex<HashMap<&'static str, Scripted>>>,
    requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Hosts {
    fn set(&self, host: &'static str, answer: Scripted) {
        self.bad.lock().unwrap().insert(host, answer);
    }

    /// Where requests went since this was asked last.
    fn asked(&self) -> Vec<String> {
        let requests = std::mem::take(&mut *self.requests.lock().unwrap());
        let host = |request: &http::Request<Bytes>| request.uri().host().unwrap().to_owned();
        requests.iter().map(host).collect()
    }
}

impl Transport for Hosts {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let bad = self.bad.lock().unwrap();
        let answer = bad.get(request.uri().host().unwrap()).cloned();
        self.requests.lock().unwrap().push(request);
        Box::pin(async { answer.unwrap_or_else(|| cloud::answer(200, GOOD)) })
    }
}

/// Tokio's time since the test began. The default measures from a moment that all tests share, each of which has a time of its
/// own.
struct TestTimer(Instant);

impl Timer for TestTimer {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn config(hosts: &Hosts) -> Config {
    Config::new(credential())
        .timer(TestTimer(Instant::now()))
        .region("ap-beijing")
        .failover(Failover::domains())
        .transport(hosts.clone())
}

fn credential() -> Credential {
    Credential::new("AKIDid", "key")
}

fn vm(config: Config) -> Vm {
    Vm(Client::new(config, &CVM))
}

#[tokio::test(start_paused = true)]
async fn without_a_connection_the_next_host_is_asked_at_once() {
    let hosts = Hosts::default();
    hosts.set(COM, no_answer(Connect));
    hosts.set(COM_CN, no_answer(Connect));
    let start = Instant::now();
    // It changes something: nothing was sent, so that does not matter.
    vm(config(&hosts)).set_ratio(0.5).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(hosts.asked(), [COM, COM_CN, CN]);
}

#[tokio::test(start_paused = true)]
async fn when_no_host_is_left_it_waits_and_asks_again() {
    let hosts = Hosts::default();
    for host in [COM, COM_CN, CN] {
        hosts.set(host, no_answer(Connect));
    }
    let retry = Retry::new().max_attempts(4);
    let call = vm(config(&hosts)).set_ratio(0.5).retry(retry);
    let error = call.await.unwrap_err();
    let attempts: Vec<(&str, bool)> = error
        .attempts()
        .iter()
        .map(|attempt: &Attempt| (attempt.host(), attempt.delay().is_zero()))
        .collect();
    let expected = [(COM, true), (COM_CN, true), (CN, true), (COM, false)];
    assert_eq!(attempts, expected);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_executed_goes_elsewhere_only_if_that_is_safe() {
    for bad in [
        no_answer(Timeout),
        no_answer(Broken),
        answer(502, "<html>"),
        answer(504, ""),
    ] {
        let hosts = Hosts::default();
        hosts.set(COM, bad);
        let client = vm(config(&hosts));
        client.describe_instances().await.unwrap();
        assert_eq!(hosts.asked(), [COM, COM_CN]);
        client.set_ratio(0.5).await.unwrap_err();
        assert_eq!(hosts.asked(), [COM]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_refuses_has_answered() {
    for refused in [
        refusal("RequestLimitExceeded"),
        refusal("InternalError"),
        answer(429, ""),
        answer(500, ""),
    ] {
        let hosts = Hosts::default();
        hosts.set(COM, refused);
        let client = vm(config(&hosts));
        for _ in 0..3 {
            client.describe_instances().await.unwrap_err();
            assert_eq!(hosts.asked(), [COM; 3]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_does_not_answer_is_left_out_until_it_does() {
    let hosts = Hosts::default();
    hosts.set(COM, no_answer(Timeout));
    let config = config(&hosts);
    for _ in 0..5 {
        vm(config.clone()).set_ratio(0.5).await.unwrap_err();
    }
    assert_eq!(hosts.asked(), [COM; 5]);
    // Every client of a copy knows.
    vm(config.clone()).set_ratio(0.5).await.unwrap();
    assert_eq!(hosts.asked(), [COM_CN]);
    advance(Duration::from_secs(30)).await;
    vm(config.clone()).set_ratio(0.5).await.unwrap_err();
    vm(config.clone()).set_ratio(0.5).await.unwrap();
    assert_eq!(hosts.asked(), [COM, COM_CN]);
    advance(Duration::from_secs(30)).await;
    hosts.set(COM, answer(200, GOOD));
    vm(config.clone()).set_ratio(0.5).await.unwrap();
    vm(config).set_ratio(0.5).await.unwrap();
    assert_eq!(hosts.asked(), [COM, COM]);
}

struct NoCredential;

impl CredentialProvider for NoCredential {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(100)).await;
            Err(CredentialError::new("none"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_was_not_asked_has_not_failed() {
    let hosts = Hosts::default();
    let shared = config(&hosts);
    // Too late, and then not at all.
    for timeout in [60, 110] {
        let config = shared.clone().credential(NoCredential);
        for _ in 0..9 {
            let call = vm(config.clone()).set_ratio(0.5);
            let timeout = Duration::from_secs(timeout);
            let call = call.timeout(timeout).attempt_timeout(timeout);
            call.await.unwrap_err();
        }
    }
    hosts.set(COM, no_answer(Setup));
    for _ in 0..9 {
        vm(shared.clone()).set_ratio(0.5).await.unwrap_err();
    }
    assert_eq!(hosts.asked(), [COM; 9]);
    hosts.set(COM, answer(200, GOOD));
    vm(shared).set_ratio(0.5).await.unwrap();
    assert_eq!(hosts.asked(), [COM]);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_signed_for_its_host_and_the_same_service() {
    let hosts = Hosts::default();
    let other = "stand-in.example";
    hosts.set(COM, no_answer(Connect));
    let config = config(&hosts).failover(Failover::hosts([other]));
    vm(config).set_ratio(0.5).await.unwrap();
    let requests = hosts.requests.lock().unwrap().clone();
    for (request, host) in requests.iter().zip([COM, other]) {
        let headers = request.headers();
        assert_eq!(headers["host"], host);
        let text = |name: &str| headers[name].to_str().unwrap();
        let expected = SigningRequest {
            method: "POST",
            query: "",
            headers: &[("content-type", text("content-type")), ("host", host)],
            payload_hash: &sha256_hex(request.body()),
            timestamp: text("x-tc-timestamp").parse().unwrap(),
            service: "cvm",
        };
        assert_eq!(text("authorization"), expected.authorization(&credential()));
        assert_eq!(headers["x-tc-region"], "ap-beijing");
    }
    assert_eq!(requests.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_combined_fails_before_it_is_sent() {
    let hosts = Hosts::default();
    let config = config(&hosts).endpoint(Endpoint::International);
    let error = vm(config).set_ratio(0.5).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm SetRatio: the international host `cvm.intl.tencentcloudapi.com` is in no other domain: use `Failover::hosts`"
    );
    assert!(hosts.asked().is_empty());
}
