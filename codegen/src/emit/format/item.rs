//! Items, what is in their braces, and the empty lines between them.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use super::STEP;
use super::flat::flat;

/// Prints items, one after the other.
pub(super) struct Printer {
    pub(super) out: String,
    /// How far to the right lines start.
    pub(super) indent: usize,
}

/// What an item is, as far as its layout goes.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Use,
    PublicUse,
    /// A static, a constant, or a macro call: up to its semicolon.
    Statement,
    Function,
    /// Struct, enum, and a section of a macro call: entries with commas between them.
    Entries,
    /// Items in braces, with empty lines between them.
    Impl,
    /// A macro call with sections in braces.
    Macro,
}

impl Printer {
    pub(super) fn new(indent: usize) -> Self {
        let out = String::new();
        Self { out, indent }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn file(&mut self, items: &[TokenStream]) {
        let mut previous = None;
        for tokens in items {
            let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
            for item in Items(&tokens) {
                let joined =
                    matches!(item.kind, Kind::Use | Kind::PublicUse) && previous == Some(item.kind);
                if previous.is_some() && !joined {
                    self.out.push('\n');
                }
                previous = Some(item.kind);
                self.item(&item);
            }
        }
    }

    pub(super) fn open_module(&mut self, name: &str) {
        self.out.push('\n');
        self.line(&format!("mod {name} {{"));
        self.indent += STEP;
    }

    pub(super) fn close_module(&mut self) {
        self.indent -= STEP;
        self.line("}");
    }

    /// A whole line.
    pub(super) fn line(&mut self, text: &str) {
        self.start_line();
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The indentation of a line.
    pub(super) fn start_line(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    fn item(&mut self, item: &Item<'_>) {
        let tokens = self.attributes(item.tokens);
        match (item.kind, tokens.split_last()) {
            (Kind::Use | Kind::PublicUse, _) => self.line(&flat(tokens)),
            (Kind::Function, Some((TokenTree::Group(body), signature))) => {
                self.signature(signature);
                self.body(body);
            }
            (kind, Some((TokenTree::Group(body), head))) if kind != Kind::Statement => {
                self.braces(head, body, |printer, content| match kind {
                    Kind::Impl => printer.apart(content),
                    Kind::Macro => Items(content).for_each(|item| printer.item(&item)),
                    _ => printer.entries(content),
                });
            }
            _ => self.statement(tokens),
        }
    }

    /// Prints the attributes at the start, documentation as comments, and returns what follows.
    fn attributes<'t>(&mut self, mut tokens: &'t [TokenTree]) -> &'t [TokenTree] {
        while let [
            attribute @ TokenTree::Punct(hash),
            TokenTree::Group(group),
            rest @ ..,
        ] = tokens
            && hash.as_char() == '#'
        {
            let content: Vec<TokenTree> = group.stream().into_iter().collect();
            match content.as_slice() {
                [TokenTree::Ident(name), _, TokenTree::Literal(text)] if name == "doc" => {
                    for line in unescaped(&text.to_string()).split('\n') {
                        self.start_line();
                        self.out.push_str("///");
                        self.out.push_str(line);
                        self.out.push('\n');
                    }
                }
                _ => {
                    let text = flat(&[attribute.clone(), TokenTree::Group(group.clone())]);
                    self.line(&text);
                }
            }
            tokens = rest;
        }
        tokens
    }

    /// Items with an empty line between them.
    fn apart(&mut self, content: &[TokenTree]) {
        for (at, item) in Items(content).enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            self.item(&item);
        }
    }

    /// Entries of a struct, an enum or the like, each on a line.
    fn entries(&mut self, content: &[TokenTree]) {
        for entry in by_comma(content) {
            let entry = self.attributes(entry);
            self.start_line();
            self.place(entry, ",");
        }
    }

