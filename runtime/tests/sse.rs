//! Server-sent events are read as another reader reads them, the crate `eventsource-stream`.
//!
//! It does not have three things that this one has, so they are not in the streams here: a byte order mark (it panics),
//! text that is not UTF-8 (it gives up), and an event without an empty line behind it (it drops that).
#![allow(clippy::unwrap_used)]

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use eventsource_stream::EventStream;
use tencentcloud_runtime::Stream;
use tencentcloud_runtime::sse::Reader;

/// What streams are made of; fields are more likely than they would be of letters.
const TOKENS: &[&str] = &[
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "data",
    "data:",
    "data: ",
    "event: ",
    "event",
    "id: ",
    "id",
    "id:\0",
    "retry: 15",
    "retry: x",
    "retry",
    ":",
    " ",
    "a",
    "1",
    "你",
    "🙂",
    "other: ",
    "{\"Id\":1}",
    "[DONE]",
    "\t",
    "\u{2028}",
];

#[test]
fn streams_are_read_as_another_reader_reads_them() {
    let mut random = Random(1);
    let mut events = 0;
    for _ in 0..10_000 {
        let mut stream: String = (0..random.below(80))
            .map(|_| TOKENS[random.below(TOKENS.len())])
            .collect();
        stream.push_str("\n\n");
        let pieces = cut(stream.as_bytes(), &mut random);
        let ours = ours(&pieces);
        events += ours.len();
        assert_eq!(
            ours,
            theirs(&pieces),
            "{stream:?} in {} pieces",
            pieces.len()
        );
    }
    assert!(events > 5_000, "only {events} events were compared");
}

/// Name, data, id, milliseconds to retry.
type Shown = (String, String, String, Option<u128>);

fn ours(pieces: &[Vec<u8>]) -> Vec<Shown> {
    let mut reader = Reader::new();
    let mut events = Vec::new();
    for piece in pieces {
        reader.push(piece);
        while let Some(event) = reader.next_event().unwrap() {
            events.push((
                event.name.unwrap_or_else(|| "message".to_owned()),
                event.data,
                event.id.unwrap_or_default(),
                event.retry.map(|retry| retry.as_millis()),
            ));
        }
    }
    events
}

fn theirs(pieces: &[Vec<u8>]) -> Vec<Shown> {
    let mut stream = EventStream::new(Pieces(pieces.iter().cloned().collect()));
    let mut context = Context::from_waker(Waker::noop());
    let mut events = Vec::new();
    while let Poll::Ready(Some(event)) = Pin::new(&mut stream).poll_next(&mut context) {
        let event = event.unwrap();
        let retry = event.retry.map(|retry| retry.as_millis());
        events.push((event.event, event.data, event.id, retry));
    }
    events
}

struct Pieces(VecDeque<Vec<u8>>);

impl Stream for Pieces {
    type Item = Result<Vec<u8>, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

fn cut(mut bytes: &[u8], random: &mut Random) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(1 + random.below(bytes.len()));
        pieces.push(piece.to_vec());
        bytes = rest;
    }
    pieces
}

/// The same numbers on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}
