//! Changes of generated files as a patch that `git apply` and `patch -p1` take.

use std::fmt::{self, Display, Write};
use std::ops::AddAssign;
use std::path::{Component, Path};

use anstyle::{AnsiColor, Style};
use similar::{Algorithm, ChangeTag, TextDiff};
use tencentcloud_codegen::output::Change;

use crate::generate::count;

/// Where a patch applies.
pub(crate) struct Place<'a> {
    /// The folder to apply it in.
    pub(crate) folder: &'a Path,
    /// Where the changed files are, seen from there.
    below: &'a Path,
}

impl<'a> Place<'a> {
    /// The folder of the project if the changed files are below it, else the folder that they are in: a patch does not
    /// leave the folder that it is applied in.
    pub(crate) fn new(project: &'a Path, files: &'a Path) -> Self {
        let is_below = |path: &&Path| {
            let mut parts = path.components();
            parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        };
        match files.strip_prefix(project).ok().filter(is_below) {
            Some(below) => Self {
                folder: project,
                below,
            },
            None => Self {
                folder: files,
                below: Path::new(""),
            },
        }
    }
}

/// How many files and lines change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    files: usize,
    added: usize,
    removed: usize,
}

impl Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = count(self.files, "file");
        let (added, removed) = (count(self.added, "line"), count(self.removed, "line"));
        write!(f, "{files} would change: {added} added, {removed} removed")
    }
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.added += other.added;
        self.removed += other.removed;
    }
}

/// A change of a file as a patch, and how large it is.
///
/// The headers are those of a plain unified diff. Paths after `diff --git` would be seen from the root of the repository,
/// and where a project is a folder further down, `git apply` passes over them without a word.
pub(crate) fn patch(place: &Place<'_>, change: &Change, is_coloured: bool) -> (String, Size) {
    let mut out = String::new();
    let size = write(&mut out, place, change, is_coloured).expect("text takes all that is written");
    (out, size)
}

fn write(
    out: &mut String,
    place: &Place<'_>,
    change: &Change,
    is_coloured: bool,
) -> Result<Size, fmt::Error> {
    let old = lines(change.old.as_deref().unwrap_or_default());
    let new = lines(change.new.as_deref().unwrap_or_default());
    let path = slashed(&place.below.join(&change.path));
    let name = |text: &Option<String>, side: &str| match text {
        // Without a tab, a name ends at its first space.
        Some(_) if path.contains(' ') => format!("{side}/{path}\t"),
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let paint = |style: Style| if is_coloured { style } else { Style::new() };
    let (bold, cyan) = (
        paint(Style::new().bold()),
        paint(AnsiColor::Cyan.on_default()),
    );
    writeln!(out, "{bold}--- {}{bold:#}", name(&change.old, "a"))?;
    writeln!(out, "{bold}+++ {}{bold:#}", name(&change.new, "b"))?;
    let mut size = Size {
        files: 1,
        ..Size::default()
    };
    // Led by lines that occur once: the others, such as the end of a method, stand in every item.
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_slices(&old, &new);
    for hunk in diff.unified_diff().iter_hunks() {
        writeln!(out, "{cyan}{}{cyan:#}", hunk.header())?;
        for line in hunk.iter_changes() {
            let (sign, style) = match line.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default()),
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default()),
            };
            size.added += usize::from(sign == '+');
            size.removed += usize::from(sign == '-');
            let style = paint(style);
            let (text, end) = match line.value().strip_suffix('\n') {
                Some(text) => (text, ""),
                None => (line.value(), "\\ No newline at end of file\n"),
            };
            writeln!(out, "{style}{sign}{text}{style:#}")?;
            out.push_str(end);
        }
    }
    Ok(size)
}

/// Lines as patches have them: what ends with a carriage return and a line feed is one line, and keeps both.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A path with slashes between its parts, on every system.
fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
