//! Organizations to try things with.

use account_sim::{
    Choices, Clock, Generator, NotFound, Nothing, RevokeUnassigned, Service, UsageAfterRevoke,
};
use jiff::Timestamp;

use crate::chance::{Chance, one_of, percent};

/// The moment at which every run begins.
pub fn beginning() -> Timestamp {
    // 2026-11-23T09:00:00Z; any constant is a moment.
    Timestamp::from_second(1_795_424_400).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A service with an organization of its own: up to 400 licenses of several products and teams.
pub fn service(chance: Chance) -> Service {
    let mut rng = chance.about("organization");
    let licenses = if percent(&mut rng, 15) { rng.usize(250..=400) } else { rng.usize(5..=120) };
    let generator = Generator::new(licenses, rng.u64(..)).teams(rng.u64(2..=6));
    let organization = generator.build(beginning());
    let choices = Choices {
        not_found: one_of(&mut rng, &[NotFound::Status404, NotFound::Status400]),
        revoke_unassigned: one_of(&mut rng, &[RevokeUnassigned::Refused, RevokeUnassigned::EmptyList]),
        usage_after_revoke: one_of(&mut rng, &[UsageAfterRevoke::Removed, UsageAfterRevoke::Kept]),
        nothing: one_of(&mut rng, &[Nothing::Absent, Nothing::Null]),
        requests_per_minute: percent(&mut rng, 8).then(|| rng.u32(60..300)),
        unknown_fields: percent(&mut rng, 20),
        ..Choices::default()
    };
    Service::new(organization, Clock::fixed(beginning()), choices)
}
