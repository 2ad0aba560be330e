//! Any text as the examples of a page: requests as URLs and as JSON, responses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_codegen::page::Format;

/// Members of the types that parameters of a URL are read as, and nothing else.
const START: &str = "\
## 1. 接口描述
接口请求域名： cvm.tencentcloudapi.com 。
## 2. 输入参数
| 参数名称 | 必选 | 类型 | 描述 |
|---|---|---|---|
| Action | 是 | String | 公共参数，本接口取值：RunInstances。 |
| Name | 否 | String | 名称。 |
| Count | 否 | Integer | 数量。 |
| On | 否 | Boolean | 开关。 |
| Ids.N | 否 | Array of String | 标识。 |
| Filters.N | 否 | Array of Filter | 条件。 |
## 3. 输出参数
| 参数名称 | 类型 | 描述 |
|---|---|---|
| RequestId | String | 标识。 |
## 4. 示例
";

fuzz_target!(|text: &str| {
    let page = format!("{START}{text}");
    tcgen_fuzz::read(page.as_bytes(), Format::Markdown);
});
