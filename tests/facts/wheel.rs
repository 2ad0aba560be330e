//! Descriptions in a `tccli` wheel: `tccli/services/<service>/v<version>/api.json`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
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

/// What is read of an `api.json`.
#[derive(Deserialize)]
struct Api {
    objects: HashMap<String, Object>,
}

#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    members: Vec<ApiMember>,
}

#[derive(Deserialize)]
struct ApiMember {
    name: String,
    /// The kind of JSON.
    r#type: String,
    /// The type in detail: `{"type": "list", "member": "int64"}`
    #[serde(default)]
    member: String,
    #[serde(default)]
    document: String,
}

impl Descriptions {
    /// Reads the descriptions that there are labels of.
    pub(super) fn read(wheels: &[PathBuf], labels: &[Label]) -> Self {
        let mut descriptions = Self(HashMap::new());
        let versions: BTreeSet<(&str, &str)> = labels
            .iter()
            .map(|label| (label.service.as_str(), label.version.as_str()))
            .collect();
        let places: HashSet<String> = labels.iter().map(Label::place).collect();
        for path in wheels {
            let mut wheel = open(path);
            for &(service, version) in &versions {
                descriptions.read_version(&mut wheel, service, version, &places);
            }
        }
        descriptions
    }

    /// The description that was labelled, if there is one.
    pub(super) fn of(&self, label: &Label) -> Option<&Description> {
        self.0.get(&(label.place(), label.hash.clone()))
    }

    fn read_version(
        &mut self,
        wheel: &mut ZipArchive<File>,
        service: &str,
        version: &str,
        places: &HashSet<String>,
    ) {
        let folder = version.replace('-', "");
        let name = format!("tccli/services/{service}/v{folder}/api.json");
        // A wheel of the other language does not have all services.
        let Ok(file) = wheel.by_name(&name) else {
            return;
        };
        let text = io::read_to_string(file).expect("api.json is text");
        let api: Api = serde_json::from_str(&text).expect("api.json lists objects");
        for (object, Object { members }) in api.objects {
            for member in members {
                let place = format!("{service} {version} {object}.{}", member.name);
                if places.contains(&place) {
                    let hash = hash(&member.document);
                    let description = Description {
                        member: Member::new(member.name.as_str(), type_ref(&member)),
                        document: member.document,
                    };
                    self.0.insert((place, hash), description);
                }
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

fn type_ref(member: &ApiMember) -> TypeRef {
    let name = match member.member.as_str() {
        "int64" | "int" => "integer",
        "uint64" => "unsigned",
        "double" => "float",
        "bool" => "boolean",
        "datetime_iso" => "timestamp",
        name => name,
    };
    let name = if member.r#type == "list" {
        format!("list<{name}>")
    } else {
        name.to_owned()
    };
    name.parse().expect("the catalogue has known types")
}
