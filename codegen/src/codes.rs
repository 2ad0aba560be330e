//! The codes of all findings about pages and the catalogue: what they mean, in one table.

use crate::diagnostic::Severity;

/// What the code of a finding means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code, such as `page::row-too-short`.
    pub name: &'static str,
    /// Whether a source with such a finding gives a spec. Some findings are now the one, now the other.
    pub severities: &'static [Severity],
    /// When it is given.
    pub meaning: &'static str,
}

/// Declares a constant for each code, and the table of all of them.
macro_rules! codes {
    ($($name:ident $code:literal $($severity:ident)+: $meaning:literal;)*) => {
        $(
            #[doc = $meaning]
            pub const $name: &str = $code;
        )*

        /// All codes.
        pub const ALL: &[Code] = &[
            $(Code {
                name: $name,
                severities: &[$(Severity::$severity),+],
                meaning: $meaning,
            },)*
        ];
    };
}

codes! {
    // Pages from the web.
    UNKNOWN_HOST "fetch::unknown-host" Error: "There is no host of this name.";
    NO_CONNECTION "fetch::no-connection" Error: "The host takes no connection.";
    TLS "fetch::tls" Error: "The host and this machine agree on no secure connection.";
    PROXY "fetch::proxy" Error: "The proxy does not connect to the host.";
    TIMEOUT "fetch::timeout" Error: "The host takes too long.";
    STATUS "fetch::status" Error: "The host answers with a status that says that there is no such page, or not now.";
    REDIRECT "fetch::redirect" Error: "The host sends us in a circle, on too long a way, or to where we must not go.";
    FETCHED_TOO_LARGE "fetch::too-large" Error: "The host sends more than any documentation page has: 16 MiB.";
    NOT_TEXT "fetch::not-text" Error: "The host sends an image, a PDF or the like.";
    FETCHED_CUT_OFF "fetch::cut-off" Error: "The host closed the connection in the middle of the page.";
    PROTOCOL "fetch::protocol" Error: "The host answers with something that is no HTTP.";

    // The bytes of a page.
    EMPTY "page::empty" Error: "The page holds no text.";
    BINARY "page::binary" Error: "The page is an image, an archive or the like.";
    TOO_LARGE "page::too-large" Error: "The page is larger than any documentation page: 16 MiB.";
    ENCODING "page::encoding" Error: "The page is in an encoding that is not read.";
    UNDECODABLE "page::undecodable" Warning: "Some bytes of the page are no characters in its encoding.";

    // What the page is.
    OTHER_PAGE "page::other-page" Error: "The page is not one of those that are read; the message says what it looks like.";
    CUT_OFF "page::cut-off" Error: "The page ends in the middle of a table, a row or a character, or lacks a section that it announces.";
    TOO_DEEP "page::too-deep" Error: "Tables are nested more deeply than they are read.";
    NO_ACTION "page::no-action" Error: "Nothing on the page tells the name of its action for certain.";
    ACTION_DIFFERS "page::action-differs" Warning: "Two places of the page give its action different names.";
    SERVICE_UNKNOWN "page::service-unknown" Warning: "Nothing on the page tells the service.";
    VERSION_UNKNOWN "page::version-unknown" Warning: "Nothing on the page tells the version of the API.";

    // Its tables.
    NO_INPUT "page::no-input" Error: "The page of an action has no table of request parameters.";
    NO_OUTPUT "page::no-output" Error: "The page of an action has no table of response members, or an empty one.";
    NO_MEMBERS "page::no-members" Warning: "A data type has no table of its members.";
    SEVERAL_TABLES "page::several-tables" Error: "Several tables could be the one of the members of a section or data type.";
    FLATTENED_TABLE "page::flattened-table" Error Warning: "A table has lost the borders between its cells. A warning if words tell its rows all the same.";
    NO_HEADINGS "page::no-headings" Warning: "The page of an action has lost the headings of its sections; its tables are told by their columns.";
    WRONG_HEADING "page::wrong-heading" Warning: "The heading of a section and its table do not agree.";
    UNKNOWN_COLUMN "page::unknown-column" Warning: "A column of a table is not known, and what it says not part of the spec.";
    IGNORED "page::ignored" Warning: "A table, a text or an example is not part of the spec.";

    // Their rows.
    ROW_TOO_SHORT "page::row-too-short" Error: "A row has fewer cells than its table has columns.";
    ROW_TOO_LONG "page::row-too-long" Error: "A row has more cells than its table has columns.";
    ROW_REPAIRED "page::row-repaired" Warning: "A row does not fit its table, but can be read in exactly one way, and was.";
    YES_NO_MISSING "page::yes-no-missing" Warning: "Rows lack the word that says whether a parameter is required, or can be null: it is read as no.";
    REQUIRED_UNKNOWN "page::required-unknown" Error: "A cell says neither that a parameter is required nor that it is optional.";
    BAD_NAME "page::bad-name" Error: "The name of a parameter or member is not one.";
    UNKNOWN_TYPE "page::unknown-type" Error: "A type is written in a way that is not known.";
    LIST_EXPECTED "page::list-expected" Warning: "The name of a parameter says that it is a list (`.N`), its type that it is not.";
    DUPLICATE_MEMBER "page::duplicate-member" Error Warning: "Two rows have one name. An error if they contradict each other.";
    DUPLICATE_TYPE "page::duplicate-type" Warning: "A data type is described twice on one page, and differently.";
    BAD_ERROR_CODE "page::bad-error-code" Warning: "The text in the column of error codes is not one.";
    BAD_REGION "page::bad-region" Warning: "The text in the column of regions is not one.";

    // Its errors and examples.
    NO_ERRORS "page::no-errors" Warning: "The page of an action has no error codes, and nothing that says so.";
    NO_EXAMPLES "page::no-examples" Warning: "The page of an action has no example.";
    EXAMPLE_INCOMPLETE "page::example-incomplete" Warning: "An example has no request or no response.";
    EXAMPLE_NOT_JSON "page::example-not-json" Warning: "The request or response of an example cannot be read.";

    // The files of the catalogue.
    CATALOGUE_UNSAFE_NAME "catalogue::unsafe-name" Warning: "The name of a file in a wheel could lead out of a folder: the file is not read.";
    CATALOGUE_UNREADABLE "catalogue::unreadable" Error: "A file of the catalogue cannot be read: it is damaged, or no text.";
    CATALOGUE_NOT_JSON "catalogue::not-json" Error: "A file of the catalogue is no object in JSON, or cut off.";
    CATALOGUE_FORMAT "catalogue::format" Warning: "A file of the catalogue is of another format version than the known one.";
    CATALOGUE_DUPLICATE_VERSION "catalogue::duplicate-version" Error: "Two folders describe one service version.";
    CATALOGUE_UNKNOWN_VERSION "catalogue::unknown-version" Warning: "There are error codes or examples of a service version whose actions no source describes.";
    CATALOGUE_VERSION_DIFFERS "catalogue::version-differs" Error Warning: "The metadata and the folder give different versions. An error if two sources give a folder different services or versions.";

    // What stands in them.
    CATALOGUE_WRONG_KIND "catalogue::wrong-kind" Error: "A value is of another kind of JSON than is known.";
    CATALOGUE_UNKNOWN_KEY "catalogue::unknown-key" Warning: "A key is not known, and what it says not part of the spec.";
    CATALOGUE_DUPLICATE_KEY "catalogue::duplicate-key" Error: "An object in JSON has a key twice.";
    CATALOGUE_MISSING_KEY "catalogue::missing-key" Error Warning: "A key is missing. A warning if the folder tells the same.";
    CATALOGUE_UNKNOWN_VALUE "catalogue::unknown-value" Warning: "A word is none of those that are known, and read as if it were not there.";
    CATALOGUE_BAD_NAME "catalogue::bad-name" Error: "A text cannot be the name of what it names.";
    CATALOGUE_UNKNOWN_TYPE "catalogue::unknown-type" Error Warning: "A type is not known. A warning if its kind of JSON is.";
    CATALOGUE_TYPE_DIFFERS "catalogue::type-differs" Error: "The kind of JSON of a member and its type contradict each other.";
    CATALOGUE_UNDESCRIBED_TYPE "catalogue::undescribed-type" Warning: "A data type is named but not described: it is any JSON.";
    CATALOGUE_MISSING_OBJECT "catalogue::missing-object" Error: "The request or response of an action is an object that is not there.";
    CATALOGUE_DUPLICATE_MEMBER "catalogue::duplicate-member" Error Warning: "Two members have one name. An error if they contradict each other.";
    CATALOGUE_EXAMPLE_INCOMPLETE "catalogue::example-incomplete" Warning: "An example has no request or no response.";
    CATALOGUE_EXAMPLE_NOT_JSON "catalogue::example-not-json" Warning: "The request or response of an example cannot be read.";
    CATALOGUE_EXAMPLE_OF_OTHER_ACTION "catalogue::example-of-other-action" Warning: "The request of an example names another action than the one that the example is listed under.";
    CATALOGUE_EXAMPLE_OF_UNKNOWN_ACTION "catalogue::example-of-unknown-action" Warning: "There are examples of an action that is not there.";
    CATALOGUE_BAD_ERROR_CODE "catalogue::bad-error-code" Warning: "A text is no error code, or one that was there already.";
    CATALOGUE_UNKNOWN_LINE "catalogue::unknown-line" Warning: "A line of a file of error codes is neither a code nor a comment.";

    // Facts beside the catalogue.
    OVERLAY_WRONG "overlay::wrong" Error: "A file is no overlay.";
    OVERLAY_UNMATCHED "overlay::unmatched" Error Warning: "An entry of an overlay is about something that is not there. A warning for an entry that is built in, unless `--facts` is given.";
}

/// All codes as a table in Markdown: `docs/findings.md`.
pub fn table() -> String {
    let header = [
        "| Code | Severity | Meaning |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    let rows = ALL.iter().map(|code| {
        let severities: Vec<_> = code.severities.iter().map(Severity::to_string).collect();
        let severities = severities.join(" or ");
        format!("| `{}` | {severities} | {} |", code.name, code.meaning)
    });
    let lines: Vec<_> = header.into_iter().chain(rows).collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_code_has_one_meaning() {
        let names: BTreeSet<_> = ALL.iter().map(|code| code.name).collect();
        assert_eq!(names.len(), ALL.len());
    }

    /// `UPDATE_GOLDEN=1` writes the table anew.
    #[test]
    fn the_documentation_lists_all_codes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/findings.md");
        let Ok(text) = fs::read_to_string(&path) else {
            println!("skipped: there is no folder docs beside this crate");
            return;
        };
        let (introduction, _) = text.split_once("| Code").unwrap();
        let expected = format!("{introduction}{}", table());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, expected).unwrap();
        } else {
            assert_eq!(text, expected, "if this is right, run with UPDATE_GOLDEN=1");
        }
    }
}
