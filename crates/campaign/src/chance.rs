//! Decisions that follow from the seed and from what they are about, never from the order in which they are made.

use fastrand::Rng;

/// The source of every decision of one run.
#[derive(Clone, Copy, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The numbers for one thing: the same whenever they are asked for.
    pub fn about(self, what: &str) -> Rng {
        Rng::with_seed(hash(self.0, what.as_bytes()))
    }
}

/// FNV-1a: the standard library's hasher may change between releases, and seeds are written down.
pub fn hash(start: u64, bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let start = 0xcbf2_9ce4_8422_2325 ^ start.wrapping_mul(PRIME).rotate_left(17);
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// True in so many of a hundred cases.
pub fn percent(rng: &mut Rng, percent: u32) -> bool {
    rng.u32(0..100) < percent
}

/// One of several; there is at least one.
pub fn one_of<T: Clone>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(0..all.len())].clone()
}
