//! Whole calls, over a transport that records the request and answers from memory.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
// A generated method takes its request by value, so that the call is one expression.
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use tencentcloud_runtime::{
    Binary, Bytes, Client, CommonError, Config, Credential, CredentialError, CredentialFuture,
    CredentialProvider, Endpoint, Error, Failure, Language, Platform, Retry, Timeout,
    TransportError, TransportErrorKind, http,
};

use self::cloud::{
    CVM, Cloud, TerminateInstancesError, TerminateInstancesRequest, TerminateInstancesResponse,
    UploadBytesRequest, UploadFileRequest, Vm,
};

const DONE: &str = r#"{"Response":{"RequestId":"id-1"}}"#;
const NOT_FOUND: &str = r#"{"Response":{"Error":{"Code":"InvalidInstanceId.NotFound","Message":"no\nsuch"},"RequestId":"id-2"}}"#;

fn credential() -> Credential {
    Credential::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "canary-key")
}

/// 2019-02-25, the time of the published example.
fn config(cloud: &Cloud) -> Config {
    Config::new(credential())
        .region("ap-guangzhou")
        .transport(cloud.clone())
        .clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_551_113_065))
        // What is sent again is in `retries.rs`.
        .retry(Retry::none())
}

fn request() -> TerminateInstancesRequest {
    TerminateInstancesRequest {
        instance_ids: vec!["ins-r8hr2upy".to_owned()],
        release_address: None,
        password: None,
    }
}

async fn call(
    config: Config,
) -> Result<TerminateInstancesResponse, Error<TerminateInstancesError>> {
    Vm(Client::new(config, &CVM))
        .terminate_instances(request())
        .await
}

async fn failure(cloud: &Cloud) -> Error<TerminateInstancesError> {
    call(config(cloud)).await.unwrap_err()
}

