//! Proxies, as the environment names them.

use std::env;

use ureq::Proxy;

use super::address::Address;

/// Variables with the proxy for `https` addresses, the first that is set counts.
const HTTPS: &[&str] = &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
/// Variables with the proxy for `http` addresses.
const HTTP: &[&str] = &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
/// Variables with the hosts that are reached without a proxy.
const NO_PROXY: &[&str] = &["NO_PROXY", "no_proxy"];

/// A variable that should name a proxy and does not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable} is set, but is no address of a proxy such as http://proxy.example:8080")]
pub struct ProxyError {
    /// The environment variable.
    pub variable: &'static str,
}

/// The proxies for each kind of address.
#[derive(Debug, Clone, Default)]
pub(super) struct Proxies {
    https: Option<Proxy>,
    http: Option<Proxy>,
}

impl Proxies {
    /// Those that the environment names.
    pub(super) fn from_env() -> Result<Self, ProxyError> {
        Self::from_variables(|name| env::var(name).ok())
    }

    fn from_variables(value: impl Fn(&str) -> Option<String>) -> Result<Self, ProxyError> {
        let first = |names: &[&'static str]| {
            names.iter().find_map(|name| {
                let value = value(name)?.trim().to_owned();
                (!value.is_empty()).then_some((*name, value))
            })
        };
        let exceptions = first(NO_PROXY).map_or(String::new(), |(_, value)| value);
        let proxy = |names| {
            first(names)
                .map(|(variable, value)| {
                    with_exceptions(&value, &exceptions).map_err(|_| ProxyError { variable })
                })
                .transpose()
        };
        Ok(Self {
            https: proxy(HTTPS)?,
            http: proxy(HTTP)?,
        })
    }

    /// The proxy on the way to an address. This machine is never reached through one.
    pub(super) fn for_address(&self, address: &Address) -> Option<Proxy> {
        let proxy = if address.is_https() {
            &self.https
        } else {
            &self.http
        };
        let uri = address.url().as_str().parse().ok()?;
        proxy
            .clone()
            .filter(|proxy| !address.is_loopback() && !proxy.is_no_proxy(&uri))
    }
}

fn with_exceptions(proxy: &str, exceptions: &str) -> Result<Proxy, ureq::Error> {
    let proxy = Proxy::new(proxy)?;
    let mut builder = Proxy::builder(proxy.protocol())
        .host(proxy.host())
        .port(proxy.port())
        .resolve_target(proxy.resolve_target());
    if let Some(user) = proxy.username() {
        builder = builder.username(user);
    }
    if let Some(password) = proxy.password() {
        builder = builder.password(password);
    }
    exceptions
        .split(',')
        .fold(builder, |builder, host| builder.no_proxy(host.trim()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(variables: &[(&str, &str)], address: &str) -> Option<String> {
        let proxies = Proxies::from_variables(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        });
        let address = Address::parse(address).expect("an address");
        let proxy = proxies.expect("proxies").for_address(&address)?;
        Some(format!("{}:{}", proxy.host(), proxy.port()))
    }

    #[test]
    fn the_environment_names_a_proxy_for_each_scheme() {
        let variables = [
            ("https_proxy", "http://me:word@secure.example:3128"),
            ("HTTP_PROXY", "plain.example:8080"),
            ("NO_PROXY", "inside.example, .a.cn"),
        ];
        for (address, proxy) in [
            ("https://cloud.tencent.com/", Some("secure.example:3128")),
            ("http://cloud.tencent.com/", Some("plain.example:8080")),
            ("https://inside.example/", None),
            ("https://b.a.cn/", None),
            ("http://127.0.0.1:8000/", None),
            ("http://[::1]/", None),
            ("http://localhost/", None),
        ] {
            assert_eq!(used(&variables, address).as_deref(), proxy, "{address}");
        }
        assert_eq!(
            used(&[("ALL_PROXY", "a:1"), ("HTTPS_PROXY", " ")], "https://b/").as_deref(),
            Some("a:1")
        );
        assert_eq!(used(&[], "https://b/"), None);
    }

    #[test]
    fn a_variable_that_names_no_proxy_is_told() {
        for value in ["ftp://a", "http://", "a b"] {
            let proxies =
                Proxies::from_variables(|name| (name == "HTTPS_PROXY").then(|| value.to_owned()));
            let variable = proxies.expect_err("no proxy").variable;
            assert_eq!(variable, "HTTPS_PROXY", "{value}");
        }
    }
}
