//! A page that ends in the middle of something says so.

use crate::page::Page;

fn is_cut_off(page: &[u8]) -> bool {
    Page::new("page", page)
        .expect("a page")
        .document()
        .cut_off
        .is_some()
}

#[test]
fn a_page_that_ends_in_a_table_is_cut_off() {
    for page in [
        "<h2>A</h2><table><tr><th>Name</th><th>Type</th></tr><tr><td>A</td><td>Str",
        "<table><tr><th>Name</th></tr><tr><td>A</td></tr>",
        "# A\n\n| Name | Type |\n|---|---|\n| A | String |\n| B | Str",
    ] {
        assert!(is_cut_off(page.as_bytes()), "{page}");
    }
}

#[test]
fn a_table_that_something_follows_is_only_badly_written() {
    for page in [
        "<table><tr><th>Name</th></tr><tr><td>A</td></tr></table><p>End</p>",
        "# A\n\n| Name | Type |\n|---|---|\n| A | String\n\n# B\n\n| Name |\n|---|\n| A |\n",
        "# A\n\n| Name | Type |\n|---|---|\n| A | String |\u{200b}\n",
        "# A\n\nName | Type\n---|---\nA | String",
    ] {
        assert!(!is_cut_off(page.as_bytes()), "{page}");
    }
}

#[test]
fn a_page_that_ends_in_a_character_is_cut_off() {
    let text = "# 标题\n\n一些文字和更多的文字";
    assert!(!is_cut_off(text.as_bytes()));
    assert!(is_cut_off(&text.as_bytes()[..text.len() - 1]));
    assert!(is_cut_off(&text.as_bytes()[..text.len() - 2]));
}
