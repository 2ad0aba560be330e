/// The codes that every service can answer with, from the documentation's table of common error codes.
///
/// It stands where an action's own codes are not known, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CommonError {
    /// The action is no longer offered.
    ActionOffline,
    /// The header `Authorization` is not what the API expects.
    AuthFailureInvalidAuthorization,
    /// The secret id is not one of a key for the API.
    AuthFailureInvalidSecretId,
    /// Multi-factor authentication failed.
    AuthFailureMfaFailure,
    /// The key does not exist, was deleted, or is disabled.
    AuthFailureSecretIdNotFound,
    /// The signature expired: the clocks of both sides differ by more than five minutes.
    AuthFailureSignatureExpire,
    /// The signature is wrong, most often because of the secret key.
    AuthFailureSignatureFailure,
    /// The token is wrong or expired.
    AuthFailureTokenFailure,
    /// The request is not authorized.
    AuthFailureUnauthorizedOperation,
    /// A dry run, which would have succeeded.
    DryRunOperation,
    /// The operation failed.
    FailedOperation,
    /// An error inside of the service.
    InternalError,
    /// There is no such action.
    InvalidAction,
    /// A parameter is wrong.
    InvalidParameter,
    /// The value of a parameter is wrong.
    InvalidParameterValue,
    /// The body of the request is malformed.
    InvalidRequest,
    /// The caller's address is on the deny list.
    IpInBlacklist,
    /// The caller's address is not on the allow list.
    IpNotInWhitelist,
    /// A quota is used up. To wait does not help.
    LimitExceeded,
    /// A parameter is missing.
    MissingParameter,
    /// There is no such product.
    NoSuchProduct,
    /// There is no such version of the service.
    NoSuchVersion,
    /// There were more requests than the rate limit allows.
    RequestLimitExceeded,
    /// There were more requests than the account's limit over all regions allows.
    RequestLimitExceededGlobalRegionUinLimitExceeded,
    /// There were more requests than the limit of the address allows.
    RequestLimitExceededIpLimitExceeded,
    /// There were more requests than the account's limit allows.
    RequestLimitExceededUinLimitExceeded,
    /// The request is too large.
    RequestSizeLimitExceeded,
    /// A resource is in use.
    ResourceInUse,
    /// There are not enough resources.
    ResourceInsufficient,
    /// A resource does not exist.
    ResourceNotFound,
    /// A resource cannot be used.
    ResourceUnavailable,
    /// The answer would be too large.
    ResponseSizeLimitExceeded,
    /// The service is not available for the moment.
    ServiceUnavailable,
    /// The operation is not authorized.
    UnauthorizedOperation,
    /// A parameter is unknown.
    UnknownParameter,
    /// The operation is not supported.
    UnsupportedOperation,
    /// The protocol or method is not supported.
    UnsupportedProtocol,
    /// The action does not support the region.
    UnsupportedRegion,
    /// A code that is not common.
    Other,
}

impl CommonError {
    /// Whether it says to come back later: the request was fine, and there were too many of them.
    pub fn is_throttled(self) -> bool {
        matches!(
            self,
            Self::RequestLimitExceeded
                | Self::RequestLimitExceededGlobalRegionUinLimitExceeded
                | Self::RequestLimitExceededIpLimitExceeded
                | Self::RequestLimitExceededUinLimitExceeded
        )
    }
}

impl CommonError {
    /// Every common code and its variant, sorted by code.
    pub const CODES: &'static [(&'static str, Self)] = &[
        ("ActionOffline", Self::ActionOffline),
        (
            "AuthFailure.InvalidAuthorization",
            Self::AuthFailureInvalidAuthorization,
        ),
        (
            "AuthFailure.InvalidSecretId",
            Self::AuthFailureInvalidSecretId,
        ),
        ("AuthFailure.MFAFailure", Self::AuthFailureMfaFailure),
        (
            "AuthFailure.SecretIdNotFound",
            Self::AuthFailureSecretIdNotFound,
        ),
        (
            "AuthFailure.SignatureExpire",
            Self::AuthFailureSignatureExpire,
        ),
        (
            "AuthFailure.SignatureFailure",
            Self::AuthFailureSignatureFailure,
        ),
        ("AuthFailure.TokenFailure", Self::AuthFailureTokenFailure),
        (
            "AuthFailure.UnauthorizedOperation",
            Self::AuthFailureUnauthorizedOperation,
        ),
        ("DryRunOperation", Self::DryRunOperation),
        ("FailedOperation", Self::FailedOperation),
        ("InternalError", Self::InternalError),
        ("InvalidAction", Self::InvalidAction),
        ("InvalidParameter", Self::InvalidParameter),
        ("InvalidParameterValue", Self::InvalidParameterValue),
        ("InvalidRequest", Self::InvalidRequest),
        ("IpInBlacklist", Self::IpInBlacklist),
        ("IpNotInWhitelist", Self::IpNotInWhitelist),
        ("LimitExceeded", Self::LimitExceeded),
        ("MissingParameter", Self::MissingParameter),
        ("NoSuchProduct", Self::NoSuchProduct),
        ("NoSuchVersion", Self::NoSuchVersion),
        ("RequestLimitExceeded", Self::RequestLimitExceeded),
        (
            "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
            Self::RequestLimitExceededGlobalRegionUinLimitExceeded,
        ),
        (
            "RequestLimitExceeded.IPLimitExceeded",
            Self::RequestLimitExceededIpLimitExceeded,
        ),
        (
            "RequestLimitExceeded.UinLimitExceeded",
            Self::RequestLimitExceededUinLimitExceeded,
        ),
        ("RequestSizeLimitExceeded", Self::RequestSizeLimitExceeded),
        ("ResourceInUse", Self::ResourceInUse),
        ("ResourceInsufficient", Self::ResourceInsufficient),
        ("ResourceNotFound", Self::ResourceNotFound),
        ("ResourceUnavailable", Self::ResourceUnavailable),
        ("ResponseSizeLimitExceeded", Self::ResponseSizeLimitExceeded),
        ("ServiceUnavailable", Self::ServiceUnavailable),
        ("UnauthorizedOperation", Self::UnauthorizedOperation),
        ("UnknownParameter", Self::UnknownParameter),
        ("UnsupportedOperation", Self::UnsupportedOperation),
        ("UnsupportedProtocol", Self::UnsupportedProtocol),
        ("UnsupportedRegion", Self::UnsupportedRegion),
    ];
}

crate::error_code!(CommonError);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn every_code_is_found_and_said_again() {
        assert!(CommonError::CODES.is_sorted_by_key(|(code, _)| code));
        for (code, variant) in CommonError::CODES {
            assert_eq!(&CommonError::from_code(code), variant);
            assert_eq!(variant.code(), Some(*code));
        }
        for code in ["", "A", "InternalError.DbError", "Zzz"] {
            assert_eq!(CommonError::from_code(code), CommonError::Other);
        }
    }
}
