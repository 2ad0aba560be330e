//! Other hosts for when one does not answer.

mod breaker;
mod route;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::breaker::Breaker;
pub(crate) use self::route::Route;
use crate::endpoint::Origin;
use crate::{Endpoint, RequestError};

/// Where to send requests when a host does not answer, for [`Config::failover`](crate::Config::failover). It is off unless
/// it is asked for.
///
/// ```
/// use tencentcloud_runtime::{Config, Credential, Failover};
///
/// let config = Config::new(Credential::new("AKIDexample", "key")).failover(Failover::domains());
/// ```
///
/// | | the host `cvm.tencentcloudapi.com` is followed by | with the endpoints |
/// |---|---|---|
/// | [`domains`](Self::domains) | `cvm.tencentcloudapi.com.cn`, `cvm.tencentcloudapi.cn` | all but `International`, and hosts that are not of Tencent Cloud |
/// | [`regions`](Self::regions) | `cvm.ap-guangzhou.tencentcloudapi.com` | `Default`, `Regional` |
/// | [`hosts`](Self::hosts) | what you name | all |
///
/// Another combination is an error of the call. Each attempt is signed for the host that it goes to; the region that a request
/// is about stays the same.
///
/// # When
///
/// Each host has a circuit breaker, which all copies of the `Config` share. A host that gave no answer (no connection, no
/// answer in time, a broken connection, or the status 502, 503 or 504 of a gateway) 5 times in a row, or 10 times within a
/// minute and half of the times, is left out for 30 s. Then one call tries it; if it is answered, the host is used again.
/// Any answer of the API is one, also a refusal. If all are left out, the first is used.
///
/// Within a call, a repeat goes to the next host: at once, if there was no connection, so that nothing was sent. Whether
/// anything else is repeated, and when, is not decided here, but by the policy for repeats.
#[derive(Clone)]
pub struct Failover {
    stand_ins: StandIns,
    breakers: Arc<Breakers>,
}

#[derive(Debug, Clone)]
enum StandIns {
    Domains,
    Regions(Arc<[String]>),
    Hosts(Arc<[String]>),
}

/// The domains of the API, in the order in which they follow each other, the first behind the last. Its certificate holds for
/// hosts in all of them, with a region in their name or not; hosts outside mainland China are in the first alone.
const DOMAINS: [&str; 3] = [
    "tencentcloudapi.com",
    "tencentcloudapi.com.cn",
    "tencentcloudapi.cn",
];

impl Failover {
    /// The same host in the other domains of the API: `tencentcloudapi.com`, `tencentcloudapi.com.cn`,
    /// `tencentcloudapi.cn`. This helps where a domain cannot be looked up.
    pub fn domains() -> Self {
        Self::new(StandIns::Domains)
    }

    /// The hosts of these regions, such as `ap-guangzhou`. This helps where the nearest access point is down. They answer
    /// for all regions but the financial ones.
    pub fn regions<T: Into<String>>(regions: impl IntoIterator<Item = T>) -> Self {
        Self::new(StandIns::Regions(texts(regions)))
    }

    /// These hosts, each as in [`Endpoint::Host`]. They are the same for all services, and have to belong to the one that
    /// is called.
    pub fn hosts<T: Into<String>>(hosts: impl IntoIterator<Item = T>) -> Self {
        Self::new(StandIns::Hosts(texts(hosts)))
    }

    fn new(stand_ins: StandIns) -> Self {
        Self {
            stand_ins,
            breakers: Arc::default(),
        }
    }

    /// The hosts for a call, in the order of preference. `host` is the own one of the service or the action.
    pub(crate) fn route(
        &self,
        endpoint: &Endpoint,
        host: &str,
        region: Option<&str>,
    ) -> Result<Route, RequestError> {
        let own = endpoint.resolve(host, region)?;
        let stand_ins = match &self.stand_ins {
            StandIns::Domains => in_other_domains(&own)?,
            StandIns::Regions(regions) => in_regions(regions, endpoint, host)?,
            StandIns::Hosts(hosts) => hosts
                .iter()
                .map(|stand_in| Endpoint::Host(stand_in.clone()).resolve(host, region))
                .collect::<Result<_, _>>()?,
        };
        let mut origins = vec![own];
        for stand_in in stand_ins {
            if !origins.contains(&stand_in) {
                origins.push(stand_in);
            }
        }
        Ok(Route::through(origins, Some(Arc::clone(&self.breakers))))
    }
}

fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Arc<[String]> {
    texts.into_iter().map(Into::into).collect()
}

