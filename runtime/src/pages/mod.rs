//! Actions that give their items page by page.
//!
//! | file | holds |
//! |---|---|
//! | `paging` | [`Paging`]: what is known of the pages of an action |
//! | `progress` | what to ask for behind a page; no input or output |
//! | `member` | members of requests and responses by their names |
//! | `stream` | [`Pages`] and [`Items`], which send the calls |

mod error;
mod member;
mod paging;
mod progress;
mod stream;

pub use self::error::PagesError;
pub use self::paging::Paging;
pub use self::stream::{Items, Pages};
