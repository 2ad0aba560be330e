//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Reads Tencent Cloud API 3.0 documentation and writes a Rust SDK from it.
#[derive(Debug, Parser)]
#[command(
    name = "tcgen",
    version,
    max_term_width = 100,
    after_help = "Messages go to standard error, data to standard output.\n\
                  Exit codes: 0 good, 1 a finding (a check failed, a page has errors), 2 wrong usage or input/output."
)]
pub(crate) struct Args {
    /// How messages are written
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) message_format: MessageFormat,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How messages are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, with the place in the source
    #[default]
    Human,
    /// For machines: one JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Parse(ParseArgs),
    Import(ImportArgs),
    Generate(GenerateArgs),
    Check(CheckArgs),
    Diff(DiffArgs),
    List(ListArgs),
    Show(ShowArgs),
}

/// Read documentation pages into a spec
///
/// A page describes an action, the data types of a service, or the parameters or error codes that all its actions have.
/// It can be HTML as saved by a browser, Markdown, or plain text copied from a browser; which one it is shows in its
/// content. Pages from the web are fetched politely, with half a second between requests to a site, and kept in a cache:
/// a site is asked whether its page is still the same before it is sent again.
///
/// Pages of one service version become one spec, which goes to standard output, or with --out into
/// DIR/SERVICE/VERSION.json, where it is merged with what is there: what two pages describe is taken from the one that was
/// updated last, else from the one that was read last, and is laid over what a catalogue told. A page of data types belongs to the service whose actions use them.
/// When a page has errors, nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        tcgen parse TerminateInstances.html\n  \
        tcgen parse pages/ --out specs\n  \
        tcgen parse https://cloud.tencent.com/document/api/213/15723 --out specs\n  \
        tcgen parse --list addresses.txt --out specs --keep-going\n  \
        xclip -o | tcgen parse - --service cvm\n\n\
    Environment:\n  \
        HTTPS_PROXY, HTTP_PROXY, ALL_PROXY  proxies for web addresses\n  \
        NO_PROXY                            hosts that are reached without one, separated by commas\n  \
        SSL_CERT_FILE                       certificates to trust instead of the system's (not on Windows and macOS)")]
pub(crate) struct ParseArgs {
    /// Pages: http and https addresses, files, folders of .html, .htm, .md and .txt files, or `-` for standard input
    #[arg(required_unless_present = "lists", value_name = "PAGE")]
    pub(crate) pages: Vec<String>,
    /// Read the pages that this file names, too: one a line, as on the command line; lines that start with `#` are
    /// comments, and `-` is standard input
    #[arg(long = "list", value_name = "FILE")]
    pub(crate) lists: Vec<PathBuf>,
    /// Write DIR/SERVICE/VERSION.json instead of standard output
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The service of pages that do not tell it themselves
    #[arg(long, value_name = "NAME", value_parser = service_name)]
    pub(crate) service: Option<String>,
    /// The version of the API, such as 2017-03-12, of pages that do not tell it themselves
    #[arg(long, value_name = "DATE", value_parser = version_date)]
    pub(crate) api_version: Option<String>,
    /// Print what became of each page instead of the spec: its kind, its rows, the rows understood, errors, warnings
    #[arg(long)]
    pub(crate) report: bool,
    /// Make every warning an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// Use the good pages also when others have errors; the exit code is 1 all the same
    #[arg(long)]
    pub(crate) keep_going: bool,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
}

/// Read Tencent Cloud's machine-readable catalogue into specs
///
/// The catalogue comes in packages of the Python registry: `tccli` (in English: `tccli-intl-en`) has actions, data types
/// and examples, `tencentcloud-sdk-python` the error codes of each service. Their wheels are read as they are downloaded;
/// nothing in them is run or unpacked. What several sources describe is taken from the last of them.
///
/// One service version goes to standard output; with --out, each becomes DIR/SERVICE/VERSION.json. What pages told such a
/// file before is laid over it, the rest of the file is replaced. When a file of the catalogue has errors, nothing is
/// written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        pip download --no-deps tccli tencentcloud-sdk-python\n  \
        tcgen import tccli-*.whl tencentcloud_sdk_python-*.whl --out specs\n  \
        tcgen import tccli-*.whl --service cvm\n  \
        tcgen import tccli-*.whl --report")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line"
)]
pub(crate) struct ImportArgs {
    /// Wheels, or folders: an unpacked wheel, `tccli/services`, the folder of a service or of one of its versions
    #[arg(required = true, value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
    /// Write DIR/SERVICE/VERSION.json instead of standard output
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Only these services, by their short names
    #[arg(long = "service", value_name = "NAME", num_args = 1..)]
    pub(crate) services: Vec<String>,
    /// Only this version of the API, such as 2017-03-12
    #[arg(long, value_name = "DATE", value_parser = version_date)]
    pub(crate) api_version: Option<String>,
    /// Leave out sentences and examples; keep names, types, limits, defaults, known values and error codes
    #[arg(long)]
    pub(crate) facts: bool,
    /// Add the facts in this file, too
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Print what was read from each source, and what became of it, instead of the spec
    #[arg(long)]
    pub(crate) report: bool,
    /// Make every warning an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// Use the good service versions also when others have errors; the exit code is 1 all the same
    #[arg(long)]
    pub(crate) keep_going: bool,
}

