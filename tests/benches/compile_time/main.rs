//! What a generated crate costs its users to compile, beside itself with serde derives instead of tcgen's field access, and
//! with neither.
//!
//! ```text
//! cargo bench -p tcgen-tests --bench compile_time                a service of the size of cvm
//! cargo bench -p tcgen-tests --bench compile_time -- SPEC.json…  any services, with or without documentation text; the
//!                                                              paths start at the folder `tests`
//! ```
//!
//! For each crate it prints the CPU seconds (user and system) and the peak memory of the compiler for the crate alone, the
//! least of three runs, without incremental compilation, and the size of the library. What a crate leaves to those who use it
//! is counted, too: crates that encode the request and decode the response of three actions, and of all.

mod crates;
mod large;
mod measure;
mod twin;

use std::path::{Path, PathBuf};

use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

use crate::crates::{Uses, Variant};
use crate::measure::{Cost, measure, measured_command};

/// What is measured, of the library itself or of a crate that uses it.
const COLUMNS: [(&str, Option<Uses>, &[&str]); 7] = [
    ("check", None, &["check"]),
    ("build", None, &["build"]),
    ("build --release", None, &["build", "--release"]),
    ("3 actions: build", Some(Uses::Three), &["build"]),
    ("release", Some(Uses::Three), &["build", "--release"]),
    ("all actions: build", Some(Uses::All), &["build"]),
    ("release", Some(Uses::All), &["build", "--release"]),
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
    if arguments.peek().is_none() {
        compare(&large::spec());
    }
    for path in arguments {
        println!("\n{path}");
        compare(&Spec::read(Path::new(&path)).expect("the argument is a spec file"));
    }
}

fn compare(spec: &Spec) {
    let plan = Plan::new(spec, None).expect("the spec can be planned");
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

/// The costs of one variant: of each column, and the size of the release library.
struct Costs {
    variant: Variant,
    columns: [Cost; COLUMNS.len()],
    library: u64,
}

fn costs(folder: &Path, variant: Variant) -> Costs {
    let columns = COLUMNS.map(|(_, uses, arguments)| {
        let package = uses.map_or_else(|| variant.name().to_owned(), |uses| variant.user(uses));
        eprintln!("{package}: {}", arguments.join(" "));
        measure(folder, &package, arguments)
    });
    Costs {
        variant,
        columns,
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
    let names = COLUMNS.map(|(name, ..)| name).join(" | ");
    println!(
        "| crate | {names} | release rlib |\n|{}",
        "---|".repeat(COLUMNS.len() + 2)
    );
    for Costs {
        variant,
        columns,
        library,
    } in costs
    {
        let cost = |cost: Cost| format!("{:.2} s, {} MB", cost.cpu_seconds, cost.peak_megabytes);
        let columns = columns.map(cost).join(" | ");
        let library = *library as f64 / 1e6;
        println!("| {} | {columns} | {library:.1} MB |", variant.title());
    }
    let [derive, generated, ..] = costs else {
        return;
    };
    let ratio = |index: usize| {
        let [derive, generated] = [derive, generated].map(|of| of.columns[index].cpu_seconds);
        format!("{:.1}", derive / generated.max(0.001))
    };
    let ratios: Vec<String> = (0..COLUMNS.len()).map(ratio).collect();
    println!(
        "| derive : generated | {} | {:.1} |",
        ratios.join(" | "),
        derive.library as f64 / generated.library.max(1) as f64
    );
}
