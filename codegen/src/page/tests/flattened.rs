//! Tables whose cells a converter has put on lines of their own, or on one line with spaces between.

use super::sketch::sketch_document;
use crate::document::Unflattening::{Ambiguous, Certain, Dropped, RequiredLost};
use crate::document::one_line;
use crate::page::Page;

#[test]
fn rows_are_found_where_their_words_are_certain() {
    let cases = [
        (
            "参数名称\n必选\n类型\n描述\nA\n是\nString\na\nb\nB.N\n否\nArray of\nX\nC\n否\nX\nc\n",
            "| 参数名称 | 必选 | 类型 | 描述 |\n| A | 是 | String | a / b |\n| B.N | 否 | Array of X |  |\n| C | 否 | X | c |",
        ),
        (
            "Parameter name Required Type Description\nA Yes String a b\nc\nB.N No Array of X\nd\nC No Timestamp ISO8601 e",
            "| Parameter name | Required | Type | Description |\n| A | Yes | String | a b / c |\n| B.N | No | Array of X | d |\n| C | No | Timestamp ISO8601 | e |",
        ),
        (
            "名称\n类型\n描述\n\nA\n\nString\n\na\n\nB\n\nArray of X\n\nb\n",
            "| 名称 | 类型 | 描述 |\n| A | String | a |\n| B | Array of X | b |",
        ),
        (
            "名称\n类型\n描述\nName\nString\na",
            "| 名称 | 类型 | 描述 |\n| Name | String | a |",
        ),
        (
            "错误码\n描述\nInternalError\na\nInvalidDisk\nb\nA.B\nc\n上一篇：d",
            "| 错误码 | 描述 |\n| InternalError | a |\n| InvalidDisk | b |\n| A.B | c |\n上一篇：d",
        ),
        (
            "错误码 描述\nInternalError a\nLinux b\nA.B c",
            "| 错误码 | 描述 |\n| InternalError | a / Linux b |\n| A.B | c |",
        ),
        // One table after another.
        (
            "一\n错误码 描述\nA.B a\n名称 类型 描述\nA String a",
            "一\n| 错误码 | 描述 |\n| A.B | a |\n| 名称 | 类型 | 描述 |\n| A | String | a |",
        ),
    ];
    for (text, expected) in cases {
        for (name, page) in pages(text) {
            let document = Page::new(name, page.as_bytes()).expect("a page").document();
            let sketch = sketch_document(&document);
            assert_eq!(sketch, format!("# 2. 输入参数\n{expected}"), "{page}");
            assert!(
                document
                    .flattened
                    .iter()
                    .all(|table| table.outcome == Certain)
                    && !document.flattened.is_empty(),
                "{page}"
            );
        }
    }
}

#[test]
fn what_is_not_certain_stays_text() {
    let cases = [
        // The required words are gone.
        (
            "参数名称 必选 类型 描述\nAction String 公共参数",
            Some((RequiredLost, "Action")),
        ),
        (
            "参数名称\n必选\n类型\n描述\nA\nString\na",
            Some((RequiredLost, "A")),
        ),
        // A name and a structure, or the values of `A`.
        (
            "名称\n类型\n描述\nA\nString\n一\nDisk\nSize\nb",
            Some((Ambiguous, "Disk")),
        ),
        (
            "名称 类型 描述\nA String a\nDisk Size b",
            Some((Ambiguous, "Disk")),
        ),
        (
            "参数名称 必选 类型 描述\nA 是 String a\nB 否 字符串 b",
            Some((Ambiguous, "B")),
        ),
        (
            "错误码 描述\nA.B a\nDiskBusy b",
            Some((Ambiguous, "DiskBusy")),
        ),
        // A cell between the others can go on, too.
        (
            "名称   类型       描述\nDisks  Array of   a\n       Disk",
            Some((Ambiguous, "Disk")),
        ),
        (
            "名称     类型    描述\n以内\nDiskId   String  a",
            Some((Ambiguous, "以内")),
        ),
        (
            "错误码\n描述\nA.B\n一\nDiskId\n二",
            Some((Ambiguous, "DiskId")),
        ),
        ("一\n[TABLE]\n二", Some((Dropped, "[TABLE]"))),
        // No tables.
        ("名称 描述\nA String", None),
        ("错误码 描述\n见文档", None),
        ("参数名称 必选 类型 描述", None),
    ];
    for (text, expected) in cases {
        let [(name, page), ..] = pages(text);
        let document = Page::new(name, page.as_bytes()).expect("a page").document();
        let lines: Vec<_> = text.lines().map(one_line).collect();
        let lines = lines.join(" / ");
        assert_eq!(
            sketch_document(&document),
            format!("# 2. 输入参数\n{lines}"),
            "{text}"
        );
        let found = document.flattened.first().map(|table| {
            let line = &page[table.span.start..table.span.end];
            (table.outcome, line.split(' ').next().unwrap_or_default())
        });
        assert_eq!(found, expected, "{text}");
    }
}

/// The same lines in each form.
fn pages(text: &str) -> [(&'static str, String); 3] {
    let lines: Vec<&str> = text.lines().collect();
    [
        ("page.txt", format!("2. 输入参数\n{text}")),
        ("page.md", format!("## 2. 输入参数\n{}", lines.join("\n\n"))),
        (
            "page.html",
            format!(
                "<!doctype html><h2>2. 输入参数</h2><div>{}</div>",
                lines.join("</div><div>")
            ),
        ),
    ]
}
