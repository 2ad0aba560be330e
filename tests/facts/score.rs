//! Counts of right and wrong facts.

use std::collections::BTreeSet;
use std::fmt;
use std::iter::Sum;

use serde_json::Value;

/// How one fact fared, in one member or in many.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    labelled: u32,
    found: u32,
    right: u32,
}

impl Score {
    /// Compares what was labelled with what was found.
    pub(super) fn of(labelled: Option<&Value>, found: Option<&Value>) -> Self {
        let is_right = match (labelled, found) {
            (Some(labelled), Some(found)) => same(labelled, found),
            _ => false,
        };
        Self {
            labelled: u32::from(labelled.is_some()),
            found: u32::from(found.is_some()),
            right: u32::from(is_right),
        }
    }

    pub(super) fn is_mistake(&self) -> bool {
        self.right < self.labelled.max(self.found)
    }

    /// How much of what was found is right, in percent.
    pub(super) fn precision(&self) -> f64 {
        percent(self.right, self.found)
    }

    /// How much of what is labelled was found, in percent.
    pub(super) fn recall(&self) -> f64 {
        percent(self.right, self.labelled)
    }
}

/// Documented values are a set; numbers are equal whether or not they are written with a decimal point.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            let set = |values: &[Value]| -> BTreeSet<String> {
                values.iter().map(Value::to_string).collect()
            };
            set(a) == set(b)
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

fn percent(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        100.0
    } else {
        100.0 * f64::from(part) / f64::from(whole)
    }
}

impl Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Self::default(), |sum, score| Self {
            labelled: sum.labelled + score.labelled,
            found: sum.found + score.found,
            right: sum.right + score.right,
        })
    }
}

/// The columns of the table: labelled, found, right, wrong, missed, precision, recall.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = |whole: u32, rate: f64| {
            if whole == 0 {
                "-".to_owned()
            } else {
                format!("{rate:.1} %")
            }
        };
        write!(
            f,
            "{:>9}{:>7}{:>7}{:>7}{:>8}{:>11}{:>8}",
            self.labelled,
            self.found,
            self.right,
            self.found - self.right,
            self.labelled - self.right,
            rate(self.found, self.precision()),
            rate(self.labelled, self.recall()),
        )
    }
}
