//! Two items that would have one name.

use std::fmt;

use super::Item;
use super::settle::clashes;
use crate::spec::Spec;

/// Two items of a spec that would have the same Rust name.
///
/// It is told with the way out: what has the name cannot be seen in a spec that does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The name.
    pub rust_name: String,
    /// Both items, each with the files that it is from if there are several.
    pub items: [(Item, Vec<String>); 2],
    /// Which of the two (0 or 1) could have which other name; nothing if both names were chosen by hand.
    pub way_out: Option<(usize, String)>,
}

impl Clash {
    /// A clash of items of this spec.
    pub(crate) fn new(spec: &Spec, rust_name: &str, items: [Item; 2]) -> Self {
        let way_out = clashes(spec).find_map(|settled| {
            let at = items.iter().position(|item| *item == settled.item)?;
            Some((at, settled.rust_name))
        });
        Self {
            rust_name: rust_name.to_owned(),
            items: items.map(|item| (item, Vec::new())),
            way_out,
        }
    }
}

impl std::error::Error for Clash {}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |(item, files): &(Item, Vec<String>)| match files.as_slice() {
            [] => item.to_string(),
            files => format!("{item} in {}", files.join(" and ")),
        };
        let [one, other] = &self.items;
        if one.0 == other.0 {
            return write!(f, "{} is there twice", place(one));
        }
        write!(
            f,
            "{} and {} would both be `{}` in Rust; ",
            place(one),
            place(other),
            self.rust_name
        )?;
        match &self.way_out {
            Some((at, name)) => write!(
                f,
                "add `\"rust_name\": \"{name}\"` to {}, or one to the other if that came later: \
                 `tcgen import --out` and `tcgen parse --out` do so by themselves where they know what was there before",
                place(&self.items[*at])
            ),
            None => f.write_str("give one of them another `rust_name`"),
        }
    }
}
