//! How far a long run is, on a terminal.

use std::fmt::Display;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line at the bottom of the terminal. It is not shown before it is started, nor where standard error is no terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    is_wanted: bool,
}

impl Progress {
    pub(crate) fn new(is_wanted: bool) -> Self {
        Self {
            bar: ProgressBar::hidden(),
            is_wanted,
        }
    }

    /// Shows that this many pieces of work are going to be done.
    pub(crate) fn start(&self, pages: usize) {
        if self.is_wanted {
            let style = ProgressStyle::with_template("{bar:20} {pos}/{len} {wide_msg}");
            self.bar
                .set_style(style.expect("the template is well formed"));
            // There can have been other work before.
            self.bar.reset();
            self.bar.set_length(pages as u64);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Shows what is being read.
    pub(crate) fn begin(&self, page: impl Display) {
        self.bar.set_message(page.to_string());
    }

    /// A page was read; after the last one, the line goes away.
    pub(crate) fn end(&self) {
        self.bar.inc(1);
        if self.bar.length() == Some(self.bar.position()) {
            self.bar.finish_and_clear();
        }
    }

    /// Shows a piece of work while it is done.
    pub(crate) fn during<T>(&self, what: impl Display, work: impl FnOnce() -> T) -> T {
        self.begin(what);
        let done = work();
        self.end();
        done
    }

    /// Takes the line away while something else is written.
    pub(crate) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}
