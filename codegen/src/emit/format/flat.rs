//! Tokens as one line.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

/// A line that grows token by token.
#[derive(Default)]
pub(super) struct Line {
    pub(super) text: String,
    last: Last,
    /// Whether the parameters of a closure have begun: nothing else that is written here has a `|`.
    in_parameters: bool,
}

/// What the line ends in, as far as the next token cares.
#[derive(Clone, Copy, PartialEq, Default)]
enum Last {
    /// Nothing, or something that the next token follows directly: `(`, `&`, `::`, `.`.
    #[default]
    Open,
    /// A word: an identifier or a literal.
    Word,
    /// The end of a group or of generic arguments.
    Closed,
    /// What has a space behind it: `,`, `=`, `->`.
    Spaced,
}

/// The tokens as one line, whatever its length.
pub(super) fn flat(tokens: &[TokenTree]) -> String {
    let mut line = Line::default();
    line.push_all(tokens);
    line.text
}

/// The delimiters of a group. One without has its content only.
pub(super) fn delimiters(group: &Group) -> (&'static str, &'static str) {
    match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

impl Line {
    pub(super) fn push_all(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.push_group(group),
                TokenTree::Ident(_) | TokenTree::Literal(_) => self.push_word(token),
                TokenTree::Punct(punct) => {
                    let joined = at > 0 && is_joint(&tokens[at - 1]);
                    let joins = punct.spacing() == Spacing::Joint;
                    self.push_punct(punct.as_char(), joined, joins);
                }
            }
        }
    }

    fn push_word(&mut self, word: &TokenTree) {
        if self.last != Last::Open {
            self.text.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{word}");
        self.last = Last::Word;
    }

    /// The start of a group, up to and with its delimiter.
    pub(super) fn open(&mut self, group: &Group) {
        let spaced = match group.delimiter() {
            Delimiter::Brace => self.last != Last::Open,
            // `&'static [T]`: nothing that is written here indexes.
            Delimiter::Bracket => matches!(self.last, Last::Word | Last::Spaced),
            _ => self.last == Last::Spaced,
        };
        if spaced {
            self.text.push(' ');
        }
        self.text.push_str(delimiters(group).0);
        self.last = Last::Open;
    }

    fn push_group(&mut self, group: &Group) {
        self.open(group);
        let content: Vec<TokenTree> = group.stream().into_iter().collect();
        let padded = group.delimiter() == Delimiter::Brace && !content.is_empty();
        if padded {
            self.text.push(' ');
        }
        self.push_all(&content);
        if padded {
            self.text.push(' ');
        }
        self.text.push_str(delimiters(group).1);
        self.last = Last::Closed;
    }

    /// `joined` says that the character belongs to the one before, `joins` that the next one belongs to it.
    #[allow(clippy::match_same_arms, reason = "the first arm that fits counts")]
    fn push_punct(&mut self, punct: char, joined: bool, joins: bool) {
        let prefix = (self.last != Last::Open, Last::Open);
        if punct == '|' {
            self.in_parameters = !self.in_parameters;
        }
        let (before, after) = match (punct, joined, joins) {
            // The second half of `->` or `=>`, then of `::` or `..`.
            ('>', true, _) => (false, Last::Spaced),
            (_, true, _) => (false, Last::Open),
            // The end of a closure's parameters.
            ('|', ..) if !self.in_parameters => (false, Last::Spaced),
            // The first half of `::`, then a field or method, and generics.
            (':', _, true) | ('.', _, false) | ('<', ..) => (false, Last::Open),
            (':' | ',' | ';', ..) => (false, Last::Spaced),
            ('>' | '?' | '!', ..) => (false, Last::Closed),
            // Also the first halves of `=>` and `->`.
            ('=' | '+', ..) | ('-', _, true) => (true, Last::Spaced),
            // `&`, `#`, `'`, `*`, the minus of a number, and the first half of `..`.
            _ => prefix,
        };
        if before {
            self.text.push(' ');
        }
        self.text.push(punct);
        self.last = after;
    }
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.spacing() == Spacing::Joint && matches!(punct.as_char(), ':' | '-' | '=' | '.'))
}
