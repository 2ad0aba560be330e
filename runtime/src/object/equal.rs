use super::{Field, Fields, List, Object, Value};

/// What [`object!`](crate::object!) implements `PartialEq` with: whether two objects of one type have equal members.
///
/// Deriving it would be compiled for every type, used or not.
pub fn equal(one: &dyn Object, other: &dyn Object) -> bool {
    let mut members = Members(Vec::with_capacity(16));
    one.fields(&mut members);
    let mut comparison = Comparison {
        members: members.0.into_iter(),
        equal: true,
    };
    other.fields(&mut comparison);
    comparison.equal && comparison.members.next().is_none()
}

struct Members<'a>(Vec<&'a dyn Field>);

impl<'a> Fields<'a> for Members<'a> {
    fn field(&mut self, _name: &'static str, field: &'a dyn Field) {
        self.0.push(field);
    }
}

/// Compares the members of one object with those of another, which has them in the same order.
struct Comparison<M> {
    members: M,
    equal: bool,
}

impl<'a, M: Iterator<Item = &'a dyn Field>> Fields<'a> for Comparison<M> {
    fn field(&mut self, _name: &'static str, field: &'a dyn Field) {
        let member = self.members.next();
        self.equal =
            self.equal && member.is_some_and(|member| equal_values(member.get(), field.get()));
    }
}

fn equal_values(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Absent, Value::Absent) => true,
        (Value::String(one), Value::String(other)) => one == other,
        (Value::Integer(one), Value::Integer(other)) => one == other,
        (Value::Unsigned(one), Value::Unsigned(other)) => one == other,
        // As for the numbers themselves: NaN does not equal NaN.
        #[allow(clippy::float_cmp, reason = "equality is what is asked for")]
        (Value::Float(one), Value::Float(other)) => one == other,
        (Value::Boolean(one), Value::Boolean(other)) => one == other,
        (Value::Binary(one), Value::Binary(other)) => one == other,
        (Value::Json(one), Value::Json(other)) => one == other,
        (Value::Object(one), Value::Object(other)) => equal(one, other),
        (Value::List(one), Value::List(other)) => equal_lists(one, other),
        _ => false,
    }
}

fn equal_lists(one: &dyn List, other: &dyn List) -> bool {
    one.len() == other.len()
        && (0..one.len()).all(|index| equal_values(one.at(index), other.at(index)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::Everything;
    use super::*;
    use crate::object::decode;

    #[test]
    fn is_what_deriving_gives() {
        let texts = [
            "{}",
            r#"{ "Name": "a" }"#,
            r#"{ "Count": 1, "Size": 1, "Ratio": 1.5, "Enabled": true, "File": "AA==" }"#,
            r#"{ "Count": 1, "Size": 1, "Ratio": 1.5, "Enabled": true, "File": "AQ==" }"#,
            r#"{ "Extra": { "a": null } }"#,
            r#"{ "Extra": {} }"#,
            r#"{ "Zones": [] }"#,
            r#"{ "Zones": ["a"] }"#,
            r#"{ "Ids": ["a"], "Matrix": [[1], []] }"#,
            r#"{ "Ids": ["a", "b"], "Matrix": [[1], []] }"#,
            r#"{ "Ids": ["a"], "Matrix": [[1, 2], []] }"#,
            r#"{ "Children": [{ "Name": "a" }], "Parent": { "Parent": {} } }"#,
            r#"{ "Children": [{ "Name": "b" }], "Parent": { "Parent": {} } }"#,
            r#"{ "Children": [{ "Name": "a" }], "Parent": { "Parent": null } }"#,
        ];
        let objects: [Everything; 14] = texts.map(|text| {
            let mut object: Everything = Object::empty();
            decode(text.as_bytes(), &mut object).unwrap();
            object
        });
        for (one, text) in objects.iter().zip(texts) {
            for (other, other_text) in objects.iter().zip(texts) {
                assert_eq!(equal(one, other), *one == *other, "{text} {other_text}");
            }
        }
    }
}
