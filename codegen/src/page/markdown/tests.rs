use crate::page::Page;
use crate::page::tests::sketch;

#[test]
fn headings_are_read_however_they_are_written() {
    let cases = [
        ("## 1. 接口描述", "# 1. 接口描述"),
        ("\u{feff}## 1\\. 接口描述\r\n一\r\n", "# 1. 接口描述\n一"),
        ("## **2. Input Parameters**", "# 2. Input Parameters"),
        ("## **2. Input Parameters **", "# 2. Input Parameters"),
        ("##2. 输入参数", "# 2. 输入参数"),
        ("### 2.1输入参数 ###", "# 2.1输入参数"),
        ("## [示例](#x)1 `a_b`", "# 示例1 a_b"),
        ("<p>一</p>\n## 2. 输入参数\n二", "一\n# 2. 输入参数\n二"),
        (
            "## 1. 接口描述\n一\n#1 is no heading",
            "# 1. 接口描述\n一 / #1 is no heading",
        ),
        (
            "Input Parameters\n------\na\n------\n",
            "# Input Parameters\na",
        ),
        ("##\n## 1. 接口描述", "# 1. 接口描述"),
        // A line below, where `CommonMark` sees a list and a rule, and with what converters leave of line breaks.
        ("1. 接口描述\n-------\n一", "# 1. 接口描述\n一"),
        (
            "[](#a)1\\. 接口描述\\\n------------\n一",
            "# 1. 接口描述\n一",
        ),
        (
            "查询磁盘\n====\n一\n\n查询云硬盘\n-----\n二",
            "# 查询磁盘\n一\n# 查询云硬盘\n二",
        ),
        ("## <a id=\"a\"></a>1. 接口描述\n一", "# 1. 接口描述\n一"),
    ];
    for (markdown, expected) in cases {
        assert_eq!(sketch("page.md", markdown), expected, "{markdown}");
    }
}

#[test]
fn headings_without_marks_are_known_by_their_words() {
    let table = "| 参数名称 | 类型 | 描述 |\n| A | String | a |\n";
    let read = "| 参数名称 | 类型 | 描述 |\n| A | String | a |";
    let cases = [
        (
            format!("查询磁盘\n1. 接口描述\n一\n3. 输出参数\n{table}"),
            format!("查询磁盘\n# 1. 接口描述\n一\n# 3. 输出参数\n{read}"),
        ),
        (
            format!("# 查询磁盘\n\n**1. 接口描述**\n\n一\n\n**3. 输出参数**\n\n{table}"),
            format!("# 查询磁盘\n# 1. 接口描述\n一\n# 3. 输出参数\n{read}"),
        ),
        // Code is not fenced, either.
        (
            format!(
                "3. 输出参数\n{table}4. 示例\n示例1 a\n输出示例\n复制\n{{\n  \"A\": \"**b**\"\n}}\n5. 开发者资源\n"
            ),
            format!(
                "# 3. 输出参数\n{read}\n# 4. 示例\n# 示例1 a\n# 输出示例\n`{{⏎  \"A\": \"**b**\"⏎}}`\n# 5. 开发者资源"
            ),
        ),
        // Where some sections are marked, the words alone are text.
        (
            format!("## 3. 输出参数\n{table}\n6. 错误码\n"),
            format!("# 3. 输出参数\n{read}\n错误码"),
        ),
    ];
    for (markdown, expected) in cases {
        assert_eq!(sketch("page.md", &markdown), expected, "{markdown}");
    }
}

#[test]
fn rows_that_do_not_end_with_a_bar_go_on_over_lines() {
    let cases = [
        (
            "A | 是 | String | a\nB | 否 | X | b",
            "| A | 是 | String | a |\n| B | 否 | X | b |",
        ),
        (
            "A | 是 | String | a\nmore | of it",
            "| A | 是 | String | a |\n| more | of it |",
        ),
        (
            "A | 是 | String | a\nmore\nB | 否 | Array of\nX | b\n\nc",
            "| A | 是 | String | a / more |\n| B | 否 | Array of / X | b |\nc",
        ),
        // A list in a cell; the last cell of the table can have one, too.
        (
            "A | 是 | String | a：\n\n  * OG\n  * GG\n\nB | 否 | X | b：  \n\n  * c\n  \nd",
            "| A | 是 | String | a： / OG / GG |\n| B | 否 | X | b： / c / d |",
        ),
    ];
    for (rows, expected) in cases {
        let head = "参数名称 | 必选 | 类型 | 描述";
        let markdown =
            format!("## 2. 输入参数\n{head}\n---|---|---|---\n{rows}\n\n## 3. 输出参数\n");
        assert_eq!(
            sketch("page.md", &markdown),
            format!("# 2. 输入参数\n| {head} |\n{expected}\n# 3. 输出参数"),
            "{rows}"
        );
    }
    assert_eq!(
        sketch(
            "page.md",
            "## 6. 错误码\n错误码 | 描述\n---|---\nA.B | a\nC | b\n\nc"
        ),
        "# 6. 错误码\n| 错误码 | 描述 |\n| A.B | a |\n| C | b |\nc"
    );
}

