//! Generated actions that do not send or receive plain JSON, against a local server, through the default transport.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::time::Duration;

use tcgen_golden::bodies::{
    AssumeGuestRequest, ChatError, ChatRequest, ChatResponse, Client, Tag, UploadImageRequest,
    UploadLogRequest,
};
use tcgen_tests::server::{Answer, Request, Sending, Server};
use tencentcloud_runtime::{Binary, Config, Credential, Events, StreamingCall, TransportErrorKind};

const SECRET_ID: &str = "AKIDexample";
const SECRET_KEY: &str = "canary-secret-key";

fn config(server: &Server) -> Config {
    Config::new(Credential::new(SECRET_ID, SECRET_KEY))
        .region("ap-guangzhou")
        .endpoint(server.url.as_str())
}

fn done() -> Server {
    Server::start([Answer::json(r#"{"Response":{"RequestId":"r-1"}}"#)])
}

/// The signature is that of the bytes and the media type that arrived.
fn assert_signed(request: &Request) {
    assert_eq!(
        request.header("authorization"),
        request.expected_authorization(SECRET_ID, SECRET_KEY, "bodies")
    );
}

mod unsigned {
    use super::*;

    #[tokio::test]
    async fn an_action_without_a_signature_needs_no_credential() {
        let server = done();
        let config = Config::without_credential().endpoint(server.url.as_str());
        let client = Client::new(config);
        let response = client.assume_guest(AssumeGuestRequest::new("me")).await;
        assert_eq!(response.unwrap().request_id, "r-1");
        let request = server.request();
        assert_eq!(request.header("authorization"), "SKIP");
        assert_eq!(request.header("x-tc-action"), "AssumeGuest");
        assert_eq!(request.header("x-tc-token"), "");
        assert_eq!(request.body, br#"{"Name":"me"}"#);

        let error = client.chat(ChatRequest::new("hi")).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "bodies Chat: no credential: this action is signed, and the configuration is one without a credential"
        );
    }
}

mod bytes {
    use super::*;

    #[tokio::test]
    async fn bytes_arrive_as_they_are_with_the_members_as_headers() {
        let server = done();
        let request = UploadLogRequest::new("topic-1")
            .compress_type("lz4")
            .part(-7);
        let body: Vec<u8> = (0..=255).collect();
        let client = Client::new(config(&server));
        client.upload_log(request, body.clone()).await.unwrap();

        let request = server.request();
        assert_eq!(request.body, body);
        for (name, value) in [
            ("content-type", "application/octet-stream"),
            ("x-bodies-topicid", "topic-1"),
            ("x-bodies-compresstype", "lz4"),
            ("x-bodies-part", "-7"),
            ("x-tc-action", "UploadLog"),
        ] {
            assert_eq!(request.header(name), value, "{name}");
        }
        assert_signed(&request);
    }

    #[tokio::test]
    async fn what_is_no_header_fails_before_anything_is_sent() {
        let request = UploadLogRequest::new("topic-1").tags([Tag::new("a")]);
        let config =
            Config::new(Credential::new(SECRET_ID, SECRET_KEY)).endpoint("http://127.0.0.1:9");
        let error = Client::new(config)
            .upload_log(request, "body")
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "bodies UploadLog: Tags: only a text, a number or a boolean can be in an HTTP header"
        );
    }
}

mod form {
    use super::*;

    #[tokio::test]
    async fn each_member_arrives_as_a_part() {
        let server = done();
        let file: Vec<u8> = (0..=255).chain(*b"\r\n--\r\n").collect();
        let request = UploadImageRequest::new(Binary(file.clone()))
            .caption("你好")
            .width(640)
            .tags([Tag::new("a").value("b"), Tag::new("c")]);
        let client = Client::new(config(&server));
        client.upload_image(request).await.unwrap();

        let request = server.request();
        let boundary = request
            .header("content-type")
            .strip_prefix("multipart/form-data; boundary=");
        let boundary = boundary.unwrap();
        let before = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"File\"; filename=\"File\"\r\n\r\n"
        );
        let behind = format!(
            "\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"Caption\"\r\n\r\n你好\
             \r\n--{boundary}\r\nContent-Disposition: form-data; name=\"Width\"\r\n\r\n640\
             \r\n--{boundary}\r\nContent-Disposition: form-data; name=\"Tags\"\r\nContent-Type: application/json\
             \r\n\r\n[{{\"Key\":\"a\",\"Value\":\"b\"}},{{\"Key\":\"c\"}}]\
             \r\n--{boundary}--\r\n"
        );
        let expected = [before.as_bytes(), &file, behind.as_bytes()].concat();
        assert_eq!(
            String::from_utf8_lossy(&request.body),
            String::from_utf8_lossy(&expected)
        );
        assert_eq!(request.body, expected);
        assert_signed(&request);
    }
}

mod streaming {
    use super::*;

    const STREAM: &str = "\u{FEFF}: hello\r\ndata: {\"Choices\":[{\"Content\":\"你\"}]}\r\n\r\n\
                          event: next\nid: 2\ndata: {\"Choices\":\ndata: [{\"Content\":\"好🙂\"}]}\n\n\
                          data: [DONE]\n\n";

    fn chat(server: &Server) -> StreamingCall<ChatResponse, ChatError> {
        let request = ChatRequest::new("hi").stream(true);
        Client::new(config(server)).chat(request)
    }

    async fn events(answer: Answer) -> Events<ChatResponse, ChatError> {
        chat(&Server::start([answer])).events().await.unwrap()
    }

    /// What was said, and the message of an error.
    async fn said(mut events: Events<ChatResponse, ChatError>) -> Vec<String> {
        let mut said = Vec::new();
        while let Some(event) = events.next().await {
            said.push(match event {
                Ok(event) => {
                    let words = event.response.choices.into_iter();
                    words.filter_map(|choice| choice.content).collect()
                }
                Err(error) => error.to_string(),
            });
        }
        said
    }

    #[tokio::test]
    async fn events_arrive_however_the_stream_is_cut() {
        for chunk in (1..40).chain([STREAM.len()]) {
            let events = events(Answer::events(STREAM, chunk)).await;
            assert_eq!(events.request_id(), Some("in-header"));
            assert_eq!(said(events).await, ["你", "好🙂"], "in chunks of {chunk}");
        }
    }

    #[tokio::test]
    async fn the_request_is_signed_json() {
        let server = Server::start([Answer::events(STREAM, 9)]);
        let mut events = chat(&server).events().await.unwrap();
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event.response.request_id, "in-header");
        let request = server.request();
        assert_eq!(request.body, br#"{"Prompt":"hi","Stream":true}"#);
        assert_eq!(request.header("content-type"), "application/json");
        assert_signed(&request);
    }

    #[tokio::test]
    async fn slow_events_take_longer_than_the_timeout() {
        // Seventeen pauses of 0.1 s, each within the timeout of 1 s, which the whole is not.
        let mut answer = Answer::events(STREAM, STREAM.len() / 16);
        answer.sending = Sending::Chunks(STREAM.len() / 16, Duration::from_millis(100));
        let call = chat(&Server::start([answer])).timeout(Duration::from_secs(1));
        assert_eq!(said(call.events().await.unwrap()).await, ["你", "好🙂"]);
    }

    #[tokio::test]
    async fn an_answer_that_is_json_is_one_event() {
        let answer =
            Answer::json(r#"{"Response":{"Choices":[{"Content":"hi"}],"RequestId":"r-1"}}"#);
        let events = events(answer.clone()).await;
        assert_eq!(events.request_id(), Some("r-1"));
        assert_eq!(said(events).await, ["hi"]);
        let response = chat(&Server::start([answer])).await.unwrap();
        assert_eq!(response.choices[0].content.as_deref(), Some("hi"));
    }

    #[tokio::test]
    async fn a_refusal_before_the_stream_is_the_error_of_the_call() {
        let answer = Answer::error("ResourceInsufficient.Quota", "no more", "r-2");
        let error = chat(&Server::start([answer])).events().await.unwrap_err();
        assert_eq!(error.kind(), Some(&ChatError::ResourceInsufficientQuota));
        assert_eq!(error.request_id(), Some("r-2"));
    }

    #[tokio::test]
    async fn an_error_in_the_stream_is_its_last_item() {
        let stream = "data: {\"Choices\":[{\"Content\":\"a\"}]}\n\n\
                      data: {\"ErrorMsg\":{\"Code\":4001,\"Msg\":\"too slow\"}}\n\n\
                      data: {\"Choices\":[]}\n\n";
        let said = said(events(Answer::events(stream, 7)).await).await;
        let expected = "bodies Chat: 4001: too slow (request id in-header)";
        assert_eq!(said, ["a", expected]);
    }

    #[tokio::test]
    async fn a_connection_that_breaks_is_an_error_behind_what_came() {
        let stream = "data: {\"Choices\":[{\"Content\":\"a\"}]}\n\ndata: {\"Choi";
        let mut answer = Answer::events(stream, 1);
        answer.sending = Sending::Broken;
        let mut events = events(answer).await;
        assert!(events.next().await.unwrap().is_ok());
        let error = events.next().await.unwrap().unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("bodies Chat: the connection broke: "),
            "{error}"
        );
        let tencentcloud_runtime::Failure::Transport(failure) = error.failure() else {
            unreachable!("{error:?}");
        };
        assert_eq!(failure.kind(), TransportErrorKind::Broken);
        assert!(events.next().await.is_none());
    }

    #[tokio::test]
    async fn a_stream_that_is_awaited_is_an_error_at_once() {
        // The stream would last longer than any test.
        let mut answer = Answer::events(STREAM, 1);
        answer.sending = Sending::Chunks(1, Duration::from_secs(60));
        let error = chat(&Server::start([answer])).await.unwrap_err();
        let shown = error.to_string();
        assert!(
            shown.contains("take them with `StreamingCall::events`"),
            "{shown}"
        );
        assert_eq!(error.request_id(), Some("in-header"));
    }
}
