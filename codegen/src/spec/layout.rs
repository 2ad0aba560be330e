//! How a spec looks as a file: what fits into a line stands in one.
//!
//! A member with few facts is a line, so that a whole service stays readable and a change of one fact is a change of one
//! line; what is longer, such as a member with its documentation, has a line for each of its parts.

use serde_json::Value;

/// How long lines get, in characters.
const WIDTH: usize = 120;

/// A value as JSON, with a line break at the end.
pub(super) fn print(value: &Value) -> String {
    let mut out = String::new();
    print_value(&mut out, value, 0, 0);
    out.push('\n');
    out
}

/// Prints a value at an indentation; `used` characters of its line are taken, those behind it included.
fn print_value(out: &mut String, value: &Value, indent: usize, used: usize) {
    let start = out.len();
    let room = WIDTH.saturating_sub(indent + used);
    if print_in_line(out, value, room) {
        return;
    }
    out.truncate(start);
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| (None, item));
            print_lines(out, ['[', ']'], items, indent);
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (Some(name), value));
            print_lines(out, ['{', '}'], members, indent);
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn print_lines<'a>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl ExactSizeIterator<Item = (Option<&'a String>, &'a Value)>,
    indent: usize,
) {
    out.push(open);
    let last = items.len().saturating_sub(1);
    for (index, (name, value)) in items.enumerate() {
        let is_last = index == last;
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent + 2));
        let start = out.len();
        if let Some(name) = name {
            print_name(out, name);
        }
        let used = out[start..].chars().count() + usize::from(!is_last);
        print_value(out, value, indent + 2, used);
        if !is_last {
            out.push(',');
        }
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(close);
}

fn print_name(out: &mut String, name: &str) {
    out.push_str(&Value::from(name).to_string());
    out.push_str(": ");
}

/// Prints a value into the line if it takes no more than `room` characters. If not, something is left behind.
fn print_in_line(out: &mut String, value: &Value, room: usize) -> bool {
    let start = out.len();
    let fits = |out: &String| {
        let printed = &out[start..];
        printed.len() <= room || printed.chars().count() <= room
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                if !fits(out) || !print_in_line(out, item, room) {
                    return false;
                }
            }
            out.push(']');
        }
        Value::Object(members) if !members.is_empty() => {
            out.push_str("{ ");
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                print_name(out, name);
                if !fits(out) || !print_in_line(out, value, room) {
                    return false;
                }
            }
            out.push_str(" }");
        }
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
        scalar => out.push_str(&scalar.to_string()),
    }
    fits(out)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_stands_in_a_line() {
        let member = json!({ "name": "InstanceIds", "type": "list<string>", "max_items": 100, "example": ["a", "b"] });
        let text = print(
            &json!({ "spec": 1, "request": [member, member, { "name": "é\n" }], "none": [{}, []] }),
        );
        assert_eq!(
            text,
            r#"{
  "spec": 1,
  "request": [
    { "name": "InstanceIds", "type": "list<string>", "max_items": 100, "example": ["a", "b"] },
    { "name": "InstanceIds", "type": "list<string>", "max_items": 100, "example": ["a", "b"] },
    { "name": "é\n" }
  ],
  "none": [{}, []]
}
"#
        );
    }

    #[test]
    fn no_line_is_longer_than_it_must_be() {
        for length in 80..130 {
            let doc = "文".repeat(length);
            let value = json!({ "list": [{ "doc": doc }, 1], "last": { "doc": doc, "a": [1] } });
            let text = print(&value);
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
            // A text is never broken: its name, quotes and indentation stand beside it.
            assert!(longest <= WIDTH.max(length + 17), "{text}");
        }
    }
}
