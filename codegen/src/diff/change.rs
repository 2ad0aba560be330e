//! A change: what is different, where, and what it means.

use std::fmt;

use super::{Rule, Severity};
use crate::digest::Digest;

/// One thing that is different between two descriptions of a service version.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// Where it is.
    pub place: Place,
    /// What was there, in a few words or as JSON; nothing if the place is new.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// What it means for programs that are running.
    pub wire: Severity,
    /// What it means for who compiles against the generated code: [`Severity::Dangerous`] does not occur.
    pub rust: Severity,
    /// What the place is called in the generated code, such as `RunInstancesRequest.zone`; nothing for a service version as
    /// a whole, for what no action reaches, and in documentation only.
    pub item: Option<String>,
    /// The items of the generated code that are different because of it.
    pub api: Vec<ApiChange>,
    /// Where the member or data type is used.
    pub usage: Usage,
    /// What it may have been called before, or be called now: a guess by names and types.
    pub perhaps: Option<String>,
}

impl Change {
    pub(super) fn new(rule: &'static Rule, place: Place) -> Self {
        Self {
            rule,
            place,
            before: None,
            after: None,
            wire: Severity::None,
            rust: Severity::None,
            item: None,
            api: Vec::new(),
            usage: Usage::default(),
            perhaps: None,
        }
    }

    /// The worse of what it means for the wire and for Rust.
    pub fn severity(&self) -> Severity {
        self.wire.max(self.rust)
    }

    /// Twelve hexadecimal digits that are the same whenever the same change is found, and no other's: they name it in a
    /// file of changes to ignore.
    pub fn fingerprint(&self) -> String {
        let mut digest = Digest::default();
        digest.add(self.rule.id.as_bytes());
        digest.add(self.place.to_string().as_bytes());
        for value in [&self.before, &self.after] {
            digest.add(value.as_deref().map_or(&[0][..], str::as_bytes));
        }
        let mut digest = digest.finish();
        digest.truncate(FINGERPRINT_LENGTH);
        digest
    }
}

/// How many hexadecimal digits a fingerprint has: two changes of a million have the same with a probability of one in 500.
pub(super) const FINGERPRINT_LENGTH: usize = 12;

/// Where a change is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The short name of the service.
    pub service: String,
    /// The version of its API.
    pub version: String,
    /// What in it.
    pub subject: Subject,
    /// Which part of an action.
    pub part: Option<Part>,
    /// The member of that part, or of the data type.
    pub member: Option<String>,
}

/// What of a service version is different.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The service version as a whole.
    Version,
    /// An action, by name.
    Action(String),
    /// A data type, by name.
    DataType(String),
}

impl Subject {
    /// The name of the action or data type.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Version => None,
            Self::Action(name) | Self::DataType(name) => Some(name),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => f.write_str("the service"),
            Self::Action(name) => write!(f, "action {name}"),
            Self::DataType(name) => write!(f, "type {name}"),
        }
    }
}

/// A part of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What is sent.
    Request,
    /// What is answered.
    Response,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Response => "response",
        })
    }
}

impl fmt::Display for Place {
    /// `cvm 2017-03-12 action RunInstances request Zone`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.service, self.version)?;
        if self.subject != Subject::Version {
            write!(f, " {}", self.subject)?;
        }
        if let Some(part) = self.part {
            write!(f, " {part}")?;
        }
        if let Some(member) = &self.member {
            write!(f, " {member}")?;
        }
        Ok(())
    }
}

/// Which actions reach a member or a data type, through whatever data types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Whether a request does.
    pub request: bool,
    /// Whether a response does.
    pub response: bool,
    /// How many actions do.
    pub actions: usize,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.request, self.response) {
            (true, true) => "requests and responses",
            (true, false) => "requests",
            (false, true) => "responses",
            (false, false) => "nothing",
        })
    }
}

/// A public item of the generated code that is different, gone or new.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiChange {
    /// How it was written, in short: `RunInstancesRequest::zone: Option<String>`.
    pub before: Option<String>,
    /// How it is written.
    pub after: Option<String>,
}

impl fmt::Display for ApiChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{before} → {after}"),
            (Some(before), None) => write!(f, "{before} is gone"),
            (None, Some(after)) => write!(f, "{after} is new"),
            (None, None) => Ok(()),
        }
    }
}
