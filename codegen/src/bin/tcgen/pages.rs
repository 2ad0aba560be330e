//! Which pages are read, and reading them: files, folders of them, standard input, web addresses.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use tencentcloud_codegen::fetch::{Address, Cache, Client, Fetched, Options};
use tencentcloud_codegen::folder;
use tencentcloud_codegen::page::{Page, Rejected};

use crate::args::{FetchArgs, ParseArgs};
use crate::message::Messages;

/// The pages that the command line names, in its order.
pub(crate) struct Pages {
    inputs: Vec<Input>,
    /// Where there is an address among them.
    fetcher: Option<Fetcher>,
}

/// Where a page comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    File(String),
    Stdin,
    Address(Address),
}

impl Pages {
    /// Looks into folders and lists, but not yet into pages.
    pub(crate) fn find(args: &ParseArgs, messages: &Messages) -> Result<Self> {
        let mut inputs = Vec::new();
        for argument in &args.pages {
            add_argument(argument, &mut inputs)?;
        }
        for list in &args.lists {
            add_list(list, &mut inputs)?;
        }
        let is_stdin_a_list = args.lists.iter().any(|list| list == "-");
        let stdins = inputs.iter().filter(|input| **input == Input::Stdin);
        if stdins.count() + usize::from(is_stdin_a_list) > 1 {
            return Err(miette!("standard input is named more than once"));
        }
        let has_addresses = inputs
            .iter()
            .any(|input| matches!(input, Input::Address(_)));
        let fetcher = if has_addresses {
            messages.progress().start(inputs.len());
            Some(Fetcher::new(&args.fetch)?)
        } else {
            None
        };
        Ok(Self { inputs, fetcher })
    }

    pub(crate) fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Reads a page, from whatever thread. A page that cannot be had from the web is like one that cannot be read: a finding.
    /// A file that cannot be had is a failure.
    pub(crate) fn read(
        &self,
        input: &Input,
        messages: &Messages,
    ) -> Result<Result<Page, Box<Rejected>>> {
        messages.progress().begin(input);
        let name = input.to_string();
        let page = match input {
            Input::File(path) => Page::new(&name, &read_file(path)?),
            Input::Stdin => Page::new(&name, &read_stdin()?),
            Input::Address(address) => self
                .fetcher
                .as_ref()
                .expect("there is one where there is an address")
                .fetch(address, messages)
                .and_then(|page| Page::with_charset(&name, &page.bytes, page.charset.as_deref())),
        };
        messages.progress().end();
        Ok(page)
    }
}

impl Input {
    /// What a spec says of its source. Of a file only the last part: a spec must not depend on where its reader keeps pages.
    pub(crate) fn source_file(&self) -> String {
        match self {
            Self::File(path) => Path::new(path)
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            Self::Stdin | Self::Address(_) => self.to_string(),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(path),
            Self::Stdin => f.write_str("<stdin>"),
            Self::Address(address) => address.fmt(f),
        }
    }
}

/// Fetches pages, and says once when none can be kept.
struct Fetcher {
    client: Client,
    has_warned: AtomicBool,
}

impl Fetcher {
    fn new(args: &FetchArgs) -> Result<Self> {
        let cache = if args.no_cache {
            None
        } else {
            args.cache.as_ref().map(Cache::new).or_else(Cache::of_user)
        };
        let options = Options {
            cache,
            ..Options::default()
        };
        Ok(Self {
            client: Client::new(options).into_diagnostic()?,
            has_warned: AtomicBool::new(false),
        })
    }

    fn fetch(&self, address: &Address, messages: &Messages) -> Result<Fetched, Box<Rejected>> {
        let page = self
            .client
            .fetch(address)
            .map_err(|error| Box::new(error.rejected()))?;
        if let Some(error) = &page.not_kept
            && !self.has_warned.swap(true, Ordering::Relaxed)
        {
            messages.warning(format_args!(
                "fetched pages are not kept: {error} (choose a folder with --cache DIR, or give --no-cache)"
            ));
        }
        Ok(page)
    }
}

fn read_stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .into_diagnostic()
        .wrap_err("cannot read standard input")?;
    Ok(bytes)
}

fn read_file(name: &str) -> Result<Vec<u8>> {
    std::fs::read(name)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {name}"))
}

/// What one argument, or one line of a list, stands for.
fn add_argument(argument: &str, inputs: &mut Vec<Input>) -> Result<()> {
    if argument == "-" {
        inputs.push(Input::Stdin);
    } else if Address::is_meant(argument) {
        let address = Address::parse(argument)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read {argument}"))?;
        inputs.push(Input::Address(address));
    } else if Path::new(argument).is_dir() {
        let before = inputs.len();
        add_folder(Path::new(argument), inputs)?;
        if inputs.len() == before {
            return Err(miette!(
                "no pages in {argument}: expected .html, .htm, .md or .txt files"
            ));
        }
    } else {
        inputs.push(Input::File(argument.to_owned()));
    }
    Ok(())
}

/// A list has one argument a line, seen from the current folder as on the command line.
fn add_list(list: &Path, inputs: &mut Vec<Input>) -> Result<()> {
    let bytes = if list == "-" {
        read_stdin()?
    } else {
        read_file(&list.to_string_lossy())?
    };
    let text = String::from_utf8(bytes)
        .into_diagnostic()
        .wrap_err_with(|| format!("{} is no list in UTF-8", list.display()))?;
    let text = text.trim_start_matches('\u{feff}');
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            add_argument(line, inputs)
                .wrap_err_with(|| format!("{}:{}", list.display(), index + 1))?;
        }
    }
    Ok(())
}

fn add_folder(folder: &Path, inputs: &mut Vec<Input>) -> Result<()> {
    let entries = folder::entries(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot list {}", folder.display()))?;
    for path in entries {
        if path.is_dir() {
            add_folder(&path, inputs)?;
        } else if is_page(&path) {
            inputs.push(Input::File(path.to_string_lossy().into_owned()));
        }
    }
    Ok(())
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ["html", "htm", "md", "txt"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}
