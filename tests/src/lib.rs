//! What the tests of tcgen share.

pub mod golden;
pub mod server;
pub mod wheels;
