//! Names that something else has already, wherever it is: by the wire name alone, they become others.

/// Names at the root of a service version that are not a data type's: what the generated code itself uses, the prelude
/// and the primitive types' companions.
pub(super) const TYPES: &[&str] = &[
    "Box", "Client", "Err", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// Modules of a service version that are not an action's.
pub(super) const MODULES: &[&str] = &["errors", "runtime", "types"];

/// Methods of every client.
pub(super) const METHODS: &[&str] = &[
    "clone",
    "clone_from",
    "from",
    "into",
    "new",
    "to_owned",
    "try_from",
    "try_into",
];

/// Methods that every struct has, from its own `impl` or from a trait that is always in scope: a setter of that name
/// would hide them.
pub(super) const MEMBERS: &[&str] = &[
    "clone",
    "clone_from",
    "default",
    "eq",
    "from",
    "from_iter",
    "into",
    "ne",
    "new",
    "to_owned",
    "try_from",
    "try_into",
    "validate",
];

/// The variant for codes that are not documented.
pub(super) const VARIANTS: &[&str] = &["Other"];

/// A name, or with a `_` behind it if it is one of these.
pub(super) fn unreserved(name: String, reserved: &[&str]) -> String {
    if reserved.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}
