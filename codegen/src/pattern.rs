//! Regular expressions: data that is compiled once.

use regex::Regex;

/// Compiles a pattern of a table.
pub(crate) fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are fixed, and tests use each of them")
}

/// A static regular expression; its doc comment carries the phrase it was written for.
macro_rules! patterns {
    ($($(#[$doc:meta])* $visibility:vis $name:ident = $pattern:expr;)*) => {
        $($(#[$doc])* $visibility static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::pattern::compile($pattern));)*
    };
}

pub(crate) use patterns;
