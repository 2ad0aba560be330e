mod files;
mod ini;
mod tccli;
#[cfg(all(test, unix))]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::ExposeSecret;

use self::files::Files;
use super::environment::Environment;
use super::{Credential, CredentialError, CredentialFuture, CredentialProvider};
use crate::Platform;

/// The file of the official clients.
const FILE: &str = "TENCENTCLOUD_CREDENTIALS_FILE";
const SYSTEM_FILE: &str = "/etc/tencentcloud/credentials";
/// The name of the profile: what Terraform reads, and what `tccli` does.
const PROFILE: &str = "TENCENTCLOUD_PROFILE";
const TCCLI_PROFILE: &str = "TCCLI_PROFILE";
/// Terraform's, for the folder of `tccli`.
const TCCLI_FOLDER: &str = "TENCENTCLOUD_SHARED_CREDENTIALS_DIR";
const DEFAULT: &str = "default";

/// Reads the credential of a profile from the files of the official clients, or else from those of `tccli`.
///
/// The first of these that has the profile counts:
///
/// 1. `~/.tencentcloud/credentials`, INI: a section `[default]` with `secret_id`, `secret_key`, and the `token` of a
///    temporary key;
/// 2. `/etc/tencentcloud/credentials`, the same;
/// 3. `~/.tccli/default.credential`, JSON, in the folder that `TENCENTCLOUD_SHARED_CREDENTIALS_DIR` names if it is set.
///
/// `TENCENTCLOUD_CREDENTIALS_FILE` names a file to read instead of all of them; it is INI. The name of the profile is
/// `default`, or what `TENCENTCLOUD_PROFILE` says; for `tccli`'s files, or else `TCCLI_PROFILE`. A profile that is named,
/// in one of these ways or by [`Self::profile`], has to be there: without it, a
/// [`CredentialChain`](crate::CredentialChain) ends with that error.
///
/// | in `tccli`'s file | gives |
/// |---|---|
/// | `secretId`, `secretKey`, `token` | that credential |
/// | with `role-arn` (and `role-session-name`) too | [`AssumeRoleCredential`](crate::AssumeRoleCredential) with it, at the host of `sts` in `PROFILE.configure` |
/// | `"type": "cvm-role"` | [`CvmRoleCredential`](crate::CvmRoleCredential) |
/// | `"type": "oauth"` or `"sso"` | the temporary credential that `tccli auth login` or `tccli sso login` has left, until it expires: only `tccli` can renew it, which any of its commands does |
///
/// Before each request the files are asked for their times and lengths, and read again if one changed. Nothing is wrong
/// with a file that others can read, too.
pub struct ProfileCredential {
    profile: Option<String>,
    file: Option<PathBuf>,
    tccli_folder: Option<PathBuf>,
    environment: Environment,
    system_file: PathBuf,
    found: Mutex<Option<Found>>,
}

/// What the files gave.
struct Found {
    files: Files,
    provider: Arc<dyn CredentialProvider>,
}

impl Found {
    fn new(files: Files, provider: Arc<dyn CredentialProvider>) -> Self {
        Self { files, provider }
    }
}

/// A name of a profile, and whether somebody has chosen it.
struct Name {
    name: String,
    is_chosen: bool,
}

impl ProfileCredential {
    /// The profile and the files that the environment names, or the default ones.
    pub fn new() -> Self {
        Self::of(Environment::default(), SYSTEM_FILE.into())
    }

    fn of(environment: Environment, system_file: PathBuf) -> Self {
        Self {
            profile: None,
            file: None,
            tccli_folder: None,
            environment,
            system_file,
            found: Mutex::default(),
        }
    }

    /// The profile of this name.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// This file, in INI, and no other.
    #[must_use]
    pub fn file(mut self, file: impl Into<PathBuf>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// The folder of `tccli`'s files.
    #[must_use]
    pub fn tccli_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.tccli_folder = Some(folder.into());
        self
    }

    /// The region that `tccli` uses for the profile, from `~/.tccli/default.configure`. The other files have none.
    ///
    /// # Errors
    /// The file is there, and is not what `tccli` writes.
    pub fn region(&self) -> Result<Option<String>, CredentialError> {
        let profile = self.tccli_profile()?.name;
        let Some(folder) = self.folder() else {
            return Ok(None);
        };
        let file = folder.join(format!("{profile}.configure"));
        tccli::region(&mut Files::default(), &file)
    }

