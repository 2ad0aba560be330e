//! Where in a description a statement stands, and so whether it is about the member and holds always.

use regex::Regex;

use crate::pattern::patterns;

patterns! {
    /// `不填默认为20`, `若不指定该参数，默认为20`: not a condition but what a default is.
    UNSET_ZH = r"(?:若|如果?|当|在)?(?:用户)?(?:该|此|本)?(?:参数|字段|入参|值)?(?:不|未|没有|没)(?:填写?|传入?|指定|设置|输入|提供|配置|选择?|携带)(?:该|此|本)?(?:参数|字段|值)?(?:的话|的情况下)?(?:时|则|的|，|,|\s)*$|(?:若|如果?|当)?(?:该|此|本)?(?:参数|字段|入参|值)?(?:为空|缺省|留空)(?:时|则|，|,|\s)*$";
    /// `If not specified, the default value is 20.`, `(20 if left empty)`
    UNSET_EN = r"(?i)(?:if|when) (?:(?:this (?:parameter|field|value)|it) (?:is |has )?)?(?:not (?:been )?(?:specified|passed(?: in)?|set|provided|filled(?: in)?|entered|configured)|left (?:empty|blank|unset|unspecified)|empty|unset|unspecified|omitted)\s*,?\s*(?:then\s*)?(?:it|the|this (?:parameter|field))?\s*$";
    /// `仅当开关为 ON 时有效，取值范围：0-1`: where the member means something, not when the statement holds.
    APPLIES_ZH = r"[^，,。；;：:]*(?:时|情况下|类型|参数|场景)(?:此参数|该参数|此字段|该字段|，)?(?:才|方|会)*(?:有效|生效|必填|必传|必选|可用|可填|有意义|适用|支持)[，,]";
    /// `This parameter is valid only when the switch is on. Value range: 0-1`
    APPLIES_EN = r"(?i)(?:this (?:parameter|field)|it|which) (?:is |will )?(?:only )?(?:valid|required|available|effective|applicable|takes? effect)(?: only)? (?:if|when|for) [^.;\n,]*[,;]";
    /// `当类型为A时，默认为20`, `若开启，默认为20`, `仅对A生效`; `when`, `if`, `for`
    CONDITION = r"(?i)当(?:[^前]|$)|若|如果|仅(?:[^支允]|$)|只有|对于|针对|情况下|[^同小超及按实临定]时(?:候|则|[，,]|\s|$)|\b(?:if|when|unless|while|in case|only|otherwise)\b|^\s*for\b|[,;(]\s*for\b";
    /// The part of these that can give a member other values: not `只读`, `是否仅…`, `read-only`.
    BRANCH = r"(?i)当(?:[^前]|$)|若|如果|对于|针对|[^同小超及按实临定]时(?:候|则|[，,]|\s|$)|\b(?:if|when|unless|otherwise)\b|^\s*for\b";
    /// A line that all lines below it depend on: `For users of type A:`, `对于大盘：`
    BLOCK = r"(?im)^(?:for|对于|针对)[^\n]*[:：]$";
    /// `取值范围为 [0,8]，默认值 0`: of a number.
    RANGE = r"范围\s*[为是：:]?\s*[\[(（]\s*-?\d";
    /// Words in front of a statement that are about the member itself.
    ITSELF = r"(?i)^(?:则|且|并|其|它|系统|服务端?|该|此|本|参数|字段|取值|值|数值|范围|可选|选填|非必填|非必选|必须|说明|注意?|长度|大小|数量|个数|支持|可|需|应|允许|限制|要求|一次|每次|单次|最多|目前|当前|请求|调用|查询|返回|整型|整数|数组|列表|为|的|大于(?:或?等于)?[ ]?\d+|it|its|which|the|and|with|a|an|is|are|be|can|must|should|this|that|parameter|field|value|note|optional|length|number|size|default|system|will|in|of|array|list|integer|[（(：:\-•*\s])*$";
    /// `每个实例最多10个`, `each disk`: not about the member as a whole.
    PER_ITEM = r"(?i)分别|每个|每条|每项|每一|每种|每类|每组|单个|单条|单张|各个|\b(?:each|per|every|both|respectively|single)\b";
    /// Of `每次请求`, `in each request`, which is about the member as a whole.
    PER_REQUEST = r"(?i)每次|(?:in |for )?(?:each|per|every|a single|single) (?:request|call|query|time|operation)|in (?:each|a single)$";
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
    /// A line above makes everything below depend on something.
    is_in_block: bool,
    /// The text holds more than [`MOST`] of them.
    one_of_too_many: bool,
}

