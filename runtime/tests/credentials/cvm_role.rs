use std::time::Duration;

use tencentcloud_runtime::{
    Bytes, CredentialError, CvmRoleCredential, Timeout, TransportErrorKind, http,
};

use super::world::{Answer, START, World, at, check_shown, pass, text};

const ROLES: &str = "/latest/meta-data/cam/security-credentials/";

/// A metadata service with the role `reader`, whose credentials are good for six hours.
fn metadata() -> World {
    World::new(|request| match request.uri().path().strip_prefix(ROLES) {
        Some("") => Ok((200, "reader\n".to_owned())),
        Some("reader") => Ok((200, key(START + 21_600))),
        _ => Ok((404, "<html>hunter2</html>".to_owned())),
    })
}

fn key(expired_time: u64) -> String {
    format!(
        r#"{{"TmpSecretId":"AKIDrole","TmpSecretKey":"hunter2","ExpiredTime":{expired_time},"Expiration":"2023-11-15T04:13:20Z","Token":"hunter2","Code":"Success"}}"#
    )
}

/// Why there is no credential where this answers to each request.
async fn failure(answer: Answer) -> CredentialError {
    let world = World::new(move |_| answer.clone());
    let error = world
        .config(CvmRoleCredential::new())
        .fetch_credential()
        .await;
    error.unwrap_err()
}

/// The same for a role that is there, with another answer for its key.
async fn key_failure(status: u16, body: &str) -> String {
    let body = body.to_owned();
    let world = World::new(
        move |request| match request.uri().path().strip_prefix(ROLES) {
            Some("") => Ok((200, "reader".to_owned())),
            _ => Ok((status, body.clone())),
        },
    );
    let error = world
        .config(CvmRoleCredential::new())
        .fetch_credential()
        .await
        .unwrap_err();
    assert!(!error.is_not_configured());
    text(&error)
}

fn paths(requests: &[http::Request<Bytes>]) -> Vec<String> {
    requests
        .iter()
        .map(|request| request.uri().to_string())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn takes_the_role_that_is_bound() {
    let world = metadata();
    let config = world.config(CvmRoleCredential::new());
    let credential = config.fetch_credential().await.unwrap();
    assert_eq!(credential.secret_id(), "AKIDrole");
    assert_eq!(credential.expiration(), Some(at(21_600)));
    assert_eq!(credential.origin(), Some("CVM role reader"));
    assert!(credential.token().is_some());
    check_shown(&credential);

    let requests = world.requests();
    let roles = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
    assert_eq!(
        paths(&requests),
        [roles.to_owned(), format!("{roles}reader")]
    );
    for request in &requests {
        assert_eq!(request.method(), "GET");
        assert_eq!(request.headers()["host"], "metadata.tencentyun.com");
        let timeout = request.extensions().get::<Timeout>();
        assert_eq!(timeout, Some(&Timeout(Duration::from_secs(1))));
    }

    // It is kept, and fetched again in time.
    pass(21_000).await;
    config.fetch_credential().await.unwrap();
    assert_eq!(world.requests().len(), 2);
    pass(300).await;
    config.fetch_credential().await.unwrap();
    assert_eq!(world.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn takes_the_role_that_is_named() {
    let world = metadata();
    let config = world.config(CvmRoleCredential::new().role("reader"));
    config.fetch_credential().await.unwrap();
    assert_eq!(world.requests().len(), 1);

    let config = metadata().config(CvmRoleCredential::new().role("writer"));
    let error = config.fetch_credential().await.unwrap_err();
    assert_eq!(text(&error), "the role writer is not bound to this CVM");
    assert!(!error.is_not_configured());

    for name in ["../user-data", "..", "", "a b", "a?"] {
        let config = metadata().config(CvmRoleCredential::new().role(name));
        let error = config.fetch_credential().await.unwrap_err();
        let expected = format!("{name:?} is not the name of a CVM role");
        assert_eq!(text(&error), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn elsewhere_it_is_not_configured() {
    let unreachable = "the metadata service of a CVM, metadata.tencentyun.com, cannot be reached: \
        there is no network; is this a machine in Tencent Cloud?";
    let page = "what answers as metadata.tencentyun.com is not the metadata service of a CVM";
    for (answer, expected) in [
        (Err(TransportErrorKind::Connect), unreachable),
        (Err(TransportErrorKind::Timeout), unreachable),
        (Ok((404, String::new())), "no role is bound to this CVM"),
        (Ok((200, " \n".to_owned())), "no role is bound to this CVM"),
        (Ok((200, "<html>hunter2 log in".to_owned())), page),
    ] {
        let error = failure(answer).await;
        assert_eq!(text(&error), expected);
        assert!(error.is_not_configured(), "{expected}");
    }
}

#[tokio::test(start_paused = true)]
async fn asks_twice_and_no_more() {
    let world = World::without_network();
    let config = world.config(CvmRoleCredential::new());
    config.fetch_credential().await.unwrap_err();
    assert_eq!(world.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn says_what_is_wrong_without_the_answer() {
    let error = failure(Ok((502, "hunter2".to_owned()))).await;
    let expected = "the metadata service of a CVM, metadata.tencentyun.com, answers with HTTP status 502 Bad Gateway";
    assert_eq!(text(&error), expected);
    assert!(!error.is_not_configured());

    for (status, body, expected) in [
        (
            200,
            r#"{"Code":"Success","TmpSecretId":"AKIDrole","Token":"hunter2","ExpiredTime":1}"#,
            "the answer is not complete",
        ),
        (
            200,
            r#"{"Code":"Success","TmpSecretKey":"hunter2","TmpSecretId":"A","Token":"hunter2"}"#,
            "the answer is not complete",
        ),
        (
            200,
            r#"{"Code":"InternalError","TmpSecretKey":"hunter2"}"#,
            "the metadata service answers with the code InternalError",
        ),
        (
            200,
            r#"{"Code":"hunter2 hunter2"}"#,
            "the metadata service does not answer with the code Success",
        ),
        (
            200,
            "{}",
            "the metadata service does not answer with the code Success",
        ),
        (
            200,
            r#"{"TmpSecretKey":["hunter2"]}"#,
            "TmpSecretKey: expected a string, found a list at line 1 column 17",
        ),
        (
            200,
            r#"{"TmpSecretKey":"hunter2"#,
            "TmpSecretKey: EOF while parsing a string at line 1 column 24",
        ),
        (200, "hunter2", "expected value at line 1 column 1"),
    ] {
        let expected = format!("cannot read the credential of the CVM role reader: {expected}");
        assert_eq!(key_failure(status, body).await, expected);
    }
}
