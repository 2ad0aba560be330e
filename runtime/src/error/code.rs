/// The documented error codes of an action or a service, as an enum.
///
/// A code that is not documented is its variant `Other`; the code itself is [`Error::code`](crate::Error::code).
///
/// Generated code has an enum per action:
///
/// ```
/// use tencentcloud_runtime::{ErrorCode, error_codes};
///
/// error_codes! {
///     /// What can go wrong.
///     pub enum TerminateInstancesError {
///         /// Try again.
///         "InternalError" => InternalError,
///         "InvalidInstanceId.NotFound" => InvalidInstanceIdNotFound,
///     }
/// }
///
/// let code = TerminateInstancesError::from_code("InvalidInstanceId.NotFound");
/// assert_eq!(code, TerminateInstancesError::InvalidInstanceIdNotFound);
/// assert_eq!(code.code(), Some("InvalidInstanceId.NotFound"));
/// assert_eq!(TerminateInstancesError::from_code("New"), TerminateInstancesError::Other);
/// ```
pub trait ErrorCode: Copy + 'static {
    /// Every documented code and its variant, sorted by the bytes of the code.
    const CODES: &'static [(&'static str, Self)];

    /// The variant for every other code.
    const OTHER: Self;

    /// The variant of a code.
    fn from_code(code: &str) -> Self {
        let entry = position(Self::CODES.len(), &|index| Self::CODES[index].0, code);
        entry.map_or(Self::OTHER, |index| Self::CODES[index].1)
    }

    /// The code of a variant; nothing for [`OTHER`](Self::OTHER).
    fn code(self) -> Option<&'static str> {
        let variant = std::mem::discriminant(&self);
        let is_it = |(_, known): &&(&str, Self)| std::mem::discriminant(known) == variant;
        Self::CODES.iter().find(is_it).map(|(code, _)| *code)
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

/// Declares an enum of error codes: each code on the wire with its variant, sorted by the bytes of the code.
///
/// The enum gets the variant `Other`, the constant `CODES` and [`ErrorCode`](crate::ErrorCode). Its variants have no numbers
/// that another crate could read, because they would change with every code that is new:
///
/// ```compile_fail,E0606
/// let number = tencentcloud_runtime::CommonError::Other as usize;
/// ```
#[macro_export]
macro_rules! error_codes {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident { $($(#[$variant_attribute:meta])* $code:literal => $variant:ident),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_attribute])* $variant,)*
            /// A code that is not documented; `Error::code` has it.
            Other,
            // The numbers of variants change whenever a code is documented: because of this variant, other crates cannot
            // read them with `as`.
            #[doc(hidden)]
            #[allow(dead_code)]
            #[non_exhaustive]
            __WithoutNumber,
        }

        impl $name {
            /// Every documented code and its variant, sorted by code.
            pub const CODES: &'static [(&'static str, Self)] = &[$(($code, Self::$variant)),*];
        }

        impl $crate::ErrorCode for $name {
            const CODES: &'static [(&'static str, Self)] = Self::CODES;
            const OTHER: Self = Self::Other;
        }
    };
}
