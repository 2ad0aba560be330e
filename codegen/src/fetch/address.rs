//! Web addresses: which are fetched, and how they are shown.

use std::fmt;

use url::{Host, Url};

/// The address of a page, `http` or `https`, without its fragment.
///
/// It is shown without the user, the password and the query parameters that look like a secret: addresses end up in specs
/// and logs.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address(Url);

/// A text that is no address of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is not a URL.
    #[error("this is no web address: {0}")]
    Invalid(url::ParseError),
    /// It is a URL of another kind.
    #[error("`{0}` addresses are not read, only http and https")]
    Scheme(String),
}

/// Query parameters are secret when their name holds one of these: `X-Amz-Security-Token`, `q-signature`.
const SECRET_PARTS: &[&str] = &[
    "token",
    "secret",
    "passw",
    "signature",
    "credential",
    "session",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
];

/// Query parameters are secret when this is their whole name; as a part of it, it says nothing (`keyword`).
const SECRET_NAMES: &[&str] = &["key", "sign", "sig", "auth", "authorization", "pwd", "code"];

impl Address {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Self::new(Url::parse(text.trim()).map_err(AddressError::Invalid)?)
    }

    /// Whether a text is meant as a URL of whatever kind, and not as a path.
    pub fn is_meant(text: &str) -> bool {
        text.split_once("://").is_some_and(|(scheme, _)| {
            // One letter is a drive.
            scheme.len() > 1
                && scheme
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })
    }

    /// The address that a link on this page leads to.
    pub(super) fn join(&self, link: &str) -> Result<Self, AddressError> {
        Self::new(self.0.join(link).map_err(AddressError::Invalid)?)
    }

    fn new(mut url: Url) -> Result<Self, AddressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme(url.scheme().to_owned()));
        }
        // It is never sent.
        url.set_fragment(None);
        Ok(Self(url))
    }

    pub(super) fn url(&self) -> &Url {
        &self.0
    }

    pub(super) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The host as it is shown and compared.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether this machine is meant.
    pub(super) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    fn without_secrets(&self) -> Url {
        let mut url = self.0.clone();
        // Both fail only where an address has no host.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        let shown: Vec<&str> = url
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_secret(pair))
            .collect();
        let query = (!shown.is_empty()).then(|| shown.join("&"));
        url.set_query(query.as_deref());
        url
    }
}

fn is_secret(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    SECRET_NAMES.contains(&name.as_str()) || SECRET_PARTS.iter().any(|part| name.contains(part))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.without_secrets().fmt(f)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_path() {
        for text in ["https://a.cn/b", "HTTP://a.cn", "ftp://a.cn", "file:///a"] {
            assert!(Address::is_meant(text), "{text}");
        }
        for text in ["a.html", "C://pages", "/tmp/a b://c", "-", "a/https://b"] {
            assert!(!Address::is_meant(text), "{text}");
        }
    }

    #[test]
    fn only_http_and_https_are_read() {
        assert!(Address::parse("HTTPS://Cloud.Tencent.com/document").is_ok());
        assert_eq!(
            Address::parse("ftp://a.cn/b"),
            Err(AddressError::Scheme("ftp".to_owned()))
        );
        for text in ["https://", "https://a b/", "http://a:99999/", ""] {
            assert!(
                matches!(Address::parse(text), Err(AddressError::Invalid(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let cases = [
            ("https://a.cn", "https://a.cn/"),
            (
                "https://a.cn/b?lang=en&pg=#top",
                "https://a.cn/b?lang=en&pg=",
            ),
            ("https://me:word@a.cn:8443/b", "https://a.cn:8443/b"),
            (
                "https://a.cn/b?X-Amz-Security-Token=t&keyword=k&KEY=x&q-signature=s",
                "https://a.cn/b?keyword=k",
            ),
            ("https://a.cn/b?access_token=t", "https://a.cn/b"),
        ];
        for (text, shown) in cases {
            let address = Address::parse(text).expect("an address");
            assert_eq!(address.to_string(), shown);
            assert_eq!(format!("{address:?}"), format!("Address({shown})"));
        }
    }
}
