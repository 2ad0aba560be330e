//! Documented values: `取值范围：A：…；B：…`, `Valid values: A, B, and C.`, `0：关闭，1：打开`
//!
//! The values of a member stand on lines of their own below an introduction, or behind it up to the end of the sentence; or
//! they introduce themselves, each with its meaning. When one part cannot be read as a value, none is kept: half an
//! enumeration is worse than its text.

mod item;
mod listing;

use self::item::Trust;
use self::listing::Form;
use super::statement::{Statement, statements};
use crate::pattern::patterns;
use crate::spec::{KnownValue, TypeRef};

patterns! {
    /// `取值范围：`, `可选值有：`, `枚举值：`, `取值包括 A、B`, `Valid values:`, `Enumerated values:`, `Options:`
    INTRO = r"(?i)(?:(?:可选|枚举|有效|可用|合法|支持的?)(?:取?值|项|类型)|可取值|取值(?:范围)?|(?:支持|可选)(?:如下|以下)?(?:[^\s，。；：]{0,4}类型)?[：:]|\b(?:valid|enumerat(?:ed|ion)|available|possible|optional|allowed|supported|selectable) (?:values?|options?)|\b(?:values?|options?)[：:]|\bvalue range)(?:范围)?[ \t]*(?:有|包括|包含|列表|are|include|is)?(?:以下|如下|as follows|the following)?(?:[几二两三四五六]种)?(?:取?值)?[ \t]*(?:为|是)?[ \t]*(?P<colon>[:：])?[ \t]*";
    /// `Value: A`, `支持：A` can be one of several.
    BARE_INTRO = r"(?i)^(?:values?|options?|支持|可选)";
    /// `Default value: A`, `示例取值：A`: one value, and not all that there are.
    OTHER_VALUE = r"(?i)(?:默认|缺省|示例|default|example|sample|maximum|minimum|current|return(?:ed)?|input|output)$";
    /// A clause that names what follows: `类型：`, `Status:`, `状态（`
    CLAUSE = r"(?P<list>[：:（(])[ ]*|[，,][ ]?|\. |。";
    /// What stands between a value and its meaning, when no parentheses do.
    EXPLANATION = r"[：:=]|表示|代表|为|是|[ ]-|(?i:means|indicates)";
    /// A value before the clause: `"A": …，"B": …` is not to be read from `B` on.
    HEADED = r#"[A-Za-z0-9_]["”'`]?\s*(?:[：:=（(]|表示|代表|为|[ ]-)"#;
    /// Where values with their meanings can start: behind the words for the member.
    START = r"[：:（(，,。；;\s]|\. |\p{Han}|^";
    /// Words before an enumeration that make it one of something else.
    ABOUT_OTHERS = r"(?i)例如|比如|示例|如[：:，, ]?$|如[：:]|格式[：:]?$|格式(?:如|为)|形如|参考|such as|e\.g|example|format|错误码|以下字段|json|(?:包含|contains?)[：:]?$|注意|说明[：:]?$|(?:^|\n)(?:注|note)[：:]";
}

/// Longer lines are no enumerations; each of their words would be tried as the start of one.
const LONGEST_LINE: usize = 1 << 11;

/// The documented values; empty when they are not clear.
pub(super) fn find(doc: &str, ty: &TypeRef) -> Vec<KnownValue> {
    if !matches!(
        ty.item().unwrap_or(ty),
        TypeRef::String | TypeRef::Integer | TypeRef::Unsigned
    ) {
        return Vec::new();
    }
    introduced(doc, ty).unwrap_or_else(|| unintroduced(doc, ty))
}

/// The values behind the phrases that introduce some: nothing, when all of these introduce something else.
fn introduced(doc: &str, ty: &TypeRef) -> Option<Vec<KnownValue>> {
    let mut whole: Option<Vec<KnownValue>> = None;
    for statement in statements(doc, &INTRO) {
        if OTHER_VALUE.is_match(statement.subject()) {
            continue;
        }
        if !holds(&statement) {
            return Some(Vec::new());
        }
        let values = listing::read(statement.rest, form(&statement), ty);
        match &whole {
            _ if values.is_empty() => {}
            Some(known) if !same(known, &values) => return Some(Vec::new()),
            Some(_) => {}
            None => whole = Some(values),
        }
    }
    whole
}

fn form(statement: &Statement<'_>) -> Form {
    let is_weak = BARE_INTRO.is_match(&statement.phrase[0]);
    let has_colon = statement.phrase[0].trim_end().ends_with(['：', ':']);
    match (has_colon, is_weak) {
        (true, false) => Form::Any,
        (true, true) => Form::Several,
        (false, _) => Form::Plain,
    }
}

/// Whether the values are those of one of several cases; a sentence that ends before them says nothing of them.
fn is_branch(statement: &Statement<'_>) -> bool {
    let ends_sentence = statement.phrase[0].starts_with(['.', '。', ';', '；', '\n']);
    !ends_sentence && statement.is_branch()
}

