//! Tables that a converter has flattened into lines: their columns are known by name, but nothing stands between cells.
//!
//! ```text
//! 参数名称            参数名称 必选 类型 描述
//! 必选                Action 是 String 公共参数，本接口取值：X
//! 类型                DiskIds.N 否 Array of String 一行
//! 描述                的描述
//! Action
//! 是
//! ```
//!
//! Some rows can be told all the same: only at their start stand a name, a word that says yes or no, and a type. Where a
//! line could be the start of a row as well as a part of a description, nothing is guessed, and the document says so.

use super::blocks::row;
use super::cells::{is_code, is_common_type, is_name, is_type};
use crate::diagnostic::Span;
use crate::document::{Cell, Flattened, Line, Row, Table, Unflattening};
use crate::words::{self, Column};

/// The longest header has fewer columns.
const COLUMNS: usize = 6;

/// Error codes of one word that all services share; other single words can also start a line of a description.
const COMMON_CODES: &[&str] = &[
    "AuthFailure",
    "DryRunOperation",
    "FailedOperation",
    "InternalError",
    "InternalServerError",
    "InvalidParameter",
    "InvalidParameterValue",
    "LimitExceeded",
    "MissingParameter",
    "OperationDenied",
    "RequestLimitExceeded",
    "ResourceInUse",
    "ResourceInsufficient",
    "ResourceNotFound",
    "ResourceUnavailable",
    "ResourcesSoldOut",
    "UnauthorizedOperation",
    "UnknownParameter",
    "UnsupportedOperation",
];

/// A part of a text.
pub(super) enum Part {
    Text(Vec<Line>),
    Table(Table, Flattened),
    Unclear(Flattened),
}

/// What stands in the place of a table that a converter could not write.
const DROPPED: &str = "[TABLE]";

/// Cuts a text at its flattened tables.
pub(super) fn parts(lines: &[Line]) -> Vec<Part> {
    let dropped = lines.iter().filter(|line| line.text == DROPPED);
    let mut parts: Vec<Part> = dropped
        .map(|line| {
            let (span, outcome) = (line.span, Unflattening::Dropped);
            Part::Unclear(Flattened { span, outcome })
        })
        .collect();
    let mut text_start = 0;
    let mut at = 0;
    while at < lines.len() {
        let Some(header) = Header::at(&lines[at..]) else {
            at += 1;
            continue;
        };
        let body = at + header.lines;
        let end = (body..lines.len())
            .find(|&line| {
                words::is_footer(&lines[line].text) || Header::at(&lines[line..]).is_some()
            })
            .unwrap_or(lines.len());
        if let Some(part) = header.part(&lines[at..body], &lines[body..end]) {
            if !matches!(part, Part::Unclear(_)) {
                parts.push(Part::Text(lines[text_start..at].to_vec()));
                text_start = end;
            }
            parts.push(part);
        }
        at = end;
    }
    parts.push(Part::Text(lines[text_start..].to_vec()));
    parts
}

/// The header of a flattened table.
struct Header {
    columns: Vec<Column>,
    /// One, or one for each column. In the rows it is the same.
    lines: usize,
    /// Whether more than a space stands between the columns. Then each cell can go on in lines of its own.
    aligned: bool,
}

/// What a line starts.
enum Start {
    /// A row: its cells before the description, what is left of the line, and how many lines these are.
    Row(Vec<Cell>, Option<Line>, usize),
    Nothing,
    Unclear(Unflattening),
}

impl Header {
    fn at(lines: &[Line]) -> Option<Self> {
        let mut stacked: Vec<Column> = lines
            .iter()
            .take(COLUMNS)
            .map_while(|line| words::column(line.text.trim_matches('*')))
            .collect();
        // After it, the first member can be called `Name`.
        if let Some(last) = stacked
            .iter()
            .position(|column| *column == Column::Description)
        {
            stacked.truncate(last + 1);
        }
        let header = if stacked.len() > 1 {
            Self {
                lines: stacked.len(),
                columns: stacked,
                aligned: false,
            }
        } else {
            let line = lines.first()?;
            Self {
                lines: 1,
                columns: column_names(&line.text)?,
                aligned: line.span.end - line.span.start > line.text.len(),
            }
        };
        let typed = header.columns[0] == Column::Name && header.columns.contains(&Column::Type);
        let is_header = (typed || header.columns[0] == Column::ErrorCode)
            && header.columns.last() == Some(&Column::Description);
        is_header.then_some(header)
    }

