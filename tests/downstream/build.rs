//! Generates the one action that this crate calls.

fn main() {
    tencentcloud_codegen::Builder::new()
        .service("cvm")
        .spec("../../page-specs/cvm/2017-03-12.json")
        .action("TerminateInstances")
        .generate();
}
