use std::time::{Duration, SystemTime};

use super::Credential;
use crate::object;

/// A temporary key as the services write it: `sts` in its answers, and the metadata service.
#[derive(Clone)]
pub(super) struct TemporaryKey {
    pub(super) token: String,
    pub(super) tmp_secret_id: String,
    pub(super) tmp_secret_key: String,
}

object! {
    TemporaryKey {
        "Token" => token = String::new(),
        "TmpSecretId" => tmp_secret_id = String::new(),
        "TmpSecretKey" => tmp_secret_key = String::new(),
    }
}

impl TemporaryKey {
    /// The credential, if nothing of it is missing. Without the time of its end, in seconds since 1970, it would be kept for
    /// good.
    pub(super) fn into_credential(self, expired_time: Option<i64>) -> Option<Credential> {
        let seconds = u64::try_from(expired_time?).ok()?;
        let expiration = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        let is_complete = ![&self.token, &self.tmp_secret_id, &self.tmp_secret_key]
            .iter()
            .any(|part| part.is_empty());
        is_complete.then(|| {
            Credential::new(self.tmp_secret_id, self.tmp_secret_key)
                .with_token(self.token)
                .with_expiration(expiration)
        })
    }
}
