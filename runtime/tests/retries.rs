//! What is sent again, when, and what the error says. Time is Tokio's, which a test stops.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use cloud::{CVM, Cloud, RunInstancesRequest, Scripted, Vm, answer, no_answer, refusal};
use tencentcloud_runtime::TransportErrorKind::{Broken, Connect, Setup, Timeout};
use tencentcloud_runtime::{
    Attempt, AttemptEnd, AttemptStart, Bytes, Client, CommonError, Config, Credential,
    CredentialFuture, CredentialProvider, Error, HttpMethod, Interceptor, Object, Platform,
    RequestError, Retry, RetryBudget, Transport, TransportFuture, http,
};
use tokio::time::Instant;

const GOOD: &str = r#"{"Response":{"RequestId":"id"}}"#;

fn config(cloud: &Cloud) -> Config {
    Config::new(Credential::new("AKIDid", "canary-key").with_token("canary-token"))
        .region("ap-guangzhou")
        .transport(cloud.clone())
}

fn vm(config: Config) -> Vm {
    Vm(Client::new(config, &CVM))
}

/// How often each kind of call is sent, and how it ends: one that only reads, one that changes something, and one with a
/// client token.
async fn outcome(first: Scripted) -> String {
    let mut outcomes = Vec::new();
    for kind in ["reads", "changes", "with token"] {
        let cloud = Cloud::script([first.clone(), answer(200, GOOD)]);
        let client = vm(config(&cloud));
        let request = RunInstancesRequest::empty();
        let result = match kind {
            "reads" => client.describe_instances().await,
            "changes" => client.set_ratio(0.5).await,
            _ => client.run_instances(&request).await,
        };
        let sent = cloud.requests().len();
        let end = if result.is_ok() { "good" } else { "bad" };
        outcomes.push(format!("{sent} {end}"));
    }
    outcomes.join(", ")
}