/// Service and version name files.
fn service_name(text: &str) -> Result<String, String> {
    let is_name = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if is_name {
        Ok(text.to_owned())
    } else {
        Err("expected lower-case letters and digits, such as `cvm`".to_owned())
    }
}

fn version_date(text: &str) -> Result<String, String> {
    let lengths = text.split('-').map(str::len);
    let is_date = lengths.eq([4, 2, 2]) && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_date {
        Ok(text.to_owned())
    } else {
        Err("expected a date such as `2017-03-12`".to_owned())
    }
}

/// How pages are fetched.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Pages from the web")]
pub(crate) struct FetchArgs {
    /// Keep fetched pages in this folder instead of the usual one, which is ~/.cache/tcgen on Linux
    #[arg(long, value_name = "DIR", env = "TCGEN_CACHE", hide_env_values = true)]
    pub(crate) cache: Option<PathBuf>,
    /// Fetch every page anew and keep none
    #[arg(long)]
    pub(crate) no_cache: bool,
}

/// Write Rust from specs
///
/// Without options it does what tcgen.toml says, which it looks for in the current folder and those above. With --service
/// it needs no specs: what is known of all services is built in. Specs that are given are laid over that, and over each
/// other in their order: what a later one tells counts.
///
/// Files that are right are not touched, generated files that no spec gives any more are deleted, and a crate whose specs
/// and files are as they were after the last run is not generated again.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        tcgen generate\n  \
        tcgen generate --service cvm --out generated\n  \
        tcgen generate --service cvm --action RunInstances DescribeInstances --out generated\n  \
        tcgen generate --service cvm --spec page-specs --out generated\n  \
        tcgen generate --spec specs/cvm/2017-03-12.json --out generated --action TerminateInstances\n  \
        tcgen generate --service all --out generated")]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Generate also what is as it was after the last run
    #[arg(long)]
    pub(crate) force: bool,
    /// Remember what the last run generated in this folder instead of the usual one, which is ~/.cache/tcgen on Linux
    #[arg(long, value_name = "DIR", env = "TCGEN_CACHE", hide_env_values = true)]
    pub(crate) cache: Option<PathBuf>,
}

/// Check that the generated files are what the specs give
///
/// Takes the same options as `generate`, writes nothing, and exits with 1 and the difference when something would change.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
}

