use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use tokio::time::{Sleep, sleep};

use super::TransportError;
use super::reqwest::{failed, silent};

/// The body of an answer as it comes.
pub(super) struct Chunks {
    /// Nothing when it has ended.
    body: Option<reqwest::Body>,
    idle_timeout: Option<Duration>,
    /// Runs while the next piece is waited for. It starts when that is asked for: who takes long to ask does not make the
    /// server slow.
    silence: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    pub(super) fn new(response: reqwest::Response, idle_timeout: Option<Duration>) -> Self {
        Self {
            body: Some(response.into()),
            idle_timeout,
            silence: None,
        }
    }

    fn poll_silence(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let Some(timeout) = self.idle_timeout else {
            return Poll::Pending;
        };
        let silence = self.silence.get_or_insert_with(|| Box::pin(sleep(timeout)));
        silence.as_mut().poll(context).map(|()| silent(timeout))
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = &mut self.body {
            let item = match Pin::new(body).poll_frame(context) {
                Poll::Pending => match self.poll_silence(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(error) => Some(Err(error)),
                },
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(bytes) => Some(Ok(bytes)),
                    // Trailers, which nobody looks at.
                    Err(_) => continue,
                },
                Poll::Ready(Some(Err(error))) => Some(Err(failed(error))),
                Poll::Ready(None) => None,
            };
            self.silence = None;
            if !matches!(item, Some(Ok(_))) {
                self.body = None;
            }
            return Poll::Ready(item);
        }
        Poll::Ready(None)
    }
}
