//! The words of documentation pages, in the languages they are written in.
//!
//! What a heading, a column, a cell or a line means is decided here and nowhere else: adding a wording is one line in a table
//! and one line in its test. Sentences that hold a fact are in `phrases`; those in descriptions of members are in
//! [`facts`](crate::facts).

mod lines;
pub(crate) mod phrases;

pub use self::lines::{
    is_about_explorer, is_chrome, is_control, is_footer, is_resource, is_usual, used_by,
};

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    /// What the action does, its domain and its rate limit.
    Description,
    /// The request parameters.
    Input,
    /// The response members.
    Output,
    /// The examples.
    Examples,
    /// One example; its title follows the number.
    Example,
    /// The request of an example.
    ExampleRequest,
    /// The response of an example.
    ExampleResponse,
    /// What an example is for.
    Scenario,
    /// SDKs and tools: nothing about the action.
    DeveloperResources,
    /// The error codes of the action.
    Errors,
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The name of a parameter or member.
    Name,
    /// Whether a parameter is required.
    Required,
    /// Whether a parameter or member can be `null`; only pages of private clouds have it.
    Nullable,
    /// The type of a parameter or member.
    Type,
    /// What a parameter, member or error code means.
    Description,
    /// An error code.
    ErrorCode,
    /// The name of a region for people.
    Region,
    /// The value of a region on the wire.
    Value,
}

const HEADINGS: &[(&str, Heading)] = &[
    ("接口描述", Heading::Description),
    ("API Description", Heading::Description),
    ("输入参数", Heading::Input),
    ("Input Parameters", Heading::Input),
    ("Request Parameters", Heading::Input),
    ("输出参数", Heading::Output),
    ("Output Parameters", Heading::Output),
    ("Response Parameters", Heading::Output),
    ("Return Parameters", Heading::Output),
    ("示例", Heading::Examples),
    ("Example", Heading::Examples),
    ("Examples", Heading::Examples),
    ("Sample", Heading::Examples),
    ("Samples", Heading::Examples),
    ("Sample Code", Heading::Examples),
    ("Sample Codes", Heading::Examples),
    ("输入示例", Heading::ExampleRequest),
    ("请求参数", Heading::ExampleRequest),
    ("Input Example", Heading::ExampleRequest),
    ("Input Sample", Heading::ExampleRequest),
    ("Input Sample Code", Heading::ExampleRequest),
    ("Sample Input Code", Heading::ExampleRequest),
    ("Sample Input", Heading::ExampleRequest),
    ("Input", Heading::ExampleRequest),
    ("输出示例", Heading::ExampleResponse),
    ("返回参数", Heading::ExampleResponse),
    ("Output Example", Heading::ExampleResponse),
    ("Output Sample", Heading::ExampleResponse),
    ("Output Sample Code", Heading::ExampleResponse),
    ("Sample Output Code", Heading::ExampleResponse),
    ("Sample Output", Heading::ExampleResponse),
    ("输出实例", Heading::ExampleResponse),
    ("Output", Heading::ExampleResponse),
    ("场景描述", Heading::Scenario),
    ("Scenario Description", Heading::Scenario),
    ("开发者资源", Heading::DeveloperResources),
    ("Developer Resources", Heading::DeveloperResources),
    ("Resources for Developers", Heading::DeveloperResources),
    ("Other Resources", Heading::DeveloperResources),
    ("错误码", Heading::Errors),
    ("错误码表", Heading::Errors),
    ("错误码列表", Heading::Errors),
    ("公共错误码", Heading::Errors),
    ("业务错误码", Heading::Errors),
    ("Error Code", Heading::Errors),
    ("Error Codes", Heading::Errors),
    ("Error Code List", Heading::Errors),
    ("Common Error Codes", Heading::Errors),
    ("Business Error Codes", Heading::Errors),
];

/// Words that start the heading of one example: a number and a title follow.
const EXAMPLE: &[&str] = &["示例", "Example", "Sample"];

