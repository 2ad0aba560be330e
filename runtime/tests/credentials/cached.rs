use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use tencentcloud_runtime::{
    CachedCredential, Config, CredentialError, CredentialProvider, UntypedClient,
};
use tokio::time::Instant;

use super::world::{CANARY, Source, World, at, check_shown, pass, text};

/// A cache of what a source gives, and the configuration of calls that use it.
fn cached(source: &Source) -> (Arc<CachedCredential<Source>>, Config) {
    let cache = Arc::new(CachedCredential::new(source.clone()));
    let config = World::without_network().config(Arc::clone(&cache));
    (cache, config)
}

async fn id(config: &Config) -> String {
    config
        .fetch_credential()
        .await
        .unwrap()
        .secret_id()
        .to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_wait_for_one_fetch() {
    let source = Source::with_life(7200);
    let (_, config) = cached(&source);
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let config = config.clone();
            tokio::spawn(async move { id(&config).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), "AKID1");
    }
    assert_eq!(source.fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_share_a_failure() {
    let source = Source::with_life(7200);
    source.change(|next| next.error = Some(CredentialError::new("the source is dry")));
    let (_, config) = cached(&source);
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let config = config.clone();
            tokio::spawn(async move { text(&config.fetch_credential().await.unwrap_err()) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), "the source is dry");
    }
    assert_eq!(source.fetches(), 1);

    // For a second, the others get the same; then one tries again.
    config.fetch_credential().await.unwrap_err();
    assert_eq!(source.fetches(), 1);
    source.change(|next| next.error = None);
    pass(1).await;
    assert_eq!(id(&config).await, "AKID2");
}

#[tokio::test(start_paused = true)]
async fn another_call_takes_over_when_the_one_that_fetches_is_dropped() {
    let source = Source::with_life(7200);
    let (_, config) = cached(&source);
    let call = || {
        let config = config.clone();
        tokio::spawn(async move { id(&config).await })
    };
    let first = call();
    tokio::task::yield_now().await;
    let others = [call(), call(), call()];
    tokio::task::yield_now().await;
    assert_eq!(source.fetches(), 1);
    first.abort();
    for call in others {
        assert_eq!(call.await.unwrap(), "AKID2");
    }
    assert_eq!(source.fetches(), 2);
}

/// A future that is kept and not awaited does nothing, also when it is the one that fetches.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_awaited_holds_others_for_no_longer_than_a_while() {
    let source = Source::with_life(7200);
    let (_, config) = cached(&source);
    let mut kept = config.fetch_credential();
    assert!(
        kept.as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_pending()
    );
    let start = Instant::now();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let config = config.clone();
            tokio::spawn(async move { id(&config).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), "AKID2");
    }
    assert_eq!(start.elapsed(), Duration::from_secs(16));
    assert_eq!(kept.await.unwrap().secret_id(), "AKID1");
    assert_eq!(source.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_credential_is_renewed_five_minutes_before_it_expires() {
    let source = Source::with_life(7200);
    let (cache, config) = cached(&source);
    assert_eq!(id(&config).await, "AKID1");
    assert_eq!(cache.kept().unwrap().expiration(), Some(at(7201)));
    // Six minutes, as chance may have it.
    pass(7200 - 361).await;
    assert_eq!(id(&config).await, "AKID1");
    assert_eq!(source.fetches(), 1);
    pass(61).await;
    assert_eq!(id(&config).await, "AKID2");
    assert_eq!(source.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_short_life_is_lived_to_four_fifths() {
    let source = Source::with_life(100);
    let (_, config) = cached(&source);
    assert_eq!(id(&config).await, "AKID1");
    pass(75).await;
    assert_eq!(id(&config).await, "AKID1");
    pass(5).await;
    assert_eq!(id(&config).await, "AKID2");
}

#[tokio::test(start_paused = true)]
async fn only_one_call_waits_while_the_old_one_is_valid() {
    let source = Source::with_life(7200);
    let (_, config) = cached(&source);
    id(&config).await;
    pass(6900).await;
    let renewal = {
        let config = config.clone();
        tokio::spawn(async move { id(&config).await })
    };
    tokio::task::yield_now().await;
    assert_eq!(source.fetches(), 2);
    let start = Instant::now();
    for _ in 0..100 {
        assert_eq!(id(&config).await, "AKID1");
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(renewal.await.unwrap(), "AKID2");
    assert_eq!(id(&config).await, "AKID2");
    assert_eq!(source.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_old_one_is_used_while_it_is_valid_and_cannot_be_renewed() {
    let source = Source::with_life(7200);
    let (_, config) = cached(&source);
    id(&config).await;
    source.change(|next| {
        next.error = Some(CredentialError::new("the source is dry"));
        next.takes = 0;
    });
    pass(6900).await;
    let mut tries = Vec::new();
    for second in 0..300 {
        let before = source.fetches();
        assert_eq!(id(&config).await, "AKID1");
        if source.fetches() > before {
            tries.push(second);
        }
        pass(1).await;
    }
    assert_eq!(tries, [0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);

    // Now it has expired: one try a second, however long the pauses were before.
    let before = source.fetches();
    for _ in 0..10 {
        config.fetch_credential().await.unwrap_err();
        config.fetch_credential().await.unwrap_err();
        pass(1).await;
    }
    assert_eq!(source.fetches(), before + 10);
    source.change(|next| next.error = None);
    assert_eq!(id(&config).await, format!("AKID{}", before + 11));
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_hangs_does_not_hold_a_call_that_has_a_valid_credential() {
    let source = Source::with_life(7200);
    let (_, config) = cached(&source);
    id(&config).await;
    pass(6900).await;
    source.change(|next| next.takes = 1_000_000);
    let start = Instant::now();
    assert_eq!(id(&config).await, "AKID1");
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    assert_eq!(id(&config).await, "AKID1");
    assert_eq!(start.elapsed(), Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn a_credential_that_does_not_expire_is_kept_for_good() {
    let source = Source::with_life(None);
    let (_, config) = cached(&source);
    id(&config).await;
    pass(1_000_000_000).await;
    assert_eq!(id(&config).await, "AKID1");
}

#[tokio::test(start_paused = true)]
async fn a_credential_is_not_kept_longer_than_is_said() {
    let source = Source::with_life(None);
    let cache = CachedCredential::new(source.clone()).max_age(Duration::from_secs(60));
    let config = World::without_network().config(cache);
    assert_eq!(id(&config).await, "AKID1");
    pass(59).await;
    assert_eq!(id(&config).await, "AKID1");
    source.change(|next| next.error = Some(CredentialError::new("the source is dry")));
    pass(1).await;
    assert_eq!(id(&config).await, "AKID1");
    source.change(|next| next.error = None);
    pass(1).await;
    assert_eq!(id(&config).await, "AKID3");
}

/// The clock of the machine is three hours late, say.
#[tokio::test(start_paused = true)]
async fn a_credential_that_has_expired_when_it_comes_is_used_and_not_fetched_for_every_call() {
    let source = Source::with_life(0);
    let (_, config) = cached(&source);
    assert_eq!(id(&config).await, "AKID1");
    assert_eq!(id(&config).await, "AKID1");
    pass(1).await;
    assert_eq!(id(&config).await, "AKID2");
    pass(1).await;
    assert_eq!(id(&config).await, "AKID2");
    pass(1).await;
    assert_eq!(id(&config).await, "AKID3");
}

#[tokio::test(start_paused = true)]
async fn a_credential_that_was_refused_is_fetched_again() {
    let source = Source::with_life(7200);
    let (cache, config) = cached(&source);
    let first = config.fetch_credential().await.unwrap();
    pass(30).await;
    assert_eq!(id(&config).await, "AKID1");
    cache.invalidate(&first);
    let second = config.fetch_credential().await.unwrap();
    assert_eq!(second.secret_id(), "AKID2");
    // Someone was late to say it.
    cache.invalidate(&first);
    assert_eq!(id(&config).await, "AKID2");

    // What has just been fetched is as good as it gets.
    cache.invalidate(&second);
    assert_eq!(id(&config).await, "AKID2");
    pass(30).await;
    assert_eq!(id(&config).await, "AKID3");
}

/// What a call does with a credential that was revoked.
#[tokio::test(start_paused = true)]
async fn a_call_takes_another_credential_if_one_was_refused() {
    let world = World::new(|request| {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let answer = if authorization.contains("Credential=AKID1/") {
            r#"{"Response":{"Error":{"Code":"AuthFailure.TokenFailure","Message":"gone"},"RequestId":"id"}}"#
        } else {
            r#"{"Response":{"RequestId":"id"}}"#
        };
        Ok((200, answer.to_owned()))
    });
    let source = Source::with_life(7200);
    let config = world.config(CachedCredential::new(source.clone()));
    let client = UntypedClient::new(config.clone());
    let call = || client.call("cvm", "2017-03-12", "DescribeZones", serde_json::json!({}));
    assert_eq!(id(&config).await, "AKID1");
    pass(3600).await;
    call().await.unwrap();
    assert_eq!(source.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_shown() {
    let source = Source::with_life(7200);
    let (cache, config) = cached(&source);
    config.fetch_credential().await.unwrap();
    check_shown(&cache);
    check_shown(&config);
    let shown = format!("{cache:?}");
    assert!(
        shown.starts_with("CachedCredential { provider: \"source\", kept: Some("),
        "{shown}"
    );
    assert!(!CANARY.is_empty());
}

#[test]
fn works_without_an_executor() {
    struct Unpark(thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    fn wait<T>(future: impl Future<Output = T>) -> T {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut future = std::pin::pin!(future);
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(value) => return value,
                Poll::Pending => thread::park(),
            }
        }
    }

    let source = Source::with_life(7200);
    source.change(|next| next.takes = 0);
    let config = Config::new(CachedCredential::new(source.clone()));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(wait(id(&config)), "AKID1"));
        }
    });
    assert_eq!(source.fetches(), 1);
}