fn in_other_domains(own: &Origin) -> Result<Vec<Origin>, RequestError> {
    let host = own.authority.as_str();
    let found = DOMAINS.iter().enumerate().find_map(|(index, domain)| {
        let prefix = host.strip_suffix(domain)?.strip_suffix('.')?;
        Some((index, prefix))
    });
    match found {
        Some((_, prefix)) if prefix.split('.').any(|label| label == "intl") => {
            Err(RequestError::new(format!(
                "the international host `{host}` is in no other domain: use `Failover::hosts`"
            )))
        }
        Some((index, prefix)) => {
            let others = DOMAINS
                .iter()
                .cycle()
                .skip(index + 1)
                .take(DOMAINS.len() - 1);
            others
                .map(|domain| own.with_authority(format!("{prefix}.{domain}")))
                .collect()
        }
        None => Err(RequestError::new(format!(
            "`{host}` is not in a domain of the API and so not in the others: use `Failover::hosts`"
        ))),
    }
}

fn in_regions(
    regions: &[String],
    endpoint: &Endpoint,
    host: &str,
) -> Result<Vec<Origin>, RequestError> {
    if !matches!(endpoint, Endpoint::Default | Endpoint::Regional) {
        return Err(RequestError::new(
            "regions stand in only for the endpoints `Default` and `Regional`: use `Failover::hosts`",
        ));
    }
    let origin = |region: &String| Endpoint::Regional.resolve(host, Some(region));
    regions.iter().map(origin).collect()
}

impl fmt::Debug for Failover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Failover").field(&self.stand_ins).finish()
    }
}

/// What is known of each host.
#[derive(Default)]
pub(crate) struct Breakers(Mutex<HashMap<Arc<Origin>, Breaker>>);

impl Breakers {
    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<Origin>, Breaker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CVM: &str = "cvm.tencentcloudapi.com";

    fn hosts(failover: &Failover, endpoint: impl Into<Endpoint>) -> String {
        match failover.route(&endpoint.into(), CVM, Some("ap-beijing")) {
            Ok(route) => route.urls(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_host_is_in_three_domains() {
        let domains = Failover::domains();
        for (endpoint, expected) in [
            (
                Endpoint::Default,
                "https://cvm.tencentcloudapi.com/ https://cvm.tencentcloudapi.com.cn/ https://cvm.tencentcloudapi.cn/",
            ),
            (
                Endpoint::Regional,
                "https://cvm.ap-beijing.tencentcloudapi.com/ https://cvm.ap-beijing.tencentcloudapi.com.cn/ \
                 https://cvm.ap-beijing.tencentcloudapi.cn/",
            ),
            (
                Endpoint::Internal,
                "https://cvm.internal.tencentcloudapi.com/ https://cvm.internal.tencentcloudapi.com.cn/ \
                 https://cvm.internal.tencentcloudapi.cn/",
            ),
            (
                "es.ai.tencentcloudapi.com.cn".into(),
                "https://es.ai.tencentcloudapi.com.cn/ https://es.ai.tencentcloudapi.cn/ \
                 https://es.ai.tencentcloudapi.com/",
            ),
            (
                Endpoint::International,
                "the international host `cvm.intl.tencentcloudapi.com` is in no other domain: use `Failover::hosts`",
            ),
            (
                "http://127.0.0.1:8080".into(),
                "`127.0.0.1:8080` is not in a domain of the API and so not in the others: use `Failover::hosts`",
            ),
            (
                "eviltencentcloudapi.com".into(),
                "`eviltencentcloudapi.com` is not in a domain of the API and so not in the others: use `Failover::hosts`",
            ),
        ] {
            assert_eq!(hosts(&domains, endpoint), expected);
        }
    }

    #[test]
    fn regions_and_hosts_follow_in_the_order_in_which_they_are_named() {
        let regions = Failover::regions(["ap-guangzhou", "ap-beijing"]);
        let (guangzhou, beijing) = (
            "https://cvm.ap-guangzhou.tencentcloudapi.com/",
            "https://cvm.ap-beijing.tencentcloudapi.com/",
        );
        assert_eq!(
            hosts(&regions, Endpoint::Default),
            format!("https://cvm.tencentcloudapi.com/ {guangzhou} {beijing}")
        );
        assert_eq!(
            hosts(&regions, Endpoint::Regional),
            format!("{beijing} {guangzhou}")
        );
        for endpoint in [
            Endpoint::International,
            Endpoint::Internal,
            "cvm.tencentcloudapi.com".into(),
        ] {
            assert_eq!(
                hosts(&regions, endpoint),
                "regions stand in only for the endpoints `Default` and `Regional`: use `Failover::hosts`"
            );
        }
        assert_eq!(
            hosts(&Failover::hosts(["http://a:80", "a"]), "b"),
            "https://b/ http://a/ https://a/"
        );
        assert_eq!(
            hosts(&Failover::hosts(["a/b"]), Endpoint::International),
            "endpoint `a/b` is not a host with an optional scheme and port"
        );
        assert_eq!(
            hosts(&Failover::regions(["a.b/"]), Endpoint::Default),
            "\"a.b/\" is not the name of a region, such as `ap-guangzhou`"
        );
    }
}
