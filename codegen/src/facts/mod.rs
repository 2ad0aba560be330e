//! What the description of a member says besides what the member means: its default, its limits, its values.
//!
//! The input is a text in copied form and a type, not a page, so that the same rules hold for every source of members. What
//! is not certain is left out and stays in the text: a wrong default is worse than none.

mod default;
mod example;
mod limits;
mod notes;
mod quantity;
mod statement;
mod values;

pub(crate) use self::example::split as split_example;
pub(crate) use self::notes::is_deprecated;

use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::literal;
use crate::spec::{Member, TypeRef};

/// Longer descriptions are documents of their own, and nothing in them is certain to be about the member. Real ones have up
/// to some 10,000 bytes; without a limit, reading them would take time by the square of their length.
const LONGEST: usize = 1 << 15;

/// Fills in all that can be told from the description of a member whose type is known, and from its documented example.
pub fn fill(member: &mut Member, doc: String, example: Option<&str>) {
    let ty = &member.ty;
    member.example = example.and_then(|example| literal::read(example, ty));
    if doc.len() > LONGEST {
        member.doc = doc;
        return;
    }
    if *ty != TypeRef::String || !notes::is_structure(&doc) {
        member.values = values::find(&doc, ty);
        member.default = default::find(&doc, ty, &member.values);
    }
    member.nullable = notes::is_nullable(&doc);
    member.deprecated = notes::is_deprecated(&doc);
    match ty {
        TypeRef::Integer | TypeRef::Unsigned | TypeRef::Float => {
            let range = limits::range(&doc, ty);
            let default = member.default.as_ref().and_then(Value::as_f64);
            // A default outside of the limits, such as `1-100，默认为0，表示不限`, is allowed all the same.
            let allows_default = |ordering: Ordering| {
                move |bound: &Number| {
                    default.is_none_or(|default| {
                        default.partial_cmp(&bound.as_f64().unwrap_or(default)) != Some(ordering)
                    })
                }
            };
            member.min = range.min.filter(allows_default(Ordering::Less));
            member.max = range.max.filter(allows_default(Ordering::Greater));
        }
        TypeRef::String => {
            let length = limits::length(&doc);
            (member.min_length, member.max_length) = (length.min, length.max);
        }
        TypeRef::List(_) => {
            let items = limits::items(&doc);
            (member.min_items, member.max_items) = (items.min, items.max);
        }
        _ => {}
    }
    member.doc = doc;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::page;

    fn filled(markup: &str, ty: &str) -> Member {
        let mut member = Member::new("Size", ty.parse().unwrap());
        fill(&mut member, page::copied_form(markup), None);
        member
    }

    #[test]
    fn markup_of_the_catalogue_is_no_part_of_the_facts() {
        let member = filled(
            "<p>类型</p><p>枚举值：</p><ul><li>BIG： 大盘</li><li>SMALL： 小盘</li></ul><p>默认值：<b>BIG</b></p>",
            "string",
        );
        assert_eq!(
            member.doc,
            "类型\n枚举值：\nBIG： 大盘\nSMALL： 小盘\n默认值：BIG"
        );
        assert_eq!(member.default, Some(json!("BIG")));
        assert_eq!(member.values.len(), 2);
        let member = filled(
            "Size. Default value: `20`.\n- It is **at most** 30 &amp; more.",
            "integer",
        );
        assert_eq!(
            member.doc,
            "Size. Default value: 20.\nIt is at most 30 & more."
        );
    }

    #[test]
    fn a_default_is_within_the_limits() {
        let member = filled("时长，取值范围：30~3600，默认为0，表示关闭", "integer");
        assert_eq!((member.min, member.max), (None, Some(3600.into())));
        assert_eq!(member.default, Some(json!(0)));
    }
}
