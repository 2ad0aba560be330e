//! SHA-256, in hexadecimal.

use sha2::Sha256;

/// The digest of bytes.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&<Sha256 as sha2::Digest>::digest(bytes))
}

/// The digest of several parts, none of which can pass for a piece of another one.
#[derive(Debug, Clone, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds a part.
    pub fn add(&mut self, part: &[u8]) {
        sha2::Digest::update(&mut self.0, (part.len() as u64).to_le_bytes());
        sha2::Digest::update(&mut self.0, part);
    }

    /// The digest of all of them.
    pub fn finish(self) -> String {
        hexadecimal(&sha2::Digest::finalize(self.0))
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hexadecimal, byte| {
        hexadecimal + &format!("{byte:02x}")
    })
}
