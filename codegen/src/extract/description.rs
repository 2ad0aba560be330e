//! The section that says what the action does, through which host, and how often.

use crate::document::{Block, BlockKind};
use crate::facts;
use crate::pattern::patterns;

patterns! {
    /// `接口请求域名： cvm.tencentcloudapi.com 。`, `Domain name for API request: cvm.tencentcloudapi.com.`
    DOMAIN = r"(?i)(?:接口请求域名|(?:API )?request domain name|domain name for (?:the )?API requests?)\s*[:：]\s*`?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)`?\s*[。.]?\s*";
    /// `默认接口请求频率限制：20次/秒。`, `接口调用频率限制为：20次/秒，1200次/分钟。`
    RATE_ZH = r"(?:默认)?接口(?:请求|调用)频率限制(?:为)?\s*[:：]\s*(?P<rate>\d+)\s*次\s*/\s*每?秒[^。\n]*[。.]?\s*";
    /// `A maximum of 20 requests can be initiated per second for this API.`
    RATE_EN = r"(?i)a maximum of (?P<rate>\d+) requests can be initiated per second for this API\.?\s*";
    /// `The default limit on the requests made to the API is 20 requests per second.`
    RATE_LIMIT_EN = r"(?i)the default limit on the requests made to the API is (?P<rate>\d+) requests per second\.?\s*";
    /// `Default API request rate limit: 200 requests/second.`, `Default request rate limit: 20/sec.`
    RATE_DEFAULT_EN = r"(?i)(?:default )?(?:API )?(?:request|call) (?:rate|frequency) limit\s*(?:is)?\s*[:：]?\s*(?P<rate>\d+)\s*(?:requests?|times?|calls?)?\s*(?:/|per )\s*s(?:ec(?:ond)?)?\b\.?\s*";
    /// `本接口 (TerminateInstances) 用于…`, `This API (TerminateInstances) is used to…`
    NAME = r"(?i)(?:本接口|该接口|this API)\s*[(（]\s*([A-Za-z][A-Za-z0-9_]*)\s*[)）]";
    /// `该接口已废弃`, `This API is deprecated.`
    ABOUT_ACTION = r"(?i)接口|\bAPI\b";
}

/// Lines about the tool that tries an action out: they start like this.
const EXPLORER: &[&str] = &[
    "推荐使用 API Explorer",
    "点击调试",
    "API Explorer 提供了在线调用",
    "We recommend you to use API Explorer",
    "We recommend using API Explorer",
    "Try it",
    "API Explorer provides",
    "API Explorer makes it easy",
    "API Explorer is a tool",
    "API Explorer is tool",
];

/// What the section says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Description {
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
    description.action = doc
        .iter()
        .find_map(|line| NAME.captures(line))
        .map(|found| found[1].to_owned());
    description.deprecated = doc
        .iter()
        .any(|line| ABOUT_ACTION.is_match(line) && facts::is_deprecated(line));
    description.doc = doc.join("\n");
    description
}

impl Description {
    /// Takes the facts out of a line; what is left of it, if anything.
    fn take_line(&mut self, line: &str) -> Option<String> {
        if EXPLORER
            .iter()
            .any(|start| line.trim_start_matches('*').starts_with(start))
        {
            return None;
        }
        let mut line = line.to_owned();
        if let Some(found) = DOMAIN.captures(&line) {
            let host = found["host"].to_owned();
            line = without(&line, found.get(0).map_or(0..0, |whole| whole.range()));
            self.host = self.host.take().or(Some(host));
        }
        for rate in [&*RATE_ZH, &*RATE_EN, &*RATE_LIMIT_EN, &*RATE_DEFAULT_EN] {
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
