//! Rust types, and how setters take them.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::plan::RustType;

/// A type as it stands in a struct.
pub(super) fn ty(of: &RustType) -> TokenStream {
    match of {
        RustType::String => quote!(String),
        RustType::Integer => quote!(i64),
        RustType::Unsigned => quote!(u64),
        RustType::Float => quote!(f64),
        RustType::Boolean => quote!(bool),
        RustType::Binary => quote!(runtime::Binary),
        RustType::Json => quote!(runtime::Json),
        RustType::Struct(name) => {
            let name = ident(name);
            quote!(#name)
        }
        RustType::Box(inner) => {
            let inner = ty(inner);
            quote!(Box<#inner>)
        }
        RustType::Option(inner) => {
            let inner = ty(inner);
            quote!(Option<#inner>)
        }
        RustType::Vec(inner) => {
            let inner = ty(inner);
            quote!(Vec<#inner>)
        }
    }
}

/// The type of an argument that takes a value of this type in the handiest way.
pub(super) fn argument(of: &RustType) -> TokenStream {
    match of {
        RustType::Vec(item) => {
            let item = match **item {
                // A list of lists is given as it is.
                RustType::Vec(_) => ty(item),
                _ => argument(item),
            };
            quote!(impl IntoIterator<Item = #item>)
        }
        _ if converts(of) => {
            let ty = ty(of);
            quote!(impl Into<#ty>)
        }
        _ => ty(of),
    }
}

/// Whether such an argument is not the value yet.
pub(super) fn converts(of: &RustType) -> bool {
    match of {
        RustType::Vec(_)
        | RustType::String
        | RustType::Binary
        | RustType::Json
        | RustType::Box(_) => true,
        RustType::Integer
        | RustType::Unsigned
        | RustType::Float
        | RustType::Boolean
        | RustType::Struct(_)
        | RustType::Option(_) => false,
    }
}

/// The expression that turns such an argument into the value.
pub(super) fn from_argument(of: &RustType, argument: &TokenStream) -> TokenStream {
    match of {
        // A list of lists is given as it is.
        RustType::Vec(item) if converts(item) && !matches!(**item, RustType::Vec(_)) => {
            quote!(#argument.into_iter().map(Into::into).collect())
        }
        RustType::Vec(_) => quote!(#argument.into_iter().collect()),
        _ if converts(of) => quote!(#argument.into()),
        _ => argument.clone(),
    }
}

/// The value of a field that nothing was set in.
pub(super) fn empty(of: &RustType) -> TokenStream {
    match of {
        RustType::Option(_) => quote!(None),
        RustType::Vec(_) => quote!(Vec::new()),
        RustType::String => quote!(String::new()),
        RustType::Integer | RustType::Unsigned => quote!(0),
        RustType::Float => quote!(0.0),
        RustType::Boolean => quote!(false),
        RustType::Binary | RustType::Json | RustType::Struct(_) | RustType::Box(_) => {
            quote!(runtime::Field::empty())
        }
    }
}
