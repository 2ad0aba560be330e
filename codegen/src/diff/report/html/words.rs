//! Which words of two texts are different.
//!
//! Lines first, then the words of the lines that are different: so a long text costs little, and the same input gives the
//! same output on every machine, because nothing depends on a clock. A word is what Unicode (UAX #29) has for one; in
//! Chinese it is a character.

use std::ops::Range;

use similar::{Algorithm, DiffOp, TextDiff, TextDiffConfig};

/// A piece of one text or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// In both.
    Same(&'a str),
    /// In the old text only.
    Gone(&'a str),
    /// In the new text only.
    New(&'a str),
}

/// Both texts as pieces, in order.
pub(super) fn pieces<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let hunks = hunks(old, new);
    let mut pieces = Vec::new();
    let mut end = 0;
    for hunk in hunks {
        let [same, gone, new] = [
            &old[end..hunk.old.start],
            &old[hunk.old.clone()],
            &new[hunk.new],
        ];
        let all = [Piece::Same(same), Piece::Gone(gone), Piece::New(new)];
        pieces.extend(all.into_iter().filter(|piece| !piece.text().is_empty()));
        end = hunk.old.end;
    }
    if end < old.len() {
        pieces.push(Piece::Same(&old[end..]));
    }
    pieces
}

impl<'a> Piece<'a> {
    fn text(&self) -> &'a str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

/// What is different: the bytes of both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

impl Hunk {
    fn len(&self) -> usize {
        self.old.len().max(self.new.len())
    }
}

/// With more bytes on a side, lines are told as a whole: their words would take long.
const LARGEST: usize = 20_000;

/// Of lines with less in common than this, in percent, the words that are the same are so by chance.
const ENOUGH_IN_COMMON: usize = 25;

fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let lines = ranges(&configuration().diff_lines(old, new));
    let mut hunks = Vec::new();
    for lines in lines {
        let (before, after) = (&old[lines.old.clone()], &new[lines.new.clone()]);
        if before.is_empty() || after.is_empty() || before.len().max(after.len()) > LARGEST {
            hunks.push(lines);
            continue;
        }
        let words = ranges(&configuration().diff_unicode_words(before, after));
        let words = together(words, before);
        let gone: usize = words.iter().map(|hunk| hunk.old.len()).sum();
        let same = before.len() - gone;
        if same * 100 < ENOUGH_IN_COMMON * before.len().max(after.len()) {
            hunks.push(lines);
            continue;
        }
        hunks.extend(words.into_iter().map(|hunk| Hunk {
            old: hunk.old.start + lines.old.start..hunk.old.end + lines.old.start,
            new: hunk.new.start + lines.new.start..hunk.new.end + lines.new.start,
        }));
    }
    hunks
}

fn configuration() -> TextDiffConfig {
    let mut configuration = TextDiff::configure();
    configuration.algorithm(Algorithm::Myers);
    configuration
}

/// What is different, in bytes.
fn ranges(diff: &TextDiff<'_, '_, str>) -> Vec<Hunk> {
    let (old, new) = (
        starts(diff.iter_old_slices()),
        starts(diff.iter_new_slices()),
    );
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in diff.ops() {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let bytes = |starts: &[usize], range: Range<usize>| starts[range.start]..starts[range.end];
        let hunk = Hunk {
            old: bytes(&old, op.old_range()),
            new: bytes(&new, op.new_range()),
        };
        match hunks.last_mut() {
            Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            _ => hunks.push(hunk),
        }
    }
    hunks
}

/// Where each slice starts, and where the last one ends.
fn starts<'a>(slices: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut starts = vec![0];
    let mut end = 0;
    starts.extend(slices.map(|slice| {
        end += slice.len();
        end
    }));
    starts
}

/// Hunks with next to nothing between them as one: a blank, a comma or a single character that both texts happen to have
/// there makes nobody read faster.
fn together(hunks: Vec<Hunk>, old: &str) -> Vec<Hunk> {
    let mut together: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        match together.last_mut() {
            Some(last) if is_nothing(&old[last.old.end..hunk.old.start], last, &hunk) => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            _ => together.push(hunk),
        }
    }
    together
}

fn is_nothing(between: &str, before: &Hunk, behind: &Hunk) -> bool {
    let is_blank = between.chars().all(|c| c == ' ');
    let is_tiny = between.chars().count() <= 2 && !between.contains('\n');
    is_blank || is_tiny && between.len() < before.len().min(behind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as text: `[-gone-]{+new+}`.
    fn marked(old: &str, new: &str) -> String {
        let pieces = pieces(old, new).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Same(text) => text.to_owned(),
                Piece::Gone(text) => format!("[-{text}-]"),
                Piece::New(text) => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn words_are_marked_that_are_different() {
        let cases = [
            ("same", "same", "same"),
            ("", "new", "{+new+}"),
            ("old", "", "[-old-]"),
            (
                "a number of things",
                "a list of things",
                "a [-number-]{+list+} of things",
            ),
            (
                "up to 100 of them",
                "up to 50 of them",
                "up to [-100-]{+50+} of them",
            ),
            ("one\ntwo\nthree", "one\nthree", "one\n[-two\n-]three"),
            // A comma goes with the words that are new behind it.
            ("at once.", "at once, or later.", "at once{+, or later+}."),
            // The blank between two words that are different is not told by itself.
            (
                "one two six seven eight",
                "three four six seven eight",
                "[-one two-]{+three four+} six seven eight",
            ),
            // Nothing in common: no confetti.
            (
                "It is gone now.",
                "又是另一回事",
                "[-It is gone now.-]{+又是另一回事+}",
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(marked(old, new), expected);
        }
    }

    #[test]
    fn in_chinese_characters_are_marked() {
        let cases = [
            ("实例的名称。", "实例的显示名称。", "实例的{+显示+}名称。"),
            (
                "每次请求的上限为100。",
                "每次请求的上限为50。",
                "每次请求的上限为[-100-]{+50+}。",
            ),
            ("默认取值：否", "默认取值：是", "默认取值：[-否-]{+是+}"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(marked(old, new), expected);
        }
    }

    #[test]
    fn large_texts_are_compared_by_lines() {
        let line = |word: &str| format!("{} {word}\n", "x ".repeat(LARGEST));
        let (old, new) = (line("one"), line("two"));
        assert_eq!(
            pieces(&old, &new),
            [Piece::Gone(old.as_str()), Piece::New(new.as_str())]
        );
    }
}
