//! What comes behind a page. There is no input or output here: whoever sends the calls asks what to send next.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::error::{PagesError, Problem};
use super::member::{Place, flag, get, number, set, token};
use super::paging::{Paging, Style};
use crate::object::{Object, Value, encode_member};

/// So many answers in a row that have no items, and say that there are more, are enough.
const MAX_EMPTY: u32 = 100;

/// How far the pages of an action are read.
pub(super) struct Progress {
    paging: &'static Paging,
    state: State,
    /// The number of items before the next page. Nothing if that is not known: pages were not asked for from the first.
    position: Option<u64>,
    /// The number of the next page, if they have numbers.
    page: u64,
    /// The items of the page before, and whether it was shorter than it could be.
    before: Option<(u64, bool)>,
    /// All tokens so far.
    tokens: HashSet<u64>,
    /// How many answers in a row had no items.
    empty: u32,
    is_first: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Nothing was asked for.
    New,
    /// The request is that of the next page.
    Going,
    /// There is nothing more to ask for.
    Ended,
}

/// What an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// A page.
    Page,
    /// No page: it only tells that the one before was the last.
    End,
}

impl Progress {
    pub(super) fn new(paging: &'static Paging) -> Self {
        Self {
            paging,
            state: State::New,
            position: None,
            page: 0,
            before: None,
            tokens: HashSet::new(),
            empty: 0,
            is_first: true,
        }
    }

    /// Whether the request is to be sent, which is that of the next page.
    pub(super) fn next(&mut self, request: &dyn Object) -> Result<bool, PagesError> {
        match self.state {
            State::Ended => return Ok(false),
            State::Going => return Ok(true),
            State::New => {}
        }
        self.state = State::Going;
        match self.paging.style {
            Style::Offset { member } => self.position = Some(start(request, member)?.unwrap_or(0)),
            Style::Number { member, first } => {
                self.page = start(request, member)?.unwrap_or(first);
                self.position = (self.page == first).then_some(0);
            }
            Style::Token { member, .. } => {
                let token = token(get(request, member));
                self.tokens
                    .extend(token.map(|token| hash(token.as_bytes())));
            }
        }
        Ok(true)
    }

    /// Nothing more is asked for.
    pub(super) fn end(&mut self) {
        self.state = State::Ended;
    }

    /// Takes the answer to the request, and makes it the request of the next page, if there is one. An error is the end,
    /// and leaves the request as it is.
    pub(super) fn take(
        &mut self,
        request: &mut dyn Object,
        response: &dyn Object,
    ) -> Result<Answer, PagesError> {
        let taken = self.next_page(request, response).and_then(|next| {
            let (member, place) = match &next {
                Next::Number(member, number) => (*member, Place::Number(*number)),
                Next::Token(member, token) => (*member, Place::Text(token)),
                Next::Nothing(answer) => {
                    self.end();
                    return Ok(*answer);
                }
            };
            if !set(request, member, place) {
                return Err(PagesError::new(member, Problem::Unsettable));
            }
            Ok(Answer::Page)
        });
        taken.inspect_err(|_| self.end())
    }

