//! Limits of the length of strings: `长度为1-60个字符`, `up to 60 characters`.

use regex::Regex;

use super::{Limits, all_agree, count, holds};
use crate::facts::statement::statements;
use crate::pattern::patterns;

/// `1-60`, `1~60`, `[1, 60]`, `1 to 60`
macro_rules! from_to {
    () => {
        r"[\[(（]?(?P<min>\d+)\s*(?:-|~|～|–|—|到|至|\bto\b|\band\b)+\s*(?P<max>\d+)[\])）]?"
    };
}

/// Words between a number and what it counts: `个英文`, `utf-8`
macro_rules! kind {
    () => {
        r"[ ]?个?[ ]?(?:英文|半角|位|(?i:ascii|utf-?8|unicode))?[ ]?"
    };
}

patterns! {
    /// `长度为1-60个字符`, `支持1~60个字符`, `长度为0~16位字符`
    LENGTHS_ZH = concat!(from_to!(), kind!(), r"字符");
    /// `长度为6-32位`, `长度 1~100 位`, `长度8 - 64位`
    LENGTHS_DIGITS = concat!(r"长度(?:限制|范围)?\s*(?:必须)?(?:为|在|是|：|:)?\s*", from_to!(), r"\s*位");
    /// `支持1-200位的字母`
    LENGTHS_SUPPORTED = concat!(r"支持", from_to!(), r"位的?(?:字母|数字|大小写)");
    /// `长度限制[1-60]`, `长度为[2, 15]`
    LENGTHS_BRACKETS = r"长度(?:限制|范围)?(?:为|：|:)?\s*\[(?P<min>\d+)\s*[-~,，]\s*(?P<max>\d+)\]";
    /// `1-60 characters`, `1 to 60 characters`, `1–60 characters in length`
    LENGTHS_EN = concat!(r"(?i)", from_to!(), r"[ -](?:(?:ASCII|English|valid) )?(?:characters?\b|(?:letters|digits)(?: and (?:letters|digits))?(?:[.;\n]|$))");
    /// `为32位字符串`: no more and no less
    EXACT = r"(?:^|[，,])(?:长度)?[为是](?P<both>\d+)[ ]?(?:位|个)字符串?";
    /// `长度6-32字节`: a character can take several bytes
    BYTES = r"\d+\s*(?:-|~|～|到|至)\s*(?P<max>\d+)\s*个?字节";
    /// `长度不超过60个字符`, `最长60个字符`, `最大长度为60字节`, `最多可传60个 utf-8 字符`
    MOST_ZH = concat!(
        r"(?:最大?长度?|最大|最多|上限|(?:不(?:能|可|得)?|不可以|不允许)(?:超过|超|大于|多于)|以内|限制|最大值不超过)\s*",
        r"(?:不超过|最大)?(?:可|允许)?(?:支持|输入|填写?|传入?|包含|设置|为)?\s*(?:为|是|：|:|在)?\s*(?P<max>\d{1,3}(?:,\d{3})+|\d+)",
        kind!(), r"(?:字符|字节)"
    );
    /// `最大长度128`, `长度不能超过200`, `长度上限为64`, `最大长度限制500`: without a word for what is counted
    MOST_BARE = r"(?:最大长度|长度(?:最大|最多|上限|不(?:能|可|得)?(?:超过|大于)))(?:不超过|限制|值)?\s*(?:为|是|：|:)?\s*(?P<max>\d+)\s*(?:[，,。；;）)\n]|$)";
    /// `60个字符以内`
    WITHIN_ZH = concat!(r"(?P<max>\d+)", kind!(), r"(?:字符|字节)[^，,。\n]{0,2}(?:以内|之内)");
    /// `up to 60 characters`, `cannot exceed 60 bytes`, `no more than 60 characters`, `Length limit: 64 characters`,
    /// `a maximum length of 60 characters`, `It can contain 128 bytes`
    MOST_EN = r"(?i)(?:\bup to|\bmaximum(?: (?:length|of|is))*\s*:?|(?:cannot|can not|must not|should not|not|no)(?: be)? (?:exceed(?:ing)?|(?:more|longer|greater) than)|\bwithin|\bat most|\blimited to|\bno longer than|\bless than or equal to|\blength (?:limit|upper limit|limit is)(?: of| is)?\s*:?|\bcan contain)\s*(?P<max>\d{1,3}(?:,\d{3})+|\d+)[ -](?:(?:ASCII|English|Unicode|UTF-8|valid) )?(?:characters?|bytes?)\b";
    /// `with a maximum length of 60`, `Maximum length: 128`, `length not exceeding 200`: without what is counted
    MOST_BARE_EN = r"(?i)(?:\bmaximum length(?: is| of|:)?|\blength (?:(?:cannot|must not|should not|not) exceed(?:ing)?|limit(?: of|:)))\s*(?P<max>\d+)\s*(?:[.,;\n)]|$)";
    /// `60 characters at most`
    AT_MOST_EN = r"(?i)(?P<max>\d+) (?:characters?|bytes?) at most";
    /// `汉字` count twice or thrice in some limits.
    TWO_COUNTS = r"(?i)\d\s*个?(?:汉字|中文字符|chinese characters?)|(?:汉字|中文字?符?|chinese characters?)[^，。,.;；]{0,6}(?:算|占|counts?|个字节|个字符)";
}

