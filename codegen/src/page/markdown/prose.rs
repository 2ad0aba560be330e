//! Paragraphs, lists and small pieces of HTML, through a `CommonMark` parser.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::inline::inline_event;
use crate::diagnostic::Span;
use crate::page::blocks::{Blocks, Lines};
use crate::page::html;
use crate::words;

/// Reads the prose in a part of the source.
pub(super) fn read(text: &str, span: Span, blocks: &mut Blocks) {
    let prose = &text[span.start..span.end];
    let mut before_heading = Lines::default();
    let mut code: Option<String> = None;
    let mut images = 0;
    // Tables, strike-through and the like stay off: `1~5, 10~20` is no strike-through.
    for (event, range) in Parser::new_ext(prose, Options::empty()).into_offset_iter() {
        let place = Span::new(span.start + range.start, span.start + range.end);
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Start(Tag::CodeBlock(_)) => code = Some(String::new()),
            Event::End(TagEnd::CodeBlock) => blocks.code(&code.take().unwrap_or_default(), place),
            Event::Text(text) if code.is_some() => code.get_or_insert_default().push_str(&text),
            Event::Start(Tag::HtmlBlock) => html::read(&prose[range], place.start, blocks),
            Event::Start(Tag::Heading { .. }) => {
                blocks.text.end_line();
                before_heading = std::mem::take(&mut blocks.text);
            }
            Event::End(TagEnd::Heading(_)) => {
                end_heading(std::mem::take(&mut before_heading), place, blocks);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {
                inline_event(event, place, &mut blocks.text, &mut blocks.links);
            }
            Event::Start(_) | Event::End(_) | Event::Rule => blocks.text.end_line(),
            event => inline_event(event, place, &mut blocks.text, &mut blocks.links),
        }
    }
    blocks.text.end_line();
}

/// A heading in prose is text with a line below (`---`), and mostly that line was meant as a rule: the words decide.
fn end_heading(before: Lines, place: Span, blocks: &mut Blocks) {
    let heading = std::mem::replace(&mut blocks.text, before).take_cell(place.start);
    if words::heading(&heading.text).is_some() {
        blocks.heading(&heading.text, heading.span);
    } else {
        blocks.text.push(&heading.text, heading.span);
        blocks.text.end_line();
    }
}
