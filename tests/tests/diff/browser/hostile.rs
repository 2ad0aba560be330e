//! Documentation, names and values that would like to be something else than text.

use std::path::Path;

use semver::Version;
use serde_json::json;
use tencentcloud_codegen::diff::report::{self, Only, Origin, Report, Sides};
use tencentcloud_codegen::diff::{ApiChange, Change, Changes};
use tencentcloud_codegen::spec::Spec;

use super::driver::with_page;

/// Each ends what it may stand in, runs something, loads something, or hides what stands beside it.
const HOSTILE: [&str; 12] = [
    "<script>window.pwned = 1</script>",
    "</script></style></textarea></title><script>window.pwned = 1</script>",
    "\" onclick=\"window.pwned = 1\" x=\"",
    "' onfocus='window.pwned = 1' autofocus='",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    "--><iframe src=javascript:window.pwned=1></iframe><!--",
    "&lt;script&gt; &amp; &#0; &#x202e;",
    "a\u{202e}b\u{2066}c\u{200b}d",
    "\u{0}\u{1b}[31m\u{7}\u{fffe}\u{feff}",
    "]]><base href=https://example.com/><meta http-equiv=refresh content=0>",
    "{{ 7 * 7 }} ${7 * 7} javascript:window.pwned=1",
];

/// Two releases in which all that can be text is hostile.
fn sides(hostile: &str) -> [Spec; 2] {
    let long = ["长", "W"].map(|c| c.repeat(3_000)).concat();
    let spec = |text: &str, more: &str| {
        let member = |name: &str, ty: &str| json!({ "name": name, "type": ty, "doc": text, "values": [{ "value": text, "doc": text }], "default": text });
        let spec = json!({
            "spec": 1, "service": "shop", "version": "2020-01-01", "title": text, "doc": text,
            "endpoint": "shop.example.com",
            "actions": { "Buy": {
                "title": text, "doc": format!("{text}\n{more}"),
                "request": [member("Pay", "string")],
                "errors": [{ "code": "SoldOut", "doc": text }],
                "examples": [{ "title": text, "doc": text, "request": { "Pay": text } }]
            } },
            "errors": [{ "code": "InternalError", "doc": text }]
        });
        Spec::from_json(&spec.to_string(), Path::new("shop.json")).unwrap()
    };
    [
        spec(hostile, "before"),
        spec(&format!("{hostile} {long}"), "after"),
    ]
}

/// The changes between them, and the same with names that a spec file could not have.
fn changes(hostile: &str) -> Changes {
    let [old, new] = sides(hostile);
    let mut changes = Changes::between(&[old], &[new]).unwrap();
    let renamed: Vec<Change> = changes
        .list
        .iter()
        .map(|change| {
            let mut change = change.clone();
            change.place.service = format!("x{hostile}");
            hostile.clone_into(&mut change.place.version);
            change.place.member = Some(hostile.to_owned());
            change.perhaps = Some(hostile.to_owned());
            change.api.push(ApiChange {
                before: Some(hostile.to_owned()),
                after: Some(hostile.repeat(2)),
            });
            change
        })
        .collect();
    changes.list.extend(renamed);
    changes
}

fn page(hostile: &str) -> String {
    let changes = changes(hostile);
    let current = Version::new(0, 1, 0);
    let words = [hostile.to_owned()];
    let origin = Origin {
        name: hostile,
        commit: Some(hostile),
        whole: false,
        error_codes: false,
    };
    report::html(&Report {
        sides: Sides {
            old: origin,
            new: origin,
        },
        changes: &changes,
        advice: &changes.advice(&current),
        current: &current,
        prefix: "tencentcloud-",
        documentation: true,
        ignored: &changes.list,
        only: Only {
            words: &words,
            ..Only::default()
        },
    })
}

/// What the page is made of.
const ELEMENTS: &str = r"(() => ({
    pwned: 'pwned' in window,
    scripts: document.scripts.length,
    others: [...document.querySelectorAll('img, svg, iframe, object, embed, base, link, form:not(#controls), [onclick], [onfocus], [onload], [onerror], [style]')].map((one) => one.outerHTML),
    loaded: performance.getEntriesByType('resource').map((one) => one.name),
    hidden: /[\u0000\u001b\u202a-\u202e\u2066-\u2069\u200b\ufffe\ufeff]/.test(document.documentElement.textContent),
    width: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    wide: [...document.querySelectorAll('body *')].filter((one) => !one.closest('.wide, .skip, .unseen, textarea') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120)),
    changes: document.querySelectorAll('.change').length,
}))()";

#[test]
fn nothing_of_a_hostile_text_is_executed_loaded_or_hidden() {
    // One browser for all: each text has a page of its own in it.
    let pages: Vec<(&str, String)> = HOSTILE.iter().map(|text| (*text, page(text))).collect();
    for (hostile, html) in &pages {
        assert!(
            !html.contains(['\0', '\u{1b}', '\u{202e}', '\u{200b}']),
            "{hostile:?}"
        );
        assert_eq!(html.matches("<script").count(), 1, "{hostile:?}");
    }
    let all: String = HOSTILE.concat();
    with_page(&page(&all), 1200, async |page| {
        for width in [1200, 360] {
            page.resize(width).await?;
            page.open("").await?;
            page.click("[data-do=unfold]").await?;
            page.click("#accept > summary").await?;
            page.press("j j c / script Enter ?").await?;
            let elements = page.settled(ELEMENTS).await?;
            let expected = json!({
                "pwned": false, "scripts": 1, "others": [], "loaded": [], "hidden": false, "width": 0, "wide": [],
                "changes": elements["changes"],
            });
            assert_eq!(elements, expected, "{width} pixels wide");
            assert!(elements["changes"].as_u64() > Some(20));
        }
        assert_eq!(page.complaints().await?, [""; 0]);
        Ok(())
    });
}
