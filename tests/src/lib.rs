//! What the tests of tcgen share.

pub mod golden;
pub mod official;
pub mod server;
pub mod wheels;
