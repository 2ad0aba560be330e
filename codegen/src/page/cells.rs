//! What a cell can be, by its look alone: this tells rows apart where nothing else does.

/// Whether a cell can name a parameter or an error code: `Instances.N.Dimensions.0.Name`, `X-TC-Action`, `Total Count`.
pub(super) fn is_name(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && cell.len() <= 100
        && cell.split(' ').count() <= 2
        && cell
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']' | ' '))
}

/// Whether a line is an error code by itself: `InvalidInstanceId.NotFound`, `InternalServerError`.
pub(super) fn is_code(line: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.len() > 1
            && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    // A single word, such as `Linux`, can be a line of a description.
    let words = line.chars().filter(char::is_ascii_uppercase).count();
    line.split('.').all(is_part) && words > 1 && line.contains(|c: char| c.is_ascii_lowercase())
}

/// Whether a cell can be a type: `String`, `Array of Filter`, `Timestamp ISO8601`.
pub(super) fn is_type(cell: &str) -> bool {
    is_common_type(cell)
        || (cell.starts_with(|c: char| c.is_ascii_alphabetic())
            && cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
}

/// Whether a cell is a type that is not the name of a structure.
pub(super) fn is_common_type(cell: &str) -> bool {
    const TYPES: &[&str] = &[
        "string",
        "integer",
        "boolean",
        "float",
        "timestamp",
        "date",
        "binary",
        "object",
    ];
    let cell = cell.to_ascii_lowercase();
    let word = cell.split(' ').next().unwrap_or_default();
    cell.starts_with("array of ") || (TYPES.contains(&word) && cell.split(' ').count() <= 2)
}
