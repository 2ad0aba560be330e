//! What the user may have meant.

/// Names that the user may have meant: the same but for case and `_`, or sharing a long beginning.
pub(crate) fn similar<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Vec<String> {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| *c != '_')
            .collect::<String>()
            .to_ascii_lowercase()
    };
    let wanted = plain(name);
    let mut scored: Vec<(usize, &String)> = known
        .map(|known| {
            let candidate = plain(known);
            let shared = wanted
                .chars()
                .zip(candidate.chars())
                .take_while(|(a, b)| a == b)
                .count();
            (
                2 * shared * 100 / (wanted.chars().count() + candidate.chars().count()).max(1),
                known,
            )
        })
        .filter(|(score, _)| *score >= 70)
        .collect();
    scored.sort_by_key(|&(score, known)| (std::cmp::Reverse(score), known));
    scored
        .into_iter()
        .take(3)
        .map(|(_, known)| known.clone())
        .collect()
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
    }
}