const COLUMNS: &[(&str, Column)] = &[
    ("参数名称", Column::Name),
    ("参数名", Column::Name),
    ("名称", Column::Name),
    ("Parameter Name", Column::Name),
    ("Parameter", Column::Name),
    ("Name", Column::Name),
    ("パラメータ名", Column::Name),
    ("パラメータ名称", Column::Name),
    ("매개변수 이름", Column::Name),
    ("이름", Column::Name),
    ("必选", Column::Required),
    ("是否必选", Column::Required),
    ("是否必需", Column::Required),
    ("是否必填", Column::Required),
    ("必填", Column::Required),
    ("Required", Column::Required),
    ("必須項目", Column::Required),
    ("選択必須", Column::Required),
    ("필수 항목 여부", Column::Required),
    ("필수 선택 항목", Column::Required),
    ("필수 여부", Column::Required),
    ("允许NULL", Column::Nullable),
    ("允许 NULL", Column::Nullable),
    ("允许为NULL", Column::Nullable),
    ("是否允许NULL", Column::Nullable),
    ("可为NULL", Column::Nullable),
    ("NULL Allowed", Column::Nullable),
    ("Allow NULL", Column::Nullable),
    ("Allows NULL", Column::Nullable),
    ("Nullable", Column::Nullable),
    ("类型", Column::Type),
    ("Type", Column::Type),
    ("タイプ", Column::Type),
    ("유형", Column::Type),
    ("描述", Column::Description),
    ("说明", Column::Description),
    ("错误描述", Column::Description),
    ("Description", Column::Description),
    ("Error Description", Column::Description),
    ("説明", Column::Description),
    ("설명", Column::Description),
    ("错误码", Column::ErrorCode),
    ("错误代码", Column::ErrorCode),
    ("Error Code", Column::ErrorCode),
    ("エラーコード", Column::ErrorCode),
    ("오류 코드", Column::ErrorCode),
    ("区域", Column::Region),
    ("地域", Column::Region),
    ("Region", Column::Region),
    ("エリア", Column::Region),
    ("リージョン", Column::Region),
    ("지역", Column::Region),
    ("리전", Column::Region),
    ("取值", Column::Value),
    ("Value", Column::Value),
    ("値", Column::Value),
    ("값", Column::Value),
];

const YES_NO: &[(&str, bool)] = &[
    ("是", true),
    ("否", false),
    ("Yes", true),
    ("No", false),
    ("Y", true),
    ("N", false),
    ("要", true),
    ("不要", false),
    ("はい", true),
    ("いいえ", false),
    ("예", true),
    // A misspelling on real pages.
    ("에", true),
    ("아니오", false),
    ("아니요", false),
];

/// What stands in a cell that should say yes or no, and says neither.
const NEITHER: &[&str] = &["", "-", "--", "—", "/"];

/// What a heading announces, and the title that follows in the heading of one example (else empty).
///
/// Numbers in front (`2. `, `2\. `) do not count: they are wrong on real pages.
pub fn heading(text: &str) -> Option<(Heading, &str)> {
    let text = without_number(text);
    if let Some(&(_, heading)) = HEADINGS.iter().find(|(word, _)| same(word, text)) {
        return Some((heading, ""));
    }
    EXAMPLE.iter().find_map(|word| {
        let numbered = strip_prefix(text, word)?.trim_start();
        let title = numbered.trim_start_matches(|c: char| c.is_ascii_digit());
        (title.len() < numbered.len()).then(|| {
            (
                Heading::Example,
                title.trim_start_matches([' ', ':', '：', '.', '、']),
            )
        })
    })
}

/// What a column holds, from its name.
pub fn column(text: &str) -> Option<Column> {
    let text = text.trim();
    COLUMNS
        .iter()
        .find(|(word, _)| same(word, text))
        .map(|&(_, column)| column)
}

/// Whether a cell of the columns [`Column::Required`] and [`Column::Nullable`] says yes or no.
pub fn yes_or_no(text: &str) -> Option<bool> {
    let text = text.trim();
    YES_NO
        .iter()
        .find(|(word, _)| same(word, text))
        .map(|&(_, yes)| yes)
}

/// Whether a cell that should say yes or no is left empty.
pub fn says_neither(text: &str) -> bool {
    let text = text.trim();
    NEITHER.iter().any(|word| same(word, text))
}

/// Without a section number such as `1.`, `1\.` or `2.1` in front.
fn without_number(text: &str) -> &str {
    text.trim()
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '\\')
        .trim_start()
}

/// Equal but for ASCII case. Who calls it trims the text, once.
fn same(word: &str, text: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

fn strip_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.get(..word.len())
        .filter(|start| start.eq_ignore_ascii_case(word))
        .map(|start| &text[start.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_their_words() {
        let cases: &[(&str, Option<(Heading, &str)>)] = &[
            ("1. 接口描述", Some((Heading::Description, ""))),
            ("2\\. 输入参数", Some((Heading::Input, ""))),
            ("3. Output parameters", Some((Heading::Output, ""))),
            ("4. 示例", Some((Heading::Examples, ""))),
            (
                "示例1 销毁指定ID实例",
                Some((Heading::Example, "销毁指定ID实例")),
            ),
            (
                "Example 2: Two disks",
                Some((Heading::Example, "Two disks")),
            ),
            ("示例值：true", None),
            ("SDK", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(heading(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn columns_are_known_by_their_names() {
        assert_eq!(column("是否必选"), Some(Column::Required));
        assert_eq!(column("Parameter name"), Some(Column::Name));
        assert_eq!(column("允许NULL"), Some(Column::Nullable));
        assert_eq!(column("エリア"), Some(Column::Region));
        assert_eq!(column("单位"), None);
    }

    #[test]
    fn yes_and_no_are_known_in_all_languages() {
        let cases = [
            ("是", Some(true)),
            ("no", Some(false)),
            ("N", Some(false)),
            ("不要", Some(false)),
            ("예", Some(true)),
            ("-", None),
        ];
        for (text, expected) in cases {
            assert_eq!(yes_or_no(text), expected, "{text:?}");
            assert_eq!(says_neither(text), expected.is_none());
        }
    }
}
