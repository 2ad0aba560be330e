use serde_json::{Value, json};

use super::{PAGE, extraction, findings};

/// The spec of a page as JSON.
fn spec(text: &str) -> Value {
    let extraction = extraction(text);
    let spec = extraction
        .spec
        .unwrap_or_else(|| panic!("{:?}", extraction.diagnostics));
    serde_json::to_value(spec).unwrap()
}

#[test]
fn a_page_of_today_is_read_without_a_finding() {
    assert_eq!(findings(PAGE), [""; 0]);
    let expected = json!({
        "spec": 1,
        "service": "cbs",
        "version": "2017-03-12",
        "endpoint": "cbs.tencentcloudapi.com",
        "actions": {"ResizeDisks": {
            "title": "扩容磁盘",
            "doc": "本接口 (ResizeDisks) 用于扩容磁盘。\n注意：金融区的域名是 cbs.ap-shanghai-fsi.tencentcloudapi.com 。",
            "updated": "2025-01-02T03:04:05",
            "rate_limit": 20,
            "region": "required",
            "regions": ["ap-tokyo", "ap-seoul"],
            "request": [
                {"name": "DiskIds", "type": "list<string>", "required": true, "example": ["disk-1"], "max_items": 10,
                 "doc": "磁盘。每次请求的上限为10。"},
                {"name": "Size", "type": "integer", "default": 20, "doc": "大小，单位：GB。默认值：20"},
                {"name": "Placement", "type": "Placement", "doc": "位置。"},
            ],
            "response": [
                {"name": "Total", "type": "integer", "nullable": true,
                 "doc": "数量，默认为1。\n注意：此字段可能返回 null，表示取不到有效值。"},
                {"name": "RequestId", "type": "string", "doc": "请求的标识。"},
            ],
            "errors": [
                {"code": "InvalidDiskId.NotFound", "doc": "没有这块磁盘。"},
                {"code": "InvalidDisk", "doc": "磁盘不可用。"},
            ],
            "examples": [{
                "title": "扩容一块磁盘",
                "doc": "把一块磁盘扩容。",
                "request": {"DiskIds": ["disk-1"]},
                "response": {"Total": 1, "RequestId": "r-1"},
            }],
            "source": {"file": "page.md", "sha256": "00"},
        }},
    });
    assert_eq!(spec(PAGE), expected);
}

/// The layout of 2018: no domain, errors before examples, parts of examples under headings that elsewhere announce
/// parameters.
const OLD_PAGE: &str = "\
# 1. API Description
This API (ResizeDisks) is used to resize disks.
A maximum of 5 requests can be initiated per second for this API.
# 2. Request Parameters
| Parameter Name | Type | Required | Description |
| Action | String | Yes | Common parameter; the name of this API: ResizeDisks |
| Version | String | Yes | Common parameter; the version of this API: 2017-03-12 |
| Region | String | No | Common parameter; this parameter is not required for this API. |
| DiskIds.N | Array of String | Yes | The disks. |
| Size | Integer | No | The size. |
# 3. Response Parameters
| Parameter Name | Type | Description |
| RequestId | String | The ID of the request. |
# 4. Error Codes
There are no error codes related to this API.
# 5. Examples
# Example 1: Two disks
# Scenario Description
Two disks become larger.
# Request Parameters
```
https://cbs.tencentcloudapi.com/?Action=ResizeDisks
&DiskIds.0=disk-1
&DiskIds.1=disk-2
&Size=20
&<Common request parameters>
```
# Response Parameters
```
{\"RequestId\": \"r-1\"}
```
";

#[test]
fn a_page_of_2018_is_read_without_a_finding() {
    assert_eq!(findings(OLD_PAGE), [""; 0]);
    let spec = spec(OLD_PAGE);
    let action = &spec["actions"]["ResizeDisks"];
    assert_eq!(spec["service"], "cbs");
    assert_eq!(spec["endpoint"], "cbs.tencentcloudapi.com");
    assert_eq!(action["title"], Value::Null);
    assert_eq!(
        action["doc"],
        "This API (ResizeDisks) is used to resize disks."
    );
    assert_eq!(action["rate_limit"], 5);
    assert_eq!(action["region"], "unused");
    assert_eq!(action["request"][0]["required"], true);
    assert_eq!(action["errors"], Value::Null);
    let example = json!({
        "title": "Two disks",
        "doc": "Two disks become larger.",
        "request": {"DiskIds": ["disk-1", "disk-2"], "Size": 20},
        "response": {"RequestId": "r-1"},
    });
    assert_eq!(action["examples"], json!([example]));
}

#[test]
fn order_and_numbers_of_sections_do_not_count() {
    let (start, errors) = PAGE.split_at(PAGE.find("# 6. 错误码\n| ").unwrap());
    let moved = start.replace(
        "# 4. 示例\n",
        &format!("{}# 9. 示例\n", errors.replace("6. ", "")),
    );
    assert_eq!(spec(&moved), spec(PAGE));
}

