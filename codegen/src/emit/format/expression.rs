//! What can be too long for a line: signatures, statements, lists.
//!
//! Everything stands on one line if it fits there. What does not is broken at its outermost place, and each part is placed
//! in the same way.

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

use super::flat::{Line, delimiters, flat};
use super::item::{Printer, by_comma, is_punct};
use super::{STEP, WIDTH};

/// The arguments of a call, the elements of a list and the calls of a chain may be this wide on one line.
const PART_WIDTH: usize = 60;

/// The fields of a struct expression may be this wide on one line.
const FIELDS_WIDTH: usize = 18;

impl Printer {
    /// A statement or an expression, or an item that reads like one.
    pub(super) fn statement(&mut self, tokens: &[TokenTree]) {
        self.start_line();
        match tokens.split_last() {
            Some((last, rest)) if is_punct(last, ';') => self.place(rest, ";"),
            _ => self.place(tokens, ""),
        }
    }

    /// The start of a function, up to its braces.
    pub(super) fn signature(&mut self, tokens: &[TokenTree]) {
        self.start_line();
        let text = flat(tokens);
        let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        let list = tokens.iter().position(is_list);
        if let Some(at) = list
            && self.indent + text.len() + " {".len() > WIDTH
        {
            let (head, rest) = tokens.split_at(at);
            self.broken_list(head, &rest[0]);
            self.returned(&rest[1..]);
        } else {
            self.out.push_str(&text);
        }
    }

    /// What a function returns, behind parameters that stand on lines of their own.
    fn returned(&mut self, tokens: &[TokenTree]) {
        if tokens.is_empty() {
            return;
        }
        let text = flat(tokens);
        let text = text.trim_start();
        self.out.push(' ');
        let fits = self.indent + ") ".len() + text.len() + " {".len() <= WIDTH;
        let start = tokens.iter().position(|token| is_punct(token, '<'));
        match start {
            Some(start) if !fits => {
                self.out.push_str(flat(&tokens[..=start]).trim_start());
                self.out.push('\n');
                self.indent += STEP;
                for argument in by_comma(&tokens[start + 1..tokens.len() - 1]) {
                    self.line(&format!("{},", flat(argument)));
                }
                self.indent -= STEP;
                self.start_line();
                self.out.push('>');
            }
            _ => self.out.push_str(text),
        }
    }

    /// Tokens from here to the end of the line, or of as many lines as they need.
    pub(super) fn place(&mut self, tokens: &[TokenTree], end: &str) {
        let text = flat(tokens);
        let fits = self.column() + text.len() + end.len() <= WIDTH;
        if fits && is_simple(tokens) {
            self.out.push_str(&text);
        } else {
            self.broken(tokens, end);
        }
        self.out.push_str(end);
        self.out.push('\n');
    }

    fn column(&self) -> usize {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        self.out.len() - start
    }

    fn broken(&mut self, tokens: &[TokenTree], end: &str) {
        if let Some(at) = before_value(tokens) {
            self.assignment(&tokens[..=at], &tokens[at + 1..], end);
            return;
        }
        let links = links(tokens);
        if let [first, _, ..] = links[..] {
            self.chain(tokens, first, &links);
            return;
        }
        let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
        match tokens.iter().position(is_group) {
            Some(at) => {
                self.broken_list(&tokens[..at], &tokens[at]);
                self.out.push_str(&flat(&tokens[at + 1..]));
            }
            None => self.out.push_str(&flat(tokens)),
        }
    }

    /// What stands before a value, `a =` or `a:`, and the value. It goes to the next line if it then is one line.
    fn assignment(&mut self, place: &[TokenTree], value: &[TokenTree], end: &str) {
        self.out.push_str(&flat(place));
        let text = flat(value);
        let fits_below = self.indent + STEP + text.len() + end.len() <= WIDTH;
        let fits_here = self.column() + 1 + text.len() + end.len() <= WIDTH;
        // The elements of a list stand below each other instead.
        let is_list = matches!(value.last(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
        if fits_below && !fits_here && !is_list && is_simple(value) {
            self.out.push('\n');
            self.indent += STEP;
            self.start_line();
            self.indent -= STEP;
            self.out.push_str(&text);
        } else {
            self.out.push(' ');
            self.broken(value, end);
        }
    }

    /// A chain of calls, each on its line.
    fn chain(&mut self, tokens: &[TokenTree], first: usize, links: &[usize]) {
        self.out.push_str(&flat(&tokens[..first]));
        self.indent += STEP;
        let ends = links[1..].iter().copied().chain([tokens.len()]);
        for (&start, end) in links.iter().zip(ends) {
            self.out.push('\n');
            self.start_line();
            self.out.push_str(&flat(&tokens[start..end]));
        }
        self.indent -= STEP;
    }

    /// Something in delimiters, each part on its line.
    fn broken_list(&mut self, head: &[TokenTree], list: &TokenTree) {
        let mut line = Line::default();
        line.push_all(head);
        let TokenTree::Group(group) = list else {
            self.out.push_str(&line.text);
            return;
        };
        line.open(group);
        self.out.push_str(&line.text);
        self.out.push('\n');
        self.indent += STEP;
        for part in by_comma(&content(group)) {
            self.start_line();
            // What a struct expression takes from another struct ends it.
            let is_rest = part.first().is_some_and(|token| token.to_string() == ".");
            self.place(part, if is_rest { "" } else { "," });
        }
        self.indent -= STEP;
        self.start_line();
        self.out.push_str(delimiters(group).1);
    }
}

fn content(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// Where the calls of a chain start: its dots.
fn links(tokens: &[TokenTree]) -> Vec<usize> {
    let dots = tokens.iter().enumerate();
    dots.filter(|(_, token)| is_punct(token, '.'))
        .map(|(at, _)| at)
        .collect()
}

/// Where `=`, or else `:`, is in front of a value; in generic arguments it is part of a type.
fn before_value(tokens: &[TokenTree]) -> Option<usize> {
    let generics = tokens.iter().position(|token| is_punct(token, '<'));
    let outside = &tokens[..generics.unwrap_or(tokens.len())];
    let colon = |(at, token)| is_punct(token, ':') && !(at > 0 && is_path(&tokens[at - 1]));
    let equals = outside.iter().position(|token| is_punct(token, '='));
    equals.or_else(|| outside.iter().enumerate().position(colon))
}

/// Whether this is the first half of `::`.
fn is_path(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}

/// Whether rustfmt would leave this on one line if it fits: no long list in it, no long chain, no struct.
fn is_simple(tokens: &[TokenTree]) -> bool {
    let value = before_value(tokens).map_or(tokens, |at| &tokens[at + 1..]);
    if links(value).len() > 1 && flat(value).len() > PART_WIDTH {
        return false;
    }
    tokens.iter().enumerate().all(|(at, token)| match token {
        TokenTree::Group(group) => {
            let content = content(group);
            let width = match group.delimiter() {
                Delimiter::Brace => FIELDS_WIDTH,
                // A tuple: a table of them is easier to read with one on each line.
                Delimiter::Parenthesis if at == 0 => WIDTH,
                _ => PART_WIDTH,
            };
            flat(&content).len() <= width && is_simple(&content)
        }
        _ => true,
    })
}
