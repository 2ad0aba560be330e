//! The crate's function, against a local server.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use tcgen_downstream::{TerminateInstancesError, terminate};
use tcgen_tests::server::{Answer, Server};
use tencentcloud_runtime::{Config, Credential};

fn config(server: &Server) -> Config {
    Config::new(Credential::new("id", "key"))
        .region("ap-guangzhou")
        .endpoint(server.url.as_str())
}

#[tokio::test]
async fn calls_the_generated_action() {
    let server = Server::start([Answer::json(r#"{"Response":{"RequestId":"r-1"}}"#)]);
    assert_eq!(terminate(config(&server), &["ins-1"]).await.unwrap(), "r-1");
    let request = server.request();
    assert_eq!(
        request.header("authorization"),
        request.expected_authorization("id", "key", "cvm")
    );
}

#[tokio::test]
async fn sees_the_documented_error() {
    let server = Server::start([Answer::error("MissingParameter", "InstanceIds", "r-2")]);
    let error = terminate(config(&server), &[]).await.unwrap_err();
    assert_eq!(
        error.kind(),
        Some(&TerminateInstancesError::MissingParameter)
    );
}
