//! Reads a documentation page, in whatever form the user has it, into a [`Document`].
//!
//! ```text
//! bytes ──decode──▶ text ──format──▶ html | markdown | text ──▶ Blocks ──▶ Document
//! ```

mod blocks;
mod cells;
mod charset;
mod decode;
mod flattened;
mod format;
mod headings;
mod html;
mod markdown;
mod source_lines;
mod text;

#[cfg(test)]
mod tests;

use self::blocks::{Blocks, Lines, Links};
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::digest;
use crate::document::Document;

/// The largest page that is read, in bytes. Real pages have up to 1 MB.
pub const SIZE_LIMIT: usize = 16 << 20;

/// A piece of text with markup, such as a description in the catalogue, in copied form (see [`document`](crate::document)).
///
/// It is read as the cell of a page in Markdown is: HTML tags and Markdown may both stand in it, and a line end ends a line.
/// So the same description gives the same text whether it comes from a page or from the catalogue.
pub fn copied_form(markup: &str) -> String {
    let mut lines = Lines::default();
    let whole = Span::new(0, markup.len());
    markdown::read_lines(markup, whole, &mut lines, &mut Links::default());
    lines.take_cell(0).text
}

/// A page: its text and what is known of its bytes.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its name and text. The text has no byte order mark, but keeps the line ends of the page.
    pub source: Source,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The form that it is in.
    pub format: Format,
    /// What was repaired in its bytes.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether its bytes end in the middle of a character.
    cut_off: bool,
}

/// The form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HTML, as a browser saves it.
    Html,
    /// Markdown, as the documentation repositories and converters have it.
    Markdown,
    /// Plain text, copied from a browser.
    Text,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
        })
    }
}

/// A page that cannot be read at all: empty, binary, too large.
#[derive(Debug)]
pub struct Rejected {
    /// Its name, and as much text as can be shown.
    pub source: Source,
    /// Why.
    pub diagnostic: Diagnostic,
}

impl Page {
    /// Takes the bytes of a page; `name` is the file name, URL or `<stdin>`.
    pub fn new(name: &str, bytes: &[u8]) -> Result<Self, Box<Rejected>> {
        Self::with_charset(name, bytes, None)
    }

    /// Takes the bytes of a page and the charset that came with them, in a `Content-Type` for example.
    ///
    /// What the bytes are counts for more than what is said of them: a byte order mark, then being UTF-8, then this charset,
    /// then one that the page itself declares.
    pub fn with_charset(
        name: &str,
        bytes: &[u8],
        charset: Option<&str>,
    ) -> Result<Self, Box<Rejected>> {
        let decoded = decode::decode(bytes, charset).map_err(|diagnostic| {
            Box::new(Rejected {
                source: Source::new(name, ""),
                diagnostic,
            })
        })?;
        Ok(Self {
            format: format::detect(name, &decoded.text),
            source: Source::new(name, decoded.text),
            sha256: digest::sha256(bytes),
            diagnostics: decoded.diagnostics,
            cut_off: decoded.cut_off,
        })
    }

    /// Reads it.
    pub fn document(&self) -> Document {
        let text = &self.source.text;
        let mut blocks = Blocks::default();
        match self.format {
            Format::Html => html::read(text, 0, &mut blocks),
            Format::Markdown => markdown::read(text, &mut blocks),
            Format::Text => text::read(text, &mut blocks),
        }
        let mut document = blocks.finish();
        if self.cut_off {
            document.cut_off = Some(Span::new(text.len(), text.len()));
        }
        document
    }
}
