//! The boundary to the page: parse, call the application, hand back. No rules here.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands arguments over by value")]

use app::{
    Problem,
    view::{
        ConnectedView, FreeSeats, GlanceView, KeepToken, LicenseDetails, LicenseId, LicenseQuery,
        LicenseWindow, Link, PastedToken, PersonSuggestion, Preferences, SessionView, TableView, TableViews,
        TokenInput,
    },
};
use secrecy::SecretString;
use tauri::State;

use crate::{clipboard::PastedTokenSlot, links, starting::Starting};

type Answer<T> = Result<T, Problem>;

/// What the table showed when it was left, before everything is loaded; nothing where there is none of it. For the page's
/// first picture only: all that is asked for later comes from the whole.
#[tauri::command]
#[specta::specta]
pub async fn glance(starting: State<'_, Starting>) -> Answer<Option<GlanceView>> {
    Ok(starting.glance().await)
}

/// Everything around the table.
#[tauri::command]
#[specta::specta]
pub async fn session(starting: State<'_, Starting>) -> Answer<SessionView> {
    starting.app().await?.session().await
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
    starting: State<'_, Starting>,
    slot: State<'_, PastedTokenSlot>,
    customer_code: String,
    token: TokenInput,
    keep: KeepToken,
) -> Answer<ConnectedView> {
    let token = match token {
        TokenInput::Typed { token } => SecretString::from(token),
        TokenInput::Pasted => slot.token(),
    };
    let connected = starting.app().await?.connect(&customer_code, token, keep).await?;
    slot.forget();
    Ok(connected)
}

/// Starts the demo organization and opens it.
#[tauri::command]
#[specta::specta]
pub async fn connect_demo(starting: State<'_, Starting>) -> Answer<ConnectedView> {
    starting.app().await?.connect_demo().await
}

/// Opens another organization of the list.
#[tauri::command]
#[specta::specta]
pub async fn open_organization(starting: State<'_, Starting>, id: String) -> Answer<()> {
    starting.app().await?.open_organization(&id).await
}

/// Removes an organization with its file and its token.
#[tauri::command]
#[specta::specta]
pub async fn remove_organization(starting: State<'_, Starting>, id: String) -> Answer<()> {
    starting.app().await?.remove_organization(&id).await
}

/// Checks the connection again and reads the list of licenses.
#[tauri::command]
#[specta::specta]
pub async fn sync(starting: State<'_, Starting>) -> Answer<()> {
    starting.app().await?.sync().await
}

/// Stops reading the list; what was there before stays.
#[tauri::command]
#[specta::specta]
pub async fn cancel_sync(starting: State<'_, Starting>) -> Answer<()> {
    starting.app().await?.cancel_sync();
    Ok(())
}

/// Keeps the person's choices.
#[tauri::command]
#[specta::specta]
pub async fn set_preferences(starting: State<'_, Starting>, preferences: Preferences) -> Answer<()> {
    starting.app().await?.set_preferences(preferences).await
}

/// A window of rows.
#[tauri::command]
#[specta::specta]
pub async fn query_licenses(
    starting: State<'_, Starting>,
    query: LicenseQuery,
    offset: u32,
    limit: u32,
) -> Answer<LicenseWindow> {
    starting.app().await?.query_licenses(&query, offset, limit)
}

/// The ids of the rows from `offset` on, for selecting what is not on the screen.
#[tauri::command]
#[specta::specta]
pub async fn license_ids(
    starting: State<'_, Starting>,
    query: LicenseQuery,
    offset: u32,
    limit: u32,
) -> Answer<Vec<LicenseId>> {
    starting.app().await?.license_ids(&query, offset, limit)
}

/// What the table showed last, and the views that have a name.
#[tauri::command]
#[specta::specta]
pub async fn table_views(starting: State<'_, Starting>) -> Answer<TableViews> {
    starting.app().await?.table_views().await
}

/// Remembers what the table shows, for the next start; `current` is the saved view that it started from.
#[tauri::command]
#[specta::specta]
pub async fn remember_view(
    starting: State<'_, Starting>,
    view: TableView,
    current: Option<String>,
) -> Answer<()> {
    starting.app().await?.remember_view(&view, current).await
}

/// Keeps a view under a name: a new one, or in the place of the one with this id. Gives its id.
#[tauri::command]
#[specta::specta]
pub async fn save_view(
    starting: State<'_, Starting>,
    id: Option<String>,
    name: String,
    view: TableView,
) -> Answer<String> {
    starting.app().await?.save_view(id, &name, &view).await
}

/// Forgets a saved view.
#[tauri::command]
#[specta::specta]
pub async fn delete_view(starting: State<'_, Starting>, id: String) -> Answer<()> {
    starting.app().await?.delete_view(&id).await
}

/// Everything about one license.
#[tauri::command]
#[specta::specta]
pub async fn license_details(starting: State<'_, Starting>, id: LicenseId) -> Answer<LicenseDetails> {
    starting.app().await?.license_details(&id).await
}

/// People who are already known, by part of a name or e-mail.
#[tauri::command]
#[specta::specta]
pub async fn people_suggestions(
    starting: State<'_, Starting>,
    text: String,
) -> Answer<Vec<PersonSuggestion>> {
    starting.app().await?.people_suggestions(&text)
}

/// Products and teams that have a free seat.
#[tauri::command]
#[specta::specta]
pub async fn free_seats(starting: State<'_, Starting>) -> Answer<Vec<FreeSeats>> {
    starting.app().await?.free_seats()
}

/// Opens one of the known pages in the browser.
#[tauri::command]
#[specta::specta]
pub fn open_link(handle: tauri::AppHandle, link: Link) -> Answer<()> {
    links::open(&handle, link)
}
