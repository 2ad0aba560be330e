use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::answer::Answer;
use crate::client::Parts;
use crate::error::Details;
use crate::object::Object;
use crate::request::Draft;
use crate::transport::Timeout;
use crate::{Action, Error, ErrorCode, Failure, RequestError};

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
    exchange: Box<Exchange>,
    types: PhantomData<fn() -> (R, E)>,
}

impl<R, E> Call<R, E> {
    pub(crate) fn new(
        client: Arc<Parts>,
        action: &'static Action,
        body: Result<Bytes, RequestError>,
    ) -> Self {
        Self {
            exchange: Box::new(Exchange {
                client,
                action,
                body,
                region: None,
                timeout: None,
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
}

impl<R: Object, E: ErrorCode> Call<R, E> {
    /// Sends the request. To await the call does the same.
    pub fn send(self) -> CallFuture<R, E> {
        CallFuture {
            service: self.exchange.client.service.name(),
            action: self.exchange.action.name(),
            answer: Box::pin(self.exchange.send()),
            types: PhantomData,
        }
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
    answer: Pin<Box<dyn Future<Output = Result<Response<Bytes>, Failure>> + Send>>,
    types: PhantomData<fn() -> (R, E)>,
}

impl<R: Object, E: ErrorCode> Future for CallFuture<R, E> {
    type Output = Result<R, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(context));
        let mut object = R::empty();
        Poll::Ready(
            match finish(self.service, self.action, answer, &mut object) {
                Ok(()) => Ok(object),
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

/// What a call needs to be sent.
struct Exchange {
    client: Arc<Parts>,
    action: &'static Action,
    body: Result<Bytes, RequestError>,
    region: Option<String>,
    timeout: Option<Duration>,
}

impl Exchange {
    async fn send(self: Box<Self>) -> Result<Response<Bytes>, Failure> {
        let Parts { config, service } = &*self.client;
        let region = self.region.as_ref().or(config.region.as_ref());
        let region = region
            .map(String::as_str)
            .filter(|region| !region.is_empty());
        let draft = Draft::new(service, self.action, config, region, self.body?)?;
        let mut request = if self.action.is_unsigned() {
            draft.skip_signature(config.timestamp())
        } else {
            let credential = config.credential.credential().await?;
            draft.sign(&credential, config.timestamp())?
        };
        let timeout = self.timeout.unwrap_or(config.timeout);
        request.extensions_mut().insert(Timeout(timeout));
        #[cfg(feature = "tracing")]
        tracing::debug!(
            service = service.name(),
            action = self.action.name(),
            region,
            host = request.uri().host(),
            "request"
        );
        Ok(config.shared_transport()?.send(request).await?)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("service", &self.client.service.name())
            .field("action", &self.action.name())
            .field("region", &self.region)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Puts what came into the object, or says why that is not possible.
fn finish(
    service: &'static str,
    action: &'static str,
    answer: Result<Response<Bytes>, Failure>,
    object: &mut dyn Object,
) -> Result<(), Box<Details>> {
    let (http_status, request_id, result) = match answer {
        Ok(response) => {
            let answer = Answer::read(&response, object);
            (Some(response.status()), answer.request_id, answer.result)
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
    result.map_err(|failure| {
        Box::new(Details {
            service,
            action,
            http_status,
            request_id,
            failure,
        })
    })
}
