//! Any bytes as the answer of an action, through a client: the envelope, the members, errors, and what they tell.
#![no_main]

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;
use tencentcloud_runtime::{
    Action, Bytes, Call, Client, CommonError, Config, Credential, Error, Fields, FieldsMut, Json,
    Object, Retry, Service, Transport, TransportFuture, http, object_traits,
};

/// What no text may hold, whatever an answer repeats. All of it is sent.
const SECRETS: [&str; 3] = ["canary-key", "canary-token", "canary-password"];

// The first byte says what the head of the answer is.
fuzz_target!(|bytes: &[u8]| {
    let Some((head, body)) = bytes.split_first() else {
        return;
    };
    let status = [200, 200, 200, 204, 400, 429, 502, 302][usize::from(head & 7)];
    let mut answer = http::Response::builder().status(status);
    if head & 8 != 0 {
        answer = answer.header("x-tc-requestid", "in-header");
    }
    if head & 16 != 0 {
        answer = answer.header("content-encoding", "gzip");
    }
    let answer = answer
        .body(Bytes::copy_from_slice(body))
        .expect("a valid head");
    let is_success = answer.status().is_success();
    if head & 32 == 0 {
        check(call::<Plain>(answer), is_success, body);
    } else {
        check(call::<WithError>(answer), is_success, body);
    }
});

fn check<R: Object>(result: Result<R, Error>, is_success: bool, body: &[u8]) {
    match result {
        Ok(object) => {
            assert!(is_success, "a status that is none of success");
            // Members that nobody reads can hold anything that is a text or a number in form.
            let text = String::from_utf8_lossy(body);
            let json = serde_json::from_str::<IgnoredAny>(&text);
            assert!(json.is_ok(), "only JSON is an answer");
            // What was read can be shown.
            let _ = format!("{:?}", tencentcloud_runtime::validate(&object));
        }
        Err(error) => {
            let shown = error.to_string();
            assert!(
                !shown.contains(['\n', '\r', '\0']),
                "not in one line: {shown:?}"
            );
            assert!(shown.len() < 4096 + body.len(), "longer than what came");
            assert_eq!(error.attempts().len(), 1);
            for secret in SECRETS {
                for text in [
                    &shown,
                    &format!("{error:?}"),
                    &format!("{:?}", error.attempts()),
                ] {
                    assert!(!text.contains(secret), "{text}");
                }
            }
        }
    }
}

static SERVICE: Service = Service::new("fuzz", "2020-01-01", "fuzz.example");
static ACTION: Action = Action::new("Ask");

fn call<R: Object>(answer: http::Response<Bytes>) -> Result<R, Error> {
    let credential = Credential::new("id", SECRETS[0]).with_token(SECRETS[1]);
    let config = Config::new(credential)
        .transport(Canned(answer))
        .retry(Retry::none())
        .clock(|| SystemTime::UNIX_EPOCH);
    let request = Request {
        password: SECRETS[2].to_owned(),
    };
    let call: Call<R, CommonError> = Client::new(config, &SERVICE).call(&ACTION, &request);
    match pin!(call.send()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

/// Answers with a copy of this.
struct Canned(http::Response<Bytes>);

impl Transport for Canned {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        let answer = self.0.clone();
        Box::pin(async { Ok(answer) })
    }
}

/// Writes down `impl Object` as the generator does.
macro_rules! object {
    ($type:ident { $($name:literal $field:ident: $member:ty,)+ }) => {
        #[derive(Clone, PartialEq)]
        struct $type {
            $($field: $member,)+
        }

        impl Object for $type {
            fn name(&self) -> &'static str {
                stringify!($type)
            }

            fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
                $(visitor.field($name, &self.$field);)+
            }

            fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
                $(visitor.field($name, &mut self.$field);)+
            }

            fn empty() -> Self {
                Self { $($field: Default::default(),)+ }
            }
        }

        object_traits!($type);
    };
}

object!(Request {
    "Password" password: String,
});
object!(Plain {
    "Count" count: Option<i64>,
    "Ratio" ratio: Option<f64>,
    "Items" items: Vec<Item>,
    "Any" any: Option<Json>,
    "RequestId" request_id: String,
});
object!(WithError {
    "Error" error: Option<Item>,
    "RequestId" request_id: String,
});
object!(Item {
    "Code" code: Option<String>,
    "Message" message: Option<String>,
    "Is" is: Option<bool>,
    "Items" items: Vec<Vec<String>>,
});
