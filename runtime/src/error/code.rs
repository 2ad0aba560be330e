/// The documented error codes of an action or a service, as an enum.
///
/// A code that is not documented is its variant `Other`; the code itself is [`Error::code`](crate::Error::code).
///
/// Generated code has an enum per action:
///
/// ```
/// use tencentcloud_runtime::{ErrorCode, error_code};
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum TerminateInstancesError {
///     InternalError,
///     InvalidInstanceIdNotFound,
///     Other,
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

/// Implements [`ErrorCode`](crate::ErrorCode) for enums that have a constant `CODES` with all codes and variants, sorted
/// by the bytes of the code, and a variant `Other`.
#[macro_export]
macro_rules! error_code {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::ErrorCode for $type {
            const CODES: &'static [(&'static str, Self)] = Self::CODES;
            const OTHER: Self = Self::Other;
        }
    )+};
}
