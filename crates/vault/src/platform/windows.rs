use std::error::Error as StandardError;
use std::time::Duration;

pub(super) use windows_native_keyring_store::Store;

use crate::{Place, VaultError};

pub(super) const PLACE: Place = Place::WindowsCredentialManager;

/// The library's error type is private, so its text is all there is to go by.
pub(super) fn classify(cause: &(dyn StandardError + 'static), _took: Duration) -> Option<VaultError> {
    match cause.to_string().as_str() {
        // ERROR_ACCESS_DENIED, ERROR_CANCELLED
        "Windows error code 5" | "Windows error code 1223" => Some(VaultError::Denied),
        "Windows ERROR_NO_SUCH_LOGON_SESSION" => Some(VaultError::Absent),
        _ => None,
    }
}
