//! Several pages of one service version become one spec.

use std::fmt;

use super::{Action, ErrorCode, Spec};

/// Two sources that do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// A fact about the service as a whole: the first source's was kept.
    Fact {
        /// Which one.
        what: &'static str,
        /// What was kept.
        kept: String,
        /// What was not.
        dropped: String,
    },
    /// An action that is described differently by later documentation, which was taken.
    Replaced {
        /// The action.
        action: String,
    },
    /// An action that is described differently by earlier documentation, which was not taken.
    Outdated {
        /// The action.
        action: String,
    },
}

impl Conflict {
    /// Whether this is what an update of the documentation looks like.
    pub fn is_update(&self) -> bool {
        matches!(self, Self::Replaced { .. })
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact {
                what,
                kept,
                dropped,
            } => {
                write!(
                    f,
                    "two sources give the {what} `{kept}` and `{dropped}`: kept `{kept}`"
                )
            }
            Self::Replaced { action } => {
                write!(
                    f,
                    "`{action}` is described differently here than before: taken from here"
                )
            }
            Self::Outdated { action } => {
                write!(
                    f,
                    "`{action}` is described differently by later documentation: kept that"
                )
            }
        }
    }
}

impl Spec {
    /// Takes in what another spec of the same service version knows. An action that both know is taken from the later
    /// documentation, by its `updated`; where that does not tell, from `other`.
    ///
    /// Returns what the two did not agree on.
    pub fn merge(&mut self, other: Spec) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        conflicts.extend(fill("endpoint", &mut self.endpoint, other.endpoint));
        conflicts.extend(fill("title", &mut self.title, other.title));
        for (name, action) in other.actions {
            conflicts.extend(self.merge_action(name, action));
        }
        self.types.extend(other.types);
        merge_errors(&mut self.errors, other.errors);
        conflicts
    }

    fn merge_action(&mut self, name: String, action: Action) -> Option<Conflict> {
        let Some(known) = self.actions.get(&name) else {
            self.actions.insert(name, action);
            return None;
        };
        let differs = without_source(known) != without_source(&action);
        let outdated =
            matches!((&known.updated, &action.updated), (Some(known), Some(new)) if known > new);
        if outdated {
            return differs.then_some(Conflict::Outdated { action: name });
        }
        let conflict = differs.then(|| Conflict::Replaced {
            action: name.clone(),
        });
        self.actions.insert(name, action);
        conflict
    }
}

fn fill(what: &'static str, known: &mut Option<String>, new: Option<String>) -> Option<Conflict> {
    match (known.as_ref(), new) {
        (Some(kept), Some(dropped)) if *kept != dropped => Some(Conflict::Fact {
            what,
            kept: kept.clone(),
            dropped,
        }),
        (None, new) => {
            *known = new;
            None
        }
        _ => None,
    }
}

fn without_source(action: &Action) -> Action {
    Action {
        source: None,
        ..action.clone()
    }
}

fn merge_errors(known: &mut Vec<ErrorCode>, new: Vec<ErrorCode>) {
    for error in new {
        match known.iter_mut().find(|known| known.code == error.code) {
            Some(known) => *known = error,
            None => known.push(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(action: &str, updated: &str, doc: &str) -> Spec {
        let action_spec = Action {
            updated: Some(updated.into()),
            doc: doc.into(),
            ..Action::default()
        };
        Spec {
            actions: [(action.to_owned(), action_spec)].into(),
            ..Spec::default()
        }
    }

    #[test]
    fn actions_add_up() {
        let mut merged = spec("A", "2025-01-01T00:00:00", "");
        assert_eq!(merged.merge(spec("B", "2024-01-01T00:00:00", "")), []);
        assert_eq!(merged.actions.keys().collect::<Vec<_>>(), ["A", "B"]);
    }

    #[test]
    fn the_later_documentation_wins_whatever_the_order() {
        let (old, new) = (
            spec("A", "2024-01-01T00:00:00", "old"),
            spec("A", "2025-01-01T00:00:00", "new"),
        );
        for (first, second) in [(&old, &new), (&new, &old)] {
            let mut merged = first.clone();
            assert_eq!(merged.merge(second.clone()).len(), 1);
            assert_eq!(merged.actions["A"].doc, "new");
        }
    }
}
