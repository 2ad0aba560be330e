//! What was once called something in Rust stays what it is called.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail anywhere"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tcgen_tests::golden::Golden;
use tcgen_tests::wheels;
use tencentcloud_codegen::catalogue::{Catalogue, Content};
use tencentcloud_codegen::naming::settle;
use tencentcloud_codegen::plan::{Plan, Struct};
use tencentcloud_codegen::spec::{Action, ErrorCode, Member, Spec, Type, TypeRef, find_spec_files};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("names")
}

/// Releases of a service, divided by `|`, as the siblings in each; then what is written as `rust_name` to each of them. What
/// has none, `-`, has the name that follows from its name on the wire.
const RELEASES: &[(&str, &str)] = &[
    // What is new does not take a name from what was there.
    (".DNSFormat | .DnsFormat .DNSFormat", "- | dns_format_ -"),
    (".DnsFormat | .DnsFormat .DNSFormat", "- | - dns_format_"),
    // Without a release before, what is written as in Rust comes first, then the others by their letters.
    (
        ".DNSFormat .DnsFormat .dnsFormat",
        "dns_format_2 - dns_format_",
    ),
    (".dnsFormat .DNSFormat", "- dns_format_"),
    // What was settled once stays that way when the other one goes.
    (
        ".DNSFormat | .DNSFormat .DnsFormat | .DnsFormat",
        "- | - dns_format_ | dns_format_",
    ),
    // What comes back gets the name again that it had, or another one if it was given away; it disturbs nobody.
    (
        ".DNSFormat | .DnsFormat .DNSFormat | .DnsFormat | .DnsFormat .DNSFormat",
        "- | dns_format_ - | dns_format_ | dns_format_ -",
    ),
    (
        ".DNSFormat | .Other | .DnsFormat | .DnsFormat .DNSFormat",
        "- | - | - | - dns_format_",
    ),
    (
        ".DNSFormat | .DNSFormat .DnsFormat | .DNSFormat | .DNSFormat .dnsFormat | .DNSFormat .dnsFormat .DnsFormat",
        "- | - dns_format_ | - | - dns_format_ | - dns_format_ dns_format_2",
    ),
    // Words that are taken, and what follows from them.
    (".NEW .New", "new_2 -"),
    (".TYPE .Type", "type_ -"),
    (".SELF .Self", "self_2 -"),
    (".X3D .3D", "x3d_ -"),
    // A name that was chosen by hand counts from then on.
    (".Ttl=time | .Ttl .Time", "time | time time_"),
    (".Ttl=time | .Ttl=ttl .Time", "time | ttl -"),
    // What was there is told of, and not moved, when somebody gives its name to another one.
    (".Ttl .Time | .Ttl=time .Time", "- - | time -"),
    // Every response has this, whether or not it says so.
    ("<RequestID", "request_id_"),
    (
        "<RequestID | <RequestID <RequestId",
        "request_id_ | request_id_ -",
    ),
    // Actions: all that is made from their names counts.
    ("GetDNS() | GetDNS() GetDns()", "- | - GetDns2"),
    ("GetDNS() GetDns() GetDns2()", "GetDns3 - -"),
    (
        "ListThings() | ListThings() ListThingsPages()",
        "- | - ListThingsPages2",
    ),
    (
        "ListThingsPages() | ListThings() ListThingsPages()",
        "- | ListThings2 -",
    ),
    ("Buy() | Buy() BuyRequest", "- | - BuyRequest_"),
    ("BuyRequest | Buy() BuyRequest", "- | Buy2 -"),
    ("BuyRequest Buy()", "BuyRequest_ -"),
    ("GetDNSResponse | GetDns() GetDNSResponse", "- | GetDns2 -"),
    ("Buy() Buy_() BUY()", "- Buy2 Buy3"),
    // These are taken whatever else there is, so that nothing is to be remembered.
    ("Shop() New() Errors() Option", "- - - -"),
    ("ShopError", "-"),
    ("Shop() ShopError", "- ShopError2"),
    ("IPSet | IpSet IPSet", "- | IpSet_ -"),
    ("IPSet IpSet IP_Set", "IpSet_ - IpSet2"),
    // Error codes.
    (
        "!A.MFAExpired | !A.MfaExpired !A.MFAExpired",
        "- | AMfaExpired_ -",
    ),
    ("!Other !Other_", "- Other2"),
];

