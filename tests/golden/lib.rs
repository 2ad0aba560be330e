//! The golden Rust as a downstream crate would include it: it compiles, its documentation builds without a warning, and
//! nothing in it becomes a doctest.

/// Actions that do not send or receive plain JSON.
pub mod bodies {
    include!("bodies/generated.rs");
}

/// Documentation text that tries to be anything but text.
pub mod hostile_docs {
    include!("hostile-docs/generated.rs");
}

/// All that can be documented of a member.
pub mod limits {
    include!("limits/generated.rs");
}

/// Names that Rust does not take as they are.
pub mod names {
    include!("names/generated.rs");
}

/// Actions that give their items page by page.
pub mod pages {
    include!("pages/generated.rs");
}

/// Data types that contain themselves.
pub mod recursive_types {
    include!("recursive-types/generated.rs");
}

/// The page of one action.
pub mod terminate_instances {
    include!("terminate-instances/generated.rs");
}
