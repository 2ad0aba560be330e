//! Paragraphs, lists and small pieces of HTML, through a `CommonMark` parser. What it takes for a heading is text with a
//! rule below.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::inline::inline_event;
use crate::diagnostic::Span;
use crate::page::blocks::Blocks;
use crate::page::html;

/// Reads the prose in a part of the source.
pub(super) fn read(text: &str, span: Span, blocks: &mut Blocks) {
    let prose = &text[span.start..span.end];
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
