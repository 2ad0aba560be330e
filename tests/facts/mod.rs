//! How much of what descriptions say is found, and how much of what is found is right.
//!
//! `labels.jsonl` has facts of several hundred members, labelled by hand (see `README.md` there). The descriptions are
//! Tencent's and are not in this repository: they are read from the `tccli` wheels that the user has.

mod label;
mod score;
mod wheel;

use std::fmt::Write as _;
use std::path::PathBuf;

use tencentcloud_codegen::{facts, page};

use self::label::{FACTS, Half, Label};
pub(crate) use self::score::Score;
use self::wheel::Descriptions;

/// What was compared.
pub(crate) struct Report {
    /// Of each label: its half, its language, and how each fact fared.
    compared: Vec<Compared>,
    /// Labels whose description is in none of the wheels, or is no longer the one that was labelled.
    skipped: usize,
    /// Each fact that is wrong or missed, with its description.
    pub(crate) mistakes: String,
}

struct Compared {
    half: Half,
    language: String,
    scores: [Score; FACTS.len()],
}

/// Compares the facts of all labelled members whose descriptions are in the wheels.
pub(crate) fn report(wheels: &[PathBuf]) -> Report {
    let labels = label::read();
    let descriptions = Descriptions::read(wheels, &labels);
    let mut report = Report {
        compared: Vec::new(),
        skipped: 0,
        mistakes: String::new(),
    };
    for label in &labels {
        match descriptions.of(label) {
            Some(description) => report.compare(label, description),
            None => report.skipped += 1,
        }
    }
    report
}

impl Report {
    fn compare(&mut self, label: &Label, description: &wheel::Description) {
        let doc = page::copied_form(&description.document);
        let mut member = description.member.clone();
        facts::fill(&mut member, doc, None);
        let found = label::facts_of(&member);
        let mut scores = [Score::default(); FACTS.len()];
        for (score, name) in scores.iter_mut().zip(FACTS) {
            if label.doubtful.iter().any(|doubtful| doubtful == name) {
                continue;
            }
            let (labelled, found) = (label.facts.get(name), found.get(name));
            *score = Score::of(labelled, found);
            if score.is_mistake() {
                let shown = |fact: Option<&_>| fact.map_or("none".to_owned(), ToString::to_string);
                let _ = writeln!(
                    self.mistakes,
                    "{:?} {} {name}: labelled {}, found {}\n  {} [{}]\n    {}\n",
                    label.half,
                    label.language,
                    shown(labelled),
                    shown(found),
                    label.place(),
                    member.ty,
                    member.doc.replace('\n', "\n    "),
                );
            }
        }
        self.compared.push(Compared {
            half: label.half,
            language: label.language.clone(),
            scores,
        });
    }

    /// A table for each half.
    pub(crate) fn tables(&self) -> String {
        let mut text = String::new();
        for half in [Half::Dev, Half::Test] {
            let _ = writeln!(
                text,
                "{:<5}{:<13}{:>6}{:>9}{:>7}{:>7}{:>7}{:>8}{:>11}{:>8}",
                format!("{half:?}").to_lowercase(),
                "fact",
                "lang",
                "labelled",
                "found",
                "right",
                "wrong",
                "missed",
                "precision",
                "recall"
            );
            for (at, fact) in FACTS.iter().enumerate() {
                for language in ["zh", "en", "total"] {
                    let is_meant = |compared: &&Compared| {
                        compared.half == half
                            && (language == "total" || compared.language == language)
                    };
                    let compared = self.compared.iter().filter(is_meant);
                    let score: Score = compared.map(|compared| compared.scores[at]).sum();
                    let name = if language == "zh" { fact } else { "" };
                    let _ = writeln!(text, "     {name:<13}{language:>6}{score}");
                }
            }
            text.push('\n');
        }
        let _ = writeln!(
            text,
            "{} members compared; {} skipped: their description is in none of the wheels, or has changed",
            self.compared.len(),
            self.skipped
        );
        text
    }

    /// How a fact fared in both halves and languages.
    pub(crate) fn total(&self, fact: &str) -> Score {
        let at = FACTS.iter().position(|name| *name == fact);
        at.map_or_else(Score::default, |at| {
            self.compared
                .iter()
                .map(|compared| compared.scores[at])
                .sum()
        })
    }

    /// The facts that are less precise or complete than they are meant to be.
    pub(crate) fn below_aim(&self) -> Vec<String> {
        FACTS
            .iter()
            .filter_map(|fact| {
                let (precision, recall) = aim(fact);
                let score = self.total(fact);
                (score.precision() < precision || score.recall() < recall).then(|| {
                    format!("{fact}: precision {precision}, recall {recall} wanted\n{score}")
                })
            })
            .collect()
    }
}

/// The least precision and recall of a fact, in percent. A wrong default is worse than none.
fn aim(fact: &str) -> (f64, f64) {
    if fact == "default" {
        (99.0, 90.0)
    } else {
        (98.0, 80.0)
    }
}
