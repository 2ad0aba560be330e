//! Calls without generated code.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]
#![allow(clippy::needless_pass_by_value)]

mod cloud;

use cloud::Cloud;
use serde_json::json;
use tencentcloud_runtime::{Config, Credential, UntypedClient};

fn client(cloud: &Cloud) -> UntypedClient {
    let config = Config::new(Credential::new("AKIDid", "canary-key")).region("ap-guangzhou");
    UntypedClient::new(config.transport(cloud.clone()))
}

#[tokio::test]
async fn json_goes_out_and_json_comes_back() {
    let cloud = Cloud::answers(
        200,
        r#"{"Response":{"Zones":[{"Zone":"z-1"}],"Error":null,"Password":"canary","RequestId":"id"}}"#,
    );
    let call = client(&cloud).call("cvm", "2017-03-12", "DescribeZones", json!({ "Limit": 1 }));
    let zones = call.await.unwrap();
    assert_eq!(zones["Zones"][0]["Zone"], "z-1");
    assert_eq!(zones.request_id(), "id");
    assert!(!format!("{zones:?}").contains("canary"));
    let request = cloud.request();
    assert_eq!(request.uri(), "https://cvm.tencentcloudapi.com/");
    assert_eq!(request.body(), r#"{"Limit":1}"#);
    assert_eq!(request.headers()["x-tc-action"], "DescribeZones");
    assert_eq!(request.headers()["x-tc-version"], "2017-03-12");
    let authorization = request.headers()["authorization"].to_str().unwrap();
    assert!(
        authorization.contains("/cvm/tc3_request"),
        "{authorization}"
    );
}

#[tokio::test]
async fn errors_are_those_of_every_call() {
    for (body, expected) in [
        (
            r#"{"Response":{"Error":{"Code":"A.B","Message":"m"},"RequestId":"id"}}"#,
            "cvm DescribeZones: A.B: m (request id id)",
        ),
        (
            r#"{"code":4000,"codeDesc":"Old","message":"m"}"#,
            "cvm DescribeZones: Old: m (no request id)",
        ),
        (
            "{}",
            "cvm DescribeZones: cannot read the answer: there is no member `Response`",
        ),
        (
            "[]",
            "cvm DescribeZones: cannot read the answer: there is no member `Response`",
        ),
        (
            "<html>",
            "cvm DescribeZones: cannot read the answer: expected value at line 1 column 1: <html>",
        ),
    ] {
        let cloud = Cloud::answers(200, body);
        let call = client(&cloud).call("cvm", "2017-03-12", "DescribeZones", json!({}));
        assert_eq!(call.await.unwrap_err().to_string(), expected);
    }
}

#[tokio::test]
async fn what_cannot_be_a_name_or_a_request_is_not_sent() {
    let good = ("cvm", "2017-03-12", "DescribeZones");
    for ((service, version, action), request, expected) in [
        (
            ("cvm.example.com/", good.1, good.2),
            json!({}),
            "\"cvm.example.com/\" is not the name of a service, such as `cvm`",
        ),
        (
            ("cvm", "", good.2),
            json!({}),
            "\"\" is not the name of a version, such as `2017-03-12`",
        ),
        (
            ("cvm", good.1, "A\nB"),
            json!({}),
            "\"A\\nB\" is not the name of an action, such as `DescribeZones`",
        ),
        (good, json!([1]), "a request is a JSON object"),
    ] {
        let cloud = Cloud::answers(200, "{}");
        let error = client(&cloud)
            .call(service, version, action, request)
            .await
            .unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}");
        assert!(!cloud.was_called());
    }
}

#[tokio::test]
async fn events_come_as_json() {
    let cloud = Cloud::answers(
        200,
        "data: {\"Choices\":[1]}\n\ndata: {\"Choices\":[2]}\n\ndata: [DONE]\n\n",
    )
    .with_header("Content-Type", "text/event-stream");
    let call = client(&cloud).call(
        "lkeap",
        "2024-05-22",
        "ChatCompletions",
        json!({ "Stream": true }),
    );
    let mut events = call.streaming().events().await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(event.unwrap().response["Choices"][0].as_i64().unwrap());
    }
    assert_eq!(seen, [1, 2]);
}
