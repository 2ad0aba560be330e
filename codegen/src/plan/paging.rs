//! Which actions give their items page by page, and how: found by the names and types of their members.
//!
//! `docs/pagination.md` has these rules in words, and how many actions each finds. Where they are not certain, there are
//! no pages; what they miss or get wrong is corrected by [`spec::Pages`](crate::spec::Pages).

use std::fmt;

use crate::spec::{Action, Member, PageMembers, Pages, Spec, TypeRef};

/// How the pages of an action are asked for, by names on the wire. A member one level down is `Data.Items`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// What changes from page to page.
    pub style: PageStyle,
    /// The member of the request that is how many items a page has, and what it is when it is not sent, if that is
    /// documented.
    pub size: Option<(String, Option<u64>)>,
    /// The list of the response that holds the items.
    pub items: String,
    /// The member of the response that is the number of all items.
    pub total: Option<String>,
    /// The member of the response that says whether there is more.
    pub more: Option<String>,
    /// The member of the response that says whether this is the last page.
    pub last: Option<String>,
}

/// What changes from page to page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStyle {
    /// A member of the request is the number of items to skip.
    Offset(String),
    /// A member of the request is the number of the page.
    Number {
        /// The member.
        member: String,
        /// What it is for the first page.
        first: u64,
    },
    /// A member of the request is what the response of the page before said.
    Token {
        /// The member of the request.
        member: String,
        /// The member of the response.
        next: String,
    },
}

/// In a line: ``offset `Offset`, size `Limit` (20), items `HostSet`, total `TotalCount` ``.
impl fmt::Display for Paging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.style {
            PageStyle::Offset(member) => write!(f, "offset `{member}`")?,
            PageStyle::Number { member, first } => write!(f, "page `{member}` from {first}")?,
            PageStyle::Token { member, next } => write!(f, "token `{member}` from `{next}`")?,
        }
        match &self.size {
            Some((size, Some(default))) => write!(f, ", size `{size}` ({default})")?,
            Some((size, None)) => write!(f, ", size `{size}`")?,
            None => {}
        }
        write!(f, ", items `{}`", self.items)?;
        for (what, member) in [
            ("total", &self.total),
            ("more", &self.more),
            ("last", &self.last),
        ] {
            if let Some(member) = member {
                write!(f, ", {what} `{member}`")?;
            }
        }
        Ok(())
    }
}

/// What the names of actions begin with that only read: others are not repeated for a next page.
const READING: &[&str] = &[
    "Describe", "Fetch", "Get", "List", "LookUp", "Query", "Search",
];

const OFFSETS: &[&str] = &["Offset"];

const OFFSET_SIZES: &[&str] = &["Limit", "PageSize", "Length", "Count"];

const NUMBERS: &[&str] = &[
    "PageNumber",
    "PageNo",
    "PageNum",
    "PageIndex",
    "PageId",
    "CurrentPage",
    "CurPage",
    "Page",
];

const NUMBER_SIZES: &[&str] = &["PageSize", "Limit", "PerPage", "Rp", "Size", "Count"];

/// Tokens that the response has by the same name.
const TOKENS: &[&str] = &[
    "NextToken",
    "PageToken",
    "PaginationToken",
    "ScrollToken",
    "ContinueToken",
    "Cursor",
    "NextCursor",
    "Marker",
    "Context",
];

/// What the names of tokens end with that the response has with `Next` before them.
const TOKEN_ENDS: &[&str] = &["Token", "Cursor", "Marker", "Context"];

const TOKEN_SIZES: &[&str] = &["MaxResults", "Limit", "PageSize", "Count", "MaxKeys"];

/// What the list of the items is called where lists of other things stand beside it.
const ITEMS: &[&str] = &["Items", "List", "Data"];

const TOTALS: &[&str] = &[
    "TotalCount",
    "Total",
    "TotalNum",
    "TotalCounts",
    "TotalCnt",
    "TotalNumber",
    "TotalSize",
    "TotalElements",
    "TotalRecords",
];

const MORE: &[&str] = &["HasMore", "HasNext", "HasNextPage", "IsTruncated"];

const LAST: &[&str] = &["ListOver", "IsOver", "IsEnd", "IsLast"];

