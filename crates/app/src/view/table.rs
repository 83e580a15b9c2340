//! How the license table is laid out, and the views of it that people keep.

use domain::LicenseQuery;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the table can show of a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TableColumn {
    /// The product.
    Product,
    /// Who or what holds it.
    Assignee,
    /// The team that it is in.
    Team,
    /// The one word of its badge.
    State,
    /// The last day of the paid period.
    ValidUntil,
    /// When it was last seen.
    LastSeen,
    /// The license id.
    Id,
    /// The holder's e-mail, by itself.
    Email,
    /// When it was last assigned.
    AssignedOn,
    /// The first day on which it can be revoked.
    RevocableFrom,
    /// The pack that it renews with.
    Pack,
    /// Whether it renews by itself.
    Renews,
    /// Whether it may move to another team.
    Transferable,
    /// Whether it is a trial.
    Trial,
    /// The e-mail domain that it is bound to.
    Domain,
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnLayout {
    /// Which.
    pub column: TableColumn,
    /// Its width in CSS pixels as the person dragged it; what fits where there is none.
    pub width: Option<u16>,
}

/// What the table shows and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// Search, filters and order.
    pub query: LicenseQuery,
    /// The columns that are shown, in their order; empty: those that the app shows by itself.
    pub columns: Vec<ColumnLayout>,
}

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Local id.
    pub id: String,
    /// The name that the person gave it.
    pub name: String,
    /// What it shows.
    pub view: TableView,
}

/// The views that are kept of an organization's table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TableViews {
    /// What was shown last; none before the first time.
    pub last: Option<TableView>,
    /// The saved view that `last` started from, if it still exists.
    pub current: Option<String>,
    /// Saved views by name.
    pub saved: Vec<SavedView>,
}
