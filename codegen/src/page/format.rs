//! Finds out what form a page is in. What is in it decides, its name only where that says nothing: a `.md` file that holds
//! HTML is HTML.

use super::Format;
use super::headings::heading;
use super::html::{Element, Markup, element, markup, tags};
use super::markdown::{is_bar_header, is_delimiter, underlined};
use super::source_lines::source_lines;
use super::text::is_header;

/// The form of a page.
pub(super) fn detect(name: &str, text: &str) -> Format {
    let marks = Marks::count(text);
    if starts_as_html(text) || marks.html_headings > marks.markdown_headings {
        Format::Html
    } else if marks.delimiters + marks.bar_headers + marks.known_markdown_headings > 0 {
        Format::Markdown
    } else if marks.tab_headers > 0 || marks.bare_headings > 1 && marks.html_tables == 0 {
        Format::Text
    } else if marks.markdown_headings + marks.fences > 0 || marks.bare_headings > 1 {
        Format::Markdown
    } else if marks.html_tables > 0 {
        Format::Html
    } else {
        by_name(name).unwrap_or(if marks.tags > 0 {
            Format::Html
        } else {
            Format::Text
        })
    }
}

fn by_name(name: &str) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or_default();
    let (_, extension) = path.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        "txt" | "text" => Some(Format::Text),
        _ => None,
    }
}

/// Whether the first thing in the page is what only a whole HTML page starts with.
fn starts_as_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with("<!--") {
        let Markup::Comment(end) = markup(rest, 0) else {
            return false;
        };
        rest = rest[end..].trim_start();
    }
    ["<!doctype", "<?xml", "<html", "<head", "<body"]
        .iter()
        .any(|start| {
            rest.get(..start.len())
                .is_some_and(|beginning| beginning.eq_ignore_ascii_case(start))
        })
}

/// How often the marks of each form occur.
#[derive(Default)]
struct Marks {
    html_headings: usize,
    html_tables: usize,
    /// Tags of any known element.
    tags: usize,
    markdown_headings: usize,
    /// Those that announce a section.
    known_markdown_headings: usize,
    /// Rows such as `|---|---|`.
    delimiters: usize,
    /// Known column names with bars between them.
    bar_headers: usize,
    fences: usize,
    /// Known column names with tabs between them.
    tab_headers: usize,
    /// Headings of sections without any mark.
    bare_headings: usize,
}

impl Marks {
    fn count(text: &str) -> Self {
        let mut marks = Self::default();
        let lines = source_lines(text);
        for (at, span) in lines.iter().enumerate() {
            match underlined(text, &lines, at) {
                Some(title) => marks.count_heading(&text[title.start..title.end], true),
                None => marks.count_line(text[span.start..span.end].trim()),
            }
        }
        marks.count_tags(text);
        marks
    }

    fn count_heading(&mut self, title: &str, certain: bool) {
        let known = heading(title).is_some();
        self.known_markdown_headings += usize::from(known);
        self.markdown_headings += usize::from(known || certain);
    }

    fn count_line(&mut self, line: &str) {
        let after_hashes = line.trim_start_matches('#');
        if after_hashes.len() < line.len() {
            self.count_heading(after_hashes, after_hashes.starts_with(' '));
        } else {
            self.bare_headings += usize::from(heading(line).is_some());
        }
        self.fences += usize::from(line.starts_with("```"));
        self.delimiters += usize::from(is_delimiter(line));
        self.bar_headers += usize::from(is_bar_header(line));
        self.tab_headers += usize::from(is_header(line));
    }

    fn count_tags(&mut self, text: &str) {
        for tag in tags(text) {
            let element = element(tag.name);
            self.html_headings += usize::from(element == Some(Element::Heading) && !tag.end);
            self.html_tables += usize::from(element == Some(Element::Table));
            self.tags += usize::from(element.is_some());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let cases = [
            ("a.txt", "<!DOCTYPE html><p>1. 接口描述", Format::Html),
            ("a.md", "<!-- saved -->\n<HTML><body>", Format::Html),
            (
                "a.md",
                "<h2>1. 接口描述<br/></h2>\n<pre>\n# a comment\n</pre><h2>x</h2>",
                Format::Html,
            ),
            (
                "a.html",
                "## 1. 接口描述\n<table><tr><td>a</td></tr></table>",
                Format::Markdown,
            ),
            (
                "a.txt",
                "## **2. Input Parameters**\n\n```\n<h1>\n```",
                Format::Markdown,
            ),
            (
                "a.txt",
                "Parameter Name | Type |\n---|---|\nA | String |",
                Format::Markdown,
            ),
            (
                "a.txt",
                "1. 接口描述\n2. 输入参数\n参数名称 | 类型\nA | String",
                Format::Markdown,
            ),
            (
                "a.txt",
                "## [](#a)1\\. 接口描述\n错误码\t描述",
                Format::Markdown,
            ),
            (
                "a.md",
                "1. 接口描述\n2. 输入参数\n# not a heading",
                Format::Text,
            ),
            (
                "a.md",
                "错误码\t描述\nInternalError\t内部错误",
                Format::Text,
            ),
            ("a", "<table><tr><td>a</table>", Format::Html),
            ("a", "<p>a</p>", Format::Html),
            ("https://a.cn/b.md?c=d", "a", Format::Markdown),
            ("a.HTM", "a", Format::Html),
            ("<stdin>", "a", Format::Text),
        ];
        for (name, text, expected) in cases {
            assert_eq!(detect(name, text), expected, "{text}");
        }
    }
}
