//! The page in a browser: what keys, clicks and addresses make of it, and that nothing in it is ever executed.
//!
//! They need Chromium (or Chrome) and its driver, and say that they skip where there is no driver:
//! `apt-get install chromium chromium-driver`.

mod cases;
mod driver;
mod hostile;
