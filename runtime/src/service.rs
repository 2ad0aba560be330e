use std::borrow::Cow;
use std::fmt;

/// A version of a service; generated code has one as a `static`.
///
/// ```
/// use tencentcloud_runtime::Service;
///
/// static CVM: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Service {
    name: Cow<'static, str>,
    version: Cow<'static, str>,
    endpoint: Cow<'static, str>,
}

impl Service {
    /// A service by its short name (which is what gets signed), its version, and its host.
    pub const fn new(name: &'static str, version: &'static str, endpoint: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            version: Cow::Borrowed(version),
            endpoint: Cow::Borrowed(endpoint),
        }
    }

    /// A service whose name was not known when this was compiled.
    pub(crate) fn named(name: &str, version: &str) -> Self {
        Self {
            endpoint: Cow::Owned(format!("{name}.{}", crate::endpoint::DOMAIN)),
            name: Cow::Owned(name.to_owned()),
            version: Cow::Owned(version.to_owned()),
        }
    }

    /// The short name, such as `cvm`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version, such as `2017-03-12`.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(crate) fn version_text(&self) -> Cow<'static, str> {
        self.version.clone()
    }

    /// The host, such as `cvm.tencentcloudapi.com`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

/// An action of a service; generated code has one per method as a `static`.
///
/// ```
/// use tencentcloud_runtime::Action;
///
/// static TERMINATE_INSTANCES: Action = Action::new("TerminateInstances").region_required();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Action {
    name: Cow<'static, str>,
    region_required: bool,
    unsigned: bool,
    multipart: bool,
    endpoint: Option<&'static str>,
}

/// How the names of actions begin that change nothing.
const READ_ONLY: &[&str] = &["Describe", "List", "Query", "Search", "Inquiry"];

impl Action {
    /// An action that is signed, sends JSON and does not need a region.
    pub const fn new(name: &'static str) -> Self {
        Self::of(Cow::Borrowed(name))
    }

    /// An action whose name was not known when this was compiled.
    pub(crate) fn named(name: &str) -> Self {
        Self::of(Cow::Owned(name.to_owned()))
    }

    const fn of(name: Cow<'static, str>) -> Self {
        Self {
            name,
            region_required: false,
            unsigned: false,
            multipart: false,
            endpoint: None,
        }
    }

    /// The action needs a region; a call without one fails before it is sent.
    #[must_use]
    pub const fn region_required(mut self) -> Self {
        self.region_required = true;
        self
    }

    /// The action is sent without a signature and needs no credential, as `AssumeRoleWithSAML` of `sts`.
    #[must_use]
    pub const fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }

    /// The action takes a form, `multipart/form-data`, as `UploadMedicalFile` of `cii`: each member is a part, and bytes
    /// go as they are, where JSON would have them as base64.
    #[must_use]
    pub const fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// The action has a host of its own, as `ChatCompletions` of `es`. It takes the place of the
    /// [service's](Service::endpoint) where that would be [the endpoint](crate::Endpoint::Default).
    #[must_use]
    pub const fn at_endpoint(mut self, host: &'static str) -> Self {
        self.endpoint = Some(host);
        self
    }

    /// The name, such as `TerminateInstances`.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn name_text(&self) -> Cow<'static, str> {
        self.name.clone()
    }

    /// Whether [`Self::region_required`] was said.
    pub const fn is_region_required(&self) -> bool {
        self.region_required
    }

    /// Whether [`Self::unsigned`] was said.
    pub const fn is_unsigned(&self) -> bool {
        self.unsigned
    }

    /// Whether [`Self::multipart`] was said.
    pub const fn is_multipart(&self) -> bool {
        self.multipart
    }

    /// What [`Self::at_endpoint`] was told.
    pub const fn endpoint(&self) -> Option<&'static str> {
        self.endpoint
    }

    /// Whether the action changes nothing, so that it does not matter how often it is executed. Its name says so: it begins
    /// with the word `Describe`, `List`, `Query`, `Search` or `Inquiry`. `Get` is not among them: some such actions make
    /// something, a session or a result that costs.
    pub fn is_read_only(&self) -> bool {
        READ_ONLY.iter().any(|word| {
            let rest = self.name.strip_prefix(word);
            rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_lowercase()))
        })
    }
}

/// What is called, for messages.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    pub(crate) service: Cow<'static, str>,
    pub(crate) action: Cow<'static, str>,
}

impl Names {
    pub(crate) fn new(service: &Service, action: &Action) -> Self {
        Self {
            service: service.name.clone(),
            action: action.name.clone(),
        }
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.service, self.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_what_changes_nothing() {
        for (name, expected) in [
            ("DescribeInstances", true),
            ("ListTopics", true),
            ("Query", true),
            ("SearchLog", true),
            ("InquiryPriceRunInstances", true),
            ("ListenToEvents", false),
            ("Listing", false),
            ("GetFederationToken", false),
            ("RunInstances", false),
            ("CreateDescribeTask", false),
        ] {
            assert_eq!(Action::named(name).is_read_only(), expected, "{name}");
        }
    }
}
