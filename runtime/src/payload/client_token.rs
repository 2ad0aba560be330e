//! `ClientToken`: requests with the same one are executed once, however often they are sent.

use bytes::Bytes;

use crate::object::{Field, Fields, Object, Value};

const NAME: &str = "ClientToken";

/// Whether a request can have a `ClientToken`, and has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientToken {
    /// It has no such member.
    Unknown,
    /// It has the member, and nothing is set.
    Unset,
    /// The caller has set one.
    Set,
}

impl ClientToken {
    pub(super) fn of(request: &dyn Object) -> Self {
        let mut token = Self::Unknown;
        request.fields(&mut token);
        token
    }

    /// Of JSON nobody knows whether it could have one.
    pub(super) fn of_json(request: &serde_json::Value) -> Self {
        match &request[NAME] {
            serde_json::Value::Null => Self::Unknown,
            _ => Self::Set,
        }
    }
}

impl<'a> Fields<'a> for ClientToken {
    fn field(&mut self, name: &'static str, field: &'a dyn Field) {
        if name == NAME {
            *self = match field.get() {
                Value::Absent => Self::Unset,
                _ => Self::Set,
            };
        }
    }
}

/// Adds a token to a request that was written as JSON.
pub(crate) fn fill_in(json: &Bytes, token: &str) -> Bytes {
    let Some(members) = json.strip_suffix(b"}") else {
        return json.clone();
    };
    let comma = if members.ends_with(b"{") { "" } else { "," };
    Bytes::from(
        [
            members,
            format!("{comma}\"{NAME}\":\"{token}\"}}").as_bytes(),
        ]
        .concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_added_behind_the_other_members() {
        for (json, expected) in [
            ("{}", r#"{"ClientToken":"t"}"#),
            (r#"{"A":{}}"#, r#"{"A":{},"ClientToken":"t"}"#),
        ] {
            assert_eq!(fill_in(&Bytes::from(json), "t"), expected);
        }
    }
}
