//! How bad a change is.

use std::fmt;
use std::str::FromStr;

/// What a change means for who relied on how things were; the worst is the largest.
///
/// It is said twice of each change: for the wire, which is for programs that are already running, and for the public items
/// of the generated code, which is for who compiles it anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is different.
    None,
    /// There is more than there was, and what was right stays right.
    Additive,
    /// What was right is still accepted as far as the documentation tells, but can mean or give something else. This is
    /// said of the wire only: a compiler accepts or refuses.
    Dangerous,
    /// What was right no longer is.
    Breaking,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Dangerous, Self::Additive, Self::None];

    /// Its word in output and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Additive => "additive",
            Self::Dangerous => "dangerous",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A text that is no severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected breaking, dangerous, additive or none")]
pub struct UnknownSeverity;

impl FromStr for Severity {
    type Err = UnknownSeverity;

    fn from_str(text: &str) -> Result<Self, UnknownSeverity> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.word() == text).ok_or(UnknownSeverity)
    }
}