#[test]
fn prose_loses_its_marks() {
    let cases = [
        (
            "a\nb  \nc\n\n- d\n- e\n  1. f\n\n> g",
            "a / b / c / d / e / f / g",
        ),
        (
            "**a** _b_ `c_d` \\*e\\* &lt;f&gt; ![image](g.png)<https://h>",
            "a b c_d *e* <f> https://h",
        ),
        (
            "a<br/>b<font color=\"red\">c</font><!-- d --><bucket-name>",
            "a / bc<bucket-name>",
        ),
        ("1~5，10~20", "1~5，10~20"),
        ("a\n<li> b\n<li>c\n\nd", "a / b / c / d"),
        ("---\na\n***\nb", "a / b"),
        (
            "<div class=\"x\">\n    <div>a</div>\n\n    <a href=\"/y\">b</a>\n</div>\nc",
            "a / b / c",
        ),
        ("<div>\na\n\n**b**\n\n## c", "a / b\n# c"),
    ];
    for (markdown, expected) in cases {
        let expected = format!("# 1. 接口描述\n{expected}");
        assert_eq!(
            sketch("page.md", &format!("## 1. 接口描述\n{markdown}")),
            expected,
            "{markdown}"
        );
    }
}

#[test]
fn fences_hold_code() {
    let cases = [
        (
            "```json\n{\n  \"a|b\": 1\n}\n```\na",
            "`{⏎  \"a|b\": 1⏎}`\na",
        ),
        ("~~~~\n```\n|--|\n~~~\n~~~~\n", "````⏎|--|⏎~~~`"),
        ("- a\n  ```\n  b\n    c\n  ```\n", "a\n`b⏎  c`"),
        ("```\r\na\r\n\r\nb\r\n```\r\n", "`a⏎⏎b`"),
        ("```a``` b", "a b"),
        ("```\n```\na", "a"),
        // One that is never closed.
        (
            "```\n# a comment\n## 6. 错误码\nb\n\n```\nc",
            "`# a comment`\n# 6. 错误码\nb\n`c`",
        ),
        ("a\n\n    b\n    c\n", "a\n`b⏎c`"),
    ];
    for (markdown, expected) in cases {
        let expected = format!("# 4. 示例\n{expected}");
        assert_eq!(
            sketch("page.md", &format!("## 4. 示例\n{markdown}")),
            expected,
            "{markdown}"
        );
    }
}

