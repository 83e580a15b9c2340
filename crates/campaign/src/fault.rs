//! What goes wrong on the way of a request, and how often.

use std::time::Duration;

use account_api::NotSentReason;
use account_sim::{Fault, RetryAfterForm};
use fastrand::Rng;

use crate::chance::{one_of, percent};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weather {
    /// Of a hundred requests that change something, so many fail.
    pub writes: u32,
    /// Of a hundred others.
    pub reads: u32,
    /// Before how many of a hundred requests about a license somebody else changes it.
    pub elsewhere: u32,
}

impl Weather {
    /// Nothing fails, nobody interferes.
    pub const CALM: Self = Self { writes: 0, reads: 0, elsewhere: 0 };

    pub fn some(rng: &mut Rng) -> Self {
        match rng.u32(0..10) {
            0..2 => Self { writes: 5, reads: 2, elsewhere: 1 },
            2..5 => Self { writes: 20, reads: 10, elsewhere: 4 },
            5..7 => Self { writes: 60, reads: 30, elsewhere: 5 },
            7 => Self { writes: 95, reads: 5, elsewhere: 0 },
            8 => Self { writes: 10, reads: 70, elsewhere: 5 },
            _ => Self { writes: 0, reads: 0, elsewhere: 25 },
        }
    }
}

/// One thing that goes wrong.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The request never leaves.
    NotSent(NotSentReason),
    /// The service, or what stands before it, fails.
    Service(Fault),
}

impl Trouble {
    /// Any, for a request that fails.
    pub fn some(rng: &mut Rng) -> Self {
        let seconds = |rng: &mut Rng, most: u64| Duration::from_secs(rng.u64(1..=most));
        Self::Service(match rng.u32(0..20) {
            0 => Fault::Delay(seconds(rng, 20)),
            1 => Fault::DropBefore,
            2 | 3 => Fault::WorkThenDrop,
            4 => Fault::ResetBefore,
            5 => Fault::WorkThenReset,
            6 => Fault::NeverAnswer,
            7 => Fault::WorkThenNeverAnswer,
            8 => Fault::LateWork(seconds(rng, 25)),
            9 | 10 => Fault::TruncateBody,
            11 => Fault::Status(one_of(rng, &[500, 502, 503, 504, 404, 408])),
            12 | 13 => Fault::WorkThenStatus(one_of(rng, &[500, 502, 503])),
            14 => Fault::TooManyRequests {
                form: one_of(rng, &[RetryAfterForm::Seconds, RetryAfterForm::Absent]),
                seconds: rng.u32(0..20),
            },
            15 => Fault::Html(one_of(rng, &[503, 502, 404])),
            16 => Fault::Garbage(one_of(rng, &[200, 400, 500]), "{\"licenseIds\": [".into()),
            17 => Fault::Code(one_of(rng, &[400, 409, 422]), "SOMETHING_NEW".into()),
            18 => Fault::Status(429),
            // What ends the connection for all: seldom, or hardly any run would get far.
            _ if percent(rng, 20) => {
                let reasons = [NotSentReason::Dns, NotSentReason::Refused, NotSentReason::Unreachable];
                return Self::NotSent(one_of(rng, &reasons));
            }
            _ if percent(rng, 20) => Fault::Html(200),
            _ => Fault::WorkThenNeverAnswer,
        })
    }

    /// The name that it is counted under.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotSent(_) => "not sent",
            Self::Service(fault) => match fault {
                Fault::Delay(_) => "delay",
                Fault::DropBefore => "drop before",
                Fault::WorkThenDrop => "work, then drop",
                Fault::ResetBefore => "reset before",
                Fault::WorkThenReset => "work, then reset",
                Fault::NeverAnswer => "never answer",
                Fault::WorkThenNeverAnswer => "work, then never answer",
                Fault::LateWork(_) => "late work",
                Fault::TruncateBody => "truncated body",
                Fault::Status(429) | Fault::TooManyRequests { .. } => "429",
                Fault::Status(_) => "status without a body",
                Fault::WorkThenStatus(_) => "work, then 5xx",
                Fault::Code(..) => "unknown code",
                Fault::Html(_) => "HTML",
                Fault::Redirect(_) => "redirect",
                Fault::Garbage(..) => "garbage",
                Fault::HugeGzip(_) => "too large",
            },
        }
    }
}
