use super::*;

fn shown(text: &str, ty: &str) -> String {
    let values = find(text, &ty.parse().unwrap());
    values
        .iter()
        .map(|value| format!("{}={}", value.value, value.doc))
        .collect::<Vec<_>>()
        .join("; ")
}

/// Descriptions, types and the values.
const WHOLE: &[(&str, &str, &str)] = &[
    (
        "类型。取值范围：\nBIG：大盘\nSMALL：小盘。\n默认为SMALL。",
        "string",
        r#""BIG"=大盘; "SMALL"=小盘"#,
    ),
    (
        "类型。取值：BIG：大盘；SMALL：小盘。默认取值：SMALL。",
        "string",
        r#""BIG"=大盘; "SMALL"=小盘"#,
    ),
    (
        "次数，取值有：\n-1：一直\n0：从不",
        "integer",
        "-1=一直; 0=从不",
    ),
    ("顺序。可选值：asc、desc", "string", r#""asc"=; "desc"="#),
    (
        "状态，枚举值：0：关闭，1：打开",
        "integer",
        "0=关闭; 1=打开",
    ),
    ("状态。枚举值：0-关闭；1-打开", "integer", "0=关闭; 1=打开"),
    (
        "状态，取值：0（关闭），1（打开，默认）",
        "integer",
        "0=关闭; 1=打开，默认",
    ),
    (
        "类型，取值包括 BIG 、SMALL。",
        "string",
        r#""BIG"=; "SMALL"="#,
    ),
    (
        "类型列表。取值：BIG：大盘；SMALL：小盘。",
        "list<string>",
        r#""BIG"=大盘; "SMALL"=小盘"#,
    ),
    (
        "Order. Valid values: `asc` (up), `desc` (down, default). Default value: `asc`.",
        "string",
        r#""asc"=up; "desc"=down, default"#,
    ),
    (
        "Format. Valid values: mp4, flv, and hls.",
        "string",
        r#""mp4"=; "flv"=; "hls"="#,
    ),
    ("开关，0：关闭 1：打开", "integer", "0=关闭; 1=打开"),
    ("开关（0关闭，1打开）", "integer", "0=关闭; 1=打开"),
    (
        "状态。-1表示失败，0表示创建中",
        "integer",
        "-1=失败; 0=创建中",
    ),
    ("状态\n0：创建中\n1：可用", "integer", "0=创建中; 1=可用"),
    (
        "Status, which tells when it ends. 0: off; 1: on.",
        "integer",
        "0=off; 1=on",
    ),
    (
        "是否仅查询大盘，1表示查询，0表示不查询",
        "integer",
        "1=查询; 0=不查询",
    ),
    ("输出格式。\n1：图\n2：表", "integer", "1=图; 2=表"),
    (
        "类型:\nA - 大盘\nB - 小盘",
        "string",
        r#""A"=大盘; "B"=小盘"#,
    ),
    (
        "状态。\n0：待定。\n1：处理中，例如：变更。\n-2：停（临时）。",
        "integer",
        "0=待定; 1=处理中，例如：变更; -2=停（临时）",
    ),
    (
        "Type. Valid values: A (one) and B (two).",
        "string",
        r#""A"=one; "B"=two"#,
    ),
    (
        "Type. valid values as follows:\nA: one\nB: two\n.",
        "string",
        r#""A"=one; "B"=two"#,
    ),
    ("Status. 0: off. 1: on.", "integer", "0=off; 1=on"),
    ("类型0-大盘，1-小盘", "integer", "0=大盘; 1=小盘"),
    ("操作符:IN/NOT_IN", "string", r#""IN"=; "NOT_IN"="#),
    (
        "状态（Running/Stopped）",
        "string",
        r#""Running"=; "Stopped"="#,
    ),
    (
        "模式，a为大盘，b为小盘，不填默认为a",
        "string",
        r#""a"=大盘; "b"=小盘"#,
    ),
    (
        "排序，可取值为 NAME，SIZE。\nNAME：名称\nSIZE：大小",
        "string",
        r#""NAME"=名称; "SIZE"=大小"#,
    ),
    (
        "强度。\ndefault: 默认，平衡\nstrong: 较强",
        "string",
        r#""default"=默认，平衡; "strong"=较强"#,
    ),
    ("类型，取值：normal。", "string", r#""normal"="#),
    (
        "类型，取值有：\nBIG：大盘。\n默认值为 BIG。",
        "string",
        r#""BIG"=大盘"#,
    ),
    (
        "操作符\n枚举值：\n>： 大于\n=： 等于",
        "string",
        r#"">"=大于; "="=等于"#,
    ),
    (
        "Mode.\ndefault: the usual one\nfast: a faster one",
        "string",
        r#""default"=the usual one; "fast"=a faster one"#,
    ),
    (
        "Type. Value range:\nBIG: a big disk\nSMALL: a small disk\nDefault value: BIG",
        "string",
        r#""BIG"=a big disk; "SMALL"=a small disk"#,
    ),
];

#[test]
fn whole_enumerations_are_read() {
    for (text, ty, expected) in WHOLE {
        assert_eq!(shown(text, ty), *expected, "{text}");
    }
}

#[test]
fn what_is_not_clear_is_left_out() {
    for (text, ty) in [
        ("大小。取值范围：1-100", "integer"),
        ("类型。取值范围：BIG、SMALL等", "string"),
        (
            "类型。取值：BIG：大盘。SMALL 已经没有。\nTINY：小盘",
            "string",
        ),
        (
            "类型。取值范围：\nBIG：大盘\n还有一种。\nSMALL：小盘",
            "string",
        ),
        ("类型。若为大盘，取值：A、B。", "string"),
        ("时间，取值为任意时间。", "string"),
        ("Valid values: any string without spaces.", "string"),
        ("是否加密。取值：true：加密；false：不加密", "boolean"),
        ("类型。取值：A、A", "string"),
        ("端口，取值范围为[1,100]", "integer"),
        ("类型。0=大盘，1小盘，2=中盘", "integer"),
        ("类型，例如：BIG/SMALL，其它：TINY", "string"),
        ("时间，如0:00, 1:00, 2:00", "integer"),
        ("B 图片的内容。\nbase64 编码后的大小。", "string"),
        ("磁盘名，DiskType=BIG时必传", "string"),
        ("Type (ro: read-only, rw/ha: read-write)", "string"),
        (
            "Name. It can contain digits, underscores (_), dashes (-), and periods (.).",
            "string",
        ),
        (
            "可能的值有 \"A\": 大盘， \"B\": 小盘， \"C\": 中盘",
            "string",
        ),
        ("Ratio\nEnumeration values:\n16:9: 16:9\n4:3: 4:3", "string"),
        ("Progress 0-100. 100: done", "integer"),
        ("类型，取值（big，small）等", "string"),
        (
            "Disk. Valid values: A (one), B (two),\nC (three), D (four).",
            "string",
        ),
        ("方式：A = 一，B = 二。C = 三", "string"),
        ("比例，可选值：[1:1，2:1，default]", "string"),
        ("字段，取值：A, B,\nC", "string"),
        ("文件的地址。文件包含：\ndate：日期\nsize：大小", "string"),
        ("次数，取值有：\n0：不循环\n1：一次\n大于1：循环", "integer"),
    ] {
        assert_eq!(shown(text, ty), "", "{text}");
    }
}
