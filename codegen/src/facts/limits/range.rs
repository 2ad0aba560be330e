//! Limits of numbers: `取值范围：1-100`, `Maximum value: 100`.

use std::cmp::Ordering;

use regex::Regex;
use serde_json::Number;

use super::Limits;
use crate::facts::quantity;
use crate::facts::statement::{Statement, statements};
use crate::pattern::patterns;
use crate::spec::TypeRef;

/// `[1, 100]`, `1-100`, `1 to 100`, `0s-3600s`, `[0, +∞)`
macro_rules! interval {
    () => {
        r"(?P<open>[\[［(（【]?)[`*\s]*(?P<low>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<low_unit>[A-Za-z%秒分钟小时天]*)[`*\s]*(?P<separator>--?|~|～|–|—+|到|至|,|，|\bto\b|\band\b)[`*\s]*(?P<high>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+＋]?∞|正无穷|\+?INF\b)(?P<high_unit>[ ]?[A-Za-z%秒分钟小时天]*)[`* ]*(?P<close>[\]］)）】]?)"
    };
}

/// The same in brackets only.
macro_rules! bare_interval {
    () => {
        r"(?P<open>[\[［(（【])[`*\s]*(?P<low>-?\d+(?:\.\d+)?)(?P<low_unit>)[`*\s]*(?P<separator>-|~|～|–|,|，)[`*\s]*(?P<high>-?\d+(?:\.\d+)?|[+＋]?∞|\+?INF\b)(?P<high_unit>)[`* ]*(?:[，,][^\]］)）】]*)?(?P<close>[\]］)）】])"
    };
}

patterns! {
    /// `取值范围：1-100`, `取值范围[1,100]`, `范围为 1~100`, `边界值 1-100`, `可配置0s-60s`, `Value range: [1, 100]`,
    /// `Value ranges from 1 to 100`, `Valid values: 1-100`, `a score from 0 to 100`, `supporting 1 to 12`
    RANGE = concat!(
        r"(?i)(?:(?:取值|有效|可选|支持的?|数值|可配置)?(?:范围|区间)(?:值)?(?:为|是|在|从|：|:|\s)*",
        r"|(?:可|有效|可选|合法|边界)?取?值(?:为|是|在|：|:|\s)*|可配置(?:为|：|:|\s)*",
        r"|\b(?:(?:valid|allowed|setting|value|in the) )*(?:value|range)s?(?: is| of| from|:|：|\s)*|\b(?:score|supporting|between)(?: from|\s)*)",
        interval!()
    );
    /// `权重[0,100]`, `优先级（1-9，数字越大越先）`, `Weight (0-100)`: with nothing but the words for the member before it
    BARE = concat!(r"(?i)(?P<word>\p{Han}+|[a-z]+|^)[ ]?", bare_interval!());
    /// `最大值为100`, `最大100`, `最大条数为100`, `上限为100`, `不超过100`, `小于等于100`
    MAX_ZH = r"(?:最大(?:合法)?(?:取?值|可?支持|条数|数量|个数|长度|不(?:能|可|得)?超过|(?:可|允许)?设置(?:为)?|限制)?|上限|(?:不(?:能|可|得)?|不可以|不允许)(?:超过|大于|高于)|小于(?:或|或者)?等于|≤|<=)\s*(?:为|是|：|:)?\s*";
    /// `Maximum value: 100`, `The maximum is 100.`, `cannot exceed 100`, `limited to 100`, `less than or equal to 100`
    MAX_EN = r"(?i)(?:\b(?:with a )?max(?:imum)?(?: (?:value|is|of|allowed|not exceeding))*|\b(?:cannot|can not|must not|should not|not|no) (?:exceed(?:ing)?|(?:be )?(?:more|greater|larger) than)|\blimited to|\bupper limit(?: is)?|\bless than or equal to)\s*(?:：|:|is)?\s*";
    /// `最小值为1`, `最小设置6小时`, `不小于1`, `大于等于1`
    MIN_ZH = r"(?:最小(?:取?值|(?:可|允许)?设置(?:为)?)?|下限|不(?:能|可|得)?(?:小于|低于|少于)|大于(?:或|或者)?等于|≥|>=)\s*(?:为|是|：|:)?\s*";
    /// `Minimum value: 1`, `greater than or equal to 1`
    MIN_EN = r"(?i)(?:\b(?:with a )?min(?:imum)?(?: (?:value|is|of))*|\b(?:greater than or equal to|equal to or greater than)|\b(?:cannot|must not|no) (?:be )?(?:less|smaller) than)\s*(?:：|:|is)?\s*";
    /// `必须大于0`, `取值范围：大于0`
    ABOVE = r"(?i)(?P<not>不(?:能|可|得|允许|可以)?|\b(?:not|no|cannot) (?:be )?)?(?:大于|\bgreater than)\s*";
    /// `必须小于100`
    BELOW = r"(?i)(?P<not>不(?:能|可|得|允许|可以)?|\b(?:not|no|cannot) (?:be )?)?(?:小于|\bless than)\s*";
    /// A second range, or a value beside it: `0 and [128, 35000]`, `1-10，20-30`.
    GOES_ON = r"(?i)^[ \t]*(?:[、,，或和及]|and|or)[ \t]*(?:0|[\[(（])?[ \t]*-?\d";
    /// Before a range: `0 and [128, 35000]`
    BESIDE = r"(?i)(?:和|或|及|^and|^or)$";
    /// What can stand between a range and the end of its clause.
    TAIL = r"(?i)^[ \t]*(?:之间|以内|之内|的|正|整数|自然数|个|条|integers?|inclusive|范围内|闭区间|[ \t])*";
}

