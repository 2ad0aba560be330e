/// How the pages of an action are asked for; generated code has one as a `static` per action that has pages.
///
/// All names are names on the wire. Members of the request stand in it; those of the response can be one level down:
/// `Data.Items`.
///
/// ```
/// use tencentcloud_runtime::Paging;
///
/// static HOSTS: Paging = Paging::offset("Offset", "HostSet").size("Limit", Some(20)).total("TotalCount");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    pub(super) style: Style,
    pub(super) items: &'static str,
    pub(super) size: Option<Size>,
    pub(super) total: Option<&'static str>,
    pub(super) more: Option<&'static str>,
    pub(super) last: Option<&'static str>,
}

/// What changes from page to page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Offset {
        member: &'static str,
    },
    Number {
        member: &'static str,
        first: u64,
    },
    Token {
        member: &'static str,
        next: &'static str,
    },
}

/// The member that is how many items a page has, and what it is when it is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) member: &'static str,
    pub(super) default: Option<u64>,
}

impl Paging {
    /// A member of the request is the number of items to skip; the items are in this list of the response.
    pub const fn offset(member: &'static str, items: &'static str) -> Self {
        Self::new(Style::Offset { member }, items)
    }

    /// A member of the request is the number of the page, of which the first is this one.
    pub const fn number(member: &'static str, first: u64, items: &'static str) -> Self {
        Self::new(Style::Number { member, first }, items)
    }

    /// A member of the request is what `next` of the response before it was.
    pub const fn token(member: &'static str, next: &'static str, items: &'static str) -> Self {
        Self::new(Style::Token { member, next }, items)
    }

    const fn new(style: Style, items: &'static str) -> Self {
        Self {
            style,
            items,
            size: None,
            total: None,
            more: None,
            last: None,
        }
    }

    /// The member of the request that is how many items a page has, and what it is when it is not sent, if that is known.
    #[must_use]
    pub const fn size(mut self, member: &'static str, default: Option<u64>) -> Self {
        self.size = Some(Size { member, default });
        self
    }

    /// The member of the response that is the number of all items.
    #[must_use]
    pub const fn total(mut self, member: &'static str) -> Self {
        self.total = Some(member);
        self
    }

    /// The member of the response that says whether there is more.
    #[must_use]
    pub const fn more(mut self, member: &'static str) -> Self {
        self.more = Some(member);
        self
    }

    /// The member of the response that says whether this is the last page.
    #[must_use]
    pub const fn last(mut self, member: &'static str) -> Self {
        self.last = Some(member);
        self
    }
}
