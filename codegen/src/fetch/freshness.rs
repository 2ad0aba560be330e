//! How long an answer may be used without asking again: `Cache-Control` and `Age`.

use std::time::Duration;

/// However long a site allows, an update of the documentation is seen after this time.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// What may be done with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// It must not be kept.
    NoStore,
    /// It may be kept, and used without asking for this long; zero means that it is asked each time.
    For(Duration),
}

impl Freshness {
    /// Reads the headers; `age` is the seconds that the answer spent in caches on its way.
    pub(super) fn parse(cache_control: &str, age: Option<&str>) -> Self {
        let directives: Vec<String> = cache_control
            .split(',')
            .map(|directive| directive.trim().to_ascii_lowercase())
            .collect();
        let has = |name: &str| directives.iter().any(|directive| directive == name);
        if has("no-store") {
            return Self::NoStore;
        }
        if has("no-cache") {
            return Self::For(Duration::ZERO);
        }
        let max_age = directives
            .iter()
            .find_map(|directive| {
                directive
                    .strip_prefix("max-age=")?
                    .trim_matches('"')
                    .parse()
                    .ok()
            })
            .unwrap_or(0);
        let age = age.and_then(|age| age.trim().parse().ok()).unwrap_or(0);
        Self::For(Duration::from_secs(u64::saturating_sub(max_age, age)).min(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_how_long() {
        let seconds = |seconds| Freshness::For(Duration::from_secs(seconds));
        for (cache_control, age, expected) in [
            ("", None, seconds(0)),
            ("public, Max-Age=60", None, seconds(60)),
            ("max-age=\"60\"", Some("20"), seconds(40)),
            ("max-age=60", Some("90"), seconds(0)),
            ("max-age=31536000", None, Freshness::For(LONGEST)),
            ("max-age=60, no-cache", None, seconds(0)),
            ("private, No-Store, max-age=60", None, Freshness::NoStore),
            ("max-age=soon", None, seconds(0)),
        ] {
            assert_eq!(
                Freshness::parse(cache_control, age),
                expected,
                "{cache_control}"
            );
        }
    }
}
