//! Limits of numbers, of the length of strings and of the number of items.

use std::cmp::Ordering;

use serde_json::Number;

use super::quantity;
use super::statement::{Statement, statements};
use crate::pattern::patterns;
use crate::spec::TypeRef;

patterns! {
    /// `取值范围：1-100`, `取值范围[1,100]`, `范围为 1~100`, `Value range: [1, 100]`
    RANGE = r"(?i)(?:(?:取值|有效|可选|支持的?|数值)?范围(?:为|是|在|：|:|\s)*|可取值?(?:为|：|:|\s)*|\b(?:value )?range(?: is| of|:|：|\s)*)(?P<open>[\[［(（【]?)[`*\s]*(?P<low>-?\d+(?:\.\d+)?)(?P<low_unit>[A-Za-z%秒分钟小时天]*)[`*\s]*(?P<separator>-|~|～|–|—|到|至|,|，|\bto\b)[`*\s]*(?P<high>-?\d+(?:\.\d+)?|[+＋]?∞|正无穷)(?P<high_unit>[ ]?[A-Za-z%秒分钟小时天]*)[`*\s]*(?P<close>[\]］)）】]?)";
    /// `最大值为100`, `最大100`, `上限为100`, `不超过100`, `Maximum value: 100`, `The maximum is 100.`
    MAX = r"(?i)(?:最大(?:取?值|可?支持|不(?:能|可|得)?超过|可设置)?|上限|(?:不(?:能|可|得)?|不可以|不允许)(?:超过|大于|高于)|小于等于|≤|<=|\bmax(?:imum)?(?: (?:value|is|of|allowed))*|\b(?:cannot|can not|must not|not|no) (?:exceed|(?:be )?(?:more|greater|larger) than))\s*(?:为|是|：|:|is)?\s*";
    /// `最小值为1`, `不小于1`, `Minimum value: 1`
    MIN = r"(?i)(?:最小(?:取?值)?|下限|不(?:能|可|得)?(?:小于|低于|少于)|大于等于|≥|>=|\bmin(?:imum)?(?: (?:value|is|of))*)\s*(?:为|是|：|:|is)?\s*";
    /// `长度不超过60个字符`, `最长60个字符`, `最大长度为60字节`
    LENGTH_ZH = r"(?:最大?长度?|最多|上限|(?:不(?:能|可|得)?|不可以)(?:超过|超|大于|多于)|以内|限制|最大值不超过)\s*(?:支持|可输入|可填写?|允许|不超过|限制)?\s*(?:为|是|：|:|在)?\s*(?P<max>\d+)\s*个?\s*(?:英文|ASCII|ascii|UTF-8|utf-8|utf8)?(?:字符|字节|位字符)";
    /// `60个字符以内`
    WITHIN_ZH = r"(?P<max>\d+)\s*个?\s*(?:字符|字节)(?:以内|之内)";
    /// `长度为1-60个字符`, `支持1~60个字符`
    LENGTHS_ZH = r"(?P<min>\d+)\s*(?:-|~|～|–|—|到|至)\s*(?P<max>\d+)\s*(?:个|位)?\s*(?:英文|ASCII|ascii)?字符";
    /// `长度为6-32位`
    LENGTHS_DIGITS = r"长度(?:限制|范围)?\s*(?:为|在|是|：|:)?\s*(?P<min>\d+)\s*(?:-|~|～|–|—|到|至)\s*(?P<max>\d+)\s*位";
    /// `up to 60 characters`, `cannot exceed 60 bytes`, `no more than 60 characters`, `60 characters at most`
    LENGTH_EN = r"(?i)(?:\bup to|\bmaximum(?: length)?(?: is| of|:)?|(?:cannot|can not|must not|not|no)(?: be)? (?:exceed|(?:more|longer|greater) than)|\bwithin|\bat most|\blimited to|\bno longer than|\bless than or equal to)\s*(?P<max>\d+)[ -](?:characters?|bytes?)";
    /// `1-60 characters`, `1 to 60 characters`
    LENGTHS_EN = r"(?i)(?P<min>\d+)\s*(?:-|~|–|—|\bto\b|\band\b)\s*(?P<max>\d+)[ -](?:characters?)";
    /// `汉字` count twice or thrice in some limits.
    TWO_COUNTS = r"(?i)汉字|中文字符|chinese characters?";
    /// `每次请求的上限为100`, `最多支持10个`, `列表长度上限100`, `最大支持10`
    ITEMS_ZH = r"(?:数量?|个数|长度|列表|批量|请求|支持|传入|总数)?(?:的)?(?:(?:最大)?上限|最大(?:值|长度|数量|个数|数目)?|最多|(?:不(?:能|可|得)?|不可以)(?:超过|大于|多于))\s*(?:可以?|能够?|允许)?(?:同时|批量|一次性?)?(?:支持|包含|传入?|填写?|输入|指定|设置|查询|操作|添加|绑定|创建|删除|提交|配置|移除|不超过)?\s*(?:为|是|：|:)?\s*";
    /// `The maximum number per request is 100`, `Up to 10 disks`, `upper limit: 100`
    ITEMS_EN = r"(?i)(?:\bup to|\bmaximum(?: (?:number|quantity|length))?(?: of [`A-Za-z. ]{1,60}?)??(?: (?:per|in each|for each|allowed per|supported per|in a(?: single)?|in one) (?:request|call|query))?\s*(?:\bis\b|:|：)|\bupper limit(?: (?:of|for|on) [`A-Za-z. ]{1,60}?)??(?: (?:per|in each|for each) (?:request|call|query))?\s*(?:\bis\b|:|：)|\b(?:cannot|must not|no) (?:exceed|more than)|\bmaximum of|\bat most)\s*";
    /// What can follow a number of items: no unit of something else.
    NOT_ITEMS = r"(?i)^\s*个?\s*(?:字|字节|字符|位|汉字|characters?|bytes?|[KMGT]B?\b|秒|分钟|小时|天|[smh]\b|ms\b|%|days?|hours?|minutes?|seconds?|times?/|次/)";
    /// A second range, or a value beside it: `0 and [128, 35000]`, `1-10，20-30`.
    GOES_ON = r"(?i)^\s*(?:[、,，或和及]|and|or)\s*[\[(（]?\s*-?\d";
    /// What can stand between a range and the end of its clause.
    RANGE_TAIL = r"^\s*(?:之间|以内|之内|的|正|整数|自然数|个|条|integer|inclusive|范围内|闭区间)*";
}

