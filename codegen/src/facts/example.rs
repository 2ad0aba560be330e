//! The documented example, which pages append to the description: `示例值：20`.

use crate::pattern::patterns;

patterns! {
    /// A line `示例值：20`, `Example value: 20`; the end of a line `…。示例值：20`
    EXAMPLE = r"(?i)(?:^|[\s。；;.）)])((?:示例值|example value)\s*[：:])";
    /// What ends an example in the same line, where lines were joined: `示例值：true 默认值：false 示例值：true`
    NEXT = r"(?i)\s(?:示例值|默认值|example value|default value)\s*[：:]";
}

/// The description without its examples, and the last of them.
///
/// There can be several: one that stands in the description, and the one that the page appends.
pub(crate) fn split(text: &str) -> (String, Option<String>) {
    let mut doc: Vec<&str> = Vec::new();
    let mut example = None;
    // Few descriptions hold one, and a search in the whole is quicker than one in each line.
    if !EXAMPLE.is_match(text) {
        doc.extend(text.lines().filter(|line| !line.is_empty()));
        return (doc.join("\n"), None);
    }
    let lines: Vec<_> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let mut rest = *line;
        while let Some(marker) = EXAMPLE.captures(rest).and_then(|found| found.get(1)) {
            let before = rest[..marker.start()].trim_end();
            if !before.is_empty() {
                doc.push(before);
            }
            let value = rest[marker.end()..].trim();
            let end = NEXT.find(value).map_or(value.len(), |next| next.start());
            let mut whole = value[..end].to_owned();
            rest = value[end..].trim_start();
            if rest.is_empty() {
                at += continuation(&mut whole, &lines[at..]);
            }
            example = Some(whole);
        }
        if !rest.is_empty() {
            doc.push(rest);
        }
    }
    (doc.join("\n"), example)
}

/// How many lines the JSON value of an example can go on over: without a limit, many that never end would take time by
/// the square of their number.
const LINES: usize = 200;

/// Takes in the lines that a JSON value of several lines goes on over; how many those were.
fn continuation(value: &mut String, following: &[&str]) -> usize {
    if !value.starts_with(['[', '{']) {
        return 0;
    }
    let mut open = depth(value);
    let mut taken = 0;
    while open > 0 {
        let Some(line) = following.get(taken).filter(|_| taken < LINES) else {
            return 0;
        };
        open += depth(line);
        taken += 1;
    }
    for line in &following[..taken] {
        value.push('\n');
        value.push_str(line);
    }
    taken
}

/// How many brackets are open at the end.
fn depth(text: &str) -> i32 {
    text.chars().fold(0, |depth, c| match c {
        '[' | '{' => depth + 1,
        ']' | '}' => depth - 1,
        _ => depth,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_example_is_cut_out() {
        let cases: &[(&str, &str, Option<&str>)] = &[
            ("The size.", "The size.", None),
            ("大小。\n示例值：20", "大小。", Some("20")),
            (
                "示例值：true\n默认值：false\n示例值：false",
                "默认值：false",
                Some("false"),
            ),
            (
                "大小。 示例值：20 默认值：10 示例值：30",
                "大小。\n默认值：10",
                Some("30"),
            ),
            ("状态。 示例值：RUN", "状态。", Some("RUN")),
            (
                "大小。\n示例值：20\n默认值：10",
                "大小。\n默认值：10",
                Some("20"),
            ),
            ("A size.\nExample value: 5", "A size.", Some("5")),
            (
                "过滤。\n示例值：[{\n\"A\": 1\n}]\n默认值：[]",
                "过滤。\n默认值：[]",
                Some("[{\n\"A\": 1\n}]"),
            ),
            (
                "过滤。\n示例值：[1\n默认值：2",
                "过滤。\n默认值：2",
                Some("[1"),
            ),
            ("如示例值所示：20", "如示例值所示：20", None),
        ];
        for (text, doc, example) in cases {
            assert_eq!(
                split(text),
                ((*doc).to_owned(), example.map(str::to_owned)),
                "{text:?}"
            );
        }
    }
}
