//! What the user may have meant.

/// How alike two names must be, from 0 to 1: one letter of three can be another.
const ALIKE: f64 = 0.8;

/// Names that the user may have meant, the most alike first; case and `_` do not count.
pub(crate) fn similar<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Vec<String> {
    let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
    let wanted = plain(name);
    let mut scored: Vec<(f64, &String)> = known
        .map(|known| (strsim::jaro_winkler(&wanted, &plain(known)), known))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|(score, name), (other_score, other)| {
        other_score.total_cmp(score).then_with(|| name.cmp(other))
    });
    scored.dedup_by_key(|(_, name)| *name);
    let best = scored.into_iter().take(3);
    best.map(|(_, known)| known.clone()).collect()
}

/// The end of a message about a name that is not among the known ones: `; did you mean …?`, or nothing.
pub fn suggestion(name: &str, known: &[String]) -> String {
    did_you_mean(&similar(name, known.iter()))
}

/// The end of a message about an unknown name.
pub(crate) fn did_you_mean(similar: &[String]) -> String {
    if similar.is_empty() {
        String::new()
    } else {
        format!("; did you mean `{}`?", similar.join("` or `"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_suggested() {
        let known = ["TerminateInstances", "TerminateImages", "RunInstances"].map(str::to_owned);
        assert_eq!(
            similar("TerminateInstance", known.iter())[0],
            "TerminateInstances"
        );
        assert_eq!(
            similar("terminate_instances", known.iter())[0],
            "TerminateInstances"
        );
        assert!(similar("Unrelated", known.iter()).is_empty());
        let services = ["cvm", "vpc", "cbs"].map(str::to_owned);
        assert_eq!(similar("cvn", services.iter()), ["cvm"]);
    }
}