/// How the pages of an action are asked for; nothing if it has none, or it is not certain.
pub fn paging(spec: &Spec, name: &str, action: &Action) -> Option<Paging> {
    let known = match &action.pages {
        Some(Pages::By(known)) => (**known).clone(),
        None if reads(name) => PageMembers::default(),
        Some(Pages::No) | None => return None,
    };
    if action.streaming || action.body.is_some() {
        return None;
    }
    let action = Members { spec, action };
    let items = match known.items {
        Some(items) => Some(items).filter(|items| action.is_list(items)),
        None => action.items(),
    }?;
    // What tells of the items stands beside them, or at the top.
    let beside = items.rsplit_once('.').map(|(object, _)| object);
    let find = |known: Option<String>, names: &[&str], fits: &dyn Fn(&TypeRef) -> bool| {
        known.or_else(|| action.response_member(beside, names, fits))
    };
    let more = find(known.more, MORE, &is_flag);
    let last = find(known.last, LAST, &is_flag);
    let total = find(known.total, TOTALS, &is_position);

    let style = if let Some(member) = known.offset {
        PageStyle::Offset(member)
    } else if let Some(member) = known.page {
        let first = known.first.or_else(|| action.first(&member));
        let first = first.unwrap_or(1);
        PageStyle::Number { member, first }
    } else if let (Some(member), Some(next)) = (known.token, known.next) {
        PageStyle::Token { member, next }
    } else {
        let has_flag = more.is_some() || last.is_some();
        action.style(beside, has_flag, known.first)?
    };
    let sizes = match style {
        PageStyle::Offset(_) => OFFSET_SIZES,
        PageStyle::Number { .. } => NUMBER_SIZES,
        PageStyle::Token { .. } => TOKEN_SIZES,
    };
    let size = known.size.or_else(|| action.size(sizes));
    Some(Paging {
        style,
        size: size.map(|size| {
            let default = action.request_member(&size).and_then(default);
            (size, default)
        }),
        items,
        total,
        more,
        last,
    })
}

fn reads(name: &str) -> bool {
    READING.iter().any(|verb| name.starts_with(verb))
}

struct Members<'a> {
    spec: &'a Spec,
    action: &'a Action,
}

impl<'a> Members<'a> {
    /// The style, by the names of the request. A token comes before an offset: services that have both took the token
    /// in later, because the offset got slow or ends early. An offset that must be sent is not replaced by a token.
    fn style(&self, beside: Option<&str>, has_flag: bool, first: Option<u64>) -> Option<PageStyle> {
        let offset = self
            .request_named(OFFSETS, &is_position)
            .filter(|_| self.size(OFFSET_SIZES).is_some())
            // Another default is that of a page number, or of another member.
            .filter(|offset| default(offset).is_none_or(|default| default == 0));
        if let Some(offset) = offset
            && offset.required
        {
            return Some(PageStyle::Offset(offset.name.clone()));
        }
        if let Some((member, next)) = self.token(beside, has_flag) {
            return Some(PageStyle::Token { member, next });
        }
        if let Some(offset) = offset {
            return Some(PageStyle::Offset(offset.name.clone()));
        }
        let number = self
            .request_named(NUMBERS, &is_position)
            .filter(|number| default(number).is_none_or(|default| default <= 1))?;
        self.size(NUMBER_SIZES)?;
        let first = first.or_else(|| self.first(&number.name)).unwrap_or(1);
        Some(PageStyle::Number {
            member: number.name.clone(),
            first,
        })
    }

    fn token(&self, beside: Option<&str>, has_flag: bool) -> Option<(String, String)> {
        // A number is a token only where something else says when to stop: 0 could be one.
        let fits = |ty: &TypeRef| match ty {
            TypeRef::String => true,
            TypeRef::Integer | TypeRef::Unsigned => has_flag,
            _ => false,
        };
        self.action.request.iter().find_map(|member| {
            if !fits(&member.ty) || member.deprecated {
                return None;
            }
            let same = TOKENS
                .iter()
                .find(|name| name.eq_ignore_ascii_case(&member.name));
            let with_next = format!("Next{}", member.name);
            let ends = TOKEN_ENDS.iter().any(|end| member.name.ends_with(end));
            let names: Vec<&str> = [ends.then_some(with_next.as_str()), same.copied()]
                .into_iter()
                .flatten()
                .collect();
            let next = self.response_member(beside, &names, &|ty| *ty == member.ty)?;
            Some((member.name.clone(), next))
        })
    }

