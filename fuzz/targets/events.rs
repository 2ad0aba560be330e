//! Any bytes as a stream of server-sent events: by the reader alone, however they are cut, and through a client.
#![no_main]

use std::collections::VecDeque;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use libfuzzer_sys::fuzz_target;
use tencentcloud_runtime::sse::{Event, Reader};
use tencentcloud_runtime::{
    Action, BodyStream, Bytes, Client, CommonError, Config, Fields, FieldsMut, Json, Object,
    Service, Stream, StreamingCall, StreamingFuture, Transport, TransportError, TransportFuture,
    http, object_traits,
};

// The first byte says into how large pieces the others are cut.
fuzz_target!(|bytes: &[u8]| {
    let Some((size, stream)) = bytes.split_first() else {
        return;
    };
    let size = usize::from(*size).max(1);
    let events = read([stream].into_iter());
    assert_eq!(events, read(stream.chunks(size)), "cut into {size} bytes");
    assert_eq!(events, read(stream.chunks(1)), "cut into bytes");
    call(stream.chunks(size), events.len());
});

fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<Event> {
    let mut reader = Reader::new();
    let mut events = Vec::new();
    let mut take = |reader: &mut Reader| {
        while let Some(event) = reader.next_event().expect("a stream of some kilobytes") {
            assert!(!event.data.contains('\r'), "a line end of another kind");
            events.push(event);
        }
    };
    for piece in pieces {
        reader.push(piece);
        take(&mut reader);
    }
    reader.finish();
    take(&mut reader);
    events
}

static SERVICE: Service = Service::new("fuzz", "2020-01-01", "fuzz.example");
static ACTION: Action = Action::new("Chat").unsigned();

/// Each event is one or an error in one line, and there are no more than the reader found.
fn call<'a>(pieces: impl Iterator<Item = &'a [u8]>, at_most: usize) {
    let pieces = Pieces(pieces.map(Bytes::copy_from_slice).collect());
    let config = Config::without_credential()
        .transport(pieces)
        .clock(|| std::time::SystemTime::UNIX_EPOCH);
    let call: StreamingCall<Answer, CommonError> = Client::new(config, &SERVICE)
        .call(&ACTION, &Answer::empty())
        .streaming();
    let mut events = ready(call.events()).expect("a stream that begins");
    let mut count = 0;
    while let Some(event) = ready(events.next()) {
        count += 1;
        if let Err(error) = event {
            let message = error.to_string();
            assert!(!message.contains(['\n', '\r']), "a message of two lines");
        }
    }
    assert!(count <= at_most, "{count} events of {at_most}");
}

/// Nothing here waits.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

#[derive(Clone, PartialEq)]
struct Answer {
    count: Option<i64>,
    choices: Vec<Json>,
    request_id: String,
}

impl Object for Answer {
    fn name(&self) -> &'static str {
        "Answer"
    }

    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
        visitor.field("Count", &self.count);
        visitor.field("Choices", &self.choices);
        visitor.field("RequestId", &self.request_id);
    }

    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
        visitor.field("Count", &mut self.count);
        visitor.field("Choices", &mut self.choices);
        visitor.field("RequestId", &mut self.request_id);
    }

    fn empty() -> Self {
        Self {
            count: None,
            choices: Vec::new(),
            request_id: String::new(),
        }
    }
}

object_traits!(Answer);

/// Answers with these pieces.
struct Pieces(VecDeque<Bytes>);

impl Transport for Pieces {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        unreachable!("a streaming call reads the answer as it comes")
    }

    fn send_streaming(&self, _: http::Request<Bytes>) -> StreamingFuture<'_> {
        let body: BodyStream = Box::pin(Body(self.0.clone()));
        let answer = http::Response::builder().header("content-type", "text/event-stream");
        let answer = answer.body(body).expect("a valid head");
        Box::pin(async { Ok(answer) })
    }
}

struct Body(VecDeque<Bytes>);

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}
