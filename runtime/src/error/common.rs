crate::error_codes! {
    /// The codes that every service can answer with, from the documentation's table of common error codes.
    ///
    /// It stands where an action's own codes are not known, too.
    pub enum CommonError {
        /// The action is no longer offered.
        "ActionOffline" => ActionOffline,
        /// The header `Authorization` is not what the API expects.
        "AuthFailure.InvalidAuthorization" => AuthFailureInvalidAuthorization,
        /// The secret id is not one of a key for the API.
        "AuthFailure.InvalidSecretId" => AuthFailureInvalidSecretId,
        /// Multi-factor authentication failed.
        "AuthFailure.MFAFailure" => AuthFailureMfaFailure,
        /// The key does not exist, was deleted, or is disabled.
        "AuthFailure.SecretIdNotFound" => AuthFailureSecretIdNotFound,
        /// The signature expired: the clocks of both sides differ by more than five minutes.
        "AuthFailure.SignatureExpire" => AuthFailureSignatureExpire,
        /// The signature is wrong, most often because of the secret key.
        "AuthFailure.SignatureFailure" => AuthFailureSignatureFailure,
        /// The token is wrong or expired.
        "AuthFailure.TokenFailure" => AuthFailureTokenFailure,
        /// The request is not authorized.
        "AuthFailure.UnauthorizedOperation" => AuthFailureUnauthorizedOperation,
        /// A dry run, which would have succeeded.
        "DryRunOperation" => DryRunOperation,
        /// The operation failed.
        "FailedOperation" => FailedOperation,
        /// An error inside of the service.
        "InternalError" => InternalError,
        /// There is no such action.
        "InvalidAction" => InvalidAction,
        /// A parameter is wrong.
        "InvalidParameter" => InvalidParameter,
        /// The value of a parameter is wrong.
        "InvalidParameterValue" => InvalidParameterValue,
        /// The body of the request is malformed.
        "InvalidRequest" => InvalidRequest,
        /// The caller's address is on the deny list.
        "IpInBlacklist" => IpInBlacklist,
        /// The caller's address is not on the allow list.
        "IpNotInWhitelist" => IpNotInWhitelist,
        /// A quota is used up. To wait does not help.
        "LimitExceeded" => LimitExceeded,
        /// A parameter is missing.
        "MissingParameter" => MissingParameter,
        /// There is no such product.
        "NoSuchProduct" => NoSuchProduct,
        /// There is no such version of the service.
        "NoSuchVersion" => NoSuchVersion,
        /// There were more requests than the rate limit allows.
        "RequestLimitExceeded" => RequestLimitExceeded,
        /// There were more requests than the account's limit over all regions allows.
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded" => RequestLimitExceededGlobalRegionUinLimitExceeded,
        /// There were more requests than the limit of the address allows.
        "RequestLimitExceeded.IPLimitExceeded" => RequestLimitExceededIpLimitExceeded,
        /// There were more requests than the account's limit allows.
        "RequestLimitExceeded.UinLimitExceeded" => RequestLimitExceededUinLimitExceeded,
        /// The request is too large.
        "RequestSizeLimitExceeded" => RequestSizeLimitExceeded,
        /// A resource is in use.
        "ResourceInUse" => ResourceInUse,
        /// There are not enough resources.
        "ResourceInsufficient" => ResourceInsufficient,
        /// A resource does not exist.
        "ResourceNotFound" => ResourceNotFound,
        /// A resource cannot be used.
        "ResourceUnavailable" => ResourceUnavailable,
        /// The answer would be too large.
        "ResponseSizeLimitExceeded" => ResponseSizeLimitExceeded,
        /// The service is not available for the moment.
        "ServiceUnavailable" => ServiceUnavailable,
        /// The operation is not authorized.
        "UnauthorizedOperation" => UnauthorizedOperation,
        /// A parameter is unknown.
        "UnknownParameter" => UnknownParameter,
        /// The operation is not supported.
        "UnsupportedOperation" => UnsupportedOperation,
        /// The protocol or method is not supported.
        "UnsupportedProtocol" => UnsupportedProtocol,
        /// The action does not support the region.
        "UnsupportedRegion" => UnsupportedRegion,
    }
}

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
