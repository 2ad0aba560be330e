use std::time::Duration;

use tencentcloud_runtime::{
    AssumeRoleCredential, Credential, CredentialError, Endpoint, EnvironmentCredential,
    TransportErrorKind,
};

use super::world::{CANARY, START, World, at, check_shown, pass, text};

const ROLE: &str = "qcs::cam::uin/100000000001:roleName/reader";

fn source() -> Credential {
    Credential::new("AKIDsource", CANARY)
}

/// Answers with a credential that is good for an hour, `AKID1` to the first request, and so on.
fn sts() -> World {
    let numbers = std::sync::atomic::AtomicU64::new(0);
    World::new(move |request| {
        let timestamp: u64 = request.headers()["x-tc-timestamp"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        let number = numbers.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
        let expired_time = timestamp + 3600;
        Ok((
            200,
            format!(
                r#"{{"Response":{{"Credentials":{{"Token":"hunter2","TmpSecretId":"AKID{number}","TmpSecretKey":"hunter2"}},"ExpiredTime":{expired_time},"Expiration":"2023-11-14T23:13:20Z","RequestId":"id"}}}}"#
            ),
        ))
    })
}

async fn failure(body: &str) -> CredentialError {
    let body = body.to_owned();
    let world = World::new(move |_| Ok((200, body.clone())));
    let config = world.config(AssumeRoleCredential::new(source(), ROLE));
    config.fetch_credential().await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn asks_sts_signed_with_the_source() {
    let world = sts();
    let config = world
        .config(AssumeRoleCredential::new(source(), ROLE))
        .region("ap-beijing");
    let credential = config.fetch_credential().await.unwrap();
    assert_eq!(credential.secret_id(), "AKID1");
    assert_eq!(credential.expiration(), Some(at(3600)));
    assert_eq!(credential.origin(), Some(format!("role {ROLE}").as_str()));
    check_shown(&credential);
    check_shown(&config);

    let request = &world.requests()[0];
    assert_eq!(request.uri(), "https://sts.tencentcloudapi.com/");
    assert_eq!(request.headers()["x-tc-action"], "AssumeRole");
    assert_eq!(request.headers()["x-tc-version"], "2018-08-13");
    assert_eq!(request.headers()["x-tc-region"], "ap-guangzhou");
    assert!(!request.headers().contains_key("x-tc-token"));
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let scope = "TC3-HMAC-SHA256 Credential=AKIDsource/2023-11-14/sts/tc3_request, ";
    assert!(authorization.starts_with(scope), "{authorization}");
    let name = format!("tcgen-rust-{START}000000");
    assert_eq!(
        request.body(),
        &format!(r#"{{"RoleArn":"{ROLE}","RoleSessionName":"{name}","DurationSeconds":7200}}"#)
    );
}

#[tokio::test(start_paused = true)]
async fn sends_what_is_set() {
    let world = sts();
    let role = AssumeRoleCredential::new(source().with_token("hunter2token"), ROLE)
        .session_name("nightly")
        .duration(Duration::from_secs(1800))
        .policy(r#"{"version":"2.0","statement":[]}"#)
        .external_id("shop")
        .tag("team", "web")
        .tag("stage", "prod")
        .source_identity("100000000002")
        .region("ap-singapore")
        .endpoint(Endpoint::International);
    world.config(role).fetch_credential().await.unwrap();
    let request = &world.requests()[0];
    assert_eq!(request.uri(), "https://sts.intl.tencentcloudapi.com/");
    assert_eq!(request.headers()["x-tc-region"], "ap-singapore");
    assert_eq!(request.headers()["x-tc-token"], "hunter2token");
    assert_eq!(
        request.body(),
        &format!(
            concat!(
                r#"{{"RoleArn":"{}","RoleSessionName":"nightly","DurationSeconds":1800,"#,
                r#""Policy":"%7B%22version%22%3A%222.0%22%2C%22statement%22%3A%5B%5D%7D","ExternalId":"shop","#,
                r#""Tags":[{{"Key":"team","Value":"web"}},{{"Key":"stage","Value":"prod"}}],"#,
                r#""SourceIdentity":"100000000002"}}"#,
            ),
            ROLE
        )
    );
}

#[tokio::test(start_paused = true)]
async fn is_renewed_five_minutes_early() {
    let world = sts();
    let config = world.config(AssumeRoleCredential::new(source(), ROLE));
    config.fetch_credential().await.unwrap();
    pass(3600 - 361).await;
    assert_eq!(
        config.fetch_credential().await.unwrap().secret_id(),
        "AKID1"
    );
    pass(61).await;
    assert_eq!(
        config.fetch_credential().await.unwrap().secret_id(),
        "AKID2"
    );
    assert_eq!(world.requests().len(), 2);
}

/// A role that leads to another one.
#[tokio::test(start_paused = true)]
async fn a_role_can_be_the_source_of_another() {
    let world = sts();
    let first = AssumeRoleCredential::new(source(), ROLE);
    let second = AssumeRoleCredential::new(first, "qcs::cam::uin/100000000002:roleName/writer");
    let credential = world.config(second).fetch_credential().await.unwrap();
    assert_eq!(credential.secret_id(), "AKID2");
    let authorization = world.requests()[1].headers()["authorization"].clone();
    assert!(
        authorization
            .to_str()
            .unwrap()
            .contains("Credential=AKID1/")
    );
}

#[tokio::test(start_paused = true)]
async fn says_why_a_role_cannot_be_assumed() {
    let error = failure(
        r#"{"Response":{"Error":{"Code":"UnauthorizedOperation","Message":"no"},"RequestId":"id-1"}}"#,
    )
    .await;
    let expected = format!(
        "cannot assume the role {ROLE}: sts AssumeRole: UnauthorizedOperation: no (request id id-1)"
    );
    assert_eq!(text(&error), expected);
    assert!(!error.is_not_configured());
    let call = error.call().unwrap();
    assert_eq!(call.code(), Some("UnauthorizedOperation"));

    for body in [
        r#"{"Response":{"Credentials":{"Token":"hunter2","TmpSecretId":"A","TmpSecretKey":"hunter2"},"RequestId":"id-1"}}"#,
        r#"{"Response":{"Credentials":{"Token":"hunter2","TmpSecretId":"A"},"ExpiredTime":1700003600,"RequestId":"id-1"}}"#,
        r#"{"Response":{"RequestId":"id-1"}}"#,
    ] {
        let expected = format!(
            "cannot assume the role {ROLE}: there is no complete credential in the answer (request id id-1)"
        );
        assert_eq!(text(&failure(body).await), expected);
    }
    text(&failure(r#"{"Response":{"Credentials":"hunter2"#).await);
    text(&failure(r#"{"Response":{"Credentials":{"Token":{"a":"hunter2"}}}}"#).await);
}

#[tokio::test(start_paused = true)]
async fn without_a_source_it_is_not_configured() {
    // No test of this crate is run with a key in its environment.
    if std::env::var_os("TENCENTCLOUD_SECRET_ID").is_some() {
        eprintln!("skipped: there is a key in the environment");
        return;
    }
    let world = World::new(|_| Err(TransportErrorKind::Connect));
    let config = world.config(AssumeRoleCredential::new(EnvironmentCredential, ROLE));
    let error = config.fetch_credential().await.unwrap_err();
    assert!(error.is_not_configured());
    assert!(world.requests().is_empty());
}
