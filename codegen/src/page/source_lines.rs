//! The lines of a source, with their positions.

use crate::diagnostic::Span;

/// The span of every line, without its line end (`\n`, `\r\n`, or a lone `\r`).
pub(super) fn source_lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    while let Some(length) = text.as_bytes()[start..].iter().position(is_end) {
        let end = start + length;
        lines.push(Span::new(start, end));
        start = end
            + if text[end..].starts_with("\r\n") {
                2
            } else {
                1
            };
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

/// A span without the white space at both ends; an empty one where nothing else is in it.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let content = &text[span.start..span.end];
    let start = span.start + content.len() - content.trim_start().len();
    Span::new(
        start.min(span.end),
        span.end.min(start + content.trim().len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let text = "a\r\nb\n\nc\rd";
        let lines: Vec<&str> = source_lines(text)
            .iter()
            .map(|line| &text[line.start..line.end])
            .collect();
        assert_eq!(lines, ["a", "b", "", "c", "d"]);
        assert!(source_lines("").is_empty());
    }

    #[test]
    fn trimming_keeps_positions() {
        assert_eq!(trimmed("  参 ", Span::new(0, 6)), Span::new(2, 5));
        assert_eq!(trimmed("   ", Span::new(1, 2)), Span::new(2, 2));
    }
}