    /// The provider that the files name, which is kept until one of them changes.
    fn provider(&self) -> Result<Arc<dyn CredentialProvider>, CredentialError> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        match &*found {
            Some(found) if found.files.are_unchanged() => Ok(Arc::clone(&found.provider)),
            _ => {
                *found = None;
                let now = self.find()?;
                Ok(Arc::clone(&found.insert(now).provider))
            }
        }
    }

    fn find(&self) -> Result<Found, CredentialError> {
        let mut files = Files::default();
        if let Some(file) = self.only_file() {
            let profile = self.sdk_profile()?.name;
            let credential = sdk_credential(&mut files, &file, &profile)?;
            let credential = credential.ok_or_else(|| missing(&profile, &files).into_required())?;
            return Ok(Found::new(files, Arc::new(credential)));
        }
        let profile = self.sdk_profile()?.name;
        let own = self
            .home()
            .map(|home| home.join(".tencentcloud").join("credentials"));
        for file in own.iter().chain([&self.system_file]) {
            if let Some(credential) = sdk_credential(&mut files, file, &profile)? {
                return Ok(Found::new(files, Arc::new(credential)));
            }
        }
        let Name { name, is_chosen } = self.tccli_profile()?;
        if let Some(folder) = self.folder()
            && let Some(provider) = tccli::provider(&mut files, &folder, &name)?
        {
            return Ok(Found::new(files, provider));
        }
        let missing = missing(&name, &files);
        Err(if is_chosen {
            missing.into_required()
        } else {
            missing
        })
    }

    fn only_file(&self) -> Option<PathBuf> {
        self.file.clone().or_else(|| self.environment.path(FILE))
    }

    fn folder(&self) -> Option<PathBuf> {
        self.tccli_folder
            .clone()
            .or_else(|| self.environment.path(TCCLI_FOLDER))
            .or_else(|| Some(self.home()?.join(".tccli")))
    }

    fn home(&self) -> Option<PathBuf> {
        let variable = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        self.environment.path(variable).or_else(std::env::home_dir)
    }

    fn sdk_profile(&self) -> Result<Name, CredentialError> {
        self.name(&[PROFILE])
    }

    fn tccli_profile(&self) -> Result<Name, CredentialError> {
        self.name(&[PROFILE, TCCLI_PROFILE])
    }

    /// The name that was set, or that of the first variable that is set, or `default`.
    fn name(&self, variables: &[&str]) -> Result<Name, CredentialError> {
        let mut chosen = self.profile.clone();
        for variable in variables {
            if chosen.is_none() {
                chosen = self.environment.read(variable)?;
            }
        }
        // It becomes part of the name of a file.
        if let Some(name) = chosen
            .as_deref()
            .filter(|name| name.contains(['/', '\\', '\0']))
        {
            let error = format!("{name:?} is not the name of a profile: there is a slash in it");
            return Err(CredentialError::new(error));
        }
        Ok(Name {
            is_chosen: chosen.is_some(),
            name: chosen.unwrap_or_else(|| DEFAULT.to_owned()),
        })
    }
}

/// The credential of a section of a file of the official clients. Nothing, with a note, if it is not there.
fn sdk_credential(
    files: &mut Files,
    file: &Path,
    profile: &str,
) -> Result<Option<Credential>, CredentialError> {
    let Some(text) = files.read(file)? else {
        return Ok(None);
    };
    let section = ini::section(&text, profile).map_err(|line| {
        not_readable(
            file,
            &format!("line {}: expected {}", line.number, line.expected),
        )
    })?;
    let Some(section) = section else {
        files.note(format!("{} has no section [{profile}]", file.display()));
        return Ok(None);
    };
    let missing = match (section.secret_id, section.secret_key) {
        (Some(id), Some(key)) => {
            let mut credential = Credential::new(id, key.expose_secret())
                .with_origin(format!("section [{profile}] of {}", file.display()));
            if let Some(token) = section.token {
                credential = credential.with_token(token.expose_secret());
            }
            return Ok(Some(credential));
        }
        (None, None) => {
            let file = file.display();
            files.note(format!(
                "section [{profile}] of {file} has neither secret_id nor secret_key"
            ));
            return Ok(None);
        }
        (None, _) => "secret_id",
        (_, None) => "secret_key",
    };
    Err(not_readable(
        file,
        &format!("expected `{missing}` in section [{profile}]"),
    ))
}

fn missing(profile: &str, files: &Files) -> CredentialError {
    CredentialError::not_configured(format!("there is no profile {profile}: {}", files.notes()))
}

/// A file that is there and is not as it should be. The reason must not have a part of it.
fn not_readable(file: &Path, reason: &str) -> CredentialError {
    CredentialError::new(format!("cannot read {}: {reason}", file.display()))
}

impl Default for ProfileCredential {
    fn default() -> Self {
        Self::new()
    }
}

impl CredentialProvider for ProfileCredential {
    fn credential<'a>(&'a self, platform: &'a Platform) -> CredentialFuture<'a> {
        Box::pin(async move { self.provider()?.credential(platform).await })
    }

    fn invalidate(&self, credential: &Credential) -> bool {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found
            .as_ref()
            .is_some_and(|found| found.provider.invalidate(credential))
    }

    fn name(&self) -> &'static str {
        "profile files"
    }
}

impl fmt::Debug for ProfileCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        f.debug_struct("ProfileCredential")
            .field("profile", &self.profile)
            .field("file", &self.file)
            .field("tccli_folder", &self.tccli_folder)
            .field("found", &found.as_ref().map(|found| found.provider.name()))
            .finish_non_exhaustive()
    }
}
