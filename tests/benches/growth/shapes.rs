//! Pages that repeat something.

/// A page in which one unit is repeated up to a size.
pub(crate) struct Shape {
    pub(crate) name: String,
    before: String,
    /// Repeated; `{i}` in it is the number of the repetition.
    unit: String,
    /// Repeated as often, behind it.
    after: String,
    /// The rest of the page: without it, nothing would be taken out of what is before it.
    end: &'static str,
}

impl Shape {
    fn new(name: String, before: impl Into<String>, unit: &str, after: &str) -> Self {
        Self {
            name,
            before: before.into(),
            unit: unit.to_owned(),
            after: after.to_owned(),
            end: "",
        }
    }

    fn ending(mut self, end: &'static str) -> Self {
        self.end = end;
        self
    }

    /// The page with about so many bytes of units.
    pub(crate) fn page(&self, size: usize) -> String {
        let digits = 5 * self.unit.matches("{i}").count();
        let times = size / (self.unit.len() + digits + self.after.len());
        let mut page = self.before.clone();
        if digits == 0 {
            page.push_str(&self.unit.repeat(times));
        } else {
            for i in 0..times {
                page.push_str(&self.unit.replace("{i}", &i.to_string()));
            }
        }
        page + &self.after.repeat(times) + self.end
    }
}

/// Up to an open cell of a description.
const HTML_CELL: &str = "<!doctype html><h2>1. 接口描述</h2><p>a</p><h2>2. 输入参数</h2>\
    <table><tr><th>参数名称</th><th>必选</th><th>类型</th><th>描述</th></tr><tr><td>A</td><td>否</td><td>String</td><td>";
const HTML_OUTPUT: &str = "</td></tr></table><h2>3. 输出参数</h2>\
    <table><tr><th>参数名称</th><th>类型</th><th>描述</th></tr><tr><td>A</td><td>String</td><td>a</td></tr></table>";

/// Up to the delimiter of the table of parameters.
const MARKDOWN_TABLE: &str =
    "## 1. 接口描述\na\n## 2. 输入参数\n| 参数名称 | 必选 | 类型 | 描述 |\n|---|---|---|---|\n";
const OUTPUT: &str =
    "\n## 3. 输出参数\n| 参数名称 | 类型 | 描述 |\n|---|---|---|\n| RequestId | String | a |\n";
/// From the end of a type on.
const TYPE_OUTPUT: &str = "String | a |\n## 3. 输出参数\n| 参数名称 | 类型 | 描述 |\n|---|---|---|\n| RequestId | String | a |\n";
/// Both tables.
const MEMBERS: &str = "## 1. 接口描述\na\n## 2. 输入参数\n| 参数名称 | 必选 | 类型 | 描述 |\n|---|---|---|---|\n| A | 否 | String | a |\n\
    ## 3. 输出参数\n| 参数名称 | 类型 | 描述 |\n|---|---|---|\n| RequestId | String | a |\n";

/// Up to the header of the table of parameters.
const TEXT_TABLE: &str = "1. 接口描述\na\n2. 输入参数\n参数名称\t必选\t类型\t描述\n";
const TEXT_OUTPUT: &str = "\n3. 输出参数\n参数名称\t类型\t描述\nRequestId\tString\ta\n";

/// Types that facts are read for in different ways.
const TYPES: [&str; 5] = ["String", "Integer", "Boolean", "Array of String", "Filter"];

/// The shapes that something was once suspected of.
pub(crate) fn written() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (context, units) in [
        (Context::Html, HTML_UNITS),
        (Context::HtmlCell, HTML_UNITS),
        (Context::Markdown, MARKDOWN_UNITS),
        (Context::MarkdownRegion, MARKDOWN_UNITS),
        (Context::MarkdownTable, MARKDOWN_UNITS),
        (Context::MarkdownType, TYPE_UNITS),
        (Context::MarkdownCell, MARKDOWN_UNITS),
        (Context::Text, TEXT_UNITS),
        (Context::TextTable, TEXT_UNITS),
        (Context::TextCell, TEXT_UNITS),
        (Context::Contents, SECTION_UNITS),
        (Context::Sections, SECTION_UNITS),
        (Context::Example, EXAMPLE_UNITS),
    ] {
        shapes.extend(units.iter().map(|(unit, after)| context.shape(unit, after)));
    }
    shapes.extend(wide_tables());
    let units = DESCRIPTION_UNITS.iter().map(|unit| (*unit).to_owned());
    shapes.extend(descriptions(units));
    shapes
}

