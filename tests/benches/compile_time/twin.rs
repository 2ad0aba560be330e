//! A generated file with another way of reading and writing its types; all else in it stays.

use proc_macro2::TokenTree;
use quote::{ToTokens, quote};
use syn::{Fields, File, Item, ItemImpl, ItemStruct, parse_quote};

/// What takes the place of tcgen's access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instead {
    /// `#[derive(Serialize, Deserialize)]`.
    Derives,
    #[allow(dead_code, reason = "only one of the benches compares it")]
    Nothing,
}

/// The file without tcgen's access, and with what comes instead.
pub(crate) fn transform(text: &str, instead: Instead) -> String {
    let mut file: File = syn::parse_str(text).expect("generated code is Rust");
    transform_items(&mut file.items, instead);
    prettyplease::unparse(&file)
}

fn transform_items(items: &mut Vec<Item>, instead: Instead) {
    let wire_names = WireNames::find(items);
    items.retain(|item| !is_access(item));
    for item in items {
        match item {
            Item::Struct(item) if is_data(item) => derive(item, instead, &wire_names),
            Item::Impl(item) => without_object(item),
            Item::Mod(item) => {
                if let Some((_, items)) = &mut item.content {
                    transform_items(items, instead);
                }
            }
            _ => {}
        }
    }
}

/// `runtime::object! { … }`.
fn is_access(item: &Item) -> bool {
    access(item).is_some()
}

fn access(item: &Item) -> Option<&syn::Macro> {
    let Item::Macro(item) = item else { return None };
    let is_object = item.mac.path.segments.last()?.ident == "object";
    is_object.then_some(&item.mac)
}

fn is_data(item: &ItemStruct) -> bool {
    item.ident != "Client"
}

/// The wire names of the fields, from the access of the types: type, field, wire name.
struct WireNames(Vec<(String, String, String)>);

impl WireNames {
    fn find(items: &[Item]) -> Self {
        let mut names = Vec::new();
        for access in items.iter().filter_map(access) {
            let mut tokens = access.tokens.clone().into_iter();
            let owner = tokens.next().to_token_stream().to_string();
            let members = tokens.find_map(|token| match token {
                TokenTree::Group(group) => Some(group.stream()),
                _ => None,
            });
            let members: Vec<TokenTree> = members.into_iter().flatten().collect();
            for member in members.windows(4) {
                // `"Name" => name`: the arrow is two tokens.
                if let [
                    TokenTree::Literal(wire),
                    TokenTree::Punct(_),
                    TokenTree::Punct(_),
                    TokenTree::Ident(field),
                ] = member
                {
                    names.push((owner.clone(), field.to_string(), wire.to_string()));
                }
            }
        }
        Self(names)
    }

    fn of(&self, owner: &str, field: &str) -> Option<&str> {
        let is_it = |(known, name, _): &&(String, String, String)| known == owner && name == field;
        self.0.iter().find(is_it).map(|(_, _, wire)| wire.as_str())
    }
}

fn derive(item: &mut ItemStruct, instead: Instead, wire_names: &WireNames) {
    item.attrs
        .retain(|attribute| !attribute.path().is_ident("derive"));
    item.attrs
        .push(parse_quote!(#[derive(Debug, Clone, Default, PartialEq)]));
    if instead != Instead::Derives {
        return;
    }
    item.attrs
        .push(parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]));
    item.attrs.push(parse_quote!(#[serde(default)]));
    let owner = item.ident.to_string();
    let Fields::Named(fields) = &mut item.fields else {
        return;
    };
    for field in &mut fields.named {
        let name = field.ident.to_token_stream().to_string();
        let Some(wire) = wire_names.of(&owner, &name) else {
            continue;
        };
        let wire: syn::LitStr = syn::parse_str(wire).expect("a wire name is a string");
        let optional = field.ty.to_token_stream().to_string().starts_with("Option");
        let skip = optional.then(|| quote!(, skip_serializing_if = "Option::is_none"));
        field
            .attrs
            .push(parse_quote!(#[serde(rename = #wire #skip)]));
    }
}

/// The methods that need the access do without it: `new` takes the default, `validate` has nothing to check, and a call is
/// what it was given.
fn without_object(item: &mut ItemImpl) {
    for item in &mut item.items {
        let syn::ImplItem::Fn(function) = item else {
            continue;
        };
        let text = function.block.to_token_stream().to_string();
        if text.contains("runtime :: Object :: empty") {
            let text = text.replace("runtime :: Object :: empty", "Default :: default");
            function.block = syn::parse_str(&text).expect("the block is still Rust");
        } else if text.contains("runtime :: validate") {
            function.block = parse_quote!({ Ok(()) });
        } else if text.contains("self . core . call") {
            function.sig.output = parse_quote!(-> (&runtime::Client, &'static str));
            function.block = parse_quote!({
                let _ = request;
                (&self.core, ACTION.name())
            });
        }
    }
}
