//! The proxies of the environment, for each scheme, as reqwest has them.

use std::env;

use secrecy::ExposeSecret;
use ureq::Proxy;

use super::super::proxy::{ALL_PROXY, HTTP_PROXY, HTTPS_PROXY, ProxyChoice, url_of};

/// The hosts that are reached without a proxy, separated by commas.
const NO_PROXY: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The proxy for each scheme.
#[derive(Clone, Default)]
pub(super) struct Proxies {
    https: Option<Proxy>,
    http: Option<Proxy>,
}

/// The value of an environment variable.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

impl Proxies {
    /// Those of a choice that has been checked.
    pub(super) fn new(choice: &ProxyChoice, variable: impl Fn(&str) -> Option<String>) -> Self {
        match choice {
            ProxyChoice::None => Self::default(),
            ProxyChoice::At(url) => {
                let proxy = proxy(url.expose_secret(), "");
                Self {
                    https: proxy.clone(),
                    http: proxy,
                }
            }
            ProxyChoice::Environment => {
                let first = |names: &[&str]| {
                    let values = names.iter().filter_map(|name| variable(name));
                    values.into_iter().find(|value| !value.trim().is_empty())
                };
                let exceptions = first(&NO_PROXY).unwrap_or_default();
                let of = |names: [&str; 2]| {
                    proxy(&first(&names).or_else(|| first(&ALL_PROXY))?, &exceptions)
                };
                Self {
                    https: of(HTTPS_PROXY),
                    // A CGI program gets the header `Proxy` of its visitor in this variable.
                    http: if variable("REQUEST_METHOD").is_some() {
                        None
                    } else {
                        of(HTTP_PROXY)
                    },
                }
            }
        }
    }

    /// That on the way to a URL, which can still be to an exception.
    pub(super) fn of(&self, is_https: bool) -> Option<Proxy> {
        if is_https { &self.https } else { &self.http }.clone()
    }
}

fn proxy(url: &str, exceptions: &str) -> Option<Proxy> {
    let proxy = Proxy::new(&url_of(url)?).ok()?;
    let mut builder = Proxy::builder(proxy.protocol())
        .host(proxy.host())
        .port(proxy.port());
    if let Some(user) = proxy.username() {
        builder = builder.username(user);
    }
    if let Some(password) = proxy.password() {
        builder = builder.password(password);
    }
    for host in exceptions
        .split(',')
        .map(str::trim)
        .filter(|host| !host.is_empty())
    {
        builder = builder.no_proxy(host);
        // `a.example` stands for `b.a.example`, too.
        if !host.starts_with(['.', '*']) {
            builder = builder.no_proxy(&format!(".{host}"));
        }
    }
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(variables: &[(&str, &str)], url: &str) -> Option<String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let proxies = Proxies::new(&ProxyChoice::Environment, variable);
        let proxy = proxies.of(url.starts_with("https:"))?;
        let is_used = !proxy.is_no_proxy(&url.parse().unwrap());
        is_used.then(|| format!("{}:{}", proxy.host(), proxy.port()))
    }

    #[test]
    fn the_environment_names_a_proxy_for_each_scheme() {
        let variables = [
            ("https_proxy", "http://me:word@secure.example:3128"),
            ("HTTP_PROXY", "plain.example:8080"),
            ("NO_PROXY", "inside.example, .a.cn"),
        ];
        for (url, proxy) in [
            (
                "https://cvm.tencentcloudapi.com/",
                Some("secure.example:3128"),
            ),
            (
                "http://cvm.tencentcloudapi.com/",
                Some("plain.example:8080"),
            ),
            ("https://inside.example/", None),
            ("https://more.inside.example/", None),
            (
                "https://beside-inside.example/",
                Some("secure.example:3128"),
            ),
            ("https://b.a.cn/", None),
            ("https://a.cn/", Some("secure.example:3128")),
        ] {
            assert_eq!(used(&variables, url).as_deref(), proxy, "{url}");
        }
        let all = [("ALL_PROXY", "socks5://proxy.example"), ("HTTPS_PROXY", "")];
        let socks = Some("proxy.example:1080".to_owned());
        assert_eq!(used(&all, "https://a.cn/"), socks);
        assert_eq!(used(&all, "http://a.cn/"), socks);
        let cgi = [("HTTP_PROXY", "evil.example"), ("REQUEST_METHOD", "GET")];
        assert_eq!(used(&cgi, "http://a.cn/"), None);
    }
}
