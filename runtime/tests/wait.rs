//! Waiting for a state, on a clock that stands still.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
#![cfg(feature = "reqwest")]
// A generated method takes its request by value, so that the call is one expression.
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tencentcloud_runtime::{
    Bytes, Call, Client, Config, Credential, Retry, Transport, TransportFuture, WaitReason,
    WaitStatus, http, wait_until,
};
use tokio::time::Instant;

use self::cloud::{
    CVM, TerminateInstancesError, TerminateInstancesRequest, TerminateInstancesResponse, Vm,
};

/// Answers with these request ids, the last one again and again; an id that begins with a capital is an error code.
#[derive(Clone)]
struct States(Arc<Mutex<(Vec<&'static str>, Vec<Instant>)>>);

impl States {
    fn new(states: impl IntoIterator<Item = &'static str>) -> Self {
        let mut states: Vec<_> = states.into_iter().collect();
        states.reverse();
        Self(Arc::new(Mutex::new((states, Vec::new()))))
    }

    fn call(&self) -> Call<TerminateInstancesResponse, TerminateInstancesError> {
        let config = Config::new(Credential::new("AKIDexample", "canary-key"))
            .region("ap-guangzhou")
            .transport(self.clone());
        let request = TerminateInstancesRequest {
            instance_ids: Vec::new(),
            release_address: None,
            password: Some("canary-password".to_owned()),
        };
        Vm(Client::new(config, &CVM))
            .terminate_instances(request)
            .retry(Retry::none())
    }

    /// The seconds between the calls.
    fn waits(&self) -> Vec<f64> {
        let times = &self.0.lock().unwrap().1;
        let pairs = times.windows(2);
        pairs
            .map(|pair| (pair[1] - pair[0]).as_secs_f64())
            .collect()
    }
}

impl Transport for States {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        let mut states = self.0.lock().unwrap();
        states.1.push(Instant::now());
        let state = match states.0.len() {
            1 => states.0[0],
            _ => states.0.pop().unwrap(),
        };
        let answer = if state.starts_with(|first: char| first.is_uppercase()) {
            format!(
                r#"{{"Response":{{"Error":{{"Code":"{state}","Message":"m"}},"RequestId":"id"}}}}"#
            )
        } else {
            format!(r#"{{"Response":{{"RequestId":"{state}"}}}}"#)
        };
        Box::pin(async { Ok(http::Response::new(Bytes::from(answer))) })
    }
}

fn status(response: &TerminateInstancesResponse) -> WaitStatus {
    match response.request_id.as_str() {
        "running" => WaitStatus::Done,
        "broken" => WaitStatus::failed("broken"),
        state => WaitStatus::not_yet(state.to_owned()),
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_there_is_not_waited_for() {
    let states = States::new(["running"]);
    let response = wait_until(|| states.call(), status).await.unwrap();
    assert_eq!(response.request_id, "running");
    assert!(states.waits().is_empty());
}

#[tokio::test(start_paused = true)]
async fn calls_are_made_every_five_seconds_or_so() {
    let states = States::new(["pending", "pending", "starting", "running"]);
    let is_running = |response: &TerminateInstancesResponse| response.request_id == "running";
    wait_until(|| states.call(), is_running).await.unwrap();
    let waits = states.waits();
    assert_eq!(waits.len(), 3);
    assert!(
        waits.iter().all(|wait| (4.49..5.51).contains(wait)),
        "{waits:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn intervals_grow_up_to_their_maximum() {
    let states = States::new(["pending", "pending", "pending", "pending", "running"]);
    wait_until(|| states.call(), status)
        .interval(Duration::from_secs(1))
        .growing(3.0, Duration::from_secs(5))
        .await
        .unwrap();
    for (wait, expected) in states.waits().into_iter().zip([1.0, 3.0, 5.0, 5.0]) {
        assert!(
            (expected * 0.89..expected * 1.11).contains(&wait),
            "{wait} {expected}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_call_is_made_when_the_time_is_over() {
    let states = States::new(["pending"]);
    let error = wait_until(|| states.call(), status)
        .interval(Duration::from_secs(40))
        .timeout(Duration::from_secs(60))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm TerminateInstances: not there after 60 s and 3 calls: pending"
    );
    assert_eq!(error.polls(), 3);
    assert!((59.9..60.1).contains(&states.waits().iter().sum()));
    let WaitReason::TimedOut { last, .. } = error.into_reason() else {
        panic!("another reason");
    };
    assert_eq!(last.unwrap().request_id, "pending");
}

#[tokio::test(start_paused = true)]
async fn what_failed_for_good_is_not_waited_for() {
    let states = States::new(["pending", "broken"]);
    let error = wait_until(|| states.call(), status).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm TerminateInstances: what was waited for can no longer be: broken (2 calls)"
    );
    assert!(matches!(
        error.reason(),
        WaitReason::Failed { response, .. } if response.request_id == "broken"
    ));
}

#[tokio::test(start_paused = true)]
async fn an_error_of_a_call_is_the_end_unless_it_is_tolerated() {
    let states = ["InvalidInstanceId.NotFound", "running"];
    let error = {
        let states = States::new(states);
        wait_until(|| states.call(), status).await.unwrap_err()
    };
    assert_eq!(
        error.to_string(),
        "cvm TerminateInstances: InvalidInstanceId.NotFound: m (request id id), while waiting, after 1 call"
    );
    assert!(error.source().is_none());
    let states = States::new(states);
    let is_new = |error: &tencentcloud_runtime::Error<TerminateInstancesError>| {
        error.kind() == Some(&TerminateInstancesError::InvalidInstanceIdNotFound)
    };
    wait_until(|| states.call(), status)
        .tolerate(is_new)
        .await
        .unwrap();
    let states = States::new(["InvalidInstanceId.NotFound"]);
    let error = wait_until(|| states.call(), status)
        .tolerate(is_new)
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("not there after 600 s"), "{shown}");
    assert!(shown.contains("InvalidInstanceId.NotFound"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn a_wait_can_be_sent_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    let states = States::new([]);
    is_send(&wait_until(move || states.call(), status));
}
