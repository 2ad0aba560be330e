//! Documentation comments.
//!
//! Documentation text is hostile input: it can hold anything, but becomes neither markup, nor code, nor a doctest, nor a
//! lint error. It is escaped so that rustdoc shows it as it stands; only web addresses become links.

use proc_macro2::TokenStream;
use quote::quote;

use crate::document;

/// The lines of a documentation comment, as Markdown of our own.
#[derive(Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Starts with a paragraph of our own Markdown.
    pub(super) fn new(markdown: impl Into<String>) -> Self {
        let mut docs = Self::default();
        docs.markdown(markdown);
        docs
    }

    /// Adds a paragraph of our own Markdown.
    pub(super) fn markdown(&mut self, markdown: impl Into<String>) {
        self.paragraph();
        self.lines.push(markdown.into());
    }

    /// Adds documentation text: each of its lines becomes a paragraph.
    pub(super) fn text(&mut self, text: &str) {
        for line in document::lines(text) {
            self.paragraph();
            self.lines.push(escape(&line));
        }
    }

    /// Adds a block of JSON, which rustdoc does not compile.
    pub(super) fn json(&mut self, value: &serde_json::Value) {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
        self.paragraph();
        self.lines.push(format!("{fence}json"));
        self.lines.extend(text.lines().map(visible));
        self.lines.push(fence);
    }

    /// Whether there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines, for a comment that is not written as attributes.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// As `///`.
    pub(super) fn outer(&self) -> TokenStream {
        // All lines in one attribute, as rustc would read them from a comment: with the space after the slashes.
        let mut text = String::with_capacity(self.lines.iter().map(|line| line.len() + 2).sum());
        for (at, line) in self.lines.iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
        }
        quote!(#[doc = #text])
    }

    fn paragraph(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }
}

/// Text as code in a line of Markdown.
pub(super) fn code(text: &str) -> String {
    let text = document::one_line(text);
    match longest_run(&text, '`') {
        0 => format!("`{text}`"),
        longest => {
            let fence = "`".repeat(longest + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// Text as one line of Markdown that shows it as it stands.
pub(super) fn escape(text: &str) -> String {
    let line = document::one_line(text);
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line.as_str();
    while let Some(start) = find_address(rest) {
        escape_into(&mut out, &rest[..start]);
        let length = address_length(&rest[start..]);
        out.push('<');
        out.push_str(&rest[start..start + length]);
        out.push('>');
        rest = &rest[start + length..];
    }
    escape_into(&mut out, rest);
    escape_start(out)
}

/// Where the next web address begins.
fn find_address(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let rest = &text[start + 4..];
        let host = rest
            .strip_prefix("s://")
            .or_else(|| rest.strip_prefix("://"));
        if host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric())) {
            return Some(start);
        }
        from = start + 4;
    }
    None
}

/// How far a web address goes: up to the first character that an address does not hold, without the punctuation that
/// ends the sentence around it.
fn address_length(text: &str) -> usize {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c)))
        .unwrap_or(text.len());
    text[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*'])
        .len()
}

fn escape_into(out: &mut String, text: &str) {
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let word = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(|c| c.is_alphanumeric())
        };
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' | '&' => true,
            // Inside a word it is no emphasis: `max_items`.
            '_' => !(word(at.checked_sub(1)) && word(Some(at + 1))),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Escapes what means something only at the start of a line: headings, lists, quotes, rules.
fn escape_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['#', '+', '-', '=']) {
        format!("\\{line}")
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line
    }
}

/// A line of a code block without the characters that rustc rejects in comments; spaces stay.
fn visible(line: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    format!("{}{}", &line[..indent], document::one_line(line))
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted)
        .map(str::len)
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_shown_as_it_stands() {
        for (text, expected) in [
            ("plain 中文", "plain 中文"),
            (
                "a*b* [c](d) `e` <br> f|g ~~h~~ &amp; i\\",
                "a\\*b\\* \\[c\\](d) \\`e\\` \\<br\\> f\\|g \\~\\~h\\~\\~ \\&amp; i\\\\",
            ),
            ("max_items _x_", "max_items \\_x\\_"),
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("12. no item", "12\\. no item"),
            ("--- no rule", "\\--- no rule"),
            (
                "see https://a.example/b_c?d=e&f=1。",
                "see <https://a.example/b_c?d=e&f=1>。",
            ),
            ("(http://a.example).", "(<http://a.example>)."),
            ("http://<script>", "http://\\<script\\>"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b"), "``` a``b ```");
    }

    #[test]
    fn a_json_block_cannot_be_left() {
        let mut docs = Docs::default();
        docs.json(&serde_json::json!({"a": "```\u{202e}"}));
        assert_eq!(
            docs.lines,
            ["````json", "{", "  \"a\": \"```\"", "}", "````"]
        );
    }
}
