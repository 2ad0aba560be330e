//! Bytes of a page → text.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::SIZE_LIMIT;
use super::charset::{self, Charset};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};

/// One in this many characters may be undecodable before the page counts as binary.
const UNDECODABLE: usize = 10;

/// The first bytes of files that people take for a page.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
];

/// The text of a page.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether it ends in the middle of a character.
    pub(super) cut_off: bool,
}

/// Decodes UTF-8, UTF-16 with a byte order mark, or the charset that came with the bytes or stands in them; says why when
/// the bytes are no page.
pub(super) fn decode(bytes: &[u8], given: Option<&str>) -> Result<Decoded, Diagnostic> {
    if bytes.len() > SIZE_LIMIT {
        let message = format!(
            "the page has {} bytes; at most {SIZE_LIMIT} are read",
            bytes.len()
        );
        return Err(rejected(
            codes::TOO_LARGE,
            message,
            "give one documentation page, not a dump of several",
        ));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(binary(format!("this is {what}, not a documentation page")));
    }
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => declared(rest, UTF_16LE)?,
        [0xfe, 0xff, rest @ ..] => declared(rest, UTF_16BE)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, &Charset::Undeclared)?,
        _ => utf8(bytes, &charset::find(given, bytes))?,
    };
    if crate::document::lines(&decoded.text).next().is_none() {
        let message = "the page is empty".to_owned();
        return Err(rejected(
            codes::EMPTY,
            message,
            "save or copy the page again",
        ));
    }
    Ok(decoded)
}

/// UTF-8 where the bytes are that, whatever is declared: declarations are wrong more often than bytes are UTF-8 by chance.
fn utf8(bytes: &[u8], charset: &Charset) -> Result<Decoded, Diagnostic> {
    if let Charset::Known(encoding) = charset
        && [UTF_16LE, UTF_16BE].contains(encoding)
        && bytes.contains(&0)
    {
        return declared(bytes, encoding);
    }
    if bytes.contains(&0) {
        return Err(binary(
            "the page holds NUL bytes, so it is no text".to_owned(),
        ));
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok(Decoded {
            text: text.to_owned(),
            diagnostics: Vec::new(),
            cut_off: false,
        });
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    match charset {
        Charset::Known(encoding) if *encoding != UTF_8 && !is_mostly_utf8(&text) => {
            return declared(bytes, encoding);
        }
        Charset::Unknown(name) if !is_mostly_utf8(&text) => return Err(unknown_charset(name)),
        _ => {}
    }
    let mut decoded = checked(text)?;
    decoded.cut_off = ends_in_character(bytes);
    Ok(decoded)
}

/// Whether nearly all characters beyond ASCII are there. In a page in another charset nearly none is; in one in UTF-8 that has
/// an invalid byte or was cut off, all but one.
fn is_mostly_utf8(text: &str) -> bool {
    let undecodable = undecodable(text);
    let beyond_ascii = text.chars().filter(|letter| !letter.is_ascii()).count();
    undecodable * UNDECODABLE <= beyond_ascii
}

/// Decodes a charset other than UTF-8.
fn declared(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Diagnostic> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    feed(&mut decoder, bytes, false, &mut text);
    // What the decoder still waits for is the rest of a character.
    let cut_off = feed(&mut decoder, b"", true, &mut text);
    Ok(Decoded {
        cut_off,
        ..checked(text)?
    })
}

/// Decodes all of the bytes, and tells whether something in them was replaced.
fn feed(decoder: &mut Decoder, mut bytes: &[u8], is_last: bool, text: &mut String) -> bool {
    let mut is_replaced = false;
    loop {
        let length = decoder.max_utf8_buffer_length(bytes.len());
        text.reserve(length.unwrap_or(SIZE_LIMIT));
        let (result, read, replaced) = decoder.decode_to_string(bytes, text, is_last);
        is_replaced |= replaced;
        bytes = &bytes[read..];
        if result == CoderResult::InputEmpty {
            return is_replaced;
        }
    }
}

/// Whether the last bytes are the start of a character: then the page was cut off there.
fn ends_in_character(bytes: &[u8]) -> bool {
    let is_start = |tail: &[u8]| {
        str::from_utf8(tail)
            .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    };
    (1..=3)
        .filter_map(|length| bytes.len().checked_sub(length))
        .any(|at| is_start(&bytes[at..]))
}

/// Reports the characters that could not be decoded. One real page in 3,761 has such a byte.
fn checked(text: String) -> Result<Decoded, Diagnostic> {
    let undecodable = undecodable(&text);
    if undecodable * UNDECODABLE > text.chars().count() {
        return Err(binary(
            "most of the page is no text in UTF-8, UTF-16 or the charset that it declares"
                .to_owned(),
        ));
    }
    let first = text.find(char::REPLACEMENT_CHARACTER).map(|start| {
        let span = Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8());
        Diagnostic::warning(
            codes::UNDECODABLE,
            span,
            format!("the page holds {undecodable} undecodable bytes"),
        )
        .with_help("they were replaced by U+FFFD; look at the text around them")
    });
    Ok(Decoded {
        text,
        diagnostics: first.into_iter().collect(),
        cut_off: false,
    })
}

