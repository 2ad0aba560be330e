//! The files of `tccli`: what it writes with `tccli configure`, `tccli auth login` and `tccli sso login`.
//!
//! As version 3.1.189 writes and reads them; names of keys are theirs.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use secrecy::zeroize::Zeroize;

use super::{Files, not_readable};
use crate::credential::{
    AssumeRoleCredential, Credential, CredentialError, CredentialFuture, CredentialProvider,
    CvmRoleCredential,
};
use crate::object::decode;
use crate::{Object, Platform, object};

/// `PROFILE.credential`.
#[derive(Clone)]
struct Stored {
    kind: Option<String>,
    secret_id: String,
    secret_key: String,
    token: Option<String>,
    role_arn: Option<String>,
    role_session_name: Option<String>,
    expires_at: Option<i64>,
}

object! {
    Stored {
        "type" => kind = None,
        "secretId" => secret_id = String::new(),
        "secretKey" => secret_key = String::new(),
        "token" => token = None,
        "role-arn" => role_arn = None,
        "role-session-name" => role_session_name = None,
        "expiresAt" => expires_at = None,
    }
}

/// What was read is wiped, as the text of the file is.
impl Drop for Stored {
    fn drop(&mut self) {
        self.secret_key.zeroize();
        self.token.zeroize();
    }
}

/// `PROFILE.configure`.
#[derive(Clone)]
struct Configure {
    system: Option<System>,
    sts: Option<Service>,
}

object! {
    Configure {
        "_sys_param" => system = None,
        "sts" => sts = None,
    }
}

#[derive(Clone)]
struct System {
    region: Option<String>,
}

object! {
    System {
        "region" => region = None,
    }
}

#[derive(Clone)]
struct Service {
    endpoint: Option<String>,
}

object! {
    Service {
        "endpoint" => endpoint = None,
    }
}

/// The region of a profile.
pub(super) fn region(files: &mut Files, file: &Path) -> Result<Option<String>, CredentialError> {
    let configure = read::<Configure>(files, file)?;
    let region = configure.and_then(|configure| configure.system?.region);
    Ok(region
        .map(|region| region.trim().to_owned())
        .filter(|region| !region.is_empty()))
}

/// What gives the credential of a profile, if the files name one. `profile` is its name, for messages.
pub(super) fn provider(
    files: &mut Files,
    folder: &Path,
    profile: &str,
) -> Result<Option<Arc<dyn CredentialProvider>>, CredentialError> {
    let file = folder.join(format!("{profile}.credential"));
    let Some(stored) = read::<Stored>(files, &file)? else {
        return Ok(None);
    };
    let login = match stored.kind.as_deref() {
        None | Some("" | "default") => None,
        Some("cvm-role") => return Ok(Some(Arc::new(CvmRoleCredential::required()))),
        Some("oauth") => Some("tccli auth login"),
        Some("sso") => Some("tccli sso login"),
        Some(_) => {
            let expected = "expected `type` to be default, oauth, sso or cvm-role";
            return Err(not_readable(&file, expected));
        }
    };
    let role = stored.role_arn.clone().filter(|role| !role.is_empty());
    let session = stored
        .role_session_name
        .clone()
        .filter(|name| !name.is_empty());
    let command = login.map(|command| format!("{command} --profile {profile}"));
    let credential = stored.credential(&file)?;
    if let Some(command) = command {
        let Some(credential) = credential else {
            // `tccli sso configure` has been run, and no more.
            let file = file.display();
            let error = format!("there is no login in profile file {file} yet: run `{command}`");
            return Err(CredentialError::new(error));
        };
        return Ok(Some(Arc::new(Login {
            credential,
            command,
        })));
    }
    let Some(credential) = credential else {
        let file = file.display();
        files.note(format!("{file} has neither secretId nor secretKey"));
        return Ok(None);
    };
    let Some(role) = role else {
        return Ok(Some(Arc::new(credential)));
    };
    let mut provider = AssumeRoleCredential::new(credential, role);
    if let Some(session) = session {
        provider = provider.session_name(session);
    }
    let configure = read::<Configure>(files, &folder.join(format!("{profile}.configure")))?;
    let endpoint = configure.and_then(|configure| configure.sts?.endpoint);
    if let Some(endpoint) = endpoint.filter(|endpoint| !endpoint.is_empty()) {
        provider = provider.endpoint(endpoint);
    }
    Ok(Some(Arc::new(provider)))
}

impl Stored {
    /// The key; nothing if there is none.
    fn credential(&self, file: &Path) -> Result<Option<Credential>, CredentialError> {
        match (self.secret_id.trim(), self.secret_key.trim()) {
            ("", "") => return Ok(None),
            ("", _) => return Err(not_readable(file, "expected `secretId` beside `secretKey`")),
            (_, "") => return Err(not_readable(file, "expected `secretKey` beside `secretId`")),
            _ => {}
        }
        let mut credential = Credential::new(self.secret_id.trim(), self.secret_key.trim())
            .with_origin(format!("profile file {}", file.display()));
        if let Some(token) = self.token.as_deref().filter(|token| !token.is_empty()) {
            credential = credential.with_token(token);
        }
        let seconds = self
            .expires_at
            .and_then(|seconds| u64::try_from(seconds).ok());
        let expiration = seconds
            .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        if let Some(expiration) = expiration {
            credential = credential.with_expiration(expiration);
        }
        Ok(Some(credential))
    }
}

fn read<T: Object>(files: &mut Files, file: &Path) -> Result<Option<T>, CredentialError> {
    let Some(text) = files.read(file)? else {
        return Ok(None);
    };
    let mut object = T::empty();
    decode(text.as_bytes(), &mut object).map_err(|error| not_readable(file, &error.to_string()))?;
    Ok(Some(object))
}

/// The temporary credential that a login has left. Only `tccli` can get the next one.
struct Login {
    credential: Credential,
    command: String,
}

impl CredentialProvider for Login {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        let is_over = self
            .credential
            .expiration()
            .is_some_and(|end| end <= platform.now());
        let result = if is_over {
            let origin = self.credential.origin().unwrap_or_default();
            let command = &self.command;
            Err(CredentialError::new(format!(
                "the login in {origin} has expired: run `{command}`"
            )))
        } else {
            Ok(self.credential.clone())
        };
        Box::pin(std::future::ready(result))
    }

    fn name(&self) -> &str {
        self.credential.name()
    }
}
