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
            Self::Derive => "serde = { version = \"1\", features = [\"derive\"] }\n",
            Self::Generated | Self::Bare => "",
        }
    }

    /// The name of the crate that uses some of its actions, or all.
    pub(crate) fn user(self, uses: Uses) -> String {
        let uses = match uses {
            Uses::Three => "three",
            Uses::All => "all",
        };
        format!("{}-{uses}", self.name())
    }
}

/// How many actions a crate uses: most use a few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Uses {
    /// The first, the middle and the last one.
    Three,
    /// Each.
    All,
}

impl Uses {
    pub(crate) const EACH: [Self; 2] = [Self::Three, Self::All];

    fn of(self, actions: &[Action]) -> Vec<&Action> {
        match self {
            Self::Three => [0, actions.len() / 2, actions.len().saturating_sub(1)]
                .into_iter()
                .filter_map(|index| actions.get(index))
                .collect(),
            Self::All => actions.iter().collect(),
        }
    }
}

/// Writes the workspace.
pub(crate) fn write(folder: &Path, plan: &Plan) -> io::Result<()> {
    let mut files = Files::default();
    files.insert(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"bench-*\"]\n",
    );
    for variant in Variant::ALL {
        for (path, text) in one_crate(plan, variant) {
            files.insert(Path::new(variant.name()).join(path), text);
        }
        for uses in Uses::EACH {
            let folder = PathBuf::from(variant.user(uses));
            files.insert(folder.join("Cargo.toml"), user_manifest(variant, uses));
            files.insert(
                folder.join("src/lib.rs"),
                calls(&uses.of(&plan.actions), variant),
            );
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

/// The crate as tcgen writes it; for the twins, with another way of reading and writing in it.
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

fn user_manifest(variant: Variant, uses: Uses) -> String {
    format!(
        "[package]\nname = {:?}\nedition = \"2024\"\n\n[dependencies]\napi = {{ path = \"../{name}\", package = {name:?} }}\nserde_json = \"1\"\n",
        variant.user(uses),
        name = variant.name(),
    )
}

/// Encodes the requests of these actions and decodes their responses, as the program does that calls them.
fn calls(actions: &[&Action], variant: Variant) -> String {
    let mut out = "pub use api::*;\n".to_owned();
    for Action {
        method,
        request,
        response,
        ..
    } in actions
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
            Variant::Bare => (
                "Some(format!(\"{:p}\", request).into())",
                "json.is_empty().then(Default::default)",
            ),
        };
        let _ = writeln!(
            out,
            "\n/// Encodes.\npub fn encode_{method}(request: &{request}) -> Option<Vec<u8>> {{ {encode} }}\n\
             \n/// Decodes.\npub fn decode_{method}(json: &[u8]) -> Option<{response}> {{ {decode} }}"
        );
    }
    out
}
