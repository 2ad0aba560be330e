use crate::page::tests::sketch;

#[test]
fn headings_are_lines_with_known_words() {
    let cases = [
        // The table of contents, and then the sections.
        (
            "标题\n1. 接口描述\n4. 示例\n示例1 a\n1. 接口描述\nb",
            "标题\n# 1. 接口描述\n# 4. 示例\n# 示例1 a\n# 1. 接口描述\nb",
        ),
        // Without numbers they count only where no section has one.
        ("接口描述\na\n错误码\nb", "# 接口描述\na\n# 错误码\nb"),
        ("1. 接口描述\na\n错误码\nb", "# 1. 接口描述\na / 错误码 / b"),
        // Examples are in the section of examples.
        (
            "1. 接口描述\n示例1：a\n4. 示例\n示例1：b",
            "# 1. 接口描述\n示例1：a\n# 4. 示例\n# 示例1：b",
        ),
        // Some are known only among the tools.
        (
            "1. 接口描述\nSDK\n5. 开发者资源\nSDK\nc",
            "# 1. 接口描述\nSDK\n# 5. 开发者资源\n# SDK\nc",
        ),
        (
            "\u{feff}1. 接口描述\r\n\u{200b}a \u{a0} b\r\n\r\nc\r\n",
            "# 1. 接口描述\na b / c",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(sketch("page.txt", text), expected, "{text}");
    }
}

#[test]
fn code_follows_the_heading_of_a_request_or_response() {
    let cases = [
        (
            "输入示例\n\nPOST / HTTP/1.1\n<公共请求参数>\n\n{\n\t\"A\": \"示例\"\n}\n\n输出示例\n{}\n5. 开发者资源\na",
            "# 输入示例\n`POST / HTTP/1.1⏎<公共请求参数>⏎⏎{⏎\t\"A\": \"示例\"⏎}`\n# 输出示例\n`{}`\n# 5. 开发者资源\na",
        ),
        (
            "示例1 a\nRequest parameters\nb\nReturn parameters\nc",
            "# 示例1 a\n# Request parameters\n`b`\n# Return parameters\n`c`",
        ),
        (
            "输出示例\n{}\n\n文档内容是否对您有帮助？\n",
            "# 输出示例\n`{}`\n文档内容是否对您有帮助？",
        ),
        ("输入示例\r\na\r\n  b\r\n", "# 输入示例\n`a⏎  b`"),
        (
            "输出示例\n复制\n{\n\t\n\t\"A\": 1\n}",
            "# 输出示例\n`{⏎\t⏎\t\"A\": 1⏎}`",
        ),
    ];
    for (text, expected) in cases {
        let text = format!("2. 输入参数\n4. 示例\n{text}");
        assert_eq!(
            sketch("page.txt", &text),
            format!("# 2. 输入参数\n# 4. 示例\n{expected}"),
            "{text}"
        );
    }
}

#[test]
fn rows_of_parameters_are_told_from_descriptions() {
    let cases = [
        (
            "A\t是\tString\ta\nB.N\t否\tArray of X\tb\n",
            "| A | 是 | String | a |\n| B.N | 否 | Array of X | b |",
        ),
        // Descriptions over several lines, with empty ones.
        (
            "A\t是\tString\ta\n取值：\nOG\nGG\n\n\n示例值：1\nB\t否\tX\tb",
            "| A | 是 | String | a / 取值： / OG / GG / 示例值：1 |\n| B | 否 | X | b |",
        ),
        // The description starts on the next line, also where the last tab is lost.
        (
            "A\t是\tInteger\t\n应用 ID。\n\n示例值：1\n",
            "| A | 是 | Integer | 应用 ID。 / 示例值：1 |",
        ),
        (
            "A\t是\tInteger\n应用 ID。\nB\t否\tString\tb",
            "| A | 是 | Integer | 应用 ID。 |\n| B | 否 | String | b |",
        ),
        // Paragraphs in cells.
        (
            "A\n\n\t\n\n是\n\n\t\n\nString\n\n\t\n\na\n\nb\n\nB\n\n\t\n\n否\n\n\t\n\nX\n\n\t\n\nc",
            "| A | 是 | String | a / b |\n| B | 否 | X | c |",
        ),
        // A table in a description.
        (
            "A\t是\tString\ta\n名称\t含义\nOG\t旧\nGG\t新的\t含税\nB\t否\tString\tb",
            "| A | 是 | String | a / 名称 含义 / OG 旧 / GG 新的 含税 |\n| B | 否 | String | b |",
        ),
        (
            "A\t是\tString\ta\n【荐】一\t二\t三\t四\nOG\t旧\t高\t一般\n",
            "| A | 是 | String | a / 【荐】一 二 三 四 / OG 旧 高 一般 |",
        ),
        (
            "A\t是\tString\ta\n参数\t类型\t描述\nb\n",
            "| A | 是 | String | a / 参数 类型 描述 / b |",
        ),
        (
            "A\t是\tString\ta\t\nOG\t旧\t高\tb\nB\t可选\tX\tc\nC\t是\t\td",
            "| A | 是 | String | a / OG 旧 高 b |\n| B | 可选 | X | c |\n| C | 是 |  | d |",
        ),
        // Rows that lost cells, or have too many.
        ("A\t是\tString", "| A | 是 | String |"),
        ("A\t是", "| A | 是 |"),
        (
            "A.N\tString\ta\nb\nB\t否\tString\tb",
            "| A.N | String | a / b |\n| B | 否 | String | b |",
        ),
        ("A\t是\tString\ta\tb", "| A | 是 | String | a | b |"),
        (
            "A\t是\tString\t\tA\t是\tString\ta",
            "| A | 是 | String |  | A | 是 | String | a |",
        ),
        (
            "Total Count\tNo\tInteger\ta",
            "| Total Count | No | Integer | a |",
        ),
        (
            "A\t是\tString\ta\nB\tYes String\tb\n\tC\t否\tX\tc",
            "| A | 是 | String | a |\n| B | Yes String | b |\n|  | C | 否 | X | c |",
        ),
        // What comes first is a row whatever it is.
        ("\na\nA\t是\tString\tb", "| a |\n| A | 是 | String | b |"),
        (
            "A\t是\tString\ta\n错误码\n示例1：b\n",
            "| A | 是 | String | a / 错误码 / 示例1：b |",
        ),
        (
            "A\t是\tString\ta\n3. 输出参数\nb",
            "| A | 是 | String | a |\n# 3. 输出参数\nb",
        ),
    ];
    for (rows, expected) in cases {
        let text = format!("2. 输入参数\n一\n\n参数名称\t必选\t类型\t描述\n{rows}");
        let head = "# 2. 输入参数\n一\n| 参数名称 | 必选 | 类型 | 描述 |";
        assert_eq!(
            sketch("page.txt", &text),
            format!("{head}\n{expected}"),
            "{rows}"
        );
    }
}

#[test]
fn tables_of_errors_end_before_the_foot_of_the_page() {
    let cases = [
        ("A.B\ta\nC\tb\n", "| A.B | a |\n| C | b |"),
        ("A.B\ta\nb\n\nc\nC\td\n", "| A.B | a / b / c |\n| C | d |"),
        ("A.B\ta\n\nb\nc", "| A.B | a |\nb / c"),
        ("A.B\t\n\na\n\nb", "| A.B | a |\nb"),
        ("A.B\ta\n上一篇: b\nc", "| A.B | a |\n上一篇: b / c"),
        // Codes that lost their descriptions, and a line of a description that is no code.
        (
            "A.B\ta\nLinux\nInternalServerError\nC\tb",
            "| A.B | a / Linux |\n| InternalServerError |\n| C | b |",
        ),
        (
            "A.B\ta\nInvalidId.NotFound\nC\tb",
            "| A.B | a |\n| InvalidId.NotFound |\n| C | b |",
        ),
    ];
    for (rows, expected) in cases {
        let text = format!("1. 接口描述\n6. 错误码\n错误码\t描述\n{rows}");
        let head = "# 1. 接口描述\n# 6. 错误码\n| 错误码 | 描述 |";
        assert_eq!(
            sketch("page.txt", &text),
            format!("{head}\n{expected}"),
            "{rows}"
        );
    }
}

#[test]
fn a_table_without_known_columns_is_text() {
    let text = "1. 接口描述\n识别\t说明\t价格\na\tb\tc\n2. 输入参数\n";
    assert_eq!(
        sketch("page.txt", text),
        "# 1. 接口描述\n识别 说明 价格 / a b c\n# 2. 输入参数"
    );
}
