/// Implements `Debug` and serde's `Serialize` and `Deserialize` for types that are [`Object`](crate::Object)s.
///
/// This is for types that reach their members in a way of their own; [`object!`](crate::object!) is for all others.
///
/// ```
/// use tencentcloud_runtime::{Fields, FieldsMut, Object, object_traits};
///
/// #[derive(Clone, PartialEq)]
/// pub struct Tag {
///     pub key: String,
///     pub value: Option<String>,
/// }
///
/// impl Object for Tag {
///     fn name(&self) -> &'static str {
///         "Tag"
///     }
///
///     fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
///         visitor.field("Key", &self.key);
///         visitor.field("Value", &self.value);
///     }
///
///     fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
///         visitor.field("Key", &mut self.key);
///         visitor.field("Value", &mut self.value);
///     }
///
///     fn empty() -> Self {
///         Self { key: String::new(), value: None }
///     }
/// }
///
/// object_traits!(Tag);
///
/// let tag: Tag = serde_json::from_str(r#"{ "Key": "team", "Unknown": 1 }"#)?;
/// assert_eq!(format!("{tag:?}"), r#"Tag { Key: "team" }"#);
/// assert_eq!(serde_json::to_string(&tag)?, r#"{"Key":"team"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object_traits {
    ($($type:ty),+ $(,)?) => {$(
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::object::debug(self, f)
            }
        }

        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::object::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::object::deserialize(deserializer)
            }
        }
    )+};
}
