//! Server-sent events, as a reader that is fed bytes: no I/O, no time, no JSON.
//!
//! The rules are those of the HTML standard (<https://html.spec.whatwg.org/multipage/server-sent-events.html>), but for
//! the end: what stands behind the last empty line is an event here, because some actions leave the last empty line out.
//! A client does all of it for you, see [`StreamingCall`](crate::StreamingCall); this module is for streams that come by
//! other means.
//!
//! ```
//! use tencentcloud_runtime::sse::Reader;
//!
//! let mut reader = Reader::new();
//! reader.push(b"data: {\"Id\"");
//! assert_eq!(reader.next_event()?, None);
//! reader.push(b":1}\n\n");
//! assert_eq!(reader.next_event()?.unwrap().data, r#"{"Id":1}"#);
//! # Ok::<(), tencentcloud_runtime::sse::EventTooLarge>(())
//! ```

mod lines;

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use self::lines::Lines;

/// The most bytes that an event may have, and a line of one: 16 MiB. A service that never ends a line must not fill the
/// memory; real events have some kilobytes, and up to a megabyte with sound in them.
pub const MAX_EVENT_BYTES: usize = 16 << 20;

/// An event as it was sent.
#[derive(Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Event {
    /// What stands in `event`, if it does. The standard takes `message` for an event without a name.
    pub name: Option<String>,
    /// What stands in `data`, of several lines with a line break between them.
    pub data: String,
    /// The last `id` that was said, here or before.
    pub id: Option<String>,
    /// How long to wait before the stream is asked for again. Nothing here does that.
    pub retry: Option<Duration>,
}

/// Only how large the data are: they can hold anything.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("name", &self.name)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .field("id", &self.id)
            .field("retry", &self.retry)
            .finish()
    }
}

/// An event, or a line of one, is larger than [`MAX_EVENT_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventTooLarge;

impl fmt::Display for EventTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "an event of the stream is larger than {MAX_EVENT_BYTES} bytes"
        )
    }
}

impl std::error::Error for EventTooLarge {}

/// Makes events of bytes, wherever these are cut.
#[derive(Debug, Default)]
pub struct Reader {
    lines: Lines,
    /// The event whose lines are being read.
    event: Event,
    /// Whether it has a line `data`: without one it is none.
    has_data: bool,
}

impl Reader {
    /// A reader at the start of a stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.lines.push(bytes);
    }

    /// The stream is over: what came behind the last line break is a line, and what came behind the last empty line is
    /// an event.
    pub fn finish(&mut self) {
        self.lines.push(b"\n\n");
    }

    /// The next event, if all of it is there.
    ///
    /// # Errors
    /// An event is too large. Nothing behind it can be read.
    pub fn next_event(&mut self) -> Result<Option<Event>, EventTooLarge> {
        while let Some(line) = self.lines.next_line()? {
            if line.is_empty() {
                if let Some(event) = self.event.take(&mut self.has_data) {
                    return Ok(Some(event));
                }
                continue;
            }
            if self.event.data.len() + line.len() > MAX_EVENT_BYTES {
                return Err(EventTooLarge);
            }
            // A line may be cut in the middle of a character, but never a character by a line break.
            let line = String::from_utf8_lossy(line);
            self.event.read(&line, &mut self.has_data);
        }
        Ok(None)
    }
}

impl Event {
    /// The event, if it has data. What follows starts anew, but keeps the id.
    fn take(&mut self, has_data: &mut bool) -> Option<Self> {
        let id = self.id.clone();
        let event = std::mem::replace(
            self,
            Self {
                id,
                ..Self::default()
            },
        );
        std::mem::take(has_data).then_some(event)
    }

    /// Reads a line that is not empty. One that starts with a colon is a comment: its name is empty.
    fn read(&mut self, line: &str, has_data: &mut bool) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                if std::mem::replace(has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "event" => self.name = Some(value.to_owned()).filter(|name| !name.is_empty()),
            "id" if !value.contains('\0') => {
                self.id = Some(value.to_owned()).filter(|id| !id.is_empty());
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                }
            }
            _ => {}
        }
    }
}

/// Whether a body is a stream of events: its media type counts, in any case and with any parameters.
pub(crate) fn is_event_stream(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next());
    media_type.is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("text/event-stream"))
}

#[cfg(test)]
mod tests;
