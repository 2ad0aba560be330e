//! Enums of error codes.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code};
use super::ident;
use crate::plan::{ErrorEnum, Variant};

/// An enum of error codes with all that belongs to it.
pub(super) fn items(of: &ErrorEnum, docs: &Docs) -> Vec<TokenStream> {
    let (name, docs) = (ident(&of.name), docs.outer());
    let variants = of.variants.iter().map(|variant| {
        let (docs, name) = (variant_docs(variant).outer(), ident(&variant.name));
        quote!(#docs #name)
    });
    let codes = of.variants.iter().map(|variant| {
        let (code, name) = (&variant.code, ident(&variant.name));
        quote!((#code, Self::#name))
    });
    vec![
        quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A code that is not documented; [`Error::code`](runtime::Error::code) has it.
                Other,
            }
        },
        quote! {
            impl #name {
                /// Every documented code and its variant, sorted by code.
                pub const CODES: &'static [(&'static str, Self)] = &[#(#codes),*];
            }
        },
        quote!(runtime::error_code!(#name);),
    ]
}

fn variant_docs(variant: &Variant) -> Docs {
    let mut docs = Docs::new(code(&variant.code));
    docs.text(&variant.text);
    docs
}
