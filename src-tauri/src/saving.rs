//! Files that the person keeps: asked where, then written.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use app::{Problem, ProblemCode, SavedFile};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

/// As files are that a person saves, within what the system lets them be.
#[cfg(unix)]
const READABLE: u32 = 0o666;

/// Asks where, and writes. Gives the path; nothing if the person changed their mind.
pub async fn save(handle: &AppHandle, file: SavedFile) -> Result<Option<String>, Problem> {
    let Some(path) = ask(handle, &file).await? else { return Ok(None) };
    let failed = |error: &dyn std::fmt::Display| Problem::with_text(ProblemCode::FileNotSaved, error);
    let written = path.clone();
    tauri::async_runtime::spawn_blocking(move || write(&written, &file.content))
        .await
        .map_err(|error| failed(&error))?
        .map_err(|error| failed(&error))?;
    Ok(Some(path.display().to_string()))
}

/// Writes all of it or nothing: a file of that name is only replaced by one that is complete.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    // A link keeps pointing to the file that is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".seatkeeper-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(READABLE));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_replaced_by_a_complete_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changes.csv");
        for content in ["long before", "after", ""] {
            write(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(names(folder.path()), ["changes.csv"]);
    }

    #[test]
    fn what_can_not_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("changes.csv");
        fs::create_dir(&taken).unwrap();
        write(&taken, b"after").unwrap_err();
        assert_eq!(names(folder.path()), ["changes.csv"]);
        write(&folder.path().join("absent").join("changes.csv"), b"after").unwrap_err();
    }

    #[cfg(unix)]
    #[test]
    fn a_saved_file_is_as_readable_as_others_and_a_link_stays_one() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let (saved, usual) = (folder.path().join("saved.csv"), folder.path().join("usual.csv"));
        fs::write(&usual, "before").unwrap();
        let link = folder.path().join("link.csv");
        std::os::unix::fs::symlink(&saved, &link).unwrap();
        write(&saved, b"before").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&saved), mode(&usual));
        write(&link, b"after").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&saved).unwrap(), "after");
    }
}
