use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::answer::Answer;
use crate::client::Parts;
use crate::error::Details;
use crate::exchange::Exchange;
use crate::object::Object;
use crate::payload::Payload;
use crate::{Action, Error, ErrorCode, Failure, RequestError, StreamingCall};

/// A call of an action: it is sent when it is awaited, and can be adjusted before.
///
/// ```no_run
/// # use std::time::Duration;
/// # use tencentcloud_runtime::{Call, Error, ErrorCode, Object};
/// # async fn example<R: Object, E: ErrorCode>(call: Call<R, E>) -> Result<R, Error<E>> {
/// call.region("ap-beijing").timeout(Duration::from_secs(5)).await
/// # }
/// ```
#[must_use = "a call is sent when it is awaited"]
pub struct Call<R, E> {
    pub(crate) exchange: Box<Exchange>,
    types: PhantomData<fn() -> (R, E)>,
}

impl<R, E> Call<R, E> {
    pub(crate) fn new(
        client: Arc<Parts>,
        action: &'static Action,
        payload: Result<Payload, RequestError>,
    ) -> Self {
        Self {
            exchange: Box::new(Exchange {
                client,
                action,
                payload,
                region: None,
                timeout: None,
                idle_timeout: None,
            }),
            types: PhantomData,
        }
    }

    /// The region that this request is about, instead of the one of the [`Config`](crate::Config).
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.exchange.region = Some(region.into());
        self
    }

    /// How long this exchange may take, instead of [`Config::timeout`](crate::Config::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.exchange.timeout = Some(timeout);
        self
    }

    /// The same call of an action that can answer with a stream of events. Generated methods give such a call where this is
    /// documented.
    pub fn streaming(self) -> StreamingCall<R, E> {
        StreamingCall::new(self)
    }
}

impl<R: Object, E: ErrorCode> Call<R, E> {
    /// Sends the request. To await the call does the same.
    pub fn send(self) -> CallFuture<R, E> {
        let names = self.exchange.names();
        CallFuture::new(names, Box::pin(self.exchange.send()))
    }
}

impl<R: Object, E: ErrorCode> IntoFuture for Call<R, E> {
    type Output = Result<R, Error<E>>;
    type IntoFuture = CallFuture<R, E>;

    fn into_future(self) -> CallFuture<R, E> {
        self.send()
    }
}

impl<R, E> fmt::Debug for Call<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.exchange.fmt(f)
    }
}

/// The answer of a [`Call`], on its way.
///
/// It is not an `async` block because that would be compiled for every action; only `poll` is, and it is short.
#[must_use = "futures do nothing unless you await them"]
pub struct CallFuture<R, E> {
    service: &'static str,
    action: &'static str,
    answer: AnswerFuture,
    types: PhantomData<fn() -> (R, E)>,
}

type AnswerFuture = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Failure>> + Send>>;

impl<R, E> CallFuture<R, E> {
    pub(crate) fn new(
        (service, action): (&'static str, &'static str),
        answer: AnswerFuture,
    ) -> Self {
        Self {
            service,
            action,
            answer,
            types: PhantomData,
        }
    }
}

impl<R: Object, E: ErrorCode> Future for CallFuture<R, E> {
    type Output = Result<R, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(context));
        let mut object = R::empty();
        Poll::Ready(
            match finish((self.service, self.action), answer, &mut object) {
                Ok(_) => Ok(object),
                Err(details) => Err(Error::new(details)),
            },
        )
    }
}

impl<R, E> fmt::Debug for CallFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallFuture({} {})", self.service, self.action)
    }
}

/// An answer whose members are in the object now.
pub(crate) struct Finished {
    pub(crate) http_status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Bytes,
}

/// Puts what came into the object, or says why that is not possible.
pub(crate) fn finish(
    (service, action): (&'static str, &'static str),
    answer: Result<Response<Bytes>, Failure>,
    object: &mut dyn Object,
) -> Result<Finished, Box<Details>> {
    let (http_status, request_id, result) = match answer {
        Ok(response) => {
            let answer = Answer::read(&response, object);
            let result = answer.result.map(|()| response.body().clone());
            (Some(response.status()), answer.request_id, result)
        }
        Err(failure) => (None, None, Err(failure)),
    };
    #[cfg(feature = "tracing")]
    tracing::debug!(
        service,
        action,
        http_status = http_status.map(|status| status.as_u16()),
        request_id,
        error = result.as_ref().err().map(tracing::field::display),
        "answer"
    );
    match result {
        Ok(body) => Ok(Finished {
            http_status,
            request_id,
            body,
        }),
        Err(failure) => Err(Box::new(Details {
            service,
            action,
            http_status,
            request_id,
            failure,
        })),
    }
}
