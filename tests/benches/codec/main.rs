//! Reading answers and writing requests, with the types as tcgen writes them and with the same types with serde derives.
//!
//! ```text
//! cargo bench -p tcgen-codec             all shapes
//! cargo bench -p tcgen-codec -- Texts    those whose name contains this
//! ```
//!
//! As generated, an answer goes all the way that a call's answer goes, and a request all the way to the body of a call.
//! With derives, it is one call of `serde_json` for the envelope with all in it. A size is that of the JSON, a time the
//! least of many runs, and freeing the result is not counted. Both read floats exactly: a build has one `serde_json`, and the
//! runtime turns its `float_roundtrip` on.

mod call;
mod sample;
mod shape;

/// As tcgen writes them.
#[allow(unreachable_pub)]
mod generated {
    pub(crate) mod cvm {
        include!(concat!(env!("OUT_DIR"), "/cvm.rs"));
    }
    pub(crate) mod shapes {
        include!(concat!(env!("OUT_DIR"), "/shapes.rs"));
    }
}

/// The same with serde derives.
#[allow(unreachable_pub)]
mod derived {
    pub(crate) mod cvm {
        include!(concat!(env!("OUT_DIR"), "/cvm.derived.rs"));
    }
    pub(crate) mod shapes {
        include!(concat!(env!("OUT_DIR"), "/shapes.derived.rs"));
    }
}

use std::time::Duration;

use crate::sample::Sampler;
use crate::shape::Shape;

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let is_wanted = |shape: &&mut Shape| {
        wanted.is_empty() || wanted.iter().any(|part| shape.name.contains(part))
    };
    println!(
        "| what | JSON | as generated | with serde derive | generated : derive |\n|---|---|---|---|---|"
    );
    for shape in shapes().iter_mut().filter(is_wanted) {
        print_row(shape);
    }
}

/// Decodes or encodes the type of this name, filled with this many items in its outer lists.
macro_rules! shapes {
    ($($way:ident $service:ident::$name:ident of $items:literal),+ $(,)?) => {
        vec![$(
            Shape::$way::<generated::$service::$name, derived::$service::$name>(
                stringify!($name),
                Sampler::new($items),
            )
        ),+]
    };
}

fn shapes() -> Vec<Shape> {
    shapes![
        decode cvm::RunInstancesResponse of 1,
        decode cvm::DescribeInstancesResponse of 100,
        decode_sorted cvm::DescribeInstancesResponse of 100,
        decode cvm::DescribeImagesResponse of 100,
        decode cvm::DescribeZoneInstanceConfigInfosResponse of 300,
        decode shapes::DescribePointsResponse of 1000,
        decode shapes::DescribeNumbersResponse of 5000,
        decode shapes::DescribeTextsResponse of 50,
        decode shapes::DescribeTreeResponse of 1,
        encode cvm::DescribeInstancesRequest of 5,
        encode cvm::RunInstancesRequest of 10,
        encode shapes::PutPointsRequest of 1000,
        encode shapes::PutTextsRequest of 50,
    ]
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sizes and times are printed with few digits"
)]
fn print_row(shape: &mut Shape) {
    let (generated, derived) = shape.measure();
    let speed = |time: Duration| {
        let nanoseconds = time.as_nanos().max(1) as f64;
        let megabytes = shape.json_size as f64 * 1e3 / nanoseconds;
        format!("{:.1} µs, {megabytes:.0} MB/s", nanoseconds / 1e3)
    };
    println!(
        "| {} | {:.1} kB | {} | {} | {:.2} |",
        shape.name,
        shape.json_size as f64 / 1e3,
        speed(generated),
        speed(derived),
        generated.as_secs_f64() / derived.as_secs_f64()
    );
}
