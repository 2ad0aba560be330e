use super::{PAGE, extraction, findings};

/// What a page is told after a part of it was replaced.
fn after(part: &str, other: &str) -> Vec<String> {
    assert!(PAGE.contains(part), "{part}");
    findings(&PAGE.replace(part, other))
}

const SIZE: &str = "| Size | 否 | Integer | 大小，单位：GB。默认值：20 |";

#[test]
fn rows_that_cannot_be_read_are_errors() {
    let cases = [
        (
            "| Size | 否 | 大小。 |",
            "20 Error page::row-too-short: expected 4 cells: 参数名称, 必选, 类型, 描述; found 3: `Size`, `否`, `大小。`",
        ),
        (
            "| Size | 否 | Integer | 大小。 | Name | 否 | String |",
            "20 Error page::row-too-long: expected 4 cells: 参数名称, 必选, 类型, 描述; found 7: `Size`, `否`, `Integer`, `大小。`, `Name`, `否`, `String`",
        ),
        (
            "| Size | 也许 | Integer | 大小。 |",
            "20 Error page::required-unknown: `也许` does not tell whether `Size` is required; expected 是 or 否, Yes or No",
        ),
        (
            "| Disk Size | 否 | Integer | 大小。 |",
            "20 Error page::bad-name: `Disk Size` is not the name of a parameter; expected a name such as `InstanceId` or `InstanceIds.N`",
        ),
        (
            "| Size | 否 | 整数 | 大小。 |",
            "20 Error page::unknown-type: the type `整数` of `Size` is not known; expected a type such as `String`, `Array of Integer` or `Filter`",
        ),
        (
            "| Placement | 否 | Integer | 大小。 |",
            "21 Error page::duplicate-member: `Placement` is described by two rows that differ; expected one",
        ),
    ];
    for (row, expected) in cases {
        assert_eq!(after(SIZE, row), [expected], "{row}");
    }
}

#[test]
fn rows_with_one_possible_repair_are_warnings() {
    let cases = [
        (
            "| Size | 否 | Integer | 大小：10 | 20。 |",
            "read the extra cells as part of the description",
        ),
        (
            "|  | Size | 否 | Integer | 大小。 |",
            "left out the empty cells",
        ),
        (
            "| Size | 否 Integer | 大小。 |",
            "read the required word and the type from one cell",
        ),
        (
            "| Size | Integer | 否 | 大小。 |",
            "exchanged the required word and the type",
        ),
    ];
    for (row, help) in cases {
        let extraction = super::extraction(&PAGE.replace(SIZE, row));
        let finding = &extraction.diagnostics[0];
        assert_eq!(finding.code, "page::row-repaired", "{row}");
        assert!(
            finding
                .help
                .as_ref()
                .is_some_and(|text| text.starts_with(help)),
            "{row}: {:?}",
            finding.help
        );
        let spec = extraction.spec.unwrap();
        let member = &spec.actions["ResizeDisks"].request[1];
        assert_eq!(
            (
                member.name.as_str(),
                member.ty.to_string().as_str(),
                member.required
            ),
            ("Size", "integer", false)
        );
        assert!(member.doc.starts_with("大小"), "{}", member.doc);
    }
    let total = "| Total | Integer | 数量，默认为1。";
    assert_eq!(
        after(total, "| Total | 否 | Integer | 数量，默认为1。"),
        [
            "24 Warning page::row-repaired: expected 3 cells: 参数名称, 类型, 描述; found 4: `Total`, `否`, `Integer`, `数量，默认为1。 注意：此字段可能返回 null，表示取不到有效值。`"
        ]
    );
    let joined =
        super::extraction(&PAGE.replace(SIZE, "| Size | 否 | Integer | 大小：10 | 20。 |"));
    assert_eq!(
        joined.spec.unwrap().actions["ResizeDisks"].request[1].doc,
        "大小：10 | 20。"
    );
    assert_eq!(after(SIZE, "| Size | 否 | Integer | 大小。 | |"), [""; 0]);
}

#[test]
fn a_list_by_name_only_is_a_warning() {
    assert_eq!(
        after(SIZE, "| Sizes.N | 否 | Integer | 大小。 |"),
        [
            "20 Warning page::list-expected: `Sizes.N` is a list by its name and `integer` by its type"
        ]
    );
}

#[test]
fn a_page_that_ends_too_early_is_an_error() {
    let row = "| InvalidDisk | 磁盘不可用。 |\n";
    let cut = |at: &str| findings(&PAGE[..PAGE.rfind(at).unwrap()]);
    assert_eq!(
        after(row, "| InvalidDisk |\n"),
        [
            "48 Error page::cut-off: the page ends in the middle of a row: expected 2 cells: 错误码, 描述; found 1: `InvalidDisk`"
        ]
    );
    assert_eq!(
        cut("# 3. 输出参数"),
        [
            "21 Error page::no-output: the page ends before its response members: it seems to be cut off"
        ]
    );
    assert_eq!(
        cut("| 参数名称 | 类型 | 描述 |"),
        [
            "22 Error page::no-output: the page ends before its response members: it seems to be cut off"
        ]
    );
    assert_eq!(
        cut("# 5. 开发者资源"),
        [
            "6 Error page::cut-off: the table of contents announces a section that the page does not have",
            "39 Warning page::no-errors: the page has no section of error codes",
        ]
    );
}

