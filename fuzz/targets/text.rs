//! Any bytes as text copied from a browser.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_codegen::page::Format;

fuzz_target!(|bytes: &[u8]| tcgen_fuzz::read(bytes, Format::Text));
