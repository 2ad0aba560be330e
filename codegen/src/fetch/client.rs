//! Fetching one page: through the cache, in turn, and wherever it moved to.

use std::time::{Duration, Instant, SystemTime};

use ureq::http::header;

use super::address::Address;
use super::cache::{Cache, Entry, Head};
use super::content_type::ContentType;
use super::error::{Cause, FetchError};
use super::exchange::{Answer, Exchange};
use super::freshness::Freshness;
use super::proxy::ProxyError;
use super::redirect::Trail;
use super::retry;
use super::spacing::Spacing;
use crate::output::FileError;

/// How pages are fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where pages are kept; without it, every page is fetched anew.
    pub cache: Option<Cache>,
    /// How long the look-up of the host may take, and then the connection with TLS: 10 s.
    pub connect_timeout: Duration,
    /// How long a page may take, with its redirects, but without waiting for its turn: 60 s.
    pub page_timeout: Duration,
    /// The time between the starts of two requests to the same host: half a second. This machine needs none.
    pub spacing: Duration,
    /// The longest time that a site may ask to wait (`Retry-After`); what asks for more fails: 30 s.
    pub longest_wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache: Cache::of_user(),
            connect_timeout: Duration::from_secs(10),
            page_timeout: Duration::from_secs(60),
            spacing: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

/// A page as it came.
#[derive(Debug)]
pub struct Fetched {
    /// Its bytes, uncompressed.
    pub bytes: Vec<u8>,
    /// The charset that the site declares, which can be wrong.
    pub charset: Option<String>,
    /// Where the bytes are from.
    pub origin: Origin,
    /// Why the page could not be kept: it is good all the same, but is fetched anew the next time.
    pub not_kept: Option<FileError>,
}

/// Where the bytes of a page are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From the site.
    Site,
    /// From the cache, and the site confirmed that they are still right.
    Confirmed,
    /// From the cache, without asking: the site said that they stay right for some time.
    Cache,
}

/// Fetches pages. One client serves any number of threads.
#[derive(Debug)]
pub struct Client {
    options: Options,
    exchange: Exchange,
    spacing: Spacing,
}

/// What an address gives.
enum Step {
    Page(Fetched),
    Moved(Option<String>),
    /// The site asks to come back.
    Wait(Duration),
}

impl Client {
    /// A client. Proxies are those that the environment names: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`.
    pub fn new(options: Options) -> Result<Self, ProxyError> {
        Ok(Self {
            exchange: Exchange::new(options.connect_timeout, options.page_timeout)?,
            spacing: Spacing::default(),
            options,
        })
    }

    /// Fetches a page, all of it or nothing.
    pub fn fetch(&self, address: &Address) -> Result<Fetched, Box<FetchError>> {
        let mut trail = Trail::new(address);
        self.follow(&mut trail).map_err(|cause| {
            Box::new(FetchError {
                address: address.clone(),
                moved_to: trail.has_moved().then(|| trail.here().clone()),
                cause,
            })
        })
    }

    fn follow(&self, trail: &mut Trail) -> Result<Fetched, Cause> {
        let mut time = self.options.page_timeout;
        let mut waited = 0;
        loop {
            let may_wait = waited < retry::TIMES;
            match self.step(trail.here(), &mut time, may_wait)? {
                Step::Page(fetched) => return Ok(fetched),
                Step::Moved(location) => trail.follow(location.as_deref())?,
                Step::Wait(wait) => {
                    self.spacing
                        .postpone(trail.here().host(), Instant::now() + wait);
                    time = self.options.page_timeout;
                    waited += 1;
                }
            }
        }
    }

    /// Looks at one address; `time` is what is left, and shrinks.
    fn step(&self, address: &Address, time: &mut Duration, may_wait: bool) -> Result<Step, Cause> {
        let cache = self.options.cache.as_ref();
        let mut known = cache.and_then(|cache| cache.get(address));
        let now = SystemTime::now();
        if let Some(entry) = known.take_if(|entry| entry.head.is_fresh(now)) {
            return Ok(Step::Page(fetched(entry, Origin::Cache, None)));
        }
        let pause = if address.is_loopback() {
            Duration::ZERO
        } else {
            self.options.spacing
        };
        self.spacing.wait_for_turn(address.host(), pause);

        let start = Instant::now();
        let head = known.as_ref().map(|entry| &entry.head);
        let answer = self.exchange.get(address, head, *time)?;
        let step = match (answer.status(), known) {
            (200 | 203, _) => self.page(address, answer).map(Step::Page),
            (304, Some(entry)) => Ok(Step::Page(self.confirmed(address, entry, &answer))),
            (301 | 302 | 303 | 307 | 308, _) => Ok(Step::Moved(
                answer.header(&header::LOCATION).map(ToOwned::to_owned),
            )),
            (status, _) => self.wait(status, &answer, may_wait).map(Step::Wait),
        };
        *time = time.saturating_sub(start.elapsed());
        step
    }

    fn page(&self, address: &Address, answer: Answer) -> Result<Fetched, Cause> {
        let text = |name| answer.header(name).map(ToOwned::to_owned);
        let content_type = text(&header::CONTENT_TYPE).unwrap_or_default();
        let media_type = ContentType::parse(&content_type);
        if !media_type.can_be_page() {
            return Err(Cause::NotText(media_type.media_type));
        }
        let mut head = Head::new(address, &content_type);
        head.etag = text(&header::ETAG);
        head.last_modified = text(&header::LAST_MODIFIED);
        let freshness = freshness(&answer);
        let mut entry = Entry {
            head,
            body: answer.read()?,
        };
        let not_kept = self.keep(address, &mut entry, freshness);
        Ok(fetched(entry, Origin::Site, not_kept))
    }

    /// The page that is known, which the site says is still right.
    fn confirmed(&self, address: &Address, mut entry: Entry, answer: &Answer) -> Fetched {
        for (name, known) in [
            (&header::ETAG, &mut entry.head.etag),
            (&header::LAST_MODIFIED, &mut entry.head.last_modified),
        ] {
            if let Some(new) = answer.header(name) {
                *known = Some(new.to_owned());
            }
        }
        let not_kept = self.keep(address, &mut entry, freshness(answer));
        fetched(entry, Origin::Confirmed, not_kept)
    }

    fn keep(
        &self,
        address: &Address,
        entry: &mut Entry,
        freshness: Freshness,
    ) -> Option<FileError> {
        let cache = self.options.cache.as_ref()?;
        if let Freshness::For(time) = freshness {
            entry.head.confirm(SystemTime::now(), time);
            if entry.head.is_useful() {
                return cache.put(address, entry).err();
            }
        }
        cache.remove(address);
        None
    }

    /// How long to wait before the page is asked for again, or why it is not.
    fn wait(&self, status: u16, answer: &Answer, may_wait: bool) -> Result<Duration, Cause> {
        let wait = answer
            .header(&header::RETRY_AFTER)
            .filter(|_| retry::can_ask(status))
            .and_then(|retry_after| retry::wait(retry_after, SystemTime::now()));
        wait.filter(|wait| may_wait && *wait <= self.options.longest_wait)
            .ok_or(Cause::Status { status, wait })
    }
}

fn freshness(answer: &Answer) -> Freshness {
    let cache_control = answer.headers(&header::CACHE_CONTROL);
    Freshness::parse(&cache_control, answer.header(&header::AGE))
}

fn fetched(entry: Entry, origin: Origin, not_kept: Option<FileError>) -> Fetched {
    Fetched {
        charset: ContentType::parse(&entry.head.content_type).charset,
        bytes: entry.body,
        origin,
        not_kept,
    }
}
