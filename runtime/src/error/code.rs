/// The documented error codes of an action or a service, as an enum that knows them and keeps those that it does not.
///
/// Generated code has an enum per action, and leaves the rest to a macro:
///
/// ```
/// use tencentcloud_runtime::{ErrorCode, error_code};
///
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum TerminateInstancesError {
///     InternalError,
///     InvalidInstanceIdNotFound,
///     Other(String),
/// }
///
/// impl TerminateInstancesError {
///     pub const CODES: &'static [(&'static str, Self)] = &[
///         ("InternalError", Self::InternalError),
///         ("InvalidInstanceId.NotFound", Self::InvalidInstanceIdNotFound),
///     ];
/// }
///
/// error_code!(TerminateInstancesError);
///
/// let code = TerminateInstancesError::from_code("InvalidInstanceId.NotFound");
/// assert_eq!(code, TerminateInstancesError::InvalidInstanceIdNotFound);
/// assert_eq!(code.to_string(), "InvalidInstanceId.NotFound");
/// assert_eq!(TerminateInstancesError::from_code("New").code(), "New");
/// ```
pub trait ErrorCode: Sized + Clone + 'static {
    /// Every documented code and its variant, sorted by the bytes of the code.
    const CODES: &'static [(&'static str, Self)];

    /// The variant for a code that is not documented.
    fn other(code: String) -> Self;

    /// The code of that variant; nothing for the others.
    fn as_other(&self) -> Option<&str>;

    /// The variant of a code.
    fn from_code(code: &str) -> Self {
        match position(Self::CODES.len(), &|index| Self::CODES[index].0, code) {
            Some(index) => Self::CODES[index].1.clone(),
            None => Self::other(code.to_owned()),
        }
    }

    /// The code, as the API sent it.
    fn code(&self) -> &str {
        let variant = std::mem::discriminant(self);
        self.as_other().unwrap_or_else(|| {
            let mut codes = Self::CODES.iter();
            let entry = codes.find(|(_, known)| std::mem::discriminant(known) == variant);
            entry.map_or("", |(code, _)| code)
        })
    }
}

/// Searches without the type, so that this is not compiled for every enum.
fn position(count: usize, code_at: &dyn Fn(usize) -> &'static str, code: &str) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        match code_at(middle).cmp(code) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// Implements [`ErrorCode`](crate::ErrorCode), and `Display`, which prints the code, for enums that have a constant
/// `CODES` with all codes and variants, sorted by the bytes of the code, and a variant `Other(String)`.
#[macro_export]
macro_rules! error_code {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::ErrorCode for $type {
            const CODES: &'static [(&'static str, Self)] = Self::CODES;

            fn other(code: ::std::string::String) -> Self {
                Self::Other(code)
            }

            fn as_other(&self) -> ::std::option::Option<&str> {
                match self {
                    Self::Other(code) => ::std::option::Option::Some(code),
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::ErrorCode::code(self))
            }
        }
    )+};
}