/// The limits of a number.
pub(in crate::facts) fn range(doc: &str, ty: &TypeRef) -> Limits<Number> {
    let mut lows = Bounds::default();
    let mut highs = Bounds::default();
    for statement in intervals(doc) {
        if !statement.is_certain() {
            return Limits::NONE;
        }
        let Some(interval) = interval(&statement, doc, ty) else {
            return Limits::NONE;
        };
        lows.extend(interval.min);
        highs.extend(interval.max);
    }
    one_side(
        doc,
        ty,
        &[(&MAX_ZH, 0), (&MAX_EN, 0), (&BELOW, -1)],
        &mut highs,
    );
    one_side(
        doc,
        ty,
        &[(&MIN_ZH, 0), (&MIN_EN, 0), (&ABOVE, 1)],
        &mut lows,
    );
    let (min, max) = (lows.the_one(), highs.the_one());
    match (&min, &max) {
        (Some(low), Some(high)) if compare(low, high) == Ordering::Greater => Limits::NONE,
        _ => Limits { min, max },
    }
}

/// Adds what phrases say of one side; the number beside a phrase tells how far the bound is from the stated one.
fn one_side(doc: &str, ty: &TypeRef, phrases: &[(&Regex, i64)], bounds: &mut Bounds) {
    for &(phrase, steps) in phrases {
        for statement in statements(doc, phrase) {
            // `不小于` is not `小于`.
            if !statement.part("not").is_empty() {
                continue;
            }
            let Some((number, rest)) = quantity::read(statement.rest, doc, ty) else {
                continue;
            };
            if statement.is_certain() && quantity::ends(rest) {
                bounds.extend(inclusive(number, steps));
            } else if steps == 0 {
                bounds.is_unclear = true;
            }
        }
    }
}

/// The intervals that a description states: in brackets behind the words for the member, when no word introduces one.
fn intervals(doc: &str) -> Vec<Statement<'_>> {
    let introduced: Vec<_> = statements(doc, &RANGE)
        .into_iter()
        .filter(|statement| is_interval(statement) && !is_about_default(statement))
        .collect();
    if !introduced.is_empty() {
        return introduced;
    }
    statements(doc, &BARE)
        .into_iter()
        .filter(|statement| statement.opens() && statement.is_certain())
        .filter(|statement| !BESIDE.is_match(statement.part("word")))
        .collect()
}

/// `1, 100` without brackets are two values.
fn is_interval(statement: &Statement<'_>) -> bool {
    !has_comma(statement) || !statement.part("open").is_empty()
}

fn has_comma(statement: &Statement<'_>) -> bool {
    matches!(statement.part("separator"), "," | "，")
}

/// `默认值1-3`, `建议范围：1-3`
fn is_about_default(statement: &Statement<'_>) -> bool {
    ["默认", "建议", "推荐", "参考"]
        .iter()
        .any(|word| statement.subject().ends_with(word))
}

