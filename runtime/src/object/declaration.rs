/// Implements everything that a type with members needs, but for `Clone`.
///
/// That is [`Object`](crate::Object), `Debug`, `PartialEq`, serde's `Serialize` and `Deserialize`, and `Default` where the
/// name is followed by it.
///
/// Each member is its name on the wire, its field, and what the field is when nothing is set. Documented limits, if there
/// are any, are calls of functions of [`Limit`](crate::Limit).
///
/// ```
/// use tencentcloud_runtime::object;
///
/// #[derive(Clone)]
/// pub struct Tag {
///     pub key: String,
///     pub value: Option<String>,
/// }
///
/// object! {
///     Tag: Default {
///         "Key" => key = String::new(),
///         "Value" => value = None,
///     }
///     limits {
///         max_length("Key", 127),
///     }
/// }
///
/// let tag: Tag = serde_json::from_str(r#"{ "Key": "team", "Unknown": 1 }"#)?;
/// assert_eq!(tag, Tag { key: "team".to_owned(), ..Tag::default() });
/// assert_eq!(format!("{tag:?}"), r#"Tag { Key: "team" }"#);
/// assert_eq!(serde_json::to_string(&tag)?, r#"{"Key":"team"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// All of it is `#[inline]`: it is compiled where it is used, or not at all.
#[macro_export]
macro_rules! object {
    (
        $name:ident $(: $default:ident)? { $($wire:literal => $field:ident = $empty:expr),* $(,)? }
        $(limits { $($limit:ident $arguments:tt),* $(,)? })?
    ) => {
        impl $crate::Object for $name {
            #[inline]
            fn name(&self) -> &'static str {
                ::std::stringify!($name)
            }

            #[inline]
            fn fields<'a>(&'a self, visitor: &mut dyn $crate::Fields<'a>) {
                $(visitor.field($wire, &self.$field);)*
            }

            #[inline]
            fn fields_mut<'a>(&'a mut self, visitor: &mut dyn $crate::FieldsMut<'a>) {
                $(visitor.field($wire, &mut self.$field);)*
            }

            #[inline]
            fn empty() -> Self {
                Self { $($field: $empty),* }
            }

            $(
                #[inline]
                fn limits(&self) -> &'static [$crate::Limit] {
                    const LIMITS: &[$crate::Limit] = &[$($crate::Limit::$limit $arguments),*];
                    LIMITS
                }
            )?
        }

        $(
            impl ::std::default::$default for $name {
                #[inline]
                fn default() -> Self {
                    $crate::Object::empty()
                }
            }
        )?

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::object::equal(self, other)
            }
        }

        $crate::object_traits!($name);
    };
}
