//! The examples: a title, a text, a request and a response.

use std::collections::HashSet;

use super::findings::Findings;
use super::sections::{Sections, is_about_examples};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Block, BlockKind};
use crate::example::{self, Problem, Texts, Types};
use crate::spec::{Example, Member};
use crate::words::{self, Heading};

/// The examples of a page, and what their requests say about the action.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// In the order of the page.
    pub examples: Vec<Example>,
    /// The hosts that their requests go to.
    pub hosts: Vec<String>,
}

/// Reads the examples; values in requests become what the members say.
pub(super) fn read(
    sections: &Sections<'_>,
    members: &[Member],
    findings: &mut Findings,
) -> Examples {
    let mut drafts = Drafts::default();
    for section in sections
        .body()
        .iter()
        .filter(|section| is_about_examples(section.meaning))
    {
        match section.meaning {
            Heading::Example => drafts.start(section.title, section.span),
            Heading::ExampleRequest => drafts.part(Part::Request, section.span),
            Heading::ExampleResponse => drafts.part(Part::Response, section.span),
            Heading::Scenario => drafts.part(Part::Text, section.span),
            _ => drafts.current = None,
        }
        section.blocks.iter().for_each(|block| drafts.take(block));
    }
    let (whole, empty): (Vec<_>, Vec<_>) = drafts.all.into_iter().partition(Draft::has_code);
    let titles: HashSet<_> = whole.iter().map(|draft| draft.title.as_str()).collect();
    for draft in empty {
        // A table of contents behind the page holds the titles of examples.
        if !draft.doc.is_empty() || !titles.contains(draft.title.as_str()) {
            let message = format!(
                "the example `{}` has neither a request nor a response",
                draft.title
            );
            findings.push(
                Diagnostic::warning(codes::IGNORED, draft.span, message).with_help("left it out"),
            );
        }
    }
    if whole.is_empty() {
        findings.push(
            Diagnostic::warning(
                codes::NO_EXAMPLES,
                sections.end(),
                "the page has no example",
            )
            .with_help("check that the page is not cut off"),
        );
    }
    let types = Types::of(members);
    let mut read = Examples::default();
    for draft in &whole {
        read.take(draft, &types, findings);
    }
    read
}

/// What the blocks that follow belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Request,
    Response,
}

/// An example as it stands on the page.
#[derive(Debug)]
struct Draft {
    title: String,
    doc: Vec<String>,
    request: Raw,
    response: Raw,
    span: Span,
}

impl Draft {
    fn has_code(&self) -> bool {
        !self.request.text.trim().is_empty() || !self.response.text.trim().is_empty()
    }
}

/// A text and where it stands.
#[derive(Debug, Default)]
struct Raw {
    text: String,
    span: Span,
    is_code: bool,
}

impl Raw {
    fn push(&mut self, text: &str, span: Span) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.span = if self.text.is_empty() {
            span
        } else {
            self.span.to(span)
        };
        self.text.push_str(text);
    }

    fn push_code(&mut self, code: &str, span: Span) {
        self.push(code, span);
        self.is_code = true;
    }
}

#[derive(Debug, Default)]
struct Drafts {
    all: Vec<Draft>,
    /// The part of the last draft that blocks go to; none between the heading of all examples and the first one.
    current: Option<Part>,
}

impl Drafts {
    fn start(&mut self, title: &str, span: Span) {
        let (request, response) = (Raw::default(), Raw::default());
        self.all.push(Draft {
            title: title.to_owned(),
            doc: Vec::new(),
            request,
            response,
            span,
        });
        self.current = Some(Part::Text);
    }

    /// Starts a part; a part that the example has already starts the next example.
    fn part(&mut self, part: Part, span: Span) {
        let has_it = match (self.current, self.all.last(), part) {
            (None, ..) | (_, None, _) => true,
            (_, Some(_), Part::Text) => false,
            (_, Some(last), Part::Request) => {
                !last.request.text.is_empty() || !last.response.text.is_empty()
            }
            (_, Some(last), Part::Response) => !last.response.text.is_empty(),
        };
        if has_it {
            self.start("", span);
        }
        self.current = Some(part);
    }

    fn take(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(title) => self.start(title, block.span),
            BlockKind::Code(code) => self.code(code, block.span),
            BlockKind::Text(lines) => {
                for line in lines {
                    self.text(&line.text, line.span);
                }
            }
            BlockKind::Table(_) => {}
        }
    }

    /// Code without a heading is told by its start.
    fn code(&mut self, code: &str, span: Span) {
        let part = match self.current {
            Some(part @ (Part::Request | Part::Response)) => part,
            _ if example::starts_like_one(code) => Part::Request,
            _ => Part::Response,
        };
        if self.current != Some(part) {
            self.part(part, span);
        }
        if let Some(draft) = self.all.last_mut() {
            match part {
                Part::Response => draft.response.push_code(code, span),
                Part::Request | Part::Text => draft.request.push_code(code, span),
            }
        }
    }

    /// Text belongs to a part while that has no code: copied pages mark no code. A line can be the heading of a part.
    fn text(&mut self, line: &str, span: Span) {
        match words::heading(line) {
            Some((Heading::ExampleRequest, _)) => return self.part(Part::Request, span),
            Some((Heading::ExampleResponse, _)) => return self.part(Part::Response, span),
            _ => {}
        }
        let (Some(part), Some(draft)) = (self.current, self.all.last_mut()) else {
            return;
        };
        match part {
            Part::Text => draft.doc.push(line.to_owned()),
            Part::Request if !draft.request.is_code => draft.request.push(line, span),
            Part::Response if !draft.response.is_code => draft.response.push(line, span),
            Part::Request | Part::Response => {}
        }
    }
}

impl Examples {
    fn take(&mut self, draft: &Draft, types: &Types<'_>, findings: &mut Findings) {
        let texts = Texts {
            title: &draft.title,
            doc: draft.doc.join("\n"),
            request: &draft.request.text,
            response: &draft.response.text,
        };
        let reading = example::read(texts, types);
        for problem in &reading.problems {
            findings.push(finding(problem, draft));
        }
        self.hosts.extend(reading.host);
        self.examples.push(reading.example);
    }
}

fn finding(problem: &Problem, draft: &Draft) -> Diagnostic {
    let part = problem.part;
    let title = if draft.title.is_empty() {
        String::new()
    } else {
        format!(" `{}`", draft.title)
    };
    let Some(why) = &problem.why else {
        let message = format!("the example{title} has no {part}");
        return Diagnostic::warning(codes::EXAMPLE_INCOMPLETE, draft.span, message)
            .with_help("check that the page is not cut off");
    };
    let span = match part {
        example::Part::Request => draft.request.span,
        example::Part::Response => draft.response.span,
    };
    let message = format!("the {part} of the example{title} cannot be read: {why}");
    Diagnostic::warning(codes::EXAMPLE_NOT_JSON, span, message)
        .with_help("left it out; line and column count from the start of that block")
}
