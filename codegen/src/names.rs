//! How the documentation writes the names of services, actions, data types, members and error codes.

/// Whether a text can be the name of an action, a data type or a member.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a text is the short name of a service: `cvm`. It names a file.
#[cfg(feature = "import")]
pub(crate) fn is_service(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// Whether a text is the version of an API: `2017-03-12`. It names a file.
#[cfg(feature = "import")]
pub(crate) fn is_version(text: &str) -> bool {
    text.split('-').map(str::len).eq([4, 2, 2])
        && text.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// Whether a text is an error code: words joined by full stops, `InvalidInstanceId.NotFound`.
pub(crate) fn is_error_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.split('.').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_codes_need_no_full_stop() {
        for text in [
            "InvalidDisk",
            "InvalidDiskId.NotFound",
            "FailedOperation.A.B_2",
        ] {
            assert!(is_error_code(text), "{text:?}");
        }
        for text in ["", "4000", "Invalid Disk", "InvalidDisk.", "找不到"] {
            assert!(!is_error_code(text), "{text:?}");
        }
    }
}