/// Inclusive limits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Limits<T> {
    /// The smallest or fewest.
    pub min: Option<T>,
    /// The largest or most.
    pub max: Option<T>,
}

impl<T> Limits<T> {
    const NONE: Self = Self {
        min: None,
        max: None,
    };
}

/// The limits of a number.
pub(super) fn range(doc: &str, ty: &TypeRef) -> Limits<Number> {
    let mut lows = Bounds::default();
    let mut highs = Bounds::default();
    for statement in statements(doc, &RANGE) {
        if !statement.is_certain() {
            return Limits::NONE;
        }
        let Some(interval) = interval(&statement, doc, ty) else {
            return Limits::NONE;
        };
        lows.extend(interval.min);
        highs.extend(interval.max);
    }
    for (phrase, bounds) in [(&*MAX, &mut highs), (&*MIN, &mut lows)] {
        for statement in statements(doc, phrase) {
            let Some((number, rest)) = quantity::read(statement.rest, doc, ty) else {
                continue;
            };
            if statement.is_certain() && quantity::ends(rest) {
                bounds.extend(Some(number));
            } else {
                bounds.is_unclear = true;
            }
        }
    }
    let (min, max) = (lows.the_one(), highs.the_one());
    match (&min, &max) {
        (Some(low), Some(high)) if compare(low, high) == Ordering::Greater => Limits::NONE,
        _ => Limits { min, max },
    }
}

/// What is said of one side of a range.
#[derive(Debug, Default)]
struct Bounds {
    numbers: Vec<Number>,
    is_unclear: bool,
}

impl Bounds {
    fn extend(&mut self, number: Option<Number>) {
        self.numbers.extend(number);
    }

    /// The bound, when all that is said agrees.
    fn the_one(&self) -> Option<Number> {
        let first = self.numbers.first()?;
        (!self.is_unclear && self.numbers.iter().all(|number| number == first))
            .then(|| first.clone())
    }
}

