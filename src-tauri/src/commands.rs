//! The boundary to the page: parse, call the application, hand back. No rules here.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands arguments over by value")]

use std::sync::Arc;

use app::{
    App, Problem,
    view::{
        ChangeRequest, ChangeSetView, ConnectedView, FreeSeats, KeepToken, LicenseDetails, LicenseId,
        LicenseQuery, LicenseWindow, Link, PastedToken, PersonSuggestion, PlanView, Preferences,
        RecoveryView, SessionView, TokenInput,
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
