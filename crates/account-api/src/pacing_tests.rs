//! The allowance against a clock that is passed in.

use super::*;

const MILLISECOND: Duration = Duration::from_millis(1);

/// Feeds so many latencies in milliseconds; gives the allowance after each.
fn feed(pace: &mut Pace, now: Instant, latencies: impl IntoIterator<Item = u32>) -> Vec<usize> {
    latencies
        .into_iter()
        .map(|latency| {
            pace.answered(now, Some(latency * MILLISECOND));
            pace.allowed
        })
        .collect()
}

fn answers(pace: &mut Pace, now: Instant, count: u32) {
    for _ in 0..count {
        pace.answered(now, None);
    }
}

#[test]
fn as_many_leave_as_are_allowed_and_the_next_when_one_is_back() {
    let now = Instant::now();
    let mut pace = Pace::new(2);
    for expected in [Turn::Now, Turn::Now, Turn::AfterAnother] {
        assert_eq!(pace.turn(now), expected);
        pace.leave();
    }
    pace.come_back();
    assert_eq!(pace.turn(now), Turn::AfterAnother, "one too many had left");
    pace.come_back();
    assert_eq!(pace.turn(now), Turn::Now);
    assert_eq!(Pace::new(0).turn(now), Turn::Now, "one at least");
}

#[test]
fn a_refusal_halves_the_allowance_and_stops_everything_for_as_long_as_it_says() {
    let start = Instant::now();
    let mut pace = Pace::new(4);
    let now = start + 80 * MILLISECOND;
    pace.refused(start, now, Some(Duration::from_secs(3)));
    assert_eq!(pace.allowed, 2);
    let until = now + Duration::from_secs(3);
    assert_eq!(pace.turn(now), Turn::At(until));
    assert_eq!(pace.turn(until - MILLISECOND), Turn::At(until));
    assert_eq!(pace.turn(until), Turn::Now);
    // A shorter wait does not end a longer one.
    pace.refused(start, now, Some(Duration::from_secs(1)));
    assert_eq!(pace.turn(now), Turn::At(until));
}

#[test]
fn refusals_of_what_left_together_count_once_and_later_ones_again() {
    let start = Instant::now();
    let mut pace = Pace::new(4);
    let mut allowed = Vec::new();
    for (sent, back) in [(0, 80), (1, 81), (2, 90), (100, 180), (200, 280), (300, 380)] {
        pace.refused(start + sent * MILLISECOND, start + back * MILLISECOND, None);
        allowed.push(pace.allowed);
    }
    assert_eq!(allowed, [2, 2, 2, 1, 1, 1]);
}

#[test]
fn no_pause_is_believed_for_ever() {
    let now = Instant::now();
    let mut pace = Pace::new(4);
    pace.refused(now, now, Some(Duration::MAX));
    assert_eq!(pace.turn(now), Turn::At(now + LONGEST_PAUSE));
    assert_eq!(pace.turn(now + LONGEST_PAUSE), Turn::Now);
}

#[test]
fn the_allowance_comes_back_step_by_step_and_a_failure_starts_the_stretch_anew() {
    let now = Instant::now();
    let mut pace = Pace::new(4);
    pace.refused(now, now, None);
    answers(&mut pace, now, GOOD_STRETCH - 1);
    pace.failed();
    answers(&mut pace, now, GOOD_STRETCH - 1);
    assert_eq!(pace.allowed, 2);
    answers(&mut pace, now, 1);
    assert_eq!(pace.allowed, 3);
    answers(&mut pace, now, 10 * GOOD_STRETCH);
    assert_eq!(pace.allowed, 4, "and never more than the most");
}

#[test]
fn steady_latency_never_costs_anything() {
    let now = Instant::now();
    for latencies in [
        [80, 84, 79, 83, 110, 78, 82, 81],
        [1, 9, 1, 30, 2, 12, 3, 1],
        [900, 300, 310, 290, 305, 520, 300, 310],
    ] {
        let mut pace = Pace::new(4);
        let allowed = feed(&mut pace, now, latencies.into_iter().cycle().take(500));
        assert!(allowed.iter().all(|allowed| *allowed == 4), "{latencies:?}");
    }
}

#[test]
fn rising_latency_takes_one_at_a_time_and_never_the_last() {
    let now = Instant::now();
    let mut pace = Pace::new(4);
    feed(&mut pace, now, [80; 20]);
    let allowed = feed(&mut pace, now, [1500; 40]);
    assert!(allowed.windows(2).all(|pair| pair[0] - pair[1] <= 1), "{allowed:?}");
    let changes = allowed.iter().filter(|allowed| **allowed == 3).count();
    assert_eq!(changes, LATENCIES_TO_JUDGE as usize, "each step is judged by what followed it: {allowed:?}");
    assert_eq!(allowed.last(), Some(&1));
}

#[test]
fn the_allowance_comes_back_when_latency_falls_and_when_it_stays_for_good() {
    let now = Instant::now();
    for later in [80, 600] {
        let mut pace = Pace::new(4);
        feed(&mut pace, now, [80; 20]);
        assert_eq!(feed(&mut pace, now, [600; 40]).last(), Some(&1));
        let allowed = feed(&mut pace, now, [later; 400]);
        assert_eq!(allowed.last(), Some(&4), "{later}");
    }
}
