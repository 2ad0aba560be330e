//! The Rust names of what a spec has, and how they stay what they are.
//!
//! ```text
//! wire name ──rule──▶ Rust name, unless the spec has `rust_name`
//! new Spec, Spec before ──settle──▶ new Spec, with `rust_name` where the name by the rule is another item's
//! ```
//!
//! A Rust name follows from the wire name alone, by a rule that never changes. So it does not matter what else there is,
//! but in one case: two siblings want the same name, as `DNSFormat` and `DnsFormat` do. Then one of them has another name,
//! which stands beside it in the spec as `rust_name`. The spec is the memory of these names: which of two was there first
//! can be seen in no documentation. Whatever writes a spec [`settle`]s it against the one that was there before, so that
//! what has a name keeps it, and what is new takes a free one. Whatever reads a spec believes it, and looks at siblings only
//! to find names that are given twice, which is an error.
//!
//! Of what is gone, nothing is remembered. Its users were broken when it went; a name that is kept for it would be taken
//! from what is there; and if it comes back, it gets the same name again, unless somebody else has it by then.
//!
//! ```
//! use std::path::Path;
//! use tencentcloud_codegen::naming::settle;
//! use tencentcloud_codegen::spec::Spec;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let spec = |members: &str| {
//!     let text = format!(r#"{{ "spec": 1, "types": {{ "Zone": {{ "members": [{members}] }} }} }}"#);
//!     Spec::from_json(&text, Path::new("spec.json"))
//! };
//! let before = spec(r#"{ "name": "DNSFormat", "type": "string" }"#)?;
//! let mut now = spec(
//!     r#"{ "name": "DnsFormat", "type": "string" }, { "name": "DNSFormat", "type": "string" }"#,
//! )?;
//! let settled = settle(&mut now, Some(&before));
//! assert_eq!(
//!     settled[0].to_string(),
//!     "member `DnsFormat` of data type `Zone` is `dns_format_`: `dns_format` is member `DNSFormat` of data type `Zone`"
//! );
//! assert_eq!(now.types["Zone"].members[0].rust_name.as_deref(), Some("dns_format_"));
//! # Ok(())
//! # }
//! ```

mod clash;
pub(crate) mod given;
mod item;
mod names;
mod reserved;
mod rivals;
mod rule;
mod scope;
mod settle;

pub use self::clash::Clash;
pub(crate) use self::item::named_codes;
pub use self::item::{Item, Owner};
pub(crate) use self::names::{ActionNames, constant, field, service_error, structure, variant};
pub use self::settle::{Settled, has_clash, settle};

/// The member that every response has, whether or not it is documented.
pub(crate) const REQUEST_ID: &str = "RequestId";