#[test]
fn malformed_rows_stay_as_they_are() {
    let head = "| 参数名称 | 必选 | 类型 | 描述 |";
    let cases = [
        ("| A | 是 | String | a |", "| A | 是 | String | a |"),
        (
            "| A      | 是 |String| a|\n|B|否|Integer||",
            "| A | 是 | String | a |\n| B | 否 | Integer |  |",
        ),
        // A cell is missing; a type is missing; two cells in one.
        ("| A.N | String | a |\n\nb", "| A.N | String | a |\nb"),
        (
            "| A | Yes  String | a |\n| B | 是 | String | b |",
            "| A | Yes String | a |\n| B | 是 | String | b |",
        ),
        // Bars in a description, escaped and in code; two rows in one.
        ("| A | 是 | String | a | b |", "| A | 是 | String | a | b |"),
        (
            "| A | 是 | String | a \\| `b|c` `d\\|e` |",
            "| A | 是 | String | a | b|c d|e |",
        ),
        (
            "| A | 是 | String | a ` b | c |",
            "| A | 是 | String | a ` b | c |",
        ),
        (
            "| A | 是 | String | | A | 是 | String | a |",
            "| A | 是 | String |  | A | 是 | String | a |",
        ),
        // Bars around the row are missing.
        (
            "A | 是 | String | a |\n| B | 否 | String | b",
            "| A | 是 | String | a |\n| B | 否 | String | b |",
        ),
        // Rows over several lines.
        (
            "| A | 是 | String | \na\n\n  \nb |\n| B | 否 | String | c |",
            "| A | 是 | String | a / b |\n| B | 否 | String | c |",
        ),
        (
            "| A | 否 | Array of [X](/y#X) | \r\n\r\na，b\r\n\r\n |\r\n",
            "| A | 否 | Array of X | a，b |",
        ),
        (
            "| A | 是 | String | a\n\n-   b\n-   c\n\n |",
            "| A | 是 | String | a / b / c |",
        ),
        ("| A\n | 是 | String | a |", "| A | 是 | String | a |"),
        (
            "| A | 是 | String | a\nb\n| B | 否 | String | c |",
            "| A | 是 | String | a / b |\n| B | 否 | String | c |",
        ),
        (
            "| A | 是 | String | a\n\n## 3. 输出参数",
            "| A | 是 | String | a |\n# 3. 输出参数",
        ),
        (
            "| A | 是 | String |\na\n\n## 3. 输出参数",
            "| A | 是 | String |\na\n# 3. 输出参数",
        ),
        // Lines between rows.
        (
            "| A | 是 | String | a |\n\n| B | 否 | String | b |",
            "| A | 是 | String | a |\n| B | 否 | String | b |",
        ),
        (
            "| A | 是 | String | a |\nb\n| B | 否 | String | c |",
            "| A | 是 | String | a |\n| b |\n| B | 否 | String | c |",
        ),
        ("| A | 是 | String | a |\n\nb", "| A | 是 | String | a |\nb"),
        // Markup in cells.
        (
            "| A | 是 | [X](/y) | **a**<br><li> b<li>c</li><p>d</p>e &lt;f&gt; \u{200b}1. g |",
            "| A | 是 | X | a / b / c / d / e <f> 1. g |",
        ),
        // Markup over line ends.
        (
            "| A | 是 | String | a<a href=\"/x\"\ntarget=\"y\">b</a>\n[c\nd](/x) |",
            "| A | 是 | String | ab / c / d |",
        ),
        // The first item of a list stuck to the line before.
        (
            "| A | 是 | String | 取值：*   OG\n*   GG |",
            "| A | 是 | String | 取值： / OG / GG |",
        ),
        (
            "| A\\_B | 是 | String | - a # b #\u{a0} |",
            "| A_B | 是 | String | - a # b # |",
        ),
    ];
    for (rows, expected) in cases {
        let markdown = format!("## 2. 输入参数\n{head}\n|---|---|---|---|\n{rows}\n");
        assert_eq!(
            sketch("page.md", &markdown),
            format!("# 2. 输入参数\n{head}\n{expected}"),
            "{rows}"
        );
    }
}

#[test]
fn tables_are_found_however_they_are_written() {
    let cases = [
        (
            "Error Code | Description |\n---|---|\nA.B | a |\nC | |\nD|d\n\nb",
            "| Error Code | Description |\n| A.B | a |\n| C |  |\n| D | d |\nb",
        ),
        ("| 错误码 |\n|:--:|\n| A |\n", "| 错误码 |\n| A |"),
        (
            "a\n| 错误码 | 描述 |\n| A | a |\n",
            "a\n| 错误码 | 描述 |\n| A | a |",
        ),
        (
            "| 错误码 | 描述 |\n|--|--|\n| 参数名称 | 描述 |\n|--|--|\n| A | a |",
            "| 错误码 | 描述 |\n| 参数名称 | 描述 |\n| A | a |",
        ),
        ("a | b\n\nc", "a | b / c"),
        // Converters write a header without words where the page has marked none.
        (
            "|  |  |\n|--|--|\n| **错误码** | **描述** |\n|  |  |\n|--|--|\n| A | a |",
            "| 错误码 | 描述 |\n| A | a |",
        ),
        (
            "见<table>\n<tr><td>a</td></tr>\n\n<tr><td>b<br>c</td></tr>\n</table>\nd",
            "见\n| a |\n| b / c |\nd",
        ),
        ("<TABLE><tr><td>a\n## 7. b", "| a |\n# 7. b"),
    ];
    for (markdown, expected) in cases {
        let expected = format!("# 6. 错误码\n{expected}");
        assert_eq!(
            sketch("page.md", &format!("## 6. 错误码\n{markdown}")),
            expected,
            "{markdown}"
        );
    }
}

#[test]
fn links_keep_their_targets() {
    let markdown = "# a\n[b](/b?c=1&d=2)\n\n| [e](/e) | f |\n|--|--|\n| <a href=\"/g?h=1&amp;i=2\">j</a> | <https://k> |\n";
    let document = Page::new("page.md", markdown.as_bytes())
        .expect("a page")
        .document();
    let targets: Vec<&str> = document
        .links
        .iter()
        .map(|link| link.target.as_str())
        .collect();
    assert_eq!(targets, ["/b?c=1&d=2", "/e", "/g?h=1&i=2", "https://k"]);
}
