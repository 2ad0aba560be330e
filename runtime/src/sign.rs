//! The signature TC3-HMAC-SHA256, as pure functions.
//!
//! The rules are those of the page "Signature v3" (<https://cloud.tencent.com/document/api/213/30654>): a canonical
//! form of the request is hashed, the hash goes into a string to sign, and that is signed with a key derived from the
//! secret key, the day and the service. A client does all of it for you; this module is for requests that are sent by
//! other means.

use std::sync::{Arc, Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use sha2::{Digest, Sha256};

use crate::Credential;

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const SECONDS_OF_DAY: u64 = 86_400;

/// What stands for the hash of a body that is not signed, with the header `X-TC-Content-SHA256` of the same value.
///
/// ```
/// use tencentcloud_runtime::sign::{UNSIGNED_PAYLOAD, sha256_hex};
///
/// let payload_hash = sha256_hex(UNSIGNED_PAYLOAD.as_bytes());
/// assert_eq!(payload_hash, "438d4109ef0d676b8c2c7ed13cdfcb418e494d53b843d4634ce3b1085f07bb96");
/// ```
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// What of a request is signed. The path always is `/`.
#[derive(Debug, Clone, Copy)]
pub struct SigningRequest<'a> {
    /// `POST` or `GET`.
    pub method: &'a str,
    /// The query exactly as it is sent, without the question mark; empty for `POST`.
    pub query: &'a str,
    /// The headers to sign. At least `content-type` and `host`, with the values that are sent.
    pub headers: &'a [(&'a str, &'a str)],
    /// The SHA-256 of the body in hex, see [`sha256_hex`].
    pub payload_hash: &'a str,
    /// Seconds since 1970, as in the header `X-TC-Timestamp`. The API refuses what is off by more than five minutes.
    pub timestamp: u64,
    /// The short name of the service, such as `cvm`, whatever the host is called.
    pub service: &'a str,
}

impl SigningRequest<'_> {
    /// The value of the header `Authorization`.
    pub fn authorization(&self, credential: &Credential) -> String {
        let key = self.key(credential);
        self.authorization_with(credential.secret_id(), &key)
    }

    fn key(&self, credential: &Credential) -> SigningKey {
        let secret_key = credential.secret_key().expose_secret();
        SigningKey::derive(secret_key, &date(self.timestamp), self.service)
    }

    /// The same with a key that was derived before.
    fn authorization_with(&self, secret_id: &str, key: &SigningKey) -> String {
        let (scope, headers) = (self.scope(), CanonicalHeaders::of(self.headers));
        let signature = key.sign(&self.string_to_sign_with(&scope, &headers));
        let names = headers.names;
        format!(
            "{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
    }

    /// What the signature is made of.
    pub fn string_to_sign(&self) -> String {
        self.string_to_sign_with(&self.scope(), &CanonicalHeaders::of(self.headers))
    }

    fn string_to_sign_with(&self, scope: &str, headers: &CanonicalHeaders) -> String {
        let hash = sha256_hex(self.canonical_request_with(headers).as_bytes());
        format!("{ALGORITHM}\n{}\n{scope}\n{hash}", self.timestamp)
    }

    /// The request in the form that both sides can build.
    pub fn canonical_request(&self) -> String {
        self.canonical_request_with(&CanonicalHeaders::of(self.headers))
    }

    fn canonical_request_with(&self, headers: &CanonicalHeaders) -> String {
        let CanonicalHeaders { lines, names } = headers;
        let parts = [
            self.method,
            "\n/\n",
            self.query,
            "\n",
            lines,
            "\n",
            names,
            "\n",
            self.payload_hash,
        ];
        parts.concat()
    }

    /// The day and the service that a signature holds for.
    pub fn scope(&self) -> String {
        format!("{}/{}/tc3_request", date(self.timestamp), self.service)
    }
}

/// Headers in the form in which they are signed: in lower case and trimmed, sorted by name.
struct CanonicalHeaders {
    /// `name:value`, each with a line break behind it.
    lines: String,
    /// The names, with semicolons between them.
    names: String,
}