/// So many statements of one kind say nothing certain about one value. Without a limit, reading them would take time by the
/// square of their number.
const MOST: usize = 32;

/// The places of a phrase, not many more than [`MOST`] of them.
pub(super) fn statements<'t>(text: &'t str, phrase: &Regex) -> Vec<Statement<'t>> {
    let found: Vec<_> = phrase.captures_iter(text).take(MOST + 1).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let block = BLOCK.find(text).map_or(text.len(), |block| block.end());
    let one_of_too_many = found.len() > MOST;
    found
        .into_iter()
        .filter_map(|captures| Statement::new(text, captures, block, one_of_too_many))
        .collect()
}

/// The byte after the last sentence in a text.
fn sentence_end(text: &str) -> usize {
    last_end(text, |c, follows_space| {
        matches!(c, '\n' | '。' | '；' | ';' | '！' | '!' | '？') || (c == '.' && follows_space)
    })
}

/// The byte after the last clause in a text. A parenthesis ends no clause: what stands in it is about the words in front of
/// it.
fn clause_end(text: &str) -> usize {
    last_end(text, |c, _| matches!(c, '，' | ',' | '、'))
}

/// The byte after the last character that ends something, which a space can follow.
fn last_end(text: &str, ends: impl Fn(char, bool) -> bool) -> usize {
    let mut follows_space = false;
    for (at, c) in text.char_indices().rev() {
        if ends(c, follows_space) {
            return at + c.len_utf8();
        }
        follows_space = c == ' ';
    }
    0
}

impl<'t> Statement<'t> {
    fn new(
        text: &'t str,
        phrase: regex::Captures<'t>,
        block: usize,
        one_of_too_many: bool,
    ) -> Option<Self> {
        let whole = phrase.get(0)?;
        let before = &text[..whole.start()];
        let start = sentence_end(before);
        let sentence = &before[start..];
        let clause = start + clause_end(sentence);
        Some(Self {
            rest: &text[whole.end()..],
            phrase,
            sentence,
            subject: before[clause..].trim(),
            opens_text: clause == 0,
            is_in_block: whole.start() > block,
            one_of_too_many,
        })
    }

    /// A named part of the phrase; empty when it is not there.
    pub(super) fn part(&self, name: &str) -> &'t str {
        self.phrase.name(name).map_or("", |part| part.as_str())
    }

    /// Whether it is certainly about the member as a whole, whatever else is sent.
    pub(super) fn is_certain(&self) -> bool {
        if self.is_conditional() {
            return false;
        }
        let subject = without_unset(self.subject);
        ITSELF.is_match(subject) || (self.opens_text && !is_about_inner(subject))
    }

    /// Whether it is about something inside the member: a statement that says nothing about the member itself.
    pub(super) fn is_about_inner(&self) -> bool {
        is_about_inner(self.subject)
    }

    /// Whether the sentence is about a number: of a text, that is one inside it.
    pub(super) fn is_about_number(&self) -> bool {
        RANGE.is_match(self.sentence)
    }

    /// Whether nothing but its subject stands before it.
    pub(super) fn opens(&self) -> bool {
        self.opens_text
    }

    /// The clause in front of the phrase.
    pub(super) fn subject(&self) -> &str {
        self.subject
    }

    /// Whether the statement may depend on something.
    pub(super) fn is_conditional(&self) -> bool {
        self.one_of_too_many || self.depends_on(&CONDITION)
    }

    /// Whether the sentence states this for one of several cases.
    pub(super) fn is_branch(&self) -> bool {
        self.depends_on(&BRANCH)
    }

    fn depends_on(&self, condition: &Regex) -> bool {
        let sentence = without_unset(self.sentence);
        let sentence = APPLIES_ZH.replace_all(sentence, "");
        let sentence = APPLIES_EN.replace_all(&sentence, "");
        self.is_in_block || condition.is_match(&sentence)
    }
}

fn is_about_inner(subject: &str) -> bool {
    INNER.is_match(subject) || PER_ITEM.is_match(&PER_REQUEST.replace_all(subject, ""))
}

fn without_unset(text: &str) -> &str {
    let end = [&*UNSET_ZH, &*UNSET_EN]
        .iter()
        .filter_map(|unset| unset.find(text))
        .map(|found| found.start())
        .min();
    &text[..end.unwrap_or(text.len())]
}
