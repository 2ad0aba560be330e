//! From tokens to text.

use proc_macro2::TokenStream;

use super::Module;

/// The text of items, with an empty line between them.
///
/// # Panics
///
/// When the tokens are not Rust: a defect of an emitter, which no spec can cause.
pub(super) fn items(items: &[TokenStream]) -> String {
    let mut file: syn::File =
        syn::parse2(items.iter().cloned().collect()).expect("emitters print Rust");
    let mut out = String::new();
    let mut previous: Option<Kind> = None;
    for item in std::mem::take(&mut file.items) {
        let kind = kind(&item);
        if previous.is_some_and(|previous| previous != kind || kind == Kind::Other) {
            out.push('\n');
        }
        previous = Some(kind);
        file.items = vec![item];
        let text = prettyplease::unparse(&file);
        out.push_str(&spaced(&text));
    }
    out
}

/// A module and all in it as text, with the modules in it as blocks.
pub(super) fn nested(module: &Module) -> String {
    let children = module
        .children
        .iter()
        .map(|child| format!("\nmod {} {{\n{}}}\n", child.name, indented(&nested(child))));
    [items(&module.items)].into_iter().chain(children).collect()
}

/// Lines, moved to the right by one step.
pub(super) fn indented(text: &str) -> String {
    text.lines()
        .flat_map(|line| [if line.is_empty() { "" } else { "    " }, line, "\n"])
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Use,
    PublicUse,
    Mod,
    Other,
}

fn kind(item: &syn::Item) -> Kind {
    match item {
        syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Kind::Use,
        syn::Item::Use(_) => Kind::PublicUse,
        syn::Item::Mod(_) => Kind::Mod,
        _ => Kind::Other,
    }
}

/// With an empty line between the functions of an `impl`, which prettyplease leaves out.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let ends_function = line == "    }";
        let ends_constant = line.starts_with("    pub const") && line.ends_with(';');
        if (ends_function || ends_constant) && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
    out
}
