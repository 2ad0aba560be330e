//! Every block, row, cell and line tells where it stands, also after characters of several bytes.

use crate::diagnostic::Span;
use crate::document::BlockKind;
use crate::page::Page;

#[test]
fn cells_tell_their_place_in_every_form() {
    let cases = [
        (
            "a.txt",
            "2. 输入参数\r\n参数名称\t类型\t描述\r\n名\t\t\r\nId\tString\t标识\r\n值：一\r\n3. 输出参数",
        ),
        (
            "a.md",
            "## 2. 输入参数\r\n| 参数名称 | 类型 | 描述 |\r\n|--|--|--|\r\n| Id | String | 标识<br>值：一 |\r\n",
        ),
        (
            "a.md",
            "## 2. 输入参数\n参数名称 | 类型 | 描述 |\n--|--|--|\nId | String | \n标识\n\n值：一 |\n",
        ),
        (
            "a.html",
            "<h2>2. 输入参数</h2>\n<!-- <td> --><table><tr><th a='>'>参数<th>类型<th>描述\r\n<tr><td>Id<td>String<td><p>标识<p>值：一",
        ),
        (
            "a.md",
            "## 2. 输入参数\n表：<table><tr><td>参数名称</td></tr>\n<tr><td>Id</td><td>String</td><td>标识<br>值：一</td></tr></table>\n",
        ),
    ];
    for (name, text) in cases {
        let page = Page::new(name, text.as_bytes()).expect("a page");
        let document = page.document();
        let shown = |span: Span| {
            (
                page.source.position(span.start).to_string(),
                &page.source.text[span.start..span.end],
            )
        };

        let start = text.find("2. ").expect("a heading");
        assert_eq!(
            document.blocks[0].span,
            Span::new(start, start + "2. 输入参数".len()),
            "{text}"
        );
        let table = document.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some((table, block.span)),
            _ => None,
        });
        let (table, span) = table.expect("a table");
        let row = table.rows.last().expect("a row");
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(cells, ["Id", "String", "标识\n值：一"], "{text}");
        for (cell, (first, last)) in
            row.cells
                .iter()
                .zip([("Id", "Id"), ("String", "String"), ("标识", "值：一")])
        {
            let (_, source) = shown(cell.span);
            assert!(
                source.starts_with(first) && source.ends_with(last),
                "{source:?} in {text}"
            );
        }
        assert_eq!(row.span, row.cells[0].span.to(row.cells[2].span));
        assert_eq!(span, table.header.span.to(row.span));
    }
}

#[test]
fn lines_and_columns_count_characters() {
    let cases = [
        (
            "a.txt",
            "参数名称\t类型\t描述\n名\tString\t“一”\tx\nId\tString\tx",
            "Id",
            "3:1",
        ),
        (
            "a.md",
            "| 参数名称 | 类型 |\n|--|--|\n| 名称 | String |",
            "String",
            "3:8",
        ),
        (
            "a.html",
            "<table>\n<tr><td>名</td><td>\n  名称 String </td>",
            "名称 String",
            "3:3",
        ),
    ];
    for (name, text, cell, position) in cases {
        let page = Page::new(name, text.as_bytes()).expect("a page");
        let document = page.document();
        let BlockKind::Table(table) = &document.blocks[0].kind else {
            unreachable!("{document:?}")
        };
        let cells = table
            .rows
            .iter()
            .chain([&table.header])
            .flat_map(|row| &row.cells);
        let found = cells
            .clone()
            .find(|found| found.text == cell)
            .expect("the cell");
        assert_eq!(
            page.source.position(found.span.start).to_string(),
            position,
            "{text}"
        );
    }
}

#[test]
fn an_empty_cell_has_a_place() {
    let cases = [
        ("a.txt", "参数名称\t类型\t描述\nId\tString\t\n", 1),
        (
            "a.md",
            "| 参数名称 | 类型 | 描述 |\n|--|--|--|\n| Id | String |  |",
            1,
        ),
        (
            "a.html",
            "<table><tr><td>a</td></tr><tr><td>Id</td><td>String</td><td class='b'></td></tr></table>",
            1,
        ),
    ];
    for (name, text, row) in cases {
        let document = Page::new(name, text.as_bytes()).expect("a page").document();
        let BlockKind::Table(table) = &document.blocks[0].kind else {
            unreachable!("{document:?}")
        };
        let cell = &table.rows[row - 1].cells[2];
        assert_eq!((cell.text.as_str(), cell.span.start), ("", cell.span.end));
        assert!(
            cell.span.start > text.find("String").expect("a type"),
            "{text}"
        );
    }
}

#[test]
fn text_and_code_and_links_tell_their_place() {
    for (name, text) in [
        ("a.md", "# 一\n\n二 [三](/x) **四**\n\n```\n五\n```\n"),
        (
            "a.html",
            "<h1>一</h1><p>二 <a href=/x>三</a> <b>四</b></p><pre>\n五\n</pre>",
        ),
    ] {
        let document = Page::new(name, text.as_bytes()).expect("a page").document();
        let [_, lines, code] = &document.blocks[..] else {
            unreachable!("{document:?}")
        };
        let source = |span: Span| text[span.start..span.end].trim();
        assert!(
            source(lines.span).starts_with('二') && source(lines.span).contains('四'),
            "{text}"
        );
        assert_eq!(source(code.span), "五");
        assert!(source(document.links[0].span).contains("/x"));
    }
}
