//! Notes that a description holds beside its text: `注意：此字段可能返回 null，表示取不到有效值。`

use crate::pattern::patterns;

patterns! {
    /// `此字段可能返回 null`, `This field may return null, indicating …`, `Note: Null means no valid values`
    NULLABLE = r"(?i)可能(?:会)?返回\s*[`‘']?null|\b(?:may|might|can) (?:be|return)\s*[`‘'\x22]?null|\bnull (?:means|indicates) (?:that )?no valid value";
    /// A first line that says it: `已废弃`, `（已弃用）`, `该字段已废弃，请使用…`, `Deprecated.`, `(deprecated)`
    DEPRECATED_LINE = r"(?i)^(?P<before>[^：:、;；0-9]*?)(?:^|[（(【\[,，。;；:：\s])\s*(?:(?:该|此|本)(?:字段|参数|接口|功能))?\s*(?:已经?|即将|将|计划)*(?:被)?(?:废弃|弃用|过时)(?:$|[）)】\]，,。；;：:\s]|请|不|建议|推荐|使用|参数|字段)";
    /// The same in English.
    DEPRECATED_EN = r"(?i)(?:^|[(\[.;,]\s*|\n)(?:this (?:field|parameter|api|action) (?:is|has been|will be) )?(?:disused and )?(?:already )?deprecated\b\s*(?:[)\].,;:\n]|$|and\b|please\b|since\b|use\b|in favou?r)";
    /// A statement of its own anywhere: `该参数已废弃`, `此字段即将下线`
    DEPRECATED_STATEMENT = r"(?:该|此|本)(?:字段|参数|接口)(?:已经?|即将|将|计划)*(?:被)?(?:废弃|弃用|过时|不再使用|不再维护)";
}

/// Whether a response can hold `null` instead of a value.
pub(super) fn is_nullable(doc: &str) -> bool {
    NULLABLE.is_match(doc)
}

/// Whether a description says that what it describes should no longer be used. A word about one of several values
/// (`1：高级（已废弃）`) says nothing about the member.
pub(crate) fn is_deprecated(doc: &str) -> bool {
    let first = doc.lines().next().unwrap_or_default();
    DEPRECATED_LINE.is_match(first)
        || DEPRECATED_EN.is_match(first)
        || DEPRECATED_STATEMENT.is_match(doc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_noted_in_many_wordings() {
        for text in [
            "状态。\n注意：此字段可能返回 null，表示取不到有效值。",
            "State. Note: this field may return `null`, indicating that nothing was found.",
            "State. It may be null.",
        ] {
            assert!(is_nullable(text), "{text}");
        }
        assert!(!is_nullable("为 null 时不修改。"));
    }

    #[test]
    fn deprecation_is_a_statement_about_the_member() {
        for text in [
            "已废弃",
            "（已弃用）磁盘的类型",
            "磁盘的类型（已废弃）",
            "已废弃，请使用 DiskType",
            "磁盘的类型，已经弃用，请使用新参数",
            "磁盘的类型。\n该字段已废弃。",
            "Deprecated. Use DiskType instead.",
            "Type of the disk (deprecated)",
            "This parameter has been deprecated.",
            "Type of the disk; deprecated; null returned by default",
        ] {
            assert!(is_deprecated(text), "{text}");
        }
        for text in [
            "磁盘的类型。0：普通；1：高级（已废弃）",
            "废弃磁盘的数量",
            "The number of deprecated disks",
            "Whether to list deprecated disks.",
        ] {
            assert!(!is_deprecated(text), "{text}");
        }
    }
}
