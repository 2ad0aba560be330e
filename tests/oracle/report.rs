//! The tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::compare::{Class, Pair};
use super::fact::{Category, Fact};

/// How many facts there are on each side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Row {
    told: usize,
    logged: usize,
    both: usize,
}

impl Row {
    fn add(&mut self, pair: &Pair, counts: impl Fn(&Fact) -> bool) {
        self.told += pair.told.iter().filter(|fact| counts(fact)).count();
        self.logged += pair.logged.iter().filter(|fact| counts(fact)).count();
        self.both += pair.agreed().filter(|fact| counts(fact)).count();
    }

    fn cells(self) -> String {
        let Self { told, logged, both } = self;
        format!(
            "{told} | {logged} | {both} | {} | {}",
            ratio(both, told),
            ratio(both, logged)
        )
    }
}

fn ratio(both: usize, of: usize) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    // Counts are far below 2^53.
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let ratio = both as f64 / of as f64;
    // What is not all of it is not rounded to it.
    let ratio = if both < of { ratio.min(0.9999) } else { ratio };
    format!("{ratio:.4}")
}

/// How the categories of the changelog and our rules are related.
pub(crate) const HEAD: &str = "\
told: our changes. logged: Tencent's changelog. precision: how much of what is told is logged. recall: how much of what is
logged is told. A service version that is new or gone is one change of ours: what is in it is counted here. A member is
changed by any rule for its type, and by member-became-required and member-became-optional. What was logged and taken back
between the two releases is not counted. Limits, values, nullability, error codes, deprecated members and documentation are
never logged, and are left out.
";

/// A row for each category.
pub(crate) fn by_category(pairs: &[Pair]) -> String {
    let mut out = String::from(
        "| category | heading | told | logged | both | precision | recall |\n|---|---|---|---|---|---|---|\n",
    );
    let (mut all, mut kept) = (Row::default(), Row::default());
    for (category, words) in Category::ALL {
        let mut row = Row::default();
        for pair in pairs {
            row.add(pair, |fact| fact.category == category);
            all.add(pair, |fact| fact.category == category);
        }
        let _ = writeln!(out, "| {} | {words} | {} |", category.name(), row.cells());
    }
    let _ = writeln!(out, "| all | | {} |", all.cells());
    for pair in pairs {
        let class = |fact: &Fact| pair.differences.get(fact);
        kept.add(pair, |fact| class(fact) != Some(&Class::OnlyAnswered));
    }
    let _ = writeln!(out, "| all but only-answered | | {} |", kept.cells());
    out
}

/// A row for each pair.
pub(crate) fn by_pair(pairs: &[Pair]) -> String {
    let mut out = String::from(
        "| old | new | told | logged | both | precision | recall | differences |\n|---|---|---|---|---|---|---|---|\n",
    );
    for pair in pairs {
        let mut row = Row::default();
        row.add(pair, |_| true);
        let mut classes: Vec<String> = counts([pair])
            .into_iter()
            .map(|(class, number)| format!("{number} {}", class.name()))
            .collect();
        if pair.repeated > 0 {
            classes.push(format!("repeats {} publications", pair.repeated));
        }
        let classes = classes.join(", ");
        let (old, new) = (&pair.old, &pair.new);
        let _ = writeln!(out, "| {old} | {new} | {} | {classes} |", row.cells());
    }
    out
}

/// A row for each class of differences.
pub(crate) fn by_class(pairs: &[Pair]) -> String {
    let mut out = String::from("| class | number | what it is |\n|---|---|---|\n");
    let counts = counts(pairs);
    for class in Class::ALL {
        let number = counts.get(&class).copied().unwrap_or_default();
        let _ = writeln!(out, "| {} | {number} | {} |", class.name(), class.meaning());
    }
    out
}

/// Each difference of some classes.
pub(crate) fn list(pairs: &[Pair], is_wanted: impl Fn(Class) -> bool) -> String {
    let mut out = String::new();
    for pair in pairs {
        for (fact, class) in &pair.differences {
            if is_wanted(*class) {
                let (old, new) = (&pair.old, &pair.new);
                let _ = writeln!(out, "{}: {old} → {new}: {fact}", class.name());
            }
        }
    }
    out
}

fn counts<'p>(pairs: impl IntoIterator<Item = &'p Pair>) -> BTreeMap<Class, usize> {
    let mut counts = BTreeMap::new();
    let classes = pairs.into_iter().flat_map(|pair| pair.differences.values());
    for class in classes {
        *counts.entry(*class).or_default() += 1;
    }
    counts
}
