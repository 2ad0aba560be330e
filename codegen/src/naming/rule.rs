//! How a name on the wire becomes a Rust name: by itself alone, whatever else there is.
//!
//! No name may ever become another one by a change here: `tests/names.txt` notes what all of them become.

use heck::{ToShoutySnakeCase, ToSnakeCase};

/// The name of a type or of an enum variant: `DBInstance` → `DbInstance`.
pub(super) fn camel(wire: &str) -> String {
    // A capital starts each word already, but for the first and those behind a `_`.
    let mut name = String::with_capacity(wire.len());
    for part in words(wire).split('_') {
        let (first, rest) = part.split_at(part.len().min(1));
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(rest);
    }
    identifier(&name, "X")
}

/// The name of a field, method or module: `IPv6Addresses` → `ipv6_addresses`.
pub(super) fn snake(wire: &str) -> String {
    identifier(&words(wire).to_snake_case(), "x")
}

/// The end of a constant's name: `ReleaseAddress` → `RELEASE_ADDRESS`.
pub(super) fn shouty(wire: &str) -> String {
    words(wire).to_shouty_snake_case()
}

/// Words that cannot be names, also those that only later editions reserve.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot even be raw identifiers.
const NEVER_RAW: &[&str] = &["Self", "crate", "self", "super"];

fn identifier(name: &str, before_digit: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else if NEVER_RAW.contains(&name) {
        format!("{name}_")
    } else if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{before_digit}{name}")
    } else {
        name.to_owned()
    }
}

/// Acronyms that are written with small letters in them, and as acronyms.
const MIXED_CASE: &[(&str, &str)] = &[
    ("CKafka", "CKAFKA"),
    ("DDoS", "DDOS"),
    ("IPv4", "IPV4"),
    ("IPv6", "IPV6"),
    ("MySQL", "MYSQL"),
    ("NoSQL", "NOSQL"),
    ("OAuth", "OAUTH"),
    ("PostgreSQL", "POSTGRESQL"),
];

/// Writes acronyms as words (`HTTPCode` → `HttpCode`, `UserIDs` → `UserIds`, `K8SCluster` → `K8sCluster`, `File3D` →
/// `File3d`), so that a capital always starts a word, and drops what cannot stand in an identifier.
fn words(wire: &str) -> String {
    let mut name: String = wire
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    for (mixed, acronym) in MIXED_CASE {
        if name.contains(mixed) {
            name = name.replace(mixed, acronym);
        }
    }
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_uppercase() {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let end = acronym_end(&chars, at);
        // A lone capital after a digit belongs to it: `3D`.
        let continues =
            end == at + 1 && at > 0 && chars[at - 1].is_ascii_digit() && !is_lower(&chars, end);
        out.push(if continues {
            chars[at].to_ascii_lowercase()
        } else {
            chars[at]
        });
        out.extend(chars[at + 1..end].iter().map(char::to_ascii_lowercase));
        at = end;
    }
    out
}

/// Where the acronym that starts at `start` ends. The last capital before a small letter starts the next word, but for a
/// plural `s`.
fn acronym_end(chars: &[char], start: usize) -> usize {
    let run = chars[start..]
        .iter()
        .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        .count();
    let end = start + run;
    if run == 1 || !is_lower(chars, end) {
        return end;
    }
    if chars[end] == 's' && !is_lower(chars, end + 1) && chars[end - 1].is_ascii_uppercase() {
        return end + 1;
    }
    let last_capital = (start..end)
        .rev()
        .find(|&at| chars[at].is_ascii_uppercase())
        .unwrap_or(start);
    last_capital.max(start + 1)
}

fn is_lower(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_lowercase)
}

/// Whether a wire name is written as the Rust name would be (`DnsFormat`), without acronyms.
pub(super) fn is_written_as_rust(wire: &str) -> bool {
    words(wire) == wire
}

/// What identifiers that are made from a name have in common: its letters and digits, as small letters. Names with other
/// ones can never become the same Rust name, and comparing these takes much less time.
pub(super) fn letters(name: &str) -> impl Iterator<Item = u8> + Clone {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    let first = letters.clone().next();
    // Nor does an identifier start with a digit.
    let start = first.is_none_or(|first| first.is_ascii_digit());
    let start = start.then_some(b'x').into_iter();
    start.chain(letters.map(|letter| letter.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (wire, expected) in [
            ("InstanceIds", "instance_ids"),
            ("hadAutoFixVul", "had_auto_fix_vul"),
            ("DBInstance", "db_instance"),
            ("UserIDs", "user_ids"),
            ("InstanceIDsWithAppId", "instance_ids_with_app_id"),
            ("DBs", "dbs"),
            ("DbSafe", "db_safe"),
            ("CPUUsage", "cpu_usage"),
            ("IPv6Addresses", "ipv6_addresses"),
            ("EIPv6", "eipv6"),
            ("OAuth2ResourceID", "oauth2_resource_id"),
            ("MySQLVersion", "mysql_version"),
            ("Ipv6AddressCount", "ipv6_address_count"),
            ("DDoSId", "ddos_id"),
            ("K8SCluster", "k8s_cluster"),
            ("HTTP2Enabled", "http2_enabled"),
            ("File3D", "file3d"),
            ("ResultFile3Ds", "result_file3_ds"),
            ("MD5", "md5"),
            ("Http5xx", "http5xx"),
            ("S3Bucket", "s3_bucket"),
            ("AField", "a_field"),
            ("GetWsTokenReq_Label", "get_ws_token_req_label"),
            ("Total-Count", "total_count"),
            ("3DModel", "x3d_model"),
            ("Type", "r#type"),
            ("Gen", "r#gen"),
            ("Self", "self_"),
            ("Super", "super_"),
            ("数量", "x"),
        ] {
            assert_eq!(snake(wire), expected, "{wire}");
        }
    }

    #[test]
    fn types_and_variants() {
        for (wire, expected) in [
            ("DescribeDBInstances", "DescribeDbInstances"),
            ("InvalidInstanceId.NotFound", "InvalidInstanceIdNotFound"),
            (
                "UnauthorizedOperation.MFAExpired",
                "UnauthorizedOperationMfaExpired",
            ),
            ("Self", "Self_"),
            ("3DModel", "X3dModel"),
        ] {
            assert_eq!(camel(wire), expected, "{wire}");
        }
    }
}