fn undecodable(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

fn unknown_charset(name: &str) -> Diagnostic {
    let message = format!("the page is said to be in the charset `{name}`, which is not known");
    rejected(codes::ENCODING, message, "save the page as UTF-8")
}

fn binary(message: String) -> Diagnostic {
    rejected(
        codes::BINARY,
        message,
        "give the page as HTML, Markdown or text copied from a browser, in UTF-8",
    )
}

fn rejected(code: &'static str, message: String, help: &str) -> Diagnostic {
    Diagnostic::error(code, Span::default(), message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_rejected() {
        let cases: &[(&[u8], &str)] = &[
            (b"", "page::empty"),
            (b"\xef\xbb\xbf \r\n\xe2\x80\x8b\t", "page::empty"),
            (b"\x89PNG\r\n\x1a\n", "page::binary"),
            (b"%PDF-1.7", "page::binary"),
            (b"PK\x03\x04", "page::binary"),
            (b"\x1f\x8b\x08", "page::binary"),
            (b"# title\0", "page::binary"),
            (b"\xb2\xce\xca\xfd\xc3\xfb", "page::binary"),
            (
                b"<meta charset=\"x-none\"><p>\xb2\xce\xca\xfd</p>",
                "page::encoding",
            ),
            (&vec![b' '; SIZE_LIMIT + 1], "page::too-large"),
        ];
        for (bytes, code) in cases {
            let start = &bytes[..bytes.len().min(20)];
            assert_eq!(
                decode(bytes, None).expect_err("rejected").code,
                *code,
                "{start:?}"
            );
        }
    }

    #[test]
    fn byte_order_marks_are_dropped() {
        let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{feff}参数".encode_utf16().flat_map(to_bytes).collect()
        };
        for bytes in [
            "\u{feff}参数".as_bytes(),
            &utf16(u16::to_le_bytes),
            &utf16(u16::to_be_bytes),
        ] {
            assert_eq!(decode(bytes, None).expect("a page").text, "参数");
        }
    }

    #[test]
    fn an_invalid_byte_is_replaced_and_reported_once() {
        let decoded =
            decode(b"Media file status \xa1 or \xa1; all others are fine", None).expect("a page");
        assert_eq!(
            decoded.text,
            "Media file status \u{fffd} or \u{fffd}; all others are fine"
        );
        let [warning] = &decoded.diagnostics[..] else {
            unreachable!("{:?}", decoded.diagnostics)
        };
        assert_eq!(
            (warning.code, warning.span.start),
            ("page::undecodable", 18)
        );
    }

    #[test]
    fn bytes_that_are_utf_8_are_read_as_that_whatever_is_claimed() {
        let claimed = "<meta charset=gbk><p>\u{fffd} 参数</p>";
        for given in [None, Some("gbk"), Some("latin1"), Some("utf-16"), Some("x")] {
            let decoded = decode(claimed.as_bytes(), given).expect("a page");
            assert_eq!(decoded.text, claimed, "{given:?}");
        }
        // One byte is wrong, and the other characters show what it is.
        let damaged = ["接口描述输入参数输出参数".as_bytes(), b"\xa1 end"].concat();
        let decoded = decode(&damaged, Some("gbk")).expect("a page");
        assert!(decoded.text.ends_with("输出参数\u{fffd} end"));
    }

    #[test]
    fn declared_charsets_are_decoded() {
        let cases: &[(&[u8], Option<&str>, &str)] = &[
            (b"\xb2\xce\xca\xfd", Some("gbk"), "参数"),
            (b"\xb2\xce\xca\xfd", Some("GB2312"), "参数"),
            (b"\xb0\xd1\xbc\xc6", Some("big5"), "參數"),
            (b"caf\xe9", Some("iso-8859-1"), "café"),
            (b"a\0b\0", Some("utf-16le"), "ab"),
            (
                b"<meta charset=gbk>\xb2\xce\xca\xfd",
                None,
                "<meta charset=gbk>参数",
            ),
            (
                b"<meta charset=big5>\xb2\xce\xca\xfd",
                Some("gbk"),
                "<meta charset=big5>参数",
            ),
            (b"\xef\xbb\xbfcaf\xc3\xa9", Some("gbk"), "café"),
        ];
        for (bytes, given, text) in cases {
            let decoded = decode(bytes, *given).expect("a page");
            assert_eq!(&decoded.text, text, "{given:?}");
            assert!(decoded.diagnostics.is_empty() && !decoded.cut_off, "{text}");
        }
    }

    #[test]
    fn a_page_that_ends_in_a_character_is_cut_off_in_every_charset() {
        let text = "parameters and their types, one a line: ";
        let page = |end: &[u8]| [text.as_bytes(), end].concat();
        for (end, given) in [
            (b"\xb2\xce\xca".as_slice(), Some("gbk")),
            (b"\xe5\x8f\x82\xe6\x95".as_slice(), None),
            (b"\xe5\x8f\x82\xe6\x95".as_slice(), Some("utf-8")),
        ] {
            let decoded = decode(&page(end), given).expect("a page");
            assert!(decoded.cut_off, "{given:?}");
            assert_eq!(decoded.diagnostics.len(), 1, "{given:?}");
        }
    }
}
