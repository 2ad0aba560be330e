//! Any text as the description of a member: in a request and a response, in each type that facts are read for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_codegen::diagnostic::Span;
use tencentcloud_codegen::document::{Block, BlockKind, Cell, Document, Row, Table};

const TYPES: [&str; 12] = [
    "String",
    "Integer",
    "Uint64",
    "Float",
    "Boolean",
    "Timestamp",
    "Date",
    "Binary",
    "Filter",
    "Array of String",
    "Array of Integer",
    "Array of Filter",
];

fuzz_target!(|text: &str| {
    let description = tcgen_fuzz::copied(text);
    let members = TYPES.iter().enumerate();
    let rows = members.map(|(at, ty)| {
        [
            format!("Member{at}"),
            "否".to_owned(),
            (*ty).to_owned(),
            description.clone(),
        ]
    });
    let input = table(
        [["参数名称", "必选", "类型", "描述"].map(str::to_owned)]
            .into_iter()
            .chain(rows),
    );
    let row = ["RequestId", "String", &description].map(str::to_owned);
    let output = table([["参数名称", "类型", "描述"].map(str::to_owned), row].into_iter());
    tcgen_fuzz::read_document(&Document {
        blocks: vec![
            block(BlockKind::Heading("1. 接口描述".to_owned())),
            block(BlockKind::Heading("2. 输入参数".to_owned())),
            input,
            block(BlockKind::Heading("3. 输出参数".to_owned())),
            output,
        ],
        ..Document::default()
    });
});

fn table<const COLUMNS: usize>(rows: impl Iterator<Item = [String; COLUMNS]>) -> Block {
    let span = Span::default();
    let mut rows = rows.map(|cells| Row {
        cells: cells.map(|text| Cell { text, span }).into(),
        span,
    });
    let header = rows.next().expect("a header");
    let rows = rows.collect();
    block(BlockKind::Table(Table { header, rows }))
}

fn block(kind: BlockKind) -> Block {
    Block {
        kind,
        span: Span::default(),
    }
}
