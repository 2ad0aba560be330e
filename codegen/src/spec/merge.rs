//! Several pages of one service version become one spec.

use std::collections::BTreeMap;
use std::fmt;

use super::layer::{keep_code_names, keep_name, more_exact};
use super::{Action, Disagreement, ErrorCode, KnownValue, Member, Spec, Type, TypeRef};

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
    /// What later documentation describes differently, and was taken from there.
    Replaced(Differing),
    /// What earlier documentation describes differently, and was not taken from there.
    Outdated(Differing),
    /// Documentation and a catalogue, which were laid one over the other.
    Layers(Disagreement),
}

/// Things of one sort that two sources describe differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The sort, such as `action`.
    pub what: &'static str,
    /// Their names.
    pub names: Vec<String>,
}

impl Conflict {
    /// Whether this is what an update of the documentation looks like.
    pub fn is_update(&self) -> bool {
        matches!(self, Self::Replaced(_))
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
            Self::Replaced(differing) => write!(
                f,
                "{differing} described differently here than before: taken from here"
            ),
            Self::Outdated(differing) => write!(
                f,
                "{differing} described differently by later documentation: kept that"
            ),
            Self::Layers(disagreement) => disagreement.fmt(f),
        }
    }
}

impl fmt::Display for Differing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        let shown: Vec<_> = self
            .names
            .iter()
            .take(SHOWN)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = match self.names.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (s, are) = if self.names.len() == 1 {
            ("", "is")
        } else {
            ("s", "are")
        };
        write!(f, "the {}{s} {}{more} {are}", self.what, shown.join(", "))
    }
}

impl Spec {
    /// Takes in what another spec of the same service version knows. What both know is taken from the later documentation,
    /// by its `updated`: pages without one are older than pages with one. Where that does not tell, it is taken from
    /// `other`. What only one of them has from a page is laid over what the other has from a catalogue (see
    /// [`lay_over`](Self::lay_over)).
    ///
    /// Returns what the two did not agree on.
    pub fn merge(&mut self, mut other: Spec) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        let documented = [
            take_documented(&mut other, self),
            take_documented(self, &other),
        ];
        conflicts.extend(fill("endpoint", &mut self.endpoint, other.endpoint));
        conflicts.extend(fill("title", &mut self.title, other.title));
        if self.doc.is_empty() {
            self.doc = other.doc;
        }
        merge_maps(&mut self.actions, other.actions, &mut conflicts);
        merge_maps(&mut self.types, other.types, &mut conflicts);
        merge_lists(&mut self.errors, other.errors, &mut conflicts);
        let parameters = other.common_parameters;
        merge_lists(&mut self.common_parameters, parameters, &mut conflicts);
        merge_lists(&mut self.regions, other.regions, &mut conflicts);
        let disagreements = documented.into_iter().flat_map(|spec| self.lay_over(spec));
        conflicts.extend(disagreements.map(Conflict::Layers));
        conflicts
    }
}

