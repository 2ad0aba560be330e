//! Actions that `tcgen.toml` chooses and the new documentation no longer has.

use std::collections::{BTreeMap, BTreeSet};

use miette::{IntoDiagnostic, Result, miette};
use tencentcloud_codegen::specs::{Name, Specs};

use crate::config::{Config, Service, Services};
use crate::message::Messages;

/// Those actions by service, as they are written in `tcgen.toml`.
pub(super) type Gone = BTreeMap<String, Vec<String>>;

/// Takes them out of what is chosen, and tells them. What neither side has is a mistake, which is found elsewhere.
pub(super) fn take_out(
    config: &mut Config,
    old: &Specs,
    new: &Specs,
    messages: &Messages,
) -> Result<Gone> {
    let mut gone = Gone::new();
    let Some(Services::Table(table)) = &mut config.services else {
        return Ok(gone);
    };
    for (name, service) in table {
        if service.actions.is_empty() {
            continue;
        }
        let before = actions(old, name, service)?;
        let now = actions(new, name, service)?;
        let is_gone = |written: &String| {
            let prefix = format!("{name}.");
            let action = written.strip_prefix(&prefix).unwrap_or(written);
            before.contains(action) && !now.contains(action)
        };
        let (of_service, left) = std::mem::take(&mut service.actions)
            .into_iter()
            .partition::<Vec<String>, _>(is_gone);
        if left.is_empty() {
            return Err(miette!(
                help = "take the service out of tcgen.toml, or choose other actions",
                "of `{name}`, no action that tcgen.toml chooses is left: {} no longer documented",
                are(&of_service)
            ));
        }
        service.actions = left;
        if !of_service.is_empty() {
            messages.warning(format_args!(
                "{name}: {} no longer documented, and taken out of `actions` in tcgen.toml",
                are(&of_service)
            ));
            gone.insert(name.clone(), of_service);
        }
    }
    Ok(gone)
}

fn are(actions: &[String]) -> String {
    let names: Vec<String> = actions.iter().map(|name| format!("`{name}`")).collect();
    let are = if names.len() == 1 { "is" } else { "are" };
    format!("{} {are}", names.join(", "))
}

/// The actions in the chosen versions of a service.
fn actions(specs: &Specs, service: &str, chosen: &Service) -> Result<BTreeSet<String>> {
    let is_chosen = |name: &&Name| {
        name.service == service
            && (chosen.versions.is_empty() || chosen.versions.contains(&name.version))
    };
    let mut actions = BTreeSet::new();
    for name in specs.names().filter(is_chosen) {
        let spec = specs.read(name).into_diagnostic()?.spec;
        actions.extend(spec.actions.into_keys());
    }
    Ok(actions)
}
