//! Pages that were fetched before, kept as long as the site confirms them.
//!
//! One file for each address: a line with the SHA-256 of all that follows, a line of JSON with what is known of the page,
//! and the bytes of the page. A file that is not like this is as good as none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::address::Address;
use crate::digest::sha256;
use crate::output::FileError;

/// The folder below the user's folder for caches; the number is that of the form of the files in it.
const FOLDER: &str = "tcgen/pages-1";

/// A folder with pages that were fetched before.
///
/// Nothing in it is worth keeping: it can be deleted at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
}

/// A page in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) head: Head,
    pub(super) body: Vec<u8>,
}

/// What is known of a page in the cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// For people who look into the cache.
    pub(super) address: String,
    pub(super) content_type: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// When the site gave or confirmed it, in Unix seconds.
    confirmed: u64,
    /// How long it may be used without asking again, in seconds.
    fresh_for: u64,
}

impl Cache {
    /// The cache in this folder, which need not exist.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The cache in the user's folder for caches: `$XDG_CACHE_HOME` or `~/.cache`, on Windows `%LOCALAPPDATA%`. There is
    /// none for a user without a home.
    pub fn of_user() -> Option<Self> {
        let user = etcetera::choose_base_strategy().ok()?;
        Some(Self::new(user.cache_dir().join(FOLDER)))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is known of an address.
    pub(super) fn get(&self, address: &Address) -> Option<Entry> {
        Entry::from_bytes(&fs::read(self.path(address)).ok()?)
    }

    /// Keeps a page. Readers see the old file or the new one, never a half.
    pub(super) fn put(&self, address: &Address, entry: &Entry) -> Result<(), FileError> {
        let path = self.path(address);
        self.write(&path, &entry.to_bytes())
            .map_err(|source| FileError {
                action: "write",
                path,
                source,
            })
    }

    /// Forgets a page.
    pub(super) fn remove(&self, address: &Address) {
        // Whatever is left is asked about again before it is used.
        let _ = fs::remove_file(self.path(address));
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    }

    /// An address can hold secrets and what no file name can, so its hash is the name.
    fn path(&self, address: &Address) -> PathBuf {
        self.folder.join(sha256(address.url().as_str().as_bytes()))
    }
}

impl Entry {
    fn to_bytes(&self) -> Vec<u8> {
        let head = serde_json::to_vec(&self.head).expect("a struct of texts and numbers is JSON");
        let content = [&head, b"\n".as_slice(), &self.body].concat();
        let sum = sha256(&content);
        [sum.as_bytes(), b"\n", &content].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sum, content) = split_line(bytes)?;
        if sha256(content).as_bytes() != sum {
            return None;
        }
        let (head, body) = split_line(content)?;
        Some(Self {
            head: serde_json::from_slice(head).ok()?,
            body: body.to_vec(),
        })
    }
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

impl Head {
    pub(super) fn new(address: &Address, content_type: &str) -> Self {
        Self {
            address: address.to_string(),
            content_type: content_type.to_owned(),
            etag: None,
            last_modified: None,
            confirmed: 0,
            fresh_for: 0,
        }
    }

    /// The site gave or confirmed the page at this time.
    pub(super) fn confirm(&mut self, now: SystemTime, fresh_for: Duration) {
        self.confirmed = seconds(now);
        self.fresh_for = fresh_for.as_secs();
    }

    /// Whether the page may be used without asking.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        // A clock that was set back makes nothing fresh.
        seconds(now)
            .checked_sub(self.confirmed)
            .is_some_and(|age| age < self.fresh_for)
    }

    /// Whether it can be of use later: used without asking, or confirmed.
    pub(super) fn is_useful(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some() || self.fresh_for > 0
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let address = Address::parse("https://a.cn/b?token=t").expect("an address");
        let mut head = Head::new(&address, "text/html");
        head.etag = Some("\"1\"".to_owned());
        Entry {
            head,
            body: b"first line\nsecond\xff".to_vec(),
        }
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("not/yet/there"));
        let address = Address::parse("https://a.cn/b?token=t").expect("an address");
        assert_eq!(cache.get(&address), None);
        cache.put(&address, &entry()).expect("written");
        cache.put(&address, &entry()).expect("written again");
        assert_eq!(cache.get(&address), Some(entry()));
        let other = Address::parse("https://a.cn/b?token=u").expect("an address");
        assert_eq!(cache.get(&other), None);
        cache.remove(&address);
        assert_eq!(cache.get(&address), None);
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let bytes = entry().to_bytes();
        assert_eq!(Entry::from_bytes(&bytes), Some(entry()));
        for end in 0..bytes.len() {
            assert_eq!(Entry::from_bytes(&bytes[..end]), None, "cut off at {end}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Entry::from_bytes(&damaged), None, "wrong at {at}");
        }
    }

    #[test]
    fn secrets_are_not_kept() {
        let bytes = entry().to_bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            text.contains("https://a.cn/b") && !text.contains("token"),
            "{text}"
        );
    }

    #[test]
    fn a_page_is_fresh_for_its_time() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let mut head = entry().head;
        head.confirm(at(100), Duration::from_secs(10));
        for (now, fresh) in [(99, false), (100, true), (109, true), (110, false)] {
            assert_eq!(head.is_fresh(at(now)), fresh, "{now}");
        }
    }
}
