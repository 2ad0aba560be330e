use super::Value;

/// A member whose name ends in one of these words is a secret. The word starts with a capital, or is the whole name, or
/// follows an underscore; apart from that, case does not matter: `AdminPassword`, `PassWord`, `secret_key`.
///
/// The list was made from the names of all members of all services: what people must not find in a log, and nothing
/// that they look for there, such as `SecretId` or `PrivateIpAddress`.
const SECRETS: &[&str] = &[
    "AccessKeySecret",
    "ApiKey",
    "Credential",
    "CredentialContent",
    "CredentialData",
    "Credentials",
    "KeyPass",
    "Passkey",
    "Passphrase",
    "Passwd",
    "Password",
    "Passwords",
    "PasswordNew",
    "PasswordValue",
    "Plaintext",
    "PrivateKey",
    "private_key",
    "PrivateKeys",
    "Pwd",
    "SAMLAssertion",
    "Secret",
    "SecretAccessKey",
    "SecretBinary",
    "SecretKey",
    "secret_key",
    "SecretKeys",
    "Secrets",
    "SecretString",
    "SecretValue",
    "Token",
    "TokenValue",
    // Not `Tokens`: language models count them.
    "AccessTokens",
    "ApiTokens",
    "AuthTokens",
    "RoleTokens",
];

/// Names that end in one of these are none: positions in a list, names for idempotency, counts.
const NO_SECRETS: &[&str] = &[
    "CacheToken",
    "ClientToken",
    "ContinuationToken",
    "ContinueToken",
    "CreationToken",
    "IdempotencyToken",
    "InputToken",
    "NextToken",
    "OutputToken",
    "PageToken",
    "PaginationToken",
    "ScrollToken",
    "TotalToken",
];

/// Whether a member must not be shown. A number or boolean never is a secret: `EncryptPassword` is a question.
pub(super) fn is_secret(name: &str, value: &Value<'_>) -> bool {
    let hides_something = !matches!(
        value,
        Value::Absent
            | Value::Integer(_)
            | Value::Unsigned(_)
            | Value::Float(_)
            | Value::Boolean(_)
    );
    hides_something && is_secret_name(name)
}

/// Whether the member of this name is a secret, if it is a text or holds texts.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let ends_in = |word: &&str| ends_in_word(name, word);
    SECRETS.iter().any(ends_in) && !NO_SECRETS.iter().any(ends_in)
}

fn ends_in_word(name: &str, word: &str) -> bool {
    let Some((before, end)) = name
        .len()
        .checked_sub(word.len())
        .and_then(|start| name.split_at_checked(start))
    else {
        return false;
    };
    end.eq_ignore_ascii_case(word)
        && (before.is_empty() || before.ends_with('_') || end.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hides(name: &str) -> bool {
        is_secret(name, &Value::String("value"))
    }

    #[test]
    fn hides_what_must_not_be_in_a_log() {
        for name in [
            "Password",
            "AdminPassword",
            "PassWord",
            "password",
            "DBPassword",
            "MasterUserPassword",
            "DbPwd",
            "Pwd",
            "SecretKey",
            "TmpSecretKey",
            "APISecretKey",
            "secret_key",
            "SecretAccessKey",
            "AccessKeySecret",
            "AppSecret",
            "PrivateKey",
            "CertificatePrivateKey",
            "GmEncPrivateKey",
            "PrivateKeyPassword",
            "KeyPass",
            "Passphrase",
            "Token",
            "TmpToken",
            "SessionToken",
            "CosSecurityToken",
            "AccessToken",
            "access_token",
            "AuthTokens",
            "Credential",
            "Credentials",
            "CredentialData",
            "SecretString",
            "SecretBinary",
            "Plaintext",
            "SAMLAssertion",
        ] {
            assert!(hides(name), "{name}");
        }
    }

    #[test]
    fn shows_what_only_sounds_like_a_secret() {
        for name in [
            "NextToken",
            "NextPageToken",
            "PageToken",
            "ClientToken",
            "ScrollToken",
            "ContinueToken",
            "TotalTokens",
            "CompletionTokens",
            "InputTotalToken",
            "MaxInputToken",
            "TokenCount",
            "TokenType",
            "TokenId",
            "Tokenizer",
            "KeyId",
            "SecretId",
            "TmpSecretId",
            "SecretName",
            "SecretKeyId",
            "SecretList",
            "CredentialId",
            "CredentialType",
            "PasswordStatus",
            "PasswordUpdateTime",
            "ValidatePasswordPolicy",
            "PrivateIpAddress",
            "PrivateIpAddresses",
            "PassThrough",
            "Bypass",
            "PassengerName",
            "InstanceIds",
            "Consecretid",
            "stoken",
        ] {
            assert!(!hides(name), "{name}");
        }
    }

    #[test]
    fn shows_numbers_and_answers_to_questions() {
        assert!(!is_secret("Token", &Value::Integer(3)));
        assert!(!is_secret("EncryptPassword", &Value::Boolean(true)));
    }
}