#[tokio::test]
async fn a_request_has_what_the_protocol_asks_for() {
    let cloud = Cloud::answers(200, DONE);
    let response = call(config(&cloud)).await.unwrap();
    assert_eq!(response.request_id, "id-1");

    let request = cloud.request();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://cvm.tencentcloudapi.com/");
    assert_eq!(request.body(), r#"{"InstanceIds":["ins-r8hr2upy"]}"#);
    assert_eq!(
        request.extensions().get(),
        Some(&Timeout(Duration::from_secs(60)))
    );
    let mut headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    assert_eq!(
        headers,
        [
            // Computed by the rules of the signature with another program.
            "authorization: TC3-HMAC-SHA256 \
             Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host, Signature=9dacfd9c0ae183d7165fa743e99015367461fccee715385ba9783dc284502ded",
            "content-type: application/json",
            "host: cvm.tencentcloudapi.com",
            "x-tc-action: TerminateInstances",
            "x-tc-region: ap-guangzhou",
            concat!("x-tc-requestclient: TCGEN_RUST_", env!("CARGO_PKG_VERSION")),
            "x-tc-timestamp: 1551113065",
            "x-tc-version: 2017-03-12",
        ]
    );
    assert!(request.headers()["authorization"].is_sensitive());
}

/// The end of the header `Authorization`.
fn signature(request: &http::Request<Bytes>) -> &str {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let (scope, signature) = authorization.rsplit_once(", Signature=").unwrap();
    assert!(scope.ends_with("/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host"));
    signature
}

#[tokio::test]
async fn a_form_is_what_the_official_client_sends() {
    let cloud = Cloud::answers(200, DONE);
    let request = UploadFileRequest {
        file: Some(Binary::from(b"\x00\xFF\r\n--")),
        file_url: Some("https://example.com/甲".to_owned()),
        tags: Some(vec!["a".to_owned()]),
    };
    let vm = Vm(Client::new(config(&cloud), &CVM));
    vm.upload_file(request).await.unwrap();

    let request = cloud.request();
    let boundary = "76bee950be3789bd77faeac34fa575a4";
    assert_eq!(
        request.headers()["content-type"],
        format!("multipart/form-data; boundary={boundary}")
    );
    let body = b"--BOUNDARY\r\nContent-Disposition: form-data; name=\"File\"; filename=\"File\"\r\n\r\n\x00\xFF\r\n--\
                 \r\n--BOUNDARY\r\nContent-Disposition: form-data; name=\"FileURL\"\r\n\r\nhttps://example.com/\xE7\x94\xB2\
                 \r\n--BOUNDARY\r\nContent-Disposition: form-data; name=\"Tags\"\r\nContent-Type: application/json\r\n\r\n[\"a\"]\
                 \r\n--BOUNDARY--\r\n";
    let shown = request.body().escape_ascii().to_string();
    assert_eq!(
        shown.replace(boundary, "BOUNDARY"),
        body.escape_ascii().to_string()
    );
    // Computed by the Python client 3.1.195 with this boundary; so is the body.
    assert_eq!(
        signature(&request),
        "273e74b4f220181b8bba0f2df4f8a4f16f5d4bc9b6eef54f6fe64e50a9d8fcd9"
    );
}

#[tokio::test]
async fn bytes_are_sent_as_the_official_client_sends_them() {
    let cloud = Cloud::answers(200, DONE);
    let request = UploadBytesRequest {
        topic_id: "topic-1".to_owned(),
        hash_key: None,
    };
    let vm = Vm(Client::new(config(&cloud), &CVM));
    vm.upload_bytes(request, b"\x00\xFF\r\n".as_slice())
        .await
        .unwrap();

    let request = cloud.request();
    assert_eq!(request.body(), b"\x00\xFF\r\n".as_slice());
    assert_eq!(
        request.headers()["content-type"],
        "application/octet-stream"
    );
    assert_eq!(request.headers()["x-cvm-topicid"], "topic-1");
    assert!(!request.headers().contains_key("x-cvm-hashkey"));
    // Computed by the Python client 3.1.195.
    assert_eq!(
        signature(&request),
        "f2066bdcfdf7d213efc654682c324e60c8dbd4a2dfac69e7cea0f4bcfed49b4b"
    );
}

#[tokio::test]
async fn the_configuration_shows_in_the_request() {
    let cloud = Cloud::answers(200, DONE);
    let config = Config::new(credential().with_token("canary-token"))
        .transport(cloud.clone())
        .endpoint(Endpoint::Regional)
        .language(Language::English)
        .request_client("my app, 1.0")
        .region("ap-beijing");
    let vm = Vm(Client::new(config, &CVM));
    let call = vm.terminate_instances(request());
    call.region("ap-seoul")
        .timeout(Duration::from_secs(5))
        .await
        .unwrap();
    let request = cloud.request();
    assert_eq!(request.uri(), "https://cvm.ap-seoul.tencentcloudapi.com/");
    assert_eq!(
        request.headers()["host"],
        "cvm.ap-seoul.tencentcloudapi.com"
    );
    assert_eq!(request.headers()["x-tc-region"], "ap-seoul");
    assert_eq!(request.headers()["x-tc-language"], "en-US");
    assert!(
        request.headers()["x-tc-requestclient"]
            .to_str()
            .unwrap()
            .ends_with("; my app, 1.0")
    );
    assert_eq!(request.headers()["x-tc-token"], "canary-token");
    assert!(request.headers()["x-tc-token"].is_sensitive());
    assert_eq!(
        request.extensions().get(),
        Some(&Timeout(Duration::from_secs(5)))
    );
}

#[tokio::test]
async fn what_cannot_be_sent_fails_when_it_is_awaited() {
    let cloud = Cloud::answers(200, DONE);
    let config = || config(&cloud);
    for (config, expected) in [
        (
            config().region(""),
            "this action needs a region: set one with `Config::region`, or for this call with `Call::region`",
        ),
        (
            config().region("evil.example/"),
            "\"evil.example/\" is not the name of a region, such as `ap-guangzhou`",
        ),
        (
            config().endpoint("a b"),
            "endpoint `a b` is not a host with an optional scheme and port",
        ),
        (
            config().request_client("a\nb"),
            "\"a\\nb\" cannot be the request client: at most 128 letters, digits, spaces, and `-_,;.`",
        ),
    ] {
        let error = call(config).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("cvm TerminateInstances: {expected}")
        );
        assert!(matches!(error.failure(), Failure::Request(_)));
        assert!(error.http_status().is_none() && error.request_id().is_none());
    }
    let error = Vm(Client::new(config(), &CVM))
        .set_ratio(f64::NAN)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm SetRatio: Ratio: NaN cannot be written as JSON"
    );
    assert!(!cloud.was_called());
}