    /// What a function does.
    fn body(&mut self, body: &Group) {
        self.braces(&[], body, |printer, mut rest| {
            while !rest.is_empty() {
                let is_end = |token: &TokenTree| is_punct(token, ';');
                let end = rest.iter().position(is_end).map_or(rest.len(), |at| at + 1);
                printer.statement(&rest[..end]);
                rest = &rest[end..];
            }
        });
    }

    /// What stands before braces, and what is in them.
    fn braces(
        &mut self,
        head: &[TokenTree],
        body: &Group,
        content: impl FnOnce(&mut Self, &[TokenTree]),
    ) {
        if !head.is_empty() {
            self.start_line();
            self.out.push_str(&flat(head));
        }
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        if tokens.is_empty() {
            self.out.push_str(" {}\n");
            return;
        }
        self.out.push_str(" {\n");
        self.indent += STEP;
        content(self, &tokens);
        self.indent -= STEP;
        self.line("}");
    }
}

struct Item<'t> {
    tokens: &'t [TokenTree],
    kind: Kind,
}

/// Splits tokens into items.
struct Items<'t>(&'t [TokenTree]);

impl<'t> Iterator for Items<'t> {
    type Item = Item<'t>;

    fn next(&mut self) -> Option<Item<'t>> {
        if self.0.is_empty() {
            return None;
        }
        let kind = kind(self.0);
        let until_semicolon = matches!(kind, Kind::Use | Kind::PublicUse | Kind::Statement);
        let is_end = |token: &TokenTree| match token {
            TokenTree::Group(group) => !until_semicolon && group.delimiter() == Delimiter::Brace,
            _ => is_punct(token, ';'),
        };
        let end = self.0.iter().position(is_end);
        let (tokens, rest) = self.0.split_at(end.map_or(self.0.len(), |at| at + 1));
        self.0 = rest;
        Some(Item { tokens, kind })
    }
}

fn kind(tokens: &[TokenTree]) -> Kind {
    let mut public = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) => {
                if word == "pub" {
                    public = true;
                } else if word == "use" {
                    return if public { Kind::PublicUse } else { Kind::Use };
                } else if word == "static" || word == "const" {
                    return Kind::Statement;
                } else if word == "fn" {
                    return Kind::Function;
                } else if word == "impl" {
                    return Kind::Impl;
                } else if word == "struct" || word == "enum" {
                    return Kind::Entries;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '!' => return macro_kind(tokens),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
    }
    Kind::Entries
}

/// A call of a macro is a statement, or sections in braces.
fn macro_kind(tokens: &[TokenTree]) -> Kind {
    let group = tokens.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::Bracket => Some(group),
        _ => None,
    });
    match group.map(Group::delimiter) {
        Some(Delimiter::Brace) => Kind::Macro,
        _ => Kind::Statement,
    }
}

pub(super) fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.as_char() == wanted && punct.spacing() == Spacing::Alone)
}

/// What stands between commas; those between `<` and `>` do not count.
pub(super) fn by_comma(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut arrow = false;
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Punct(punct) = token else {
            arrow = false;
            continue;
        };
        match punct.as_char() {
            '<' => depth += 1,
            '>' if !arrow => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        arrow = matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint;
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}

/// The text of a string literal, raw (as `quote!` gives its own comments) or not.
fn unescaped(literal: &str) -> String {
    if let Some(raw) = literal.strip_prefix('r') {
        let quoted = raw.trim_matches('#');
        return quoted[1..quoted.len() - 1].to_owned();
    }
    let quoted = &literal[1..literal.len() - 1];
    if !quoted.contains('\\') {
        return quoted.to_owned();
    }
    let mut out = String::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = escape.chars();
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('0') => out.push('\0'),
            Some('u') => {
                let (code, after) = escape[1..].split_once('}').unwrap_or_default();
                let code = u32::from_str_radix(code.trim_start_matches('{'), 16).ok();
                out.extend(code.and_then(char::from_u32));
                rest = after;
                continue;
            }
            Some(other) => out.push(other),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}
