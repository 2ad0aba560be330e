use std::fmt;

use super::MAX_DEPTH;

/// Where in a value something is, as a chain of stack frames: it costs nothing until it is printed.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Member(&'static str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
        depth: 0,
    };

    pub(crate) fn member(&'p self, name: &'static str) -> Self {
        self.step(Step::Member(name))
    }

    pub(crate) fn index(&'p self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(&'p self, step: Step) -> Self {
        Self {
            parent: Some(self),
            step,
            depth: self.depth + 1,
        }
    }

    /// Whether nothing may be nested below this.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.depth >= MAX_DEPTH
    }

    /// What a message starts with: the path and a colon; nothing for the root.
    pub(crate) fn prefix(&'p self) -> impl fmt::Display {
        Prefix(self)
    }
}

struct Prefix<'p>(&'p Path<'p>);

impl fmt::Display for Prefix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.step {
            Step::Root => Ok(()),
            _ => write!(f, "{}: ", self.0),
        }
    }
}

/// `InstanceSet[3].CreatedTime`.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else {
            return Ok(());
        };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Member(name) if matches!(parent.step, Step::Root) => f.write_str(name),
            Step::Member(name) => write!(f, ".{name}"),
        }
    }
}
