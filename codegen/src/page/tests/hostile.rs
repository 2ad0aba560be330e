//! Input made to be slow or deep.

use crate::page::Page;

/// Bytes of a page: work by the square of its size would take minutes, and shows as a test that does not end. Without
/// optimisation, less is enough to tell.
const SIZE: usize = if cfg!(debug_assertions) {
    50_000
} else {
    1_000_000
};

#[test]
fn many_marks_are_read() {
    let html = "<!doctype html>";
    let cell = "<!doctype html><table><tr><td>";
    let markdown = "## 1. 接口描述\n";
    let region = "## 1. 接口描述\n<div>";
    let table = "| a | b |\n|--|--|\n";
    let text = "错误码\t描述\n";
    let cases = [
        (html, "<td>"),
        (html, "<table>"),
        (html, "<table><tr><td>"),
        (html, "<div>"),
        (html, "<ul><li>"),
        (html, "<b><p>"),
        (html, "<font color=red><p>"),
        (html, "<a href=x><div>"),
        (html, "<pre>"),
        (html, "<h1>"),
        (html, "<pre><h1>"),
        (html, "<nav>"),
        (html, "<title>"),
        (html, "<script></"),
        (html, "<svg><template>"),
        (html, "<!--"),
        (html, "<a b=\""),
        (html, "<a "),
        (html, "<"),
        (html, "&#"),
        (html, "</table></td>"),
        (html, "<select><table>"),
        (html, "<table><pre>"),
        (html, "<pre><table></table>"),
        (html, "</table><pre>"),
        (cell, "</td><pre>"),
        (markdown, "|"),
        (markdown, "| "),
        (markdown, "|\n"),
        (markdown, "["),
        (markdown, "[a]("),
        (markdown, "!["),
        (markdown, "*"),
        (markdown, "**a_"),
        (markdown, "`"),
        (markdown, "`a``b"),
        (markdown, "<div>\n"),
        (markdown, "<table>\n"),
        (markdown, "- "),
        (markdown, "> "),
        (markdown, "> \n"),
        (markdown, "```\n\n## a\n"),
        (markdown, "<a "),
        (markdown, "<!--\n"),
        (markdown, "&a"),
        (markdown, "a\n---\n"),
        (markdown, "| a | b |\n|--|--|\n"),
        (region, "<a "),
        (region, "<a b=\""),
        (region, "<!--"),
        (region, "<![CDATA["),
        (table, "|"),
        (table, "| a\n"),
        (table, "| a\n\n"),
        (table, "|\n\n"),
        (table, "a\n"),
        (table, "| `a | ``b "),
        (table, "| [a | <b "),
        (table, "a | b\nc\n"),
        ("## a\na | b\n--|--\n", "a | b\n\n"),
        ("## a\na | b\n--|--\n", "a\n\n"),
        (markdown, "a | b\n--|--\n"),
        ("## a\na | b\n--|--\n- ", "* a\n\n"),
        (markdown, "|  |  |\n|--|--|\n"),
        (table, "|  |  |\n|--|--|\n"),
        (table, "a\n----\n"),
        ("a | b |\n--|--|\n", "1. 接口描述\n示例1\n"),
        ("a | b |\n--|--|\n", "4. 示例\n输入示例\n\na\n"),
        (markdown, "错误码 描述\n"),
        (markdown, "错误码\n描述\nA.B\n"),
        (markdown, "名称 类型 描述\nA String\n"),
        (text, "a\n\t\n"),
        (text, "\t\n\n"),
        (text, "\t"),
        (text, "\n"),
        (text, "a\t"),
        (text, "a\tb\n"),
        (text, "参数名称\t描述\n"),
        (text, "1. 接口描述\n"),
        (text, "输入示例\n{\n"),
    ];
    for (start, mark) in cases {
        let page = start.to_owned() + &mark.repeat(SIZE / mark.len());
        document(&page);
    }
}

#[test]
fn deep_nesting_is_no_recursion() {
    let depth = SIZE / 10;
    let items: Vec<String> = (0..1_500)
        .map(|level| "  ".repeat(level) + "- a\n")
        .collect();
    let indented = items.concat();
    for page in [
        format!(
            "<!doctype html>{}a{}",
            "<div>".repeat(depth),
            "</div>".repeat(depth)
        ),
        format!(
            "<!doctype html>{}a{}",
            "<ul><li>".repeat(depth),
            "</li></ul>".repeat(depth)
        ),
        format!(
            "<!doctype html>{}a{}",
            "<table><tr><td>".repeat(depth),
            "</table>".repeat(depth)
        ),
        format!(
            "<!doctype html>{}a{}",
            "<span><em>".repeat(depth),
            "</em></span>".repeat(depth)
        ),
        format!("## 1. 接口描述\n{indented}"),
        format!(
            "## 1. 接口描述\n{}a{}",
            "[".repeat(depth),
            "](b)".repeat(depth)
        ),
        format!(
            "## 1. 接口描述\n{}a{}",
            "*_".repeat(depth),
            "_*".repeat(depth)
        ),
        format!("## 1. 接口描述\n{}a", "> ".repeat(depth)),
    ] {
        let document = document(&page);
        assert!(format!("{document:?}").contains('a'));
    }
}

fn document(page: &str) -> crate::document::Document {
    Page::new("page", page.as_bytes())
        .expect("a page")
        .document()
}