    /// The table with this header; nothing when no line is like a row.
    fn part(&self, header: &[Line], body: &[Line]) -> Option<Part> {
        let mut rows: Vec<(Vec<Cell>, Vec<Line>)> = Vec::new();
        let mut at = 0;
        while at < body.len() {
            match self.start(&body[at..]) {
                Start::Row(cells, rest, lines) => {
                    rows.push((cells, rest.into_iter().collect()));
                    at += lines;
                }
                // A word of a description, and then a row: `a⏎DiskId⏎String`.
                Start::Unclear(_) if self.lines > 1 && self.starts_row(&body[at + 1..]) => {
                    rows.last_mut()?.1.push(body[at].clone());
                    at += 1;
                }
                Start::Unclear(outcome) => {
                    let span = body[at].span;
                    return Some(Part::Unclear(Flattened { span, outcome }));
                }
                // `------ ----` below the header.
                Start::Nothing if rows.is_empty() && is_rule(&body[at].text) => at += 1,
                Start::Nothing
                    if self.aligned
                        && (!rows.is_empty()
                            || (at..body.len()).any(|at| self.starts_row(&body[at..]))) =>
                {
                    let (span, outcome) = (body[at].span, Unflattening::Ambiguous);
                    return Some(Part::Unclear(Flattened { span, outcome }));
                }
                Start::Nothing => {
                    // What stands before the first row is no part of a table.
                    rows.last_mut()?.1.push(body[at].clone());
                    at += 1;
                }
            }
        }
        let span = header.first()?.span.to(header.last()?.span);
        let rows: Vec<Row> = rows.into_iter().filter_map(whole).collect();
        let table = Table {
            header: self.row(header)?,
            rows,
        };
        let outcome = Unflattening::Certain;
        (!table.rows.is_empty()).then_some(Part::Table(table, Flattened { span, outcome }))
    }

    fn starts_row(&self, lines: &[Line]) -> bool {
        matches!(self.start(lines), Start::Row(..))
    }

    /// The header as a row, each cell of which holds one known name.
    fn row(&self, header: &[Line]) -> Option<Row> {
        if self.lines > 1 {
            return row(header
                .iter()
                .map(|line| cell(line.text.trim_matches('*'), line.span))
                .collect());
        }
        let line = header.first()?;
        let words: Vec<&str> = line.text.split(' ').collect();
        let mut cells = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (length, _) = column_name(&words[at..])?;
            cells.push(cell(&words[at..at + length].join(" "), line.span));
            at += length;
        }
        row(cells)
    }

    /// What starts with the first of these lines.
    fn start(&self, lines: &[Line]) -> Start {
        let mut words = Words {
            lines,
            whole_lines: self.lines > 1,
            at: 0,
            in_line: 0,
        };
        let mut cells = Vec::new();
        // A type by itself can be any word.
        let sure = self.columns.contains(&Column::Required);
        for column in &self.columns[..self.columns.len() - 1] {
            let before = words;
            let Some((text, span)) = words.next(*column == Column::Type) else {
                return Start::Nothing;
            };
            let fits = match column {
                Column::Name => is_name(&text) && !text.contains(' '),
                Column::ErrorCode if !is_certain_code(&text) && is_code(&text) => {
                    return Start::Unclear(Unflattening::Ambiguous);
                }
                Column::ErrorCode => is_certain_code(&text),
                Column::Required | Column::Nullable => words::yes_or_no(&text).is_some(),
                Column::Type => is_common_type(&text) || is_structure(&text),
                _ => false,
            };
            if !fits {
                return mismatch(*column, before, cells.len());
            }
            if *column == Column::Type && !sure && !is_common_type(&text) {
                return Start::Unclear(Unflattening::Ambiguous);
            }
            cells.push(cell(&text, span));
        }
        let rest = words.rest();
        Start::Row(cells, rest, words.at + usize::from(words.in_line > 0))
    }
}

