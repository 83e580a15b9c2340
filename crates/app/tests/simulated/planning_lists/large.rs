//! A list that is longer than any window.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_of_50_000_lines_is_shown_in_windows() {
    const LINES: u32 = 50_000;
    let stage = Stage::small(2_000).await;
    let app = stage.connected().await;
    let known: Vec<LicenseRow> =
        found(&app, &LicenseQuery { assignees: vec![AssigneeKind::Person], ..LicenseQuery::default() });
    let mut lines = vec!["E-mail;First name;Last name;Product".to_owned()];
    for number in 1..LINES {
        let row = &known[number as usize % known.len()];
        lines.push(match number {
            _ if number % 1_000 == 0 => format!("somebody {number};A;B;{}", row.product.code),
            _ if number as usize <= known.len() => format!("{};A;B;{}", email(row), row.product.code),
            _ => format!("new.{number}@example.com;A;B;{}", row.product.code),
        });
    }
    let plan = plan(&app, &lines, make_it_so(None, false)).await;
    assert_eq!(plan.counts.rows, LINES - 1);
    let counts = plan.counts;
    let not_carried_out = counts.nothing_to_do + counts.queueable + counts.blocked + counts.bad_lines;
    assert_eq!(counts.changes + not_carried_out, counts.rows);
    assert!(counts.bad_lines >= LINES / 1_000 - 1 && counts.nothing_to_do > 0 && counts.changes > 0);

    let sorted = PlanQuery { sort: Some(app::view::PlanSort::Verdict), ..PlanQuery::default() };
    let mut seen = HashSet::new();
    let mut last = None;
    for offset in (0..LINES).step_by(500) {
        let window = app.plan_rows(&plan.id, &sorted, offset, 1_000).unwrap();
        assert_eq!(window.total, counts.rows);
        for row in window.rows {
            assert!(seen.insert(row.row) && last <= Some(row.verdict), "{row:?}");
            last = Some(row.verdict);
        }
    }
    assert_eq!(seen.len(), counts.rows as usize);
    let all: Vec<u32> = seen.into_iter().collect();
    let nothing = app.take_out(&plan.id, &all, true).unwrap();
    assert_eq!((nothing.counts.changes, nothing.counts.taken_out), (0, counts.changes));
    assert_eq!((nothing.calls, nothing.seconds), (0, 0));
}
