//! `errorcodes.py` of the Python SDK: the error codes of a service version, each with its meaning in the comment above it.

use super::Content;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened};
use crate::names;
use crate::page;
use crate::pattern::patterns;
use crate::spec::ErrorCode;

patterns! {
    /// `INVALIDDISK_NOTFOUND = 'InvalidDisk.NotFound'`
    ASSIGNMENT = r#"^[A-Za-z_][A-Za-z0-9_]*\s*=\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*$"#;
}

/// Reads the codes, in the order of the file, and tells the lines that are none.
pub(super) fn read(text: &str, content: Content) -> (Vec<ErrorCode>, Vec<Diagnostic>) {
    let mut codes: Vec<ErrorCode> = Vec::new();
    let mut findings = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        let line = line.trim_end();
        if let Some(text) = line.strip_prefix('#') {
            comment.push(text.trim());
        } else if line.trim_start_matches('\u{feff}').is_empty() {
            // What stands above an empty line, such as the licence, is about no code.
            comment.clear();
        } else if let Some(found) = ASSIGNMENT.captures(line) {
            let code = found
                .get(1)
                .or(found.get(2))
                .map_or("", |code| code.as_str());
            let comment = std::mem::take(&mut comment);
            if !names::is_error_code(code) {
                let message = format!("{} is no error code", shortened(code));
                findings.push(left_out(codes::CATALOGUE_BAD_ERROR_CODE, span, message));
            } else if codes.iter().any(|known| known.code == code) {
                let message = format!("the error code `{code}` is there more than once");
                findings.push(left_out(codes::CATALOGUE_BAD_ERROR_CODE, span, message));
            } else {
                let doc = match content {
                    Content::All => page::copied_form(&comment.join("\n")),
                    Content::Facts | Content::Outline => String::new(),
                };
                codes.push(ErrorCode::new(code, doc));
            }
        } else {
            comment.clear();
            let message = format!("{} is neither a code nor a comment", shortened(line));
            findings.push(left_out(codes::CATALOGUE_UNKNOWN_LINE, span, message));
        }
    }
    (codes, findings)
}

fn left_out(code: &'static str, span: Span, message: String) -> Diagnostic {
    Diagnostic::warning(code, span, message).with_help("left it out")
}
