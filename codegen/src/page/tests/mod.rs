//! What holds for every reader.

mod cut_off;
mod flattened;
mod hostile;
mod positions;
mod real_pages;
mod sketch;
mod twins;

pub(super) use self::sketch::sketch;
