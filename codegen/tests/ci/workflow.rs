//! The workflow files of a guide, and running them: as much of GitHub's runner as they need.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use yaml_rust2::{Yaml, YamlLoader};

/// A guide, taken apart.
#[derive(Default)]
pub(crate) struct Guide {
    /// The YAML blocks, by the file that is named before each.
    pub(crate) files: BTreeMap<String, Yaml>,
    /// The blocks for a shell, in order.
    pub(crate) scripts: Vec<String>,
}

impl Guide {
    pub(crate) fn new(text: &str) -> Self {
        let mut guide = Self::default();
        let (mut name, mut block) = (String::new(), None::<(&str, String)>);
        for line in text.lines() {
            match block.take() {
                Some(("yaml", text)) if line == "```" => {
                    let mut documents = YamlLoader::load_from_str(&text).unwrap();
                    assert_eq!(documents.len(), 1, "{name}");
                    guide.files.insert(name.clone(), documents.remove(0));
                }
                Some(("sh", text)) if line == "```" => guide.scripts.push(text),
                Some((kind, text)) => block = Some((kind, text + line + "\n")),
                None if line.starts_with("```") => block = Some((&line[3..], String::new())),
                None => {
                    let named = line.split('`').skip(1).step_by(2);
                    let named =
                        named.filter(|word| Path::new(word).extension() == Some("yml".as_ref()));
                    named.for_each(|word| word.clone_into(&mut name));
                }
            }
        }
        guide
    }
}

/// A machine that runs jobs.
pub(crate) struct Runner {
    /// The repository that is checked out.
    pub(crate) remote: PathBuf,
    /// Commands that stand for those of a real machine.
    pub(crate) programs: PathBuf,
    /// The state of these commands.
    pub(crate) fakes: PathBuf,
    /// What stays from run to run: the cache.
    pub(crate) home: PathBuf,
    /// What jobs keep and hand on.
    pub(crate) artifacts: PathBuf,
}

/// How a job went.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    /// The names of the steps that were run.
    pub(crate) steps: Vec<String>,
    /// The one that failed, if one did.
    pub(crate) failed: Option<String>,
    /// What was printed.
    pub(crate) log: String,
    /// The summary of the run.
    pub(crate) summary: String,
}

/// What expressions can name.
pub(crate) type Context = BTreeMap<&'static str, String>;

/// A run of a job.
struct Job<'a> {
    runner: &'a Runner,
    /// What is checked out: the branch or other reference.
    reference: &'a str,
    context: BTreeMap<String, String>,
    env: BTreeMap<String, String>,
    folder: tempfile::TempDir,
    ran: Ran,
}

impl Runner {
    /// Runs a job; nothing if its condition does not hold.
    pub(crate) fn run(
        &self,
        workflow: &Yaml,
        job: &str,
        reference: &str,
        context: &Context,
    ) -> Option<Ran> {
        let folder = tempfile::tempdir().unwrap();
        let temp = folder.path().join("temp");
        fs::create_dir_all(&temp).unwrap();
        fs::create_dir_all(folder.path().join("work")).unwrap();
        let context = context
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()));
        let mut run = Job {
            runner: self,
            reference,
            context: context.collect(),
            env: BTreeMap::new(),
            folder,
            ran: Ran::default(),
        };
        run.context
            .insert("runner.os".to_owned(), "Linux".to_owned());
        run.context
            .insert("runner.temp".to_owned(), temp.to_str().unwrap().to_owned());
        run.add_env(&workflow["env"]);
        let job = &workflow["jobs"][job];
        run.add_env(&job["env"]);
        if !run.holds(&job["if"]) {
            return None;
        }
        for step in job["steps"].as_vec().unwrap() {
            run.step(step);
        }
        run.ran.summary = fs::read_to_string(temp.join("summary")).unwrap_or_default();
        Some(run.ran)
    }

    /// Runs a script as a step of a job would be: with nothing of the machine around it.
    pub(crate) fn script(
        &self,
        text: &str,
        folder: &Path,
        env: &BTreeMap<String, String>,
    ) -> (bool, String) {
        let path = format!(
            "{}:{}:/usr/local/bin:/usr/bin:/bin",
            self.programs.display(),
            self.home.join(".cargo/bin").display()
        );
        let output = Command::new("bash")
            .args(["-e", "-c", &format!("exec 2>&1\n{text}")])
            .current_dir(folder)
            .env_clear()
            .env("PATH", path)
            .env("HOME", &self.home)
            .env("FAKES", &self.fakes)
            .env("TCGEN", env!("CARGO_BIN_EXE_tcgen"))
            .env("NO_COLOR", "1")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(env)
            .output()
            .unwrap();
        let log = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), log)
    }

    /// Copies what is checked out into a folder.
    pub(crate) fn check_out(&self, reference: &str, depth: &str, folder: &Path) {
        let depth = match depth {
            "0" => String::new(),
            depth => format!("--depth {depth}"),
        };
        let remote = self.remote.display();
        let script = format!(
            "git init --quiet\ngit remote add origin 'file://{remote}'\n\
             git fetch --quiet {depth} origin '{reference}'\ngit checkout --quiet --detach FETCH_HEAD"
        );
        let (good, log) = self.script(&script, folder, &BTreeMap::new());
        assert!(good, "{log}");
    }
}

