//! Pages that are not of one action.

use serde_json::{Value, json};

use super::{extraction, findings};
use crate::extract::Kind;

const DATA_TYPES: &str = "\
数据结构
最近更新时间：2025-01-02 03:04:05
# Disk
一块磁盘。
被如下接口引用：DescribeDisks、ResizeDisks。
| 名称 | 类型 | 描述 |
| DiskId | String | 标识。 |
| Place | Place | 位置。⏎注意：此字段可能返回 null，表示取不到有效值。 |
# Place
位置。
被如下接口引用：ResizeDisks。
| 名称 | 类型 | 必选 | 描述 |
| Zone | String | 是 | 可用区。 |
| Count | Integer | 否 | 数量。默认值：1 |
文档反馈
";

fn spec(text: &str, kind: Kind) -> Value {
    let extraction = extraction(text);
    assert_eq!(extraction.kind, Some(kind));
    assert_eq!(extraction.rows.seen, extraction.rows.understood);
    serde_json::to_value(extraction.spec.unwrap()).unwrap()
}

#[test]
fn data_types_are_read_with_the_actions_that_use_them() {
    assert_eq!(findings(DATA_TYPES), [""; 0]);
    let source = json!({"file": "page.md", "sha256": "00"});
    let expected = json!({"spec": 1, "types": {
        "Disk": {
            "doc": "一块磁盘。",
            "updated": "2025-01-02T03:04:05",
            "members": [
                {"name": "DiskId", "type": "string", "doc": "标识。"},
                {"name": "Place", "type": "Place", "nullable": true,
                 "doc": "位置。\n注意：此字段可能返回 null，表示取不到有效值。"},
            ],
            "source": source,
        },
        "Place": {
            "doc": "位置。",
            "updated": "2025-01-02T03:04:05",
            "members": [
                {"name": "Zone", "type": "string", "required": true, "doc": "可用区。"},
                {"name": "Count", "type": "integer", "default": 1, "doc": "数量。默认值：1"},
            ],
            "source": source,
        },
    }});
    assert_eq!(spec(DATA_TYPES, Kind::DataTypes), expected);
    assert_eq!(
        extraction(DATA_TYPES).used_by,
        ["DescribeDisks", "ResizeDisks"]
    );
}

#[test]
fn a_data_type_can_have_the_name_of_a_section() {
    let page = DATA_TYPES
        .replace("Place", "Output")
        .replace("Disk\n", "Input\n");
    let spec = spec(&page, Kind::DataTypes);
    let names: Vec<_> = spec["types"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Input", "Output"]);
}

#[test]
fn what_is_wrong_with_data_types_is_told() {
    let cases = [
        (
            DATA_TYPES.replace("| 名称 | 类型 | 必选 | 描述 |\n| Zone | String | 是 | 可用区。 |\n| Count | Integer | 否 | 数量。默认值：1 |\n", ""),
            "9 Warning page::no-members: there is no table of the members of `Place`",
        ),
        (
            DATA_TYPES.replace("文档反馈", "另见磁盘。"),
            "15 Warning page::ignored: a text was not used: `另见磁盘。`",
        ),
        (
            DATA_TYPES.replace("# Place\n", "# Disk\n"),
            "9 Warning page::duplicate-type: `Disk` is described twice, and differently",
        ),
        (
            DATA_TYPES.replace("# Place\n位置。\n", "位置。\n"),
            "11 Error page::several-tables: 2 tables could be the one of the members of `Disk`; expected one",
        ),
    ];
    for (page, expected) in cases {
        assert!(
            findings(&page).contains(&expected.to_owned()),
            "{expected}: {:?}",
            findings(&page)
        );
    }
}

#[test]
fn common_parameters_are_read_with_the_regions() {
    let page = "\
# 公共参数
每个请求都有。
# 签名方法 v3
| 参数名称 | 类型 | 必选 | 描述 |
| X-TC-Action | String | 是 | 动作。 |
| X-TC-Region | String | - | 地域。 |
# 签名方法 v1
| 参数名称 | 必选 | 类型 | 描述 |
| Action | 是 | 动作。 | String |
# 地域列表
| 区域 | 取值 |
| 亚太东北（东京） | ap-tokyo |
| 全部 | * |
";
    assert_eq!(
        findings(page),
        [
            "6 Warning page::yes-no-missing: the row of `X-TC-Region` does not say whether it is required; expected 是 or 否, Yes or No",
            "9 Warning page::row-repaired: two cells stand in the column of each other",
            "13 Warning page::bad-region: `*` is not a region; expected a word such as `ap-tokyo`",
        ]
    );
    let page = page.replace("| 全部 | * |\n", "");
    let expected = json!({
        "spec": 1,
        "common_parameters": [
            {"name": "X-TC-Action", "type": "string", "required": true, "doc": "动作。"},
            {"name": "X-TC-Region", "type": "string", "doc": "地域。"},
            {"name": "Action", "type": "string", "required": true, "doc": "动作。"},
        ],
        "regions": [{"value": "ap-tokyo", "doc": "亚太东北（东京）"}],
    });
    assert_eq!(spec(&page, Kind::CommonParameters), expected);
}

#[test]
fn common_error_codes_add_up() {
    let page = "\
# 公共错误码
| 错误码 | 说明 |
| InternalError | 内部错误。 |
# 业务错误码
| 错误码 | 说明 |
| InternalError | 请重试。 |
| InternalError | 内部错误。 |
| InvalidDisk | 磁盘不可用。 |
";
    assert_eq!(findings(page), [""; 0]);
    let expected = json!({"spec": 1, "errors": [
        {"code": "InternalError", "doc": "内部错误。\n请重试。"},
        {"code": "InvalidDisk", "doc": "磁盘不可用。"},
    ]});
    assert_eq!(spec(page, Kind::CommonErrors), expected);
}

/// The header of private clouds: `参数名称 必选 允许NULL 类型 描述`.
#[test]
fn pages_of_private_clouds_have_a_column_for_null() {
    let page = super::PAGE
        .replace(
            "| 参数名称 | 必选 | 类型 | 描述 |",
            "| 参数名称 | 必选 | 允许NULL | 类型 | 描述 |",
        )
        .replace("| 是 | String | 公共", "| 是 | 否 | String | 公共")
        .replace("| DiskIds.N | 是 |", "| DiskIds.N | 是 | 否 |")
        .replace("| Size | 否 | Integer |", "| Size | 否 | 是 | Int64 |")
        .replace(
            "| Placement | 否 | Placement |",
            "| Placement | 否 | 否 | Bool |",
        );
    assert_eq!(findings(&page), [""; 0]);
    let request = &extraction(&page).spec.unwrap().actions["ResizeDisks"].request;
    let read: Vec<_> = request
        .iter()
        .map(|m| (m.name.as_str(), m.ty.to_string(), m.required, m.nullable))
        .collect();
    assert_eq!(
        read,
        [
            ("DiskIds", "list<string>".to_owned(), true, false),
            ("Size", "integer".to_owned(), false, true),
            ("Placement", "boolean".to_owned(), false, false),
        ]
    );

    // The words can be missing: in all cells, or with the cells.
    for (full, without) in [
        ("| 否 | 是 | Int64 |", "| | | Int64 |"),
        ("| 否 | 是 | Int64 |", "| 是 | Int64 |"),
        ("| 否 | 是 | Int64 |", "| Int64 |"),
    ] {
        let page = page.replace(full, without);
        assert_eq!(
            findings(&page),
            [
                "20 Warning page::yes-no-missing: the row of `Size` does not say whether it is required; expected 是 or 否, Yes or No"
            ]
        );
    }
}