impl CanonicalHeaders {
    fn of(headers: &[(&str, &str)]) -> Self {
        let canonical = |text: &str| text.trim().to_ascii_lowercase();
        let mut headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (canonical(name), canonical(value)))
            .collect();
        headers.sort();
        let (mut lines, mut names) = (String::new(), String::new());
        for (name, value) in &headers {
            lines.extend([name, ":", value, "\n"]);
            names.extend([if names.is_empty() { "" } else { ";" }, name]);
        }
        Self { lines, names }
    }
}

/// A key derived from a secret key for one day and one service.
///
/// It is wiped from memory when it is dropped.
pub struct SigningKey(Key);

type Key = Zeroizing<[u8; 32]>;

impl SigningKey {
    /// Derives the key for a day (`2019-02-25`, UTC) and a service.
    pub fn derive(secret_key: &str, date: &str, service: &str) -> Self {
        let [.., signing] = Self::derive_steps(secret_key, date, service);
        Self(signing)
    }

    fn derive_steps(secret_key: &str, date: &str, service: &str) -> [Key; 3] {
        let secret = Zeroizing::new(format!("TC3{secret_key}"));
        let date = hmac(secret.as_bytes(), date);
        let service = hmac(&*date, service);
        let signing = hmac(&*service, "tc3_request");
        [date, service, signing]
    }

    /// The signature of a string, in hex.
    pub fn sign(&self, string_to_sign: &str) -> String {
        hex(&*hmac(&*self.0, string_to_sign))
    }
}

/// The key of the last signature, for the next one: it holds for a day.
///
/// It is for one service. Who signs with several credentials in turn has it derived each time, which costs some
/// microseconds.
#[derive(Default)]
pub(crate) struct KeyCache(Mutex<Option<CachedKey>>);

struct CachedKey {
    credential: Credential,
    day: u64,
    key: Arc<SigningKey>,
}

impl KeyCache {
    pub(crate) fn authorization(
        &self,
        request: &SigningRequest<'_>,
        credential: &Credential,
    ) -> String {
        request.authorization_with(credential.secret_id(), &self.key(request, credential))
    }

    fn key(&self, request: &SigningRequest<'_>, credential: &Credential) -> Arc<SigningKey> {
        let day = request.timestamp / SECONDS_OF_DAY;
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some(cached) if cached.day == day && cached.credential.has_same_key(credential) => {
                Arc::clone(&cached.key)
            }
            _ => {
                let key = Arc::new(request.key(credential));
                *cached = Some(CachedKey {
                    credential: credential.clone(),
                    day,
                    key: Arc::clone(&key),
                });
                key
            }
        }
    }
}

/// The SHA-256 of a body, in hex, as a [`SigningRequest`] needs it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hmac(key: &[u8], message: &str) -> Key {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message.as_bytes());
    Zeroizing::new(mac.finalize().into_bytes().into())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    text
}