/// The limits of the length of a string. A limit in bytes is one in characters too, but for the smallest length.
pub(in crate::facts) fn length(doc: &str) -> Limits<u64> {
    if TWO_COUNTS.is_match(doc) {
        return Limits::NONE;
    }
    let phrases: [&Regex; 13] = [
        &LENGTHS_ZH,
        &LENGTHS_DIGITS,
        &LENGTHS_SUPPORTED,
        &LENGTHS_BRACKETS,
        &LENGTHS_EN,
        &EXACT,
        &BYTES,
        &MOST_ZH,
        &MOST_BARE,
        &WITHIN_ZH,
        &MOST_EN,
        &MOST_BARE_EN,
        &AT_MOST_EN,
    ];
    let mut found: Vec<Limits<u64>> = Vec::new();
    for phrase in phrases {
        for statement in statements(doc, phrase) {
            if !holds(&statement) {
                return Limits::NONE;
            }
            let both = count(&statement, "both");
            found.push(Limits {
                min: count(&statement, "min").or(both),
                max: count(&statement, "max").or(both),
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
    fn lengths_of_strings() {
        let cases = [
            ("名称，不超过60个字符。", "..60"),
            ("名称，长度不能超过60个字节", "..60"),
            ("名称。最大长度不能超60个字节。", "..60"),
            ("名称。最长 60 个字符。", "..60"),
            ("名称。最大支持 60 个字符。", "..60"),
            ("名称（长度最大支持 60 个字符）", "..60"),
            ("名称，最多可传60个 utf-8 字符", "..60"),
            ("名称，长度限制：60 个字符。", "..60"),
            ("名称，最大长度60", "..60"),
            ("名称，长度不能超过60，由字母组成", "..60"),
            ("名称，长度为1-60个字符", "1..60"),
            ("名称，长度为1至60字符。", "1..60"),
            ("名称，60个字符以内", "..60"),
            ("名称，长度限制[1-60]。", "1..60"),
            ("名称，支持1-60位的字母、数字", "1..60"),
            ("密码，长度为6-32位", "6..32"),
            ("密码，长度6-32字节", "..32"),
            ("密钥（仅支持字母数字，长度0-10位）", "0..10"),
            ("编号，为32位字符串。", "32..32"),
            ("描述，1-60个字符，最多60个字符", "1..60"),
            ("证件第二行 29~42 位", ".."),
            ("金额，最多2位小数", ".."),
            ("Name. It cannot exceed 60 characters.", "..60"),
            ("Name, up to 60 bytes", "..60"),
            ("Name. Up to 2,000 ASCII characters are allowed.", "..2000"),
            ("Name. Length limit: 60 characters.", "..60"),
            ("Name, with a maximum length of 60.", "..60"),
            ("Name, length not exceeding 60 characters", "..60"),
            ("Name. It can contain 60 bytes of letters.", "..60"),
            ("Name of 1 to 60 characters.", "1..60"),
            ("Name, 1–60 characters in length", "1..60"),
            ("Name, with a length of 2-60 characters.", "2..60"),
            (
                "Stream name, which is valid if the type is A, and can contain 1-32 letters and digits",
                "1..32",
            ),
            ("名称，每个标签最多20个字符", ".."),
            ("名称，最多10个汉字或30个字符", ".."),
            ("若为中文名，最多20个字符", ".."),
            ("名称，最多20个字符；别名，最多30个字符", ".."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&length(text)), expected, "{text}");
        }
    }
}
