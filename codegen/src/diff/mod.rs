//! What is different between two descriptions of the same services, for the wire and for who uses the generated code.
//!
//! ```text
//! old Spec ──┐                        ┌─ what it means on the wire: by its rule and where it is
//!            ├─compare──▶ Change ─────┤
//! new Spec ──┘                        └─ what it means for Rust: the two plans, each difference laid to its cause
//!
//! Changes ──▶ text | JSON | Markdown | a page of HTML | annotations of GitHub | a list of fingerprints
//! ```
//!
//! There is one change for each cause: a member that is added to a data type which 200 actions reach is one change, with
//! the number of actions. Every change has a stable [`Rule`], a place, what was there before and after, two severities,
//! and a fingerprint by which it can be ignored from then on.
//!
//! ```
//! use tencentcloud_codegen::diff::{Changes, Severity};
//! use tencentcloud_codegen::spec::Spec;
//! # use std::path::Path;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let spec = |request: &str| {
//!     let text = format!(
//!         r#"{{ "spec": 1, "service": "cvm", "version": "2017-03-12",
//!              "actions": {{ "StartInstances": {{ "request": [{request}] }} }} }}"#
//!     );
//!     Spec::from_json(&text, Path::new("cvm.json"))
//! };
//! let old = spec(r#"{ "name": "Ids", "type": "list<string>" }"#)?;
//! let new = spec(r#"{ "name": "Ids", "type": "list<string>", "required": true }"#)?;
//!
//! let changes = Changes::between(&[old], &[new])?;
//! let [change] = &changes.list[..] else { panic!("there is one") };
//! assert_eq!(change.rule.id, "member-became-required");
//! assert_eq!((change.wire, change.rust), (Severity::Breaking, Severity::Breaking));
//! assert_eq!(change.place.to_string(), "cvm 2017-03-12 action StartInstances request Ids");
//! # Ok(())
//! # }
//! ```

mod advice;
mod blame;
mod change;
mod changes;
mod compare;
mod ignore;
mod partial;
mod rename;
pub mod report;
pub mod rule;
mod severity;
mod surface;
mod usage;

pub use self::advice::{Advice, Bump};
pub use self::change::{ApiChange, Change, Part, Place, Subject, Usage};
pub use self::changes::{Changes, Counts};
pub use self::ignore::{Ignored, IgnoredError};
pub use self::partial::{complete, complete_error_codes};
pub use self::rule::{About, Rule};
pub use self::severity::{Severity, UnknownSeverity};
