//! throw-away
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use tencentcloud_codegen::{
    facts, page,
    spec::{Member, TypeRef},
};
fn main() {
    let mut out = std::io::BufWriter::new(File::create("/tmp/facts/dump.jsonl").unwrap());
    let mut seen = std::collections::HashSet::new();
    for (lang, path) in [
        ("zh", "/tmp/w/tccli-3.1.189.1-py2.py3-none-any.whl"),
        ("en", "/tmp/w/tccli_intl_en-3.1.193.1-py2.py3-none-any.whl"),
    ] {
        let mut z = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        let names: Vec<String> = z
            .file_names()
            .filter_map(Result::ok)
            .map(|n| n.into_owned())
            .filter(|n| n.ends_with("/api.json"))
            .collect();
        for name in names {
            let api: Value = serde_json::from_reader(z.by_name(&name).unwrap()).unwrap();
            for (object, o) in api["objects"].as_object().unwrap() {
                for m in o["members"].as_array().into_iter().flatten() {
                    let d = m["document"].as_str().unwrap_or_default();
                    let ty = type_ref(m);
                    if !seen.insert((d.to_owned(), ty.to_string())) {
                        continue;
                    }
                    let mut member = Member::new(m["name"].as_str().unwrap(), ty);
                    let doc = page::copied_form(d);
                    facts::fill(&mut member, doc, None);
                    let mut v = serde_json::to_value(&member).unwrap();
                    v["lang"] = json!(lang);
                    v["place"] = json!(format!("{name} {object}"));
                    v["vn"] = m["value_allowed_null"].clone();
                    v["disabled"] = m["disabled"].clone();
                    serde_json::to_writer(&mut out, &v).unwrap();
                    out.write_all(b"\n").unwrap();
                }
            }
        }
    }
}
fn type_ref(member: &Value) -> TypeRef {
    let detail = member["member"].as_str().unwrap_or_default();
    let name = match detail {
        "int64" | "int" => "integer",
        "uint64" => "unsigned",
        "double" => "float",
        "bool" => "boolean",
        "datetime_iso" => "timestamp",
        name => name,
    };
    let is_list = member["type"] == "list";
    let name = if is_list {
        format!("list<{name}>")
    } else {
        name.to_owned()
    };
    name.parse().unwrap()
}
