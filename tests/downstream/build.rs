//! Generates the one action that this crate calls.

fn main() {
    tencentcloud_codegen::Builder::new()
        .spec("../../specs/cvm/2017-03-12.json")
        .action("TerminateInstances")
        .generate();
}