#[tokio::test(start_paused = true)]
async fn is_sent_again_if_that_is_safe() {
    for (first, expected) in [
        (no_answer(Connect), "2 good, 2 good, 2 good"),
        (no_answer(Timeout), "2 good, 1 bad, 2 good"),
        (no_answer(Broken), "2 good, 1 bad, 2 good"),
        (no_answer(Setup), "1 bad, 1 bad, 1 bad"),
        (answer(429, "slow down"), "2 good, 2 good, 2 good"),
        (answer(502, "<html>"), "2 good, 1 bad, 2 good"),
        (answer(503, ""), "2 good, 1 bad, 2 good"),
        (answer(403, ""), "1 bad, 1 bad, 1 bad"),
        (answer(200, "<html>"), "1 bad, 1 bad, 1 bad"),
        (refusal("RequestLimitExceeded"), "2 good, 2 good, 2 good"),
        (
            refusal("RequestLimitExceeded.IPLimitExceeded"),
            "2 good, 2 good, 2 good",
        ),
        (refusal("InternalError"), "2 good, 1 bad, 2 good"),
        (refusal("ServiceUnavailable"), "2 good, 1 bad, 2 good"),
        (refusal("LimitExceeded"), "1 bad, 1 bad, 1 bad"),
        (refusal("ResourceInsufficient"), "1 bad, 1 bad, 1 bad"),
        (
            refusal("AuthFailure.SignatureExpire"),
            "1 bad, 1 bad, 1 bad",
        ),
    ] {
        let shown = format!("{first:?}");
        assert_eq!(outcome(first).await, expected, "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_in_the_error() {
    let cloud = Cloud::script([
        no_answer(Connect),
        answer(502, "<html>"),
        refusal("InternalError"),
    ]);
    let error = vm(config(&cloud)).describe_instances().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm DescribeInstances: InternalError: m (request id r; attempt 3; the last one allowed)"
    );
    assert_eq!(error.kind(), Some(&CommonError::InternalError));
    assert!(error.is_retryable() && !error.is_throttled());
    let attempts: Vec<String> = error
        .attempts()
        .iter()
        .map(|attempt| {
            assert_eq!(attempt.host(), "cvm.tencentcloudapi.com");
            assert_eq!(attempt.elapsed(), Some(Duration::ZERO));
            format!("{} {:?}", attempt.failure(), attempt.request_id())
        })
        .collect();
    assert_eq!(
        attempts,
        [
            "Connect None",
            "HTTP status 502 Bad Gateway: <html> None",
            "InternalError: m Some(\"r\")"
        ]
    );
    let waits: Vec<Duration> = error.attempts().iter().map(Attempt::delay).collect();
    assert_eq!(waits[0], Duration::ZERO);
    assert!((100..=200).contains(&waits[1].as_millis()), "{waits:?}");
    assert!((200..=400).contains(&waits[2].as_millis()), "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_says_how_long_to_wait() {
    let cloud = Cloud::script([answer(429, "slow down"), answer(200, GOOD)])
        .with_header("Retry-After", "7");
    let start = Instant::now();
    vm(config(&cloud)).set_ratio(0.5).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 7);

    let start = Instant::now();
    let cloud = Cloud::answers(429, "").with_header("Retry-After", "3600");
    let error = vm(config(&cloud)).set_ratio(0.5).await.unwrap_err();
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "nobody waits for what is out of reach"
    );
    assert!(
        error
            .to_string()
            .ends_with("(attempt 1; not sent again, because there is not enough time left)")
            || error
                .to_string()
                .ends_with("(not sent again, because there is not enough time left)"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_call_and_the_configuration_say_how_often() {
    for (retry, per_call, expected) in [
        (Retry::new(), None, 3),
        (Retry::new().max_attempts(5), None, 5),
        (Retry::none(), None, 1),
        (Retry::none(), Some(Retry::new()), 3),
        (Retry::new(), Some(Retry::none()), 1),
        (Retry::new().max_attempts(0), None, 1),
    ] {
        let cloud = Cloud::script([no_answer(Connect)]);
        let mut call = vm(config(&cloud).retry(retry)).set_ratio(0.5);
        if let Some(retry) = per_call {
            call = call.retry(retry);
        }
        let error = call.await.unwrap_err();
        assert_eq!(cloud.requests().len(), expected);
        assert_eq!(error.attempts().len(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn the_caller_can_say_that_it_does_not_matter_how_often() {
    let cloud = Cloud::script([no_answer(Broken), answer(200, GOOD)]);
    vm(config(&cloud))
        .set_ratio(0.5)
        .repeatable(true)
        .await
        .unwrap();
    assert_eq!(cloud.requests().len(), 2);

    let cloud = Cloud::script([no_answer(Broken), answer(200, GOOD)]);
    let call = vm(config(&cloud)).describe_instances().repeatable(false);
    let error = call.await.unwrap_err();
    assert!(error.may_have_been_executed());
    assert_eq!(
        error.to_string(),
        "cvm DescribeInstances: Broken (not sent again, because it may have been executed)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_token_is_filled_in_and_stays_the_same() {
    let cloud = Cloud::script([no_answer(Broken), answer(200, GOOD)]);
    let client = vm(config(&cloud));
    let mut request = RunInstancesRequest::empty();
    client.run_instances(&request).await.unwrap();
    client.run_instances(&request).await.unwrap();
    let bodies: Vec<serde_json::Value> = cloud
        .requests()
        .iter()
        .map(|request| serde_json::from_slice(request.body()).unwrap())
        .collect();
    assert_eq!(bodies.len(), 3);
    assert_eq!(bodies[0], bodies[1]);
    assert_ne!(bodies[1], bodies[2], "another call is another thing to do");
    assert_eq!(bodies[0]["ClientToken"].as_str().unwrap().len(), 36);

    request.client_token = Some("mine".to_owned());
    client.run_instances(&request).await.unwrap();
    assert_eq!(
        cloud.request().body(),
        r#"{"ImageId":"","ClientToken":"mine"}"#
    );
    request.client_token = None;
    let once = client.run_instances(&request).retry(Retry::none());
    once.await.unwrap();
    assert_eq!(cloud.request().body(), r#"{"ImageId":""}"#);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_signed_anew() {
    let cloud = Cloud::script([refusal("RequestLimitExceeded"), answer(200, GOOD)]);
    let start = Instant::now();
    let clock = move || SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000) + start.elapsed();
    let retry = Retry::new()
        .throttled_delay(Duration::from_secs(30))
        .max_delay(Duration::MAX);
    vm(config(&cloud).clock(clock).retry(retry))
        .set_ratio(0.5)
        .await
        .unwrap();
    let headers: Vec<http::HeaderMap> = cloud
        .requests()
        .iter()
        .map(|request| request.headers().clone())
        .collect();
    assert_ne!(headers[0]["x-tc-timestamp"], headers[1]["x-tc-timestamp"]);
    assert_ne!(headers[0]["authorization"], headers[1]["authorization"]);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_corrected_once() {
    let clock = || SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200);
    let expired = refusal("AuthFailure.SignatureExpire");
    let cloud = Cloud::script([expired.clone(), answer(200, GOOD)])
        .with_header("Date", "Mon, 01 Jan 2024 01:00:00 GMT");
    let config_of = |cloud: &Cloud| config(cloud).clock(clock);
    let client = vm(config_of(&cloud));
    client.set_ratio(0.5).await.unwrap();
    client.set_ratio(0.5).await.unwrap();
    let times: Vec<http::HeaderValue> = cloud
        .requests()
        .iter()
        .map(|request| request.headers()["x-tc-timestamp"].clone())
        .collect();
    assert_eq!(times, ["1704067200", "1704070800", "1704070800"]);

    let cloud =
        Cloud::script([expired.clone()]).with_header("Date", "Mon, 01 Jan 2024 01:00:00 GMT");
    vm(config_of(&cloud)).set_ratio(0.5).await.unwrap_err();
    assert_eq!(cloud.requests().len(), 2, "once, and then it is an error");

    let cloud = Cloud::script([expired]).with_header("Date", "Mon, 01 Jan 2024 00:00:10 GMT");
    vm(config_of(&cloud)).set_ratio(0.5).await.unwrap_err();
    assert_eq!(cloud.requests().len(), 1, "the clock is not what is wrong");
}

/// Gives another key each time it was told that one is refused.
#[derive(Default)]
struct Rotating(AtomicU32);

impl CredentialProvider for Rotating {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        let number = self.0.load(Ordering::Relaxed);
        let credential = Credential::new(format!("AKID{number}"), "canary-key");
        Box::pin(std::future::ready(Ok(credential)))
    }

    fn invalidate(&self, _credential: &Credential) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        true
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_credential_is_replaced_once() {
    let refused = refusal("AuthFailure.TokenFailure");
    let cloud = Cloud::script([refused.clone(), answer(200, GOOD)]);
    vm(config(&cloud).credential(Rotating::default()))
        .set_ratio(0.5)
        .await
        .unwrap();
    let ids: Vec<bool> = ["AKID0/", "AKID1/"]
        .iter()
        .zip(cloud.requests())
        .map(|(id, request)| {
            let authorization = request.headers()["authorization"].to_str().unwrap();
            authorization.contains(id)
        })
        .collect();
    assert_eq!(ids, [true, true]);

    let cloud = Cloud::script([refused.clone()]);
    let client = vm(config(&cloud).credential(Rotating::default()));
    client.set_ratio(0.5).await.unwrap_err();
    assert_eq!(cloud.requests().len(), 2, "once, and then it is an error");

    let cloud = Cloud::script([refused]);
    vm(config(&cloud)).set_ratio(0.5).await.unwrap_err();
    assert_eq!(cloud.requests().len(), 1, "there is no other credential");
}

#[tokio::test(start_paused = true)]
async fn an_empty_budget_ends_repeats_and_success_fills_it() {
    let cloud = Cloud::script([no_answer(Connect)]);
    let budget = RetryBudget::new(12);
    let client = vm(config(&cloud).retry_budget(budget.clone()));
    client.set_ratio(0.5).await.unwrap_err();
    assert_eq!((cloud.requests().len(), budget.remaining()), (3, Some(2)));
    let error = client.set_ratio(0.5).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm SetRatio: Connect (not sent again, because the retry budget is used up)"
    );
    let good = Cloud::answers(200, GOOD);
    let client = vm(config(&good).retry_budget(budget.clone()));
    client.set_ratio(0.5).await.unwrap();
    assert_eq!(budget.remaining(), Some(3));

    let cloud = Cloud::script([no_answer(Connect), answer(200, GOOD)]);
    let budget = RetryBudget::new(12);
    vm(config(&cloud).retry_budget(budget.clone()))
        .set_ratio(0.5)
        .await
        .unwrap();
    assert_eq!(
        budget.remaining(),
        Some(12),
        "what was sent again succeeded"
    );
}

/// Never answers.
struct Silent;

impl Transport for Silent {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn the_whole_call_ends_in_time_whatever_the_transport_does() {
    let silent = Config::new(Credential::new("AKIDid", "key")).transport(Silent);
    let start = Instant::now();
    let call = vm(silent).set_ratio(0.5).timeout(Duration::from_secs(9));
    let error = call.await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 9);
    assert_eq!(
        error.to_string(),
        "cvm SetRatio: no answer in time: the call took longer than 9s"
    );
    assert!(error.may_have_been_executed());
}

/// Never has one.
struct Lost;

impl CredentialProvider for Lost {
    fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_credential_that_does_not_come_is_no_answer_that_did_not_come() {
    let cloud = Cloud::answers(200, GOOD);
    let error = vm(config(&cloud).credential(Lost))
        .describe_instances()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm DescribeInstances: no credential: there was none when the attempt had taken 60s"
    );
    assert!(!cloud.was_called() && !error.may_have_been_executed());
}

#[tokio::test(start_paused = true)]
async fn an_attempt_ends_in_time_and_another_follows() {
    let silent = Config::new(Credential::new("AKIDid", "key")).transport(Silent);
    let start = Instant::now();
    let seconds = Duration::from_secs;
    let call = vm(silent).describe_instances().attempt_timeout(seconds(5));
    let error = call.await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 15);
    assert_eq!(
        error.to_string(),
        "cvm DescribeInstances: no answer in time: the attempt took longer than 5s (attempt 3; the last one allowed)"
    );
}

#[derive(Clone, Default)]
struct Witness(Arc<Mutex<Vec<String>>>);

impl Interceptor for Witness {
    fn before_attempt(
        &self,
        attempt: &AttemptStart<'_>,
        headers: &mut http::HeaderMap,
    ) -> Result<(), RequestError> {
        headers.insert("x-tc-traceid", attempt.number.into());
        self.0.lock().unwrap().push(format!("{attempt:?}"));
        Ok(())
    }

    fn after_attempt(&self, attempt: &AttemptStart<'_>, end: &AttemptEnd<'_>) {
        self.0
            .lock()
            .unwrap()
            .push(format!("{} {end:?}", attempt.number));
    }
}

#[tokio::test(start_paused = true)]
async fn an_interceptor_sees_each_attempt_and_adds_headers() {
    let cloud = Cloud::script([refusal("RequestLimitExceeded"), answer(200, GOOD)]);
    let witness = Witness::default();
    vm(config(&cloud).interceptor(witness.clone()))
        .set_ratio(0.5)
        .await
        .unwrap();
    let seen = witness.0.lock().unwrap().join("\n");
    assert_eq!(witness.0.lock().unwrap().len(), 4, "{seen}");
    assert!(!seen.contains("canary"), "{seen}");
    assert!(seen.contains("RequestLimitExceeded"), "{seen}");
    let ids: Vec<http::HeaderValue> = cloud
        .requests()
        .iter()
        .map(|request| request.headers()["x-tc-traceid"].clone())
        .collect();
    assert_eq!(ids, ["1", "2"]);
}

struct Thief(&'static str);

impl Interceptor for Thief {
    fn before_attempt(
        &self,
        _attempt: &AttemptStart<'_>,
        headers: &mut http::HeaderMap,
    ) -> Result<(), RequestError> {
        assert!(headers.is_empty());
        headers.insert(self.0, http::HeaderValue::from_static("mine"));
        Ok(())
    }
}

#[tokio::test]
async fn an_interceptor_cannot_replace_what_the_call_sends() {
    for name in [
        "host",
        "authorization",
        "x-tc-action",
        "x-tc-token",
        "content-type",
    ] {
        let cloud = Cloud::answers(200, GOOD);
        let error: Error = vm(config(&cloud).interceptor(Thief(name)))
            .set_ratio(0.5)
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("cvm SetRatio: an interceptor cannot set the header {name}: the call does")
        );
        assert!(!cloud.was_called());
    }
}

#[tokio::test]
async fn with_get_the_members_are_in_the_query() {
    let cloud = Cloud::answers(200, GOOD);
    let client = vm(config(&cloud).method(HttpMethod::Get));
    client
        .terminate_instances(cloud::TerminateInstancesRequest {
            instance_ids: vec!["ins-1".to_owned(), "ins 2".to_owned()],
            release_address: Some(true),
            password: None,
        })
        .await
        .unwrap();
    let request = cloud.request();
    assert_eq!(request.method(), "GET");
    assert_eq!(
        request.uri(),
        "https://cvm.tencentcloudapi.com/?InstanceIds.0=ins-1&InstanceIds.1=ins%202&ReleaseAddress=true"
    );
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert!(request.body().is_empty());
    let error = client
        .upload_bytes(cloud::UploadBytesRequest::empty(), "bytes")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm UploadBytes: this action sends files or bytes, which `GET` cannot: use `POST`"
    );
}

#[tokio::test]
async fn a_body_can_be_left_out_of_the_signature() {
    let cloud = Cloud::answers(200, GOOD);
    let clock = || SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200);
    let client = vm(config(&cloud).clock(clock).unsigned_payload(true));
    client.set_ratio(0.5).await.unwrap();
    client.set_ratio(0.7).await.unwrap();
    client.set_ratio(0.7).unsigned_payload(false).await.unwrap();
    let headers: Vec<http::HeaderMap> = cloud
        .requests()
        .iter()
        .map(|request| request.headers().clone())
        .collect();
    assert_eq!(headers[0]["x-tc-content-sha256"], "UNSIGNED-PAYLOAD");
    assert_eq!(headers[0]["authorization"], headers[1]["authorization"]);
    assert_ne!(headers[1]["authorization"], headers[2]["authorization"]);
    assert!(!headers[2].contains_key("x-tc-content-sha256"));
}

#[tokio::test(start_paused = true)]
async fn what_answers_cannot_make_an_error_tell_a_secret() {
    for status in [200, 400, 502] {
        for body in [
            "token canary-token, key canary-key, password canary-password",
            r#"{"Response":{"Error":{"Code":"canary-key","Message":"canary-token canary-password"}}}"#,
        ] {
            let cloud = Cloud::answers(status, body);
            let request = cloud::TerminateInstancesRequest {
                instance_ids: Vec::new(),
                release_address: None,
                password: Some("canary-password".to_owned()),
            };
            let client = vm(config(&cloud));
            let error = client.terminate_instances(request).await.unwrap_err();
            let shown = format!("{error} {error:?} {error:#?} {client:?}", client = client.0);
            assert!(!shown.contains("canary"), "{shown}");
            assert!(shown.contains("[hidden]"), "{shown}");
        }
    }
}