/// Where in a page a unit is repeated.
#[derive(Debug, Clone, Copy)]
enum Context {
    Html,
    HtmlCell,
    Markdown,
    MarkdownRegion,
    MarkdownTable,
    MarkdownType,
    MarkdownCell,
    Text,
    TextTable,
    TextCell,
    /// Before the first section.
    Contents,
    /// After the tables of members.
    Sections,
    Example,
}

impl Context {
    fn shape(self, unit: &str, after: &str) -> Shape {
        let (before, end) = match self {
            Self::Html => ("<!doctype html>".to_owned(), ""),
            Self::HtmlCell => (HTML_CELL.to_owned(), HTML_OUTPUT),
            Self::Markdown => ("## 1. 接口描述\na\n".to_owned(), ""),
            Self::MarkdownRegion => ("## 1. 接口描述\na\n<div>".to_owned(), ""),
            Self::MarkdownTable => (MARKDOWN_TABLE.to_owned(), OUTPUT),
            Self::MarkdownType => (format!("{MARKDOWN_TABLE}| A | 否 | "), TYPE_OUTPUT),
            Self::MarkdownCell => (format!("{MARKDOWN_TABLE}| A | 否 | String | "), OUTPUT),
            Self::Text => ("1. 接口描述\na\n2. 输入参数\n".to_owned(), TEXT_OUTPUT),
            Self::TextTable => (TEXT_TABLE.to_owned(), TEXT_OUTPUT),
            Self::TextCell => (format!("{TEXT_TABLE}A\t否\tString\t"), TEXT_OUTPUT),
            Self::Contents => (String::new(), MEMBERS),
            Self::Sections => (MEMBERS.to_owned(), ""),
            Self::Example => (
                format!("{MEMBERS}## 4. 示例\n### 示例1 a\n#### 输入示例\n```\n"),
                "\n```\n",
            ),
        };
        let name = format!("{self:?} {unit:?} {after:?}");
        Shape::new(name, before, unit, after).ending(end)
    }
}

/// All pairs of tokens of the dictionary of the fuzzer, where they have a meaning.
pub(crate) fn pairs() -> Vec<Shape> {
    let dictionary = dictionary();
    let tokens = |names: &[&str]| -> Vec<&str> {
        let groups = dictionary
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()));
        groups
            .flat_map(|(_, tokens)| tokens.iter().map(String::as_str))
            .collect()
    };
    let mut shapes = Vec::new();
    for (context, names) in [
        (Context::Html, &["HTML"][..]),
        (Context::HtmlCell, &["HTML"]),
        (Context::Markdown, &["Markdown"]),
        (Context::MarkdownTable, &["Markdown"]),
        (Context::MarkdownRegion, &["Markdown", "HTML"]),
        (Context::TextTable, &["Text", "Words of pages", "Rows"]),
        (Context::Sections, &["Markdown", "Words of pages"]),
        (Context::Example, &["Examples"]),
    ] {
        let units = paired(&tokens(names));
        shapes.extend(units.iter().map(|unit| context.shape(unit, "")));
    }
    shapes.extend(descriptions(paired(&tokens(&["Descriptions"])).into_iter()));
    shapes
}

fn paired(tokens: &[&str]) -> Vec<String> {
    let pairs = tokens
        .iter()
        .flat_map(|first| tokens.iter().map(move |second| format!("{first}{second}")));
    pairs.collect()
}

/// Many members with descriptions of a length that facts are still read from, for each kind of type in turn.
fn descriptions(units: impl Iterator<Item = String>) -> Vec<Shape> {
    const LENGTH: usize = 30_000;
    units
        .enumerate()
        .map(|(at, unit)| {
            let ty = TYPES[at % TYPES.len()];
            let description = unit.repeat(LENGTH / unit.len()).replace('\n', "<br>");
            let name = format!("description of {ty} {unit:?}");
            Shape::new(
                name,
                MARKDOWN_TABLE,
                &format!("| A{{i}} | 否 | {ty} | {description} |\n"),
                "",
            )
            .ending(OUTPUT)
        })
        .collect()
}

/// Tables with as many columns as rows that lack them.
fn wide_tables() -> Vec<Shape> {
    let header = "| 参数名称 | 必选 | 类型 | 描述 |";
    [
        ("markdown wide header", " x |", "\n| a |"),
        ("markdown wide header, known", " 描述 |", "\n| a |"),
    ]
    .into_iter()
    .map(|(name, cell, row)| {
        let before = format!("## 1. 接口描述\na\n## 2. 输入参数\n{header}");
        Shape::new(name.to_owned(), before, cell, row)
    })
    .collect()
}