#[test]
fn a_section_without_its_table_is_an_error() {
    let page = PAGE.replace("| 参数名称 | 必选 | 类型 | 描述 |", "| 甲 | 乙 | 丙 | 丁 |");
    assert_eq!(
        findings(&page),
        [
            "14 Error page::no-input: there is no table of request parameters; expected the columns name, required, type and description"
        ]
    );
}

#[test]
fn rows_without_the_required_word_are_optional() {
    let spec = |row: &str| {
        let extraction = super::extraction(&PAGE.replace(SIZE, row));
        let member = extraction.spec.unwrap().actions["ResizeDisks"].request[1].clone();
        assert_eq!((member.name.as_str(), member.required), ("Size", false));
    };
    let one = "20 Warning page::yes-no-missing: the row of `Size` does not say whether it is required; expected 是 or 否, Yes or No";
    for row in [
        "| Size | Integer | 大小。 |",
        "| Size |  | Integer | 大小。 |",
        "| Size | - | Integer | 大小。 |",
    ] {
        assert_eq!(after(SIZE, row), [one], "{row}");
        spec(row);
    }
    let two = "| Size | | Integer | 大小。 |\n| Shared | Boolean | 可共享。 |";
    assert_eq!(
        after(SIZE, two),
        [
            "20 Warning page::yes-no-missing: the row of `Size` and 1 more do not say whether it is required; expected 是 or 否, Yes or No"
        ]
    );
}

#[test]
fn several_rows_on_one_line_are_read_with_a_warning() {
    for between in ["", " |"] {
        let row =
            format!("| Size | 否 | Integer | 大小。 |{between} Shared | 否 | Boolean | 可共享。 |");
        let extraction = super::extraction(&PAGE.replace(SIZE, &row));
        assert_eq!(extraction.diagnostics[0].code, "page::row-repaired");
        let request = &extraction.spec.unwrap().actions["ResizeDisks"].request;
        let names: Vec<_> = request.iter().map(|member| &member.name).collect();
        assert_eq!(names, ["DiskIds", "Size", "Shared", "Placement"]);
    }
}

#[test]
fn a_row_that_stands_twice_is_read_once() {
    let twice = "| Size | 否 | Integer | | Size | 否 | Integer | 大小。 |";
    let extraction = super::extraction(&PAGE.replace(SIZE, twice));
    let codes: Vec<_> = extraction.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["page::row-repaired", "page::duplicate-member"]);
    let request = &extraction.spec.unwrap().actions["ResizeDisks"].request;
    assert_eq!((request.len(), request[1].doc.as_str()), (3, "大小。"));
}

#[test]
fn a_full_stop_is_not_part_of_a_name() {
    let row = "| Size. | 否 | Integer | 大小。 |";
    assert_eq!(
        after(SIZE, row),
        ["20 Warning page::row-repaired: `Size.` is not the name of a parameter"]
    );
}

#[test]
fn other_pages_are_called_by_what_they_are() {
    let cases = [
        ("", "a page without any text"),
        ("只有文字。", "plain text without tables"),
        (
            "# 1. 接口描述\n文字。\n# 2. 输入参数\n",
            "the page of an action without its tables",
        ),
        (
            "地址：https://cvm.api.qcloud.com/v2/index.php\n| 参数名称 | 类型 | 必选 | 描述 |\n| Nonce | UInt | 是 | 数。 |\n| SecretId | String | 是 | 钥。 |",
            "a page of the old API 2.0",
        ),
        (
            "# 价格\n| 规格 | 单价 |\n| 小 | 1 |",
            "a page with tables of something else",
        ),
        (
            "| 参数名称 | 类型 | 必选 | 描述 |\n| Size | Integer | 是 | 大小。 |",
            "a page with tables of something else",
        ),
    ];
    for (page, looks_like) in cases {
        let expected = format!(
            "1 Error page::other-page: this is not the page of an action, of data types or of common parameters or error codes: it looks like {looks_like}"
        );
        assert_eq!(findings(page), [expected], "{page}");
    }
}

#[test]
fn two_pages_in_one_are_an_error() {
    let found = findings(&format!("{PAGE}{PAGE}"));
    assert!(
        found[0].starts_with(
            "63 Error page::several-tables: 2 tables could be the one of the request parameters"
        ),
        "{found:?}"
    );
}