#[tokio::test]
async fn a_refusal_has_code_message_and_request_id() {
    let error = failure(&Cloud::answers(200, NOT_FOUND)).await;
    assert_eq!(
        error.kind(),
        Some(&TerminateInstancesError::InvalidInstanceIdNotFound)
    );
    assert_eq!(error.code(), Some("InvalidInstanceId.NotFound"));
    assert_eq!(error.message(), Some("no\nsuch"));
    assert_eq!(error.request_id(), Some("id-2"));
    assert_eq!(error.http_status(), Some(StatusCode::OK));
    assert_eq!(error.common(), None);
    assert_eq!(
        error.to_string(),
        "cvm TerminateInstances: InvalidInstanceId.NotFound: no such (request id id-2)"
    );
    let other = error.with_kind::<CommonError>();
    assert_eq!(other.kind(), Some(&CommonError::Other));
}

#[tokio::test]
async fn common_codes_and_throttling_are_known_for_every_action() {
    let body =
        r#"{"Response":{"Error":{"Code":"RequestLimitExceeded.UinLimitExceeded","Message":"m"}}}"#;
    let error = failure(&Cloud::answers(200, body)).await;
    assert_eq!(error.kind(), Some(&TerminateInstancesError::Other));
    assert_eq!(error.code(), Some("RequestLimitExceeded.UinLimitExceeded"));
    assert_eq!(
        error.common(),
        Some(CommonError::RequestLimitExceededUinLimitExceeded)
    );
    assert!(error.is_throttled());
    assert!(error.to_string().ends_with(": m (no request id)"));
    let quota = r#"{"Response":{"Error":{"Code":"LimitExceeded","Message":"m"}}}"#;
    assert!(!failure(&Cloud::answers(200, quota)).await.is_throttled());
    assert!(
        failure(&Cloud::answers(429, "slow down"))
            .await
            .is_throttled()
    );
}

#[tokio::test]
async fn an_answer_that_is_compressed_says_so() {
    let compressed =
        |status| Cloud::answers(status, "\u{1f}").with_header("content-encoding", "gzip");
    assert_eq!(
        failure(&compressed(200)).await.to_string(),
        "cvm TerminateInstances: cannot read the answer: it is compressed (\"gzip\"), which was not asked for"
    );
    let plain = Cloud::answers(200, DONE).with_header("content-encoding", "Identity");
    call(config(&plain)).await.unwrap();
    let error = failure(&compressed(403)).await.to_string();
    assert!(error.contains("HTTP status 403 Forbidden"), "{error}");
}

#[tokio::test]
async fn an_answer_that_is_not_from_the_api_says_what_it_is() {
    for (status, body, expected) in [
        (
            502,
            "<html>\r\nBad Gateway</html>",
            "HTTP status 502 Bad Gateway: <html>  Bad Gateway</html>",
        ),
        (500, "", "HTTP status 500 Internal Server Error"),
        (302, "", "HTTP status 302 Found"),
        (
            500,
            r#"{"Password":"hunter2"}"#,
            "HTTP status 500 Internal Server Error",
        ),
        (
            200,
            "<html>",
            "cannot read the answer: expected value at line 1 column 1: <html>",
        ),
        (200, "", "cannot read the answer: it is empty"),
        (
            200,
            "{}",
            "cannot read the answer: there is no member `Response`",
        ),
        (
            200,
            r#"{"Response":{"Results":[{"Count":"hunter2"}]}}"#,
            "cannot read the answer: Results[0].Count: expected an integer, found a string at line 1 column 42",
        ),
        (
            200,
            r#"{"Response":{"Password":"hunter2"#,
            "cannot read the answer: EOF while parsing a string at line 1 column 32",
        ),
    ] {
        let error = failure(&Cloud::answers(status, body)).await;
        assert_eq!(
            error.to_string(),
            format!("cvm TerminateInstances: {expected}")
        );
        assert_eq!(error.http_status().unwrap(), status);
        assert_eq!(error.kind(), None);
        assert!(!format!("{error:?}").contains("hunter2"));
    }
    let refused = failure(&Cloud::answers(403, NOT_FOUND)).await;
    assert_eq!(
        refused.code(),
        Some("InvalidInstanceId.NotFound"),
        "whatever the status is"
    );
}

