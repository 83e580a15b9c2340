//! Files that the person keeps: asked where, then written.

use std::path::PathBuf;

use app::{Problem, ProblemCode, SavedFile};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

/// Asks where, and writes. Gives the path; nothing if the person changed their mind.
pub async fn save(handle: &AppHandle, file: SavedFile) -> Result<Option<String>, Problem> {
    let Some(path) = ask(handle, &file).await? else { return Ok(None) };
    let failed = |error: &dyn std::fmt::Display| Problem::with_text(ProblemCode::FileNotSaved, error);
    let written = path.clone();
    tauri::async_runtime::spawn_blocking(move || std::fs::write(written, file.content))
        .await
        .map_err(|error| failed(&error))?
        .map_err(|error| failed(&error))?;
    Ok(Some(path.display().to_string()))
}

async fn ask(handle: &AppHandle, file: &SavedFile) -> Result<Option<PathBuf>, Problem> {
    if let Some(folder) = folder_for_tests() {
        return Ok(Some(folder.join(&file.name)));
    }
    let extension = file.name.rsplit('.').next().unwrap_or_default();
    let mut dialog = handle.dialog().file().set_file_name(&file.name).add_filter(extension, &[extension]);
    if let Ok(documents) = handle.path().document_dir() {
        dialog = dialog.set_directory(documents);
    }
    let (sender, receiver) = oneshot::channel();
    dialog.save_file(move |path| {
        // Whoever asked may be gone with the window.
        drop(sender.send(path));
    });
    let path = receiver.await.unwrap_or_default();
    path.map(|path| path.into_path().map_err(|error| Problem::with_text(ProblemCode::FileNotSaved, &error)))
        .transpose()
}

/// A debug build saves into this folder without asking: a test can't use the system's dialog.
#[cfg(debug_assertions)]
fn folder_for_tests() -> Option<PathBuf> {
    std::env::var_os("SEATKEEPER_SAVE_IN").map(PathBuf::from)
}

#[cfg(not(debug_assertions))]
fn folder_for_tests() -> Option<PathBuf> {
    None
}