impl Job<'_> {
    fn step(&mut self, step: &Yaml) {
        if !self.holds(&step["if"]) {
            return;
        }
        let name = ["name", "uses"].iter().find_map(|key| step[*key].as_str());
        let name = name
            .expect("a step has a name, or uses an action")
            .to_owned();
        self.ran.steps.push(name.clone());
        let good = match step["uses"].as_str() {
            Some(action) => {
                self.action(action, &step["with"]);
                true
            }
            None => self.script(step),
        };
        if !good {
            self.ran.failed.get_or_insert(name);
        }
    }

    fn action(&self, action: &str, with: &Yaml) {
        let value = |key: &str| match &with[key] {
            Yaml::String(text) => self.expanded(text),
            Yaml::Integer(number) => number.to_string(),
            _ => String::new(),
        };
        let artifact = || self.runner.artifacts.join(value("name"));
        match action {
            "actions/checkout@v6" => {
                let depth = Some(value("fetch-depth")).filter(|depth| !depth.is_empty());
                let depth = depth.as_deref().unwrap_or("1");
                self.runner.check_out(self.reference, depth, &self.work());
            }
            // The cache is what stays in the home folder.
            "actions/cache@v5" => assert!(!value("key").contains("${{")),
            "actions/upload-artifact@v6" => {
                let from = PathBuf::from(value("path"));
                fs::create_dir_all(artifact()).unwrap();
                fs::copy(&from, artifact().join(from.file_name().unwrap())).unwrap();
            }
            "actions/download-artifact@v7" => {
                for file in fs::read_dir(artifact()).unwrap() {
                    let file = file.unwrap();
                    let to = Path::new(&value("path")).join(file.file_name());
                    fs::copy(file.path(), to).unwrap();
                }
            }
            other => panic!("unknown action {other}"),
        }
    }

    fn script(&mut self, step: &Yaml) -> bool {
        let temp = PathBuf::from(&self.context["runner.temp"]);
        let mut env = self.env.clone();
        if let Some(own) = step["env"].as_hash() {
            for (key, value) in own {
                let value = self.expanded(value.as_str().unwrap());
                env.insert(key.as_str().unwrap().to_owned(), value);
            }
        }
        let files = ["GITHUB_ENV", "GITHUB_OUTPUT"].map(|name| (name, temp.join(name)));
        for (name, path) in &files {
            fs::write(path, "").unwrap();
            env.insert((*name).to_owned(), path.to_str().unwrap().to_owned());
        }
        let summary = temp.join("summary");
        env.insert(
            "GITHUB_STEP_SUMMARY".to_owned(),
            summary.to_str().unwrap().to_owned(),
        );
        env.insert("RUNNER_TEMP".to_owned(), temp.to_str().unwrap().to_owned());
        let script = step["run"].as_str().unwrap();
        let (good, log) = self.runner.script(script, &self.work(), &env);
        self.ran.log += &log;
        let [of_env, of_output] = files.map(|(_, path)| pairs(&fs::read_to_string(path).unwrap()));
        self.env.extend(of_env);
        if let Some(id) = step["id"].as_str() {
            let outputs = of_output.into_iter();
            let outputs = outputs.map(|(key, value)| (format!("steps.{id}.outputs.{key}"), value));
            self.context.extend(outputs);
        }
        good
    }

    fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    fn add_env(&mut self, env: &Yaml) {
        for (key, value) in env.as_hash().into_iter().flatten() {
            let value = self.expanded(value.as_str().unwrap());
            let key = key.as_str().unwrap();
            self.context.insert(format!("env.{key}"), value.clone());
            self.env.insert(key.to_owned(), value);
        }
    }

    /// Whether a condition holds; without one, whether all went well so far.
    fn holds(&self, condition: &Yaml) -> bool {
        let is_good = self.ran.failed.is_none();
        let Some(condition) = condition.as_str() else {
            return is_good;
        };
        let condition = condition.trim_start_matches("${{").trim_end_matches("}}");
        let mut is_asked = false;
        let holds = condition.split("&&").all(|term| match term.trim() {
            "!cancelled()" => {
                is_asked = true;
                true
            }
            term => match term.split_once("==") {
                Some((one, other)) => self.value(one) == self.value(other),
                None => !self.value(term).is_empty(),
            },
        });
        holds && (is_asked || is_good)
    }

    /// A text with the values of its expressions.
    fn expanded(&self, text: &str) -> String {
        let mut parts = text.split("${{");
        let mut expanded = parts.next().unwrap().to_owned();
        for part in parts {
            let (expression, rest) = part.split_once("}}").unwrap();
            expanded += &self.value(expression);
            expanded += rest;
        }
        expanded
    }

    fn value(&self, expression: &str) -> String {
        let expression = expression.trim();
        if let Some(text) = expression.strip_prefix('\'') {
            return text.trim_end_matches('\'').to_owned();
        }
        match self.context.get(expression) {
            Some(value) => value.clone(),
            // What a step did not say is empty.
            None if expression.starts_with("steps.") => String::new(),
            None => panic!("unknown expression {expression}"),
        }
    }
}

/// `NAME=VALUE`, one a line.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().map(|line| line.split_once('=').unwrap());
    lines
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}