fn interval(statement: &Statement<'_>, doc: &str, ty: &TypeRef) -> Option<Limits<Number>> {
    let part = |name| {
        statement
            .phrase
            .name(name)
            .map_or("", |part| part.as_str().trim())
    };
    let rest = RANGE_TAIL.replace(statement.rest, "");
    let whole = matches!(part("open"), "") == matches!(part("close"), "");
    if !whole || GOES_ON.is_match(statement.rest) || !quantity::ends(&rest) {
        return None;
    }
    for unit in [part("low_unit"), part("high_unit")] {
        if !quantity::after_unit(unit, doc)?.is_empty() {
            return None;
        }
    }
    // `(1, 100]` is half-open, `(1-100)` a closed range in parentheses.
    let is_interval = matches!(part("separator"), "," | "，");
    let is_open_low = is_interval && matches!(part("open"), "(" | "（");
    let is_open_high = is_interval && matches!(part("close"), ")" | "）");
    let low = quantity::number(part("low"), ty)?.0;
    let high = if part("high").ends_with(|c: char| c.is_ascii_digit()) {
        Some(quantity::number(part("high"), ty)?.0)
    } else {
        None
    };
    Some(Limits {
        min: inclusive(low, is_open_low, 1),
        max: high.and_then(|high| inclusive(high, is_open_high, -1)),
    })
}

/// The inclusive bound of an open interval: known for integers only.
fn inclusive(bound: Number, is_open: bool, step: i64) -> Option<Number> {
    if !is_open {
        return Some(bound);
    }
    bound.as_i64()?.checked_add(step).map(Number::from)
}

fn compare(a: &Number, b: &Number) -> Ordering {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a
            .as_f64()
            .partial_cmp(&b.as_f64())
            .unwrap_or(Ordering::Equal),
    }
}

/// The limits of the length of a string. A limit in bytes is one in characters too, but for the smallest length.
pub(super) fn length(doc: &str) -> Limits<u64> {
    if TWO_COUNTS.is_match(doc) {
        return Limits::NONE;
    }
    let mut found: Vec<Limits<u64>> = Vec::new();
    for phrase in [&*LENGTHS_ZH, &*LENGTHS_DIGITS, &*LENGTHS_EN] {
        for statement in statements(doc, phrase) {
            if !holds(&statement) {
                return Limits::NONE;
            }
            found.push(Limits {
                min: count(&statement, "min"),
                max: count(&statement, "max"),
            });
        }
    }
    if found.is_empty() {
        for phrase in [&*LENGTH_ZH, &*WITHIN_ZH, &*LENGTH_EN] {
            for statement in statements(doc, phrase) {
                if !holds(&statement) {
                    return Limits::NONE;
                }
                found.push(Limits {
                    min: None,
                    max: count(&statement, "max"),
                });
            }
        }
    }
    all_agree(found)
}

fn holds(statement: &Statement<'_>) -> bool {
    !statement.is_conditional() && !statement.is_about_inner()
}

fn count(statement: &Statement<'_>, name: &str) -> Option<u64> {
    statement.phrase.name(name)?.as_str().parse().ok()
}

/// The limits of the number of items of a list.
pub(super) fn items(doc: &str) -> Limits<u64> {
    let mut found = Vec::new();
    for phrase in [&*ITEMS_ZH, &*ITEMS_EN] {
        for statement in statements(doc, phrase) {
            let Some(count) = items_at(statement.rest) else {
                continue;
            };
            let own_words = statement.phrase.get(0).map_or("", |phrase| phrase.as_str());
            if statement.is_about_inner() || own_words.contains("Values") {
                continue;
            }
            if statement.is_conditional() {
                return Limits::NONE;
            }
            found.push(Limits {
                min: None,
                max: Some(count),
            });
        }
    }
    all_agree(found)
}

/// The number at the start, if it counts items.
fn items_at(text: &str) -> Option<u64> {
    let digits = text.trim_start_matches(['`', '*', ' ']);
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let rest = digits[end..].trim_start_matches(['`', '*']);
    let goes_on = rest.starts_with(['.', ',', '-', '~'])
        && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if goes_on || NOT_ITEMS.is_match(rest) {
        return None;
    }
    digits[..end].parse().ok()
}

