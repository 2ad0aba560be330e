//! How pages write types, names of members and error codes.

use crate::names::is_identifier;
use crate::spec::TypeRef;
use crate::words;

/// Page spellings of scalars, lower case and without space and `_`.
const SCALARS: &[(&str, TypeRef)] = &[
    ("string", TypeRef::String),
    ("integer", TypeRef::Integer),
    ("int", TypeRef::Integer),
    ("int32", TypeRef::Integer),
    ("int64", TypeRef::Integer),
    ("long", TypeRef::Integer),
    ("uint", TypeRef::Unsigned),
    ("uint32", TypeRef::Unsigned),
    ("uint64", TypeRef::Unsigned),
    ("float", TypeRef::Float),
    ("float32", TypeRef::Float),
    ("float64", TypeRef::Float),
    ("double", TypeRef::Float),
    ("boolean", TypeRef::Boolean),
    ("bool", TypeRef::Boolean),
    ("timestamp", TypeRef::Timestamp),
    ("timestampiso8601", TypeRef::Timestamp),
    ("datetimeiso", TypeRef::Timestamp),
    ("datetime", TypeRef::Datetime),
    ("date", TypeRef::Date),
    ("binary", TypeRef::Binary),
];

/// The type that a cell names: a scalar, the name of a data type, or `Array of` one.
pub(super) fn type_ref(text: &str) -> Option<TypeRef> {
    let mut item = text.trim();
    let mut depth = 0;
    while let Some(inner) = array_item(item) {
        item = inner;
        depth += 1;
    }
    item_type(link_text(item))?.nested(depth)
}

fn item_type(text: &str) -> Option<TypeRef> {
    let folded: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '_'))
        .collect::<String>()
        .to_ascii_lowercase();
    if let Some((_, scalar)) = SCALARS.iter().find(|(word, _)| *word == folded) {
        return Some(scalar.clone());
    }
    // `Yes` is the required word, moved into the place of the type by a missing or additional cell.
    let is_name = is_identifier(text) && words::yes_or_no(text).is_none();
    is_name.then(|| TypeRef::Named(text.to_owned()))
}

/// The name of a parameter or member, and whether it says `.N`: a list.
pub(super) fn member_name(text: &str) -> Option<(&str, bool)> {
    let text = text.trim();
    let (name, is_list) = text
        .strip_suffix(".N")
        .map_or((text, false), |name| (name, true));
    is_identifier(name).then_some((name, is_list))
}

/// The name in a cell that ends in a full stop or the like.
pub(super) fn member_name_before_stop(text: &str) -> Option<(&str, bool)> {
    member_name(
        text.trim()
            .strip_suffix(['.', '。', ',', '，', ':', '：', ';', '；'])?,
    )
}

/// The name of any parameter, a common one that is sent as a header too: `X-TC-Action`.
pub(super) fn parameter_name(text: &str) -> Option<(&str, bool)> {
    let text = text.trim();
    let is_header = || {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    member_name(text).or_else(|| is_header().then_some((text, false)))
}

/// Whether a text is a type whatever data types there are: a scalar, or an array of something.
pub(super) fn is_scalar(text: &str) -> bool {
    type_ref(text).is_some_and(|ty| !matches!(ty, TypeRef::Named(_)))
}

/// Whether a text is a region: `ap-shanghai-fsi`.
pub(super) fn is_region(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.contains('-') && text.split('-').all(is_word)
}

/// The text of a link that Markdown does not know as one: `[Placement](# placement)`.
fn link_text(text: &str) -> &str {
    let link = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')')?.split_once("]("));
    link.map_or(text, |(text, _)| text)
}

/// `Array of String`, in any case and with any space.
fn array_item(text: &str) -> Option<&str> {
    let rest = strip_word(text, "array")?;
    let item = strip_word(rest, "of")?;
    (!item.is_empty()).then_some(item)
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    (start.eq_ignore_ascii_case(word) && rest.starts_with(char::is_whitespace))
        .then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_their_spelling() {
        let cases = [
            ("String", "string"),
            ("integer", "integer"),
            ("Uint64", "unsigned"),
            ("Bool", "boolean"),
            ("Timestamp", "timestamp"),
            ("Timestamp ISO8601", "timestamp"),
            ("Timestamp_ISO8601", "timestamp"),
            ("Datetime", "datetime"),
            ("Array of String", "list<string>"),
            ("array of  Filter", "list<Filter>"),
            ("Array of Array of Float", "list<list<float>>"),
            ("Placement", "Placement"),
            ("Array of [Placement](# placement)", "list<Placement>"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                type_ref(text).map(|ty| ty.to_string()).as_deref(),
                Some(expected),
                "{text:?}"
            );
        }
        for text in ["", "Array of", "The list of disks.", "是", "No"] {
            assert_eq!(type_ref(text), None, "{text:?}");
        }
        let nested = |depth| format!("{}String", "Array of ".repeat(depth));
        assert!(type_ref(&nested(TypeRef::DEPTH)).is_some());
        assert_eq!(type_ref(&nested(TypeRef::DEPTH + 1)), None);
    }

    #[test]
    fn the_n_of_a_list_is_not_part_of_its_name() {
        assert_eq!(member_name("DiskIds.N"), Some(("DiskIds", true)));
        assert_eq!(member_name("DiskId"), Some(("DiskId", false)));
        for text in ["", "Total Count", "Disks.N.Size", "名称", "1st"] {
            assert_eq!(member_name(text), None, "{text:?}");
        }
    }
}
