//! Annotations of a workflow of GitHub.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::super::{Change, Severity};
use super::{Report, before_and_after, counts_words};

/// The file of a change, and the line in it.
type PlaceOf<'a> = dyn Fn(&Change) -> Option<(PathBuf, Option<usize>)> + 'a;

/// A line for each change that GitHub shows at the file that it is in: breaking ones as errors, dangerous ones as warnings,
/// others as notices; the worst first, because GitHub shows ten of each. The last line counts what is not told.
///
/// `place` gives the file of a change, and the line in it, if both are known.
pub fn github(report: &Report<'_>, place: &PlaceOf<'_>) -> String {
    let mut changes: Vec<&Change> = report.changes.list.iter().collect();
    changes.retain(|change| report.documentation || !change.rule.is_documentation());
    changes.sort_by_key(|change| Reverse(change.severity()));
    let mut out: String = changes.iter().map(|change| line(change, place)).collect();
    let words = counts_words(&report.changes.counts());
    let _ = writeln!(out, "::notice title=tcgen diff::{}", data(&words));
    out
}

fn line(change: &Change, place: &PlaceOf<'_>) -> String {
    let level = match change.severity() {
        Severity::Breaking => "error",
        Severity::Dangerous => "warning",
        Severity::Additive | Severity::None => "notice",
    };
    let mut properties = Vec::new();
    if let Some((file, line)) = place(change) {
        properties.push(format!("file={}", property(&slashes(&file))));
        properties.extend(line.map(|line| format!("line={line}")));
    }
    properties.push(format!("title={}", property(change.rule.id)));
    let mut message = change.place.to_string();
    if let Some(what) = before_and_after(change).filter(|_| !change.rule.is_documentation()) {
        let _ = write!(message, ": {what}");
    }
    let _ = write!(
        message,
        "\nwire {}, Rust {} ({})",
        change.wire,
        change.rust,
        change.fingerprint()
    );
    for item in &change.api {
        let _ = write!(message, "\n{item}");
    }
    format!("::{level} {}::{}\n", properties.join(","), data(&message))
}

/// A path as GitHub writes it: it knows no file `./specs/…`.
fn slashes(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands behind `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_message_or_a_property_is_escaped() {
        assert_eq!(data("100%: a\nb"), "100%25: a%0Ab");
        assert_eq!(property("C:\\a,b"), "C%3A\\a%2Cb");
    }
}