fn all_agree(found: Vec<Limits<u64>>) -> Limits<u64> {
    let mut found = found.into_iter();
    let first = found.next().unwrap_or(Limits::NONE);
    let is_sound = first
        .max
        .is_none_or(|max| max > 0 && first.min.is_none_or(|min| min <= max));
    if is_sound && found.all(|other| other == first) {
        first
    } else {
        Limits::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<T: ToString>(limits: &Limits<T>) -> String {
        let side = |side: &Option<T>| side.as_ref().map_or(String::new(), T::to_string);
        format!("{}..{}", side(&limits.min), side(&limits.max))
    }

    #[test]
    fn ranges_of_numbers() {
        let cases = [
            ("端口。取值范围：1-65535", "1..65535"),
            ("取值范围为[1, 100]，默认为20", "1..100"),
            ("取值范围 (0, 100]", "1..100"),
            ("取值范围：[0, +∞)", "0.."),
            ("优先级，范围 1 ~ 10。", "1..10"),
            ("优先级，取值范围：0到10之间的整数", "0..10"),
            ("时长，单位：秒，取值范围：60秒-3600秒", "60..3600"),
            ("页大小，默认为20，最大值为100", "..100"),
            ("页大小，最大100", "..100"),
            ("页大小，不能超过100。", "..100"),
            ("页码，最小值为1。", "1.."),
            ("Port. Value range: [1, 65535].", "1..65535"),
            ("Priority. Value range: 1-10. Default value: 1.", "1..10"),
            ("Page size. Default value: 20. Maximum value: 100", "..100"),
            ("Page size. It defaults to 20. The maximum is 100.", "..100"),
            ("大盘取值范围：10-50；小盘取值范围：1-5", ".."),
            ("类型。大盘的取值范围：10-50", ".."),
            ("若为大盘，取值范围：10-50", ".."),
            ("取值范围：0 和 [128, 35000]", ".."),
            ("取值范围：1-10，20-30", ".."),
            ("取值范围：0-关闭，1-打开", ".."),
            ("时长。取值范围：1分钟-5分钟", ".."),
            ("每个磁盘最大100", ".."),
            ("大小，最大100TB，单位为GB", ".."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&range(text, &TypeRef::Integer)), expected, "{text}");
        }
        assert_eq!(
            shown(&range("比例，取值范围：[0.5, 1]", &TypeRef::Float)),
            "0.5..1.0"
        );
        assert_eq!(
            shown(&range("比例，取值范围：(0, 1]", &TypeRef::Float)),
            "..1.0"
        );
    }

    #[test]
    fn lengths_of_strings() {
        let cases = [
            ("名称，不超过60个字符。", "..60"),
            ("名称，长度不能超过60个字节", "..60"),
            ("名称。最大长度不能超60个字节。", "..60"),
            ("名称。最长 60 个字符。", "..60"),
            ("名称，长度为1-60个字符", "1..60"),
            ("名称，60个字符以内", "..60"),
            ("密码，长度为6-32位", "6..32"),
            ("证件第二行 29~42 位", ".."),
            ("金额，最多2位小数", ".."),
            ("Name. It cannot exceed 60 characters.", "..60"),
            ("Name, up to 60 bytes", "..60"),
            ("Name of 1 to 60 characters.", "1..60"),
            ("名称，每个标签最多20个字符", ".."),
            ("名称，最多10个汉字或30个字符", ".."),
            ("若为中文名，最多20个字符", ".."),
            ("名称，最多20个字符；别名，最多30个字符", ".."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&length(text)), expected, "{text}");
        }
    }

    #[test]
    fn items_of_lists() {
        let cases = [
            ("一个或多个磁盘。每次请求批量磁盘的上限为100。", "..100"),
            ("磁盘列表，上限为10", "..10"),
            ("磁盘列表，最多支持10个。", "..10"),
            ("磁盘列表。一次请求最多支持20个。", "..20"),
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
            ("Disks. The upper limit per request is 100.", "..100"),
            (
                "Filters. The maximum number of `Filters` in each request is 10 and that of `Filter.Values` is 5.",
                "..10",
            ),
            ("名称列表，最多60个字符", ".."),
            ("磁盘列表，每个实例最多10个", ".."),
            ("图片列表，最大10MB", ".."),
            ("磁盘，最多10个；快照，最多20个", ".."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&items(text)), expected, "{text}");
        }
    }
}
