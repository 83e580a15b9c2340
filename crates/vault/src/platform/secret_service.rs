use std::error::Error as StandardError;
use std::time::Duration;

use ::secret_service::Error as ServiceError;
pub(super) use zbus_secret_service_keyring_store::Store;

use crate::{Place, VaultError};

pub(super) const PLACE: Place = Place::SecretService;

/// A question that was turned down sooner than anybody could have read it was never shown: nothing on this desktop, or
/// on this server, can ask for the keyring's password.
const READING_TIME: Duration = Duration::from_millis(800);

pub(super) fn classify(cause: &(dyn StandardError + 'static), took: Duration) -> Option<VaultError> {
    match cause.downcast_ref::<ServiceError>()? {
        ServiceError::Unavailable | ServiceError::PromptDisconnected => Some(VaultError::Absent),
        // No result: there is no default keyring, because the one of the login was never opened.
        ServiceError::Locked | ServiceError::NoResult => Some(VaultError::Locked),
        ServiceError::Prompt if took < READING_TIME => Some(VaultError::Locked),
        ServiceError::Prompt => Some(VaultError::Denied),
        ServiceError::Zbus(error) => classify_bus_error(error),
        ServiceError::ZbusFdo(error) => classify_standard_error(error),
        _ => None,
    }
}

fn classify_bus_error(error: &zbus::Error) -> Option<VaultError> {
    match error {
        zbus::Error::Address(_)
        | zbus::Error::Connection(..)
        | zbus::Error::InputOutput(_)
        | zbus::Error::Handshake(_) => Some(VaultError::Absent),
        zbus::Error::FDO(error) => classify_standard_error(error),
        zbus::Error::MethodError(name, _, _) => classify_error_name(name.as_str()),
        _ => None,
    }
}

fn classify_standard_error(error: &zbus::fdo::Error) -> Option<VaultError> {
    match error {
        zbus::fdo::Error::ZBus(error) => classify_bus_error(error),
        other => classify_error_name(zbus::DBusError::name(other).as_str()),
    }
}

fn classify_error_name(name: &str) -> Option<VaultError> {
    match name {
        "org.freedesktop.Secret.Error.IsLocked" => Some(VaultError::Locked),
        "org.freedesktop.DBus.Error.AccessDenied" | "org.freedesktop.DBus.Error.AuthFailed" => {
            Some(VaultError::Denied)
        }
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.DBus.Error.Disconnected"
        | "org.freedesktop.DBus.Error.NoServer" => Some(VaultError::Absent),
        "org.freedesktop.DBus.Error.NoReply"
        | "org.freedesktop.DBus.Error.Timeout"
        | "org.freedesktop.DBus.Error.TimedOut" => Some(VaultError::NotAnswering),
        name if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => Some(VaultError::Absent),
        _ => None,
    }
}
