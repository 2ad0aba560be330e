//! Descriptions in a `tccli` wheel: `tccli/services/<service>/v<version>/api.json`.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tencentcloud_codegen::spec::{Member, TypeRef};
use zip::ZipArchive;

use super::label::Label;

/// Descriptions by member and hash.
pub(super) struct Descriptions(HashMap<(String, String), Description>);

/// The description of a member.
pub(super) struct Description {
    /// Of the member, only name and type.
    pub(super) member: Member,
    /// With its markup.
    pub(super) document: String,
}

impl Descriptions {
    /// Reads the services that there are labels of.
    pub(super) fn read(wheels: &[PathBuf], labels: &[Label]) -> Self {
        let mut descriptions = Self(HashMap::new());
        let versions: BTreeSet<(&str, &str)> = labels
            .iter()
            .map(|label| (label.service.as_str(), label.version.as_str()))
            .collect();
        for path in wheels {
            let mut wheel = open(path);
            for &(service, version) in &versions {
                descriptions.read_version(&mut wheel, service, version);
            }
        }
        descriptions
    }

    /// The description that was labelled, if there is one.
    pub(super) fn of(&self, label: &Label) -> Option<&Description> {
        self.0.get(&(label.place(), label.hash.clone()))
    }

    fn read_version(&mut self, wheel: &mut ZipArchive<File>, service: &str, version: &str) {
        let folder = version.replace('-', "");
        let name = format!("tccli/services/{service}/v{folder}/api.json");
        // A wheel of the other language does not have all services.
        let Ok(file) = wheel.by_name(&name) else {
            return;
        };
        let api: Value = serde_json::from_reader(file).expect("api.json is JSON");
        let objects = api["objects"].as_object().into_iter().flatten();
        for (object, description) in objects {
            for member in description["members"].as_array().into_iter().flatten() {
                let name = member["name"].as_str().unwrap_or_default();
                let document = member["document"].as_str().unwrap_or_default();
                let place = format!("{service} {version} {object}.{name}");
                let description = Description {
                    member: Member::new(name, type_ref(member)),
                    document: document.to_owned(),
                };
                self.0.insert((place, hash(document)), description);
            }
        }
    }
}

fn open(path: &Path) -> ZipArchive<File> {
    let file = File::open(path).expect("the wheel can be opened");
    ZipArchive::new(file).expect("a wheel is a zip archive")
}

fn hash(document: &str) -> String {
    let mut hash = String::new();
    for byte in &Sha256::digest(document)[..6] {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

/// `type` is the kind of JSON, `member` the type in detail: `{"type": "list", "member": "int64"}`.
fn type_ref(member: &Value) -> TypeRef {
    let detail = member["member"].as_str().unwrap_or_default();
    let name = match detail {
        "int64" | "int" => "integer",
        "uint64" => "unsigned",
        "double" => "float",
        "bool" => "boolean",
        "datetime_iso" => "timestamp",
        name => name,
    };
    let is_list = member["type"] == "list";
    let name = if is_list {
        format!("list<{name}>")
    } else {
        name.to_owned()
    };
    name.parse().expect("the catalogue has known types")
}
