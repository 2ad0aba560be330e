//! Which lines are headings, where nothing marks them: in copied text, and in Markdown whose headings lost their marks.

use crate::diagnostic::Span;
use crate::document::{is_invisible, one_line};
use crate::words::{self, Heading};

/// Decides line by line; knows the section that the next line is in.
#[derive(Debug)]
pub(super) struct Headings {
    /// Whether there are sections at all. Else a line such as `Output` is the name of a data type.
    of_action: bool,
    /// Whether the sections have numbers, as on every page of the site. Then a line without one, such as `错误码` in a
    /// description, is none.
    numbered: bool,
    section: Option<Heading>,
}

impl Headings {
    pub(super) fn new(text: &str, lines: &[Span]) -> Self {
        let sections = lines
            .iter()
            .map(|line| &text[line.start..line.end])
            .filter_map(|line| Some((line, heading(line)?)))
            .filter(|(_, heading)| {
                matches!(
                    heading,
                    Heading::Description | Heading::Input | Heading::Output | Heading::Examples
                )
            });
        let (mut of_action, mut numbered) = (false, false);
        for (line, heading) in sections {
            of_action = true;
            numbered |= has_number(line) && heading != Heading::Examples;
        }
        Self {
            of_action,
            numbered,
            section: None,
        }
    }

    /// Whether there are sections, as on the page of an action.
    pub(super) fn has_sections(&self) -> bool {
        self.of_action
    }

    /// What the next line announces, if it is a heading.
    pub(super) fn next(&mut self, line: &str) -> Option<Heading> {
        if self.section == Some(Heading::DeveloperResources) && words::is_resource(&one_line(line))
        {
            return Some(Heading::DeveloperResources);
        }
        let heading = heading(line)?;
        let section_or_none = self
            .section
            .is_none_or(|section| section == Heading::Examples);
        match heading {
            // Sections of one example; the words can also stand in a description: `示例1：…`.
            Heading::Example
            | Heading::ExampleRequest
            | Heading::ExampleResponse
            | Heading::Scenario => (self.of_action && section_or_none).then_some(heading),
            _ if !has_number(line)
                && self.section == Some(Heading::Examples)
                && example_part(heading).is_some() =>
            {
                example_part(heading)
            }
            _ if self.numbered && !has_number(line) => None,
            _ => {
                self.section = Some(heading);
                self.section
            }
        }
    }
}

/// In an example, `Request parameters` is its request.
fn example_part(heading: Heading) -> Option<Heading> {
    match heading {
        Heading::Input => Some(Heading::ExampleRequest),
        Heading::Output => Some(Heading::ExampleResponse),
        _ => None,
    }
}

/// Whether a heading starts one of the sections that every page of an action has.
pub(super) fn is_section(heading: Heading) -> bool {
    matches!(
        heading,
        Heading::Description | Heading::Input | Heading::Output | Heading::Errors
    )
}

/// What a line announces by its words alone. A heading has no tabs, and is short.
pub(super) fn heading(line: &str) -> Option<Heading> {
    let words = title(line);
    if words.contains('\t') || words.len() > 300 {
        return None;
    }
    words::heading(&one_line(words)).map(|(heading, _)| heading)
}

/// The words of a heading without what converters leave around them: `**1. API Description**`, `1\. 接口描述\`,
/// `[](#anchor)1. 接口描述`, `<a id="1"></a>1. 接口描述`.
fn title(line: &str) -> &str {
    let mut title = line.trim_matches(is_mark);
    let anchor = |title: &str| {
        let after_link = title
            .strip_prefix("[](")
            .and_then(|link| link.split_once(')'));
        let after_tag = || title.strip_prefix("<a ")?.split_once("></a>");
        let (_, rest) = after_link.or_else(after_tag)?;
        Some(title.len() - rest.len())
    };
    if let Some(end) = anchor(title) {
        title = title[end..].trim_matches(is_mark);
    }
    title
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '\\')
}

fn has_number(line: &str) -> bool {
    title(line).starts_with(|c: char| c.is_ascii_digit())
}