/// The day of a time in UTC, as `2019-02-25`.
fn date(timestamp: u64) -> String {
    // Years begin in March here, so that the day that is there only now and then is the last one of a year.
    const FROM_MARCH_OF_YEAR_0: u64 = 719_468;
    const DAYS_IN_400_YEARS: u64 = 146_097;
    let days = timestamp / SECONDS_OF_DAY + FROM_MARCH_OF_YEAR_0;
    let day = days % DAYS_IN_400_YEARS;
    let year = (day - day / 1460 + day / 36_524 - day / (DAYS_IN_400_YEARS - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Five months from March or August on have 153 days.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let year = year + days / DAYS_IN_400_YEARS * 400 + u64::from(month >= 10);
    let month = if month < 10 { month + 3 } else { month - 9 };
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file below `tests/vectors` has lines `name = value`, and below them the body and what is made of the request.
    #[test]
    fn reproduces_the_vectors() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            check(
                &path.display().to_string(),
                &std::fs::read_to_string(&path).unwrap(),
            );
            count += 1;
        }
        assert_eq!(count, 8);
    }

    #[test]
    fn a_key_is_kept_for_its_credential_and_day() {
        let request = |timestamp| SigningRequest {
            method: "POST",
            query: "",
            headers: &[("content-type", "application/json"), ("host", "h")],
            payload_hash: "",
            timestamp,
            service: "cvm",
        };
        let cache = KeyCache::default();
        let key = |timestamp, credential: &Credential| cache.key(&request(timestamp), credential);
        let (one, other) = (Credential::new("id", "one"), Credential::new("id", "other"));
        let noon = 1_551_096_000;
        let first = key(noon, &one);
        assert!(Arc::ptr_eq(&first, &key(noon + 3600, &one.clone())));
        assert!(Arc::ptr_eq(
            &first,
            &key(noon, &Credential::new("id", "one").with_token("token"))
        ));
        assert!(!Arc::ptr_eq(&first, &key(noon + SECONDS_OF_DAY, &one)));
        for (timestamp, credential) in [(noon, &one), (noon, &other), (0, &one), (noon, &one)] {
            let request = request(timestamp);
            assert_eq!(
                cache.authorization(&request, credential),
                request.authorization(credential)
            );
        }
    }

    fn check(file: &str, text: &str) {
        let (values, texts) = text.split_once("[body]\n").unwrap();
        let (body, texts) = texts.split_once("\n[canonical request]\n").unwrap();
        let (canonical_request, string_to_sign) = texts.split_once("\n[string to sign]\n").unwrap();
        let value = |name: &str| {
            let mut lines = values.lines().filter_map(|line| line.split_once(" = "));
            lines.find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        let get = |name: &str| value(name).unwrap_or_else(|| panic!("no {name} in {file}"));

        let headers: Vec<(&str, &str)> = get("signed_headers")
            .split(';')
            .map(|name| (name, get(name)))
            .collect();
        let payload = match value("payload") {
            Some("unsigned") => UNSIGNED_PAYLOAD,
            _ => body,
        };
        let request = SigningRequest {
            method: get("method"),
            query: value("query").unwrap_or_default(),
            headers: &headers,
            payload_hash: &sha256_hex(payload.as_bytes()),
            timestamp: get("timestamp").parse().unwrap(),
            service: get("service"),
        };
        assert_eq!(request.canonical_request(), canonical_request, "{file}");
        assert_eq!(
            request.string_to_sign(),
            string_to_sign.trim_end(),
            "{file}"
        );

        let date = date(request.timestamp);
        let keys = SigningKey::derive_steps(get("secret_key"), &date, request.service);
        let steps = ["date_key", "service_key", "signing_key"];
        for (name, key) in steps.into_iter().zip(keys) {
            assert_eq!(hex(&*key), get(name), "{name} of {file}");
        }
        let credential = Credential::new(get("secret_id"), get("secret_key"));
        let expected = format!(
            "TC3-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
            get("secret_id"),
            request.scope(),
            get("signed_headers"),
            get("signature"),
        );
        assert_eq!(request.authorization(&credential), expected, "{file}");
    }

    #[test]
    fn headers_are_sorted_trimmed_and_in_lower_case() {
        let request = SigningRequest {
            method: "POST",
            query: "",
            headers: &[("Host", "A.example "), ("Content-Type", "application/json")],
            payload_hash: "hash",
            timestamp: 0,
            service: "cvm",
        };
        assert_eq!(
            request.canonical_request(),
            "POST\n/\n\ncontent-type:application/json\nhost:a.example\n\ncontent-type;host\nhash"
        );
    }

    #[test]
    fn knows_the_calendar() {
        for (timestamp, expected) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_551_113_065, "2019-02-25"),
            (1_709_164_800, "2024-02-29"),
            (1_735_689_599, "2024-12-31"),
            (1_735_689_600, "2025-01-01"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(date(timestamp), expected);
        }
        assert!(!date(u64::MAX).is_empty(), "no time is too late");
    }
}
