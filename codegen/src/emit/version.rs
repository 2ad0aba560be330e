//! The root of a service version: the client, and what its modules give.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code, escape};
use super::{Module, action, error_enum, ident, structure};
use crate::plan::{Plan, Struct};

/// The root module with all others in it.
pub(super) fn module(plan: &Plan) -> Module {
    let children: Vec<Module> = plan
        .actions
        .iter()
        .map(|action| action::module(action, &plan.errors))
        .chain([errors(plan)])
        .chain(types(plan))
        .collect();
    Module {
        name: String::new(),
        docs: Docs::new(format!("{}, version {}.", title(plan), plan.version)).into_lines(),
        items: vec![reexports(&children), client(plan)],
        children,
    }
}

/// What a service is called in documentation.
pub(super) fn title(plan: &Plan) -> String {
    match &plan.title {
        Some(title) => format!("{} (`{}`)", escape(title), plan.service),
        None => format!("Tencent Cloud `{}`", plan.service),
    }
}

/// What is public in the modules, without its names: what is new in one of them changes that one only.
fn reexports(children: &[Module]) -> TokenStream {
    let modules = children.iter().map(|child| ident(&child.name));
    quote! {
        #(pub use self::#modules::*;)*
        use tencentcloud_runtime as runtime;
    }
}

fn client(plan: &Plan) -> TokenStream {
    let mut docs = Docs::new(format!("A client of {}.", title(plan)));
    docs.markdown("Cloning it is cheap: the clones share their connections.");
    let docs = docs.outer();
    let (service, version, endpoint) = (&plan.service, &plan.version, &plan.endpoint);
    quote! {
        static SERVICE: runtime::Service = runtime::Service::new(#service, #version, #endpoint);

        #docs
        #[derive(Debug, Clone)]
        pub struct Client {
            core: runtime::Client,
        }

        impl Client {
            /// A client that does what the configuration says.
            pub fn new(config: runtime::Config) -> Self {
                Self { core: runtime::Client::new(config, &SERVICE) }
            }
        }
    }
}

fn errors(plan: &Plan) -> Module {
    let docs = Docs::new(format!(
        "All documented error codes of {}.",
        code(&plan.service)
    ));
    let mut items = vec![quote!(
        use tencentcloud_runtime as runtime;
    )];
    items.extend(error_enum::items(&plan.errors, &docs));
    Module {
        name: "errors".to_owned(),
        docs: docs.into_lines(),
        items,
        children: Vec::new(),
    }
}

fn types(plan: &Plan) -> Option<Module> {
    if plan.types.is_empty() {
        return None;
    }
    let mut items = vec![quote!(
        use tencentcloud_runtime as runtime;
    )];
    items.extend(
        plan.types
            .iter()
            .flat_map(|ty| structure::items(ty, &type_docs(ty), false)),
    );
    let docs = Docs::new(format!("The data types of {}.", code(&plan.service))).into_lines();
    Some(Module {
        name: "types".to_owned(),
        docs,
        items,
        children: Vec::new(),
    })
}

fn type_docs(ty: &Struct) -> Docs {
    let mut docs = Docs::default();
    docs.text(&ty.text);
    if ty.deprecated {
        docs.markdown("**Deprecated.**");
    }
    if docs.is_empty() {
        docs.markdown(format!("The data type `{}`.", ty.name));
    }
    docs
}