#[tokio::test]
async fn the_request_id_can_be_in_the_header() {
    let error = failure(&Cloud::answers(502, "").with_header("X-TC-RequestId", "id-3")).await;
    assert_eq!(error.request_id(), Some("id-3"));
    assert!(error.to_string().ends_with("(request id id-3)"));
}

#[tokio::test]
async fn an_error_of_the_transport_is_said_once_and_keeps_its_sources() {
    let cause = std::io::Error::other("cable");
    let broken =
        TransportError::new(TransportErrorKind::Broken, "the connection broke").with_source(cause);
    let error = failure(&Cloud::fails(broken)).await;
    assert_eq!(
        error.to_string(),
        "cvm TerminateInstances: the connection broke"
    );
    assert_eq!(error.source().unwrap().to_string(), "cable");
    match error.failure() {
        Failure::Transport(error) => assert_eq!(error.kind(), TransportErrorKind::Broken),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn no_credential_is_an_error_of_its_own() {
    struct Empty;
    impl CredentialProvider for Empty {
        fn credential<'a>(&'a self, _platform: &'a Platform) -> CredentialFuture<'a> {
            Box::pin(async {
                Err(CredentialError::new("the vault is closed").with_source("it is Sunday"))
            })
        }
    }
    let cloud = Cloud::answers(200, DONE);
    let error = call(
        Config::new(Empty)
            .region("ap-beijing")
            .transport(cloud.clone()),
    )
    .await
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cvm TerminateInstances: no credential: the vault is closed"
    );
    assert_eq!(error.source().unwrap().to_string(), "it is Sunday");
    assert!(matches!(error.failure(), Failure::Credential(_)));

    // An action without a signature needs none.
    let config = Config::new(Empty).transport(cloud.clone());
    Vm(Client::new(config, &CVM))
        .assume_role_with_saml()
        .await
        .unwrap();
    assert_eq!(cloud.request().headers()["authorization"], "SKIP");
}

#[tokio::test]
async fn secrets_are_nowhere_to_be_read() {
    let secret = Credential::new("AKID-canary-id", "canary-key").with_token("canary-token");
    let cloud = Cloud::answers(200, NOT_FOUND);
    let config = Config::new(secret.clone())
        .region("ap-beijing")
        .transport(cloud.clone());
    let vm = Vm(Client::new(config.clone(), &CVM));
    let mut request = request();
    request.password = Some("canary-password".to_owned());
    let mut said = vec![format!("{secret:?} {config:?} {:?} {request:?}", vm.0)];
    let call = vm.terminate_instances(request);
    said.push(format!("{call:?}"));
    let future = call.send();
    said.push(format!("{future:?}"));
    let error = future.await.unwrap_err();
    said.push(format!("{error} {error:?} {:?}", cloud.request().headers()));

    for broken in [
        Credential::new("canary\nid", "canary-key"),
        Credential::new("id", "canary-key").with_token("canary\ntoken"),
    ] {
        let error = self::call(Config::new(broken).region("a").transport(cloud.clone()))
            .await
            .unwrap_err();
        assert!(matches!(error.failure(), Failure::Credential(_)));
        said.push(format!("{error} {error:?}"));
    }
    for text in said {
        assert!(!text.contains("canary"), "{text}");
    }
}

#[tokio::test]
async fn calls_can_run_on_any_thread() {
    fn is_send<T: Send + 'static>(value: T) -> T {
        value
    }
    fn is_shared<T: Send + Sync + 'static>(value: T) -> T {
        value
    }
    let cloud = Cloud::answers(200, NOT_FOUND);
    let vm = is_shared(Vm(Client::new(is_shared(config(&cloud)), &CVM)));
    let future = is_send(vm.terminate_instances(request()).into_future());
    let error = is_shared(tokio::spawn(future).await.unwrap().unwrap_err());
    assert!(size_of_val(&error) <= 32);
    // It goes where errors go.
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert!(boxed.to_string().contains("NotFound"));
}

/// Without a transport, and without the feature that brings one.
#[cfg(not(feature = "reqwest"))]
#[tokio::test]
async fn a_missing_transport_says_how_to_get_one() {
    let config = Config::new(credential()).region("ap-beijing");
    let error = call(config).await.unwrap_err();
    assert!(
        error.to_string().contains("turn on the feature `reqwest`"),
        "{error}"
    );
}
