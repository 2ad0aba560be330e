//! What stands before the first section: the title and the day of the last change.

use crate::document::{Block, BlockKind};
use crate::words::{self, phrases};

/// The title and the time of the last change.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Front {
    /// The title.
    pub title: Option<String>,
    /// The time, `2025-09-19T11:38:43`.
    pub updated: Option<String>,
}

/// Reads what stands before the first section. The title is the line before the time of the last change, else the only
/// heading.
pub(super) fn read(blocks: &[Block]) -> Front {
    let mut headings: Vec<&str> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(text) if is_title(text) => {
                headings.push(text);
                lines.push(text);
            }
            BlockKind::Text(text) => lines.extend(text.iter().map(|line| line.text.as_str())),
            _ => {}
        }
    }
    let updated = lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| Some((at, phrases::UPDATED.captures(line)?)));
    let before_updated = updated.as_ref().and_then(|(at, _)| {
        lines[..*at]
            .iter()
            .rev()
            .copied()
            .find(|line| is_title(line))
    });
    let only_heading = if let [heading] = headings[..] {
        Some(heading)
    } else {
        None
    };
    let title = before_updated.or(only_heading);
    Front {
        title: title.map(str::to_owned),
        updated: updated.map(|(_, found)| format!("{}T{}", &found[1], &found[2])),
    }
}

/// Whether a line can be a title: not the site's own words, not the way to the page (`文档中心>云服务器>…`).
fn is_title(line: &str) -> bool {
    !line.is_empty() && !line.contains(['>', '＞']) && !words::is_chrome(line)
}
