use std::io::Read as _;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use ureq::BodyReader;

use super::failed;
use crate::TransportError;

/// What is read at once, at most.
const PIECE: usize = 16 << 10;

/// The body of an answer as it comes: to ask for the next piece blocks the thread until it is there.
pub(super) struct Pieces {
    /// Nothing when it has ended.
    body: Option<BodyReader<'static>>,
}

impl Pieces {
    pub(super) fn new(body: BodyReader<'static>) -> Self {
        Self { body: Some(body) }
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let mut piece = vec![0; PIECE];
        let item = match body.read(&mut piece) {
            Ok(0) => None,
            Ok(count) => {
                piece.truncate(count);
                Some(Ok(piece.into()))
            }
            Err(error) => Some(Err(failed(error.into()))),
        };
        if !matches!(item, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(item)
    }
}
