/// A version of a service; generated code has one as a `static`.
///
/// ```
/// use tencentcloud_runtime::Service;
///
/// static CVM: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Service {
    name: &'static str,
    version: &'static str,
    endpoint: &'static str,
}

impl Service {
    /// A service by its short name (which is what gets signed), its version, and its host.
    pub const fn new(name: &'static str, version: &'static str, endpoint: &'static str) -> Self {
        Self {
            name,
            version,
            endpoint,
        }
    }

    /// The short name, such as `cvm`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The version, such as `2017-03-12`.
    pub const fn version(&self) -> &'static str {
        self.version
    }

    /// The host, such as `cvm.tencentcloudapi.com`.
    pub const fn endpoint(&self) -> &'static str {
        self.endpoint
    }
}

/// An action of a service; generated code has one per method as a `static`.
///
/// ```
/// use tencentcloud_runtime::Action;
///
/// static TERMINATE_INSTANCES: Action = Action::new("TerminateInstances").region_required();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action {
    name: &'static str,
    region_required: bool,
    unsigned: bool,
    multipart: bool,
}

impl Action {
    /// An action that is signed, sends JSON and does not need a region.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            region_required: false,
            unsigned: false,
            multipart: false,
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

    /// The name, such as `TerminateInstances`.
    pub const fn name(&self) -> &'static str {
        self.name
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
}
