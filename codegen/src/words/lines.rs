//! Lines of pages that say nothing about an action, or only where it is used.

use super::{same, strip_prefix};

/// Headings in the section of SDKs and tools.
const RESOURCES: &[&str] = &[
    "腾讯云 API 平台",
    "API Inspector",
    "API Explorer",
    "SDK",
    "命令行工具",
    "TCCLI",
    "Tencent Cloud API Platform",
    "Command Line Interface",
    "Command line tools",
];

/// How the lines start that the site puts in front of a page.
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

/// How lines start about the tool that tries an action out.
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

/// Parts of sentences that stand beside the tables of every page and say nothing about the action.
const USUAL: &[&str] = &[
    "公共参数",
    "公共请求参数",
    "common parameter",
    "common request parameter",
    "common params",
    "公共错误码",
    "业务逻辑相关的错误码",
    "common error code",
    "error codes are API business logic-related",
    "error codes related to",
    "error code related to",
];

/// How the lines start that the site puts below a page.
const FOOTER: &[&str] = &[
    "上一篇",
    "下一篇",
    "文档反馈",
    "文档内容是否对您有帮助",
    "本页内容是否解决了您的问题",
    "Was this page helpful",
    "Help and Support",
];

/// What introduces the actions that use a data type.
const USED_BY: &[&str] = &[
    "被如下接口引用",
    "被以下接口引用",
    "referenced by",
    "used for calling",
    "used by",
    "relevant API",
    "related API",
    "によって参照されます",
    "によって参照される",
    "에 참조됩니다",
    "에 참조욉니다",
    "에 참조됨",
    "에서 참조됩니다",
];

/// Words that stand beside [`USED_BY`] and the names of actions.
const USED_BY_FILLERS: &[&str] = &[
    "it",
    "is",
    "this",
    "the",
    "following",
    "API",
    "APIs",
    "s",
    "action",
    "actions",
    "and",
    "以下の",
    "以下",
    "다음",
];

/// Labels of what the site lets readers do with a block of code.
const CONTROLS: &[&str] = &[
    "复制",
    "复制代码",
    "复制成功",
    "Copy",
    "Copy code",
    "Copied",
];

/// Whether a line in front of a page is the site's own, and no title.
pub fn is_chrome(text: &str) -> bool {
    CHROME.iter().any(|start| text.starts_with(start))
}

/// Whether a line is about the tool that tries an action out.
pub fn is_about_explorer(text: &str) -> bool {
    let text = text.trim_start_matches('*');
    EXPLORER.iter().any(|start| text.starts_with(start))
}

/// Whether a line is a heading in the section of SDKs and tools. Elsewhere, the same words are text.
pub fn is_resource(text: &str) -> bool {
    let text = text.trim();
    RESOURCES.iter().any(|word| same(word, text))
}

/// Whether a line beside a table is one that every page has.
pub fn is_usual(text: &str) -> bool {
    USUAL.iter().any(|part| split_once(text, part).is_some())
}

/// Whether a line is part of what the site puts below a page.
pub fn is_footer(text: &str) -> bool {
    let text = text.trim();
    FOOTER
        .iter()
        .any(|start| strip_prefix(text, start).is_some())
}

/// Whether a line is the label of a button, and no part of the text.
pub fn is_control(text: &str) -> bool {
    let text = text.trim();
    CONTROLS.iter().any(|label| same(label, text))
}

/// The actions that a line of a data type says use it: `被如下接口引用：RunInstances、ResetInstance。`
///
/// Nothing else may stand in the line: `The disk used by an instance.` is a description.
pub fn used_by(text: &str) -> Option<Vec<&str>> {
    let (before, after) = USED_BY.iter().find_map(|phrase| split_once(text, phrase))?;
    let parts = || [before, after].into_iter();
    let is_filler = |word: &str| USED_BY_FILLERS.iter().any(|filler| same(filler, word));
    let names: Vec<&str> = parts()
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty() && !is_filler(word))
        .collect();
    let only_fillers = parts()
        .flat_map(|part| part.split(|c: char| c.is_ascii() || !c.is_alphabetic()))
        .all(|word| word.is_empty() || is_filler(word));
    let is_name = |name: &&str| name.starts_with(|c: char| c.is_ascii_uppercase());
    (only_fillers && names.iter().any(is_name)).then_some(names)
}

/// The parts of a text before and after a word, in any ASCII case.
fn split_once<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = text
        .as_bytes()
        .windows(word.len())
        .position(|part| part.eq_ignore_ascii_case(word.as_bytes()))?;
    Some((&text[..at], &text[at + word.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_foot_of_a_page_is_known_by_its_first_words() {
        assert!(is_footer("上一篇: 查询实例") && is_footer("Was this page helpful?"));
        assert!(!is_footer("上一页的标记。"));
        assert!(is_resource("sdk") && !is_resource("SDK 3.0"));
        assert!(is_control("复制") && !is_control("复制磁盘"));
    }

    #[test]
    fn sentences_of_every_page_are_known() {
        for text in [
            "完整公共参数列表见公共请求参数。",
            "For the complete common parameter list, see Common Request Parameters.",
            "There are no error codes related to this API.",
        ] {
            assert!(is_usual(text), "{text:?}");
        }
        assert!(!is_usual("磁盘的错误码见下。"));
    }

    #[test]
    fn data_types_say_which_actions_use_them() {
        let cases: &[(&str, Option<&[&str]>)] = &[
            (
                "被如下接口引用：ResizeDisks、DescribeDisks。",
                Some(&["ResizeDisks", "DescribeDisks"]),
            ),
            (
                "It is referenced by the APIs ResizeDisks and DescribeDisks.",
                Some(&["ResizeDisks", "DescribeDisks"]),
            ),
            (
                "Referenced by the following API(s): ResizeDisks。",
                Some(&["ResizeDisks"]),
            ),
            (
                "Used for calling the following APIs: ResizeDisks.",
                Some(&["ResizeDisks"]),
            ),
            (
                "Used by actions: ResizeDisks, DescribeDisks.",
                Some(&["ResizeDisks", "DescribeDisks"]),
            ),
            (
                "Relevant APIs: `ResizeDisks` and `DescribeDisks`.",
                Some(&["ResizeDisks", "DescribeDisks"]),
            ),
            (
                "以下のAPIによって参照されます：ResizeDisks。",
                Some(&["ResizeDisks"]),
            ),
            (
                "API: ResizeDisks, DescribeDisks에 참조됩니다.",
                Some(&["ResizeDisks", "DescribeDisks"]),
            ),
            ("다음 API에 참조됨: ResizeDisks.", Some(&["ResizeDisks"])),
            ("The disks used by an instance of this zone.", None),
            ("Disks used by 实例", None),
            ("被如下接口引用：", None),
        ];
        for (text, expected) in cases {
            assert_eq!(used_by(text).as_deref(), *expected, "{text:?}");
        }
    }
}
