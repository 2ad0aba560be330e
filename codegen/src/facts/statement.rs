//! Where in a description a statement stands, and so whether it is about the member and holds always.

use regex::Regex;

use crate::pattern::patterns;

patterns! {
    /// `不填默认为20`, `若不指定该参数，默认为20`: not a condition but what a default is.
    UNSET_ZH = r"(?:若|如果?|当|在)?(?:用户)?(?:该|此|本)?(?:参数|字段|值)?(?:不|未|没有|没)(?:填写?|传入?|指定|设置|输入|提供|配置|选择?|携带)(?:该|此|本)?(?:参数|字段|值)?(?:的话|的情况下)?(?:时|则|的|，|,|\s)*$|(?:若|如果?|当)?(?:该|此|本)?(?:参数|字段|值)?(?:为空|缺省|留空)(?:时|则|，|,|\s)*$";
    /// `If not specified, the default value is 20.`, `(20 if left empty)`
    UNSET_EN = r"(?i)(?:if|when) (?:(?:this (?:parameter|field|value)|it) (?:is |has )?)?(?:not (?:been )?(?:specified|passed(?: in)?|set|provided|filled(?: in)?|entered|configured)|left (?:empty|blank|unset|unspecified)|empty|unset|unspecified|omitted)\s*,?\s*(?:then\s*)?(?:it|the|this (?:parameter|field))?\s*$";
    /// `当类型为A时，默认为20`, `若开启，默认为20`, `仅对A生效`; `when`, `if`, `for`
    CONDITION = r"(?i)当(?:[^前]|$)|若|如果|仅|只有|对于|针对|情况下|[^同小超及按实临定]时(?:候|则|[，,]|\s|$)|\b(?:if|when|unless|while|in case|only|otherwise)\b|^\s*for\b|[,;(]\s*for\b";
    /// Words in front of a statement that are about the member itself.
    ITSELF = r"(?i)^(?:则|且|并|其|它|系统|服务端?|该|此|本|参数|字段|取值|值|数值|可选|选填|非必填|非必选|说明|注意?|长度|大小|数量|个数|支持|可|必须|需|应|允许|限制|要求|一次|每次|单次|最多|目前|当前|请求|调用|查询|返回|it|its|which|the|and|with|a|an|is|are|be|can|must|should|this|that|parameter|field|value|note|optional|length|number|size|default|system|will|[：:\-•*\s])*$";
    /// `每个实例最多10个`, `each disk`: not about the member as a whole.
    PER_ITEM = r"(?i)分别|每个|每条|每项|每一|每种|每类|单个|单条|各个|\b(?:each|per|every|both|respectively)\b";
    /// `Filter.Values 的上限为5`: about a member of the items.
    INNER = r"[A-Za-z]\.[A-Za-z]";
}

/// A phrase that introduces a value, at its place in a text.
#[derive(Debug)]
pub(super) struct Statement<'t> {
    /// What follows the phrase.
    pub rest: &'t str,
    /// The named parts of the phrase.
    pub phrase: regex::Captures<'t>,
    /// From the start of the sentence up to the phrase.
    sentence: &'t str,
    /// From the start of the clause up to the phrase: what the statement is about.
    subject: &'t str,
    /// Nothing but the subject stands before.
    opens_text: bool,
    /// The text holds more than [`MOST`] of them.
    one_of_too_many: bool,
}

/// So many statements of one kind say nothing certain about one value. Without a limit, reading them would take time by the
/// square of their number.
const MOST: usize = 32;

/// All places of a phrase, if they are not too many.
pub(super) fn statements<'t>(text: &'t str, phrase: &Regex) -> Vec<Statement<'t>> {
    let found: Vec<_> = phrase.captures_iter(text).take(MOST + 1).collect();
    let one_of_too_many = found.len() > MOST;
    found
        .into_iter()
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            let before = &text[..whole.start()];
            let sentence = &before[last_end(before, &SENTENCE_ENDS)..];
            let clause = last_end(before, &SENTENCE_ENDS).max(last_end(before, &CLAUSE_ENDS));
            Some(Statement {
                rest: &text[whole.end()..],
                phrase: captures,
                sentence,
                subject: before[clause..].trim(),
                opens_text: clause == 0,
                one_of_too_many,
            })
        })
        .collect()
}

const SENTENCE_ENDS: [&str; 8] = ["\n", "。", "；", ";", "！", "!", ". ", "？"];
/// A parenthesis ends no clause: what stands in it is about the words in front of it.
const CLAUSE_ENDS: [&str; 4] = ["，", ", ", ",", "、"];

/// The byte after the last of some separators.
fn last_end(text: &str, separators: &[&str]) -> usize {
    separators
        .iter()
        .filter_map(|separator| text.rfind(separator).map(|at| at + separator.len()))
        .max()
        .unwrap_or(0)
}

impl Statement<'_> {
    /// Whether it is certainly about the member as a whole, whatever else is sent.
    pub(super) fn is_certain(&self) -> bool {
        if self.is_conditional() {
            return false;
        }
        let subject = without_unset(self.subject);
        ITSELF.is_match(subject)
            || (self.opens_text && !PER_ITEM.is_match(subject) && !INNER.is_match(subject))
    }

    /// Whether it is about something inside the member: a statement that says nothing about the member itself.
    pub(super) fn is_about_inner(&self) -> bool {
        PER_ITEM.is_match(self.subject) || INNER.is_match(self.subject)
    }

    /// The clause in front of the phrase.
    pub(super) fn subject(&self) -> &str {
        self.subject
    }

    /// Whether the statement may depend on something.
    pub(super) fn is_conditional(&self) -> bool {
        self.one_of_too_many || CONDITION.is_match(without_unset(self.sentence))
    }
}

fn without_unset(text: &str) -> &str {
    let end = [&*UNSET_ZH, &*UNSET_EN]
        .iter()
        .filter_map(|unset| unset.find(text))
        .map(|found| found.start())
        .min();
    &text[..end.unwrap_or(text.len())]
}
