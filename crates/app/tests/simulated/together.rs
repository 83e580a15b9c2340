//! Many assignments, read back in pages of the list instead of one by one.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use account_sim::{Assignee, Fault, FaultPlan};
use app::{
    App, ProblemCode,
    view::{PlanView, RunPhase, StepStateView},
};
use domain::{LicenseId, LicenseQuery, LicenseState};

use crate::{
    mixed::plan_assigns,
    support::{Shortcuts, Stage, apply, ended, synced, wait},
};

const LATENCY: Duration = Duration::from_millis(20);

/// The free licenses of the product that has most of them, so many at most.
fn free_of_a_product(app: &Arc<App>, most: usize) -> Vec<LicenseId> {
    let query = LicenseQuery { states: vec![LicenseState::Free], ..LicenseQuery::default() };
    let mut products = HashMap::<String, Vec<LicenseId>>::new();
    for row in app.query_licenses(&query, 0, 500).unwrap().rows {
        products.entry(row.product.code).or_default().push(row.id);
    }
    let mut ids = products.into_values().max_by_key(Vec::len).unwrap();
    assert!(ids.len() >= 20, "{}", ids.len());
    ids.truncate(most);
    ids
}

/// Reads since they were counted.
#[derive(Default)]
struct Reads {
    pages: AtomicU64,
    single: AtomicU64,
    paths: Mutex<Vec<String>>,
}

impl Reads {
    fn counts(&self) -> (u64, u64) {
        (self.pages.load(Ordering::SeqCst), self.single.load(Ordering::SeqCst))
    }
}

/// A service that takes its time, counts what is read, and fails as it is told: by method, path and query, and body.
fn watched(stage: &Stage, fault: impl Fn(&str, &str, &str) -> Option<Fault> + Send + 'static) -> Arc<Reads> {
    let reads = Arc::new(Reads::default());
    let counted = Arc::clone(&reads);
    stage.service().set_faults(FaultPlan::none().choose(move |seen| {
        let (method, body) = (seen.method.as_str(), String::from_utf8_lossy(seen.body).into_owned());
        let path = format!("{}?{}", seen.path, seen.query);
        if path.contains("assigned=true") {
            counted.pages.fetch_add(1, Ordering::SeqCst);
            counted.paths.lock().unwrap().push(path.clone());
        } else if method == "GET" {
            counted.single.fetch_add(1, Ordering::SeqCst);
        }
        fault(method, &path, &body).or(Some(Fault::Delay(LATENCY)))
    }));
    reads
}

async fn planned(app: &Arc<App>, most: usize) -> (PlanView, u32) {
    let plan = plan_assigns(app, &free_of_a_product(app, most)).await;
    let steps = plan.counts.assigns;
    (plan, steps)
}

