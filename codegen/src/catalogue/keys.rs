//! The keys of the catalogue's files, and what becomes of each.

use std::ops::AddAssign;

/// A kind of object in the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `api.json` as a whole.
    Api,
    /// Its `metadata`.
    Metadata,
    /// One of its `actions`.
    Action,
    /// One of its `objects`.
    Object,
    /// A member of an object.
    Member,
    /// `examples.json` as a whole.
    Examples,
    /// An example.
    Example,
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Api => "api",
            Self::Metadata => "metadata",
            Self::Action => "action",
            Self::Object => "object",
            Self::Member => "member",
            Self::Examples => "examples",
            Self::Example => "example",
        })
    }
}

/// A key that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Where it stands.
    pub level: Level,
    /// The key.
    pub name: &'static str,
    /// Whether what it says becomes part of the spec.
    pub is_used: bool,
    /// What becomes of it, or why it does not become part of the spec.
    pub becomes: &'static str,
}

const fn used(level: Level, name: &'static str, becomes: &'static str) -> Key {
    Key {
        level,
        name,
        is_used: true,
        becomes,
    }
}

const fn unused(level: Level, name: &'static str, why: &'static str) -> Key {
    Key {
        level,
        name,
        is_used: false,
        becomes: why,
    }
}

/// All keys that are known.
pub const KEYS: &[Key] = &[
    used(Level::Api, "actions", "`actions`"),
    used(Level::Api, "metadata", "see below"),
    used(
        Level::Api,
        "objects",
        "`request` and `response` of an action, or a type in `types`",
    ),
    unused(
        Level::Api,
        "version",
        "the version of the file format; another one than `1.0` is told",
    ),
    used(Level::Metadata, "apiVersion", "`version`"),
    used(Level::Metadata, "serviceShortName", "`service`"),
    used(
        Level::Metadata,
        "serviceNameCN",
        "`title`; it is in Chinese in both languages",
    ),
    used(Level::Metadata, "api_brief", "`doc`"),
    used(Level::Action, "name", "`title`"),
    used(
        Level::Action,
        "document",
        "`doc`, with what it states of rate limit and deprecation",
    ),
    used(
        Level::Action,
        "input",
        "`request`: the members of that object",
    ),
    used(
        Level::Action,
        "output",
        "`response`: the members of that object",
    ),
    used(
        Level::Action,
        "status",
        "`deprecated`, if it is `deprecated` or `offline`",
    ),
    used(Level::Action, "skip_sign", "`unsigned`"),
    used(
        Level::Object,
        "document",
        "`doc` of a type; of a request or response it says nothing",
    ),
    used(Level::Object, "members", "`members`"),
    unused(
        Level::Object,
        "type",
        "always `object`; anything else is told",
    ),
    used(
        Level::Object,
        "usage",
        "members of a type that only responses use are neither required nor have a default",
    ),
    used(Level::Member, "name", "`name`"),
    used(Level::Member, "type", "`type`: a list or not"),
    used(
        Level::Member,
        "member",
        "`type`: the scalar or the data type",
    ),
    used(Level::Member, "required", "`required`"),
    used(Level::Member, "value_allowed_null", "`nullable`"),
    used(Level::Member, "disabled", "`deprecated`"),
    used(Level::Member, "example", "`example`"),
    used(
        Level::Member,
        "document",
        "`doc`, with what it states of default, limits and values",
    ),
    unused(
        Level::Member,
        "default",
        "only older releases have it: it is empty, or an example more often than a default; `document` states the default",
    ),
    unused(
        Level::Member,
        "output_required",
        "a response decodes whatever is missing in it, and what is required there flips between releases",
    ),
    used(Level::Examples, "actions", "`examples` of each action"),
    unused(
        Level::Examples,
        "version",
        "the version of the file format; another one than `1.0` is told",
    ),
    used(Level::Example, "title", "`title`"),
    used(Level::Example, "document", "`doc`"),
    used(Level::Example, "input", "`request`"),
    used(Level::Example, "output", "`response`"),
];

/// How much was read, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    keys: [u64; KEYS.len()],
    /// Keys that are not known.
    pub unknown_keys: u64,
    /// Service versions.
    pub versions: u64,
    /// Actions that became part of a spec.
    pub actions: u64,
    /// Data types that became part of a spec.
    pub types: u64,
    /// Members of requests, responses and data types that became part of a spec, each object once.
    pub members: u64,
    /// Examples.
    pub examples: u64,
    /// Examples of which the request and the response could be read.
    pub whole_examples: u64,
    /// Examples of which only a part could be read.
    pub partial_examples: u64,
    /// Error codes.
    pub error_codes: u64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            keys: [0; KEYS.len()],
            unknown_keys: 0,
            versions: 0,
            actions: 0,
            types: 0,
            members: 0,
            examples: 0,
            whole_examples: 0,
            partial_examples: 0,
            error_codes: 0,
        }
    }
}

impl Counts {
    /// How often each key that is known was there.
    pub fn keys(&self) -> impl Iterator<Item = (&'static Key, u64)> {
        KEYS.iter().zip(self.keys.iter().copied())
    }

    /// Counts a key; whether it is known.
    pub(super) fn add(&mut self, level: Level, name: &str) -> bool {
        let is_it = |key: &Key| key.level == level && key.name == name;
        let Some(at) = KEYS.iter().position(is_it) else {
            self.unknown_keys += 1;
            return false;
        };
        self.keys[at] += 1;
        true
    }
}

impl AddAssign<&Counts> for Counts {
    fn add_assign(&mut self, other: &Self) {
        for (sum, count) in self.keys.iter_mut().zip(other.keys) {
            *sum += count;
        }
        self.unknown_keys += other.unknown_keys;
        self.versions += other.versions;
        self.actions += other.actions;
        self.types += other.types;
        self.members += other.members;
        self.examples += other.examples;
        self.whole_examples += other.whole_examples;
        self.partial_examples += other.partial_examples;
        self.error_codes += other.error_codes;
    }
}

/// All keys as a table in Markdown, in `docs/catalogue.md`.
pub fn table() -> String {
    let mut lines = vec![
        "| Key | In the spec | What becomes of it, or why not |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(KEYS.iter().map(|key| {
        let used = if key.is_used { "yes" } else { "no" };
        format!(
            "| {} `{}` | {used} | {} |",
            key.level, key.name, key.becomes
        )
    }));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// `UPDATE_GOLDEN=1` writes the table anew.
    #[test]
    fn the_documentation_lists_all_keys() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/catalogue.md");
        let Ok(text) = fs::read_to_string(&path) else {
            println!("skipped: there is no folder docs beside this crate");
            return;
        };
        let (before, rest) = text.split_once("| Key |").unwrap();
        let (_, after) = rest.split_once("|\n\n").unwrap();
        let expected = format!("{before}{}\n{after}", table());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, expected).unwrap();
        } else {
            assert_eq!(text, expected, "if this is right, run with UPDATE_GOLDEN=1");
        }
    }
}
