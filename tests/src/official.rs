//! The official Python SDK, to compare with. It is no part of the project: tests that need it skip where it is absent.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

/// An interpreter that can import `tencentcloud.common`: the one that `TCGEN_PYTHON` names, else that of a virtual
/// environment in `target/official-sdk`, else `python3`. Where there is none, says so, and what to do.
pub fn python() -> Option<PathBuf> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/official-sdk/bin/python");
    let python = match std::env::var_os("TCGEN_PYTHON") {
        Some(python) => PathBuf::from(python),
        None if installed.exists() => installed,
        None => PathBuf::from("python3"),
    };
    let import = Command::new(&python)
        .args(["-c", "import tencentcloud.common"])
        .stderr(Stdio::null())
        .status();
    if import.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    eprintln!(
        "skipped: {} has no package tencentcloud-sdk-python-common; `python3 -m venv target/official-sdk && \
         target/official-sdk/bin/pip install tencentcloud-sdk-python-common` installs it",
        python.display()
    );
    None
}

/// Runs a program of `tests/python` that answers each line of JSON with one.
///
/// # Panics
///
/// When the program fails; what it wrote to stderr is printed.
pub fn ask(python: &Path, program: &str, questions: &[Value]) -> Vec<Value> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("python")
        .join(program);
    let mut child = Command::new(python)
        .arg(program)
        // What it signs for must not depend on where it runs.
        .env("TZ", "Asia/Shanghai")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter was there before");
    let mut input = child.stdin.take().expect("stdin is piped");
    let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
    // It answers while it is asked: neither side may wait for the other.
    let writer = thread::spawn(move || input.write_all(lines.join("\n").as_bytes()));
    let output = child.wait_with_output().expect("the program ends");
    let written = writer.join().expect("the writer does not panic");
    assert!(output.status.success(), "{}", output.status);
    written.expect("a program that succeeds has read everything");
    let answers: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("an answer is JSON"))
        .collect();
    assert_eq!(answers.len(), questions.len());
    answers
}
