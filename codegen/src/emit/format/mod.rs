//! From tokens to text, laid out as rustfmt would.
//!
//! This is no printer for all of Rust but one for what the emitters write: items, signatures, lists and short expressions.
//! Parsing the tokens and printing a syntax tree took nine tenths of the time of generating, and made `syn` a dependency of
//! everybody's build scripts.
//!
//! | file | holds |
//! |---|---|
//! | `item` | items, what is in their braces, and the empty lines between them |
//! | `expression` | what can be too long for a line: signatures, statements, lists |
//! | `flat` | tokens as one line |

mod expression;
mod flat;
mod item;

use proc_macro2::TokenStream;

use self::item::Printer;
use super::Module;

/// How long a line may be.
const WIDTH: usize = 100;

/// One step of indentation.
const STEP: usize = 4;

/// The text of items, with empty lines between them.
pub(super) fn items(items: &[TokenStream]) -> String {
    let mut printer = Printer::new(0);
    printer.file(items);
    printer.finish()
}

/// A module and all in it as text, with the modules in it as blocks, everything `indent` to the right.
pub(super) fn nested(module: &Module, indent: usize) -> String {
    let mut printer = Printer::new(indent);
    nest(module, &mut printer);
    printer.finish()
}

fn nest(module: &Module, printer: &mut Printer) {
    printer.file(&module.items);
    for child in &module.children {
        printer.open_module(&child.name);
        nest(child, printer);
        printer.close_module();
    }
}

#[cfg(test)]
mod tests;
