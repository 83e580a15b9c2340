use super::*;

const EVERY: SignedDuration = SignedDuration::from_mins(15);

/// Some seconds after a fixed moment.
fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).expect("in range")
}

fn read(second: i64) -> Schedule {
    Schedule {
        every: Some(EVERY),
        read_at: Some(at(second)),
        tried: Some(Try { at: at(second), outcome: Outcome::Read }),
        focused_at: None,
    }
}

/// The list was read at 0, and then some tries failed, the last one at `second`.
fn failed(second: i64, code: ProblemCode, in_a_row: u32) -> Schedule {
    let mut tried = read(0).tried;
    for _ in 0..in_a_row {
        tried = Some(Try::failed(at(second), &code.into(), tried, 0.0));
    }
    Schedule { tried, ..read(0) }
}

#[track_caller]
fn check(schedule: Schedule, now: i64, expected: Option<i64>) {
    assert_eq!(schedule.due(at(now)), expected.map(at), "{schedule:?} at {now}");
}

#[test]
fn what_was_read_is_read_again_after_the_time_that_was_chosen() {
    check(read(0), 10, Some(900));
    check(read(0), 5_000, Some(900));
    check(Schedule { every: Some(SignedDuration::from_mins(60)), ..read(0) }, 10, Some(3_600));
}

#[test]
fn by_hand_only_means_never_by_itself() {
    check(Schedule { every: None, focused_at: Some(at(9_000)), ..read(0) }, 9_000, None);
    check(Schedule { every: None, ..failed(10, ProblemCode::DnsFailed, 1) }, 9_000, None);
}

#[test]
fn what_was_never_tried_is_due_at_once() {
    check(Schedule { every: Some(EVERY), ..Schedule::default() }, 7, Some(7));
}

#[test]
fn whoever_comes_back_after_five_minutes_finds_it_being_read() {
    check(Schedule { focused_at: Some(at(299)), ..read(0) }, 299, Some(900));
    check(Schedule { focused_at: Some(at(300)), ..read(0) }, 300, Some(300));
    check(Schedule { focused_at: Some(at(-50)), ..read(0) }, 600, Some(900));
}

#[test]
fn a_network_that_is_gone_is_tried_less_and_less_often() {
    for (in_a_row, pause) in [(1, 30), (2, 60), (3, 120), (4, 300), (5, 900), (6, 900), (4_000, 900)] {
        check(failed(1_000, ProblemCode::ConnectFailed, in_a_row), 1_001, Some(1_000 + pause));
    }
}

#[test]
fn chance_only_makes_a_pause_longer_and_by_a_fifth_at_most() {
    let tried = Some(Try::failed(at(0), &ProblemCode::DnsFailed.into(), None, 1.0));
    check(Schedule { tried, ..read(0) }, 1, Some(36));
}

#[test]
fn the_vendors_own_wish_is_kept() {
    let mut problem = Problem::new(ProblemCode::RateLimited);
    problem.detail.wait_seconds = Some(400);
    let tried = Some(Try::failed(at(0), &problem, None, 0.5));
    check(Schedule { tried, ..read(0) }, 1, Some(400));
    check(Schedule { tried, focused_at: Some(at(100)), ..read(0) }, 100, Some(400));
}

#[test]
fn a_success_ends_the_row() {
    let before = failed(10, ProblemCode::DnsFailed, 4).tried;
    let read = Try { at: at(20), outcome: Outcome::Read };
    let in_a_row = |before| match Try::failed(at(30), &ProblemCode::DnsFailed.into(), before, 0.0).outcome {
        Outcome::Failed(failure) => failure.in_a_row,
        other => panic!("{other:?}"),
    };
    assert_eq!((in_a_row(before), in_a_row(Some(read)), in_a_row(None)), (5, 1, 1));
}

#[test]
fn a_token_that_was_rejected_waits_for_a_person() {
    for code in [ProblemCode::TokenRejected, ProblemCode::AccessRefused, ProblemCode::TokenMissing] {
        check(failed(0, code, 1), 90_000, None);
        check(Schedule { focused_at: Some(at(899)), ..failed(0, code, 1) }, 899, None);
        check(Schedule { focused_at: Some(at(900)), ..failed(0, code, 1) }, 900, Some(900));
    }
}

#[test]
fn whoever_comes_back_to_a_lost_connection_does_not_wait() {
    let lost = failed(0, ProblemCode::ConnectFailed, 5);
    check(Schedule { focused_at: Some(at(29)), ..lost }, 29, Some(900));
    check(Schedule { focused_at: Some(at(30)), ..lost }, 31, Some(30));
}

#[test]
fn a_full_disk_is_not_asked_every_minute() {
    check(failed(0, ProblemCode::StoreFull, 1), 1, Some(900));
    let often =
        Schedule { every: Some(SignedDuration::from_mins(1)), ..failed(0, ProblemCode::StoreFull, 1) };
    check(often, 1, Some(900));
}

#[test]
fn what_a_person_stopped_is_left_alone_for_a_while() {
    let stopped = Schedule { tried: Some(Try { at: at(50), outcome: Outcome::Canceled }), ..read(-9_000) };
    check(stopped, 60, Some(950));
    check(Schedule { focused_at: Some(at(100)), ..stopped }, 100, Some(950));
    check(Schedule { focused_at: Some(at(350)), ..stopped }, 350, Some(350));
}

#[test]
fn a_clock_that_is_set_back_delays_nothing() {
    check(read(5_000), 100, Some(100));
    check(read(130), 100, Some(1_030));
}
