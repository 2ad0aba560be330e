//! Bytes of a page → text.

use crate::diagnostic::{Diagnostic, Span};

/// The largest page that is read, in bytes. Real pages have up to 1 MB.
const LIMIT: usize = 16 << 20;

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

/// Declarations of the Chinese encodings that older pages are in, as in `<meta charset="gbk">`.
const CHINESE_CHARSETS: &[&str] = &["gbk", "gb2312", "gb18030", "big5"];

/// The text of a page.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether it ends in the middle of a character.
    pub(super) cut_off: bool,
}

/// Decodes UTF-8, or UTF-16 with a byte order mark; says why when the bytes are no page.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    if bytes.len() > LIMIT {
        let message = format!(
            "the page has {} bytes; at most {LIMIT} are read",
            bytes.len()
        );
        return Err(rejected(
            "page::too-large",
            message,
            "give one documentation page, not a dump of several",
        ));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(binary(format!("this is {what}, not a documentation page")));
    }
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))?,
    };
    if crate::document::lines(&decoded.text).next().is_none() {
        let message = "the page is empty".to_owned();
        return Err(rejected(
            "page::empty",
            message,
            "save or copy the page again",
        ));
    }
    Ok(decoded)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, Diagnostic> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    checked(String::from_utf16_lossy(&units))
}

fn utf8(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
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
    if let Some(charset) = declared_charset(bytes) {
        let message = format!("the page is encoded in {charset}; only UTF-8 and UTF-16 are read");
        return Err(rejected(
            "page::encoding",
            message,
            "save the page as UTF-8",
        ));
    }
    let mut decoded = checked(String::from_utf8_lossy(bytes).into_owned())?;
    decoded.cut_off = ends_in_character(bytes);
    Ok(decoded)
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
    let undecodable = text.matches(char::REPLACEMENT_CHARACTER).count();
    if undecodable * UNDECODABLE > text.chars().count() {
        return Err(binary(
            "most of the page is neither UTF-8 nor UTF-16 text".to_owned(),
        ));
    }
    let first = text.find(char::REPLACEMENT_CHARACTER).map(|start| {
        let span = Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8());
        Diagnostic::warning(
            "page::undecodable",
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

fn declared_charset(bytes: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let declared = head
        .split("charset=")
        .nth(1)?
        .trim_start_matches(['"', '\'']);
    CHINESE_CHARSETS
        .iter()
        .copied()
        .find(|charset| declared.starts_with(charset))
}

fn binary(message: String) -> Diagnostic {
    rejected(
        "page::binary",
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
                b"<meta charset=\"GBK\"><p>\xb2\xce\xca\xfd</p>",
                "page::encoding",
            ),
            (&vec![b' '; LIMIT + 1], "page::too-large"),
        ];
        for (bytes, code) in cases {
            let start = &bytes[..bytes.len().min(20)];
            assert_eq!(
                decode(bytes).expect_err("rejected").code,
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
            assert_eq!(decode(bytes).expect("a page").text, "参数");
        }
    }

    #[test]
    fn an_invalid_byte_is_replaced_and_reported_once() {
        let decoded =
            decode(b"Media file status \xa1 or \xa1; all others are fine").expect("a page");
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
    fn a_charset_that_is_only_claimed_does_no_harm() {
        assert!(decode("<meta charset=gbk><p>参数</p>".as_bytes()).is_ok());
    }
}