    /// The number of the first page, by the documented default or the smallest value.
    fn first(&self, member: &str) -> Option<u64> {
        let member = self.request_member(member)?;
        let smallest = member.min.as_ref().and_then(serde_json::Number::as_u64);
        default(member).or(smallest).filter(|first| *first <= 1)
    }

    fn size(&self, names: &[&str]) -> Option<String> {
        let size = self.request_named(names, &is_position)?;
        Some(size.name.clone())
    }

    fn request_member(&self, name: &str) -> Option<&'a Member> {
        self.action
            .request
            .iter()
            .find(|member| member.name == name)
    }

    /// The first of these names that the request has.
    fn request_named(&self, names: &[&str], fits: &dyn Fn(&TypeRef) -> bool) -> Option<&'a Member> {
        named(&self.action.request, names, fits)
    }

    /// The first of these names that stands beside the items, else at the top of the response.
    fn response_member(
        &self,
        beside: Option<&str>,
        names: &[&str],
        fits: &dyn Fn(&TypeRef) -> bool,
    ) -> Option<String> {
        let in_object = beside.and_then(|object| {
            let member = named(self.members_of(object)?, names, fits)?;
            Some(format!("{object}.{}", member.name))
        });
        in_object
            .or_else(|| named(&self.action.response, names, fits).map(|member| member.name.clone()))
    }

    /// The members of an object of the response.
    fn members_of(&self, object: &str) -> Option<&'a [Member]> {
        let member = self
            .action
            .response
            .iter()
            .find(|member| member.name == object)?;
        let TypeRef::Named(name) = &member.ty else {
            return None;
        };
        Some(&self.spec.types.get(name)?.members)
    }

    fn is_list(&self, path: &str) -> bool {
        let (members, name) = match path.split_once('.') {
            Some((object, name)) => (self.members_of(object), name),
            None => (Some(self.action.response.as_slice()), path),
        };
        let member = members
            .into_iter()
            .flatten()
            .find(|member| member.name == name);
        member.is_some_and(|member| member.ty.item().is_some())
    }

    /// The only list of the response; if it has none, that of its only object that has one. Where there are several, the
    /// only one of objects, else the only one of these with a name for items.
    fn items(&self) -> Option<String> {
        let top = lists(&self.action.response);
        if !top.is_empty() {
            return only(&top, |member| member).map(|member| member.name.clone());
        }
        let mut in_objects = Vec::new();
        for object in &self.action.response {
            let members = self.members_of(&object.name).unwrap_or_default();
            in_objects.extend(lists(members).into_iter().map(|list| (&object.name, list)));
        }
        let (object, list) = only(&in_objects, |(_, list)| list)?;
        Some(format!("{object}.{}", list.name))
    }
}

fn lists(members: &[Member]) -> Vec<&Member> {
    members
        .iter()
        .filter(|member| member.ty.item().is_some() && !member.deprecated)
        .collect()
}

/// The only list, or the only one of objects, or the only one of objects with a name for items.
fn only<T>(all: &[T], list: impl Fn(&T) -> &Member) -> Option<&T> {
    if let [one] = all {
        return Some(one);
    }
    let of_objects: Vec<&T> = all
        .iter()
        .filter(|one| list(one).ty.name().is_some())
        .collect();
    if let [one] = of_objects[..] {
        return Some(one);
    }
    let mut items = of_objects
        .into_iter()
        .filter(|one| ITEMS.contains(&list(one).name.as_str()));
    items.next().filter(|_| items.next().is_none())
}

fn named<'a>(
    members: &'a [Member],
    names: &[&str],
    fits: &dyn Fn(&TypeRef) -> bool,
) -> Option<&'a Member> {
    names.iter().find_map(|name| {
        members.iter().find(|member| {
            member.name.eq_ignore_ascii_case(name) && fits(&member.ty) && !member.deprecated
        })
    })
}

/// A number, also one that services call a text.
fn is_position(ty: &TypeRef) -> bool {
    matches!(
        ty,
        TypeRef::Integer | TypeRef::Unsigned | TypeRef::Float | TypeRef::String
    )
}

fn is_flag(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Boolean | TypeRef::Integer | TypeRef::Unsigned)
}

/// The documented default, if it is a whole number.
fn default(member: &Member) -> Option<u64> {
    let default = member.default.as_ref()?;
    default
        .as_u64()
        .or_else(|| default.as_str()?.trim().parse().ok())
}
