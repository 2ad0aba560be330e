//! Changelogs of several releases, put together: what they say happened between two releases.

use std::collections::{BTreeMap, BTreeSet};

use super::changelog::{Changelog, Publication};
use super::fact::{Category, Fact, Service, Verb};
use super::release::Number;

/// When each publication of a service version was released first, as far as the changelogs at hand tell.
#[derive(Debug, Default)]
pub(crate) struct History {
    services: BTreeMap<Service, BTreeMap<u32, Released>>,
}

/// A publication, and the first release whose changelog has it. The file of all releases up to one tells of the others
/// that they were released no later.
#[derive(Debug, Clone)]
struct Released {
    by: Number,
    publication: Publication,
}

/// What the changelogs say happened between two releases.
#[derive(Debug, Default)]
pub(crate) struct Logged {
    /// What remains of it at the end: what came and went again is no difference between the two.
    pub(crate) facts: BTreeSet<Fact>,
    /// What does not remain.
    pub(crate) undone: BTreeSet<Fact>,
    /// The service versions that something was published of.
    pub(crate) services: BTreeSet<Service>,
}

impl History {
    /// Takes in the changelog of a release.
    pub(crate) fn add(&mut self, release: &Number, changelog: &Changelog) {
        for ((service, number), publication) in &changelog.publications {
            let of_service = self.services.entry(service.clone()).or_default();
            let released = Released {
                by: release.clone(),
                publication: publication.clone(),
            };
            let known = of_service
                .entry(*number)
                .or_insert_with(|| released.clone());
            if released.by < known.by {
                *known = released;
            }
        }
    }

    /// What was published after a release, up to another one.
    pub(crate) fn between(&self, old: &Number, new: &Number) -> Logged {
        let mut logged = Logged::default();
        for (service, publications) in &self.services {
            let within: Vec<&Publication> = publications
                .values()
                .filter(|released| *old < released.by && released.by <= *new)
                .map(|released| &released.publication)
                .collect();
            if within.is_empty() {
                continue;
            }
            logged.services.insert(service.clone());
            let all = within.iter().flat_map(|publication| &publication.facts);
            let all: Vec<&Fact> = all.collect();
            let remaining = remaining(&all);
            let undone = all.into_iter().filter(|fact| !remaining.contains(fact));
            logged.undone.extend(undone.cloned());
            logged.facts.extend(remaining);
        }
        logged
    }

    /// How many publications of a release's changelog were in that of an earlier one, though each should hold its own only.
    pub(crate) fn repeated(&self, release: &Number, changelog: &Changelog) -> usize {
        let repeated = changelog.publications.keys().filter(|(service, number)| {
            let released = self.services.get(service);
            let released = released.and_then(|publications| publications.get(number));
            released.is_some_and(|released| released.by < *release)
        });
        if changelog.is_cumulative() {
            0
        } else {
            repeated.count()
        }
    }

    /// Whether the number of a publication between two releases is in no changelog at hand.
    pub(crate) fn counter(&self, service: &Service, old: &Number, new: &Number) -> Counter {
        let Some(publications) = self.services.get(service) else {
            return Counter::Unknown;
        };
        let before = publications
            .iter()
            .filter(|(_, released)| released.by <= *old);
        let before = match before.map(|(number, _)| *number).max() {
            Some(before) => before,
            // The first one is known, and is behind.
            None if publications.contains_key(&1) => 0,
            None => return Counter::Unknown,
        };
        let behind = publications
            .iter()
            .filter(|(_, released)| released.by > *new);
        let behind = behind.map(|(number, _)| *number).min();
        let last = behind.or_else(|| publications.keys().next_back().copied());
        let mut expected = before + 1..last.unwrap_or(before);
        let is_missing = expected.any(|number| !publications.contains_key(&number));
        match (is_missing, behind) {
            (true, _) => Counter::Missing,
            (false, Some(_)) => Counter::Complete,
            (false, None) => Counter::Open,
        }
    }
}

/// What the numbers of publications tell of those between two releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counter {
    /// Each one is known.
    Complete,
    /// Some are not.
    Missing,
    /// Nothing is known to be published later, so that one could be missing at the end.
    Open,
    /// It is not known where the numbers were before.
    Unknown,
}

