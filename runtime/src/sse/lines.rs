use memchr::memchr2;

use super::{EventTooLarge, MAX_EVENT_BYTES};

/// Makes lines of bytes. A line ends with a line feed, a carriage return, or both.
#[derive(Debug, Default)]
pub(super) struct Lines {
    buffer: Vec<u8>,
    /// Where the next line starts.
    start: usize,
    /// Up to here there is no line end: nothing is looked at twice.
    searched: usize,
    /// The last line ended with a carriage return, so that a line feed at the start of the next belongs to it. To wait for
    /// the byte behind would hold the event back until the next one comes.
    after_carriage_return: bool,
    is_behind_first_line: bool,
}

impl Lines {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next line that has ended, without its end.
    pub(super) fn next_line(&mut self) -> Result<Option<&[u8]>, EventTooLarge> {
        if self.after_carriage_return && self.start < self.buffer.len() {
            self.after_carriage_return = false;
            if self.buffer[self.start] == b'\n' {
                self.start += 1;
                self.searched = self.start;
            }
        }
        let Some(length) = memchr2(b'\n', b'\r', &self.buffer[self.searched..]) else {
            self.searched = self.buffer.len();
            let is_too_long = self.buffer.len() - self.start > MAX_EVENT_BYTES;
            return if is_too_long {
                Err(EventTooLarge)
            } else {
                Ok(None)
            };
        };
        let end = self.searched + length;
        let line = &self.buffer[self.start..end];
        self.after_carriage_return = self.buffer[end] == b'\r';
        self.start = end + 1;
        self.searched = self.start;
        // A byte order mark at the start of the stream is not part of it.
        let mark: &[u8] = if std::mem::replace(&mut self.is_behind_first_line, true) {
            b""
        } else {
            "\u{FEFF}".as_bytes()
        };
        Ok(Some(line.strip_prefix(mark).unwrap_or(line)))
    }
}
