use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tencentcloud_runtime::{
    Bytes, Config, Credential, CredentialError, CredentialFuture, CredentialProvider, Platform,
    SleepFuture, Timer, Transport, TransportError, TransportErrorKind, TransportFuture, http,
};
use tokio::time::Instant;

/// In all secrets. No text may have it.
pub const CANARY: &str = "hunter2";
/// When a [`World`] begins, in seconds since 1970.
pub const START: u64 = 1_700_000_000;

/// What answers: the status and the body, or no answer.
pub type Answer = Result<(u16, String), TransportErrorKind>;

type Answers = dyn Fn(&http::Request<Bytes>) -> Answer + Send + Sync;

/// A network, and a clock that goes as the paused time of Tokio does.
#[derive(Clone)]
pub struct World {
    answer: Arc<Answers>,
    requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    start: Instant,
}

impl World {
    pub fn new(answer: impl Fn(&http::Request<Bytes>) -> Answer + Send + Sync + 'static) -> Self {
        Self {
            answer: Arc::new(answer),
            requests: Arc::default(),
            start: Instant::now(),
        }
    }

    pub fn without_network() -> Self {
        Self::new(|_| Err(TransportErrorKind::Connect))
    }

    pub fn config(&self, provider: impl CredentialProvider + 'static) -> Config {
        let start = self.start;
        Config::new(provider)
            .transport(self.clone())
            .clock(move || at(0) + start.elapsed())
            .timer(PausedTimer(start))
    }

    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }
}

/// Waits with Tokio also where the crate does not know of it.
struct PausedTimer(Instant);

impl Timer for PausedTimer {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl Transport for World {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let answer = (self.answer)(&request);
        self.requests.lock().unwrap().push(request);
        Box::pin(async {
            match answer {
                Ok((status, body)) => {
                    let mut answer = http::Response::new(Bytes::from(body));
                    *answer.status_mut() = status.try_into().unwrap();
                    Ok(answer)
                }
                Err(kind) => Err(TransportError::new(kind, "there is no network")),
            }
        })
    }
}

/// So many seconds after the start.
pub fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(START + seconds)
}

/// Moves the time.
pub async fn pass(seconds: u64) {
    tokio::time::advance(Duration::from_secs(seconds)).await;
}

/// The text of an error and of all that led to it, none of which shows a secret.
pub fn text(error: &CredentialError) -> String {
    check_shown(error);
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        check_shown(error);
        text = format!("{text}\n{error}");
        source = error.source();
    }
    assert!(!text.contains(CANARY), "a secret is shown: {text}");
    text
}

pub fn check_shown(shown: impl Debug) {
    let shown = format!("{shown:?} {shown:#?}");
    assert!(!shown.contains(CANARY), "a secret is shown: {shown}");
}

/// A provider that takes a second, and does as it is told: it gives the credentials `AKID1`, `AKID2` and so on.
#[derive(Clone)]
pub struct Source(Arc<Told>);

struct Told {
    fetches: AtomicUsize,
    next: Mutex<Next>,
}

#[derive(Clone)]
pub struct Next {
    /// How long the credential is valid, in seconds.
    pub life: Option<u64>,
    /// How long it takes to get it, in seconds.
    pub takes: u64,
    pub error: Option<CredentialError>,
}

impl Source {
    /// Of credentials with so long a life.
    pub fn with_life(life: impl Into<Option<u64>>) -> Self {
        let next = Mutex::new(Next {
            life: life.into(),
            takes: 1,
            error: None,
        });
        Self(Arc::new(Told {
            fetches: AtomicUsize::new(0),
            next,
        }))
    }

    pub fn change(&self, change: impl FnOnce(&mut Next)) {
        change(&mut self.0.next.lock().unwrap());
    }

    /// How often it was asked.
    pub fn fetches(&self) -> usize {
        self.0.fetches.load(Ordering::SeqCst)
    }
}

impl CredentialProvider for Source {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(async move {
            let number = self.0.fetches.fetch_add(1, Ordering::SeqCst) + 1;
            let next = self.0.next.lock().unwrap().clone();
            let timer = platform.timer().unwrap();
            timer.sleep(Duration::from_secs(next.takes)).await;
            if let Some(error) = next.error {
                return Err(error);
            }
            let credential = Credential::new(format!("AKID{number}"), CANARY).with_token(CANARY);
            Ok(match next.life {
                Some(life) => {
                    credential.with_expiration(platform.now() + Duration::from_secs(life))
                }
                None => credential,
            })
        })
    }

    fn name(&self) -> &'static str {
        "source"
    }
}
