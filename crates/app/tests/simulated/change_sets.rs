//! What was done, to be looked at and to be kept as a file.

use std::sync::Arc;

use account_sim::{Fault, FaultPlan, When};
use app::{
    App, ProblemCode,
    view::{AccessKind, ChangeRequest, ChangeSource, Format, RunPhase, StepFilter, StepStateView},
};
use domain::{Capability, LicenseId, LicenseState, Selection};

use crate::support::{
    FRIEDA, Shortcuts, Stage, apply, assign, carry_out_all, plan, revoke, rows, steps, transfer, wait,
};

/// An application in which some licenses were taken: done, refused, and left out of the answer.
async fn with_changes(stage: &Stage) -> (Arc<App>, String) {
    let app = stage.connected().await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(6).collect();
    let plan = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await;
    let ids: Vec<LicenseId> = rows(&app, &plan).into_iter().filter_map(|row| row.license).collect();
    let rule = |id: &LicenseId| When::post().containing(&id.0);
    let faults = FaultPlan::none()
        .fail(rule(&ids[1]), Fault::Code(400, "SOMETHING_NEW".into()))
        .fail(rule(&ids[4]), Fault::Code(400, "LICENSE_NOT_FOUND".into()));
    stage.service().set_faults(faults);
    let done = apply(&app, &plan).await;
    stage.service().set_faults(FaultPlan::none());
    (app, done.run.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn change_sets_are_listed_with_what_became_of_them_the_newest_first() {
    let stage = Stage::new().await;
    let (app, first) = with_changes(&stage).await;
    let second = carry_out_all(&app, assign(&app.ids(LicenseState::Free)[0], FRIEDA)).await.run.id;
    // While its result is shown, a set is known by its run; afterwards and after a restart by the journal.
    for is_restarted in [false, true] {
        let app = if is_restarted { stage.restarted().await } else { Arc::clone(&app) };
        let window = app.change_sets(0, 10).await.unwrap();
        let ids: Vec<&str> = window.change_sets.iter().map(|set| set.id.as_str()).collect();
        assert_eq!((window.total, ids), (2, vec![second.as_str(), first.as_str()]));
        let set = &window.change_sets[1];
        assert_eq!(
            (set.actor.kind, set.actor.name.as_str()),
            (AccessKind::OrganizationAdmin, stage.service().name().as_str())
        );
        assert_eq!(
            (&set.source, &set.capabilities[..]),
            (&ChangeSource::Selection, &[Capability::Revoke][..])
        );
        assert_eq!((set.counts.steps, set.counts.applied, set.counts.rejected), (6, 4, 2));
        assert_eq!((set.repeatable, set.undoable, set.is_cut_off, set.is_running), (2, 4, false, false));
        assert_eq!(window.change_sets[0].source, ChangeSource::License);
        assert_eq!(window.change_sets[0].capabilities, [Capability::Assign]);
        assert_eq!(app.change_set(&first).await.unwrap(), *set);
        let later = app.change_sets(1, 1).await.unwrap();
        assert_eq!((later.total, &later.change_sets[..]), (2, std::slice::from_ref(set)));
        assert_eq!(app.change_set("gone").await.unwrap_err().code, ProblemCode::ChangeSetUnknown);
        assert_eq!(
            app.change_steps("gone", None, 0, 1).await.unwrap_err().code,
            ProblemCode::ChangeSetUnknown
        );
        app.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_come_in_windows_the_same_from_the_run_and_from_the_journal() {
    let stage = Stage::new().await;
    let (app, id) = with_changes(&stage).await;
    let all = steps(&app, &id).await;
    assert_eq!(all.iter().map(|step| step.position).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
    let StepStateView::Rejected { problem } = &all[1].state else { panic!("{all:?}") };
    assert_eq!(problem.detail.vendor_code.as_deref(), Some("SOMETHING_NEW"));
    assert!(all[0].person.is_some() && all[0].holder.is_none() && all[1].holder == all[1].person);
    app.dismiss_run(&id);
    assert_eq!(app.current().run, None);
    assert_eq!(steps(&app, &id).await, all, "the journal says the same");
    let refused = app.change_steps(&id, Some(StepFilter::Rejected), 0, 10).await.unwrap();
    assert_eq!((refused.total, refused.steps), (2, vec![all[1].clone(), all[4].clone()]));
    let applied = app.change_steps(&id, Some(StepFilter::Applied), 1, 2).await.unwrap();
    assert_eq!((applied.total, applied.steps), (4, vec![all[2].clone(), all[3].clone()]));
    assert_eq!(app.change_steps(&id, Some(StepFilter::Unknown), 0, 9).await.unwrap().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_that_is_carried_out_says_so() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let plan = plan(&app, revoke(&app.ids(LicenseState::Idle)[0])).await;
    let slow = Fault::Delay(std::time::Duration::from_millis(700));
    stage.service().set_faults(FaultPlan::none().fail(When::post(), slow));
    assert_eq!(app.apply_plan(&plan.id).await.unwrap().phase, RunPhase::Running);
    wait(&app, "the request", |_| stage.service().write_calls() == 1).await;
    let set = app.change_set(&plan.id).await.unwrap();
    assert_eq!((set.is_running, set.is_cut_off, set.counts.under_way), (true, false, 1));
    let under_way = app.change_steps(&plan.id, Some(StepFilter::UnderWay), 0, 9).await.unwrap();
    assert_eq!((under_way.total, &under_way.steps[0].state), (1, &StepStateView::Sending));
    app.run_ended(&plan.id).await.unwrap();
    assert!(!app.change_set(&plan.id).await.unwrap().is_running);
}

/// The file says of every step what the page says.
async fn check_export(app: &Arc<App>, id: &str, format: Format) {
    let file = app.export_change(id, format).await.unwrap();
    let set = app.change_set(id).await.unwrap();
    let at: jiff::Timestamp = set.at.parse().unwrap();
    let day = at.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H%M").to_string();
    let extension = if format == Format::Csv { "csv" } else { "xlsx" };
    assert_eq!(file.name, format!("Seatkeeper changes {day}.{extension}"));

    let table = import::read(&file.content, Some(&file.name)).unwrap();
    let headings = table.headings().unwrap().cells.clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).expect(name);
    let (rows, steps) = (table.rows(), steps(app, id).await);
    assert_eq!(rows.len(), steps.len());
    let moment =
        |text: &str| text.parse::<jiff::Timestamp>().unwrap().strftime("%Y-%m-%d %H:%M:%S").to_string();
    for (row, step) in rows.iter().zip(&steps) {
        let cell = |name: &str| row.cell(column(name));
        assert_eq!(cell("Step"), (step.position + 1).to_string());
        assert_eq!(cell("Action"), format!("{:?}", step.capability));
        assert_eq!(cell("License"), step.license.0);
        assert_eq!((cell("Product code"), cell("Product")), (&step.product.code[..], &step.product.name[..]));
        assert_eq!((cell("Token"), cell("Token of")), ("Organization administrator", &set.actor.name[..]));
        assert_eq!(cell("Continued"), "");
        let person = step.person.as_ref().unwrap();
        assert_eq!((cell("Person"), cell("E-mail")), (&person.name[..], &person.email[..]));
        assert_eq!(cell("From team"), step.team.as_ref().unwrap().name);
        assert_eq!(cell("To team"), step.target_team.as_ref().map_or("", |team| &team.name));
        assert_eq!(
            (cell("Planned at (UTC)"), cell("Since (UTC)")),
            (&moment(&set.at)[..], &moment(&step.at)[..])
        );
        match &step.state {
            StepStateView::Applied { .. } => assert_eq!((cell("Result"), cell("Vendor code")), ("Done", "")),
            StepStateView::Rejected { problem } => {
                assert_eq!(cell("Result"), "Refused");
                assert_eq!(cell("Vendor status"), "400");
                assert_eq!(Some(cell("Vendor code")), problem.detail.vendor_code.as_deref());
                assert_eq!(Some(cell("Vendor description")), problem.detail.text.as_deref());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_change_set_says_what_the_journal_says() {
    let stage = Stage::new().await;
    let (app, id) = with_changes(&stage).await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Assigned).into_iter().take(3).collect();
    let target = app.another_team(&ids[0]).await;
    let moved = apply(&app, &plan(&app, transfer(&ids, target)).await).await.run.id;
    for format in [Format::Csv, Format::Xlsx] {
        check_export(&app, &id, format).await;
        check_export(&app, &moved, format).await;
    }
    assert_eq!(app.export_change("gone", Format::Csv).await.unwrap_err().code, ProblemCode::ChangeSetUnknown);
}
