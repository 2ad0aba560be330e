//! The official SDKs for Python and Go, to compare with. They are no part of the project: what needs one skips where it is
//! absent.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// An interpreter that can import `tencentcloud.common`: the one that `TCGEN_PYTHON` names, else that of a virtual
/// environment in `target/official-sdk`, else `python3`. Where there is none, says so, and what to do.
pub fn python() -> Option<PathBuf> {
    let installed = project().join("target/official-sdk/bin/python");
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

/// A program that answers each line of JSON with one.
#[derive(Debug)]
pub struct Worker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts a program of `tests/python`.
    ///
    /// # Panics
    ///
    /// When the interpreter cannot be started.
    pub fn python(python: &Path, program: &str) -> Self {
        let mut command = Command::new(python);
        command.arg(project().join("tests/python").join(program));
        Self::start(&mut command)
    }

    /// Compiles and starts `tests/go/calls.go`, where `TCGEN_GO_SDK` names a checkout of the SDK and there is a `go`. Says so
    /// where there is none.
    ///
    /// # Panics
    ///
    /// When the folder of temporary files cannot be written.
    pub fn go() -> Option<Self> {
        let Some(sdk) = std::env::var_os("TCGEN_GO_SDK") else {
            eprintln!("skipped: TCGEN_GO_SDK names no checkout of tencentcloud-sdk-go");
            return None;
        };
        let common = "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common";
        let folder = std::env::temp_dir().join(format!("tcgen-go-{}", std::process::id()));
        let module = format!(
            "module calls\n\ngo 1.18\n\nrequire {common} v0.0.0\n\nreplace {common} => {}/tencentcloud/common\n",
            Path::new(&sdk).display()
        );
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        std::fs::write(folder.join("go.mod"), module).expect("it can be written");
        let program = project().join("tests/go/calls.go");
        std::fs::copy(program, folder.join("calls.go")).expect("the program is checked in");
        let build = Command::new("go")
            .args(["build", "-mod=mod", "-o", "calls", "."])
            .env("GOPROXY", "off")
            .current_dir(&folder)
            .status();
        let worker = build
            .is_ok_and(|status| status.success())
            .then(|| Self::start(&mut Command::new(folder.join("calls"))));
        if worker.is_none() {
            eprintln!("skipped: there is no `go`, or it cannot compile the SDK");
        }
        // The program runs already.
        let _ = std::fs::remove_dir_all(folder);
        worker
    }

    fn start(command: &mut Command) -> Self {
        let mut child = command
            // What it signs for must not depend on where it runs.
            .env("TZ", "Asia/Shanghai")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was there before");
        let input = child.stdin.take().expect("stdin is piped");
        let output = child.stdout.take().expect("stdout is piped");
        Self {
            child,
            input,
            output: BufReader::new(output),
        }
    }

    /// Its answer.
    ///
    /// # Panics
    ///
    /// When it has ended; what it wrote to stderr is printed.
    pub fn ask(&mut self, question: &Value) -> Value {
        let mut line = String::new();
        writeln!(self.input, "{question}")
            .and_then(|()| self.input.flush())
            .and_then(|()| self.output.read_line(&mut line))
            .expect("the program runs");
        serde_json::from_str(&line).expect("an answer is JSON")
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
