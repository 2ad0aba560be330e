//! The section that says what the action does, through which host, and how often.

use crate::document::{Block, BlockKind};
use crate::facts;
use crate::words::{self, phrases};

/// What the section says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Description {
    /// The text without what the other fields hold.
    pub doc: String,
    /// The host that requests go to.
    pub host: Option<String>,
    /// Requests per second.
    pub rate_limit: Option<u32>,
    /// The name of the action.
    pub action: Option<String>,
    /// The action should no longer be used.
    pub deprecated: bool,
}

/// Reads a description that is a text in copied form.
#[cfg(feature = "import")]
pub(crate) fn read_text(text: &str) -> Description {
    let mut description = Description::default();
    let lines = text.lines().filter_map(|line| description.take_line(line));
    let doc: Vec<_> = lines.collect();
    description.finish(&doc)
}

/// Reads the section.
pub(super) fn read<'a>(blocks: impl Iterator<Item = &'a Block>) -> Description {
    let mut description = Description::default();
    let mut doc: Vec<String> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(text) => doc.push(text.clone()),
            BlockKind::Text(lines) => doc.extend(
                lines
                    .iter()
                    .filter_map(|line| description.take_line(&line.text)),
            ),
            BlockKind::Code(code) => doc.extend(code.lines().map(str::to_owned)),
            BlockKind::Table(_) => {}
        }
    }
    description.finish(&doc)
}

impl Description {
    /// Takes what the lines that are left say as a whole.
    fn finish(mut self, doc: &[String]) -> Self {
        self.action = doc
            .iter()
            .find_map(|line| phrases::ACTION_NAME.captures(line))
            .map(|found| found[1].to_owned());
        self.deprecated = doc
            .iter()
            .any(|line| phrases::ABOUT_ACTION.is_match(line) && facts::is_deprecated(line));
        self.doc = doc.join("\n");
        self
    }

    /// Takes the facts out of a line; what is left of it, if anything.
    fn take_line(&mut self, line: &str) -> Option<String> {
        if words::is_about_explorer(line) {
            return None;
        }
        let mut line = line.to_owned();
        if let Some(found) = phrases::DOMAIN.captures(&line) {
            let host = found["host"].to_owned();
            line = without(&line, found.get(0).map_or(0..0, |whole| whole.range()));
            self.host = self.host.take().or(Some(host));
        }
        for rate in phrases::RATES {
            if let Some(found) = rate.captures(&line) {
                self.rate_limit = self.rate_limit.or_else(|| found["rate"].parse().ok());
                line = without(&line, found.get(0).map_or(0..0, |whole| whole.range()));
                break;
            }
        }
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }
}

fn without(line: &str, range: std::ops::Range<usize>) -> String {
    format!("{}{}", &line[..range.start], &line[range.end..])
}
