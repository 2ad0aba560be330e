//! Text with inline markup: in headings and cells, a line of Markdown is never a list, a quotation or a block of HTML.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::Span;
use crate::page::blocks::{Lines, Links};
use crate::page::html::{Element, Markup, element, markup};
use crate::page::source_lines::{source_lines, trimmed};

/// Stands before the text so that nothing in it can start a block; it shows nothing. As an entity it ends in punctuation,
/// after which `**…**` can open.
const NO_BLOCK: &str = "&#8203;";

/// Reads the lines of a cell. A bullet starts an item there: `-   OG` comes from a list in the cell of an HTML page. The
/// first item can stand in the line before: `取值范围：*   OG⏎*   GG`.
pub(in crate::page) fn read_lines(text: &str, span: Span, lines: &mut Lines, targets: &mut Links) {
    let content = trimmed(text, span);
    let mut in_source: Vec<Span> = Vec::new();
    let mut joined = 0;
    for line in source_lines(&text[content.start..content.end]) {
        let place = Span::new(content.start + line.start, content.start + line.end);
        let line = trimmed(text, place);
        match in_source.last_mut() {
            Some(open) if joined < 2 && is_open(&text[open.start..open.end]) => {
                *open = open.to(line);
                joined += 1;
            }
            _ => {
                in_source.push(line);
                joined = 0;
            }
        }
    }
    let first_bullet = in_source
        .iter()
        .filter(|_| in_source.len() > 1)
        .find_map(|line| bullet(&text[line.start..line.end]));
    for mut line in in_source {
        if let Some(bullet) = first_bullet.filter(|bullet| bullet.len() > 2)
            && let Some(length) = text[line.start..line.end].find(bullet).filter(|at| *at > 0)
        {
            read(
                text,
                Span::new(line.start, line.start + length),
                lines,
                targets,
            );
            lines.end_line();
            line.start += length;
        }
        if first_bullet.is_some() && bullet(&text[line.start..line.end]).is_some() {
            line.start += 1;
        }
        read(text, line, lines, targets);
        lines.end_line();
    }
}

/// Whether a link or tag goes on in the next line: `<a href="/x"⏎target="_blank">`.
fn is_open(line: &str) -> bool {
    let in_tag = line
        .rfind('<')
        .is_some_and(|at| matches!(markup(line, at), Markup::CutOff));
    let last = |mark: &str| line.rfind(mark);
    in_tag || last("[") > last("]") || last("](") > last(")")
}

/// The bullet that a line starts with, and the spaces after it.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let item = line.strip_prefix(['-', '*', '+'])?;
    let spaces = item.len() - item.trim_start_matches([' ', '\t']).len();
    (spaces > 0).then(|| &line[..=spaces])
}

/// Reads one line.
pub(super) fn read(text: &str, span: Span, lines: &mut Lines, targets: &mut Links) {
    let span = trimmed(text, span);
    let line = &text[span.start..span.end];
    // Most cells are a word or a sentence.
    if !line.contains(['\\', '`', '*', '_', '[', '<', '&', '!']) {
        lines.push(line, span);
        return;
    }
    let guarded = format!("{NO_BLOCK}{line}");
    let mut images = 0;
    for (event, range) in Parser::new_ext(&guarded, Options::empty()).into_offset_iter() {
        let place = |at: usize| (span.start + at.saturating_sub(NO_BLOCK.len())).min(span.end);
        let place = Span::new(place(range.start), place(range.end));
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Text(text) if &guarded[range.clone()] == NO_BLOCK => lines.push_space(&text),
            // A bar in code is escaped for the table, not for the code.
            Event::Code(code) => lines.push(&code.replace("\\|", "|"), place),
            event => inline_event(event, place, lines, targets),
        }
    }
}

/// Adds what an event inside a line means, images aside.
pub(super) fn inline_event(event: Event, place: Span, lines: &mut Lines, targets: &mut Links) {
    match event {
        Event::Text(text) | Event::Code(text) => lines.push(&text, place),
        Event::SoftBreak | Event::HardBreak => lines.end_line(),
        Event::Start(Tag::Link { dest_url, .. }) => targets.push(&dest_url, place),
        Event::InlineHtml(tag) => inline_html(&tag, place, lines, targets),
        _ => {}
    }
}

/// A tag in a line: `<br/>`, `<li>`, `<font color="red">`. One that HTML does not know is a placeholder that an author
/// wrote without escaping it, as in `https://<bucket>.cos.example`: it stays.
fn inline_html(html: &str, place: Span, lines: &mut Lines, targets: &mut Links) {
    let Markup::Tag(tag) = markup(html, 0) else {
        return;
    };
    match element(tag.name) {
        None => lines.push(html, place),
        Some(Element::Inline) => {}
        Some(Element::Link) => {
            if let Some(target) = tag.href {
                targets.push(&target.replace("&amp;", "&"), place);
            }
        }
        Some(_) => lines.end_line(),
    }
}
