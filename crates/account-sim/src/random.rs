//! What the service draws by lot: always from a seed, the same on every machine.

use rand::{Rng, RngExt};

use crate::model::Licenses;

/// A number below `count`, the same on machines of any word size.
pub(crate) fn pick(random: &mut impl Rng, count: usize) -> Option<usize> {
    let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
    Some(random.random_range(0..count) as usize)
}

/// A new id such as `K3ZQ9M1TTB`.
pub(crate) fn license_id(random: &mut impl Rng, taken: &Licenses) -> String {
    const LETTERS: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    loop {
        let id: String =
            (0..10).map(|_| char::from(LETTERS[random.random_range(0..36_u32) as usize])).collect();
        if !taken.contains_key(&id) {
            return id;
        }
    }
}

/// A token that looks like the vendor's: 24 or 25 lower-case letters and digits.
pub(crate) fn token(random: &mut impl Rng) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let length = random.random_range(24..=25_u32);
    (0..length).map(|_| char::from(LETTERS[random.random_range(0..36_u32) as usize])).collect()
}
