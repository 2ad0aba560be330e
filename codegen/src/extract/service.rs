//! Which service and version a page belongs to.

use super::examples::Examples;
use crate::document::{BlockKind, Document};
use crate::pattern::patterns;

patterns! {
    /// `cvm.tencentcloudapi.com`, `live.intl.tencentcloudapi.com`, `cvm.ap-shanghai-fsi.tencentcloudapi.com`
    HOST = r"(?i)\b([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.tencentcloudapi\.(?:com\.cn|com|cn)\b";
    /// `https://console.cloud.tencent.com/api/explorer?Product=cvm&Version=2017-03-12&Action=RunInstances`
    EXPLORER = r"(?i)explorer\?\S*";
    /// A part of it.
    PRODUCT = r"[?&]Product=([A-Za-z0-9_-]+)";
    /// A part of it.
    VERSION = r"[?&]Version=(\d{4}-\d{2}-\d{2})";
    /// A part of it.
    ACTION = r"[?&]Action=([A-Za-z][A-Za-z0-9_]*)";
}

/// What the link to the API Explorer says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Explorer {
    /// The service.
    pub product: Option<String>,
    /// The version of the API.
    pub version: Option<String>,
    /// The action.
    pub action: Option<String>,
}

impl Explorer {
    /// Reads the first link to the API Explorer that names an action: in a link, else in the text.
    pub(super) fn of(document: &Document) -> Self {
        let targets = document.links.iter().map(|link| link.target.as_str());
        let lines = document.blocks.iter().flat_map(|block| match &block.kind {
            BlockKind::Text(lines) => lines.as_slice(),
            _ => &[],
        });
        let found = targets
            .chain(lines.map(|line| line.text.as_str()))
            .filter_map(|text| EXPLORER.find(text))
            .find(|link| PRODUCT.is_match(link.as_str()));
        let part = |part: &regex::Regex| Some(part.captures(found?.as_str())?[1].to_owned());
        Self {
            product: part(&PRODUCT),
            version: part(&VERSION),
            action: part(&ACTION),
        }
    }
}

/// The service that a host belongs to: its first label.
pub(super) fn of_host(host: &str) -> Option<String> {
    HOST.captures(host)
        .map(|found| found[1].to_ascii_lowercase())
}

/// The service: from the domain, else from the requests of the examples, else from the link to the API Explorer.
pub(super) fn find(host: Option<&str>, examples: &Examples, explorer: &Explorer) -> Option<String> {
    host.and_then(of_host)
        .or_else(|| examples.hosts.iter().find_map(|host| of_host(host)))
        .or_else(|| explorer.product.clone())
}
