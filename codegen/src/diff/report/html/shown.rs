//! Text of documentation and specs as a page shows it: nothing in it is markup, and nothing in it is hidden.

use std::borrow::Cow;
use std::fmt::Write as _;

use maud::{Escaper, Render};

/// A text that comes from outside, for content and for attributes.
///
/// What would be invisible, turn the text around it, or be no character of HTML is named instead, such as `⟨U+202E⟩`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a>(pub(super) &'a str);

/// A piece of text that is different: also blanks that are not the usual ones are named, and ends of lines can be seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Different<'a>(pub(super) &'a str);

impl Render for Shown<'_> {
    fn render_to(&self, out: &mut String) {
        let _ = Escaper::new(out).write_str(&named(self.0, is_hidden));
    }
}

impl Render for Different<'_> {
    fn render_to(&self, out: &mut String) {
        let text = named(self.0, |c| is_hidden(c) || is_odd_blank(c));
        let _ = Escaper::new(out).write_str(&text.replace('\n', "↵\n"));
    }
}

fn named(text: &str, is_named: impl Fn(char) -> bool) -> Cow<'_, str> {
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    if !text.contains(&is_named) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_named(c) {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a reader would not see it, or would see others elsewhere because of it.
fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Soft hyphen; marks of Arabic, Hangul and Mongolian; blanks without width; marks and overrides of direction;
        // operators that are not to be seen; the byte order mark; annotations; tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        // What HTML does not have: controls, and what is no character.
        c => {
            let code = u32::from(c);
            c.is_control() || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
        }
    }
}

/// Blanks that look like a space.
fn is_odd_blank(c: char) -> bool {
    c != ' ' && c != '\n' && c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_and_nothing_is_hidden() {
        let cases = [
            ("a & b", "a &amp; b"),
            ("</pre><script>", "&lt;/pre&gt;&lt;script&gt;"),
            ("\" onload=\"", "&quot; onload=&quot;"),
            ("now, \u{202e}later", "now, ⟨U+202E⟩later"),
            ("\0\u{1b}[31m", "⟨U+0000⟩⟨U+001B⟩[31m"),
            ("zero\u{200b}width", "zero⟨U+200B⟩width"),
            ("no\u{fffe}character", "no⟨U+FFFE⟩character"),
            ("one\r\ntwo\rthree\t", "one\ntwo⟨U+000D⟩three\t"),
            ("云服务器\u{3000}实例", "云服务器\u{3000}实例"),
        ];
        for (text, expected) in cases {
            assert_eq!(Shown(text).render().0, expected);
        }
    }

    #[test]
    fn blanks_can_be_told_apart_where_they_are_different() {
        assert_eq!(
            Different("a\u{a0}b\u{3000}\n").render().0,
            "a⟨U+00A0⟩b⟨U+3000⟩↵\n"
        );
    }
}
