//! What is generated, and where: the command line and `tcgen.toml` become a list of crates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, miette};
use tencentcloud_codegen::builtin::Builtin;
use tencentcloud_codegen::emit::CrateOptions;
use tencentcloud_codegen::spec::SpecError;
use tencentcloud_codegen::specs::{Chosen, Drafts, Name, Specs};

use crate::args::Selection;
use crate::config::{All, Config, Service, Services};

/// The word for all services.
const ALL: &str = "all";

/// The folder for the crates where nothing names one.
const OUT: &str = "generated";

/// Everything that is to be generated.
pub(crate) struct Selected {
    pub(crate) crates: Vec<Crate>,
    pub(crate) specs: Specs,
    /// The folder of `tcgen.toml`, or this one.
    pub(crate) project: PathBuf,
    /// The folder of the crates.
    pub(crate) root: PathBuf,
    /// Whether everything that is generated in that folder comes from here: what does not is stale.
    pub(crate) owns_root: bool,
}

/// A crate that is to be generated: a service with its versions.
#[derive(Debug, Clone)]
pub(crate) struct Crate {
    pub(crate) service: String,
    /// The oldest first.
    pub(crate) versions: Vec<Name>,
    /// Only these actions, if there are any.
    pub(crate) actions: Chosen,
    /// What it is told about its surroundings.
    pub(crate) options: CrateOptions,
}

impl Crate {
    /// Its folder below the root.
    pub(crate) fn folder(&self) -> &Path {
        Path::new(&self.service)
    }
}

impl Selected {
    /// What the command line selects, or else `tcgen.toml`.
    pub(crate) fn new(selection: &Selection) -> Result<Self> {
        if let Some(out) = &selection.out {
            return Self::of_arguments(selection, out.clone());
        }
        match Config::find(selection.config.as_deref())? {
            Some(config) => Self::of_config(&config, layers(&config)?, &selection.services),
            None if selection.services.is_empty() => Err(miette!(
                help = "name services with --service, or write a tcgen.toml:\n\n\
                        services = [\"cvm\", \"sts\"]\nout = \"generated\"",
                "no tcgen.toml here or in a folder above, and no --service"
            )),
            None => Self::of_arguments(selection, PathBuf::from(OUT)),
        }
    }

    fn of_arguments(selection: &Selection, root: PathBuf) -> Result<Self> {
        if selection.specs.is_empty() && selection.services.is_empty() {
            return Err(miette!(
                help = "`tcgen list` shows the services that are built in",
                "nothing to generate: give --service NAME, --spec PATH, or both"
            ));
        }
        let mut specs = Specs::default();
        for path in &selection.specs {
            specs.add(path).into_diagnostic()?;
        }
        for service in builtin_names(&selection.services) {
            let version = selection.api_version.as_deref();
            specs.add_builtin(&service, version).into_diagnostic()?;
        }
        let is_chosen = |name: &Name| {
            let services = &selection.services;
            let version = selection.api_version.as_ref();
            (services.is_empty()
                || services
                    .iter()
                    .any(|one| one == ALL || *one == name.service))
                && version.is_none_or(|version| *version == name.version)
        };
        specs.retain(is_chosen);
        let chosen: Chosen = selection.actions.iter().cloned().collect();
        let names: Vec<Name> = specs.names().cloned().collect();
        check_actions(&specs, &names, &chosen)?;
        let options = CrateOptions {
            runtime_path: selection.runtime_path.clone(),
            ..CrateOptions::default()
        };
        let crates = crates(&specs, |name, versions| Crate {
            service: name.to_owned(),
            versions,
            actions: chosen.clone(),
            options: options.clone(),
        });
        Ok(Self {
            crates,
            specs,
            project: PathBuf::new(),
            root,
            owns_root: false,
        })
    }

    /// What `tcgen.toml` selects of specs, or only these services of that, if there are any.
    pub(crate) fn of_config(config: &Config, mut specs: Specs, only: &[String]) -> Result<Self> {
        let services = config.services.as_ref().map(table);
        let services = services.unwrap_or_else(|| table(&Services::All(All::All)));
        retain_services(&mut specs, &services)?;
        let is_narrowed = !only.is_empty() && !only.iter().any(|service| service == ALL);
        if is_narrowed {
            check_narrowing(&specs, only)?;
            specs.retain(|name| only.contains(&name.service));
        }
        let options = config.crate_options();
        let crates = crates(&specs, |name, versions| {
            let service = services.get(name).cloned().unwrap_or_default();
            Crate {
                service: name.to_owned(),
                versions,
                actions: service.actions.into_iter().collect(),
                options: CrateOptions {
                    version: config.version(name).to_string(),
                    ..options.clone()
                },
            }
        });
        for of in &crates {
            check_actions(&specs, &of.versions, &of.actions)?;
        }
        Ok(Self {
            crates,
            specs,
            project: config.path.parent().unwrap_or(Path::new("")).to_owned(),
            root: config.out.clone(),
            owns_root: !is_narrowed,
        })
    }
}

