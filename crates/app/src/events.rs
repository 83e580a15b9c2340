//! What the application tells without being asked.

use crate::view::{RunView, SyncProgress};

/// Something happened.
#[derive(Clone, Debug)]
pub enum AppEvent {
    /// Something around the table changed: connection, organization, age of the data.
    SessionChanged,
    /// Licenses changed.
    LicensesChanged,
    /// A sync went on.
    SyncProgressed(SyncProgress),
    /// A change set that is carried out went on.
    ChangeProgressed(Box<RunView>),
}
