//! `默认值：20`, `It defaults to 20.`

mod marked;
mod value;

use regex::Regex;
use serde_json::Value;

use self::value::{read, read_whole};
use super::statement::{Statement, statements};
use crate::pattern::patterns;
use crate::spec::{KnownValue, TypeRef};

patterns! {
    /// What every statement of a default holds, in some form; few descriptions do.
    ANY = r"(?i)默认|缺省|default|不填|不传|未填|不指定|不设置|empty|blank|\bnot (?:specified|passed|set|provided)";
    /// `默认值：20`, `默认为20`, `默认取值为20`, `默认是20`, `缺省值：20`, `默认20`, `默认取 20`, `默认不填为20`, `默认该参数为20`
    ZH = r"(?:默认|缺省)(?:情况下|不填写?|不传|该参数|(?:的)?(?:大小|数量|条数|个数))?(?:取值|值|数值)?[ \t]*(?P<copula>(?:取值)?(?:为|是|：|:|设为|设置为|等于|取|填)(?:取值为)?[：:]?)?[ \t]*";
    /// `默认从0开始`
    ZH_FROM = r"默认从[ ]?(?P<value>\d+)[ ]?开始";
    /// `不填代表0`, `为空时为 0`, `不传表示 false`
    ZH_UNSET = r"(?:不填写?|不传|未填|不指定|不设置)(?:时|则|，|,|[ ])*(?:代表|表示|为|视为|则为|是)[ ]?";
    /// `Default value: 20`, `The default value is 20`, `it defaults to 20`, `(default: 20)`
    EN = r"(?i)\bdefaults?(?: value)?[ \t]*(?P<copula>is|to|:|：|=)(?: set to| to)?[ \t]*";
    /// `If not specified, the default frame interval is 20.`
    EN_NOUN = r"(?i)\b(?:if|when) (?:it is )?(?:not (?:specified|set)|left (?:empty|blank)), the default (?:[a-z]+ ){1,2}(?:is|will be)[ ]";
    /// `Page size, default 20.`, `default value 20`, `default false`
    EN_BARE = r"(?i)\bdefault(?: value)?[ ]+(?P<value>-?[\d.,]+\d|\d|true|false)\b";
    /// `a number with a default value of 20`
    EN_OF = r"(?i)\bwith a default(?: value)? of[ ](?P<value>[`\x22']?[A-Za-z0-9_.-]*[A-Za-z0-9][`\x22']?)[.,;]?(?:\s|$)";
    /// `The value is 20 by default.`, `20 by default`, `false is used by default`, `Use cbcs by default`
    EN_AFTER = r"(?i)(?:\b(?:is|to|are|use)[ \t]+|^|\n|[,;(:.][ ]|\b(?:if|when) (?:(?:this (?:parameter|field)|it) is )?(?:left )?(?:empty|blank|not specified),[ ])(?P<value>[`\x22']?[A-Za-z0-9_.-]+[`\x22']?)[ \t]+(?:(?:is|will be) (?:used|selected)[ ])?by default";
    /// The words of a clause.
    MEANING = r"^[^，。；、,.;（(\n]+";
    /// `If it is left empty, 20 is used.`
    EN_UNSET = r"(?i)\b(?:if|when) (?:(?:this (?:parameter|field)|it) is )?(?:left (?:empty|blank)|empty|not (?:specified|passed(?: in)?|set|provided)),?[ ](?P<value>[`\x22']?[A-Za-z0-9_.-]+[`\x22']?)[ ](?:is|will be) used\b";
}

/// The default, when all statements of one agree and hold always.
///
/// It is one of the documented values, when there are some: a text that is none of them is what one of them means.
pub(super) fn find(doc: &str, ty: &TypeRef, values: &[KnownValue]) -> Option<Value> {
    let mut default = None;
    for stated in all(doc, ty, values) {
        match (stated, &default) {
            (None, _) => return None,
            (Some(value), Some(known)) if value != *known => return None,
            (value, _) => default = value,
        }
    }
    default
}

/// What each statement says; `None` for one that says something else than a value that always holds.
fn all(doc: &str, ty: &TypeRef, values: &[KnownValue]) -> Vec<Option<Value>> {
    let mut stated = Vec::new();
    if !ANY.is_match(doc) {
        return stated;
    }
    for statement in statements(doc, &ZH) {
        let has_copula = !statement.part("copula").is_empty();
        let value = stated_value(statement.rest, doc, ty, values, true);
        // 默认安全组 is a noun, 默认关闭 says no value: only a copula makes it a statement of one.
        if has_copula || (value.is_some() && !is_name(&statement, doc, ty)) {
            let is_inside = *ty == TypeRef::String && statement.is_about_number();
            stated.push(value.filter(|_| statement.is_certain() && !is_inside));
        }
    }
    for statement in statements(doc, &ZH_UNSET) {
        // `不填表示全部` says no value.
        let value = read(statement.rest, doc, ty, false);
        stated.extend(value.filter(|_| statement.is_certain()).map(Some));
    }
    for phrase in [&*EN, &*EN_NOUN] {
        for statement in statements(doc, phrase) {
            // `default: the usual one` can be one of the values.
            let own_words = statement.phrase[0].trim_end_matches([':', '：', ' ']);
            if values.iter().any(|known| known.value == own_words) {
                continue;
            }
            let value = stated_value(statement.rest, doc, ty, values, false);
            stated.push(value.filter(|_| statement.is_certain()));
        }
    }
    let delimited: [&Regex; 5] = [&ZH_FROM, &EN_OF, &EN_BARE, &EN_AFTER, &EN_UNSET];
    for statement in delimited.iter().flat_map(|phrase| statements(doc, phrase)) {
        let value = whole_value(&statement, doc, ty);
        stated.push(value.filter(|_| !statement.is_conditional()));
    }
    stated.extend(marked::find(doc, ty));
    stated
}

/// `默认DB` as all that is said: the name of the member, and no value.
fn is_name(statement: &Statement<'_>, doc: &str, ty: &TypeRef) -> bool {
    let is_all = statement.phrase[0].len() + statement.rest.len() == doc.len();
    *ty == TypeRef::String && is_all && statement.rest.chars().all(char::is_alphanumeric)
}

/// The value at the start of a text: by itself, or in the words of its meaning.
fn stated_value(
    rest: &str,
    doc: &str,
    ty: &TypeRef,
    values: &[KnownValue],
    is_chinese: bool,
) -> Option<Value> {
    let value = read(rest, doc, ty, is_chinese)
        .filter(|value| !value.is_string() || is_one_of(value, values));
    value.or_else(|| by_meaning(rest, values))
}

fn is_one_of(value: &Value, values: &[KnownValue]) -> bool {
    values.is_empty() || values.iter().any(|known| known.value == *value)
}

/// `0：关闭，1：打开。默认为关闭`
fn by_meaning(rest: &str, values: &[KnownValue]) -> Option<Value> {
    let words = MEANING.find(rest)?.as_str().trim();
    let mut meant = values
        .iter()
        .filter(|value| value.doc.eq_ignore_ascii_case(words));
    let value = meant.next()?.value.clone();
    meant.next().is_none().then_some(value)
}

/// The value that a phrase holds.
fn whole_value(statement: &Statement<'_>, doc: &str, ty: &TypeRef) -> Option<Value> {
    read_whole(statement.part("value"), doc, ty)
}

#[cfg(test)]
mod tests;
