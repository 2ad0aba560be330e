//! What the user may have meant.

/// Names that the user may have meant: the same but for case and `_`, sharing a long beginning, or one slip away.
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
            let likeness =
                2 * shared * 100 / (wanted.chars().count() + candidate.chars().count()).max(1);
            let is_slip = is_one_slip(wanted.as_bytes(), candidate.as_bytes());
            (if is_slip { likeness.max(90) } else { likeness }, known)
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

/// Whether one letter too many, too few or another one, or two letters in the wrong order, are all that differs: short names,
/// such as `cmv` for `cvm`, share no beginning.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let ends = a.iter().rev().zip(b.iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    match (a, b) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
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
        let known = ["cvm", "vpc", "cbs"].map(str::to_owned);
        assert_eq!(similar("cmv", known.iter()), ["cvm"]);
        assert_eq!(similar("vp", known.iter()), ["vpc"]);
        assert_eq!(similar("cos", known.iter()), ["cbs"]);
    }
}
