//! The boundary for lists, plans, change sets and the queue: parse, call the application, hand back. No rules here.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands arguments over by value")]

use app::{
    Problem, ProblemCode,
    view::{
        ChangeRequest, ChangeSetView, ChangeSetWindow, Format, LicenseId, ListCheck, ListView, Mapping,
        PlanQuery, PlanView, PlanWindow, QueueView, RecoveryView, RunView, StepFilter, StepWindow, Want,
    },
};
use base64::{Engine, prelude::BASE64_STANDARD};
use tauri::{AppHandle, State};

use crate::{saving, starting::Starting, window};

type Answer<T> = Result<T, Problem>;

/// Reads a list from a file that the person chose or dropped; `content` is the file in Base64.
#[tauri::command]
#[specta::specta]
pub async fn read_list(
    starting: State<'_, Starting>,
    name: String,
    content: String,
    sheet: Option<String>,
) -> Answer<ListView> {
    let content = BASE64_STANDARD.decode(content).map_err(|_| ProblemCode::ListDamaged)?;
    starting.app().await?.read_list(name, content, sheet).await
}

/// Reads a list from text that the person pasted.
#[tauri::command]
#[specta::specta]
pub async fn read_pasted_list(starting: State<'_, Starting>, text: String) -> Answer<ListView> {
    starting.app().await?.read_pasted_list(text).await
}

/// Says what a list says when its columns are understood in one way.
#[tauri::command]
#[specta::specta]
pub async fn check_list(
    starting: State<'_, Starting>,
    id: String,
    mapping: Mapping,
    want: Want,
) -> Answer<ListCheck> {
    starting.app().await?.check_list(&id, mapping, want).await
}

/// Forgets a list that is not needed any more.
#[tauri::command]
#[specta::specta]
pub async fn forget_list(starting: State<'_, Starting>, id: String) -> Answer<()> {
    starting.app().await?.forget_list(&id);
    Ok(())
}

/// Asks where to save a file to fill in, and saves it. Gives its path; nothing if the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn save_template(handle: AppHandle, want: Want, format: Format) -> Answer<Option<String>> {
    let file = app::template(want, format)?;
    saving::save(&handle, file).await
}

/// Makes a plan. Nothing is sent.
#[tauri::command]
#[specta::specta]
pub async fn plan_change(starting: State<'_, Starting>, request: ChangeRequest) -> Answer<PlanView> {
    starting.app().await?.plan_change(request).await
}

/// A window of a plan's rows.
#[tauri::command]
#[specta::specta]
pub async fn plan_rows(
    starting: State<'_, Starting>,
    id: String,
    query: PlanQuery,
    offset: u32,
    limit: u32,
) -> Answer<PlanWindow> {
    starting.app().await?.plan_rows(&id, &query, offset, limit)
}

/// Takes rows out of a plan, or puts them back.
#[tauri::command]
#[specta::specta]
pub async fn take_out(
    starting: State<'_, Starting>,
    id: String,
    rows: Vec<u32>,
    out: bool,
) -> Answer<PlanView> {
    starting.app().await?.take_out(&id, &rows, out)
}

/// Begins to carry a plan out; `ChangeProgressed` tells how far it is.
#[tauri::command]
#[specta::specta]
pub async fn apply_plan(starting: State<'_, Starting>, id: String) -> Answer<RunView> {
    starting.app().await?.apply_plan(&id).await
}

/// Sends nothing more until `resume_run`.
#[tauri::command]
#[specta::specta]
pub async fn pause_run(starting: State<'_, Starting>, id: String) -> Answer<RunView> {
    starting.app().await?.pause_run(&id)
}

/// Goes on with a run that is paused.
#[tauri::command]
#[specta::specta]
pub async fn resume_run(starting: State<'_, Starting>, id: String) -> Answer<RunView> {
    starting.app().await?.resume_run(&id)
}

/// Sends nothing more; what is under way settles.
#[tauri::command]
#[specta::specta]
pub async fn cancel_run(starting: State<'_, Starting>, id: String) -> Answer<RunView> {
    starting.app().await?.cancel_run(&id)
}