fn holds(statement: &Statement<'_>) -> bool {
    !is_branch(statement)
        && !statement.is_about_inner()
        && !ABOUT_OTHERS.is_match(statement.subject())
}

fn same(some: &[KnownValue], others: &[KnownValue]) -> bool {
    some.len() == others.len()
        && some
            .iter()
            .all(|value| others.iter().any(|other| other.value == value.value))
}

/// Values that nothing introduces: at least two, each with its meaning.
fn unintroduced(doc: &str, ty: &TypeRef) -> Vec<KnownValue> {
    let mut candidates = vec![below_first_line(doc, ty)];
    let first = doc.lines().next().unwrap_or_default();
    if first.len() <= LONGEST_LINE && candidates[0].is_empty() {
        candidates.push(in_line(first, doc, ty));
    }
    candidates
        .into_iter()
        .find(|values| values.len() > 1)
        .unwrap_or_default()
}

/// `类型\n0：…\n1：…`
fn below_first_line(doc: &str, ty: &TypeRef) -> Vec<KnownValue> {
    let mut rest = doc;
    // The words for the member can take some lines, or none.
    for _ in 0..4 {
        let values = listing::on_lines(rest, ty, Trust::Guessed);
        if !values.is_empty() {
            let before = doc[..doc.len() - rest.len()].trim_end();
            let above = before.lines().last().unwrap_or_default();
            let is_part = above.ends_with(['；', ';'])
                || (above.ends_with(['，', ',']) && above.contains(['：', ':', '（', '(']))
                || before
                    .lines()
                    .any(|line| item::item(line, ty, Trust::Guessed).is_some());
            let is_other = ABOUT_OTHERS.is_match(above);
            return if is_part || is_other {
                Vec::new()
            } else {
                values
            };
        }
        match rest.split_once('\n') {
            Some((_, below)) => rest = below,
            None => break,
        }
    }
    Vec::new()
}

/// `状态：0：关闭，1：打开`, `状态（0-关闭，1-打开）`, `操作符:IN/NOT_IN`
fn in_line(line: &str, doc: &str, ty: &TypeRef) -> Vec<KnownValue> {
    let goes_on = line.ends_with([',', '，', '、']);
    if goes_on
        || doc
            .lines()
            .skip(1)
            .any(|line| !listing::numbered(line, ty).is_empty())
    {
        return Vec::new();
    }
    let heads = listing::numbered_heads(line);
    let has_digit = line.contains(|c: char| c.is_ascii_digit());
    let starts = if has_digit {
        statements(line, &START)
    } else {
        Vec::new()
    };
    starts
        .iter()
        .filter(|statement| {
            let rest = statement.rest.trim_start_matches([' ', '"', '“', '`', '-']);
            rest.starts_with(|c: char| c.is_ascii_digit())
        })
        .filter(|statement| !is_branch(statement) && !statement.is_about_inner())
        .find_map(|statement| {
            let mark = statement.phrase.get(0)?;
            let before = &line[..mark.end()];
            if ABOUT_OTHERS.is_match(before) {
                return None;
            }
            let rest = in_parentheses(statement.rest, mark.as_str());
            let values = listing::numbered(rest, ty);
            let is_whole = heads <= listing::numbered_heads(rest);
            (values.len() > 1 && is_whole).then_some(values)
        })
        .or_else(|| alternatives(line, ty))
        .unwrap_or_default()
}

/// Words with a bar or slash between them, all that there is in a clause: `操作符:IN/NOT_IN`, `（Running/Stopped）`;
/// or with their meanings: `类型：A（…）、B（…）`
fn alternatives(line: &str, ty: &TypeRef) -> Option<Vec<KnownValue>> {
    if !matches!(ty.item().unwrap_or(ty), TypeRef::String) {
        return None;
    }
    statements(line, &CLAUSE)
        .iter()
        .filter(|statement| holds(statement))
        .find_map(|statement| {
            let mark = statement.phrase.get(0)?;
            let before = &line[..mark.start()];
            // In `2:1` the colon introduces nothing.
            if ABOUT_OTHERS.is_match(before) || before.ends_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            let rest = in_parentheses(statement.rest, mark.as_str());
            if statement.rest[rest.len()..]
                .trim_start_matches(['）', ')'])
                .starts_with('等')
            {
                return None;
            }
            let form = if statement.part("list").is_empty() {
                Form::Explained
            } else {
                Form::Several
            };
            let values = listing::in_sentence(rest, form, ty);
            let is_whole = form == Form::Several || !HEADED.is_match(before);
            let is_clear =
                form == Form::Several || EXPLANATION.find_iter(rest).count() >= values.len();
            (values.len() > 1 && is_clear && is_whole).then_some(values)
        })
}

/// Up to the parenthesis that closes the one before.
fn in_parentheses<'t>(rest: &'t str, mark: &str) -> &'t str {
    if !mark.starts_with(['（', '(']) {
        return rest;
    }
    let mut depth = 1;
    for (at, c) in rest.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

#[cfg(test)]
mod tests;
