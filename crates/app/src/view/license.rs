//! Rows of the license table and the details beside it.

use domain::{Facets, LicenseId, LicenseState, Product, Team};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::CapabilityObstacle;

/// A window of rows with everything that the view around them shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenseWindow {
    /// How many licenses the query finds.
    pub total: u32,
    /// How many there are at all.
    pub all: u32,
    /// The position of the first row.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<LicenseRow>,
    /// Counts per filter value.
    pub facets: Facets,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenseRow {
    /// The key.
    pub id: LicenseId,
    /// What it is for.
    pub product: Product,
    /// The team that it is in.
    pub team: Option<Team>,
    /// Who holds it.
    pub holder: Option<HolderView>,
    /// The one word of its badge.
    pub state: LicenseState,
    /// Days since it was last seen.
    pub unseen_days: Option<i32>,
    /// First day on which it can be revoked, where that is still to come.
    pub locked_until: Option<String>,
    /// Days until it ends; negative once it has ended.
    pub expires_in_days: Option<i32>,
    /// Last day of the paid period.
    pub valid_until: Option<String>,
    /// Day on which it was last seen.
    pub last_seen: Option<String>,
    /// Day of the last assignment to the person who holds it.
    pub assigned_on: Option<String>,
    /// The pack that it renews with.
    pub pack: Option<String>,
    /// Whether it renews by itself.
    pub renews: bool,
    /// Whether it may move to another team.
    pub is_transferable: bool,
    /// The e-mail domain that it is bound to.
    pub domain: Option<String>,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// Whether an offline code was generated, so that `last_seen` proves nothing.
    pub has_offline_code: bool,
}

/// Who or what holds a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HolderView {
    /// A person, a server, a key.
    pub kind: HolderKind,
    /// The name to show; empty where only the e-mail is known.
    pub name: String,
    /// The person's e-mail; empty for others.
    pub email: String,
    /// Whether the vendor masks the name and nothing better is known.
    pub is_masked: bool,
}

/// What can hold a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HolderKind {
    /// A person.
    Person,
    /// A License Vault.
    LicenseVault,
    /// A license server.
    LicenseServer,
    /// A license key.
    LicenseKey,
    /// Something newer than this app.
    Other,
}

/// Everything that is known of one license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenseDetails {
    /// What the row shows.
    pub row: LicenseRow,
    /// The pack whose licenses renew together.
    pub pack: Option<PackView>,
    /// How it is paid for.
    pub payment: Payment,
    /// Day until which upgrades are included, for perpetual licenses.
    pub upgrades_until: Option<String>,
    /// Whether an older version can be used after the paid period.
    pub has_fallback: bool,
    /// Whether a newer version exists than the license covers.
    pub is_outdated: bool,
    /// For each action whether it is possible, and why not.
    pub actions: Vec<CapabilityObstacle>,
    /// What happened to it, as far as it was seen from here, newest first.
    pub history: Vec<HistoryEntry>,
}

/// A pack and how many licenses of it are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PackView {
    /// The vendor's reference.
    pub reference: String,
    /// How many licenses renew together.
    pub seats: u32,
}

/// How a license is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Payment {
    /// By time.
    Subscription,
    /// Once.
    Perpetual,
    /// The vendor did not say.
    Unknown,
}

/// Something that happened to a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// When it was seen from here.
    pub at: String,
    /// What it was.
    pub event: HistoryEvent,
    /// Whether it was done with this app.
    pub by_app: bool,
}

/// What can happen to a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum HistoryEvent {
    /// First seen from here.
    Appeared,
    /// No longer in the vendor's list.
    Disappeared,
    /// Given to someone.
    Assigned {
        /// To whom.
        to: String,
    },
    /// Taken from someone.
    Revoked {
        /// From whom.
        from: String,
    },
    /// Moved to another team.
    Transferred {
        /// Name of the team it left.
        from: String,
        /// Name of the team it is in now.
        to: String,
    },
    /// The last day of the paid period changed.
    Renewed {
        /// The new last day.
        until: String,
    },
    /// Suspended.
    Suspended,
    /// No longer suspended.
    Resumed,
}

/// Someone who can be given a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonSuggestion {
    /// The key.
    pub email: String,
    /// First name; empty where it is not known.
    pub first_name: String,
    /// Last name; empty where it is not known.
    pub last_name: String,
    /// Codes of the products that the person holds.
    pub products: Vec<String>,
}

/// Free seats of a product in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FreeSeats {
    /// The product.
    pub product: Product,
    /// The team.
    pub team: Option<Team>,
    /// How many.
    pub count: u32,
    /// The one that would be taken: the one that is paid for longest.
    pub license: LicenseId,
}
