//! How long a reading will take, from how fast it has been. Pure: moments come in as arguments.

use std::time::Duration;

/// Nothing is said before this: the first pages tell too little.
const SILENT: Duration = Duration::from_secs(2);
/// Nothing is said before this part of the list was read, in thousandths.
const SILENT_PART: u64 = 20;
/// How long ago a pace may have been and still count for a third.
const MEMORY: f64 = 12.0;
/// How fast the time that is shown gives way to a new estimate: a third of the difference is left after this.
const REACTION: f64 = 4.0;
/// However long nothing came, it pulls only as much as after so many seconds.
const LONGEST_PULL: f64 = 1.0;

/// The pace of one reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pace {
    last: Option<Sample>,
    started: Duration,
    /// Licenses and seconds, the older the less they count.
    licenses: f64,
    seconds: f64,
    shown: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Sample {
    at: Duration,
    read: u64,
}

impl Pace {
    /// Takes note that `read` of `total` licenses have been read at the moment `at`, counted from any fixed one, and
    /// gives the seconds that are left, once that can be told.
    pub fn seconds_left(&mut self, at: Duration, read: u64, total: Option<u64>) -> Option<u32> {
        let passed = self.note(at, read);
        let total = total?;
        let known = at.saturating_sub(self.started) >= SILENT && read * 1_000 >= total * SILENT_PART;
        if !known || self.licenses <= 0.0 {
            return None;
        }
        let estimate = as_float(total.saturating_sub(read)) * self.seconds / self.licenses;
        let shown = match self.shown {
            // Time goes by, and the estimate only pulls: a page that came late is no reason to jump.
            Some(shown) if read < total => {
                let expected = (shown - passed).max(0.0);
                estimate + (expected - estimate) * (-passed.min(LONGEST_PULL) / REACTION).exp()
            }
            _ => estimate,
        };
        self.shown = Some(shown);
        Some(whole(shown))
    }

    /// Seconds since the last note.
    fn note(&mut self, at: Duration, read: u64) -> f64 {
        let before = self.last.replace(Sample { at, read });
        // What an earlier reading left counts as read at once, and says nothing of the pace.
        let Some(before) = before else {
            self.started = at;
            return 0.0;
        };
        let passed = at.saturating_sub(before.at).as_secs_f64();
        let kept = (-passed / MEMORY).exp();
        self.seconds = self.seconds * kept + passed;
        self.licenses *= kept;
        if read < before.read {
            // Started anew: there is more to read than was thought, at the pace that is known.
            self.shown = None;
        } else {
            self.licenses += as_float(read - before.read);
        }
        passed
    }
}

#[expect(clippy::cast_precision_loss, reason = "no list has more than 2^52 licenses")]
fn as_float(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative; saturates")]
fn whole(seconds: f64) -> u32 {
    seconds.ceil() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of 200 out of `total`, the nth after `pause(n)` milliseconds; what was said after each.
    fn run(total: u64, pause: impl Fn(u64) -> u64) -> Vec<(f64, Option<u32>)> {
        let mut pace = Pace::default();
        let mut at = Duration::ZERO;
        pace.seconds_left(at, 0, None);
        (1..=total / 200)
            .map(|page| {
                at += Duration::from_millis(pause(page));
                (at.as_secs_f64(), pace.seconds_left(at, page * 200, Some(total)))
            })
            .collect()
    }

    #[test]
    fn an_even_pace_is_told_as_it_is() {
        let said = run(20_000, |_| 300);
        let whole = 30.0;
        for (at, left) in said.iter().filter(|(at, _)| *at >= 3.0) {
            let left = f64::from(left.expect("enough was read"));
            assert!((left - (whole - at)).abs() <= 1.1, "{left} s said at {at} s of {whole}");
        }
        assert_eq!(said.last().and_then(|(_, left)| *left), Some(0));
    }

    #[test]
    fn nothing_is_said_before_enough_was_read() {
        assert!(run(20_000, |_| 300).iter().all(|(at, left)| left.is_none() || *at >= 2.0));
        assert!(run(400, |_| 100).iter().all(|(_, left)| left.is_none()), "over before it could be told");
        let slow = run(100_000, |_| 3_000);
        assert_eq!(slow[8].1, None, "a hundredth of it");
        assert!(slow[9].1.is_some());
    }

    #[test]
    fn one_late_page_is_no_reason_to_jump() {
        let said = run(40_000, |page| if page == 100 { 4_000 } else { 200 });
        for pair in said.windows(2) {
            let ((before, Some(said_before)), (now, Some(said_now))) = (pair[0], pair[1]) else { continue };
            let jump = (f64::from(said_now) - (f64::from(said_before) - (now - before))).abs();
            assert!(jump <= 6.0, "from {said_before} s at {before} to {said_now} s at {now}");
        }
    }

    #[test]
    fn a_vendor_who_slows_down_is_believed_after_a_while() {
        let said = run(100_000, |page| if page < 100 { 100 } else { 1_000 });
        let (_, left) = said[150];
        let truth = 349.0;
        assert!((f64::from(left.unwrap()) - truth).abs() < 60.0, "{left:?} s, {truth} s are true");
    }

    #[test]
    fn what_an_earlier_reading_left_does_not_make_it_look_fast() {
        let mut pace = Pace::default();
        pace.seconds_left(Duration::ZERO, 9_000, Some(10_000));
        assert_eq!(pace.seconds_left(Duration::from_secs(2), 9_200, Some(10_000)), Some(8));
    }

    #[test]
    fn a_reading_that_starts_anew_keeps_its_pace() {
        let mut pace = Pace::default();
        for second in 0..=10 {
            pace.seconds_left(Duration::from_secs(second), second * 100, Some(2_000));
        }
        assert_eq!(
            pace.seconds_left(Duration::from_secs(10), 0, Some(2_000)),
            None,
            "nothing of it was read"
        );
        let left = pace.seconds_left(Duration::from_secs(11), 100, Some(2_000)).unwrap();
        assert!((18..=22).contains(&left), "{left}");
    }
}