/// What remains at the end of what happened in this order.
fn remaining(all: &[&Fact]) -> BTreeSet<Fact> {
    /// Actions and data types can have the same name, and so can members of a request and of a response.
    type Of<'a> = (bool, &'a str);
    let mut wholes: BTreeMap<Of<'_>, Vec<&Fact>> = BTreeMap::new();
    let mut members: BTreeMap<(Of<'_>, Part, &str), Vec<&Fact>> = BTreeMap::new();
    let mut remaining = BTreeSet::new();
    for &fact in all {
        let of = (fact.category.is_of_type(), fact.subject.as_str());
        match &fact.member {
            Some(member) => {
                let key = (of, Part::of(fact.category), member.as_str());
                members.entry(key).or_default().push(fact);
            }
            None => wholes.entry(of).or_default().push(fact),
        }
    }
    let mut others = BTreeSet::new();
    for (of, facts) in &wholes {
        let existence = facts
            .iter()
            .filter(|fact| fact.category.verb() != Verb::Changed);
        let existence: Vec<&&Fact> = existence.collect();
        let (Some(first), Some(last)) = (existence.first(), existence.last()) else {
            // It was there all the time, and is retired.
            remaining.extend(facts.iter().map(|fact| (*fact).clone()));
            continue;
        };
        // Of what was not there all the time, its members are not told.
        others.insert(*of);
        if first.category == last.category {
            remaining.insert((**last).clone());
        }
    }
    for ((of, _, _), facts) in members {
        let (Some(first), Some(last)) = (facts.first(), facts.last()) else {
            continue;
        };
        if others.contains(&of) {
            continue;
        }
        let fact = match (first.category.verb(), last.category.verb()) {
            // It came and went, or went and came.
            (Verb::Added, Verb::Removed) | (Verb::Removed, Verb::Added) => None,
            // It came: how it changed then is no difference.
            (Verb::Added, _) => Some(first),
            _ => Some(last),
        };
        remaining.extend(fact.map(|fact| (*fact).clone()));
    }
    remaining
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Request,
    Response,
    Type,
}

impl Part {
    fn of(category: Category) -> Self {
        use Category::{ResponseMemberAdded, ResponseMemberChanged, ResponseMemberRemoved};
        match category {
            ResponseMemberAdded | ResponseMemberChanged | ResponseMemberRemoved => Self::Response,
            category if category.is_of_type() => Self::Type,
            _ => Self::Request,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use super::*;

    fn number(number: u32) -> Number {
        Number::of(Path::new(&format!("9.1.{number}.1"))).unwrap()
    }

    fn toys() -> Service {
        Service {
            name: "toys".to_owned(),
            version: "2024-05-05".to_owned(),
        }
    }

    /// A file of one release: the numbers of publications, each with its blocks.
    fn add(history: &mut History, release: u32, publications: &[(u32, &str)]) {
        let mut text = format!("# Release 9.1.{release}.1\n## 玩具(toys) 版本：2024-05-05\n");
        for (number, blocks) in publications {
            let _ = writeln!(text, "### 第 {number} 次发布\n{blocks}");
        }
        history.add(&number(release), &Changelog::new(&text).unwrap());
    }

    fn between(history: &History, old: u32, new: u32) -> Vec<String> {
        let logged = history.between(&number(old), &number(new));
        let facts = logged.facts.iter();
        facts
            .map(|fact| fact.to_string().replace("toys 2024-05-05: ", ""))
            .collect()
    }

    #[test]
    fn what_remains_is_a_difference_between_two_releases() {
        let mut history = History::default();
        let added = "新增接口：\n* Play\n新增数据结构：\n* Wheel\n修改接口：\n* Stop\n\t* 新增入参：Now, Later";
        let changed = "修改接口：\n* Play\n\t* 新增入参：Loud\n* Stop\n\t* 删除入参：Later\n\t* 修改入参：Now";
        let removed = "删除数据结构：\n* Wheel\n预下线接口：\n* Stop";
        add(&mut history, 1, &[]);
        add(&mut history, 2, &[(1, added)]);
        add(&mut history, 3, &[(2, changed), (3, removed)]);
        assert_eq!(
            between(&history, 1, 3),
            [
                "action added: Play",
                "action retired: Stop",
                "request member added: Stop Now",
            ]
        );
        assert_eq!(
            between(&history, 2, 3),
            [
                "action retired: Stop",
                "data type removed: Wheel",
                "request member added: Play Loud",
                "request member removed: Stop Later",
                "request member changed: Stop Now",
            ]
        );
        assert_eq!(between(&history, 3, 3), [""; 0]);
    }

    #[test]
    fn a_publication_counts_once() {
        let mut history = History::default();
        let added = "新增接口：\n* Play";
        add(&mut history, 2, &[(1, added)]);
        add(&mut history, 3, &[(1, added)]);
        assert_eq!(between(&history, 2, 3), [""; 0]);
        let text =
            format!("# Release 9.1.3.1\n## 玩具(toys) 版本：2024-05-05\n### 第 1 次发布\n{added}");
        let repeated = history.repeated(&number(3), &Changelog::new(&text).unwrap());
        assert_eq!(repeated, 1);
    }

    #[test]
    fn a_number_that_is_missing_is_a_lost_publication() {
        let mut history = History::default();
        let counter =
            |history: &History, old, new| history.counter(&toys(), &number(old), &number(new));
        assert_eq!(counter(&history, 1, 2), Counter::Unknown);
        add(&mut history, 1, &[(4, "")]);
        assert_eq!(counter(&history, 1, 2), Counter::Open);
        add(&mut history, 3, &[(5, "")]);
        assert_eq!(counter(&history, 1, 2), Counter::Complete);
        add(&mut history, 5, &[(7, "")]);
        assert_eq!(counter(&history, 1, 2), Counter::Complete);
        assert_eq!(counter(&history, 3, 4), Counter::Missing);
        assert_eq!(counter(&history, 5, 6), Counter::Open);
    }
}