/// The groups of tokens in the dictionary of the fuzzer: a comment that follows an empty line names one.
fn dictionary() -> Vec<(String, Vec<String>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/page.dict");
    let text = std::fs::read_to_string(path).expect("the dictionary");
    let groups = text.split("\n\n# ").skip(1);
    groups
        .map(|group| {
            let (name, tokens) = group.split_once('\n').expect("tokens");
            let tokens = tokens
                .lines()
                .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
            (name.to_owned(), tokens.map(unescaped).collect())
        })
        .collect()
}

fn unescaped(token: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = token.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let hex = char::from(*high)
                    .to_digit(16)
                    .zip(char::from(*low).to_digit(16));
                let (high, low) = hex.expect("two hexadecimal digits");
                bytes.push(u8::try_from(high * 16 + low).expect("a byte"));
                after
            }
            (b'\\', [escaped, after @ ..]) => {
                bytes.push(*escaped);
                after
            }
            _ => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8(bytes).expect("UTF-8")
}

const HTML_UNITS: &[(&str, &str)] = &[
    ("<div>", ""),
    ("<div>", "</div>"),
    ("<ul><li>", ""),
    ("<ul><li>", "</li></ul>"),
    ("<table>", ""),
    ("<table><tr><td>", ""),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<table><tr><td>a</td></tr></table>", ""),
    ("<table></table>", ""),
    ("<tr>", ""),
    ("<td>", ""),
    ("<td>a", ""),
    ("<tr><td>a</td></tr>", ""),
    ("<td><table>", ""),
    ("<table><caption>", ""),
    ("<table><h2>", ""),
    ("<table>a", ""),
    ("<table><pre>", ""),
    ("<select><table>", ""),
    ("<h2>", ""),
    ("<h2>a", ""),
    ("<h2>a</h2>", ""),
    ("<h2>", "</h2>"),
    ("<h2><h3>", ""),
    ("<pre>", ""),
    ("<pre>a</pre>", ""),
    ("<pre><h1>", ""),
    ("<pre>\n", ""),
    ("<pre><table></table>", ""),
    ("</table><pre>", ""),
    ("</tr><pre>", ""),
    ("</td><pre>", ""),
    ("<table><pre>", "</table>"),
    ("<p>", ""),
    ("<p>a", ""),
    ("<b>", ""),
    ("<b><p>", ""),
    ("<font color=red><p>", ""),
    ("<a href=x>", ""),
    ("<a href=x><div>", ""),
    ("<a href=\"", ""),
    ("<a ", ""),
    ("<a b=c", " "),
    ("<a b=\"", ""),
    ("<a b='\"", ""),
    ("<a=", ""),
    ("<a/", ""),
    ("<nav>", ""),
    ("<nav>", "</nav>"),
    ("<svg><template>", ""),
    (
        "<button><nav><svg><math><map><video><audio><canvas><object><dialog>",
        "",
    ),
    ("<title>", ""),
    ("<script>", ""),
    ("<script></", ""),
    ("<script></scrip", ""),
    ("<script>a</script>", ""),
    ("<style><script><title>", ""),
    ("<textarea></script", ""),
    ("<!--", ""),
    ("<!-- a -->", ""),
    ("<!-->", ""),
    ("<![CDATA[", ""),
    ("<![CDATA[a]]>", ""),
    ("<?", ""),
    ("<!", ""),
    ("<", ""),
    ("</", ""),
    ("<<a", ""),
    ("&", ""),
    ("&#", ""),
    ("&#x1", ""),
    ("&amp", ""),
    ("&lt;", ""),
    ("\u{200b}", ""),
    (" ", ""),
    ("\n", ""),
    ("\t", ""),
    ("a", ""),
    ("a ", ""),
    ("a\n", ""),
    ("<br>", ""),
    ("</table></td>", ""),
    ("</p>", ""),
    ("<x{i}>", ""),
    ("<x{i}>", "</x>"),
    ("<a x{i}=\"", ""),
    ("<img x{i} ", ""),
];

