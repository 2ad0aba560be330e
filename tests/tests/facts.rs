//! Facts are found in descriptions as well as people find them.

#[path = "../facts/mod.rs"]
mod facts;

#[test]
fn facts_are_as_precise_and_complete_as_promised() {
    let wheels = tcgen_tests::wheels::conventional();
    if wheels.is_empty() {
        println!("skipped: there are no tccli wheels in TCGEN_WHEELS or the folder `wheels`");
        return;
    }
    let report = facts::report(&wheels);
    let below_aim = report.below_aim();
    assert!(
        below_aim.is_empty(),
        "{}\n{}\n{}",
        report.mistakes,
        report.tables(),
        below_aim.join("\n")
    );
}
