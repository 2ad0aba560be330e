use super::*;

/// All events of a stream that comes in these pieces, one a line: name, id, retry, data.
fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
    let mut reader = Reader::new();
    let mut events = Vec::new();
    let mut take = |reader: &mut Reader| {
        while let Some(event) = reader.next_event().unwrap() {
            let Event {
                name,
                data,
                id,
                retry,
            } = event;
            let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            let retry = or_none(retry.map(|retry| format!("{retry:?}")));
            events.push(format!(
                "{} {} {retry} {data:?}",
                or_none(name),
                or_none(id)
            ));
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

#[test]
fn fields_are_read_by_the_standard() {
    for (stream, expected) in [
        ("data: 1\n\n", &[r#"- - - "1""#][..]),
        ("data:1\n\ndata:  2\n\n", &[r#"- - - "1""#, r#"- - - " 2""#]),
        ("data: 1\ndata\ndata: 3\n\n", &[r#"- - - "1\n\n3""#]),
        ("data: a: b\n\n", &[r#"- - - "a: b""#]),
        ("data:\n\n", &[r#"- - - """#]),
        // Not an event: it has no data.
        ("event: ping\n\ndata: 1\n\n", &[r#"- - - "1""#]),
        (
            "event: add\ndata: 1\n\ndata: 2\n\n",
            &[r#"add - - "1""#, r#"- - - "2""#],
        ),
        ("event: add\nevent:\ndata: 1\n\n", &[r#"- - - "1""#]),
        // An id holds until the next.
        (
            "id: 1\ndata: 1\n\ndata: 2\n\nid\ndata: 3\n\n",
            &[r#"- 1 - "1""#, r#"- 1 - "2""#, r#"- - - "3""#],
        ),
        ("id: 1\n\nid: a\0b\ndata: 1\n\n", &[r#"- 1 - "1""#]),
        ("retry: 1500\ndata: 1\n\n", &[r#"- - 1.5s "1""#]),
        (
            "retry: -1\nretry:\nretry: 1e3\ndata: 1\n\n",
            &[r#"- - - "1""#],
        ),
        (
            "retry: 99999999999999999999999\ndata: 1\n\n",
            &[r#"- - - "1""#],
        ),
        (": comment\n:\n\ndata: 1\n: comment\n\n", &[r#"- - - "1""#]),
        (
            "Data: 1\nother: 2\n data: 3\n\ndata: 4\n\n",
            &[r#"- - - "4""#],
        ),
        ("\n\n\n", &[]),
        ("", &[]),
    ] {
        assert_eq!(read([stream.as_bytes()]), expected, "{stream:?}");
    }
}

#[test]
fn lines_end_in_three_ways() {
    let expected = [r#"- - - "1\n2""#, r#"- - - "3""#];
    for end in ["\n", "\r", "\r\n"] {
        let stream = "data: 1|data: 2||data: 3||".replace('|', end);
        assert_eq!(read([stream.as_bytes()]), expected, "{end:?}");
    }
    assert_eq!(
        read([b"data: 1\rdata: 2\r\n\rdata: 3\n\r\n".as_slice()]),
        expected
    );
}

#[test]
fn an_event_is_there_when_its_last_byte_is() {
    for (stream, end) in [
        ("data: 1", "\n\n"),
        ("data: 1", "\r\r"),
        ("data: 1\r\n", "\r"),
    ] {
        let mut reader = Reader::new();
        reader.push(stream.as_bytes());
        assert_eq!(reader.next_event(), Ok(None));
        reader.push(end.as_bytes());
        assert_eq!(reader.next_event().unwrap().unwrap().data, "1", "{end:?}");
        // The other half of a line end is not a line.
        reader.push(b"\ndata: 2\n\n");
        assert_eq!(reader.next_event().unwrap().unwrap().data, "2", "{end:?}");
    }
}

#[test]
fn the_end_of_the_stream_ends_the_event() {
    for stream in [
        "data: 1",
        "data: 1\n",
        "data: 1\r",
        "data: 1\r\n",
        "data: 1\n\n",
    ] {
        assert_eq!(read([stream.as_bytes()]), [r#"- - - "1""#], "{stream:?}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped_once() {
    let stream = "\u{FEFF}data: 1\n\n\u{FEFF}data: 2\n\ndata: \u{FEFF}3\n\n";
    assert_eq!(
        read([stream.as_bytes()]),
        [r#"- - - "1""#, &format!("- - - {:?}", "\u{FEFF}3")]
    );
}

#[test]
fn what_is_not_utf8_is_replaced() {
    assert_eq!(
        read([b"data: a\xFFb\ndata: \xE4\xBD\n\n".as_slice()]),
        [format!("- - - {:?}", "a\u{FFFD}b\n\u{FFFD}")]
    );
}

#[test]
fn it_does_not_matter_where_bytes_are_cut() {
    let stream =
        "\u{FEFF}: hi\r\nevent: 加\r\nid: 1\r\ndata: 你好\rdata: 🙂\n\r\ndata: [DONE]".as_bytes();
    let whole = read([stream]);
    assert_eq!(whole.len(), 2);
    for first in 0..=stream.len() {
        for second in first..=stream.len() {
            let pieces = [&stream[..first], &stream[first..second], &stream[second..]];
            assert_eq!(read(pieces), whole, "cut at {first} and {second}");
        }
    }
    assert_eq!(read(stream.chunks(1)), whole);
}

#[test]
fn a_long_line_is_read_and_an_endless_one_is_an_error() {
    let line = |length: usize| [b"data:".as_slice(), &vec![b'a'; length]].concat();
    // More than the buffer of other readers takes.
    let long = [&line(1 << 20)[..], b"\n\n"].concat();
    let mut reader = Reader::new();
    for piece in long.chunks(4096) {
        reader.push(piece);
    }
    assert_eq!(reader.next_event().unwrap().unwrap().data.len(), 1 << 20);

    let mut reader = Reader::new();
    reader.push(&line(MAX_EVENT_BYTES));
    assert_eq!(reader.next_event(), Err(EventTooLarge));
    // Neither may many lines be.
    let mut reader = Reader::new();
    let half = [&line(MAX_EVENT_BYTES / 2)[..], b"\n"].concat();
    reader.push(&half);
    assert_eq!(reader.next_event(), Ok(None));
    reader.push(&half);
    assert_eq!(reader.next_event(), Err(EventTooLarge));
    assert_eq!(
        EventTooLarge.to_string(),
        "an event of the stream is larger than 16777216 bytes"
    );
}

#[test]
fn debug_does_not_show_the_data() {
    let event = Event {
        data: "hunter2".to_owned(),
        ..Event::default()
    };
    assert!(!format!("{event:?}").contains("hunter2"));
}

#[test]
fn a_stream_is_known_by_its_media_type() {
    for (value, expected) in [
        ("text/event-stream", true),
        ("text/event-stream;charset=utf-8", true),
        ("Text/Event-Stream ; charset=UTF-8", true),
        ("text/event-streams", false),
        ("application/json", false),
        ("", false),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, value.parse().unwrap());
        assert_eq!(is_event_stream(&headers), expected, "{value}");
    }
    assert!(!is_event_stream(&HeaderMap::new()));
}