const MARKDOWN_UNITS: &[(&str, &str)] = &[
    ("|", ""),
    ("| ", ""),
    ("|\n", ""),
    ("|\n\n", ""),
    ("||\n", ""),
    ("\\|", ""),
    ("a|", ""),
    ("a|b\n", ""),
    ("| a\n", ""),
    ("| a\n\n", ""),
    ("| a\nb\n", ""),
    ("| a\nb\n\nc\n", ""),
    ("| a |\n", ""),
    ("| a | b\n\n", ""),
    ("| A{i} | 否 | String | a |\n", ""),
    ("| A | 否 | String | a |\n", ""),
    ("| A | 否 | String | a\n", ""),
    ("| A | 否 | String\n\n", ""),
    ("| A |\n", ""),
    ("| A | 否 | String | a | b | c |\n", ""),
    ("| a | 否 | String ", ""),
    ("| Array of ", ""),
    ("| a | b |\n|--|--|\n", ""),
    ("| a | b |\n|--|--|\n| c |\n\n", ""),
    ("| 参数名称 | 类型 |\n", ""),
    ("a | b\n--|--\nc\n\n", ""),
    ("|--|\n", ""),
    ("a\n", ""),
    ("a\n\n", ""),
    ("\n", ""),
    ("\r", ""),
    (" ", ""),
    ("\t", ""),
    ("[", ""),
    ("[", "]"),
    ("[", "](a)"),
    ("[a](", ""),
    ("[a](<", ""),
    ("[a]", ""),
    ("[a]: b\n", ""),
    ("[a{i}]: b\n\n", ""),
    ("[a{i}]: b\n\n", "[a1]"),
    ("](", ""),
    ("![", ""),
    ("![a](b", ""),
    ("![", "](a)"),
    ("*", ""),
    ("**", ""),
    ("**a", ""),
    ("**a ", ""),
    ("*a_", ""),
    ("**a_", ""),
    ("*_", "_*"),
    ("a**b", "c**d"),
    ("_", ""),
    ("`", ""),
    ("`a", ""),
    ("``a`", ""),
    ("`a``b", ""),
    ("`a``b```c````d", ""),
    ("`|", ""),
    ("| `a | ``b ", ""),
    ("| [a | <b ", ""),
    ("```\n", ""),
    ("```\na\n", ""),
    ("````\n```\n", ""),
    ("```\n\n## a\n", ""),
    ("```\n## 2. 输入参数\n", ""),
    ("~~~ `\n", ""),
    ("- ", ""),
    ("- a\n", ""),
    ("- a\n\n", ""),
    ("-", ""),
    ("> ", ""),
    ("> \n", ""),
    ("> a\n", ""),
    ("> - ", ""),
    ("1. ", ""),
    ("1. a\n", ""),
    ("    ", ""),
    ("    a\n", ""),
    ("#", ""),
    ("# ", ""),
    ("# a\n", ""),
    ("## 1. 接口描述\n", ""),
    ("a\n---\n", ""),
    ("a\n===\n", ""),
    ("---\n", ""),
    ("<", ""),
    ("<a", ""),
    ("<a ", ""),
    ("<a b=\"", ""),
    ("<a b", "\""),
    ("</a ", ""),
    ("<!--", ""),
    ("<!--\n", ""),
    ("<!-- a -->", ""),
    ("<?", ""),
    ("<!A", ""),
    ("<![CDATA[", ""),
    ("<div>", ""),
    ("<div>\n", ""),
    ("<div>\n\n", ""),
    ("<div>", "</div>"),
    ("<div>\n", "</div>\n"),
    ("<div></div>\n", ""),
    ("<div><ul><ol>\n", ""),
    ("<table>", ""),
    ("<table>\n", ""),
    ("<table>\n# a\n", ""),
    ("<table><tr><td>\n", ""),
    ("a <table>\n", ""),
    ("a <table></table>\n", ""),
    ("<pre>\n", ""),
    ("<br>", ""),
    ("<b>", ""),
    ("<http://a.b>", ""),
    ("&", ""),
    ("&a", ""),
    ("&#1", ""),
    ("&lt;", ""),
    ("\\", ""),
    ("\\`", ""),
    ("\\\n", ""),
    ("\u{200b}", ""),
];

const TEXT_UNITS: &[(&str, &str)] = &[
    ("\t", ""),
    ("\n", ""),
    ("\r", ""),
    ("a\t", ""),
    ("a\tb\n", ""),
    ("A\t否\n", ""),
    ("A\t否\tString\n", ""),
    ("A\t否\tString\ta\n", ""),
    ("A{i}\t否\tString\ta\n", ""),
    ("A\t否\tString\ta\n\nb\n\n", ""),
    ("A\t否\tString\n\n\na\n", ""),
    ("\tA\t否\tString\ta\n", ""),
    ("A\t否 String\ta\n", ""),
    ("A\t否\tArray of ", ""),
    ("Array of ", ""),
    ("a\n", ""),
    ("a\n\n", ""),
    ("参数名称\t描述\n", ""),
    ("参数名称\t类型\t", ""),
    ("参数名称\t类型\t描述\n", ""),
    ("错误码\t描述\n", ""),
    ("错误码\t描述\nA.B\tc\n\nd\n", ""),
    ("1. 接口描述\n", ""),
    ("4. 示例\n", ""),
    ("4. 示例\n示例1 a\n输入示例\n{\n", ""),
    ("输入示例\n{\n", ""),
    ("示例1 a\n", ""),
    ("6. 错误码\n错误码\t描述\nA\tb\n", ""),
    ("上一篇\n", ""),
    ("SDK\n", ""),
    ("1", ""),
    (".", ""),
];