/// What a line is that starts like a row and then goes on otherwise, with this column.
fn mismatch(column: Column, mut words: Words<'_>, cells: usize) -> Start {
    match column {
        Column::Required if cells == 1 => match words.next(true) {
            Some((text, _)) if is_common_type(&text) => Start::Unclear(Unflattening::RequiredLost),
            _ => Start::Nothing,
        },
        Column::Type if cells > 1 => Start::Unclear(Unflattening::Ambiguous),
        _ => Start::Nothing,
    }
}

/// The words at the start of a row: each on a line of its own, or all in one line.
#[derive(Clone, Copy)]
struct Words<'a> {
    lines: &'a [Line],
    whole_lines: bool,
    /// The line.
    at: usize,
    /// The byte in it.
    in_line: usize,
}

impl Words<'_> {
    /// The next word, or all words of a type: `Array of Filter`.
    fn next(&mut self, is_type: bool) -> Option<(String, Span)> {
        let (mut text, mut span) = self.word()?;
        let more = match text.to_ascii_lowercase().as_str() {
            "array" => 2,
            "array of" => 1,
            "timestamp" if self.peek() == Some("ISO8601") => 1,
            _ => 0,
        };
        for _ in 0..more * usize::from(is_type) {
            let (word, place) = self.word()?;
            text = format!("{text} {word}");
            span = span.to(place);
        }
        Some((text, span))
    }

    fn word(&mut self) -> Option<(String, Span)> {
        let word = self.peek()?.to_owned();
        let line = self.lines.get(self.at)?;
        self.in_line += word.len();
        if self.whole_lines {
            self.at += 1;
            self.in_line = 0;
        } else {
            // The space after it.
            self.in_line = (self.in_line + 1).min(line.text.len());
        }
        Some((word.trim_matches('*').to_owned(), line.span))
    }

    fn peek(&self) -> Option<&str> {
        let rest = self.lines.get(self.at)?.text.get(self.in_line..)?;
        let word = if self.whole_lines {
            rest
        } else {
            rest.split(' ').next()?
        };
        (!word.is_empty()).then_some(word)
    }

    /// What is left of the line.
    fn rest(&self) -> Option<Line> {
        let line = self.lines.get(self.at).filter(|_| self.in_line > 0)?;
        let text = line.text.get(self.in_line..)?.to_owned();
        (!text.is_empty()).then_some(Line {
            text,
            span: line.span,
        })
    }
}

/// The columns that a line names, if it holds nothing else.
fn column_names(line: &str) -> Option<Vec<Column>> {
    if line.len() > 100 {
        return None;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let mut columns = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (length, column) = column_name(&words[at..])?;
        columns.push(column);
        at += length;
    }
    (columns.len() > 1).then_some(columns)
}

/// The longest column name that words start with: `Parameter name`.
fn column_name(words: &[&str]) -> Option<(usize, Column)> {
    (1..=words.len().min(3))
        .rev()
        .find_map(|length| Some((length, words::column(&words[..length].join(" "))?)))
}

/// A row and the lines of its description.
fn whole((mut cells, description): (Vec<Cell>, Vec<Line>)) -> Option<Row> {
    let end = cells.last()?.span.end;
    let span = match (description.first(), description.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::new(end, end),
    };
    let lines: Vec<String> = description.into_iter().map(|line| line.text).collect();
    cells.push(cell(&lines.join("\n"), span));
    row(cells)
}

fn cell(text: &str, span: Span) -> Cell {
    let text = text.to_owned();
    Cell { text, span }
}

fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '=' | '─' | ' '))
}

/// Whether a word is an error code and nothing else: `InvalidDiskId.NotFound`, `InvalidDisk`, but not `DiskId`.
fn is_certain_code(word: &str) -> bool {
    let is_part = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    let is_dotted = || word.contains('.') && is_name(word) && word.split('.').all(is_part);
    COMMON_CODES.contains(&word) || is_dotted() || word.starts_with("Invalid") && is_code(word)
}

/// Whether a word can be the name of a structure.
fn is_structure(word: &str) -> bool {
    is_type(word) && word.starts_with(|c: char| c.is_ascii_uppercase())
}
