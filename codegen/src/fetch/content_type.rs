//! The header `Content-Type`.

/// What an answer says that it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ContentType {
    /// `text/html`, in small letters; empty when the answer does not say.
    pub(super) media_type: String,
    /// The declared charset, as it is written.
    pub(super) charset: Option<String>,
}

/// Media types besides `text/…` that a page can have. Servers that do not know `.md` send it as `octet-stream`; whether
/// that is text shows when it is read.
const PAGES: &[&str] = &[
    "",
    "application/octet-stream",
    "application/xhtml+xml",
    "application/xml",
];

impl ContentType {
    /// Reads `text/html; charset="gbk"`.
    pub(super) fn parse(header: &str) -> Self {
        let mut parts = header.split(';');
        let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
            .filter(|charset| !charset.is_empty());
        Self {
            media_type,
            charset,
        }
    }

    /// Whether it can be a page, and not an image, a PDF file or data.
    pub(super) fn can_be_page(&self) -> bool {
        self.media_type.starts_with("text/") || PAGES.contains(&self.media_type.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_found_in_every_notation() {
        for (header, charset) in [
            ("text/html; charset=gbk", Some("gbk")),
            ("text/html;version=1; Charset=\"GB18030\"", Some("GB18030")),
            ("text/html; charset='big5' ", Some("big5")),
            ("text/html; charset=", None),
            ("text/html", None),
            ("", None),
        ] {
            assert_eq!(ContentType::parse(header).charset.as_deref(), charset);
        }
    }

    #[test]
    fn what_is_surely_no_page_is_told() {
        for header in [
            "Text/HTML; charset=x",
            "text/markdown",
            "application/xhtml+xml",
            "",
        ] {
            assert!(ContentType::parse(header).can_be_page(), "{header}");
        }
        for header in [
            "image/png",
            "application/pdf",
            "application/json",
            "video/mp4",
        ] {
            assert!(!ContentType::parse(header).can_be_page(), "{header}");
        }
    }
}
