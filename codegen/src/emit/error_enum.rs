//! Enums of error codes.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code};
use super::ident;
use crate::plan::{ErrorEnum, Variant};

/// An enum of error codes with all that belongs to it.
pub(super) fn items(of: &ErrorEnum, docs: &Docs) -> Vec<TokenStream> {
    let (name, docs) = (ident(&of.name), docs.outer());
    let codes = of.variants.iter().map(|variant| {
        let (docs, name) = (variant_docs(variant).outer(), ident(&variant.name));
        let code = &variant.code;
        quote!(#docs #code => #name)
    });
    vec![quote! {
        runtime::error_codes! {
            #docs
            pub enum #name { #(#codes,)* }
        }
    }]
}

fn variant_docs(variant: &Variant) -> Docs {
    let mut docs = Docs::new(code(&variant.code));
    docs.text(&variant.text);
    docs
}