/// Tell what changed, for the wire and for users of the generated code
///
/// OLD and NEW are each one of
///
///   cvm.json, specs/  a spec file, or a folder with SERVICE/VERSION.json files in it
///   tcgen.toml, .     the specs that a tcgen.toml names, laid over each other; also its folder
///   tccli-*.whl       a wheel of the catalogue, an unpacked one, or a folder of wheels
///   page.html         a documentation page, or a folder of them (.html, .htm, .md, .txt)
///   https://…         a page on the web; - is one on standard input
///   git:REV           the specs that the tcgen.toml here or above named in that revision
///   git:REV:PATH      a file or folder as of that revision, seen from here
///   builtin           the built-in catalogue
///
/// Where one side is pages, only what they describe is compared. What a source does not tell is
/// no difference: a tccli wheel has no error codes, checked-in facts have no sentences.
///
/// Each change has a rule, such as member-removed; what it means on the wire, for programs that
/// are running (breaking, dangerous, additive, none); what it means for Rust, for who compiles
/// against the generated code (breaking, additive, none); and a fingerprint, by which it can be
/// accepted. docs/changes.md lists the rules. Changes in documentation only are counted.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:\n  \
        tcgen diff git:HEAD .                                # what the specs here change\n  \
        tcgen diff git:origin/main . --format markdown       # the same for a pull request\n  \
        tcgen diff git:main . --fail-on breaking --ignore accepted.txt\n  \
        tcgen diff git:main . --format ignore >> accepted.txt  # accept what there is now\n  \
        tcgen diff tccli-3.1.188.1.whl tccli-3.1.189.1.whl   # two releases of the catalogue\n  \
        tcgen diff builtin RunInstances.html --docs          # what a page says otherwise\n  \
        tcgen diff OLD NEW --docs --format html > review.html  # a page to review it with\n  \
        tcgen diff OLD NEW --only breaking --only cvm\n\n\
    Exit codes: 0 compared, 1 a change that --fail-on names, 2 wrong usage or input/output."
)]
pub(crate) struct DiffArgs {
    /// How it was
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// How it is
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// How changes are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: DiffFormat,
    /// Only changes of this rule, of this severity (the worse of the two), or of this service; of several of a kind, any
    #[arg(long = "only", value_name = "RULE|SEVERITY|SERVICE", num_args = 1)]
    pub(crate) only: Vec<String>,
    /// List changes in documentation only, too, with their text
    #[arg(long)]
    pub(crate) docs: bool,
    /// Leave out the changes whose fingerprints this file has, one at the start of each line; tell those that no longer occur
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore: Option<PathBuf>,
    /// Exit with 1 when a change that is not left out is breaking, for the wire or for Rust, or when there is any
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) fail_on: Option<FailOn>,
    /// List at most so many changes in Markdown, the worst first; the others are counted
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// The version that the generated crates have now [default: that of the tcgen.toml here or above, else 0.1.0]
    #[arg(long, value_name = "X.Y.Z")]
    pub(crate) crate_version: Option<semver::Version>,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
}

/// How changes are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For a terminal, in colours where standard output is one and `NO_COLOR` is not set
    #[default]
    Text,
    /// For machines, as codegen/src/diff/report/schema.json says
    Json,
    /// For the description of a pull request
    Markdown,
    /// For a browser: one page with everything in it, to search, filter and share
    Html,
    /// For the log of a GitHub workflow, which shows each change at its line
    Github,
    /// Lines for a file that --ignore takes
    Ignore,
}

/// Which changes make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// What breaks, on the wire or in Rust
    Breaking,
    /// Whatever is not in documentation only
    Any,
}

/// What is generated, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Selection {
    /// Services by their short names, or `all`; with a tcgen.toml, only these of the services that it names
    #[arg(long = "service", value_name = "NAME", num_args = 1..)]
    pub(crate) services: Vec<String>,
    /// Spec files, or folders of them, instead of those that tcgen.toml names
    #[arg(long = "spec", value_name = "PATH", requires = "out", num_args = 1..)]
    pub(crate) specs: Vec<PathBuf>,
    /// The folder for the crates, one folder in it for each service
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Only this version of the API, such as 2017-03-12
    #[arg(long, value_name = "DATE", value_parser = version_date, requires = "out")]
    pub(crate) api_version: Option<String>,
    /// Only these actions and the types they reach; `cvm.RunInstances` is one of one service
    #[arg(long = "action", value_name = "NAME", requires = "out", num_args = 1..)]
    pub(crate) actions: Vec<String>,
    /// Where the crate tencentcloud-runtime is, seen from the folder of a generated crate
    #[arg(long, value_name = "DIR", requires = "out")]
    pub(crate) runtime_path: Option<String>,
    /// The configuration file
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    pub(crate) config: Option<PathBuf>,
}

/// List the services that are known, or the actions of one
///
/// A line each, with tabs between service, version, number of actions, and title; or version, action, and title.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        tcgen list\n  \
        tcgen list cvm\n  \
        tcgen list --spec specs")]
pub(crate) struct ListArgs {
    /// The short name of a service
    #[arg(value_name = "SERVICE")]
    pub(crate) service: Option<String>,
    #[command(flatten)]
    pub(crate) shelf: Shelf,
}

/// Show what is known of a service, an action or a data type
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        tcgen show sts\n  \
        tcgen show cvm.RunInstances\n  \
        tcgen show cvm.Placement\n  \
        tcgen show cvm.TerminateInstances --spec page-specs")]
pub(crate) struct ShowArgs {
    /// A service, or after a dot an action or a data type of it
    #[arg(value_name = "SERVICE[.NAME]")]
    pub(crate) what: String,
    #[command(flatten)]
    pub(crate) shelf: Shelf,
}

/// Where to look.
#[derive(Debug, clap::Args)]
pub(crate) struct Shelf {
    /// Spec files, or folders of them, which are laid over what is built in
    #[arg(long = "spec", value_name = "PATH", num_args = 1..)]
    pub(crate) specs: Vec<PathBuf>,
}
