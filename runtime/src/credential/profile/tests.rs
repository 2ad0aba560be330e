//! What is read from files: `tests.txt`, cases of a title, variables, files, and what is found.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use secrecy::ExposeSecret;

use super::*;
use crate::{Transport, TransportError, TransportErrorKind, TransportFuture};

const CASES: &str = include_str!("tests.txt");
const FOUND: &str = "-- found\n";
/// In every secret of the files.
const CANARY: &str = "hunter2";

/// There is no network; the error has the request.
struct Offline;

impl Transport for Offline {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let body = String::from_utf8_lossy(request.body());
        let error = format!("[not sent: {} {body}]", request.uri());
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Setup, error)) })
    }
}

/// At 1,700,000,000 s.
fn platform() -> Platform {
    let mut platform = Platform::default();
    platform.set_transport(Arc::new(Offline));
    platform.set_clock(Arc::new(|| seconds(1_700_000_000)));
    platform
}

fn seconds(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[tokio::test]
async fn finds_credentials_in_files() {
    let mut actual = String::new();
    for (index, case) in CASES.split("== ").enumerate() {
        let Some((input, _)) = case.split_once(FOUND) else {
            assert_eq!(index, 0, "a case without `{FOUND}`: {case}");
            actual.push_str(case);
            continue;
        };
        writeln!(actual, "== {input}{FOUND}{}\n", find(input).await).unwrap();
    }
    let actual = format!("{}\n", actual.trim_end());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let file = "src/credential/profile/tests.txt";
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), &actual).unwrap();
    } else {
        assert_eq!(actual, CASES, "UPDATE_GOLDEN=1 writes what is found now");
    }
}

/// Writes the files of a case, and says what is found there.
async fn find(input: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().display().to_string();
    let mut variables = vec![("HOME".to_owned(), format!("{path}/home"))];
    let mut files: Vec<(String, String)> = Vec::new();
    for line in input.lines().skip(1) {
        if let Some(header) = line.strip_prefix("-- ") {
            match header.split_once('=') {
                Some((name, value)) => {
                    variables.push((name.to_owned(), value.replace("ROOT", &path)));
                }
                None => files.push((header.replace("ROOT", &path), String::new())),
            }
        } else if let Some((_, text)) = files.last_mut() {
            writeln!(text, "{line}").unwrap();
        }
    }
    for (file, text) in files {
        fs::create_dir_all(Path::new(&file).parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let environment = Environment::from(variables);
    let provider = ProfileCredential::of(environment, root.path().join("etc/credentials"));
    let found = provider.credential(&platform()).await;
    let shown = format!("{provider:?} {found:?}");
    assert!(!shown.contains(CANARY), "a secret is shown: {shown}");
    let mut found = match found {
        Ok(credential) => show(&credential),
        Err(error) => {
            let kind = if error.is_not_configured() {
                "not configured"
            } else {
                "error"
            };
            let message = error.to_string();
            // What would be sent has the role, and no secret in it.
            assert!(!message.contains(CANARY), "a secret is shown: {message}");
            format!("{kind}: {message}")
        }
    };
    match provider.region() {
        Ok(Some(region)) => write!(found, "\nregion: {region}").unwrap(),
        Ok(None) => {}
        Err(error) => write!(found, "\nregion: {error}").unwrap(),
    }
    found.replace(&path, "ROOT")
}

fn show(credential: &Credential) -> String {
    let mut shown = format!(
        "{} {}",
        credential.secret_id(),
        credential.secret_key().expose_secret()
    );
    if let Some(token) = credential.expose_token() {
        write!(shown, " {token}").unwrap();
    }
    if let Some(expiration) = credential.expiration() {
        let since = expiration.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        write!(shown, " until {}", since.as_secs()).unwrap();
    }
    write!(shown, "\nfrom {}", credential.origin().unwrap()).unwrap();
    shown
}

#[tokio::test]
async fn a_file_that_changes_is_read_again() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("credentials");
    let provider = ProfileCredential::of(Environment::of([]), "none".into()).file(&file);
    let platform = platform();
    let write = |id: &str| fs::write(&file, format!("[default]\nsecret_id={id}\nsecret_key=k"));
    let id = async || {
        let credential = provider.credential(&platform).await?;
        Ok::<_, CredentialError>(credential.secret_id().to_owned())
    };

    assert!(id().await.is_err(), "there is no file");
    write("AKID-first").unwrap();
    assert_eq!(id().await.unwrap(), "AKID-first");
    write("AKID-the-second").unwrap();
    assert_eq!(id().await.unwrap(), "AKID-the-second");
    fs::write(&file, "[default]\nsecret_id=half").unwrap();
    assert!(id().await.is_err(), "a half file gives no old credential");
    write("AKID-third").unwrap();
    assert_eq!(id().await.unwrap(), "AKID-third");
    fs::remove_file(&file).unwrap();
    assert!(id().await.is_err());
}

#[tokio::test]
async fn a_file_that_comes_before_the_one_that_was_read_counts() {
    let root = tempfile::tempdir().unwrap();
    let (home, system) = (root.path().join("home"), root.path().join("system"));
    let environment = Environment::of([("HOME", home.to_str().unwrap())]);
    let provider = ProfileCredential::of(environment, system.clone());
    let text = |id: &str| format!("[default]\nsecret_id={id}\nsecret_key=k");
    fs::write(system, text("system")).unwrap();
    let platform = platform();
    let credential = provider.credential(&platform).await.unwrap();
    assert_eq!(credential.secret_id(), "system");

    fs::create_dir_all(home.join(".tencentcloud")).unwrap();
    fs::write(home.join(".tencentcloud/credentials"), text("own")).unwrap();
    let credential = provider.credential(&platform).await.unwrap();
    assert_eq!(credential.secret_id(), "own");
}

#[tokio::test]
async fn a_login_expires_without_a_change_of_the_file() {
    let root = tempfile::tempdir().unwrap();
    let text =
        r#"{"type":"oauth","secretId":"AKIDid","secretKey":"hunter2","expiresAt":1700000600}"#;
    fs::write(root.path().join("default.credential"), text).unwrap();
    let provider =
        ProfileCredential::of(Environment::of([]), "none".into()).tccli_folder(root.path());
    let mut platform = platform();
    assert!(provider.credential(&platform).await.is_ok());
    platform.set_clock(Arc::new(|| seconds(1_700_000_600)));
    let error = provider.credential(&platform).await.unwrap_err();
    let message = error.to_string();
    assert!(
        message.ends_with("has expired: run `tccli auth login --profile default`"),
        "{message}"
    );
}
