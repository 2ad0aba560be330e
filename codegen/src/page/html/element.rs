//! What the elements of HTML mean for the reader.

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Element {
    /// Nothing: `<b>`, `<span>`, `<font>`, and what is not known.
    Inline,
    /// Its start and end are line ends.
    Block,
    /// As a block; and it cannot stand in a heading, so it ends one that was left open.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading,
    /// `<table>`.
    Table,
    /// A part of a table that says nothing of its own, such as `<tbody>`.
    TablePart,
    /// `<tr>`.
    Row,
    /// `<td>` and `<th>`.
    Cell,
    /// `<pre>`.
    Code,
    /// `<a>`.
    Link,
    /// A browser shows or copies nothing of it.
    Hidden,
    /// Hidden, and what is in it is not markup.
    Raw,
}

const ELEMENTS: &[(Element, &[&str])] = &[
    (
        Element::Inline,
        &[
            "abbr", "acronym", "b", "bdi", "bdo", "big", "body", "center", "cite", "code", "data",
            "del", "dfn", "em", "font", "html", "i", "img", "ins", "kbd", "label", "mark", "nobr",
            "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
            "var", "wbr",
        ],
    ),
    (
        Element::Block,
        &[
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "caption",
            "dd",
            "details",
            "div",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hr",
            "legend",
            "main",
            "section",
            "summary",
        ],
    ),
    (Element::Paragraph, &["dl", "li", "menu", "ol", "p", "ul"]),
    (Element::Heading, &["h1", "h2", "h3", "h4", "h5", "h6"]),
    (Element::Table, &["table"]),
    (
        Element::TablePart,
        &["col", "colgroup", "tbody", "tfoot", "thead"],
    ),
    (Element::Row, &["tr"]),
    (Element::Cell, &["td", "th"]),
    (Element::Code, &["pre"]),
    (Element::Link, &["a"]),
    (
        Element::Hidden,
        &[
            "audio", "button", "canvas", "datalist", "dialog", "head", "map", "math", "nav",
            "noscript", "object", "select", "svg", "template", "video",
        ],
    ),
    (
        Element::Raw,
        &[
            "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
        ],
    ),
];

/// What the element of this name is; `None` when HTML has no such element.
pub(in crate::page) fn element(name: &str) -> Option<Element> {
    ELEMENTS
        .iter()
        .find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
        .map(|&(element, _)| element)
}
