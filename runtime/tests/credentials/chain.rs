use std::sync::Arc;

use tencentcloud_runtime::{
    Credential, CredentialChain, CredentialError, CredentialFuture, CredentialProvider, Platform,
};

use super::world::{CANARY, Source, World, check_shown, text};

/// Never has one.
struct Fails(fn(&'static str) -> CredentialError, &'static str);

impl CredentialProvider for Fails {
    fn credential<'a>(&'a self, _: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(async { Err((self.0)(self.1)) })
    }

    fn name(&self) -> &'static str {
        "fails"
    }
}

fn absent(reason: &'static str) -> Fails {
    Fails(CredentialError::not_configured, reason)
}

fn broken(reason: &'static str) -> Fails {
    Fails(CredentialError::new, reason)
}

#[tokio::test(start_paused = true)]
async fn the_first_that_has_a_credential_is_asked_from_then_on() {
    let (first, second) = (Source::with_life(7200), Source::with_life(7200));
    let unset = CredentialError::not_configured("not yet");
    first.change(|next| next.error = Some(unset));
    let chain = CredentialChain::of(first.clone()).then(second.clone());
    let chain = Arc::new(chain.then(Credential::new("AKIDlast", CANARY)));
    assert_eq!(chain.found(), None);
    let config = World::without_network().config(Arc::clone(&chain));
    config.fetch_credential().await.unwrap();
    assert_eq!(chain.found(), Some("source"));
    check_shown(&chain);
    assert_eq!(
        format!("{chain:?}"),
        "CredentialChain { links: [\"source\", \"source\", \"a fixed credential\"], found: Some(\"source\") }"
    );

    // Also when the first one could help now, and when the second one cannot any more.
    first.change(|next| next.error = None);
    config.fetch_credential().await.unwrap();
    second.change(|next| next.error = Some(CredentialError::not_configured("no more")));
    let error = config.fetch_credential().await.unwrap_err();
    assert_eq!(text(&error), "no more");
    assert_eq!(first.fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn says_of_each_why_there_is_none() {
    let chain = CredentialChain::of(absent("no variable")).then(absent("no file"));
    let outer = CredentialChain::of(chain).then(absent("no service"));
    let config = World::without_network().config(outer);
    let error = config.fetch_credential().await.unwrap_err();
    assert_eq!(
        text(&error),
        "none is configured (a chain of credential providers: none is configured \
         (fails: no variable; fails: no file); fails: no service)"
    );
    assert!(error.is_not_configured());
}

#[tokio::test(start_paused = true)]
async fn what_is_there_and_does_not_work_is_not_passed_over() {
    let last = Source::with_life(7200);
    let chain = CredentialChain::of(absent("no variable"))
        .then(broken("a typing error in line 3"))
        .then(last.clone());
    let config = World::without_network().config(chain);
    let error = config.fetch_credential().await.unwrap_err();
    assert_eq!(text(&error), "a typing error in line 3");
    assert_eq!(last.fetches(), 0);
}