/// Takes out what a spec has from pages and the other one has not.
fn take_documented(from: &mut Spec, other: &Spec) -> Spec {
    fn take<T: Dated>(
        from: &mut BTreeMap<String, T>,
        other: &BTreeMap<String, T>,
    ) -> BTreeMap<String, T> {
        let is_catalogued = |name: &String| other.get(name).is_some_and(|other| !other.has_page());
        let (documented, rest) = std::mem::take(from)
            .into_iter()
            .partition(|(name, of)| of.has_page() && is_catalogued(name));
        *from = rest;
        documented
    }
    Spec {
        actions: take(&mut from.actions, &other.actions),
        types: take(&mut from.types, &other.types),
        ..Spec::default()
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

/// What has a place in a spec by its name, and the time of its documentation.
trait Dated: Clone + PartialEq {
    const WHAT: &'static str;
    fn updated(&self) -> Option<&str>;
    fn has_page(&self) -> bool;
    fn without_source(&self) -> Self;
    /// What no documentation tells stays known: Rust names, and which numbers have no sign, as a page calls those with and
    /// without one `Integer`.
    fn keep_known(&mut self, old: &Self);
}

fn keep_known(new: &mut [Member], old: &[Member]) {
    for new in new {
        let Some(old) = old.iter().find(|old| old.name == new.name) else {
            continue;
        };
        keep_name(&mut new.rust_name, old.rust_name.as_ref());
        if *old.ty.innermost() == TypeRef::Unsigned && more_exact(&old.ty, &new.ty).is_some() {
            new.ty = old.ty.clone();
        }
    }
}

impl Dated for Action {
    const WHAT: &'static str = "action";

    fn updated(&self) -> Option<&str> {
        self.updated.as_deref()
    }

    fn has_page(&self) -> bool {
        self.source.is_some()
    }

    fn keep_known(&mut self, old: &Self) {
        keep_name(&mut self.rust_name, old.rust_name.as_ref());
        keep_known(&mut self.request, &old.request);
        keep_known(&mut self.response, &old.response);
        keep_code_names(&mut self.errors, &old.errors);
    }

    fn without_source(&self) -> Self {
        Self {
            source: None,
            ..self.clone()
        }
    }
}

impl Dated for Type {
    const WHAT: &'static str = "data type";

    fn updated(&self) -> Option<&str> {
        self.updated.as_deref()
    }

    fn has_page(&self) -> bool {
        self.source.is_some()
    }

    fn keep_known(&mut self, old: &Self) {
        keep_name(&mut self.rust_name, old.rust_name.as_ref());
        keep_known(&mut self.members, &old.members);
    }

    /// The time is that of the whole page, and says nothing about the type.
    fn without_source(&self) -> Self {
        Self {
            source: None,
            updated: None,
            ..self.clone()
        }
    }
}

fn merge_maps<T: Dated>(
    known: &mut BTreeMap<String, T>,
    new: BTreeMap<String, T>,
    conflicts: &mut Vec<Conflict>,
) {
    let (mut replaced, mut outdated) = (Vec::new(), Vec::new());
    for (name, mut new) in new {
        let Some(old) = known.get(&name) else {
            known.insert(name, new);
            continue;
        };
        new.keep_known(old);
        let differs = old.without_source() != new.without_source();
        let is_outdated = old.updated() > new.updated();
        if differs {
            if is_outdated {
                &mut outdated
            } else {
                &mut replaced
            }
            .push(name.clone());
        }
        if !is_outdated {
            known.insert(name, new);
        }
    }
    conflicts.extend(differing(T::WHAT, replaced).map(Conflict::Replaced));
    conflicts.extend(differing(T::WHAT, outdated).map(Conflict::Outdated));
}

/// What has a name in a list.
trait Named: PartialEq {
    const WHAT: &'static str;
    fn name(&self) -> String;
    /// The Rust name, which no documentation tells.
    fn keep_known(&mut self, _old: &Self) {}
}

impl Named for ErrorCode {
    const WHAT: &'static str = "error code";

    fn name(&self) -> String {
        self.code.clone()
    }

    fn keep_known(&mut self, old: &Self) {
        keep_name(&mut self.rust_name, old.rust_name.as_ref());
    }
}

impl Named for Member {
    const WHAT: &'static str = "common parameter";

    fn name(&self) -> String {
        self.name.clone()
    }
}

impl Named for KnownValue {
    const WHAT: &'static str = "region";

    fn name(&self) -> String {
        let text = self.value.as_str().map(str::to_owned);
        text.unwrap_or_else(|| self.value.to_string())
    }
}

fn merge_lists<T: Named>(known: &mut Vec<T>, new: Vec<T>, conflicts: &mut Vec<Conflict>) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (place, known) in known.iter().enumerate() {
        places.insert(known.name(), place);
    }
    let mut replaced = Vec::new();
    for mut new in new {
        let name = new.name();
        if let Some(&place) = places.get(&name) {
            new.keep_known(&known[place]);
            if known[place] != new {
                replaced.push(name);
            }
            known[place] = new;
        } else {
            places.insert(name, known.len());
            known.push(new);
        }
    }
    conflicts.extend(differing(T::WHAT, replaced).map(Conflict::Replaced));
}

fn differing(what: &'static str, names: Vec<String>) -> Option<Differing> {
    (!names.is_empty()).then_some(Differing { what, names })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(action: &str, updated: &str, doc: &str) -> Spec {
        let action_spec = Action {
            updated: (!updated.is_empty()).then(|| updated.into()),
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
        for before in ["2024-01-01T00:00:00", ""] {
            let (old, new) = (
                spec("A", before, "old"),
                spec("A", "2025-01-01T00:00:00", "new"),
            );
            for (first, second) in [(&old, &new), (&new, &old)] {
                let mut merged = first.clone();
                assert_eq!(merged.merge(second.clone()).len(), 1);
                assert_eq!(merged.actions["A"].doc, "new");
            }
        }
    }

    #[test]
    fn without_a_time_the_last_one_wins() {
        let mut merged = spec("A", "", "first");
        let conflicts = merged.merge(spec("A", "", "second"));
        assert_eq!(merged.actions["A"].doc, "second");
        assert_eq!(
            conflicts[0].to_string(),
            "the action `A` is described differently here than before: taken from here"
        );
    }

    #[test]
    fn a_page_is_laid_over_what_a_catalogue_knows_whatever_the_order() {
        let with = |json: &str| Spec {
            actions: serde_json::from_str(json).expect("actions"),
            ..Spec::default()
        };
        let catalogue = with(
            r#"{ "A": { "deprecated": true, "request": [{ "name": "N", "type": "unsigned", "nullable": true }] } }"#,
        );
        let page = |doc: &str| {
            with(&format!(
                r#"{{ "A": {{ "source": {{ "file": "a.md", "sha256": "" }},
                "request": [{{ "name": "N", "type": "integer", "doc": "{doc}" }}] }} }}"#
            ))
        };
        for (first, second) in [(catalogue.clone(), page("d")), (page("d"), catalogue)] {
            let mut merged = first;
            assert_eq!(merged.merge(second), []);
            let action = &merged.actions["A"];
            assert!(action.deprecated && action.source.is_some());
            assert_eq!(
                (action.request[0].doc.as_str(), &action.request[0].ty),
                ("d", &TypeRef::Unsigned)
            );

            // A later page takes the place of the page, and cannot tell that the number has no sign.
            merged.merge(page("new"));
            let member = &merged.actions["A"].request[0];
            assert_eq!(
                (member.doc.as_str(), &member.ty),
                ("new", &TypeRef::Unsigned)
            );
        }
    }

    #[test]
    fn what_all_actions_have_adds_up() {
        let error = |code: &str, doc: &str| ErrorCode::new(code, doc);
        let with = |errors: Vec<ErrorCode>| Spec {
            errors,
            ..Spec::default()
        };
        let mut merged = with(vec![error("A", "a"), error("B", "b")]);
        let conflicts = merged.merge(with(vec![error("C", "c"), error("B", "new")]));
        assert_eq!(
            merged.errors,
            [error("A", "a"), error("B", "new"), error("C", "c")]
        );
        assert_eq!(conflicts.len(), 1);
    }
}
