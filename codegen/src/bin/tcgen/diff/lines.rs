//! Where in a spec file a change is.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use tencentcloud_codegen::diff::{Change, Part, Subject};
use tencentcloud_codegen::specs::{Name, Specs};

/// Places in spec files, whose texts are read once.
pub(super) struct Lines<'s> {
    specs: Option<&'s Specs>,
    texts: RefCell<BTreeMap<PathBuf, String>>,
}

impl<'s> Lines<'s> {
    pub(super) fn new(specs: Option<&'s Specs>) -> Self {
        Self {
            specs,
            texts: RefCell::default(),
        }
    }

    /// The file of a change and, if it can be found, the line.
    pub(super) fn of(&self, change: &Change) -> Option<(PathBuf, Option<usize>)> {
        let name = Name {
            service: change.place.service.clone(),
            version: change.place.version.clone(),
        };
        let specs = self.specs?;
        let mut layers = specs.layers(&name).iter().rev();
        let (layer, file) = layers.find_map(|layer| Some((layer, layer.path()?)))?;
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(file.to_owned()).or_insert_with(|| {
            let bytes = specs.bytes(layer).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        Some((file.to_owned(), line(text, change)))
    }
}

/// The line of a member, else of the action or data type, in a file as tcgen writes it: each of them begins a line, and
/// what is in it is indented. What is gone is in no line, so that it is told where it was a part of.
fn line(text: &str, change: &Change) -> Option<usize> {
    let (map, name) = match &change.place.subject {
        Subject::Version => return None,
        Subject::Action(name) => ("actions", name),
        Subject::DataType(name) => ("types", name),
    };
    let lines: Vec<&str> = text.lines().collect();
    let map = begins(&lines, 0, &format!("\"{map}\": {{"))?;
    let subject = begins(&lines, map + 1, &format!("\"{name}\": {{"))?;
    let part = match change.place.part {
        None => Some(subject),
        Some(Part::Request) => begins(&lines, subject + 1, "\"request\": ["),
        Some(Part::Response) => begins(&lines, subject + 1, "\"response\": ["),
    };
    let member = part.zip(change.place.member.as_ref());
    let member = member.and_then(|(part, member)| {
        let name = format!("\"name\": \"{member}\"");
        below(&lines, part).find(|&at| lines[at].contains(&name))
    });
    Some(member.or(part).unwrap_or(subject) + 1)
}

/// The line with less indentation than which a line ends what begins above.
fn below(lines: &[&str], from: usize) -> impl Iterator<Item = usize> {
    let outer = indentation(lines[from]);
    let inner = lines[from + 1..]
        .iter()
        .take_while(move |line| indentation(line) > outer)
        .count();
    from + 1..from + 1 + inner
}

/// The first line from here on that begins with a key, of those that are as deep as this one or deeper.
fn begins(lines: &[&str], from: usize, key: &str) -> Option<usize> {
    let depth = indentation(lines.get(from)?);
    let rest = lines[from..].iter();
    let inner = rest.take_while(|line| indentation(line) >= depth).count();
    (from..from + inner.max(1)).find(|&at| lines[at].trim_start().starts_with(key))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
