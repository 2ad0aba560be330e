//! Tags in a source.

use crate::diagnostic::Span;

/// A start or end tag.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::page) struct Tag<'a> {
    /// The name of its element, as written.
    pub(in crate::page) name: &'a str,
    /// Whether it is an end tag.
    pub(in crate::page) end: bool,
    /// The value of its attribute `href`, as written.
    pub(in crate::page) href: Option<&'a str>,
    /// From `<` to the byte after `>`.
    pub(in crate::page) span: Span,
}

/// What a `<` begins.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::page) enum Markup<'a> {
    /// A tag.
    Tag(Tag<'a>),
    /// A comment, a document type or the like, up to this byte.
    Comment(usize),
    /// A tag that the source ends in.
    CutOff,
    /// Nothing: the `<` is text, as in `a < b` or `<公共请求参数>`.
    Text,
}

/// The tags of a source, up to one that it ends in: after that, no tag can be trusted.
pub(in crate::page) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += text[at..].find('<')?;
            match markup(text, at) {
                Markup::Text => at += 1,
                Markup::CutOff => return None,
                Markup::Comment(end) => at = end,
                Markup::Tag(tag) => {
                    at = tag.span.end;
                    return Some(tag);
                }
            }
        }
    })
}

/// What the `<` at this byte begins.
pub(in crate::page) fn markup(text: &str, at: usize) -> Markup<'_> {
    let rest = &text[at + 1..];
    if let Some(comment) = rest.strip_prefix("!--") {
        // `<!-->` is a whole comment.
        let end = rest[1..]
            .find("-->")
            .map_or(text.len(), |length| at + 2 + length + 3);
        return Markup::Comment(if comment.starts_with('>') {
            at + 5
        } else {
            end
        });
    }
    if let Some(data) = rest.strip_prefix("![CDATA[") {
        return Markup::Comment(
            data.find("]]>")
                .map_or(text.len(), |length| text.len() - data.len() + length + 3),
        );
    }
    if rest.starts_with(['!', '?']) {
        return Markup::Comment(
            rest.find('>')
                .map_or(text.len(), |length| at + 1 + length + 1),
        );
    }
    let end = rest.starts_with('/');
    let start = at + 1 + usize::from(end);
    if !text[start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Markup::Text;
    }
    let name_end = until(text, start, |c| {
        c.is_ascii_whitespace() || c == '/' || c == '>'
    });
    let mut tag = Tag {
        name: &text[start..name_end],
        end,
        href: None,
        span: Span::new(at, name_end),
    };
    match attributes(text, name_end, &mut tag.href) {
        Some(end) => {
            tag.span.end = end;
            Markup::Tag(tag)
        }
        None => Markup::CutOff,
    }
}

/// Reads attributes up to the byte after `>`. A `>` in a quoted value does not end the tag.
fn attributes<'a>(text: &'a str, mut at: usize, href: &mut Option<&'a str>) -> Option<usize> {
    loop {
        at = until(text, at, |c| !c.is_ascii_whitespace() && c != '/');
        let first = text[at..].chars().next()?;
        if first == '>' {
            return Some(at + 1);
        }
        // The first character belongs to the name whatever it is: `<a ="x">` has an attribute named `="x"`.
        let name_end = until(text, at + first.len_utf8(), |c| {
            c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=')
        });
        let name = &text[at..name_end];
        at = until(text, name_end, |c| !c.is_ascii_whitespace());
        if !text[at..].starts_with('=') {
            continue;
        }
        at = until(text, at + 1, |c| !c.is_ascii_whitespace());
        let quote = text[at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''));
        let value;
        if let Some(quote) = quote {
            let length = text[at + 1..].find(quote)?;
            value = &text[at + 1..at + 1 + length];
            at += length + 2;
        } else {
            let value_end = until(text, at, |c| c.is_ascii_whitespace() || c == '>');
            value = &text[at..value_end];
            at = value_end;
        }
        if href.is_none() && name.eq_ignore_ascii_case("href") {
            *href = Some(value);
        }
    }
}

/// The first byte from `start` on whose character ends the run, else the end of the text.
fn until(text: &str, start: usize, ends: impl Fn(char) -> bool) -> usize {
    text[start..]
        .find(ends)
        .map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_links() {
        let cases: &[(&str, &str, bool, Option<&str>, usize)] = &[
            ("<td>x", "td", false, None, 4),
            ("</TD >x", "TD", true, None, 6),
            ("<br/>", "br", false, None, 5),
            (
                "<a href='/x?a=1&amp;b=2'>",
                "a",
                false,
                Some("/x?a=1&amp;b=2"),
                25,
            ),
            ("<a title=\"a > b\" HREF = /x>y", "a", false, Some("/x"), 27),
            ("<a ='x' b c=>", "a", false, None, 13),
        ];
        for &(text, name, end, href, length) in cases {
            assert_eq!(
                markup(text, 0),
                Markup::Tag(Tag {
                    name,
                    end,
                    href,
                    span: Span::new(0, length)
                }),
                "{text}"
            );
        }
    }

    #[test]
    fn tags_are_found_outside_of_comments_only() {
        let text = "a < b <p><!-- <i> --></p title='<u>'> <b <s>";
        let names: Vec<_> = tags(text).map(|tag| (tag.name, tag.end)).collect();
        assert_eq!(names, [("p", false), ("p", true), ("b", false)]);
        assert_eq!(tags("<i><a href=\"<b>").count(), 1);
    }

    #[test]
    fn what_is_no_tag_is_told_apart() {
        let cases = [
            ("< 3", Markup::Text),
            ("<公共请求参数>", Markup::Text),
            ("</>", Markup::Text),
            ("<", Markup::Text),
            ("<!-- <td> --> x", Markup::Comment(13)),
            ("<!--> x", Markup::Comment(5)),
            ("<!doctype html> x", Markup::Comment(15)),
            ("<![CDATA[ <a> ]]> x", Markup::Comment(17)),
            ("<a href=\"x>", Markup::CutOff),
            ("<td", Markup::CutOff),
        ];
        for (text, expected) in cases {
            assert_eq!(markup(text, 0), expected, "{text}");
        }
    }
}