#[test]
fn what_was_there_keeps_its_name() {
    for (releases, expected) in RELEASES {
        let mut before: Option<Spec> = None;
        let mut written = Vec::new();
        for siblings in releases.split(" | ") {
            let mut spec = spec(siblings);
            settle(&mut spec, before.as_ref());
            let names = siblings.split(' ').map(|one| rust_name(&spec, one));
            written.push(names.collect::<Vec<String>>().join(" "));
            // Nothing is left to settle.
            let mut again = spec.clone();
            assert_eq!(settle(&mut again, before.as_ref()), [], "{releases}");
            // And every name can be read.
            let read = Spec::from_json(&spec.to_json(), Path::new(releases)).unwrap();
            assert_eq!(read, spec);
            before = Some(spec);
        }
        assert_eq!(written.join(" | "), *expected, "{releases}");
    }
}

#[test]
fn what_was_never_settled_had_the_names_that_it_would_be_given() {
    let before = spec(".DNSFormat .DnsFormat");
    let mut now = spec(".DNSFormat");
    settle(&mut now, Some(&before));
    assert_eq!(rust_name(&now, ".DNSFormat"), "dns_format_");
}

#[test]
fn the_order_of_the_documentation_does_not_count() {
    for (releases, _) in RELEASES {
        let settled = |reversed: bool| {
            let mut before: Option<Spec> = None;
            for siblings in releases.split(" | ") {
                let mut siblings: Vec<&str> = siblings.split(' ').collect();
                if reversed {
                    siblings.reverse();
                }
                let mut spec = spec(&siblings.join(" "));
                settle(&mut spec, before.as_ref());
                before = Some(spec);
            }
            let spec = before.unwrap();
            let siblings = releases.rsplit(" | ").next().unwrap().split(' ');
            siblings
                .map(|one| rust_name(&spec, one))
                .collect::<Vec<_>>()
        };
        assert_eq!(settled(false), settled(true), "{releases}");
    }
}

/// A spec with these siblings: `.Member` and `<Member` of a request and of a response, `Action()`, `Type`, `!Error.Code`,
/// `.Member=rust_name`.
fn spec(siblings: &str) -> Spec {
    let mut spec = Spec {
        service: Some("shop".to_owned()),
        version: Some("2020-01-01".to_owned()),
        ..Spec::default()
    };
    for one in siblings.split(' ') {
        if let Some(name) = one.strip_prefix(['.', '<']) {
            let (name, rust_name) = name
                .split_once('=')
                .map_or((name, None), |(name, rust)| (name, Some(rust.to_owned())));
            let member = Member {
                rust_name,
                ..Member::new(name, TypeRef::String)
            };
            let act = spec.actions.entry("Act".to_owned()).or_default();
            if one.starts_with('.') {
                act.request.push(member);
            } else {
                act.response.push(member);
            }
        } else if let Some(code) = one.strip_prefix('!') {
            spec.errors.push(ErrorCode::new(code, ""));
        } else if let Some(name) = one.strip_suffix("()") {
            spec.actions.insert(name.to_owned(), Action::default());
        } else {
            spec.types.insert(one.to_owned(), Type::default());
        }
    }
    spec
}

fn rust_name(spec: &Spec, sibling: &str) -> String {
    let act = || &spec.actions["Act"];
    let member = |members: &[Member], name: &str| {
        let name = name.split('=').next().unwrap();
        let mut members = members.iter();
        members
            .find(|one| one.name == name)
            .unwrap()
            .rust_name
            .clone()
    };
    let name = if let Some(name) = sibling.strip_prefix('.') {
        member(&act().request, name)
    } else if let Some(name) = sibling.strip_prefix('<') {
        member(&act().response, name)
    } else if let Some(code) = sibling.strip_prefix('!') {
        let mut errors = spec.errors.iter();
        errors
            .find(|one| one.code == code)
            .unwrap()
            .rust_name
            .clone()
    } else if let Some(name) = sibling.strip_suffix("()") {
        spec.actions[name].rust_name.clone()
    } else {
        spec.types[sibling].rust_name.clone()
    };
    name.unwrap_or_else(|| "-".to_owned())
}

