use std::fmt;

/// The pages of an action cannot be followed any further, though there may be more. `Display` says why.
///
/// The pages before are whole. [`Pages::request`](crate::Pages::request) is the request that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagesError {
    /// The member of the request that changes from page to page.
    member: &'static str,
    problem: Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// The user has set something to start with that is no number.
    Start,
    /// The member does not take the next number or token.
    Unsettable,
    /// The items of a full page came again.
    Ignored,
    /// A token came that came before.
    RepeatedToken,
    /// There is more, but no token for it.
    NoToken,
    /// There is more, again and again, but no items.
    Empty { pages: u32 },
}

impl PagesError {
    pub(super) fn new(member: &'static str, problem: Problem) -> Self {
        Self { member, problem }
    }
}

impl fmt::Display for PagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let member = self.member;
        match self.problem {
            Problem::Start => write!(
                f,
                "`{member}` of the request is set to something that is no number of items or pages"
            ),
            Problem::Unsettable => write!(f, "`{member}` does not take what the next page needs"),
            Problem::Ignored => write!(
                f,
                "a page has the same items as the one before: the service does not heed `{member}`"
            ),
            Problem::RepeatedToken => write!(
                f,
                "the service gives a `{member}` that it gave before: its pages would never end"
            ),
            Problem::NoToken => write!(
                f,
                "the service says that there is more, but not which `{member}` to ask with"
            ),
            Problem::Empty { pages } => write!(
                f,
                "{pages} pages in a row have no items, and the service says that there is more"
            ),
        }
    }
}

impl std::error::Error for PagesError {}