#[test]
fn a_page_without_the_name_of_its_action_is_an_error() {
    let page = PAGE.replace("本接口 (ResizeDisks) 用于", "本接口用于");
    let row = "| Action | 是 | String | 公共参数，本接口取值：ResizeDisks。 |";
    assert_eq!(
        findings(&page.replace(row, "| Action | 是 | String | 公共参数，取值见下。 |")),
        [
            "15 Error page::no-action: the row `Action` does not tell the name of the action: `公共参数，取值见下。`"
        ]
    );
    assert_eq!(
        findings(&page.replace(row, "")),
        [
            "15 Error page::no-action: nothing tells the name of the action; expected a row `Action` that says `公共参数，本接口取值：…`"
        ]
    );
}

#[test]
fn what_contradicts_or_is_not_used_is_a_warning() {
    let cases = [
        (
            "本接口 (ResizeDisks) 用于",
            "本接口 (ResizeDisk) 用于",
            "15 Warning page::action-differs: the row `Action` says `ResizeDisks`, the page elsewhere `ResizeDisk`",
        ),
        (
            "| InvalidDisk | 磁盘不可用。 |",
            "| -502 | 磁盘不可用。 |",
            "48 Warning page::bad-error-code: `-502` is not an error code; expected words such as `InvalidParameter.Conflict`",
        ),
        (
            "{\"Response\": {",
            "{\"Response\": {,",
            "39 Warning page::example-not-json: the response of the example `扩容一块磁盘` cannot be read: key must be a string at line 1 column 15",
        ),
        (
            "点击调试\n",
            "点击调试\n| 规格 | 单价 |\n| 小 | 1 |\n",
            "14 Warning page::ignored: a table was not used: 规格, 单价",
        ),
    ];
    for (part, other, expected) in cases {
        assert_eq!(after(part, other), [expected], "{other}");
    }
}

#[test]
fn a_column_that_is_not_known_is_a_warning() {
    let page = PAGE
        .replace("| 错误码 | 描述 |", "| 错误码 | 描述 | 英文 |")
        .replace("没有这块磁盘。 |", "没有这块磁盘。 | No such disk. |")
        .replace("磁盘不可用。 |", "磁盘不可用。 | Not available. |");
    assert_eq!(
        findings(&page),
        ["46 Warning page::unknown-column: the column `英文` is not known"]
    );
}

#[test]
fn outputs_below_a_wrong_heading_are_read_with_a_warning() {
    assert_eq!(
        after("# 3. 输出参数", "# 3. 输入参数"),
        [
            "23 Warning page::wrong-heading: a table of members without the column `required` stands below a heading for request parameters"
        ]
    );
}

#[test]
fn examples_and_errors_that_are_missing_are_told() {
    let page = |from: &str, to: &str| {
        let (start, end) = (PAGE.rfind(from).unwrap(), PAGE.rfind(to).unwrap());
        findings(&format!("{}{}", &PAGE[..start], &PAGE[end..]))
    };
    assert_eq!(
        page("# 输出示例", "# 5. 开发者资源"),
        ["27 Warning page::example-incomplete: the example `扩容一块磁盘` has no response"]
    );
    assert_eq!(
        page("# 输入示例", "# 5. 开发者资源"),
        [
            "27 Warning page::ignored: the example `扩容一块磁盘` has neither a request nor a response",
            "35 Warning page::no-examples: the page has no example",
        ]
    );
    let errors = &PAGE[PAGE.rfind("| 错误码").unwrap()..];
    assert_eq!(
        after(errors, "以下仅列出了接口业务逻辑相关的错误码。"),
        [
            "46 Error page::cut-off: the page says that error codes follow, but there is no table of them: it seems to be cut off"
        ]
    );
    assert_eq!(after(errors, "该接口暂无业务逻辑相关的错误码。"), [""; 0]);
}

#[test]
fn tables_that_were_not_read_as_tables_are_an_error() {
    let mut document = super::document(PAGE);
    document.too_deep = Some(document.blocks[1].span);
    let source = super::extraction(PAGE).spec.unwrap().actions["ResizeDisks"]
        .source
        .clone()
        .unwrap();
    let extraction = super::extract(&document, source);
    assert!(extraction.spec.is_none());
    assert_eq!(extraction.diagnostics[0].code, "page::too-deep");
}

#[test]
fn a_page_without_headings_is_told_by_its_columns() {
    let lines = PAGE.lines().map(|line| {
        if line.starts_with('#') {
            "文字。"
        } else {
            line
        }
    });
    let page = lines.collect::<Vec<_>>().join("\n");
    assert_eq!(
        findings(&page),
        [
            "1 Warning page::no-examples: the page has no example",
            "15 Warning page::no-headings: the page has no headings of request parameters and response members; told its tables by their columns",
            "15 Warning page::service-unknown: nothing on the page tells the service: no domain, no example, no link",
        ]
    );
    let members = |page: &str| {
        let spec = extraction(page).spec.expect("a spec");
        let action = spec.actions["ResizeDisks"].clone();
        (action.request, action.response, action.errors)
    };
    assert_eq!(members(&page), members(PAGE));
    let two = page.replace("错误码 | 描述", "名称 | 类型 | 描述");
    assert!(
        findings(&two)
            .iter()
            .any(|finding| finding.contains("page::no-input"))
    );
}