#[test]
fn a_table_of_contents_at_the_end_changes_nothing() {
    let contents = "# 1. 接口描述\n# 2. 输入参数\n# 3. 输出参数\n# 4. 示例\n# 示例1 扩容一块磁盘\n# 6. 错误码\n这篇文档有帮助吗？";
    assert_eq!(spec(&format!("{PAGE}{contents}")), spec(PAGE));
    assert_eq!(findings(&format!("{PAGE}{contents}")), [""; 0]);
}

#[test]
fn an_example_needs_no_text() {
    let page = PAGE.replace("把一块磁盘扩容。\n", "");
    assert_eq!(findings(&page), [""; 0]);
    assert_eq!(
        spec(&page)["actions"]["ResizeDisks"]["examples"][0]["title"],
        "扩容一块磁盘"
    );
}

#[test]
fn the_service_comes_from_the_domain_else_the_example_else_the_link() {
    let no_domain = PAGE
        .replace("接口请求域名： cbs.tencentcloudapi.com 。\n", "")
        .replace(" cbs.ap-shanghai-fsi.tencentcloudapi.com", "");
    assert_eq!(
        spec(&no_domain.replace("Host: cbs", "Host: vod"))["service"],
        "vod"
    );
    let nothing = no_domain.replace("Host: cbs.tencentcloudapi.com\n", "");
    let link = "→ https://console.cloud.tencent.com/api/explorer?Product=live&Version=2018-08-01&Action=ResizeDisks\n";
    let linked = nothing.replace("点击调试\n", &format!("{link}点击调试\n"));
    assert_eq!(spec(&linked)["service"], "live");
    assert_eq!(spec(&nothing)["service"], Value::Null);
    assert!(findings(&nothing)[0].contains("page::service-unknown"));
}

#[test]
fn the_international_domain_has_the_same_service() {
    let page = PAGE.replace(
        "域名： cbs.tencentcloudapi.com",
        "域名： cbs.intl.tencentcloudapi.com",
    );
    assert_eq!(spec(&page)["service"], "cbs");
    assert_eq!(spec(&page)["endpoint"], "cbs.intl.tencentcloudapi.com");
}

#[test]
fn the_words_around_the_title_are_no_title() {
    let page = |front: &str| PAGE.replace("扩容磁盘\n最近更新时间：2025-01-02 03:04:05\n", front);
    let cases = [
        (
            "文档中心>云硬盘>扩容磁盘\n扩容\n我的收藏\n最近更新时间：2025-01-02 03:04:05\n",
            json!("扩容"),
        ),
        (
            "# 扩容\n最近更新时间：2025-01-02 03:04:05\n微信扫一扫\n",
            json!("扩容"),
        ),
        (
            "# ResizeDisks\nLast updated: 2025-01-02 03:04:05\n",
            json!("ResizeDisks"),
        ),
        ("# 扩容\n", json!("扩容")),
        ("当前位置：云硬盘 > 扩容\n操作\n", Value::Null),
        ("# 前言\n文字。\n# 准备\n", Value::Null),
        ("", Value::Null),
    ];
    for (front, expected) in cases {
        assert_eq!(
            spec(&page(front))["actions"]["ResizeDisks"]["title"],
            expected,
            "{front}"
        );
    }
}

#[test]
fn rates_are_stated_in_many_wordings() {
    for wording in [
        "接口调用频率限制为：7次/秒，420次/分钟。",
        "A maximum of 7 requests can be initiated per second for this API.",
        "Default API request rate limit: 7 requests/second.",
        "Default API request frequency limit: 7 times/second.",
        "Default request rate limit: 7/sec.",
    ] {
        let spec = spec(&PAGE.replace("默认接口请求频率限制：20次/秒。", wording));
        let action = &spec["actions"]["ResizeDisks"];
        assert_eq!(action["rate_limit"], 7, "{wording}");
        assert_eq!(
            action["doc"].as_str().map(|doc| doc.contains('7')),
            Some(false),
            "{wording}"
        );
    }
}

#[test]
fn the_name_can_stand_elsewhere_than_in_its_row() {
    let row = "| Action | 是 | String | 公共参数，本接口取值：ResizeDisks。 |\n";
    assert!(
        spec(&PAGE.replace(row, ""))["actions"]
            .get("ResizeDisks")
            .is_some()
    );
}

#[test]
fn an_action_can_be_deprecated() {
    let page = PAGE.replace(
        "用于扩容磁盘。",
        "用于扩容磁盘。\n该接口已废弃，请使用其他接口。",
    );
    assert_eq!(spec(&page)["actions"]["ResizeDisks"]["deprecated"], true);
}
