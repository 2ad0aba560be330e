//! Copied form: the one normal form of text, whatever the page format.

/// The lines of a text in copied form: white space folded and trimmed, invisible characters dropped, no empty lines.
pub fn lines(text: &str) -> impl Iterator<Item = String> {
    text.split([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ])
    .map(one_line)
    .filter(|line| !line.is_empty())
}

/// A text as one line in copied form.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()) {
        let end = out.len();
        if end > 0 {
            out.push(' ');
        }
        let start = out.len();
        if word.contains(is_invisible) {
            out.extend(word.chars().filter(|c| !is_invisible(*c)));
        } else {
            out.push_str(word);
        }
        if out.len() == start {
            out.truncate(end);
        }
    }
    out
}

/// Characters that show nothing but change how text is ordered, joined or compared: zero-width characters, the byte order
/// mark, bidirectional controls (which rustc rejects in comments) and other controls.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_space_and_drops_empty_lines() {
        let text = "  a \t b\u{3000}c\r\n\r\n\u{a0}\nd\u{2028}e ";
        assert_eq!(lines(text).collect::<Vec<_>>(), ["a b c", "d", "e"]);
    }

    #[test]
    fn drops_what_cannot_be_seen() {
        assert_eq!(
            one_line("\u{feff}a\u{200b}b \u{200b} c\u{202e}\u{7}"),
            "ab c"
        );
    }
}