/// The specs that `tcgen.toml` names, laid over what is built in if it says so; of all services in them.
pub(crate) fn layers(config: &Config) -> Result<Specs> {
    let specs = layers_with_drafts(config, Drafts::default())?;
    if specs.names().next().is_none() {
        for path in &config.specs {
            // Says best what is missing.
            Specs::default().add(path).into_diagnostic()?;
        }
    }
    Ok(specs)
}

/// The same with these files as they are going to be; there may be none.
pub(crate) fn layers_with_drafts(config: &Config, drafts: Drafts) -> Result<Specs> {
    let mut specs = Specs::with_drafts(drafts);
    let of_update = [config.catalogue_folder(), config.pages_folder()];
    for path in &config.specs {
        match specs.add(path) {
            // `update` makes what there is not yet.
            Err(_) if of_update.contains(&Some(path)) && !path.exists() => {}
            Err(SpecError::Empty { .. }) if of_update.contains(&Some(path)) => {}
            added => added.into_diagnostic()?,
        }
    }
    if config.builtin.unwrap_or(config.specs.is_empty()) {
        let names: Vec<String> = match &config.services {
            Some(services) => table(services).into_keys().collect(),
            None => specs.names().map(|name| name.service.clone()).collect(),
        };
        for service in builtin_names(&names) {
            specs.add_builtin(&service, None).into_diagnostic()?;
        }
    }
    Ok(specs)
}

/// All that is built in.
pub(crate) fn builtin() -> Result<Specs> {
    let mut specs = Specs::default();
    for service in builtin_names(&[ALL.to_owned()]) {
        specs.add_builtin(&service, None).into_diagnostic()?;
    }
    Ok(specs)
}

/// Keeps the services and versions that `tcgen.toml` names, all of which must be there.
fn retain_services(specs: &mut Specs, services: &BTreeMap<String, Service>) -> Result<()> {
    if services.contains_key(ALL) {
        return Ok(());
    }
    for service in services.keys() {
        check_service(specs, service, services)?;
    }
    specs.retain(|name| {
        services.get(&name.service).is_some_and(|service| {
            service.versions.is_empty() || service.versions.contains(&name.version)
        })
    });
    Ok(())
}

/// Checks that the command line only names services that `tcgen.toml` does.
fn check_narrowing(specs: &Specs, only: &[String]) -> Result<()> {
    let is_there = |service: &&String| specs.names().any(|name| name.service == **service);
    match only.iter().find(|service| !is_there(service)) {
        None => Ok(()),
        Some(service) => Err(miette!(
            help = "add it to `services` there, or give --out DIR",
            "the service `{service}` is not among those that tcgen.toml names"
        )),
    }
}

/// The services that a list of names stands for.
fn builtin_names(services: &[String]) -> Vec<String> {
    if services.iter().any(|service| service == ALL) {
        let builtin = Builtin::new();
        let mut names: Vec<String> = builtin.services().iter().map(|s| s.name.clone()).collect();
        names.dedup();
        return names;
    }
    services.to_vec()
}

fn table(services: &Services) -> BTreeMap<String, Service> {
    match services {
        Services::All(_) => [(ALL.to_owned(), Service::default())].into(),
        Services::Names(names) => {
            let names = names.iter().cloned();
            names.map(|name| (name, Service::default())).collect()
        }
        Services::Table(table) => table.clone(),
    }
}

/// Checks that a service of `tcgen.toml` is there, with all that is chosen of it.
fn check_service(specs: &Specs, service: &str, services: &BTreeMap<String, Service>) -> Result<()> {
    let versions: Vec<&Name> = specs
        .names()
        .filter(|name| name.service == service)
        .collect();
    if versions.is_empty() {
        return Err(miette!(
            help = "correct `services` in tcgen.toml, or add a spec of it",
            "no spec of the service `{service}`"
        ));
    }
    let Service {
        versions: wanted, ..
    } = &services[service];
    if let Some(missing) = wanted
        .iter()
        .find(|wanted| !versions.iter().any(|v| v.version == **wanted))
    {
        let known: Vec<&str> = versions.iter().map(|name| name.version.as_str()).collect();
        return Err(miette!(
            "no spec of {service} {missing}: there is {}",
            known.join(", ")
        ));
    }
    Ok(())
}

/// Checks that each chosen action is in one of these specs.
fn check_actions(specs: &Specs, names: &[Name], chosen: &Chosen) -> Result<()> {
    if chosen.is_empty() {
        return Ok(());
    }
    let mut read = Vec::new();
    for name in names {
        let spec = specs.read(name).into_diagnostic()?.spec;
        read.push((spec, specs.called(name)));
    }
    let read = read.iter().map(|(spec, name)| (spec, name.clone()));
    chosen.check(read).into_diagnostic()
}

/// A crate for each service that there are specs of.
fn crates(specs: &Specs, new: impl Fn(&str, Vec<Name>) -> Crate) -> Vec<Crate> {
    let mut crates: BTreeMap<&str, Vec<Name>> = BTreeMap::new();
    for name in specs.names() {
        crates.entry(&name.service).or_default().push(name.clone());
    }
    let crates = crates.into_iter();
    crates.map(|(name, versions)| new(name, versions)).collect()
}