/// Puts the result of a run away that the person has seen.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_run(starting: State<'_, Starting>, id: String) -> Answer<()> {
    starting.app().await?.dismiss_run(&id);
    Ok(())
}

/// Goes on with a change set that was cut off: what is still planned is sent, after a look at each license.
#[tauri::command]
#[specta::specta]
pub async fn continue_change(starting: State<'_, Starting>, id: String) -> Answer<RunView> {
    starting.app().await?.continue_change(&id).await
}

/// Leaves a change set that was cut off: what is still planned will not be sent.
#[tauri::command]
#[specta::specta]
pub async fn leave_change(starting: State<'_, Starting>, id: String) -> Answer<ChangeSetView> {
    starting.app().await?.leave_change(&id).await
}

/// Looks again at the licenses of steps of which nobody knows what became.
#[tauri::command]
#[specta::specta]
pub async fn check_change(starting: State<'_, Starting>, id: String) -> Answer<ChangeSetView> {
    starting.app().await?.check_change(&id).await
}

/// What was found out about runs that had been cut off.
#[tauri::command]
#[specta::specta]
pub async fn recovery(starting: State<'_, Starting>) -> Answer<Option<RecoveryView>> {
    starting.app().await?.recovery().await
}

/// The person has read it.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_recovery(starting: State<'_, Starting>) -> Answer<()> {
    starting.app().await?.dismiss_recovery();
    Ok(())
}

/// Change sets, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn change_sets(starting: State<'_, Starting>, offset: u32, limit: u32) -> Answer<ChangeSetWindow> {
    starting.app().await?.change_sets(offset, limit).await
}

/// One change set.
#[tauri::command]
#[specta::specta]
pub async fn change_set(starting: State<'_, Starting>, id: String) -> Answer<ChangeSetView> {
    starting.app().await?.change_set(&id).await
}

/// A window of a change set's steps.
#[tauri::command]
#[specta::specta]
pub async fn change_steps(
    starting: State<'_, Starting>,
    id: String,
    only: Option<StepFilter>,
    offset: u32,
    limit: u32,
) -> Answer<StepWindow> {
    starting.app().await?.change_steps(&id, only, offset, limit).await
}

/// Asks where to save a change set with all its steps, and saves it. Gives its path; nothing if the person changed their
/// mind.
#[tauri::command]
#[specta::specta]
pub async fn export_change(
    handle: AppHandle,
    starting: State<'_, Starting>,
    id: String,
    format: Format,
) -> Answer<Option<String>> {
    let file = starting.app().await?.export_change(&id, format).await?;
    saving::save(&handle, file).await
}

/// Revocations that wait for their day.
#[tauri::command]
#[specta::specta]
pub async fn queue(starting: State<'_, Starting>) -> Answer<QueueView> {
    starting.app().await?.queue().await
}

/// Queues the revocations of a plan that are not allowed yet, except for rows that were taken out. Gives how many.
#[tauri::command]
#[specta::specta]
pub async fn queue_plan(starting: State<'_, Starting>, id: String) -> Answer<u32> {
    starting.app().await?.queue_plan(&id).await
}

/// Moves queued revocations to a later day, `YYYY-MM-DD`, or back to the first one that is allowed.
#[tauri::command]
#[specta::specta]
pub async fn postpone_queued(
    starting: State<'_, Starting>,
    licenses: Vec<LicenseId>,
    day: Option<String>,
) -> Answer<QueueView> {
    starting.app().await?.postpone_queued(&licenses, day.as_deref()).await
}

/// Takes revocations out of the queue.
#[tauri::command]
#[specta::specta]
pub async fn remove_queued(starting: State<'_, Starting>, licenses: Vec<LicenseId>) -> Answer<QueueView> {
    starting.app().await?.remove_queued(&licenses).await
}

/// The window stays open: the person was asked whether it may close.
#[tauri::command]
#[specta::specta]
pub async fn stay_open(starting: State<'_, Starting>) -> Answer<()> {
    starting.app().await?.stay_open();
    Ok(())
}

/// Closes the window although a change set is carried out: what is under way is settled by the next start.
#[tauri::command]
#[specta::specta]
pub fn close_window(handle: AppHandle) {
    window::close(&handle);
}
