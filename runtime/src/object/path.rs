use std::fmt;

/// Where in a value something is: `InstanceSet[3].CreatedTime`.
///
/// Reading and writing keep none while all is well: when something fails, each level adds its step on the way out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Path {
    /// The outermost first.
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    Member(&'static str),
    Index(usize),
}

impl Path {
    /// The path of these steps, the innermost first.
    pub(super) fn unwound(mut steps: Vec<Step>) -> Self {
        steps.reverse();
        Self { steps }
    }

    /// One level in.
    pub(super) fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// One level out.
    pub(super) fn leave(&mut self) {
        self.steps.pop();
    }

    /// How many levels in this is.
    pub(super) fn depth(&self) -> usize {
        self.steps.len()
    }

    /// The path from a member of the root on, if it goes there.
    pub(crate) fn below(mut self, member: &'static str) -> Self {
        if self.steps.first() == Some(&Step::Member(member)) {
            self.steps.remove(0);
        }
        self
    }

    pub(crate) fn is_root(&self) -> bool {
        self.steps.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Member(name) if index == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
            }
        }
        Ok(())
    }
}

/// A failure and where it happened; nothing in front of it at the root.
pub(crate) struct At<'a, E>(pub(crate) &'a Path, pub(crate) E);

impl<E: fmt::Display> fmt::Display for At<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(path, error) = self;
        if path.is_root() {
            error.fmt(f)
        } else {
            write!(f, "{path}: {error}")
        }
    }
}
