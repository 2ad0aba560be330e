//! The service version of a spec file, without reading all of it.

use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde::de::{Deserializer as _, Error, IgnoredAny, MapAccess, Visitor};

use super::{Spec, SpecError};

/// The service and the version that a spec file tells, which stand at its start.
///
/// # Errors
///
/// When the file cannot be read, or its start is not that of a spec.
pub fn peek(path: &Path) -> Result<PeekedName, SpecError> {
    let file = File::open(path).map_err(|source| SpecError::Read {
        path: path.to_owned(),
        source,
    })?;
    let file = BufReader::new(file);
    // Whatever is wrong, reading all of it says it best.
    start(file).map_or_else(|| Spec::read(path).map(name), Ok)
}

/// The same of the text of a file that is going to be at this path.
///
/// # Errors
///
/// When its start is not that of a spec.
pub fn peek_text(text: &str, path: &Path) -> Result<PeekedName, SpecError> {
    start(text.as_bytes()).map_or_else(|| Spec::from_json(text, path).map(name), Ok)
}

/// The service and the version.
type PeekedName = (Option<String>, Option<String>);

fn name(spec: Spec) -> PeekedName {
    (spec.service, spec.version)
}

/// Nothing if it is not the start of a spec.
fn start(json: impl Read) -> Option<PeekedName> {
    let mut start = Start::default();
    let read = serde_json::Deserializer::from_reader(json).deserialize_map(&mut start);
    (read.is_ok() || start.is_known()).then_some((start.service, start.version))
}

#[derive(Default)]
struct Start {
    service: Option<String>,
    version: Option<String>,
}

impl Start {
    fn is_known(&self) -> bool {
        self.service.is_some() && self.version.is_some()
    }
}

impl<'de> Visitor<'de> for &mut Start {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a spec")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "service" => self.service = map.next_value()?,
                "version" => self.version = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            if self.is_known() {
                return Err(A::Error::custom("what was looked for is found"));
            }
        }
        Ok(())
    }
}
