//! Requests, responses and data types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Docs, code};
use super::{ident, types};
use crate::plan::{Constant, ConstantValue, Field, Limit, Struct};

/// A struct with all that belongs to it. `docs` stands above it; `validates` gives it the method `validate`.
pub(super) fn items(of: &Struct, docs: &Docs, validates: bool) -> Vec<TokenStream> {
    let mut items = vec![declaration(of, docs)];
    if of.input {
        items.push(methods(of, validates));
    }
    items.push(access(of));
    items
}

fn declaration(of: &Struct, docs: &Docs) -> TokenStream {
    let (name, docs) = (ident(&of.name), docs.outer());
    let fields = of.fields.iter().map(|field| {
        let (docs, name, ty) = (
            field_docs(field).outer(),
            ident(&field.name),
            types::ty(&field.ty),
        );
        quote!(#docs pub #name: #ty)
    });
    quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

/// What cannot be left out has no default.
fn has_default(of: &Struct) -> bool {
    of.required().next().is_none()
}

fn field_docs(field: &Field) -> Docs {
    let mut docs = Docs::default();
    docs.text(&field.docs.text);
    let facts = facts(field);
    if !facts.is_empty() {
        docs.markdown(facts.join(" "));
    }
    if docs.is_empty() {
        docs.markdown(format!("{} on the wire.", code(&field.wire)));
    }
    docs
}

/// What is known of a field, in a line of its own below the documentation's text.
fn facts(field: &Field) -> Vec<String> {
    let mut facts = Vec::new();
    if field.docs.deprecated {
        facts.push("**Deprecated.**".to_owned());
    }
    if field.required {
        facts.push("Required.".to_owned());
    }
    if let Some(format) = field.docs.format {
        facts.push(format!("Format: {}.", code(format)));
    }
    facts.extend(field.limits.iter().map(limit_fact));
    if !field.docs.values.is_empty() {
        let values: Vec<String> = field
            .docs
            .values
            .iter()
            .map(|(value, _)| code(value))
            .collect();
        facts.push(format!("Known values: {}.", values.join(", ")));
    }
    if let Some(default) = &field.docs.default {
        facts.push(format!("Default: {}.", code(default)));
    }
    if let Some(example) = &field.docs.example {
        facts.push(format!("Example: {}.", code(example)));
    }
    facts
}

fn limit_fact(limit: &Limit) -> String {
    let count = |number: u64, noun: &str| match number {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    };
    match *limit {
        Limit::Min(min) => format!("At least {min}."),
        Limit::Max(max) => format!("At most {max}."),
        Limit::MinLength(length) => format!("At least {}.", count(length, "character")),
        Limit::MaxLength(length) => format!("At most {}.", count(length, "character")),
        Limit::MinItems(items) => format!("At least {}.", count(items, "item")),
        Limit::MaxItems(items) => format!("At most {}.", count(items, "item")),
    }
}

/// Everything a user calls is `#[inline]`: it is compiled where it is used, or not at all.
fn methods(of: &Struct, validates: bool) -> TokenStream {
    let name = ident(&of.name);
    let constants = of.fields.iter().filter_map(constant);
    let new = new(of);
    let setters = of.fields.iter().filter(|field| !field.required).map(setter);
    let validate = validates.then(|| {
        quote! {
            /// Checks the documented limits. Nothing else does: documentation can be wrong, and sending never
            /// depends on it.
            #[inline]
            pub fn validate(&self) -> Result<(), runtime::ValidationError> {
                runtime::validate(self)
            }
        }
    });
    quote! {
        impl #name {
            #(#constants)*
            #new
            #(#setters)*
            #validate
        }
    }
}

fn constant(field: &Field) -> Option<TokenStream> {
    let Constant { name, value } = field.default.as_ref()?;
    let docs = Docs::new(format!(
        "What the service takes when {} is not sent.",
        code(&field.wire)
    ))
    .outer();
    let name = ident(name);
    let (ty, value) = match value {
        ConstantValue::String(value) => (quote!(&'static str), quote!(#value)),
        ConstantValue::Integer(value) => (
            quote!(i64),
            number(&Literal::i64_unsuffixed(value.saturating_abs()), *value < 0),
        ),
        ConstantValue::Unsigned(value) => {
            (quote!(u64), number(&Literal::u64_unsuffixed(*value), false))
        }
        ConstantValue::Float(value) => (
            quote!(f64),
            number(&Literal::f64_unsuffixed(value.abs()), *value < 0.0),
        ),
        ConstantValue::Boolean(value) => (quote!(bool), quote!(#value)),
    };
    Some(quote!(#docs pub const #name: #ty = #value;))
}

fn number(literal: &Literal, negative: bool) -> TokenStream {
    if negative {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

fn new(of: &Struct) -> TokenStream {
    let what = Docs::new(if has_default(of) {
        "Nothing set."
    } else {
        "With what is required; the rest is not set."
    })
    .outer();
    let arguments = of.required().map(|field| {
        let (name, ty) = (ident(&field.name), types::argument(&field.ty));
        quote!(#name: #ty)
    });
    let values = of.required().map(|field| {
        let name = ident(&field.name);
        if types::converts(&field.ty) {
            let value = types::from_argument(&field.ty, &quote!(#name));
            quote!(#name: #value)
        } else {
            quote!(#name)
        }
    });
    let body = if has_default(of) {
        quote!(Self::default())
    } else if of.fields.iter().all(|field| field.required) {
        quote!(Self { #(#values),* })
    } else {
        quote!(Self { #(#values,)* ..runtime::Object::empty() })
    };
    let many = (of.required().count() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #what
        #many
        #[inline]
        pub fn new(#(#arguments),*) -> Self { #body }
    }
}

fn setter(field: &Field) -> TokenStream {
    let docs = Docs::new(format!("Sets {}.", code(&field.wire))).outer();
    let name = ident(&field.name);
    let argument = types::argument(field.ty.value());
    let value = types::from_argument(field.ty.value(), &quote!(#name));
    let deprecated = field.docs.deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        #[inline]
        #[must_use]
        pub fn #name(mut self, #name: #argument) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// The access that reading, writing, printing, comparing and checking go through.
fn access(of: &Struct) -> TokenStream {
    let name = ident(&of.name);
    let default = has_default(of).then(|| quote!(: Default));
    let members = of.fields.iter().map(|field| {
        let (wire, name, empty) = (&field.wire, ident(&field.name), types::empty(&field.ty));
        quote!(#wire => #name = #empty)
    });
    let limits = limits(of);
    quote! {
        runtime::object! {
            #name #default { #(#members,)* }
            #limits
        }
    }
}

fn limits(of: &Struct) -> Option<TokenStream> {
    let mut limits = Vec::new();
    for Field {
        wire, limits: all, ..
    } in &of.fields
    {
        limits.extend(all.iter().map(|limit| limit_item(wire, limit)));
    }
    (!limits.is_empty()).then(|| quote!(limits { #(#limits,)* }))
}

fn limit_item(wire: &str, limit: &Limit) -> TokenStream {
    let float = |value: f64| number(&Literal::f64_unsuffixed(value.abs()), value < 0.0);
    let (kind, value) = match *limit {
        Limit::Min(min) => ("min", float(min)),
        Limit::Max(max) => ("max", float(max)),
        Limit::MinLength(length) => (
            "min_length",
            number(&Literal::u64_unsuffixed(length), false),
        ),
        Limit::MaxLength(length) => (
            "max_length",
            number(&Literal::u64_unsuffixed(length), false),
        ),
        Limit::MinItems(items) => ("min_items", number(&Literal::u64_unsuffixed(items), false)),
        Limit::MaxItems(items) => ("max_items", number(&Literal::u64_unsuffixed(items), false)),
    };
    let kind = ident(kind);
    quote!(#kind(#wire, #value))
}
