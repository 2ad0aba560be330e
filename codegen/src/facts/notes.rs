//! Notes that a description holds beside its text: `注意：此字段可能返回 null，表示取不到有效值。`

use crate::pattern::patterns;

patterns! {
    /// What every note on null holds.
    ANY_NULL = r"(?i)null";
    /// What every note on deprecation holds, in some form; few descriptions do.
    ANY_DEPRECATED = r"(?i)废弃|弃用|废用|过时|不再使用|不再维护|不推荐|不建议|deprecated|disused|discontinued|abandoned|obsolete|no longer";
    /// `此字段可能返回 null`, `This field may return null, indicating …`, `Note: Null means no valid values`
    NULLABLE = r"(?i)(?:可能|将)(?:会)?返回(?:为|空值)?\s*[`‘'“]?null|可能为\s*[`‘']?null|\b(?:may|might|can|could|will)(?: always)? (?:be|return)[\s·]*[`‘'\x22]?null|\bnull (?:means|indicates) (?:that )?no valid value|\b(?:may|can) be returned as null|return value may be null|\bnull may be returned|\bthe value is null (?:if|when)\b";
    /// A first line that says it: `已废弃`, `（已弃用）`, `该字段已废弃，请使用…`, `待废弃,使用…`
    DEPRECATED_LINE = r"(?i)^(?P<before>[^：:、;；0-9]*?)(?:^|[（(【\[,，。;；:：\s])\s*(?:(?:该|此|本)(?:字段|参数|接口|功能))?\s*(?:目前|已经?|即将|将|计划|逐步|后面|后续|会|在|待)*(?:被)?(?:废弃|弃用|废用|过时)(?:$|中|[）)】\]，,。；;：:\s]|请|不|建议|推荐|使用|参数|字段)";
    /// The same in English: `Deprecated.`, `(deprecated)`, `(Disused)`
    DEPRECATED_EN = r"(?i)(?:^|[(\[.;,]\s*|\n)(?:this (?:field|parameter|api|action) (?:is|has been|will be) )?(?:disused and )?(?:already )?deprecated\b\s*(?:[)\].,;:\n]|$|and\b|please\b|since\b|use\b|in favou?r)|[(\[]disused[)\]]|^disused\b";
    /// A statement of its own anywhere: `该参数已废弃`, `此字段即将下线`, `该字段已不推荐使用`, `字段已废弃`, `已废弃该字段`, `后续将废弃此参数`
    DEPRECATED_STATEMENT = r"(?m)(?:(?:该|此|本)(?:返回)?(?:字段|参数|入参|接口|值)|(?:^|[（(，。])(?:字段|参数))(?:目前|已经?|即将|将|计划|逐步|后面|后续|会|在|待)*(?:被)?(?:废弃|弃用|废用|过时|不再使用|不再维护|不推荐使用|不建议使用)|(?:已|将)(?:废弃|弃用)(?:该|此|本)(?:字段|参数)|。(?:待|已|即将)(?:被)?(?:废弃|弃用)[，,][ ]?(?:请|建议|推荐)?(?:使用|改用|切换)|^(?:已)?(?:废弃|弃用)[。]?$";
    /// The same in English: `This parameter has been disused.`, `This field will be deprecated soon`, `To be deprecated.`
    DEPRECATED_STATEMENT_EN = r"(?im)\b(?:this|the [a-z]+) (?:input )?(?:field|parameter|api) (?:(?:is|has been|will be|is to be)(?: being)?(?: soon)? (?:disused|deprecated|discontinued|abandoned|obsolete)|is (?:a [a-z ]{1,40} and is )?no longer (?:used|maintained|recommended))\b|^\[?deprecated(?: field)?\]?\.?$|^to be deprecated\b|\babout to be deprecated\b";
    /// The end of a first line of one sentence: `Name of the file, which has been deprecated.`
    DEPRECATED_CLAUSE_EN = r"(?i)^[^.:;]*, which (?:is|has been) (?:deprecated|disused)\b";
    /// `（不推荐，使用新字段替代）磁盘的类型`: not recommended is as much as deprecated when it names what to use instead.
    REPLACED = r"^[（(【\[]?不(?:推荐|建议)(?:使用)?[，,]\s*(?:请|建议|推荐)?使用|[（(]不(?:推荐|建议)使用[，,]?[^）)]*[)）]$";
    /// A line that starts an object: `{`, `{"Size": 20}`
    STRUCTURE = r"(?m)^[ \t]*\{|[：:][ \t]*\{\}?[ \t]*$";
}

/// Whether a string holds JSON: what its description says of values is about something in it.
pub(super) fn is_structure(doc: &str) -> bool {
    STRUCTURE.is_match(doc)
}

/// Whether a response can hold `null` instead of a value.
pub(super) fn is_nullable(doc: &str) -> bool {
    ANY_NULL.is_match(doc) && NULLABLE.is_match(doc)
}

/// Whether a description says that what it describes should no longer be used. A word about one of several values
/// (`1：高级（已废弃）`) says nothing about the member.
pub(crate) fn is_deprecated(doc: &str) -> bool {
    if !ANY_DEPRECATED.is_match(doc) {
        return false;
    }
    let first = doc.lines().next().unwrap_or_default();
    DEPRECATED_LINE.is_match(first)
        || DEPRECATED_EN.is_match(first)
        || DEPRECATED_CLAUSE_EN.is_match(first)
        || REPLACED.is_match(first)
        || DEPRECATED_STATEMENT.is_match(doc)
        || DEPRECATED_STATEMENT_EN.is_match(doc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_noted_in_many_wordings() {
        for text in [
            "状态。\n注意：此字段可能返回 null，表示取不到有效值。",
            "State. Note: this field may return `null`, indicating that nothing was found.",
            "State. Note: this field may return·null.",
            "State. It may be null.",
            "A state that will always return null.",
        ] {
            assert!(is_nullable(text), "{text}");
        }
        assert!(!is_nullable("为 null 时不修改。"));
    }

    #[test]
    fn json_is_a_structure() {
        assert!(is_structure("参数，格式如下：\n{\n\"Size\": 20\n}"));
        assert!(!is_structure("路径，默认为 ${path}"));
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
            "该入参将逐步弃用，可改为新参数",
            "目前在废弃中，建议使用新参数",
            "磁盘的类型，此字段后面会弃用",
            "磁盘的类型。取值范围：[1,3]。待废弃,使用新参数",
            "磁盘的类型。\n该参数已废用",
            "磁盘的类型。\n单位：无\ndeprecated",
            "字段已废弃，磁盘的类型",
            "磁盘的类型。后续将废弃此参数",
            "Name of the disk, which has been deprecated.",
            "To be deprecated. Type of the disk",
            "（不推荐，使用 Disks 替代）磁盘的类型",
            "Deprecated. Use DiskType instead.",
            "Type of the disk (deprecated)",
            "This parameter has been deprecated.",
            "Type of the disk; deprecated; null returned by default",
            "(Disused) Type of the disk",
            "Type of the disk (disused)",
            "Type of the disk. This parameter will be disused soon.",
        ] {
            assert!(is_deprecated(text), "{text}");
        }
        for text in [
            "磁盘的类型。0：普通；1：高级（已废弃）",
            "废弃磁盘的数量",
            "类型。取值有：\nBIG：大盘；\nSMALL：小盘，待废弃，使用 BIG 代替。",
            "磁盘的类型，不推荐同时使用多种",
            "The number of deprecated disks",
            "Whether to list deprecated disks.",
            "Type of the disk.\nBIG (disused): a big one",
        ] {
            assert!(!is_deprecated(text), "{text}");
        }
    }
}
