//! Cases as text: in `page.txt` each line that starts with `>` is done, and what the page then looks like is told below.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use tcgen_tests::golden::Golden;
use tencentcloud_codegen::diff::report;
use thirtyfour::prelude::WebDriverResult;

use super::super::reports::{changes, reported};
use super::driver::{Page, with_page};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/diff/page.txt");

#[test]
fn keys_clicks_and_addresses_do_what_is_expected() {
    let html = reported(&changes(), true, report::html);
    with_page(&html, 1200, async |page| {
        let cases = std::fs::read_to_string(CASES).unwrap();
        let mut told = String::new();
        for line in cases.lines() {
            if let Some(action) = line.strip_prefix("> ") {
                act(&page, action).await?;
                let _ = writeln!(told, "{line}");
                told += &look(&page).await?;
            } else if line.is_empty() || line.starts_with('#') {
                let _ = writeln!(told, "{line}");
            }
        }
        assert_eq!(page.complaints().await?, [""; 0]);
        let mut golden = Golden::default();
        golden.check(Path::new(CASES), &told);
        golden.finish();
        Ok(())
    });
}

async fn act(page: &Page, action: &str) -> WebDriverResult<()> {
    let (verb, rest) = action.split_once(' ').unwrap_or((action, ""));
    match verb {
        "open" => page.open(rest).await,
        "follow" => page.follow(rest).await,
        "press" => page.press(rest).await,
        "click" => page.click(rest).await,
        other => panic!("nobody can `{other}`"),
    }
}

/// What can be seen: the numbers, where the focus is, the address, and the changes if they are few.
const LOOK: &str = r"(() => {
    const seen = (element) => element && element.checkVisibility();
    const where = (element) => {
        if (element.matches('.change > summary')) return element.parentElement.dataset.place + ' ' + element.parentElement.dataset.rule;
        if (element === document.body) return '';
        return element.id || element.dataset.do || element.value || element.textContent.trim();
    };
    const shown = [...document.querySelectorAll('.change')].filter(seen);
    return {
        count: document.getElementById('count').textContent,
        focus: where(document.activeElement),
        hash: location.hash,
        told: document.getElementById('told').textContent,
        nothing: seen(document.getElementById('nothing')),
        help: document.getElementById('help').open,
        lines: seen(document.getElementById('lines')) ? document.getElementById('lines').value.trim().split('\n').length : 0,
        services: [...document.querySelectorAll('.service')].filter(seen).map((one) => one.dataset.service + ': ' + one.querySelector('.shown').textContent),
        numbers: [...document.querySelectorAll('[data-count]')].map((one) => one.textContent + (one.closest('label').querySelector('input').checked ? '' : ' off')).join(', '),
        changes: shown.map((one) => `${one.dataset.place} ${one.dataset.rule}${one.open ? ', unfolded' : ''}`),
    };
})()";

/// With more changes, they are not told one by one.
const FEW: usize = 5;

async fn look(page: &Page) -> WebDriverResult<String> {
    let seen = page.settled(LOOK).await?;
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    let list = |name: &str| -> Vec<String> {
        let list = seen[name].as_array().into_iter().flatten();
        list.map(|one| one.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let mut told = format!("  {} ({})\n", text("count"), text("numbers"));
    for (word, value) in [
        ("focus", text("focus")),
        ("address", text("hash")),
        ("told", text("told")),
    ] {
        if !value.is_empty() {
            let _ = writeln!(told, "  {word}: {value}");
        }
    }
    for (name, words) in [
        ("nothing", "nothing matches"),
        ("help", "the keys are listed"),
    ] {
        if seen[name] == Value::Bool(true) {
            let _ = writeln!(told, "  {words}");
        }
    }
    if let Some(lines) = seen["lines"].as_u64().filter(|lines| *lines > 0) {
        let _ = writeln!(told, "  lines to accept: {lines}");
    }
    let changes = list("changes");
    if changes.len() > FEW {
        for service in list("services") {
            let _ = writeln!(told, "  {service}");
        }
        let unfolded = changes
            .iter()
            .filter(|change| change.ends_with(", unfolded"));
        let _ = writeln!(told, "  unfolded: {}", unfolded.count());
    } else {
        for change in changes {
            let _ = writeln!(told, "  - {change}");
        }
    }
    Ok(told)
}

/// A reader without JavaScript reads what one with it does: the script adds nothing but buttons.
#[test]
fn lines_to_accept_are_those_of_the_list() {
    let changes = changes();
    let html = reported(&changes, false, report::html);
    let list = reported(&changes, false, report::ignore_list);
    let mut expected: Vec<&str> = list.lines().collect();
    expected.sort_unstable();
    with_page(&html, 1200, async |page| {
        page.open("").await?;
        page.click("#accept > summary").await?;
        let lines = page
            .settled("document.getElementById('lines').value")
            .await?;
        let mut lines: Vec<&str> = lines.as_str().unwrap().lines().collect();
        lines.sort_unstable();
        assert_eq!(lines, expected);
        Ok(())
    });
}