    fn next_page(
        &mut self,
        request: &dyn Object,
        response: &dyn Object,
    ) -> Result<Next, PagesError> {
        let items = get(response, self.paging.items);
        let count = match items {
            Value::List(items) => items.len() as u64,
            _ => 0,
        };
        let is_first = std::mem::replace(&mut self.is_first, false);
        // The first answer always is a page, for its total and whatever else it says.
        let last = Next::Nothing(if is_first || count > 0 {
            Answer::Page
        } else {
            Answer::End
        });
        let has_more = self.has_more(response);
        if let Style::Token { member, next } = self.paging.style {
            let next = token(get(response, next));
            return self.next_token(member, next, count, has_more, last);
        }
        if count == 0 {
            return Ok(last);
        }
        let page_size = self.page_size(request);
        let is_short = page_size.is_some_and(|page_size| count < page_size);
        let before = std::mem::replace(
            &mut self.before,
            fingerprint(items).map(|of| (of, is_short)),
        );
        if let (Some((before, was_short)), Some((this, _))) = (before, self.before)
            && before == this
        {
            // What is short was all there is: the service gives the last page for any that is behind it. Not if there is
            // more: then it may be short because the service gives no more at once.
            let total = self.total(response);
            let is_all = self
                .position
                .is_none_or(|position| total.is_none_or(|total| total <= position));
            return if was_short && is_all {
                Ok(Next::Nothing(Answer::End))
            } else {
                Err(PagesError::new(self.member(), Problem::Ignored))
            };
        }
        self.page = self.page.saturating_add(1);
        self.position = self.position.map(|position| position.saturating_add(count));
        if has_more == Some(false)
            || (has_more.is_none()
                && self.is_total(count, is_first && page_size == Some(count), response))
        {
            return Ok(last);
        }
        Ok(match (self.paging.style, self.position) {
            (Style::Offset { member }, Some(position)) => Next::Number(member, position),
            _ => Next::Number(self.member(), self.page),
        })
    }

    /// Behind a token, the service decides what comes: it can leave a page without items, and go on.
    fn next_token(
        &mut self,
        member: &'static str,
        next: Option<String>,
        count: u64,
        has_more: Option<bool>,
        last: Next,
    ) -> Result<Next, PagesError> {
        self.empty = if count == 0 { self.empty + 1 } else { 0 };
        match (next, has_more) {
            (_, Some(false)) | (None, None) => Ok(last),
            // Nothing says that there is more: some services always give a token, for what comes later.
            (Some(_), None) | (None, Some(true)) if count == 0 => Ok(last),
            (None, Some(true)) => Err(PagesError::new(member, Problem::NoToken)),
            (Some(_), _) if self.empty >= MAX_EMPTY => {
                Err(PagesError::new(member, Problem::Empty { pages: MAX_EMPTY }))
            }
            (Some(token), _) if !self.tokens.insert(hash(token.as_bytes())) => {
                Err(PagesError::new(member, Problem::RepeatedToken))
            }
            (Some(token), _) => Ok(Next::Token(member, token)),
        }
    }

    fn has_more(&self, response: &dyn Object) -> Option<bool> {
        let said = |member: &'static str| flag(get(response, member));
        let more = self.paging.more.and_then(said);
        more.or_else(|| self.paging.last.and_then(said).map(|is_last| !is_last))
    }

    fn total(&self, response: &dyn Object) -> Option<u64> {
        number(get(response, self.paging.total?))
    }

    /// Whether all items were there. A total below that is none: it counts this page, or something else.
    fn is_total(&self, count: u64, is_full_first: bool, response: &dyn Object) -> bool {
        let total = self.total(response);
        // All on a first page that is full: this could be the number of its items, and is looked into.
        let is_doubtful = is_full_first && total == Some(count);
        total.is_some() && total == self.position && !is_doubtful
    }

    /// How many items were asked for, if that is known.
    fn page_size(&self, request: &dyn Object) -> Option<u64> {
        let size = self.paging.size?;
        let set = number(get(request, size.member));
        set.or(size.default).filter(|&page_size| page_size > 0)
    }

    /// The member of the request that changes from page to page.
    fn member(&self) -> &'static str {
        match self.paging.style {
            Style::Offset { member }
            | Style::Number { member, .. }
            | Style::Token { member, .. } => member,
        }
    }
}

/// What is asked for behind a page.
enum Next {
    Number(&'static str, u64),
    Token(&'static str, String),
    Nothing(Answer),
}

/// Where the user wants to start.
fn start(request: &dyn Object, member: &'static str) -> Result<Option<u64>, PagesError> {
    match get(request, member) {
        Value::Absent | Value::String("") => Ok(None),
        start => number(start)
            .map(Some)
            .ok_or_else(|| PagesError::new(member, Problem::Start)),
    }
}

/// What tells the items of one page from those of another. Nothing for items that cannot be written down, such as NaN.
fn fingerprint(items: Value<'_>) -> Option<u64> {
    let items = encode_member("", items).ok()?;
    Some(hash(&items))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
