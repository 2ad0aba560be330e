//! Regular expressions: data that is compiled once.

use regex::Regex;

/// Compiles a pattern of a table.
///
/// `\b` is the boundary of a word of ASCII letters: the words of patterns are English, text in Chinese has no spaces around
/// them, and the boundary of any word would keep the patterns from the fastest way to search.
pub(crate) fn compile(pattern: &str) -> Regex {
    let pattern = pattern.replace(r"\b", r"(?-u:\b)");
    Regex::new(&pattern).expect("the patterns are fixed, and tests use each of them")
}

/// A static regular expression; its doc comment carries the phrase it was written for.
macro_rules! patterns {
    ($($(#[$doc:meta])* $visibility:vis $name:ident = $pattern:expr;)*) => {
        $($(#[$doc])* $visibility static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::pattern::compile($pattern));)*
    };
}

pub(crate) use patterns;
