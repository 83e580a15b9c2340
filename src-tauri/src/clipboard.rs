//! The token's way in by "Paste": clipboard to memory, without the page seeing it.

use std::sync::{Mutex, PoisonError};

use app::{Problem, ProblemCode, view::PastedToken};
use secrecy::{ExposeSecret, SecretString};

/// Longest text that is taken for a token, in characters; the vendor's have 24 or 25.
const LONGEST_TOKEN: usize = 512;

/// Holds a pasted token until it is used or given up.
#[derive(Default)]
pub struct PastedTokenSlot(Mutex<Option<SecretString>>);

impl PastedTokenSlot {
    /// Reads the clipboard, clears it, and keeps what it held.
    pub async fn paste(&self) -> Result<PastedToken, Problem> {
        let token = tauri::async_runtime::spawn_blocking(take_from_clipboard)
            .await
            .map_err(|error| Problem::with_text(ProblemCode::ClipboardUnavailable, &error))??;
        let length = token.expose_secret().chars().count();
        *self.lock() = Some(token);
        Ok(PastedToken { length: u32::try_from(length).unwrap_or(u32::MAX) })
    }

    /// The token that was pasted; empty if there is none, which `connect` explains.
    pub fn token(&self) -> SecretString {
        self.lock().clone().unwrap_or_else(|| SecretString::from(String::new()))
    }

    /// Forgets it.
    pub fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn take_from_clipboard() -> Result<SecretString, Problem> {
    let unavailable = |error: arboard::Error| Problem::with_text(ProblemCode::ClipboardUnavailable, &error);
    let mut clipboard = arboard::Clipboard::new().map_err(unavailable)?;
    let text = match clipboard.get_text() {
        Ok(text) => SecretString::from(text),
        Err(arboard::Error::ContentNotAvailable) => return Err(ProblemCode::ClipboardEmpty.into()),
        Err(error) => return Err(unavailable(error)),
    };
    let token = text.expose_secret().trim();
    if token.is_empty() || token.chars().count() > LONGEST_TOKEN || token.contains(char::is_whitespace) {
        return Err(ProblemCode::ClipboardEmpty.into());
    }
    let token = SecretString::from(token.to_owned());
    if let Err(error) = clipboard.clear() {
        // The token was read all the same; that it stays in the clipboard is not worth losing it for.
        tracing::warn!(%error, "the clipboard could not be cleared");
    }
    Ok(token)
}
