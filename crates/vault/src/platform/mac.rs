use std::error::Error as StandardError;
use std::time::Duration;

pub(super) use apple_native_keyring_store::keychain::Store;
use security_framework::base::Error as SecurityError;

use crate::{Place, VaultError};

pub(super) const PLACE: Place = Place::MacKeychain;

// Codes of SecBase.h; the library has no names for them.
const USER_CANCELED: i32 = -128;
const WRITE_PERMISSION: i32 = -61;
const INVALID_OWNER_EDIT: i32 = -25244;
const NOT_AVAILABLE: i32 = -25291;
const READ_ONLY: i32 = -25292;
const AUTHORIZATION_FAILED: i32 = -25293;
const NO_SUCH_KEYCHAIN: i32 = -25294;
const INVALID_KEYCHAIN: i32 = -25295;
const INTERACTION_NOT_ALLOWED: i32 = -25308;

pub(super) fn classify(cause: &(dyn StandardError + 'static), _took: Duration) -> Option<VaultError> {
    match cause.downcast_ref::<SecurityError>()?.code() {
        USER_CANCELED | AUTHORIZATION_FAILED | WRITE_PERMISSION | INVALID_OWNER_EDIT | READ_ONLY => {
            Some(VaultError::Denied)
        }
        NOT_AVAILABLE | NO_SUCH_KEYCHAIN | INVALID_KEYCHAIN => Some(VaultError::Absent),
        // The keychain is locked and nobody may be asked to unlock it.
        INTERACTION_NOT_ALLOWED => Some(VaultError::Locked),
        _ => None,
    }
}
