//! Everything that generated code offers, found by reading it as a compiler does; and a program that uses all of it.
//!
//! This looks at the printed code and not at the plan, so that it does not believe what is to be proved.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenTree;
use quote::ToTokens as _;
use syn::{
    Attribute, FnArg, GenericArgument, ImplItem, Item, ItemImpl, ItemMacro, PathArguments,
    ReturnType, Type, TypeParamBound, Visibility,
};

/// What generated code offers.
#[derive(Debug, Default)]
pub(crate) struct Offer {
    /// A line for each item, with its signature.
    pub(crate) items: BTreeSet<String>,
    /// Statements that use each of them.
    statements: Vec<String>,
    /// Types that something can be implemented for.
    types: BTreeSet<String>,
}

impl Offer {
    /// What the text of a generated module offers.
    pub(crate) fn of(code: &str) -> Self {
        let mut offer = Self::default();
        offer.items(&syn::parse_file(code).unwrap().items);
        offer
    }

    /// A module that uses all of it; `api` is the path of what it uses.
    pub(crate) fn usage(&self, api: &str) -> String {
        let mut out = format!(
            "#![allow(deprecated, unused, clippy::all)]\n\nuse {api}::*;\nuse tencentcloud_runtime as runtime;\n\n\
             fn any<T>() -> T {{ unimplemented!() }}\n\ntrait Local {{}}\n"
        );
        for name in &self.types {
            let _ = writeln!(out, "impl Local for {name} {{}}");
        }
        for (at, statement) in self.statements.iter().enumerate() {
            let _ = writeln!(out, "fn use_{at}() {{ {statement} }}");
        }
        out
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.items(items);
                    }
                }
                Item::Struct(of) if is_public(&of.vis) => {
                    let name = of.ident.to_string();
                    for field in of.fields.iter().filter(|field| is_public(&field.vis)) {
                        let (field, ty) = (field.ident.as_ref().unwrap(), text(&field.ty));
                        self.items.insert(format!("{name}.{field}: {ty}"));
                        self.statements.push(format!(
                            "let mut of: {name} = any(); let _: &{ty} = &of.{field}; of.{field} = any::<{ty}>();"
                        ));
                    }
                    self.items.insert(format!("struct {name}"));
                    self.types.insert(name);
                }
                Item::Type(alias) if is_public(&alias.vis) => {
                    let name = alias.ident.to_string();
                    // Everything is at the root, too.
                    let of = text(&alias.ty)
                        .rsplit(':')
                        .next()
                        .unwrap()
                        .trim()
                        .to_owned();
                    self.statements
                        .push(format!("let _: fn({name}) -> {of} = |of| of;"));
                    self.items.insert(format!("type {name} = {of}"));
                }
                Item::Impl(of) if of.trait_.is_none() => self.implementation(of),
                Item::Macro(call) => self.call(call),
                _ => {}
            }
        }
    }

    fn implementation(&mut self, of: &ItemImpl) {
        let owner = text(&of.self_ty)
            .rsplit(':')
            .next()
            .unwrap()
            .trim()
            .to_owned();
        for item in &of.items {
            match item {
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let (name, ty) = (&constant.ident, text(&constant.ty));
                    self.items.insert(format!("{owner}::{name}: {ty}"));
                    self.statements
                        .push(format!("let _: {ty} = {owner}::{name};"));
                }
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let signature = &function.sig;
                    let name = &signature.ident;
                    let deprecated = if is_deprecated(&function.attrs) {
                        "#[deprecated] "
                    } else {
                        ""
                    };
                    let mut arguments = Vec::new();
                    let mut receiver = None;
                    for argument in &signature.inputs {
                        match argument {
                            FnArg::Receiver(_) => receiver = Some(format!("any::<{owner}>()")),
                            FnArg::Typed(argument) => arguments.push(taken(&argument.ty)),
                        }
                    }
                    let returned = match &signature.output {
                        ReturnType::Default => "()".to_owned(),
                        ReturnType::Type(_, ty) => text(ty).replace("Self", &owner),
                    };
                    let values: Vec<String> = arguments
                        .iter()
                        .map(|ty| format!("any::<{ty}>()"))
                        .collect();
                    let values = values.join(", ");
                    let call = match receiver {
                        Some(receiver) => format!("{receiver}.{name}({values})"),
                        None => format!("{owner}::{name}({values})"),
                    };
                    self.statements.push(format!("let _: {returned} = {call};"));
                    let arguments = arguments.join(", ");
                    // What is deprecated is still there.
                    if !deprecated.is_empty() {
                        self.items.insert(format!("{deprecated}{owner}::{name}"));
                    }
                    self.items
                        .insert(format!("fn {owner}::{name}({arguments}) -> {returned}"));
                }
                _ => {}
            }
        }
    }

    /// The runtime's macros, which say the rest.
    fn call(&mut self, call: &ItemMacro) {
        let name = call.mac.path.segments.last().unwrap().ident.to_string();
        let tokens: Vec<TokenTree> = call.mac.tokens.clone().into_iter().collect();
        if name == "object" {
            let of = tokens[0].to_string();
            if matches!(&tokens[1], TokenTree::Punct(colon) if colon.as_char() == ':') {
                self.items.insert(format!("{of}: Default"));
                self.statements
                    .push(format!("let _: {of} = Default::default();"));
            }
            self.statements.push(format!(
                "let of: {of} = any(); let _ = (of == of.clone(), format!(\"{{of:?}}\"));"
            ));
        } else if name == "error_codes" {
            let at = tokens
                .iter()
                .position(|token| token.to_string() == "enum")
                .unwrap();
            let of = tokens[at + 1].to_string();
            let TokenTree::Group(variants) = &tokens[at + 2] else {
                panic!("an enum has a body")
            };
            let variants: Vec<TokenTree> = variants.stream().into_iter().collect();
            let mut arms = String::new();
            for window in variants.windows(2) {
                if let [TokenTree::Punct(arrow), TokenTree::Ident(variant)] = window
                    && arrow.as_char() == '>'
                {
                    self.items.insert(format!("{of}::{variant}"));
                    let _ = write!(arms, "{of}::{variant} => {{}} ");
                }
            }
            self.items.insert(format!("enum {of}"));
            self.statements.push(format!(
                "match any::<{of}>() {{ {arms} {of}::Other => {{}} _ => {{}} }}"
            ));
            self.types.insert(of);
        }
    }
}

/// The type of a value that an argument takes: `impl Into<String>` takes a `String`.
fn taken(ty: &Type) -> String {
    let Type::ImplTrait(of) = ty else {
        return text(ty);
    };
    let bound = of.bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let PathArguments::AngleBracketed(arguments) = &bound.unwrap().arguments else {
        panic!("a bound has an argument")
    };
    match arguments.args.first().unwrap() {
        GenericArgument::Type(ty) => text(ty),
        GenericArgument::AssocType(item) => format!("Vec<{}>", taken(&item.ty)),
        _ => panic!("an argument is a type"),
    }
}

fn text(ty: &Type) -> String {
    ty.to_token_stream().to_string()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("deprecated"))
}
