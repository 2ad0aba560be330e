//! What a generated crate costs its users to compile, beside itself with serde derives instead of tcgen's field access, and
//! with neither.
//!
//! ```text
//! cargo bench -p tcgen-tests --bench compile_time               a service of the size of cvm
//! cargo bench -p tcgen-tests --bench compile_time -- SPEC.json  any service
//! ```
//!
//! For each crate it prints the CPU seconds (user and system) and the peak memory of the compiler for the crate alone, the
//! least of three runs, without incremental compilation, and the size of the library. Each action's request is encoded and
//! each response decoded once in the crate itself, so that what serde would leave to the user's binary is counted.

mod crates;
mod large;
mod measure;
mod twin;

use std::path::{Path, PathBuf};

use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

use crate::crates::Variant;
use crate::measure::{Cost, measure, measured_command};

const PROFILES: [(&str, &[&str]); 3] = [
    ("check", &["check"]),
    ("build", &["build"]),
    ("build --release", &["build", "--release"]),
];

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .peekable();
    if arguments.next_if_eq(measure::CHILD).is_some() {
        measured_command(arguments);
        return;
    }
    let spec = match arguments.next() {
        Some(path) => Spec::read(Path::new(&path)).expect("the argument is a spec file"),
        None => large::spec(),
    };
    let plan = Plan::new(&spec, None).expect("the spec can be planned");
    let plan = Plan {
        service: "generated".to_owned(),
        ..plan
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-time");
    crates::write(&folder, &plan).expect("the crates can be written");
    println!(
        "{} actions, {} data types, {} members; CPU seconds and peak MB of the crate alone\n",
        plan.actions.len(),
        plan.types.len(),
        members(&plan)
    );
    let costs = Variant::ALL.map(|variant| costs(&folder, variant));
    print_table(&costs);
}

fn members(plan: &Plan) -> usize {
    let of_actions = plan
        .actions
        .iter()
        .flat_map(|action| [&action.request, &action.response]);
    of_actions
        .chain(&plan.types)
        .map(|of| of.fields.len())
        .sum()
}

/// The costs of one crate: of each profile, and the size of the release library.
struct Costs {
    variant: Variant,
    profiles: [Cost; 3],
    library: u64,
}

fn costs(folder: &Path, variant: Variant) -> Costs {
    let profiles = PROFILES.map(|(name, arguments)| {
        eprintln!("{}: {name}", variant.name());
        measure(folder, variant, arguments)
    });
    Costs {
        variant,
        profiles,
        library: library_size(folder, variant),
    }
}

fn library_size(folder: &Path, variant: Variant) -> u64 {
    let library: PathBuf = folder
        .join("target/release")
        .join(format!("lib{}.rlib", variant.name().replace('-', "_")));
    std::fs::metadata(library).map_or(0, |metadata| metadata.len())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "sizes are printed with one digit"
)]
fn print_table(costs: &[Costs]) {
    println!("| crate | check | build | build --release | release rlib |\n|---|---|---|---|---|");
    let cost = |cost: &Cost| format!("{:.2} s, {} MB", cost.cpu_seconds, cost.peak_megabytes);
    for Costs {
        variant,
        profiles: [check, build, release],
        library,
    } in costs
    {
        let library = *library as f64 / 1e6;
        let (check, build, release) = (cost(check), cost(build), cost(release));
        println!(
            "| {} | {check} | {build} | {release} | {library:.1} MB |",
            variant.title()
        );
    }
    let [derive, generated, ..] = costs else {
        return;
    };
    let ratio = |index: usize| {
        derive.profiles[index].cpu_seconds / generated.profiles[index].cpu_seconds.max(0.001)
    };
    println!(
        "| derive : generated | {:.1} | {:.1} | {:.1} | {:.1} |",
        ratio(0),
        ratio(1),
        ratio(2),
        derive.library as f64 / generated.library.max(1) as f64
    );
}