fn interval(statement: &Statement<'_>, doc: &str, ty: &TypeRef) -> Option<Limits<Number>> {
    let (open, close) = (statement.part("open"), statement.part("close"));
    if open.is_empty() != close.is_empty() || GOES_ON.is_match(statement.rest) {
        return None;
    }
    let (low_unit, high_unit) = (statement.part("low_unit"), statement.part("high_unit"));
    for unit in [low_unit, high_unit.trim()] {
        if !quantity::after_unit(unit, doc)?.is_empty() {
            return None;
        }
    }
    let rest = quantity::after_unit(statement.rest, doc)?;
    let rest = TAIL.replace(rest, "");
    // Brackets end a range, whatever follows.
    if open.is_empty() && !quantity::ends(&rest) {
        return None;
    }
    // `(1, 100]` and `(1-100]` are half-open, `(1-100)` is a closed range in parentheses.
    let parentheses = |bracket: &str, other: &str| {
        matches!(bracket, "(" | "（" | ")" | "）")
            && (has_comma(statement) || matches!(other, "[" | "［" | "]" | "］" | "【" | "】"))
    };
    let low = quantity::number(statement.part("low"), ty)?.0;
    let high = statement.part("high");
    let high = if high.ends_with(|c: char| c.is_ascii_digit()) {
        Some(quantity::number(high, ty)?.0)
    } else {
        None
    };
    Some(Limits {
        min: inclusive(low, i64::from(parentheses(open, close))),
        max: high.and_then(|high| inclusive(high, -i64::from(parentheses(close, open)))),
    })
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

/// The inclusive bound that is some steps from an exclusive one: known for integers only.
fn inclusive(bound: Number, steps: i64) -> Option<Number> {
    if steps == 0 {
        return Some(bound);
    }
    bound.as_i64()?.checked_add(steps).map(Number::from)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::limits::shown;

    #[test]
    fn ranges_of_numbers() {
        let cases = [
            ("端口。取值范围：1-65535", "1..65535"),
            ("取值范围为[1, 100]，默认为20", "1..100"),
            ("取值范围：[1, 100]\n默认值：20", "1..100"),
            ("取值范围：[1, 100]补充说明：越大越好", "1..100"),
            ("取值范围 (0, 100]", "1..100"),
            ("取值范围 (0-100]", "1..100"),
            ("取值范围：[0, +∞)", "0.."),
            ("优先级，范围 1 ~ 10。", "1..10"),
            ("优先级，取值范围：0到10之间的整数", "0..10"),
            ("优先级，取值：1~10", "1..10"),
            ("优先级，取值[1,10], 默认1", "1..10"),
            ("优先级，边界值 1-10，默认值为 1", "1..10"),
            ("优先级，可选值：1-10，单位：次", "1..10"),
            ("优先级（1-9，数字越大越优先）", "1..9"),
            ("优先级[1, 9]", "1..9"),
            ("时长，单位：秒，取值范围：60秒-3600秒", "60..3600"),
            ("时长，可配置0s-3600s，默认0s", "0..3600"),
            ("保留天数 [7 - 30]天", "7..30"),
            ("强度，仅当开关打开时有效，取值范围：0~10。", "0..10"),
            ("页大小，默认为20，最大值为100", "..100"),
            ("页大小，最大100", "..100"),
            ("页大小，不能超过100。", "..100"),
            ("页大小，不传默认值为1，最大合法值为10。", "..10"),
            (
                "时长，单位是小时，默认24小时，最大可设置72小时，最小设置6小时。",
                "6..72",
            ),
            ("页码，最小值为1。", "1.."),
            ("页大小，必须大于 0 且小于或等于 200", "1..200"),
            ("页大小。取值范围：大于0。", "1.."),
            ("Port. Value range: [1, 65535].", "1..65535"),
            ("Priority. Value range: 1-10. Default value: 1.", "1..10"),
            ("Priority. Value ranges from 1 to 10.", "1..10"),
            ("Priority, in the range of [1, 10].", "1..10"),
            ("Priority. Valid values: 1-10.", "1..10"),
            ("Record time. Value range: 1-86,400s.", "1..86400"),
            ("Offset [0,INF]", "0.."),
            ("Page size. Default value: 20. Maximum value: 100", "..100"),
            (
                "Page size. Default value: 20. Maximum value: 1,000.",
                "..1000",
            ),
            ("Page size. It defaults to 20. The maximum is 100.", "..100"),
            ("Page size, defaults to 2, limited to 5.", "..5"),
            ("大盘取值范围：10-50；小盘取值范围：1-5", ".."),
            ("类型。大盘的取值范围：10-50", ".."),
            ("若为大盘，取值范围：10-50", ".."),
            ("取值范围：0 和 [128, 35000]", ".."),
            ("Value range: 0 and [128, 35000]", ".."),
            ("取值范围：1-10，20-30", ".."),
            ("取值范围：0-关闭，1-打开", ".."),
            ("Valid values: 1, 2, 4.", ".."),
            ("建议范围：1-10", ".."),
            ("时长。取值范围：1分钟-5小时", ".."),
            ("标识。大于0表示启动", ".."),
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
}
