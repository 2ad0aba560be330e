use serde_json::json;

use super::*;
use crate::facts::values;

fn found(text: &str, ty: &str) -> Option<Value> {
    let ty = ty.parse().unwrap();
    find(text, &ty, &values::find(text, &ty))
}

#[test]
fn finds_what_is_stated_in_chinese() {
    let cases = [
        ("页大小。默认值：20", "integer", json!(20)),
        ("页大小，默认取 20。", "integer", json!(20)),
        ("页大小，默认大小为20", "integer", json!(20)),
        ("阈值，不填默认为 100 分。", "integer", json!(100)),
        ("偏移量，默认从0开始", "integer", json!(0)),
        ("偏移量，不填代表0。", "integer", json!(0)),
        ("开关，默认0表示关闭，1表示打开", "integer", json!(0)),
        ("业务，默认不填为0，使用默认策略", "string", json!("0")),
        ("时长。默认5分钟", "integer", json!(5)),
        ("大小，默认为1,000", "integer", json!(1000)),
        ("页大小，默认为20，最大值为100", "integer", json!(20)),
        ("偏移量默认为0", "integer", json!(0)),
        ("偏移量，默认0", "integer", json!(0)),
        ("页大小（默认10）", "integer", json!(10)),
        ("页大小，默认取值为`20`。", "integer", json!(20)),
        ("页大小，默认是10条", "integer", json!(10)),
        ("个数，不传则默认为1。", "integer", json!(1)),
        ("个数。若不指定该参数，默认为1。", "integer", json!(1)),
        ("端口。默认值：**80**，表示网页。", "integer", json!(80)),
        ("时长，单位：秒，默认值为60s", "integer", json!(60)),
        ("时长（秒），默认60秒。", "integer", json!(60)),
        ("比例。缺省值：0.5", "float", json!(0.5)),
        ("默认值：false", "boolean", json!(false)),
        ("默认为 FALSE（不加密）。", "boolean", json!(false)),
        ("是否加密，默认为否", "boolean", json!(false)),
        (
            "盘的名称。不传则默认为“无名盘”。",
            "string",
            json!("无名盘"),
        ),
        ("顺序，默认 desc", "string", json!("desc")),
        ("顺序。默认取值\"asc\"", "string", json!("asc")),
        ("时间，默认为2020-01-01。", "date", json!("2020-01-01")),
        ("标签。默认值：[]", "list<string>", json!([])),
    ];
    for (text, ty, expected) in cases {
        assert_eq!(found(text, ty), Some(expected), "{text}");
    }
}

#[test]
fn finds_what_is_stated_in_english() {
    let cases = [
        ("Page size, default 20.", "integer", json!(20)),
        ("Limit, 20 by default.", "integer", json!(20)),
        (
            "Limit. If left empty, 20 will be used by default.",
            "integer",
            json!(20),
        ),
        (
            "Limit. Default value: 20 if left empty.",
            "integer",
            json!(20),
        ),
        (
            "Interval in seconds. If not specified, the default frame interval is 1 second.",
            "integer",
            json!(1),
        ),
        (
            "Whether to kill. Optional. false by default",
            "boolean",
            json!(false),
        ),
        (
            "Type: BIG, SMALL. If it is left empty, BIG is used.",
            "string",
            json!("BIG"),
        ),
        (
            "Host. Default value: ${host}. At most 10.",
            "string",
            json!("${host}"),
        ),
        (
            "Number of disks. Default value: 20. Maximum value: 100",
            "integer",
            json!(20),
        ),
        (
            "Page size. It defaults to 20. The maximum is 100.",
            "integer",
            json!(20),
        ),
        (
            "Page size. The default value is 20 and the maximum value is 100.",
            "integer",
            json!(20),
        ),
        ("Page size (default: 10)", "integer", json!(10)),
        (
            "Size. If not specified, the default value is 1.",
            "integer",
            json!(1),
        ),
        ("Whether to encrypt. Default: No.", "boolean", json!(false)),
        (
            "Whether to encrypt. It is `false` by default.",
            "boolean",
            json!(false),
        ),
        (
            "Timeout in seconds. Default value: 30 seconds.",
            "integer",
            json!(30),
        ),
        (
            "Order. Valid values: asc, desc. Default value: desc",
            "string",
            json!("desc"),
        ),
        (
            "Charge type. Default value: POSTPAID.",
            "string",
            json!("POSTPAID"),
        ),
        ("Format. Default value: `mp4`.", "string", json!("mp4")),
    ];
    for (text, ty, expected) in cases {
        assert_eq!(found(text, ty), Some(expected), "{text}");
    }
}