#[tokio::test(flavor = "multi_thread")]
async fn few_assignments_are_read_back_one_by_one() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let (plan, steps) = planned(&app, 15).await;
    let reads = watched(&stage, |_, _, _| None);
    assert_eq!(apply(&app, &plan).await.run.counts.applied, steps);
    assert_eq!(reads.counts(), (0, u64::from(steps)));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_assignments_are_read_back_in_pages() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let (plan, steps) = planned(&app, 60).await;
    let reads = watched(&stage, |_, _, _| None);
    let done = apply(&app, &plan).await;
    assert_eq!(done.run.counts.applied, steps, "{:?}", done.run.counts);
    assert!(done.states().iter().all(|state| *state == StepStateView::Applied { read_back: false }));
    let (pages, single) = reads.counts();
    assert!(pages >= 1 && pages + single <= u64::from(steps) / 3, "{pages} pages, {single} single reads");
    // What the pages showed is shown, as changed by this app.
    let step = &done.steps[0];
    assert_eq!(
        step.holder.as_ref().map(|holder| &holder.email),
        step.person.as_ref().map(|person| &person.email)
    );
    let history = app.license_details(&step.license).await.unwrap().history;
    assert!(history.iter().any(|entry| entry.by_app), "{history:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_can_not_be_read_costs_nothing_but_time() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let (plan, steps) = planned(&app, 40).await;
    let reads = watched(&stage, |_, path, _| path.contains("assigned=true").then_some(Fault::Status(404)));
    let done = apply(&app, &plan).await;
    assert_eq!(done.run.counts.applied, steps, "{:?}", done.run.counts);
    let (pages, single) = reads.counts();
    assert!(pages >= 1 && single == u64::from(steps), "{pages} pages, {single} single reads");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_settles_nothing_that_it_does_not_show() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let ids = free_of_a_product(&app, 40);
    let plan = plan_assigns(&app, &ids).await;
    let (absent, taken) = (ids[3].clone(), ids[7].clone());
    let other = Assignee::User { name: "Someone Else".into(), email: "else@aurelia.example".into() };
    stage.service().change(&taken.0, |license| license.assignee = Some(other));
    // The vendor says yes, and does nothing.
    let empty = [absent.0.clone(), taken.0.clone()];
    watched(&stage, move |method, _, body| {
        let is_meant = method == "POST" && empty.iter().any(|id| body.contains(id));
        is_meant.then(|| Fault::Garbage(200, String::new()))
    });
    let done = apply(&app, &plan).await;
    assert_eq!((done.run.counts.applied, done.run.counts.unknown), (38, 2), "{:?}", done.run.counts);
    for step in &done.steps {
        let is_unknown = [&absent, &taken].contains(&&step.license);
        assert_eq!(step.state == StepStateView::Unknown, is_unknown, "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_a_team_reads_pages_of_its_team() {
    let stage = Stage::small(6_000).await;
    let app = stage.app().await;
    let token = stage.service().credentials().tokens.team_admin;
    stage.connect(&app, &token).await.unwrap();
    synced(&app).await;
    let (plan, steps) = planned(&app, 40).await;
    let reads = watched(&stage, |_, _, _| None);
    let done = apply(&app, &plan).await;
    assert_eq!(done.run.counts.applied, steps, "{:?}", done.run.counts);
    let paths = reads.paths.lock().unwrap().clone();
    assert!(!paths.is_empty() && paths.iter().all(|path| path.contains("/customer/teams/")), "{paths:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_pauses_sees_at_once_what_became_of_what_was_sent() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let (plan, steps) = planned(&app, 60).await;
    watched(&stage, |_, _, _| None);
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "some requests", |_| stage.sent() >= 10).await;
    app.pause_run(&plan.id).unwrap();
    let paused = Instant::now();
    wait(&app, "what is under way", |app| app.current().run.unwrap().counts.under_way == 0).await;
    assert!(paused.elapsed() < Duration::from_secs(3), "{:?}", paused.elapsed());
    let run = app.current().run.unwrap();
    assert_eq!((run.phase, run.counts.applied), (RunPhase::Paused, stage.sent()), "{run:?}");
    app.resume_run(&plan.id).unwrap();
    assert_eq!(ended(&app, &plan.id).await.run.counts.applied, steps);
    assert_eq!(stage.sent(), steps, "nothing is sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_dies_is_not_tried_for_each_row_that_waits() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let (plan, _) = planned(&app, 60).await;
    let (posts, refused) = (AtomicU64::new(0), Arc::new(AtomicU64::new(0)));
    let counted = Arc::clone(&refused);
    watched(&stage, move |method, _, _| {
        let posts = posts.fetch_add(u64::from(method == "POST"), Ordering::SeqCst);
        (posts >= 15).then(|| {
            counted.fetch_add(1, Ordering::SeqCst);
            Fault::Code(401, "INVALID_TOKEN".into())
        })
    });
    let done = apply(&app, &plan).await;
    assert_eq!(done.run.problem.map(|problem| problem.code), Some(ProblemCode::TokenRejected));
    let refused = refused.load(Ordering::SeqCst);
    assert!(refused <= 12, "{refused} requests with a token that is dead");
    assert!(done.run.counts.applied >= 15, "the vendor's word stands: {:?}", done.run.counts);
}
