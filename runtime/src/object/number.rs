/// A number as it was read, and what it is as another type if nothing is lost by that.
#[derive(Clone, Copy)]
pub(super) enum Number {
    /// Holds every `i64` and `u64`.
    Integer(i128),
    Float(f64),
}

/// 2⁵³: up to here a float holds every integer exactly, so that it can be told what was written.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Number {
    pub(super) fn to_i64(self) -> Option<i64> {
        self.to_integer()?.try_into().ok()
    }

    pub(super) fn to_u64(self) -> Option<u64> {
        self.to_integer()?.try_into().ok()
    }

    /// Never refuses: a member that is a float is an approximation anyway.
    #[expect(clippy::cast_precision_loss, reason = "as the line above says")]
    pub(super) fn to_f64(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    pub(super) fn to_text(self) -> Option<String> {
        match self {
            Self::Integer(integer) => Some(integer.to_string()),
            Self::Float(float) => (float.abs() <= EXACT).then(|| float.to_string()),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "it has no fraction and is within 2⁵³"
    )]
    fn to_integer(self) -> Option<i128> {
        match self {
            Self::Integer(integer) => Some(integer),
            Self::Float(float) => {
                (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i128)
            }
        }
    }
}

impl From<&serde_json::Number> for Number {
    fn from(number: &serde_json::Number) -> Self {
        number.as_i128().map_or_else(
            || Self::Float(number.as_f64().unwrap_or(f64::NAN)),
            Self::Integer,
        )
    }
}
