//! The codes of all findings about the content of a page. Errors first, then warnings, then codes that can be both.

/// Error: the page is not the page of one action; the message says what it looks like instead.
pub const NOT_AN_ACTION: &str = "page::not-an-action";
/// Error: no table of request parameters.
pub const NO_INPUT: &str = "page::no-input";
/// Error: no table of response members.
pub const NO_OUTPUT: &str = "page::no-output";
/// Error: the page ends in the middle of a table.
pub const CUT_OFF: &str = "page::cut-off";
/// Error: tables are nested more deeply than they are read.
pub const TOO_DEEP: &str = "page::too-deep";
/// Error: a section has two tables that could both be the one of its members.
pub const SEVERAL_TABLES: &str = "page::several-tables";
/// Error: nothing on the page tells the name of the action for certain.
pub const NO_ACTION: &str = "page::no-action";
/// Error: a row has fewer cells than the table has columns.
pub const ROW_TOO_SHORT: &str = "page::row-too-short";
/// Error: a row has more cells than the table has columns.
pub const ROW_TOO_LONG: &str = "page::row-too-long";
/// Error: a cell says neither that a parameter is required nor that it is optional.
pub const REQUIRED_UNKNOWN: &str = "page::required-unknown";
/// Error: the name of a parameter or member is not one.
pub const BAD_NAME: &str = "page::bad-name";
/// Error: a type is written in a way that is not known.
pub const UNKNOWN_TYPE: &str = "page::unknown-type";
/// Error: two rows that differ have one name.
pub const DUPLICATE_MEMBER: &str = "page::duplicate-member";

/// Warning: nothing on the page tells the service.
pub const SERVICE_UNKNOWN: &str = "page::service-unknown";
/// Warning: nothing on the page tells the version of the API.
pub const VERSION_UNKNOWN: &str = "page::version-unknown";
/// Warning: two places of the page give the action different names.
pub const ACTION_DIFFERS: &str = "page::action-differs";
/// Warning: a row was read after the one possible repair.
pub const ROW_REPAIRED: &str = "page::row-repaired";
/// Warning: the name says that the parameter is a list and the type that it is not.
pub const LIST_EXPECTED: &str = "page::list-expected";
/// Warning: a column of a table is not known.
pub const UNKNOWN_COLUMN: &str = "page::unknown-column";
/// Warning: no error codes, and nothing that says so.
pub const NO_ERRORS: &str = "page::no-errors";
/// Warning: the text in the column of error codes is not one.
pub const BAD_ERROR_CODE: &str = "page::bad-error-code";
/// Warning: the request or response of an example cannot be read.
pub const EXAMPLE_NOT_JSON: &str = "page::example-not-json";
/// Warning: an example has no request or no response.
pub const EXAMPLE_INCOMPLETE: &str = "page::example-incomplete";
/// Warning: the page has no example.
pub const NO_EXAMPLES: &str = "page::no-examples";
/// Warning: a block of the page was not used.
pub const IGNORED: &str = "page::ignored";
/// Warning: the heading of a section and its table do not agree.
pub const WRONG_HEADING: &str = "page::wrong-heading";
