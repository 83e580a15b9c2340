//! The boundary to the page: parse, call the application, hand back. No rules here.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands arguments over by value")]

use std::sync::Arc;

use app::{
    App, Problem,
    view::{
        ChangeRequest, ChangeSetView, ConnectedView, FreeSeats, KeepToken, LicenseDetails, LicenseId,
        LicenseQuery, LicenseWindow, Link, PastedToken, PersonSuggestion, PlanView, Preferences,
        RecoveryView, SessionView, TableView, TableViews, TokenInput,
    },
};
use secrecy::SecretString;
use tauri::State;

use crate::{clipboard::PastedTokenSlot, links};

type Answer<T> = Result<T, Problem>;

/// Everything around the table.
#[tauri::command]
#[specta::specta]
pub async fn session(app: State<'_, Arc<App>>) -> Answer<SessionView> {
    app.session().await
}

/// Takes a token from the clipboard, clears the clipboard, and keeps the token for `connect`.
#[tauri::command]
#[specta::specta]
pub async fn paste_token(slot: State<'_, PastedTokenSlot>) -> Answer<PastedToken> {
    slot.paste().await
}

/// Forgets a pasted token that was not used.
#[tauri::command]
#[specta::specta]
pub fn forget_pasted_token(slot: State<'_, PastedTokenSlot>) {
    slot.forget();
}

/// Checks customer code and token, keeps the token, and opens the organization.
#[tauri::command]
#[specta::specta]
pub async fn connect(
    app: State<'_, Arc<App>>,
    slot: State<'_, PastedTokenSlot>,
    customer_code: String,
    token: TokenInput,
    keep: KeepToken,
) -> Answer<ConnectedView> {
    let token = match token {
        TokenInput::Typed { token } => SecretString::from(token),
        TokenInput::Pasted => slot.token(),
    };
    let connected = app.connect(&customer_code, token, keep).await?;
    slot.forget();
    Ok(connected)
}

/// Starts the demo organization and opens it.
#[tauri::command]
#[specta::specta]
pub async fn connect_demo(app: State<'_, Arc<App>>) -> Answer<ConnectedView> {
    app.connect_demo().await
}

/// Opens another organization of the list.
#[tauri::command]
#[specta::specta]
pub async fn open_organization(app: State<'_, Arc<App>>, id: String) -> Answer<()> {
    app.open_organization(&id).await
}

/// Removes an organization with its file and its token.
#[tauri::command]
#[specta::specta]
pub async fn remove_organization(app: State<'_, Arc<App>>, id: String) -> Answer<()> {
    app.remove_organization(&id).await
}

/// Checks the connection again and reads the list of licenses.
#[tauri::command]
#[specta::specta]
pub async fn sync(app: State<'_, Arc<App>>) -> Answer<()> {
    app.sync().await
}

/// Stops reading the list; what was there before stays.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_sync(app: State<'_, Arc<App>>) {
    app.cancel_sync();
}

/// Keeps the person's choices.
#[tauri::command]
#[specta::specta]
pub async fn set_preferences(app: State<'_, Arc<App>>, preferences: Preferences) -> Answer<()> {
    app.set_preferences(preferences).await
}

/// A window of rows.
#[tauri::command(async)]
#[specta::specta]
pub fn query_licenses(
    app: State<'_, Arc<App>>,
    query: LicenseQuery,
    offset: u32,
    limit: u32,
) -> Answer<LicenseWindow> {
    app.query_licenses(&query, offset, limit)
}

/// The ids of the rows from `offset` on, for selecting what is not on the screen.
#[tauri::command(async)]
#[specta::specta]
pub fn license_ids(
    app: State<'_, Arc<App>>,
    query: LicenseQuery,
    offset: u32,
    limit: u32,
) -> Answer<Vec<LicenseId>> {
    app.license_ids(&query, offset, limit)
}

/// What the table showed last, and the views that have a name.
#[tauri::command]
#[specta::specta]
pub async fn table_views(app: State<'_, Arc<App>>) -> Answer<TableViews> {
    app.table_views().await
}

/// Remembers what the table shows, for the next start; `current` is the saved view that it started from.
#[tauri::command]
#[specta::specta]
pub async fn remember_view(app: State<'_, Arc<App>>, view: TableView, current: Option<String>) -> Answer<()> {
    app.remember_view(&view, current).await
}

/// Keeps a view under a name: a new one, or in the place of the one with this id. Gives its id.
#[tauri::command]
#[specta::specta]
pub async fn save_view(
    app: State<'_, Arc<App>>,
    id: Option<String>,
    name: String,
    view: TableView,
) -> Answer<String> {
    app.save_view(id, &name, &view).await
}

/// Forgets a saved view.
#[tauri::command]
#[specta::specta]
pub async fn delete_view(app: State<'_, Arc<App>>, id: String) -> Answer<()> {
    app.delete_view(&id).await
}

/// Everything about one license.
#[tauri::command]
#[specta::specta]
pub async fn license_details(app: State<'_, Arc<App>>, id: LicenseId) -> Answer<LicenseDetails> {
    app.license_details(&id).await
}

/// People who are already known, by part of a name or e-mail.
#[tauri::command(async)]
#[specta::specta]
pub fn people_suggestions(app: State<'_, Arc<App>>, text: String) -> Answer<Vec<PersonSuggestion>> {
    app.people_suggestions(&text)
}

/// Products and teams that have a free seat.
#[tauri::command(async)]
#[specta::specta]
pub fn free_seats(app: State<'_, Arc<App>>) -> Answer<Vec<FreeSeats>> {
    app.free_seats()
}

/// Makes a plan. Nothing is sent.
#[tauri::command(async)]
#[specta::specta]
pub fn plan_change(app: State<'_, Arc<App>>, request: ChangeRequest) -> Answer<PlanView> {
    app.plan_change(request)
}

/// Carries a plan out, without the rows that were taken out of it. Answers when every step is settled or has to be
/// checked; `ChangeProgressed` tells each step before.
#[tauri::command]
#[specta::specta]
pub async fn apply_plan(
    app: State<'_, Arc<App>>,
    id: String,
    without: Vec<LicenseId>,
) -> Answer<ChangeSetView> {
    app.apply_plan(&id, &without).await
}

/// What was found out about a run that had been cut off.
#[tauri::command(async)]
#[specta::specta]
pub fn recovery(app: State<'_, Arc<App>>) -> Option<RecoveryView> {
    app.recovery()
}

/// The person has read it.
#[tauri::command(async)]
#[specta::specta]
pub fn dismiss_recovery(app: State<'_, Arc<App>>) {
    app.dismiss_recovery();
}

/// Opens one of the known pages in the browser.
#[tauri::command]
#[specta::specta]
pub fn open_link(handle: tauri::AppHandle, link: Link) -> Answer<()> {
    links::open(&handle, link)
}
