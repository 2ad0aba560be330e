//! The crates that are compared: a small workspace of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tencentcloud_codegen::emit::{CrateOptions, crate_files};
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::plan::{Action, Plan};

use crate::twin::{self, Instead};

/// How the types of a service are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// By `#[derive(Serialize, Deserialize)]` and `serde_json`.
    Derive,
    /// As tcgen writes it.
    Generated,
    /// Not at all.
    Bare,
}

impl Variant {
    pub(crate) const ALL: [Self; 3] = [Self::Derive, Self::Generated, Self::Bare];

    /// The name of its crate.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Derive => "bench-derive",
            Self::Generated => "bench-generated",
            Self::Bare => "bench-bare",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Derive => "with serde derive",
            Self::Generated => "as generated",
            Self::Bare => "without reading and writing",
        }
    }

    /// What it has instead of tcgen's access.
    fn instead(self) -> Option<Instead> {
        match self {
            Self::Derive => Some(Instead::Derives),
            Self::Generated => None,
            Self::Bare => Some(Instead::Nothing),
        }
    }

    fn dependencies(self) -> &'static str {
        match self {
            Self::Derive => {
                "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n"
            }
            Self::Generated | Self::Bare => "",
        }
    }
}

/// Writes the workspace.
pub(crate) fn write(folder: &Path, plan: &Plan) -> io::Result<()> {
    let mut files = Files::default();
    let members: Vec<String> = Variant::ALL
        .iter()
        .map(|variant| format!("{:?}", variant.name()))
        .collect();
    files.insert(
        "Cargo.toml",
        format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        ),
    );
    for variant in Variant::ALL {
        for (path, text) in one_crate(plan, variant) {
            files.insert(Path::new(variant.name()).join(path), text);
        }
    }
    files.write(folder).map_err(io::Error::other)?;
    // The same versions as everywhere in this workspace, and no look at the registry.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).map(drop)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests are in a folder of the workspace")
}

/// The crate as tcgen writes it, with calls added that encode every request and decode every response; for the twins, with
/// another way of reading and writing in it.
fn one_crate(plan: &Plan, variant: Variant) -> BTreeMap<PathBuf, String> {
    let options = CrateOptions {
        prefix: variant.name().trim_end_matches(&plan.service).to_owned(),
        runtime_path: Some(root().join("runtime").display().to_string()),
        ..CrateOptions::default()
    };
    let files = crate_files(std::slice::from_ref(plan), &options);
    files
        .into_iter()
        .map(|(path, text)| {
            let text = if path.ends_with("Cargo.toml") {
                manifest(&text, variant)
            } else if path.ends_with("lib.rs") {
                text + &calls(plan, variant)
            } else if let (Some("rs"), Some(instead)) = (extension(&path), variant.instead()) {
                twin::transform(&text, instead)
            } else {
                text
            };
            (path, text)
        })
        .collect()
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

fn manifest(text: &str, variant: Variant) -> String {
    let lines = text.lines().map(|line| match line {
        line if line.starts_with("name = ") => format!("name = {:?}\n", variant.name()),
        line => format!("{line}\n"),
    });
    lines.collect::<Vec<_>>().concat() + variant.dependencies()
}

fn calls(plan: &Plan, variant: Variant) -> String {
    let mut out = String::new();
    for Action {
        method,
        request,
        response,
        ..
    } in &plan.actions
    {
        let (method, request, response) = (
            method.trim_start_matches("r#"),
            &request.name,
            &response.name,
        );
        let (encode, decode) = match variant {
            Variant::Derive => (
                "serde_json::to_vec(request).ok()",
                "serde_json::from_slice(json).ok()",
            ),
            Variant::Generated => (
                "runtime::object::encode(request).ok()",
                "let mut response = runtime::Object::empty();\n\
                 runtime::object::decode(json, &mut response).ok().map(|()| response)",
            ),
            Variant::Bare => return out,
        };
        let _ = writeln!(
            out,
            "\n/// Encodes.\npub fn encode_{method}(request: &{request}) -> Option<Vec<u8>> {{ {encode} }}\n\
             \n/// Decodes.\npub fn decode_{method}(json: &[u8]) -> Option<{response}> {{ {decode} }}"
        );
    }
    out
}
