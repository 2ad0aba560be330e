//! The generated client against a local server, through the default transport.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use tcgen_tests::server::{Answer, Nobody, Server};
use tencentcloud_cvm::runtime::{Config, Credential, Error};
use tencentcloud_cvm::{
    Client, CvmError, TerminateInstancesError, TerminateInstancesRequest,
    TerminateInstancesResponse,
};

const SECRET_ID: &str = "AKIDexample";
const SECRET_KEY: &str = "canary-secret-key";
const TOKEN: &str = "canary-token";

fn config(url: &str) -> Config {
    let credential = Credential::new(SECRET_ID, SECRET_KEY).with_token(TOKEN);
    Config::new(credential).region("ap-guangzhou").endpoint(url)
}

async fn terminate(
    server: &Server,
) -> Result<TerminateInstancesResponse, Error<TerminateInstancesError>> {
    terminate_at(&server.url).await
}

async fn terminate_at(
    url: &str,
) -> Result<TerminateInstancesResponse, Error<TerminateInstancesError>> {
    let request = TerminateInstancesRequest::new(["ins-r8hr2upy"]).release_address(true);
    Client::new(config(url)).terminate_instances(request).await
}

async fn failure(answer: Answer) -> Error<TerminateInstancesError> {
    let error = terminate(&Server::start([answer])).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
    error
}

#[tokio::test]
async fn the_request_arrives_as_documented() {
    let server = Server::start([Answer::json(r#"{"Response":{"RequestId":"r-1"}}"#)]);
    let response = terminate(&server).await.unwrap();
    assert_eq!(response.request_id, "r-1");

    let request = server.request();
    assert_eq!(request.line, "POST / HTTP/1.1");
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        r#"{"InstanceIds":["ins-r8hr2upy"],"ReleaseAddress":true}"#
    );
    for (name, value) in [
        ("content-type", "application/json"),
        ("x-tc-action", "TerminateInstances"),
        ("x-tc-version", "2017-03-12"),
        ("x-tc-region", "ap-guangzhou"),
        ("x-tc-token", TOKEN),
    ] {
        assert_eq!(request.header(name), value, "{name}");
    }
}

#[tokio::test]
async fn the_signature_is_that_of_the_bytes_that_arrive() {
    let server = Server::start([Answer::json(r#"{"Response":{"RequestId":"r-1"}}"#)]);
    terminate(&server).await.unwrap();
    let request = server.request();
    assert_eq!(
        request.header("authorization"),
        request.expected_authorization(SECRET_ID, SECRET_KEY, "cvm")
    );
}

#[tokio::test]
async fn a_response_survives_what_is_not_documented() {
    let answer = r#"{"Response":{"New":{"Deep":[1,null]},"RequestId":"r-1"},"Other":null}"#;
    let response = terminate(&Server::start([Answer::json(answer)]))
        .await
        .unwrap();
    assert_eq!(response.request_id, "r-1");
}

#[tokio::test]
async fn a_documented_error_is_its_variant() {
    let error = failure(Answer::error(
        "InvalidInstanceId.NotFound",
        "no such instance",
        "r-2",
    ))
    .await;
    assert_eq!(
        error.kind(),
        Some(&TerminateInstancesError::InvalidInstanceIdNotFound)
    );
    assert_eq!(error.code(), Some("InvalidInstanceId.NotFound"));
    assert_eq!(error.message(), Some("no such instance"));
    assert_eq!(error.request_id(), Some("r-2"));
    let shown = error.to_string();
    for part in ["InvalidInstanceId.NotFound", "no such instance", "r-2"] {
        assert!(shown.contains(part), "{shown}");
    }
    assert_eq!(
        error.with_kind::<CvmError>().kind(),
        Some(&CvmError::InvalidInstanceIdNotFound)
    );
}

#[tokio::test]
async fn an_undocumented_error_keeps_its_code() {
    let error = failure(Answer::error("FailedOperation.New", "new", "r-3")).await;
    assert_eq!(error.kind(), Some(&TerminateInstancesError::Other));
    assert_eq!(error.code(), Some("FailedOperation.New"));
    assert_eq!(error.request_id(), Some("r-3"));
}

#[tokio::test]
async fn garbage_is_shown() {
    let error = failure(Answer::json("<html>not the API</html>")).await;
    assert_eq!(error.kind(), None);
    assert_eq!(error.http_status().unwrap(), 200);
    assert!(error.to_string().contains("not the API"), "{error}");
}

#[tokio::test]
async fn a_gateway_error_is_its_status() {
    let body = b"<html>Bad Gateway</html>".to_vec();
    let error = failure(Answer {
        status: "502 Bad Gateway",
        content_type: "text/html",
        body,
        ..Answer::json("")
    })
    .await;
    assert_eq!(error.kind(), None);
    assert_eq!(error.http_status().unwrap(), 502);
    assert!(error.to_string().contains("502"), "{error}");
}

#[tokio::test]
async fn no_server_is_a_transport_error() {
    let nobody = Nobody::new();
    let error = terminate_at(&nobody.url).await.unwrap_err();
    assert_eq!((error.kind(), error.http_status()), (None, None));
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_missing_region_is_told_before_anything_is_sent() {
    let config = Config::new(Credential::new(SECRET_ID, SECRET_KEY)).endpoint("http://127.0.0.1:9");
    let request = TerminateInstancesRequest::new(["ins-r8hr2upy"]);
    let error = Client::new(config)
        .terminate_instances(request)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("region"), "{error}");
}

#[test]
fn documented_limits_are_checked_on_request_only() {
    let request = TerminateInstancesRequest::new((0..101).map(|id| format!("ins-{id}")));
    let error = request.validate().unwrap_err();
    assert!(error.to_string().contains("InstanceIds"), "{error}");
    assert!(TerminateInstancesRequest::new(["ins-1"]).validate().is_ok());
}
