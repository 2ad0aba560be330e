//! Which charset a page is in, besides Unicode's own: what came with it or what it declares.

use encoding_rs::Encoding;

/// How much of a page is searched for its declaration, in bytes.
const HEAD: usize = 4096;

/// What is known of the charset of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Charset {
    Known(&'static Encoding),
    /// A name that is not known.
    Unknown(String),
    Undeclared,
}

/// The charset that came with the bytes or, where that says nothing, the one that they declare.
pub(super) fn find(given: Option<&str>, bytes: &[u8]) -> Charset {
    let declared = declared(bytes);
    let names = || given.into_iter().chain(declared.as_deref());
    if let Some(encoding) = names().find_map(by_name) {
        return Charset::Known(encoding);
    }
    names().next().map_or(Charset::Undeclared, |name| {
        Charset::Unknown(name.to_owned())
    })
}

/// Old names that browsers refuse to read give no text either, but U+FFFD.
fn by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(name.as_bytes())
}

/// The name in `<meta charset="gbk">` or `<meta http-equiv=… content="text/html; charset=gbk">`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    head.split("charset").skip(1).find_map(|rest| {
        let value = rest.trim_start().strip_prefix('=')?;
        let name: String = value
            .trim_start()
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || "-_:.".contains(*letter))
            .collect();
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_in_every_notation() {
        for (page, expected) in [
            ("<meta charset=gbk>", Some("gbk")),
            ("<META CHARSET = 'GB2312' />", Some("gb2312")),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb18030\">",
                Some("gb18030"),
            ),
            ("a charset, then <meta charset=\"big5\">", Some("big5")),
            ("<meta charset=\"\">", None),
            ("# Charset", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), expected, "{page}");
        }
    }

    #[test]
    fn what_came_with_the_page_counts_unless_it_is_not_known() {
        let page = b"<meta charset=big5>";
        for (given, expected) in [
            (Some("GBK"), Charset::Known(encoding_rs::GBK)),
            (Some("none-such"), Charset::Known(encoding_rs::BIG5)),
            (None, Charset::Known(encoding_rs::BIG5)),
        ] {
            assert_eq!(find(given, page), expected);
        }
        assert_eq!(
            find(Some("none-such"), b""),
            Charset::Unknown("none-such".to_owned())
        );
        assert_eq!(
            find(None, b"<meta charset=hz-gb-2312>"),
            Charset::Unknown("hz-gb-2312".to_owned())
        );
        assert_eq!(find(None, b"# title"), Charset::Undeclared);
    }
}
