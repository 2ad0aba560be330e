/// A number as it was read, and what it is as another type if nothing is lost by that.
#[derive(Clone, Copy)]
pub(super) enum Number {
    /// Holds every `i64` and `u64`.
    Integer(i128),
    /// Everything with a fraction or an exponent, and integers that are too large.
    Float(f64),
}

/// 2⁵³: below, a float holds every integer exactly. This one could have been written as the next, which floats lack.
const TOO_LARGE: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// A number that came as a text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Ok(integer) = text.parse() {
            return Some(Self::Integer(integer));
        }
        // `inf` and `NaN` would parse, and could not be written again.
        let float: f64 = text.parse().ok()?;
        float.is_finite().then_some(Self::Float(float))
    }

    /// A number that `serde_json` keeps as a text, with its feature `arbitrary_precision`.
    pub(super) fn of_json(number: &serde_json::Number) -> Option<Self> {
        match number.as_i128() {
            Some(integer) => Some(Self::Integer(integer)),
            None => number.as_f64().map(Self::Float),
        }
    }

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

    pub(super) fn to_bool(self) -> Option<bool> {
        match self.to_integer()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub(super) fn to_text(self) -> Option<String> {
        match self {
            Self::Integer(integer) => Some(integer.to_string()),
            Self::Float(float) => (float.abs() < TOO_LARGE).then(|| float.to_string()),
        }
    }

    /// What is said of a number that is not what was expected.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Float(float) if float.fract() != 0.0 => "a number with a fraction",
            _ => "a number that is out of range",
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "it has no fraction and is below 2⁵³"
    )]
    fn to_integer(self) -> Option<i128> {
        match self {
            Self::Integer(integer) => Some(integer),
            Self::Float(float) => {
                (float.fract() == 0.0 && float.abs() < TOO_LARGE).then_some(float as i128)
            }
        }
    }
}

impl From<u128> for Number {
    #[expect(clippy::cast_precision_loss, reason = "no type of ours holds it")]
    fn from(number: u128) -> Self {
        i128::try_from(number).map_or(Self::Float(number as f64), Self::Integer)
    }
}
