//! Credential files of the official clients: INI.
//!
//! By hand, because a line that is not understood must be named by its number and never be quoted, and what is read be
//! wiped. Read as Python's `configparser` and Go's `ini.v1` agree on it, and where only one of them knows something
//! (quotes, comments after a value, `:`), as that one does.

use secrecy::SecretString;

/// What a section says.
#[derive(Default)]
pub(super) struct Section {
    pub(super) secret_id: Option<String>,
    pub(super) secret_key: Option<SecretString>,
    pub(super) token: Option<SecretString>,
}

/// A line that cannot be read. It does not say what is in it.
#[derive(Debug, PartialEq)]
pub(super) struct BadLine {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) expected: &'static str,
}

/// The section of a name, if there is one. What comes twice counts as it comes last. Other sections may hold anything.
pub(super) fn section(text: &str, name: &str) -> Result<Option<Section>, BadLine> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut found: Option<Section> = None;
    let mut is_inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let bad = |expected| BadLine {
            number: index + 1,
            expected,
        };
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(header) = line.strip_prefix('[') {
            let (header, _) = header
                .split_once(']')
                .ok_or(bad("`]` after the name of a section"))?;
            is_inside = header.trim() == name;
            if is_inside {
                found.get_or_insert_default();
            }
        } else if let Some(section) = found.as_mut().filter(|_| is_inside) {
            let (key, value) = line
                .split_once(['=', ':'])
                .ok_or(bad("`key = value`, a `[section]`, or a comment"))?;
            section.set(key.trim(), value_of(value));
        }
    }
    Ok(found)
}

impl Section {
    fn set(&mut self, key: &str, value: &str) {
        let is = |name: &str| key.eq_ignore_ascii_case(name);
        let secret = || {
            Some(value)
                .filter(|value| !value.is_empty())
                .map(SecretString::from)
        };
        if is("secret_id") {
            self.secret_id = Some(value.to_owned()).filter(|value| !value.is_empty());
        } else if is("secret_key") {
            self.secret_key = secret();
        } else if is("token") {
            self.token = secret();
        }
    }
}

/// A value without its quotes, or without the comment behind it.
fn value_of(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        let quoted = text
            .strip_prefix(quote)
            .and_then(|rest| rest.split_once(quote));
        if let Some((value, _)) = quoted {
            return value.trim();
        }
    }
    let comment = text
        .char_indices()
        .zip(text.chars().skip(1))
        .find(|((_, before), mark)| before.is_whitespace() && matches!(mark, '#' | ';'));
    comment.map_or(text, |((end, _), _)| text[..end].trim_end())
}
