//! Which lines of copied text are headings.

use crate::diagnostic::Span;
use crate::document::one_line;
use crate::words::{self, Heading};

/// Decides line by line; knows the section that the next line is in.
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

/// What a line announces by its words alone. A heading has no tabs, and is short.
fn heading(line: &str) -> Option<Heading> {
    let line = line.trim();
    if line.contains('\t') || line.len() > 300 {
        return None;
    }
    words::heading(&one_line(line)).map(|(heading, _)| heading)
}

fn has_number(line: &str) -> bool {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
        .starts_with(|c: char| c.is_ascii_digit())
}
