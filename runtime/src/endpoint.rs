use http::HeaderValue;
use http::uri::{Authority, Uri};

use crate::RequestError;

pub(crate) const DOMAIN: &str = "tencentcloudapi.com";

/// Which host answers. This has nothing to do with the region that a request is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Endpoint {
    /// The service's own, such as `cvm.tencentcloudapi.com`: the nearest access point.
    #[default]
    Default,
    /// That of the region, such as `cvm.ap-guangzhou.tencentcloudapi.com`. The financial regions have no other.
    Regional,
    /// Outside mainland China: `cvm.intl.tencentcloudapi.com`.
    International,
    /// From within a private network of Tencent Cloud: `cvm.internal.tencentcloudapi.com`.
    Internal,
    /// Another: `host`, `host:port`, or with a scheme, `https://host:port`. Plain `http` is used only when it is
    /// written here. There can be no path: the signature has none.
    Host(String),
}

impl From<&str> for Endpoint {
    fn from(host: &str) -> Self {
        Self::Host(host.to_owned())
    }
}

impl From<String> for Endpoint {
    fn from(host: String) -> Self {
        Self::Host(host)
    }
}

/// Where to send a request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Origin {
    /// Host, and port if it is not the scheme's own: what goes into the header `Host` and is signed.
    pub(crate) authority: String,
    /// The same as a header.
    pub(crate) host: HeaderValue,
    /// The URL of its root.
    pub(crate) uri: Uri,
}

impl Origin {
    fn new(scheme: &str, authority: String) -> Result<Self, RequestError> {
        let uri = Uri::builder()
            .scheme(scheme)
            .authority(authority.as_str())
            .path_and_query("/")
            .build()
            .map_err(|_| RequestError::new(format!("{authority:?} is not a host")))?;
        let host = HeaderValue::from_str(&authority)
            .map_err(|_| RequestError::new(format!("{authority:?} is not a host")))?;
        Ok(Self {
            authority,
            host,
            uri,
        })
    }

    /// The same with another host.
    pub(crate) fn with_authority(&self, authority: String) -> Result<Self, RequestError> {
        Self::new(self.uri.scheme_str().unwrap_or("https"), authority)
    }

    fn https(authority: impl Into<String>) -> Result<Self, RequestError> {
        Self::new("https", authority.into())
    }
}

impl Endpoint {
    /// The origin of a service, or of an action, whose own host is this.
    pub(crate) fn resolve(&self, own: &str, region: Option<&str>) -> Result<Origin, RequestError> {
        // `cvm`, and `cls.ai` of what has a host of its own.
        let label = own
            .strip_suffix(DOMAIN)
            .and_then(|label| label.strip_suffix('.'));
        let label = label.unwrap_or_else(|| own.split('.').next().unwrap_or(own));
        match self {
            Self::Default => Origin::https(own),
            Self::International => Origin::https(format!("{label}.intl.{DOMAIN}")),
            Self::Internal => Origin::https(format!("{label}.internal.{DOMAIN}")),
            Self::Regional => match region {
                Some(region) => {
                    check_region(region)?;
                    Origin::https(format!("{label}.{region}.{DOMAIN}"))
                }
                None => Err(RequestError::new("a regional endpoint needs a region")),
            },
            Self::Host(host) => {
                let (scheme, authority) = parse(host).ok_or_else(|| {
                    RequestError::new(format!(
                        "endpoint `{host}` is not a host with an optional scheme and port"
                    ))
                })?;
                Origin::new(scheme, authority)
            }
        }
    }
}

/// A region becomes part of a host name, so it must not be more than a name.
pub(crate) fn check_region(region: &str) -> Result<(), RequestError> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if region.bytes().all(is_name) {
        return Ok(());
    }
    Err(RequestError::new(format!(
        "{region:?} is not the name of a region, such as `ap-guangzhou`"
    )))
}

/// Scheme and authority.
fn parse(text: &str) -> Option<(&'static str, String)> {
    let (scheme, default_port, rest) = match text.split_once("://") {
        None => ("https", 443, text),
        Some(("https", rest)) => ("https", 443, rest),
        Some(("http", rest)) => ("http", 80, rest),
        Some(_) => return None,
    };
    let authority: Authority = rest.trim_end_matches('/').parse().ok()?;
    let host = authority.host().to_ascii_lowercase();
    if host.is_empty() || authority.as_str().contains('@') {
        return None;
    }
    let authority = match authority.port_u16() {
        Some(port) if port != default_port => format!("{host}:{port}"),
        // A port that is empty or no number.
        None if authority.as_str().len() != host.len() => return None,
        _ => host,
    };
    Some((scheme, authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CVM: &str = "cvm.tencentcloudapi.com";

    fn url(endpoint: impl Into<Endpoint>) -> String {
        match endpoint.into().resolve(CVM, Some("ap-guangzhou")) {
            Ok(origin) => origin.uri.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn names_the_hosts_of_a_service() {
        for (endpoint, expected) in [
            (Endpoint::Default, "https://cvm.tencentcloudapi.com/"),
            (
                Endpoint::Regional,
                "https://cvm.ap-guangzhou.tencentcloudapi.com/",
            ),
            (
                Endpoint::International,
                "https://cvm.intl.tencentcloudapi.com/",
            ),
            (
                Endpoint::Internal,
                "https://cvm.internal.tencentcloudapi.com/",
            ),
        ] {
            assert_eq!(url(endpoint), expected);
        }
        assert!(Endpoint::Regional.resolve(CVM, None).is_err());
        let own = Endpoint::Internal.resolve("cls.ai.tencentcloudapi.com", None);
        assert_eq!(
            own.unwrap().authority,
            "cls.ai.internal.tencentcloudapi.com"
        );
    }

    #[test]
    fn takes_a_host_with_scheme_and_port() {
        for (host, expected) in [
            ("proxy.example", "https://proxy.example/"),
            ("https://Proxy.example/", "https://proxy.example/"),
            ("https://proxy.example:443", "https://proxy.example/"),
            ("proxy.example:8443", "https://proxy.example:8443/"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
            ("http://localhost:80/", "http://localhost/"),
            ("http://[::1]:8080", "http://[::1]:8080/"),
        ] {
            assert_eq!(url(host), expected);
        }
    }

    #[test]
    fn refuses_what_is_no_host() {
        for host in [
            "",
            "https://",
            "ftp://proxy.example",
            "proxy.example/path",
            "user@proxy.example",
            "user:key@proxy.example:80",
            "a b",
            "a\n",
            "host:",
            "host:99999",
            "https://https://a",
            "?a",
            "#",
        ] {
            let expected =
                format!("endpoint `{host}` is not a host with an optional scheme and port");
            assert_eq!(url(host), expected);
        }
    }
}
