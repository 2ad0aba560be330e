//! Random numbers for delays and names: nothing here is a secret.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use crate::Platform;

/// 64 random bits.
///
/// They come from the keys that the standard library takes from the operating system for its hash tables. Where there is
/// none (`wasm32-unknown-unknown`), these keys are always the same, so the time and a count go in, too.
pub(crate) fn bits(platform: &Platform) -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let time = platform.now().duration_since(SystemTime::UNIX_EPOCH);
    RandomState::new().hash_one((time.ok(), COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// A number between 0 and 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "53 bits are what the type holds"
)]
pub(crate) fn fraction(platform: &Platform) -> f64 {
    (bits(platform) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A random UUID (version 4), such as `6f1c86de-5f35-4b51-9d26-2f3d6a5b9a10`.
pub(crate) fn uuid(platform: &Platform) -> String {
    let high = bits(platform) & !0xf000 | 0x4000;
    let low = bits(platform) & !(0b11 << 62) | 0b10 << 62;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_one_of_version_4_and_no_two_are_the_same() {
        let platform = Platform::default();
        let ids: std::collections::BTreeSet<String> = (0..1000).map(|_| uuid(&platform)).collect();
        assert_eq!(ids.len(), 1000);
        for id in ids {
            let parts: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(&id[14..15], "4", "{id}");
            assert!("89ab".contains(&id[19..20]), "{id}");
        }
    }

    #[test]
    fn a_fraction_is_between_0_and_1() {
        let platform = Platform::default();
        for _ in 0..1000 {
            assert!((0.0..1.0).contains(&fraction(&platform)));
        }
    }
}
