//! Limits of the number of items of a list: `每次请求的上限为100`, `Up to 10 disks`.

use regex::Regex;

use super::{Limits, all_agree, count, holds};
use crate::facts::statement::statements;
use crate::pattern::patterns;

patterns! {
    /// `每次请求的上限为100`, `最多支持10个`, `列表长度上限100`, `最大支持10`, `单请求最多支持批量拉取50个`, `最多绑定20`
    MOST_ZH = r"(?:数量?|个数|长度|列表|批量|请求|支持|传入|总数)?(?:的)?(?:(?:最大)?上限|最大(?:值|长度|数量|个数|数目)?|最多|(?:不(?:能|可|得)?|不可以)(?:超过|大于|多于))\s*(?:限制|不超过|只能|数量?)?(?:可以?|能够?|允许)?(?:同时|批量|一次性?)?(?:支持|包含|传入?|填写?|输入|指定|设置|查询|操作|添加|绑定|创建|删除|提交|配置|移除|不超过)?(?:批量|同时)?(?:拉取|查询|指定|传入|到|上传|填)?\s*(?:为|是|：|:)?\s*(?P<max>\d+|两百)";
    /// `支持购买的时候指定21块`; `单次 ≤ 5 对`; `数组长度限制：100`; `长度限制100`
    LIMIT_ZH = r"(?:单次\s*≤|(?:数组|列表)?长度限制(?:为|：|:)?|指定)\s*(?P<max>\d+)";
    /// `1~20 个`, `长度范围1-20`, `1-20个元素`
    FROM_TO_ZH = r"(?:^|[，,（(：:\s]|支持|数量|长度(?:范围|限制)?(?:为)?)[ ]?(?P<min>\d+)\s*[~～-]\s*(?P<max>\d+)\s*(?:个(?:$|[，,。；;）)\n元])|项)";
    /// `至少一个元素`, `数组至少有一种`, `数组长度至少为1`
    LEAST_ZH = r"(?:(?:数组|列表)长度|数组|元素)(?:至少|最少)(?:有|为|包含)?(?P<min>一|1)(?:[个种项]|$)|[，,](?:至少|最少)(?P<only>一|1)(?:个元素|项(?:$|[，,。；;]))";
    /// `The maximum number per request is 100`, `Up to 10 disks`, `upper limit: 100`, `a maximum of 10`, `length limit: 10`
    MOST_EN = r"(?i)(?:\bup to|\bmaximum(?: (?:number|quantity|length))?(?: of [`A-Za-z. ]{1,60}?)??(?: (?:per|in each|for each|allowed per|supported per|in a(?: single)?|in one)(?: [a-z]+)? (?:request|call|query))?\s*(?:\bis\b|:|：)|\b(?:upper|capacity|array length|list length) limit(?: (?:of|for|on) [`A-Za-z. ]{1,60}?)??(?: (?:per|in each|for each) (?:request|call|query))?\s*(?:\bis\b|\bof\b|:|：)|\b(?:cannot|must not|no|not)(?: be)? (?:exceed(?:ing)?|more than)|\bmaximum of|\bat most)\s*[`*]?(?P<max>\d{1,3}(?:,\d{3})+|\d+)";
    /// `100 disks at most`
    AT_MOST_EN = r"(?i)\b(?P<max>\d+) [a-z]+ at most";
    /// What can follow a number of items: no unit of something else, and no other number.
    NOT_ITEMS = r"(?i)^[`*]*\s*(?:个?\s*(?:字|字节|字符|位|汉字|characters?|bytes?|[KMGT]B?\b|秒|分钟|小时|天|[smh]\b|ms\b|px\b|%|days?|hours?|minutes?|seconds?|times?/|次/|[wW万])|[.,~-]\d)";
    /// `Filters.Values`, `each disk`: what is counted is inside an item.
    OF_INNER = r"[A-Za-z]\.[A-Za-z]|Values";
    /// A number of results and not of items: its default stands beside it.
    OF_RESULTS = r"(?i)返回的数量|返回数量|number of (?:returned )?results|results to be returned";
}

/// The limits of the number of items of a list.
pub(in crate::facts) fn items(doc: &str) -> Limits<u64> {
    if OF_RESULTS.is_match(doc) {
        return Limits::NONE;
    }
    let phrases: [&Regex; 6] = [
        &MOST_ZH,
        &LIMIT_ZH,
        &FROM_TO_ZH,
        &LEAST_ZH,
        &MOST_EN,
        &AT_MOST_EN,
    ];
    let mut found = Vec::new();
    for phrase in phrases {
        for statement in statements(doc, phrase) {
            let own_words = statement.phrase.get(0).map_or("", |phrase| phrase.as_str());
            let is_other = statement.is_about_inner() || OF_INNER.is_match(own_words);
            if is_other || NOT_ITEMS.is_match(statement.rest) {
                continue;
            }
            if !holds(&statement) {
                return Limits::NONE;
            }
            let max = match statement.part("max") {
                "两百" => Some(200),
                _ => count(&statement, "max"),
            };
            let is_one = !statement.part("min").is_empty() || !statement.part("only").is_empty();
            found.push(Limits {
                min: count(&statement, "min").or((is_one && max.is_none()).then_some(1)),
                max,
            });
        }
    }
    all_agree(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::limits::shown;

    #[test]
    fn items_of_lists() {
        let cases = [
            ("一个或多个磁盘。每次请求批量磁盘的上限为100。", "..100"),
            ("磁盘列表，上限为10", "..10"),
            ("磁盘列表，最多支持10个。", "..10"),
            ("磁盘列表。一次请求最多支持20个。", "..20"),
            ("磁盘列表。单请求最多支持批量拉取50个磁盘。", "..50"),
            ("磁盘列表，数组长度限制：100 个。", "..100"),
            ("磁盘列表，单次 ≤ 5 对", "..5"),
            ("磁盘列表（1~10 个）", "1..10"),
            ("磁盘列表；该数组至少有一种磁盘", "1.."),
            (
                "过滤条件。每次请求的`Filters`的上限为10，`Filter.Values`的上限为5。",
                "..10",
            ),
            ("列表长度上限100。", "..100"),
            (
                "Disks. The maximum number of disks in each request is 100.",
                "..100",
            ),
            ("Disks. Up to 10 disks can be given.", "..10"),
            ("Disks. Up to 200,000 disks can be given.", "..200000"),
            ("Disks, with a maximum of 20 disks.", "..20"),
            ("Disks. Array length limit: 10.", "..10"),
            ("Disks, 100 disks at most.", "..100"),
            ("Disks. The upper limit per request is 100.", "..100"),
            ("Disks (maximum: 100)", "..100"),
            (
                "Filters. The maximum number of `Filters` in each request is 10 and that of `Filter.Values` is 5.",
                "..10",
            ),
            ("名称列表，最多60个字符", ".."),
            ("磁盘列表，每个实例最多10个", ".."),
            ("图片列表，最大10MB", ".."),
            ("磁盘，最多10个；快照，最多20个", ".."),
            ("需要返回的数量，默认为10，最大值为100", ".."),
            ("磁盘列表，与快照列表至少一个不为空", ".."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&items(text)), expected, "{text}");
        }
    }
}
