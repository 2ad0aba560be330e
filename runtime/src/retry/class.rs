use http::StatusCode;

use crate::{Failure, TransportErrorKind};

/// What a failure means for sending the same request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// It would fail again.
    Permanent,
    /// Nothing was sent.
    NotSent,
    /// There were too many requests; this one was not executed.
    Throttled,
    /// Something failed on the way or inside of the service. The request may have been executed.
    Transient,
    /// No answer came in time. The request may have been executed.
    TimedOut,
    /// The signature was too old or too new; the request was not executed.
    Skewed,
    /// The credential is not known, or not any more; the request was not executed.
    Refused,
}

impl Class {
    pub(crate) fn of(failure: &Failure) -> Self {
        match failure {
            Failure::Transport(error) => match error.kind() {
                TransportErrorKind::Connect => Self::NotSent,
                TransportErrorKind::Timeout => Self::TimedOut,
                TransportErrorKind::Broken => Self::Transient,
                TransportErrorKind::Setup | TransportErrorKind::TooLarge => Self::Permanent,
            },
            Failure::Status(error) => Self::of_status(error.status()),
            Failure::Api(error) => Self::of_code(error.code()),
            Failure::Credential(_)
            | Failure::Request(_)
            | Failure::Response(_)
            | Failure::Pages(_) => Self::Permanent,
        }
    }

    fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::Throttled,
            500 | 502 | 503 | 504 => Self::Transient,
            _ => Self::Permanent,
        }
    }

    fn of_code(code: &str) -> Self {
        match code {
            "AuthFailure.SignatureExpire" => return Self::Skewed,
            "AuthFailure.InvalidSecretId"
            | "AuthFailure.SecretIdNotFound"
            | "AuthFailure.TokenFailure" => return Self::Refused,
            _ => {}
        }
        match code.split_once('.').map_or(code, |(family, _)| family) {
            "RequestLimitExceeded" => Self::Throttled,
            "InternalError" | "ServiceUnavailable" => Self::Transient,
            _ => Self::Permanent,
        }
    }

    /// Whether the request was not executed for certain.
    pub(crate) fn is_unexecuted(self) -> bool {
        matches!(
            self,
            Self::NotSent | Self::Throttled | Self::Skewed | Self::Refused
        )
    }

    /// Whether the same request can succeed later, with nothing changed here.
    pub(crate) fn is_passing(self) -> bool {
        matches!(
            self,
            Self::NotSent | Self::Throttled | Self::Transient | Self::TimedOut
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_to_do() {
        for (code, class) in [
            ("RequestLimitExceeded", Class::Throttled),
            ("RequestLimitExceeded.IPLimitExceeded", Class::Throttled),
            ("RequestLimitExceeded.UinLimitExceeded", Class::Throttled),
            (
                "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
                Class::Throttled,
            ),
            ("RequestLimitExceededNot", Class::Permanent),
            ("InternalError", Class::Transient),
            ("InternalError.DbError", Class::Transient),
            ("ServiceUnavailable", Class::Transient),
            ("LimitExceeded", Class::Permanent),
            ("LimitExceeded.RequestLimitExceeded", Class::Permanent),
            ("ResourceInsufficient", Class::Permanent),
            ("InvalidParameter", Class::Permanent),
            ("AuthFailure.SignatureExpire", Class::Skewed),
            ("AuthFailure.SignatureFailure", Class::Permanent),
            ("AuthFailure.TokenFailure", Class::Refused),
            ("AuthFailure.SecretIdNotFound", Class::Refused),
            ("AuthFailure.UnauthorizedOperation", Class::Permanent),
            ("", Class::Permanent),
        ] {
            assert_eq!(Class::of_code(code), class, "{code}");
        }
    }

    #[test]
    fn statuses_tell_what_to_do() {
        for (status, class) in [
            (429, Class::Throttled),
            (500, Class::Transient),
            (501, Class::Permanent),
            (502, Class::Transient),
            (503, Class::Transient),
            (504, Class::Transient),
            (302, Class::Permanent),
            (403, Class::Permanent),
            (413, Class::Permanent),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(Class::of_status(status), class, "{status}");
        }
    }
}
