//! The clients, all called in the same way.

use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use serde_json::{Value, json};
use tcgen_tests::official::Worker;
use tencentcloud_runtime::{
    Config, Credential, HttpMethod, ReqwestTransport, Retry, UntypedClient,
};
use tokio::runtime::Runtime;

/// A call that every client can make.
pub(crate) struct Call {
    pub(crate) action: &'static str,
    pub(crate) get: bool,
    pub(crate) unsigned_payload: bool,
    pub(crate) retries: bool,
    pub(crate) calls: u32,
}

impl Call {
    pub(crate) fn new(action: &'static str) -> Self {
        Self {
            action,
            get: false,
            unsigned_payload: false,
            retries: true,
            calls: 1,
        }
    }

    fn params(&self) -> Value {
        match self.action {
            "DescribeInstances" => {
                json!({ "Filters": [{ "Name": "zone", "Values": ["甲 1"] }], "Limit": 20 })
            }
            _ => json!({ "InstanceIds": ["ins-r8hr2upy"] }),
        }
    }

    /// How long an attempt may take, in seconds.
    const TIMEOUT: f64 = 0.8;
}

pub(crate) enum Client {
    Ours(Runtime, ReqwestTransport),
    Worker(&'static str, Worker),
}

impl Client {
    pub(crate) fn ours() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("the operating system has timers and sockets");
        Self::Ours(
            runtime,
            ReqwestTransport::new().expect("this system has certificates"),
        )
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Ours(..) => "tcgen",
            Self::Worker(name, _) => name,
        }
    }

    /// Without and with what the SDKs have to be told to do; we do it unless told otherwise.
    pub(crate) fn retries(&self) -> &'static [bool] {
        match self {
            Self::Ours(..) => &[true],
            Self::Worker(..) => &[false, true],
        }
    }

    /// `ok`, or what went wrong.
    pub(crate) fn call(&mut self, url: &str, call: &Call) -> String {
        match self {
            Self::Ours(runtime, transport) => {
                runtime.block_on(send(client(transport, url, call), call))
            }
            Self::Worker(_, worker) => {
                let answer = worker.ask(&question(url, call));
                answer["outcome"].as_str().unwrap_or_default().to_owned()
            }
        }
    }

    /// CPU time of a call, after a tenth of them that are not counted.
    pub(crate) fn cpu_micros(&mut self, url: &str, call: &Call) -> f64 {
        match self {
            Self::Worker(_, worker) => {
                let answer = worker.ask(&question(url, call));
                assert_eq!(answer["outcome"], "ok");
                answer["cpu_micros"].as_f64().unwrap_or_default()
            }
            Self::Ours(runtime, transport) => {
                let client = client(transport, url, call);
                runtime.block_on(async {
                    let warm = call.calls / 10;
                    let mut start = 0.0;
                    for number in 0..call.calls + warm {
                        if number == warm {
                            start = thread_micros();
                        }
                        let request = client.call("cvm", "2017-03-12", call.action, call.params());
                        request.await.expect("the server answers");
                    }
                    (thread_micros() - start) / f64::from(call.calls)
                })
            }
        }
    }
}

fn client(transport: &ReqwestTransport, url: &str, call: &Call) -> UntypedClient {
    let retry = Retry::new()
        .base_delay(Duration::from_millis(10))
        .throttled_delay(Duration::from_millis(10));
    let config = Config::new(Credential::new("AKIDexample", "key").with_token("token"))
        .region("ap-guangzhou")
        .endpoint(url)
        .transport(transport.clone())
        .attempt_timeout(Duration::from_secs_f64(Call::TIMEOUT))
        .retry(if call.retries { retry } else { Retry::none() })
        .method(if call.get {
            HttpMethod::Get
        } else {
            HttpMethod::Post
        })
        .unsigned_payload(call.unsigned_payload);
    UntypedClient::new(config)
}

async fn send(client: UntypedClient, call: &Call) -> String {
    match client
        .call("cvm", "2017-03-12", call.action, call.params())
        .await
    {
        Ok(answer) if answer.request_id() == "r-ok" => "ok".to_owned(),
        Ok(_) => "another answer".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn question(url: &str, call: &Call) -> Value {
    json!({
        "host": url.trim_start_matches("http://"),
        "service": "cvm",
        "version": "2017-03-12",
        "action": call.action,
        "params": call.params(),
        "get": call.get,
        "unsigned_payload": call.unsigned_payload,
        "retries": call.retries,
        "timeout": Call::TIMEOUT,
        "calls": call.calls,
    })
}

/// What this thread has used of the CPU; the server is in others.
fn thread_micros() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_THREAD).expect("the operating system counts");
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds and microseconds of a short run"
    )]
    let micros = |time: TimeVal| time.tv_sec() as f64 * 1e6 + time.tv_usec() as f64;
    micros(usage.user_time()) + micros(usage.system_time())
}
