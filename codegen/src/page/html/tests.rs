use crate::document::Link;
use crate::page::Page;
use crate::page::tests::sketch;

#[test]
fn structure_comes_from_elements() {
    let cases = [
        // Headings.
        ("<h2>1. 接口描述<br/></h2><p>一</p>", "# 1. 接口描述\n一"),
        (
            "<H2 class=\"x\"><a id=a></a><strong>2.</strong> 输入\n参数</H2>",
            "# 2. 输入 参数",
        ),
        ("<h2><p>2. 输入参数</p></h2>一", "# 2. 输入参数\n一"),
        (
            "<h2>2. 输入参数<p>一</p><h2></h2>二",
            "# 2. 输入参数\n一 / 二",
        ),
        // Text.
        (
            "<p>一<br>二</p><ul><li>三<li>四</ul><div>五</div>六",
            "一 / 二 / 三 / 四 / 五 / 六",
        ),
        (
            "<p>One\r\n  two<b>three</b> <i>four</i>.</p>",
            "One twothree four.",
        ),
        (
            "<p>a&nbsp;&lt;b&gt;&amp;amp; &#20108;\u{200b}\u{3000}c",
            "a <b>&amp; 二 c",
        ),
        ("一<公共请求参数>二 < 三 <3", "一<公共请求参数>二 < 三 <3"),
        ("<p>一<my-tag>二</my-tag>", "一二"),
        // Code.
        (
            "<pre><code class=x>\n{\n  <span>\"A\"</span>: \"&lt;b&gt;\"\n}\n\n</code></pre>",
            "`{⏎  \"A\": \"<b>\"⏎}`",
        ),
        ("<pre>GET /<br>Host: a</pre>", "`GET /⏎Host: a`"),
        ("<pre>a<pre>b</pre>c", "`a⏎b`\nc"),
        // What is not shown.
        (
            "<p>一</p><!-- <p>二</p> --><script>\"<p>三</p>\"</script><style>p > a</style>四",
            "一 / 四",
        ),
        (
            "<head><title><h1>x</h1></title></head><nav>x<nav>y</nav>z</nav><noscript>n</noscript>一",
            "一",
        ),
        ("<nav>a<p>一</p>", "a / 一"),
        ("<title>a<p>一</p>", "a / 一"),
        ("<p>一</p><a href=\"", "一 / <a href=\""),
    ];
    for (html, expected) in cases {
        assert_eq!(
            sketch("page.html", &format!("<!doctype html>{html}")),
            expected,
            "{html}"
        );
    }
}

#[test]
fn tables_are_mended_but_not_repaired() {
    let cases = [
        (
            "<table><thead><tr><th>参数名称</th><th>类型</th></tr></thead><tbody><tr><td>A</td><td>String</td></tr></tbody></table>",
            "| 参数名称 | 类型 |\n| A | String |",
        ),
        // Nothing is closed.
        (
            "<table><tr><th>a<th>b<tr><td>c<td>d</table>一",
            "| a | b |\n| c | d |\n一",
        ),
        ("<table><tr><td>a<h2>b</h2>", "| a / b |"),
        // Longer, shorter and empty rows.
        (
            "<table><tr><td>a<td>b<tr><td>c<tr><td>d<td><td>e<tr></table>",
            "| a | b |\n| c |\n| d |  | e |",
        ),
        // What a cell can hold.
        (
            "<table><tr><td><p>a</p><br/>b<ul><li>c<li> d</ul><pre>e\nf</pre></td></tr></table>",
            "| a / b / c / d / e f |",
        ),
        (
            "<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e<td>f</table>",
            "| a / b c / d / e | f |",
        ),
        // Text between rows comes before the table, as in a browser.
        ("<table>x<tr><td>a</table>", "x\n| a |"),
        ("<p>a<table></table>b", "a / b"),
    ];
    for (html, expected) in cases {
        assert_eq!(
            sketch("page.html", &format!("<!doctype html>{html}")),
            expected,
            "{html}"
        );
    }
}

#[test]
fn links_keep_their_targets() {
    let html =
        "<!doctype html><p><a title='>' href='/x?a=1&amp;b=2'>一</a><a name=n>二</a><a href=/y>三";
    let document = Page::new("page.html", html.as_bytes())
        .expect("a page")
        .document();
    let targets: Vec<&str> = document
        .links
        .iter()
        .map(|Link { target, .. }| target.as_str())
        .collect();
    assert_eq!(targets, ["/x?a=1&b=2", "/y"]);
}

#[test]
fn tables_beyond_a_depth_are_told() {
    let nested = |depth| {
        let page = format!(
            "<p>a</p>{}b{}",
            "<table><tr><td>".repeat(depth),
            "</td></tr></table>".repeat(depth)
        );
        let document = Page::new("a.html", page.as_bytes()).unwrap().document();
        document
            .too_deep
            .map(|span| (span.start, page[span.start..span.end].to_owned()))
    };
    assert_eq!(nested(16), None);
    assert_eq!(nested(17), Some((8 + 16 * 15, "<table>".to_owned())));
}
