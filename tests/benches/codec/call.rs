//! Calls that never leave the process, so that what is before and after the transport can be measured.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use tencentcloud_runtime::{
    Action, Bytes, Call, CallFuture, Client, CommonError, Config, Credential, Object, Service,
    Transport, TransportFuture, http,
};

static SERVICE: Service = Service::new("bench", "2020-01-01", "bench.tencentcloudapi.com");
static ACTION: Action = Action::new("Bench");

/// A client whose every answer is this.
pub(crate) fn client(answer: &[u8]) -> Client {
    let credential = Credential::new("id", "key");
    let transport = Canned(Bytes::copy_from_slice(answer));
    Client::new(Config::new(credential).transport(transport), &SERVICE)
}

/// A call with this request; this is where a request is written.
pub(crate) fn call<R>(client: &Client, request: &dyn Object) -> Call<R, CommonError> {
    client.call(&ACTION, request)
}

/// A call whose answer has come and is not read yet.
pub(crate) struct Answered<R>(CallFuture<R, CommonError>);

impl<R: Object> Answered<R> {
    pub(crate) fn new(client: &Client, request: &dyn Object) -> Self {
        let mut future = call(client, request).send();
        assert!(poll(&mut future).is_pending(), "the transport waits once");
        Self(future)
    }

    /// Reads the answer.
    pub(crate) fn read(mut self) -> R {
        match poll(&mut self.0) {
            Poll::Ready(Ok(response)) => response,
            Poll::Ready(Err(error)) => unreachable!("{error}"),
            Poll::Pending => unreachable!("the transport waits once"),
        }
    }
}

fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// Answers when it is asked for the second time.
struct Canned(Bytes);

impl Transport for Canned {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        let mut answer = Some(http::Response::new(self.0.clone()));
        let mut waited = false;
        Box::pin(poll_fn(move |_| {
            if !waited {
                waited = true;
                return Poll::Pending;
            }
            Poll::Ready(Ok(answer.take().expect("nothing is polled after its end")))
        }))
    }
}
