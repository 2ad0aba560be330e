//! The whole stage: pages as short documents, what they give and what they are told.

mod actions;
mod corpus;
mod findings;
mod hostile;
mod kinds;

use super::testing::document;
use super::{Extraction, extract};
use crate::diagnostic;
use crate::spec::Source;

/// A page with everything that a page has, in the layout of today.
const PAGE: &str = "\
扩容磁盘
最近更新时间：2025-01-02 03:04:05
# 1. 接口描述
# 2. 输入参数
# 示例1 扩容一块磁盘
# 6. 错误码
# 1. 接口描述
接口请求域名： cbs.tencentcloudapi.com 。
本接口 (ResizeDisks) 用于扩容磁盘。
注意：金融区的域名是 cbs.ap-shanghai-fsi.tencentcloudapi.com 。
默认接口请求频率限制：20次/秒。
推荐使用 API Explorer
点击调试
# 2. 输入参数
| 参数名称 | 必选 | 类型 | 描述 |
| Action | 是 | String | 公共参数，本接口取值：ResizeDisks。 |
| Version | 是 | String | 公共参数，本接口取值：2017-03-12。 |
| Region | 是 | String | 公共参数，本接口仅支持其中的: ap-tokyo, ap-seoul 。 |
| DiskIds.N | 是 | Array of String | 磁盘。每次请求的上限为10。⏎示例值：['disk-1'] |
| Size | 否 | Integer | 大小，单位：GB。默认值：20 |
| Placement | 否 | Placement | 位置。 |
# 3. 输出参数
| 参数名称 | 类型 | 描述 |
| Total | Integer | 数量，默认为1。⏎注意：此字段可能返回 null，表示取不到有效值。 |
| RequestId | String | 请求的标识。 |
# 4. 示例
# 示例1 扩容一块磁盘
把一块磁盘扩容。
# 输入示例
```
POST / HTTP/1.1
Host: cbs.tencentcloudapi.com
X-TC-Action: ResizeDisks
<公共请求参数>

{\"DiskIds\": [\"disk-1\"]}
```
# 输出示例
```
{\"Response\": {\"Total\": 1, \"RequestId\": \"r-1\"}}
```
# 5. 开发者资源
# SDK
文字。
# 6. 错误码
| 错误码 | 描述 |
| InvalidDiskId.NotFound | 没有这块磁盘。 |
| InvalidDisk | 磁盘不可用。 |
";

fn extraction(text: &str) -> Extraction {
    extract(
        &document(text),
        Source {
            file: "page.md".into(),
            sha256: "00".into(),
        },
    )
}

/// The findings of a page, one on a line: `line severity code: message (help)`.
fn findings(text: &str) -> Vec<String> {
    let source = diagnostic::Source::new("page.md", text);
    let shown = |finding: diagnostic::Diagnostic| {
        let line = source.position(finding.span.start).line;
        format!(
            "{line} {:?} {}: {}",
            finding.severity, finding.code, finding.message
        )
    };
    extraction(text)
        .diagnostics
        .into_iter()
        .map(shown)
        .collect()
}
