//! What was told by hand or by pages, and does not go with the new documentation any more.

use std::collections::BTreeSet;
use std::path::Path;

use miette::{IntoDiagnostic, Result};
use tencentcloud_codegen::spec::{Disagreement, Spec};
use tencentcloud_codegen::specs::{Drafts, Layer, Name, Specs};

use crate::message::Messages;

/// Tells what upper layers contradict now and did not before, and what only they still have.
pub(super) fn tell(drafts: &Drafts, old: &Specs, new: &Specs, messages: &Messages) -> Result<()> {
    for name in new.names() {
        let layers = new.layers(name);
        let changed = layers.iter().position(|layer| {
            let path = layer.path();
            path.is_some_and(|path| drafts.contains_key(path))
        });
        if layers.len() < 2 || changed.is_none() {
            continue;
        }
        let before = disagreements(old, name)?;
        let now = disagreements(new, name)?;
        // A layer need not tell everything.
        let is_new = |one: &(String, Disagreement)| {
            !matches!(one.1, Disagreement::OnlyBelow(_)) && !before.contains(one)
        };
        let now: Vec<_> = now.into_iter().filter(is_new).collect();
        messages.disagreements(&now);
        let (lower, upper) = layers.split_at(changed.unwrap_or_default() + 1);
        if let Some(Layer::File(path)) = lower.last() {
            tell_left_over(path, upper, old, new, messages)?;
        }
    }
    Ok(())
}

fn disagreements(specs: &Specs, name: &Name) -> Result<Vec<(String, Disagreement)>> {
    Ok(specs.read(name).into_diagnostic()?.disagreements)
}

/// An action or data type that is gone below, of which a layer above still tells something: it is made of that alone then.
fn tell_left_over(
    path: &Path,
    upper: &[Layer],
    old: &Specs,
    new: &Specs,
    messages: &Messages,
) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let file = Layer::File(path.to_owned());
    let (before, now) = (items(old, &file)?, items(new, &file)?);
    for layer in upper {
        for (what, name) in items(new, layer)? {
            let item = (what, name);
            if before.contains(&item) && !now.contains(&item) {
                let (what, name) = item;
                messages.warning(format_args!(
                    "{layer}: the {what} `{name}` is gone from {}: only this file tells of it now",
                    path.display()
                ));
            }
        }
    }
    Ok(())
}

/// The actions and data types that a layer tells something of.
fn items(specs: &Specs, layer: &Layer) -> Result<BTreeSet<(&'static str, String)>> {
    let text = specs.bytes(layer).into_diagnostic()?;
    let Some(path) = layer.path() else {
        return Ok(BTreeSet::new());
    };
    let spec = Spec::from_json(&String::from_utf8_lossy(&text), path).into_diagnostic()?;
    let actions = spec.actions.into_keys().map(|name| ("action", name));
    let types = spec.types.into_keys().map(|name| ("data type", name));
    Ok(actions.chain(types).collect())
}