const SECTION_UNITS: &[(&str, &str)] = &[
    ("## 1. 接口描述\n", ""),
    ("## 1. 接口描述\n", "## 6. 错误码\n"),
    ("## 6. 错误码\n", ""),
    (
        "## 6. 错误码\n| 错误码 | 描述 |\n|---|---|\n| A{i} | a |\n",
        "",
    ),
    (
        "## 6. 错误码\n| 错误码 | 描述 |\n|---|---|\n| 1 | a |\n",
        "",
    ),
    ("## 示例1 a\n", ""),
    ("## 示例1 a{i}\n", ""),
    ("## 示例1 a{i}\nb\n", "## 示例1 a\n```\nb\n```\n"),
    ("## 示例1 a\n```\n{}\n```\n", ""),
    ("## 输入示例\n```\n{\n```\n## 输出示例\n```\n{\n```\n", ""),
    ("## 2. 输入参数\n", ""),
    ("## 3. 输出参数\n", ""),
    ("## a\n", ""),
    ("| a |\n|---|\n\n", ""),
    (
        "[a](https://console.cloud.tencent.com/api/explorer?a=b)\n",
        "",
    ),
    ("https://console.cloud.tencent.com/api/explorer?", ""),
    ("explorer?", ""),
    ("接口请求域名： a.b。", ""),
    ("默认接口请求频率限制：20次/秒。", ""),
    ("本接口 (A", ""),
];

const EXAMPLE_UNITS: &[(&str, &str)] = &[
    ("{", ""),
    ("a{", ""),
    ("{\n", ""),
    ("[", ""),
    ("{\"a\":", ""),
    ("{\"a\":", "}"),
    ("{\"a\": [\n", ""),
    ("[", "]"),
    ("{\"a{i}\": 1}\n", ""),
    ("POST / HTTP/1.1\n", ""),
    ("POST / HTTP/1.1\n{\"a\":[", ""),
    ("https://a.b/?", ""),
    ("https://a.b/?A=1\n&B{i}=1", ""),
    ("https://a.b/?A=1\n&A=1", ""),
    ("https://a.b/?A=1\n&A.{i}=1", ""),
    ("https://a.b/?A=1\n&B.A{i}=1", ""),
    ("https://a.b/?A=1\n&B.{i}.C=1", ""),
    ("https://a.b/?A=1\n&B.C{i}.D=1", ""),
    ("https://a.b/?A=%41%", ""),
    ("https://a.b/?a.", ""),
    ("1", ""),
    ("\\", ""),
    ("\"", ""),
    ("\n```\n### 示例2 a\n```\n", ""),
    ("\n```\n### 示例2 a\n```\nhttps://a.b/?A=1", ""),
];

const TYPE_UNITS: &[(&str, &str)] = &[
    ("Array of ", ""),
    ("Array  of\u{3000}", ""),
    ("Array ", ""),
    ("A", ""),
];

const DESCRIPTION_UNITS: &[&str] = &[
    "默认",
    "默认值：",
    "默认值：1",
    "默认值：1，",
    "默认为A。",
    "默认为true，",
    "Default value: ",
    "default: A ",
    "by default ",
    "is A by default ",
    "示例值：",
    "示例值：[",
    "示例值：\n",
    "示例值：[\n",
    "a示例值：[\n",
    "取值范围：",
    "取值范围：1-2",
    "取值：A、B",
    "取值：A、",
    "A、",
    "A：b；",
    "1，",
    "-1\n",
    "A：\n",
    "最大值为",
    "最大值为1",
    "最大",
    "不超过10个字符",
    "不超过1",
    "up to 1 characters ",
    "maximum number of ",
    "上限为",
    "上限1",
    "1-2个字符",
    "1",
    "1~",
    "1,",
    "单位：秒",
    "(s)",
    "in a ",
    "当",
    "若",
    "时，",
    "if ",
    "（",
    "）",
    "已废弃",
    "deprecated ",
    "可能返回 ",
    "null ",
    " ",
    "\n",
    "“",
    "\"",
    "'",
    "`",
    "**",
    "[",
    "[1,",
    "{\"a\":",
    "{'a':[",
    "\\",
    "。",
    "，",
    "、",
    ". ",
    "…",
];
