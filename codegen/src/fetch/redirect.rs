//! Where a redirect may lead.

use super::address::{Address, AddressError};

/// How many redirects are followed. Documentation sites need one or two: a language, a renamed page.
const LIMIT: usize = 8;

/// A redirect that is not followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RedirectError {
    /// The answer is a redirect without an address.
    #[error("the site redirects without saying where to")]
    Nowhere,
    /// The new address is none, or none of the web.
    #[error("the site redirects to something that is not read: {0}")]
    Address(AddressError),
    /// From `https` to `http`: anybody between could write the page.
    #[error("the site redirects to {0}, which is not encrypted")]
    Unencrypted(String),
    /// To an address that led here.
    #[error("the site redirects in a circle, back to {0}")]
    Loop(String),
    /// More than are followed.
    #[error("the site redirects more than {LIMIT} times")]
    TooMany,
}

/// The addresses from the one that was asked for to the one that is read, never empty.
pub(super) struct Trail(Vec<Address>);

impl Trail {
    pub(super) fn new(start: &Address) -> Self {
        Self(vec![start.clone()])
    }

    /// The address that is read now.
    pub(super) fn here(&self) -> &Address {
        self.0.last().expect("a trail is never empty")
    }

    /// Whether a redirect was followed.
    pub(super) fn has_moved(&self) -> bool {
        self.0.len() > 1
    }

    /// Goes where a redirect leads; `location` can be relative.
    pub(super) fn follow(&mut self, location: Option<&str>) -> Result<(), RedirectError> {
        let location = location.ok_or(RedirectError::Nowhere)?;
        let next = self.here().join(location).map_err(RedirectError::Address)?;
        if self.here().is_https() && !next.is_https() {
            return Err(RedirectError::Unencrypted(next.to_string()));
        }
        if self.0.contains(&next) {
            return Err(RedirectError::Loop(next.to_string()));
        }
        if self.0.len() > LIMIT {
            return Err(RedirectError::TooMany);
        }
        self.0.push(next);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(from: &str, location: &str) -> Result<String, RedirectError> {
        let mut trail = Trail::new(&Address::parse(from).expect("an address"));
        trail.follow(Some(location))?;
        Ok(trail.here().url().to_string())
    }

    #[test]
    fn a_location_is_seen_from_where_it_stands() {
        let from = "https://a.cn/document/api/1?lang=en";
        for (location, expected) in [
            ("2", "https://a.cn/document/api/2"),
            ("/x", "https://a.cn/x"),
            ("//b.cn/x#top", "https://b.cn/x"),
            ("?lang=zh", "https://a.cn/document/api/1?lang=zh"),
        ] {
            assert_eq!(follow(from, location).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn encryption_is_never_given_up() {
        assert_eq!(
            follow("https://a.cn/", "http://a.cn/x"),
            Err(RedirectError::Unencrypted("http://a.cn/x".to_owned()))
        );
        assert_eq!(
            follow("http://a.cn/", "https://a.cn/").as_deref(),
            Ok("https://a.cn/")
        );
    }

    #[test]
    fn other_schemes_are_not_followed() {
        for location in ["file:///etc/passwd", "javascript:alert(1)", "http://"] {
            assert!(
                matches!(
                    follow("http://a.cn/", location),
                    Err(RedirectError::Address(_))
                ),
                "{location}"
            );
        }
    }

    #[test]
    fn circles_and_long_ways_end() {
        let mut trail = Trail::new(&Address::parse("http://a.cn/0").expect("an address"));
        for step in 1..=LIMIT {
            assert_eq!(trail.follow(Some(&format!("/{step}"))), Ok(()));
        }
        assert_eq!(trail.follow(Some("/new")), Err(RedirectError::TooMany));
        assert_eq!(
            trail.follow(Some("/3#again")),
            Err(RedirectError::Loop("http://a.cn/3".to_owned()))
        );
        assert_eq!(trail.follow(None), Err(RedirectError::Nowhere));
    }
}
