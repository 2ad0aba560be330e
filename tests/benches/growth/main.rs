//! Looks for pages whose reading takes time beyond the proportion of their size, or more stack than there is.
//!
//! ```sh
//! cargo bench -p tcgen-tests --bench growth              # the shapes of `shapes.rs`
//! cargo bench -p tcgen-tests --bench growth -- --pairs   # and all pairs of the tokens of `fuzz/page.dict`; takes long
//! cargo bench -p tcgen-tests --bench growth -- html      # those with `html` in their name
//! ```
//!
//! Every shape is read at one size and at four times that size. One that takes more than eight times as long is told, and
//! so is one that dies or never ends: a worker process does the reading.

mod shapes;
mod worker;

use std::process::ExitCode;

use self::shapes::Shape;
use self::worker::{Outcome, Times};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_flag = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let wanted = arguments
        .iter()
        .find(|argument| !argument.starts_with("--") && argument.parse::<usize>().is_err());
    let mut shapes = shapes::written();
    if is_flag("--pairs") {
        shapes.extend(shapes::pairs());
    }
    shapes.retain(|shape| wanted.is_none_or(|wanted| shape.name.contains(wanted)));
    if let Some(first) = arguments.iter().find_map(|argument| argument.parse().ok()) {
        worker::work(&shapes, first);
        return ExitCode::SUCCESS;
    }
    let mut flagged = 0;
    worker::run(&shapes, &arguments, |shape, outcome| {
        if let Some(told) = told(shape, &outcome) {
            flagged += 1;
            println!("{told}");
        }
    });
    println!(
        "{} shapes, {flagged} of them grow too fast or fail",
        shapes.len()
    );
    ExitCode::from(u8::from(flagged > 0))
}

/// What is wrong with a shape, if anything is.
fn told(shape: &Shape, outcome: &Outcome) -> Option<String> {
    let what = match outcome {
        Outcome::Read(times) if times.grow_too_fast() => times.to_string(),
        Outcome::Read(Times { .. }) => return None,
        Outcome::Died => "the worker died".to_owned(),
        Outcome::Endless => "takes longer than the limit".to_owned(),
    };
    Some(format!("{:<60} {what}", shape.name))
}