#[test]
fn what_cannot_be_named_is_told() {
    let mut golden = Golden::default();
    let mut cases: Vec<PathBuf> = fs::read_dir(folder().join("errors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    cases.sort();
    for case in cases {
        let name = Path::new(case.file_name().unwrap());
        let spec = Spec::from_json(&fs::read_to_string(&case).unwrap(), name);
        let error = match spec {
            Err(error) => error.to_string(),
            Ok(spec) => Plan::new(&spec, None).unwrap_err().to_string(),
        };
        golden.check(&case.with_extension("txt"), &format!("{error}\n"));
    }
    golden.finish();
}

#[test]
fn the_way_out_leads_out() {
    for case in [
        "members",
        "request-id",
        "actions",
        "pages",
        "action-and-type",
        "types",
        "error-codes",
        "name-by-hand-of-another-one",
        "type-called-like-the-error-of-the-service",
    ] {
        let path = folder().join("errors").join(case).with_extension("json");
        let mut spec = Spec::read(&path).unwrap();
        settle(&mut spec, None);
        let plan = Plan::new(&spec, None);
        // Two names by hand are for who wrote them.
        let is_by_hand = case == "type-called-like-the-error-of-the-service";
        assert_eq!(plan.is_ok(), !is_by_hand, "{case}");
    }
}

#[test]
fn an_error_code_has_one_name_wherever_it_is_and_whatever_is_chosen() {
    let path = folder().join("releases/settled.json");
    let spec = Spec::read(&path).unwrap();
    let plan = Plan::new(&spec, None).unwrap();
    let enums = plan.actions.iter().map(|action| &action.errors);
    let variants = enums.chain([&plan.errors]).flat_map(|of| &of.variants);
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for variant in variants {
        assert_eq!(
            *names.entry(&variant.code).or_insert(&variant.name),
            variant.name
        );
    }
    let one = Plan::new(&spec, Some(&["GetDns".to_owned()])).unwrap();
    assert_eq!(one.errors.variants[0].name, names["Denied.MfaExpired"]);
}

/// What all names of a service version are made from, and what they are.
fn fingerprint(spec: &Spec) -> [String; 2] {
    let mut wires = Sha256::new();
    let mut add = |name: &str, rust_name: &Option<String>| {
        wires.update(name);
        wires.update([0]);
        wires.update(rust_name.as_deref().unwrap_or_default());
        wires.update([0]);
    };
    for (name, action) in &spec.actions {
        add(name, &action.rust_name);
        for member in action.request.iter().chain(&action.response) {
            add(&member.name, &member.rust_name);
            // What a type is named decides whether it is reached.
            add(&member.ty.to_string(), &None);
        }
        for error in &action.errors {
            add(&error.code, &error.rust_name);
        }
    }
    for (name, of) in &spec.types {
        add(name, &of.rust_name);
        for member in &of.members {
            add(&member.name, &member.rust_name);
            add(&member.ty.to_string(), &None);
        }
    }
    for error in &spec.errors {
        add(&error.code, &error.rust_name);
    }
    let mut names = Sha256::new();
    for name in names_of(&Plan::new(spec, None).unwrap()).into_values() {
        names.update(name);
        names.update([0]);
    }
    [wires, names].map(|hash| {
        let hash = hash.finalize();
        let start = hash[..6].iter();
        let start = start.fold(0, |start: u64, byte| start << 8 | u64::from(*byte));
        format!("{start:012x}")
    })
}

/// Every name of a plan, by what it is the name of. Data types go by their structs, which is all that a plan has of them.
fn names_of(plan: &Plan) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut structure = |wire: &str, of: &Struct| {
        names.insert(wire.to_owned(), of.name.clone());
        for field in &of.fields {
            names.insert(format!("{wire}.{}", field.wire), field.name.clone());
        }
    };
    for action in &plan.actions {
        structure(&format!("{}()", action.wire), &action.request);
        structure(&format!("<{}", action.wire), &action.response);
    }
    for of in &plan.types {
        structure(&of.name, of);
    }
    for action in &plan.actions {
        let wire = &action.wire;
        names.insert(format!("mod {wire}"), action.module.clone());
        names.insert(format!("fn {wire}"), action.method.clone());
        names.insert(format!("enum {wire}"), action.errors.name.clone());
        for variant in &action.errors.variants {
            let place = format!("{wire}!{}", variant.code);
            names.insert(place, variant.name.clone());
        }
    }
    names.insert("enum".to_owned(), plan.errors.name.clone());
    for variant in &plan.errors.variants {
        names.insert(format!("!{}", variant.code), variant.name.clone());
    }
    names
}

/// `names/catalogue.txt` has a line for each service version: what its names are made from, and what they are.
#[test]
fn the_rule_by_which_names_are_made_does_not_change() {
    let path = folder().join("catalogue.txt");
    let known = fs::read_to_string(&path).unwrap_or_default();
    let known: BTreeMap<&str, [&str; 2]> = known
        .lines()
        .filter_map(|line| {
            let mut words = line.rsplitn(3, ' ');
            let (names, wires) = (words.next()?, words.next()?);
            Some((words.next()?, [wires, names]))
        })
        .collect();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut text = String::new();
    let mut moved = Vec::new();
    for file in find_spec_files(&specs).unwrap() {
        let spec = Spec::read(&file).unwrap();
        let (service, version) = (spec.service.as_deref(), spec.version.as_deref());
        let version = format!("{} {}", service.unwrap(), version.unwrap());
        let [wires, names] = fingerprint(&spec);
        if let Some(known) = known.get(version.as_str())
            && known[0] == wires
            && known[1] != names
        {
            moved.push(version.clone());
        }
        let _ = writeln!(text, "{version} {wires} {names}");
    }
    assert!(
        moved.is_empty(),
        "the same documentation gives other names in Rust in {} service versions, {} … Every program that uses them \
         would no longer compile. Undo what changed the rule (codegen/src/naming, or another version of `heck`: keep \
         the one before). If it has to be, it is a breaking release of every crate: say so in the changelog, delete \
         {} and write it anew with UPDATE_GOLDEN=1.",
        moved.len(),
        moved[0],
        path.display()
    );
    // Where the specs are others, their names are.
    let mut golden = Golden::default();
    golden.check(&path, &text);
    golden.finish();
}

#[test]
fn no_name_of_the_official_catalogue_moves_from_release_to_release() {
    let mut wheels = wheels::conventional();
    wheels.retain(|path| Catalogue::open([path]).is_ok());
    if wheels.len() < 2 {
        println!("skipped: there are no two tccli wheels in TCGEN_WHEELS or the folder `wheels`");
    }
    for pair in wheels.windows(2) {
        let [old, new] = [&pair[0], &pair[1]].map(|path| Catalogue::open([path]).unwrap());
        let in_new = new.versions();
        let old_versions = old.versions().into_iter();
        let both = old_versions.filter(|version| in_new.contains(version));
        let (mut kept, mut gone, mut added, mut written) = (0, 0, 0, 0);
        for version in both {
            let spec = |of: &Catalogue| of.read(version, Content::Outline).spec.unwrap();
            let (mut before, mut after) = (spec(&old), spec(&new));
            settle(&mut before, None);
            written += settle(&mut after, Some(&before)).len();
            let names = |spec: &Spec| names_of(&Plan::new(spec, None).unwrap());
            let (before, mut after) = (names(&before), names(&after));
            for (item, name) in before {
                match after.remove(&item) {
                    Some(now) => {
                        assert_eq!(now, name, "{version}: {item}");
                        kept += 1;
                    }
                    None => gone += 1,
                }
            }
            added += after.len();
        }
        println!(
            "{} to {}: {kept} names kept, {gone} gone, {added} new, {written} written into specs",
            pair[0].display(),
            pair[1].display()
        );
    }
}
