//! What stands before the first section: the title and the day of the last change.

use crate::document::{Block, BlockKind};
use crate::pattern::patterns;

patterns! {
    /// `最近更新时间：2025-09-19 11:38:43`, `Last updated: 2025-11-13 21:02:48`
    UPDATED = r"(?i)(?:最近更新时间|更新时间|last updated(?: on| at)?)\s*[:：]?\s*(\d{4}-\d{2}-\d{2})[ T]+(\d{2}:\d{2}:\d{2})";
}

/// The page's own words in front of its text: no titles.
const CHROME: &[&str] = &[
    "我的收藏",
    "本页目录",
    "微信扫一扫",
    "QQ",
    "新浪微博",
    "复制链接",
    "链接复制成功",
    "文档中心",
    "当前位置",
    "上一篇",
    "下一篇",
    "聚焦模式",
    "默认字号",
    "Focus Mode",
    "Font Size",
    "Copy as Markdown",
    "Download PDF",
    "My Favorites",
    "On this page",
    "Last updated",
    "最近更新时间",
];

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
        .find_map(|(at, line)| Some((at, UPDATED.captures(line)?)));
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
    !line.is_empty()
        && !line.contains(['>', '＞'])
        && !CHROME.iter().any(|chrome| line.starts_with(chrome))
}
