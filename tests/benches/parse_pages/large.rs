//! A page of the size of the largest ones, in each format: 200 members, 100 error codes, 5 examples.

const REQUEST: usize = 120;
const RESPONSE: usize = 80;
const ERRORS: usize = 100;
const EXAMPLES: usize = 5;

/// The page as HTML, as Markdown and as text, with names.
pub(crate) fn pages() -> [(&'static str, String); 3] {
    [
        ("large.html", page(&Html)),
        ("large.md", page(&Markdown)),
        ("large.txt", page(&Text)),
    ]
}

/// How a format writes the parts of a page.
trait Write {
    fn start(&self) -> &'static str {
        ""
    }
    fn heading(&self, text: &str) -> String;
    fn text(&self, text: &str) -> String;
    fn code(&self, text: &str) -> String;
    /// The first row is the header.
    fn table(&self, rows: &[Vec<String>]) -> String;
}

fn page(format: &dyn Write) -> String {
    let mut page = format.start().to_owned();
    page += &format.heading("1. 接口描述");
    page += &format.text("接口请求域名： demo.tencentcloudapi.com 。");
    page += &format.text("本接口 (ArrangeShelves) 用于整理货架。");
    page += &format.text("默认接口请求频率限制：20次/秒。");
    page += &format.heading("2. 输入参数");
    page += &format.table(&request());
    page += &format.heading("3. 输出参数");
    page += &format.table(&response());
    page += &format.heading("4. 示例");
    for number in 1..=EXAMPLES {
        page += &format.heading(&format!("示例{number} 整理第{number}个货架"));
        page += &format.heading("输入示例");
        page += &format.code("POST / HTTP/1.1\nHost: demo.tencentcloudapi.com\nContent-Type: application/json\nX-TC-Action: ArrangeShelves\n<公共请求参数>\n\n{\n    \"Shelf0\": \"oak\",\n    \"Shelf1\": 20\n}");
        page += &format.heading("输出示例");
        page += &format.code("{\n    \"Response\": {\n        \"Count0\": 1,\n        \"Names1\": [\"oak\", \"elm\"],\n        \"RequestId\": \"0c31\"\n    }\n}");
    }
    page += &format.heading("6. 错误码");
    page += &format.table(&errors());
    page
}

fn row<const CELLS: usize>(cells: [&str; CELLS]) -> Vec<String> {
    cells.map(str::to_owned).into()
}

/// A type and a description that facts are found in, in turn.
fn described(number: usize) -> (&'static str, &'static str) {
    const KINDS: [(&str, &str); 6] = [
        (
            "String",
            "货架的木料。取值范围：\noak：橡木，结实但重；\nelm：榆木；\npine：松木。\n默认取值：oak。\n示例值：elm",
        ),
        (
            "Integer",
            "货架的层数，不含底板。取值范围：[1, 20]，默认为4。超过12层时，请先确认房间的高度。\n示例值：5",
        ),
        (
            "Boolean",
            "是否靠墙摆放。取值：true：靠墙；false：不靠墙。默认值：false",
        ),
        (
            "Array of String",
            "一个或多个货架的名称，可以从货架列表得到。每次请求的上限为100。\n示例值：[\"oak-1\", \"elm-2\"]",
        ),
        (
            "String",
            "货架的说明，长度不能超过60个字符。只在第一次整理时有用，之后请使用名称。",
        ),
        (
            "Shelf",
            "另一个货架的位置和大小。注意：该货架必须和本货架在同一个房间，并且没有在整理中。",
        ),
    ];
    KINDS[number % KINDS.len()]
}

fn request() -> Vec<Vec<String>> {
    let mut rows = vec![
        row(["参数名称", "必选", "类型", "描述"]),
        row([
            "Action",
            "是",
            "String",
            "公共参数，本接口取值：ArrangeShelves。",
        ]),
        row([
            "Version",
            "是",
            "String",
            "公共参数，本接口取值：2020-01-01。",
        ]),
        row([
            "Region",
            "否",
            "String",
            "公共参数，本接口不需要传递此参数。",
        ]),
    ];
    rows.extend((0..REQUEST).map(|number| {
        let (ty, doc) = described(number);
        let suffix = if ty.starts_with("Array") { ".N" } else { "" };
        row([&format!("Shelf{number}{suffix}"), "否", ty, doc])
    }));
    rows
}

fn response() -> Vec<Vec<String>> {
    let mut rows = vec![row(["参数名称", "类型", "描述"])];
    rows.extend((0..RESPONSE).map(|number| {
        let (name, ty, doc) = if number % 2 == 0 {
            (
                "Count",
                "Integer",
                "整理过的货架的数量。\n注意：此字段可能返回 null，表示取不到有效值。\n示例值：3",
            )
        } else {
            ("Names", "Array of String", "没有整理的货架的名称。")
        };
        row([&format!("{name}{number}"), ty, doc])
    }));
    rows.push(row(["RequestId", "String", "请求的标识，每次请求都不同。"]));
    rows
}

fn errors() -> Vec<Vec<String>> {
    let mut rows = vec![row(["错误码", "描述"])];
    rows.extend((0..ERRORS).map(|number| {
        row([
            &format!("InvalidShelf.Broken{number}"),
            "货架坏了，请修好以后再整理。",
        ])
    }));
    rows
}

struct Html;

impl Write for Html {
    fn start(&self) -> &'static str {
        "<!DOCTYPE html><html><head><title>整理货架</title><style>p { color: black }</style></head><body>\n"
    }

    fn heading(&self, text: &str) -> String {
        format!("<h2 class=\"title\"><span>{text}</span></h2>\n")
    }

    fn text(&self, text: &str) -> String {
        format!("<p class=\"text\">{text}</p>\n")
    }

    fn code(&self, text: &str) -> String {
        let text = text
            .replace('<', "&lt;")
            .replace('"', "<span>&quot;</span>");
        format!("<pre><code>{text}</code></pre>\n")
    }

    fn table(&self, rows: &[Vec<String>]) -> String {
        let row = |cells: &Vec<String>| {
            let cells = cells
                .iter()
                .map(|cell| format!("<td class=\"cell\">{}</td>", cell.replace('\n', "<br>")));
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        };
        format!(
            "<div><table><tbody>{}</tbody></table></div>\n",
            rows.iter().map(row).collect::<String>()
        )
    }
}

struct Markdown;

impl Write for Markdown {
    fn heading(&self, text: &str) -> String {
        format!("## {text}\n\n")
    }

    fn text(&self, text: &str) -> String {
        format!("{text}\n\n")
    }

    fn code(&self, text: &str) -> String {
        format!("```\n{text}\n```\n\n")
    }

    fn table(&self, rows: &[Vec<String>]) -> String {
        let row =
            |cells: &Vec<String>| format!("| {} |\n", cells.join(" | ").replace('\n', "<br>"));
        let mut lines: Vec<String> = rows.iter().map(row).collect();
        lines.insert(1, "|---".repeat(rows[0].len()) + "|\n");
        lines.concat() + "\n"
    }
}

struct Text;

impl Write for Text {
    fn heading(&self, text: &str) -> String {
        format!("{text}\n")
    }

    fn text(&self, text: &str) -> String {
        format!("{text}\n")
    }

    fn code(&self, text: &str) -> String {
        format!("{text}\n")
    }

    fn table(&self, rows: &[Vec<String>]) -> String {
        rows.iter().map(|cells| cells.join("\t") + "\n").collect()
    }
}
