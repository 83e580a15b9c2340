//! Licenses that move, come and go between two pages of a list.

use rand::{SeedableRng, rngs::ChaCha8Rng};

use crate::{
    model::Licenses,
    random::{license_id, pick},
};

/// Changes the list of licenses after each page that was read, seeded, until its rounds are used up.
#[derive(Debug)]
pub struct Turbulence {
    random: ChaCha8Rng,
    rounds: u32,
    moves: u32,
    adds: u32,
    removes: u32,
}

impl Turbulence {
    /// Stirs after each of the next `rounds` pages: by default one license moves, one comes, one goes.
    pub fn new(seed: u64, rounds: u32) -> Self {
        Self { random: ChaCha8Rng::seed_from_u64(seed), rounds, moves: 1, adds: 1, removes: 1 }
    }

    /// How many licenses change their place in each round.
    #[must_use]
    pub fn moves(mut self, moves: u32) -> Self {
        self.moves = moves;
        self
    }

    /// How many licenses are added in each round.
    #[must_use]
    pub fn adds(mut self, adds: u32) -> Self {
        self.adds = adds;
        self
    }

    /// How many licenses are removed in each round.
    #[must_use]
    pub fn removes(mut self, removes: u32) -> Self {
        self.removes = removes;
        self
    }

    pub(crate) fn stir(&mut self, licenses: &mut Licenses) {
        if self.rounds == 0 {
            return;
        }
        self.rounds -= 1;
        for _ in 0..self.moves {
            if let (Some(from), Some(to)) = (self.place(licenses), self.place(licenses)) {
                licenses.move_index(from, to);
            }
        }
        for _ in 0..self.adds {
            if let (Some(model), Some(place)) = (self.place(licenses), self.place(licenses)) {
                let mut license = licenses[model].clone();
                license.id = license_id(&mut self.random, licenses);
                license.assignee = None;
                license.usage = None;
                licenses.shift_insert(place, license.id.clone(), license);
            }
        }
        for _ in 0..self.removes {
            if let Some(place) = self.place(licenses) {
                licenses.shift_remove_index(place);
            }
        }
    }

    fn place(&mut self, licenses: &Licenses) -> Option<usize> {
        pick(&mut self.random, licenses.len())
    }
}
