//! The rows `Action`, `Version` and `Region`: they say what the action is called, not what to send.

use super::findings::Findings;
use super::rows::Record;
use crate::diagnostic::shortened;
use crate::document::{Row, Table};
use crate::names;
use crate::pattern::patterns;
use crate::spec::Region;
use crate::words::{self, Column, phrases};

patterns! {
    /// `公共参数，本接口取值：TerminateInstances。`, `Common parameter. The value used for this API: 2017-03-12`
    VALUE = r"[:：]\s*`?([A-Za-z0-9_-]+)`?\s*[。.]?\s*$";
    /// `2017-03-12`
    VERSION = r"^\d{4}-\d{2}-\d{2}$";
    /// `ap-shanghai-fsi`, `na-ashburn`
    REGION = r"[a-z]{2,}(?:-[a-z0-9]+)+";
}

/// What the rows of the common parameters say.
#[derive(Debug, Default)]
pub(super) struct Identity {
    /// The name of the action.
    pub action: Option<String>,
    /// The version of the API.
    pub version: Option<String>,
    /// Whether `Region` is sent.
    pub region: Option<Region>,
    /// The only regions.
    pub regions: Vec<String>,
    /// A row that should tell the action's name but does not: what it says.
    pub unclear: Option<String>,
}

/// Whether a table has the row that names the action of its page.
pub(super) fn names_action(table: &Table) -> bool {
    let is_action = |row: &Row| {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.text.trim()).collect();
        cells.first() == Some(&"Action")
            && cells
                .iter()
                .any(|text| phrases::VALUE_OF_ACTION.is_match(text))
    };
    table.rows.iter().any(is_action)
}

impl Identity {
    /// Takes the rows of common parameters out of the rows of a request.
    pub(super) fn take(records: &mut Vec<Record<'_>>, findings: &mut Findings) -> Self {
        let mut identity = Self::default();
        records.retain(|record| {
            let taken = identity.take_row(record);
            if taken {
                findings.understood(record.span);
            }
            !taken
        });
        identity
    }

    fn take_row(&mut self, record: &Record<'_>) -> bool {
        let text = record.text(Column::Description);
        let is_common = phrases::COMMON.is_match(text);
        let value = VALUE.captures(text).map(|found| found[1].to_owned());
        match record.text(Column::Name) {
            "Action" if is_common || phrases::VALUE_OF_ACTION.is_match(text) => {
                self.action = value.filter(|name| names::is_identifier(name));
                self.unclear = self.action.is_none().then(|| shortened(text));
            }
            "Version" if is_common || phrases::VALUE_OF_ACTION.is_match(text) => {
                self.version = value.filter(|version| VERSION.is_match(version));
            }
            "Region" if is_common || phrases::REGION_UNUSED.is_match(text) => {
                self.take_region(text, words::yes_or_no(record.text(Column::Required)));
            }
            _ => return is_common,
        }
        true
    }

    fn take_region(&mut self, text: &str, required: Option<bool>) {
        self.region = match required {
            _ if phrases::REGION_UNUSED.is_match(text) => Some(Region::Unused),
            Some(true) => Some(Region::Required),
            Some(false) => Some(Region::Optional),
            None => None,
        };
        if let Some(only) = phrases::ONLY_REGIONS.captures(text) {
            self.regions = REGION
                .find_iter(&only[1])
                .map(|region| region.as_str().to_owned())
                .collect();
        }
    }
}