#[test]
fn what_is_not_certain_is_no_default() {
    let cases = [
        ("默认安全组的标识。", "string"),
        ("默认为空", "string"),
        ("默认DB", "string"),
        (
            "名称，可含 {a,b}：b表示位数，取值范围为 [0,8]，默认值 0表示不限",
            "string",
        ),
        ("默认为当前时间。", "string"),
        ("默认为关闭", "boolean"),
        ("默认不加密", "boolean"),
        ("当类型为A时，默认为20", "integer"),
        ("甲型默认值为900，乙型默认值为300", "integer"),
        ("类型。甲型默认值为900。", "integer"),
        ("时长。默认5分钟，最大1小时", "integer"),
        ("时长，单位：秒。默认5分钟", "integer"),
        ("默认为1或2", "integer"),
        ("默认为1.5", "integer"),
        ("页大小，默认20。若为大盘，默认为50。", "integer"),
        ("Default value: the current time.", "string"),
        ("Default value: None.", "string"),
        ("Default value: all regions.", "string"),
        ("If the disk is large, the default value is 20.", "integer"),
        ("The default is 20 for large disks.", "integer"),
        ("The default project", "integer"),
        ("It is enabled by default.", "string"),
        ("默认值：disk-1", "list<string>"),
    ];
    for (text, ty) in cases {
        assert_eq!(found(text, ty), None, "{text}");
    }
}

#[test]
fn a_value_can_be_marked_as_the_default() {
    let cases = [
        ("0：关闭（默认）；1：打开", "integer", json!(0)),
        ("开关。\n1：关闭（默认值）；\n2：打开", "integer", json!(1)),
        ("开关，0关闭，1打开（默认）", "integer", json!(1)),
        (
            "类型：\nBIG: (默认)大盘\nSMALL: 小盘",
            "string",
            json!("BIG"),
        ),
        (
            "true：加密。\nfalse：不加密（默认值）。",
            "boolean",
            json!(false),
        ),
        ("false=不加密（默认），true=加密", "boolean", json!(false)),
        ("false（默认）：不加密\ntrue：加密", "boolean", json!(false)),
        ("0: add (default); 1: insert", "integer", json!(0)),
        ("0: off (default) 1: on", "integer", json!(0)),
        ("0 (default): off\n1: on", "integer", json!(0)),
        ("Values: ext4 (default) and xfs.", "string", json!("ext4")),
        ("All(全部，默认)、None(没有)", "string", json!("All")),
        ("None(没有)、All(全部，默认)", "string", json!("All")),
        (
            "顺序，默认逆序。\n0：逆序。\n1：正序。",
            "integer",
            json!(0),
        ),
        (
            "Order. \"DESC\" - falling; \"ASC\" - rising. Default is falling.",
            "string",
            json!("DESC"),
        ),
        (
            "Type: \"big\" (default) / \"small\"",
            "string",
            json!("big"),
        ),
        (
            "Language. Valid values: Chinese (default), English.",
            "string",
            json!("Chinese"),
        ),
    ];
    for (text, ty, expected) in cases {
        assert_eq!(found(text, ty), Some(expected), "{text}");
    }
    for (text, ty) in [
        ("0：关闭（默认），1：打开（默认）", "integer"),
        (
            "Order: asc (rising), desc (falling). Default: other.",
            "string",
        ),
        ("类型，大盘（默认）、小盘", "string"),
        ("The biggest disk (default)", "string"),
        (
            "Mode.\nDEFAULT: the usual one\nFAST: a faster one",
            "string",
        ),
    ] {
        assert_eq!(found(text, ty), None, "{text}");
    }
}

#[test]
fn very_many_statements_are_about_no_one_value() {
    let repeated = |times| found(&"默认值：1。".repeat(times), "integer");
    assert_eq!((repeated(32), repeated(33)), (Some(json!(1)), None));
}
