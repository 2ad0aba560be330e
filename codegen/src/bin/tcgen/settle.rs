//! Names in Rust for a spec that is about to be written.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::LazyLock;

use tencentcloud_codegen::builtin::Builtin;
use tencentcloud_codegen::naming;
use tencentcloud_codegen::spec::{ErrorCode, Spec};

use crate::message::Messages;

/// Settles a spec against the file that it takes the place of, if there is one, and tells the new names. `name` is what the
/// spec is called.
pub(crate) fn settle(
    spec: &mut Spec,
    file: Option<&Spec>,
    name: impl Display,
    messages: &Messages,
) {
    // Otherwise there is nothing to decide.
    let before = if naming::has_clash(spec) {
        with_builtin(spec, file)
    } else {
        file.map(Cow::Borrowed)
    };
    messages.settled(name, &naming::settle(spec, before.as_deref()));
}

/// What was known before: the file and, of what that does not describe, what is built in. A page that is read into an empty
/// folder can be laid over that.
fn with_builtin<'f>(spec: &Spec, file: Option<&'f Spec>) -> Option<Cow<'f, Spec>> {
    static BUILTIN: LazyLock<Builtin> = LazyLock::new(Builtin::new);
    let borrowed = file.map(Cow::Borrowed);
    let (Some(service), Some(version)) = (&spec.service, &spec.version) else {
        return borrowed;
    };
    let Ok(known) = BUILTIN.version(service, version) else {
        return borrowed;
    };
    let mut known = BUILTIN.spec(known);
    let Some(file) = file else {
        return Some(Cow::Owned(known));
    };
    known.actions.extend(file.actions.clone());
    known.types.extend(file.types.clone());
    let is_in_file = |code: &ErrorCode| file.errors.iter().any(|known| known.code == code.code);
    known.errors.retain(|code| !is_in_file(code));
    known.errors.extend(file.errors.iter().cloned());
    // Since then, a name was given away: the file knows.
    if naming::has_clash(&known) {
        return borrowed;
    }
    Some(Cow::Owned(known))
}
