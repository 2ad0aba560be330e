//! Generates the types that are compared: as tcgen writes them, and the same with serde derives.

#[path = "../compile_time/twin.rs"]
mod twin;

use std::path::PathBuf;
use std::{env, fs};

use tencentcloud_codegen::Builder;

use crate::twin::Instead;

fn main() {
    println!("cargo::rerun-if-changed=../compile_time/twin.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("this is a build script"));
    let files = match Builder::new().spec("specs").generate_to(&out) {
        Ok(files) => files,
        Err(error) => {
            println!("cargo::error={error}");
            return;
        }
    };
    for file in files {
        let generated = fs::read_to_string(&file).expect("the file was written");
        let derived = twin::transform(&generated, Instead::Derives);
        fs::write(file.with_extension("derived.rs"), derived).expect("the folder can be written");
    }
}
