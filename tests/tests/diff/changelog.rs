//! Between releases of the official catalogue, what is told is what Tencent's changelog says.

use std::path::PathBuf;

use tcgen_tests::wheels;

use crate::oracle::compare::Pair;
use crate::oracle::history::History;
use crate::oracle::release::{Number, Release};
use crate::oracle::report;

/// Neighbours between which nothing is missing in the changelog, and how much is in it.
const CLEAN: [(&str, &str, usize); 5] = [
    ("3.0.711.1", "3.0.712.1", 74),
    ("3.0.1227.1", "3.0.1228.1", 90),
    ("3.0.1393.1", "3.0.1394.1", 235),
    ("3.1.154.1", "3.1.155.1", 137),
    ("3.1.188.1", "3.1.189.1", 198),
];

/// Without optimisation, a pair takes half a minute: then it is the last one.
const FIRST: usize = if cfg!(debug_assertions) {
    CLEAN.len() - 1
} else {
    0
};

#[test]
fn what_is_told_between_releases_is_what_the_official_changelog_says() {
    let sources: Vec<(Number, PathBuf)> = wheels::sources()
        .into_iter()
        .filter_map(|path| Some((Number::of(&path)?, path)))
        .collect();
    let find = |number: &str| {
        let mut sources = sources.iter();
        let found = sources.find(|(known, _)| known.to_string() == number);
        found.map(|(_, path)| path)
    };
    let mut compared = 0;
    for &(old, new, number) in &CLEAN[FIRST..] {
        let (Some(old), Some(new)) = (find(old), find(new)) else {
            continue;
        };
        let [old, new] = [old, new].map(|path| Release::open(path).unwrap());
        let mut history = History::default();
        history.add(&old.number, &old.changelog);
        history.add(&new.number, &new.changelog);
        let pairs = [Pair::compare(&old, &new, &history).unwrap()];
        let differences = report::list(&pairs, |_| true);
        assert!(differences.is_empty(), "{differences}");
        assert_eq!(pairs[0].told.len(), number);
        compared += 1;
    }
    if compared == 0 {
        let pairs = CLEAN.map(|(old, new, _)| format!("{old} and {new}"));
        println!(
            "skipped: the source distributions of tccli {} are not in TCGEN_WHEELS or the folder `wheels`",
            pairs.join(", or ")
        );
    }
}
