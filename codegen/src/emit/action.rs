//! All that belongs to one action, in a module of its own.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Docs, code, escape};
use super::{Module, error_enum, ident, structure, types};
use crate::plan::{Action, Body, ErrorEnum, PageItems, PageStyle, Pages, Paging, Struct};

/// The module of an action.
pub(super) fn module(action: &Action, service_errors: &ErrorEnum) -> Module {
    let mut items = vec![uses(action), definition(action)];
    items.extend(action.pages.as_ref().map(|pages| paging(&pages.paging)));
    items.push(method(action));
    items.extend(
        action
            .pages
            .as_ref()
            .map(|pages| page_items(action, &pages.items)),
    );
    items.extend(structure::items(
        &action.request,
        &struct_docs(action, "request"),
        true,
    ));
    items.extend(structure::items(
        &action.response,
        &struct_docs(action, "response"),
        false,
    ));
    items.extend(if action.errors.variants.is_empty() {
        vec![error_alias(action, service_errors)]
    } else {
        error_enum::items(&action.errors, &error_docs(action))
    });
    Module {
        name: action.module.clone(),
        docs: Docs::new(summary(action)).into_lines(),
        items,
        children: Vec::new(),
    }
}

fn uses(action: &Action) -> TokenStream {
    let mut types: Vec<&str> = [&action.request, &action.response]
        .into_iter()
        .flat_map(|of: &Struct| of.fields.iter().filter_map(|field| field.ty.struct_name()))
        .chain(
            action
                .pages
                .iter()
                .filter_map(|pages| pages.items.item.struct_name()),
        )
        .collect();
    types.sort_unstable();
    types.dedup();
    // A line each: in a list, one more moves those behind it.
    let types = types.into_iter().map(ident);
    quote!(#(use super::types::#types;)* use tencentcloud_runtime as runtime;)
}

fn definition(action: &Action) -> TokenStream {
    let wire = &action.wire;
    let region = action.region_required.then(|| quote!(.region_required()));
    let unsigned = action.unsigned.then(|| quote!(.unsigned()));
    let multipart = (action.body == Body::Multipart).then(|| quote!(.multipart()));
    let endpoint = action.endpoint.as_ref();
    let endpoint = endpoint.map(|host| quote!(.at_endpoint(#host)));
    quote!(static ACTION: runtime::Action = runtime::Action::new(#wire)#region #unsigned #multipart #endpoint;)
}

fn method(action: &Action) -> TokenStream {
    let docs = method_docs(action).outer();
    let deprecated = action.docs.deprecated.then(|| quote!(#[deprecated]));
    let (method, request, response, error) = (
        ident(&action.method),
        ident(&action.request.name),
        ident(&action.response.name),
        ident(&action.errors.name),
    );
    let (body, call) = match action.body {
        Body::Json | Body::Multipart => (None, quote!(call(&ACTION, &request))),
        Body::Bytes => (
            Some(quote!(, body: impl Into<runtime::Bytes>)),
            quote!(call_with_body(&ACTION, &request, body.into())),
        ),
    };
    let (kind, streaming) = if action.streaming {
        (quote!(StreamingCall), Some(quote!(.streaming())))
    } else {
        (quote!(Call), None)
    };
    let pages = action
        .pages
        .as_ref()
        .map(|pages| pages_method(action, pages));
    quote! {
        impl super::Client {
            #docs
            #deprecated
            #[inline]
            pub fn #method(&self, request: #request #body) -> runtime::#kind<#response, #error> {
                self.core.#call #streaming
            }

            #pages
        }
    }
}

/// How the pages are asked for.
fn paging(paging: &Paging) -> TokenStream {
    let items = &paging.items;
    let style = match &paging.style {
        PageStyle::Offset(member) => quote!(offset(#member, #items)),
        PageStyle::Number { member, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(number(#member, #first, #items))
        }
        PageStyle::Token { member, next } => quote!(token(#member, #next, #items)),
    };
    let size = paging.size.as_ref().map(|(member, default)| {
        let default = default.map_or_else(
            || quote!(None),
            |default| {
                let default = Literal::u64_unsuffixed(default);
                quote!(Some(#default))
            },
        );
        quote!(.size(#member, #default))
    });
    let total = paging.total.as_ref().map(|total| quote!(.total(#total)));
    let more = paging.more.as_ref().map(|more| quote!(.more(#more)));
    let last = paging.last.as_ref().map(|last| quote!(.last(#last)));
    quote!(static PAGING: runtime::Paging = runtime::Paging::#style #size #total #more #last;)
}

fn pages_method(action: &Action, pages: &Pages) -> TokenStream {
    let docs = Docs::new(format!(
        "The pages of {}, from where the request starts; [`items`](runtime::Pages::items) gives what is in them.",
        method_link(action)
    ))
    .outer();
    let deprecated = action.docs.deprecated.then(|| quote!(#[deprecated]));
    let (method, request, response, error) = (
        ident(&pages.method),
        ident(&action.request.name),
        ident(&action.response.name),
        ident(&action.errors.name),
    );
    let item = types::ty(&pages.items.item);
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(&self, request: #request) -> runtime::Pages<#request, #response, #item, #error> {
            self.core.pages(&ACTION, &PAGING, request, items)
        }
    }
}

/// Takes the items out of a response.
fn page_items(action: &Action, items: &PageItems) -> TokenStream {
    let (response, item) = (ident(&action.response.name), types::ty(&items.item));
    let list = ident(&items.list);
    let all = match &items.object {
        None => quote!(response.#list),
        Some(object) => {
            let object = ident(object);
            let path = if items.optional {
                quote!(and_then)
            } else {
                quote!(map)
            };
            quote!(response.#object.#path(|object| object.#list).unwrap_or_default())
        }
    };
    quote! {
        #[inline]
        fn items(response: #response) -> Vec<#item> { #all }
    }
}

fn summary(action: &Action) -> String {
    match &action.docs.title {
        Some(title) => format!("{}: {}", code(&action.wire), escape(title)),
        None => code(&action.wire),
    }
}

fn method_docs(action: &Action) -> Docs {
    let docs = &action.docs;
    let mut out = Docs::new(summary(action));
    out.text(&docs.text);
    for fact in call_docs(action) {
        out.markdown(fact);
    }
    let mut facts = Vec::new();
    if let Some(rate) = docs.rate_limit {
        facts.push(format!(
            "At most {rate} request{} per second.",
            if rate == 1 { "" } else { "s" }
        ));
    }
    if !docs.regions.is_empty() {
        let regions: Vec<String> = docs.regions.iter().map(|region| code(region)).collect();
        facts.push(format!("Only in the regions {}.", regions.join(", ")));
    }
    if let Some(updated) = &docs.updated {
        facts.push(format!("Documentation of {}.", code(updated)));
    }
    facts.push(format!("[Try it](<{}>).", docs.explorer));
    out.markdown(facts.join(" "));
    for example in &docs.examples {
        example_docs(&mut out, example);
    }
    out
}

/// How the call is not like most others.
fn call_docs(action: &Action) -> Vec<String> {
    let mut facts = Vec::new();
    if action.streaming {
        let setter = action.docs.stream_setter.as_ref();
        let set = setter.map_or_else(String::new, |setter| {
            let link = format!("{}::{setter}()", action.request.name);
            format!(", if [{}]({link}) asks for it,", code(setter))
        });
        facts.push(format!(
            "Answers once, or{set} with a stream of events: await the call, or take its \
             [`events`](runtime::StreamingCall::events)."
        ));
    }
    match action.body {
        Body::Json => {}
        Body::Multipart => facts.push("Sent as a form, in which bytes go as they are.".to_owned()),
        Body::Bytes => facts.push(
            "`body` is sent as it is; what is set in the request goes with it as HTTP headers."
                .to_owned(),
        ),
    }
    if let Some(host) = &action.endpoint {
        facts.push(format!(
            "Sent to {}, unless the configuration has an endpoint.",
            code(host)
        ));
    }
    if action.unsigned {
        facts.push(
            "Sent without a signature: no credential is needed, as \
             [`Config::without_credential`](runtime::Config::without_credential) has none."
                .to_owned(),
        );
    }
    facts
}

fn example_docs(out: &mut Docs, example: &crate::spec::Example) {
    if example.request.is_none() && example.response.is_none() {
        return;
    }
    out.markdown(format!("# Example: {}", escape(&example.title)).trim_end_matches([' ', ':']));
    out.text(&example.doc);
    if let Some(request) = &example.request {
        out.markdown("Request:");
        out.json(request);
    }
    if let Some(response) = &example.response {
        out.markdown("Response:");
        out.json(response);
    }
}

fn struct_docs(action: &Action, what: &str) -> Docs {
    Docs::new(format!("The {what} of {}.", method_link(action)))
}

fn error_docs(action: &Action) -> Docs {
    Docs::new(format!(
        "The documented error codes of {}.",
        method_link(action)
    ))
}

/// An enum with no codes would tell nobody anything, and cost as much to compile as one with some.
fn error_alias(action: &Action, service_errors: &ErrorEnum) -> TokenStream {
    let docs = Docs::new(format!(
        "The error codes of {}: all of the service, because its documentation lists none.",
        method_link(action)
    ))
    .outer();
    let (name, all) = (ident(&action.errors.name), ident(&service_errors.name));
    quote!(#docs pub type #name = super::errors::#all;)
}

fn method_link(action: &Action) -> String {
    let method = action.method.trim_start_matches("r#");
    format!("[{}](super::Client::{method})", code(&action.wire))
}
