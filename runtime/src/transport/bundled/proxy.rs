//! The proxy on the way, from the configuration or the environment.

use http::Uri;
use secrecy::{ExposeSecret, SecretString};

use super::{TransportError, TransportErrorKind};

/// Which proxy to use.
#[derive(Clone)]
pub(super) enum ProxyChoice {
    /// That of the environment.
    Environment,
    /// None.
    None,
    /// This. A URL can hold a password.
    At(SecretString),
}

/// The variables that name a proxy; those that stand together mean the same, and the first that is set counts.
pub(super) const HTTPS_PROXY: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
pub(super) const HTTP_PROXY: [&str; 2] = ["HTTP_PROXY", "http_proxy"];
pub(super) const ALL_PROXY: [&str; 2] = ["ALL_PROXY", "all_proxy"];

const SCHEMES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

impl ProxyChoice {
    /// Checks the proxy, or those of the environment. Otherwise one that is no address would be taken for none, and
    /// requests would go out on a way that they should not.
    pub(super) fn check(
        &self,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<(), TransportError> {
        match self {
            Self::None => Ok(()),
            Self::At(url) => url_of(url.expose_secret())
                .map(drop)
                .ok_or_else(|| error("the proxy of the configuration")),
            Self::Environment => {
                for name in [HTTPS_PROXY, HTTP_PROXY, ALL_PROXY].concat() {
                    let value = variable(name).unwrap_or_default();
                    if !value.is_empty() && url_of(&value).is_none() {
                        return Err(error(name));
                    }
                }
                Ok(())
            }
        }
    }
}

/// The address of a proxy with its scheme, which can be left out if it is `http`.
pub(super) fn url_of(text: &str) -> Option<String> {
    let text = text.trim();
    let url = if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    let uri: Uri = url.parse().ok()?;
    let is_address = SCHEMES.contains(&uri.scheme_str()?)
        && uri.host().is_some_and(|host| !host.is_empty())
        && matches!(uri.path(), "" | "/")
        && uri.query().is_none();
    is_address.then_some(url)
}

/// Nothing of the address is shown: it can hold a password.
fn error(what: &str) -> TransportError {
    TransportError::new(
        TransportErrorKind::Setup,
        format!(
            "{what} is no address of a proxy such as http://proxy.example:8080: its scheme is one of {}",
            SCHEMES.join(", ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_a_host_and_no_path() {
        for (text, url) in [
            ("http://a.example:8080", Some("http://a.example:8080")),
            (" a.example:8080 ", Some("http://a.example:8080")),
            ("me:word@a.example", Some("http://me:word@a.example")),
            ("socks5h://[::1]:1080/", Some("socks5h://[::1]:1080/")),
            ("ftp://a.example", None),
            ("http://a.example/path", None),
            ("http://", None),
            ("a b", None),
            ("", None),
        ] {
            assert_eq!(url_of(text).as_deref(), url, "{text}");
        }
    }

    #[test]
    fn an_error_names_the_variable_and_not_the_password() {
        let variable = |name: &str| {
            (name == "all_proxy").then(|| "gopher://me:canary@proxy.example".to_owned())
        };
        let error = ProxyChoice::Environment.check(variable).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Setup);
        assert_eq!(
            error.to_string(),
            "all_proxy is no address of a proxy such as http://proxy.example:8080: its scheme is one of http, https, \
             socks4, socks4a, socks5, socks5h"
        );
        assert!(ProxyChoice::None.check(variable).is_ok());
        let choice = ProxyChoice::At("canary canary".to_owned().into());
        let error = choice.check(|_| None).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
