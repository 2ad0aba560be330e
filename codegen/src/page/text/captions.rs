//! Which line in front of a table is the name of a data type: in copied text nothing marks it as a heading.
//!
//! ```text
//! Disk
//!
//! A disk.
//!
//! Used by actions: DescribeDisks.
//!
//! Name⇥Type⇥Description
//! ```

use crate::diagnostic::Span;
use crate::document::one_line;
use crate::words;

/// Where the name can stand, counted back in lines that are not empty from the one that says which actions use the type, else
/// from the table: a description of one line between them is usual, then none, then more of them.
const PLACES: [usize; 4] = [2, 1, 3, 4];

/// The place of the name among the lines in front of a table. The last one that is not empty says which actions use the type,
/// unless the page is known to have no other tables than those of types.
///
/// Other lines can look like a name, too: the end of the table before (`取值：⏎ON⏎OFF`), or the description. A name is
/// followed by an empty line, where the copy has empty lines at all.
pub(super) fn type_name(text: &str, lines: &[Span], only_types: bool) -> Option<usize> {
    let line = |at: usize| one_line(&text[lines[at].start..lines[at].end]);
    let mut filled = (0..lines.len())
        .rev()
        .filter(|&at| !line(at).is_empty())
        .peekable();
    let says_users = filled.next_if(|&at| words::used_by(&line(at)).is_some());
    if says_users.is_none() && !only_types {
        return None;
    }
    let before: Vec<usize> = filled.take(PLACES.len()).collect();
    let names = || {
        let places = PLACES.iter().filter_map(|place| before.get(place - 1));
        places.copied().filter(|&at| is_name(&line(at)))
    };
    let is_followed_by_empty = |at: &usize| lines.get(at + 1).is_some() && line(at + 1).is_empty();
    names()
        .find(is_followed_by_empty)
        .or_else(|| names().next())
}

fn is_name(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_uppercase())
        && line.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
