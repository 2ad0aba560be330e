use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tencentcloud_runtime::{
    CredentialError, CredentialProvider, Endpoint, SamlCredential, TokenFile, WebIdentityCredential,
};

use super::world::{START, World, at, check_shown, pass, text};

const ROLE: &str = "qcs::cam::uin/100000000001:roleName/deploy";

/// A proof that is another one each time.
fn proofs() -> impl Fn() -> Result<String, CredentialError> + Send + Sync + 'static {
    let count = AtomicU32::new(0);
    move || {
        Ok(format!(
            "hunter2-{}",
            count.fetch_add(1, Ordering::SeqCst) + 1
        ))
    }
}

/// Answers with a credential for an hour.
fn sts() -> World {
    World::new(|request| {
        let timestamp = request.headers()["x-tc-timestamp"].to_str().unwrap();
        let expired_time = timestamp.parse::<u64>().unwrap() + 3600;
        Ok((
            200,
            format!(
                r#"{{"Response":{{"Credentials":{{"Token":"hunter2","TmpSecretId":"AKIDdeploy","TmpSecretKey":"hunter2"}},"ExpiredTime":{expired_time},"RequestId":"id"}}}}"#
            ),
        ))
    })
}

#[tokio::test(start_paused = true)]
async fn a_token_is_shown_to_sts_unsigned_and_a_new_one_at_each_renewal() {
    let world = sts();
    let role = WebIdentityCredential::new("ci", ROLE, proofs())
        .session_name("job-1")
        .duration(Duration::from_secs(3600))
        .region("ap-singapore")
        .endpoint(Endpoint::Internal);
    let role = Arc::new(role);
    let config = world.config(Arc::clone(&role));
    let credential = config.fetch_credential().await.unwrap();
    assert_eq!(credential.expiration(), Some(at(3600)));
    assert_eq!(role.name(), "AssumeRoleWithWebIdentity");
    check_shown((&role, &credential));
    pass(3300).await;
    config.fetch_credential().await.unwrap();

    let requests = world.requests();
    assert_eq!(requests.len(), 2);
    for (request, token) in requests.iter().zip(["hunter2-1", "hunter2-2"]) {
        assert_eq!(request.uri(), "https://sts.internal.tencentcloudapi.com/");
        assert_eq!(
            request.headers()["x-tc-action"],
            "AssumeRoleWithWebIdentity"
        );
        assert_eq!(request.headers()["x-tc-region"], "ap-singapore");
        assert_eq!(request.headers()["authorization"], "SKIP");
        assert_eq!(
            request.body(),
            &format!(
                r#"{{"ProviderId":"ci","WebIdentityToken":"{token}","RoleArn":"{ROLE}","RoleSessionName":"job-1","DurationSeconds":3600}}"#
            )
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_assertion_is_shown_to_sts_unsigned() {
    let world = sts();
    let principal = "qcs::cam::uin/100000000001:saml-provider/login";
    let role = SamlCredential::new(principal, ROLE, proofs());
    let config = world.config(role);
    check_shown(config.fetch_credential().await.unwrap());
    let request = &world.requests()[0];
    assert_eq!(request.headers()["x-tc-action"], "AssumeRoleWithSAML");
    assert_eq!(request.headers()["authorization"], "SKIP");
    assert_eq!(
        request.body(),
        &format!(
            r#"{{"SAMLAssertion":"hunter2-1","PrincipalArn":"{principal}","RoleArn":"{ROLE}","RoleSessionName":"tcgen-rust-{START}000000","DurationSeconds":7200}}"#
        )
    );
}

/// The service may repeat what it was sent.
#[tokio::test(start_paused = true)]
async fn an_error_does_not_show_the_proof() {
    let refusal = r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"hunter2-1 has expired"},"RequestId":"id"}}"#;
    let world = World::new(move |_| Ok((200, refusal.to_owned())));
    for error in [
        world
            .config(WebIdentityCredential::new("ci", ROLE, proofs()))
            .fetch_credential()
            .await,
        world
            .config(SamlCredential::new("login", ROLE, proofs()))
            .fetch_credential()
            .await,
    ] {
        let error = error.unwrap_err();
        assert!(text(&error).contains("InvalidParameter"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_proof_nothing_is_sent() {
    let world = sts();
    let role = WebIdentityCredential::new("ci", ROLE, TokenFile::new("/nowhere/token"));
    let error = world.config(role).fetch_credential().await.unwrap_err();
    assert!(text(&error).starts_with("cannot take a token from /nowhere/token: "));
    let none = || Err(CredentialError::not_configured("there is no job"));
    let role = WebIdentityCredential::new("ci", ROLE, none);
    let error = world.config(role).fetch_credential().await.unwrap_err();
    assert_eq!(text(&error), "there is no job");
    assert!(error.is_not_configured());
    assert!(world.requests().is_empty());
}
