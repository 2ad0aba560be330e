//! A forgiving reader of JSON and of what Python prints.

use std::iter::Peekable;
use std::str::Chars;

/// A value whose type is not known yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Quoted text.
    Text(String),
    /// Unquoted: a number, `true`, `None`, or text without quotes.
    Word(String),
    /// `[…]`
    List(Vec<Node>),
    /// `{…}`, in the order of the page.
    Object(Vec<(String, Node)>),
}

/// How deep a documented value can be nested.
const DEPTH: usize = 32;

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Option<Node> {
    let mut parser = Parser {
        chars: text.chars().peekable(),
    };
    let node = parser.value(DEPTH)?;
    parser.space();
    parser.chars.next().is_none().then_some(node)
}

struct Parser<'a> {
    chars: Peekable<Chars<'a>>,
}

impl Parser<'_> {
    fn value(&mut self, depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.chars.peek()? {
            '[' => self.list(depth),
            '{' => self.object(depth),
            '"' | '\'' | '“' | '‘' => self.quoted().map(Node::Text),
            _ => self.word().map(Node::Word),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Node> {
        self.chars.next();
        let mut nodes = Vec::new();
        while !self.ends(']')? {
            nodes.push(self.value(depth)?);
            self.separator(']')?;
        }
        Some(Node::List(nodes))
    }

    fn object(&mut self, depth: usize) -> Option<Node> {
        self.chars.next();
        let mut members = Vec::new();
        while !self.ends('}')? {
            let (Node::Text(name) | Node::Word(name)) = self.value(depth)? else {
                return None;
            };
            self.space();
            self.chars.next_if(|c| matches!(c, ':' | '：'))?;
            members.push((name, self.value(depth)?));
            self.separator('}')?;
        }
        Some(Node::Object(members))
    }

    /// Takes the end of a list or object, if it stands here; nothing at the end of the text.
    fn ends(&mut self, end: char) -> Option<bool> {
        self.space();
        self.chars.peek()?;
        Some(self.chars.next_if_eq(&end).is_some())
    }

    /// Takes the comma after an item; none is needed before the end.
    fn separator(&mut self, end: char) -> Option<()> {
        self.space();
        match self.chars.peek()? {
            ',' | '，' => self.chars.next().map(drop),
            next => (*next == end).then_some(()),
        }
    }

    fn quoted(&mut self) -> Option<String> {
        let close = match self.chars.next()? {
            '“' => '”',
            '‘' => '’',
            quote => quote,
        };
        let mut text = String::new();
        loop {
            match self.chars.next()? {
                c if c == close => return Some(text),
                '\\' => self.escape(&mut text)?,
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Option<()> {
        match self.chars.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'u' => {
                let code: String = (0..4)
                    .map_while(|_| self.chars.next_if(char::is_ascii_hexdigit))
                    .collect();
                text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
            }
            c @ ('"' | '\'' | '\\' | '/') => text.push(c),
            c => text.extend(['\\', c]),
        }
        Some(())
    }

    /// Unquoted text: what could not be anything else.
    fn word(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(c) = self
            .chars
            .next_if(|c| c.is_ascii_alphanumeric() || "_-+./%*".contains(*c))
        {
            text.push(c);
        }
        (!text.is_empty()).then_some(text)
    }

    fn space(&mut self) {
        while self.chars.next_if(|c| c.is_whitespace()).is_some() {}
    }
}
