use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HOST;

use super::cached::provide_from_cache;
use super::temporary::TemporaryKey;
use super::{CachedCredential, Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::object::decode;
use crate::{Object, Platform, Timeout, TransportError, TransportErrorKind, object};

const METADATA: &str = "metadata.tencentyun.com";
const ROLES: &str = "/latest/meta-data/cam/security-credentials/";
/// The service is next to the machine: it answers at once, or is not there.
const TIMEOUT: Duration = Duration::from_secs(1);
const ATTEMPTS: u32 = 2;

/// Takes on the role that is bound to the machine that the program runs on, from the metadata service of CVM.
///
/// The temporary credential is kept and renewed as [`CachedCredential`] does. The service is asked over plain HTTP at
/// `metadata.tencentyun.com`, which is there within Tencent Cloud only: at most twice, for a second each. Where a
/// proxy is set for `http`, set `NO_PROXY` to that name, too.
#[derive(Debug)]
pub struct CvmRoleCredential(CachedCredential<CvmRole>);

impl CvmRoleCredential {
    /// The role of the machine, whatever its name is. It is asked for again with each renewal.
    pub fn new() -> Self {
        Self::of(false)
    }

    /// The same where somebody has said that it has to be a CVM role: that there is none is an error then, and no reason to
    /// look elsewhere.
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn required() -> Self {
        Self::of(true)
    }

    fn of(is_required: bool) -> Self {
        Self(CachedCredential::new(CvmRole {
            name: None,
            is_required,
        }))
    }

    /// The role of this name. That it is not bound, or that there is no metadata service, is then an error that ends a
    /// [`CredentialChain`](crate::CredentialChain).
    #[must_use]
    pub fn role(self, name: impl Into<String>) -> Self {
        Self(self.0.map(|role| role.name = Some(name.into())))
    }
}

impl Default for CvmRoleCredential {
    fn default() -> Self {
        Self::new()
    }
}

provide_from_cache!(CvmRoleCredential);

struct CvmRole {
    name: Option<String>,
    is_required: bool,
}

impl CredentialProvider for CvmRole {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(self.fetch(platform))
    }

    fn name(&self) -> &'static str {
        "CVM role"
    }
}

impl CvmRole {
    async fn fetch(&self, platform: &Platform) -> Result<Credential, CredentialError> {
        let name = match &self.name {
            Some(name) if is_role_name(name) => name.clone(),
            Some(name) => {
                let error = format!("{name:?} is not the name of a CVM role");
                return Err(CredentialError::new(error));
            }
            None => discover(platform)
                .await
                .map_err(|error| self.judge(error))?,
        };
        let path = format!("{ROLES}{name}");
        let answer = get(&path, platform).await;
        let answer = answer.map_err(|error| not_reached(error, CredentialError::new))?;
        match answer.status() {
            StatusCode::OK => key(&name, answer.body()),
            StatusCode::NOT_FOUND => {
                let error = format!("the role {name} is not bound to this CVM");
                Err(CredentialError::new(error))
            }
            status => Err(refused(status)),
        }
    }

    fn judge(&self, error: CredentialError) -> CredentialError {
        if self.is_required {
            error.into_required()
        } else {
            error
        }
    }
}

/// The name of the role that is bound.
async fn discover(platform: &Platform) -> Result<String, CredentialError> {
    let answer = get(ROLES, platform).await.map_err(|error| {
        if error.kind() == TransportErrorKind::Setup {
            not_reached(error, CredentialError::new)
        } else {
            not_reached(error, CredentialError::not_configured)
        }
    })?;
    match answer.status() {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND => return Err(no_role()),
        status => return Err(refused(status)),
    }
    let text = std::str::from_utf8(answer.body()).unwrap_or_default();
    match text.lines().map(str::trim).find(|line| !line.is_empty()) {
        Some(name) if is_role_name(name) => Ok(name.to_owned()),
        // The page of a network that wants a login, say.
        Some(_) => Err(CredentialError::not_configured(format!(
            "what answers as {METADATA} is not the metadata service of a CVM"
        ))),
        None => Err(no_role()),
    }
}

/// The names that CAM allows, none of which needs an escape in a path, or leads elsewhere in it.
fn is_role_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+=,.@_-".contains(&byte);
    name.len() <= 128
        && name.bytes().all(is_allowed)
        && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// The credential in an answer. Messages have nothing of the answer but a code.
fn key(role: &str, body: &[u8]) -> Result<Credential, CredentialError> {
    let failed = |reason: &str| {
        CredentialError::new(format!(
            "cannot read the credential of the CVM role {role}: {reason}"
        ))
    };
    let mut answer = Answer::empty();
    decode(body, &mut answer).map_err(|error| failed(&error.to_string()))?;
    match answer.code.as_deref() {
        Some("Success") => {}
        Some(code) if code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            return Err(failed(&format!(
                "the metadata service answers with the code {code}"
            )));
        }
        _ => {
            return Err(failed(
                "the metadata service does not answer with the code Success",
            ));
        }
    }
    let key = TemporaryKey {
        token: answer.token,
        tmp_secret_id: answer.tmp_secret_id,
        tmp_secret_key: answer.tmp_secret_key,
    };
    let credential = key.into_credential(answer.expired_time);
    let credential = credential.ok_or_else(|| failed("the answer is not complete"))?;
    Ok(credential.with_origin(format!("CVM role {role}")))
}

async fn get(path: &str, platform: &Platform) -> Result<http::Response<Bytes>, TransportError> {
    let transport = platform.transport()?;
    let mut attempt = 1;
    loop {
        let request = http::Request::get(format!("http://{METADATA}{path}"))
            .header(HOST, METADATA)
            .extension(Timeout(TIMEOUT))
            .body(Bytes::new())
            .expect("a checked name of a role can be in a path");
        match transport.send(request).await {
            Err(error) if attempt < ATTEMPTS && error.kind() != TransportErrorKind::Setup => {
                attempt += 1;
            }
            result => return result,
        }
    }
}

fn not_reached(error: TransportError, kind: fn(String) -> CredentialError) -> CredentialError {
    let message = format!(
        "the metadata service of a CVM, {METADATA}, cannot be reached: {error}; is this a machine in Tencent Cloud?"
    );
    kind(message).with_said_source(error)
}

fn refused(status: StatusCode) -> CredentialError {
    CredentialError::new(format!(
        "the metadata service of a CVM, {METADATA}, answers with HTTP status {status}"
    ))
}

fn no_role() -> CredentialError {
    CredentialError::not_configured("no role is bound to this CVM")
}

/// What the metadata service says of a role.
#[derive(Clone)]
struct Answer {
    code: Option<String>,
    token: String,
    tmp_secret_id: String,
    tmp_secret_key: String,
    expired_time: Option<i64>,
}

object! {
    Answer {
        "TmpSecretId" => tmp_secret_id = String::new(),
        "TmpSecretKey" => tmp_secret_key = String::new(),
        "ExpiredTime" => expired_time = None,
        "Token" => token = String::new(),
        "Code" => code = None,
    }
}
