//! How an action gives its items page by page, where names and types do not tell.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is known of the pages of an action. Most actions need none of this: [`plan`](crate::plan) has the rules by which
/// pages are found, and this is for what they miss or get wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pages {
    /// There are none, whatever it looks like. JSON: `false`.
    No,
    /// There are, and these are the members.
    By(Box<PageMembers>),
}

/// The members that pages go by. What is not set is found by the rules.
///
/// Members of the response can be one level down: `Data.Items`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PageMembers {
    /// The member of the request that is the number of items to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// The member of the request that is the number of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The number of the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
    /// The member of the request that takes what the response calls `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The member of the response that is the `token` of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The member of the request that is how many items a page has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The list of the response that holds the items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// The member of the response that is the number of all items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// The member of the response that says whether there is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The member of the response that says whether this is the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

impl Serialize for Pages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::No => serializer.serialize_bool(false),
            Self::By(members) => members.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Pages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FalseOrMembers;

        impl<'de> Visitor<'de> for FalseOrMembers {
            type Value = Pages;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`false`, or the members that pages go by")
            }

            fn visit_bool<E: Error>(self, pages: bool) -> Result<Pages, E> {
                if pages {
                    return Err(E::custom(
                        "expected `false`, or the members that pages go by",
                    ));
                }
                Ok(Pages::No)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Pages, A::Error> {
                let members = PageMembers::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Pages::By(Box::new(members)))
            }
        }

        deserializer.deserialize_any(FalseOrMembers)
    }
}
