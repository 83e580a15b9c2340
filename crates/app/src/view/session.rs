//! Which organizations there are, which is open, and how it is doing.

use domain::{Capability, Denial, Team};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{LicenseWindow, RunView, TableViews};
use crate::Problem;

/// Everything around the table: asked for at the start and after each `sessionChanged`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// All organizations that were connected, the last used first.
    pub organizations: Vec<OrganizationView>,
    /// The one that is open; none before the first setup.
    pub current: Option<CurrentView>,
    /// The person's choices.
    pub preferences: Preferences,
    /// What went wrong when the app started or an organization was opened.
    pub problem: Option<Problem>,
    /// The app's version.
    pub version: String,
}

/// What the window shows before everything is loaded: how the table was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GlanceView {
    /// Everything around the table, as far as the files tell.
    pub session: SessionView,
    /// How the table was shown last.
    pub views: TableViews,
    /// Its first rows.
    pub window: LicenseWindow,
}

/// An organization in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationView {
    /// Local id.
    pub id: String,
    /// Its name; the customer code where the vendor gives none.
    pub name: String,
    /// The vendor's customer code.
    pub customer_code: String,
    /// Whether it is the demo.
    pub is_demo: bool,
}

/// The open organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CurrentView {
    /// Which.
    pub organization: OrganizationView,
    /// What the token may do; remembered from the last time while `connection` is not `online`.
    pub access: Option<AccessView>,
    /// Whether changes can be made now.
    pub connection: ConnectionView,
    /// Where the token is kept.
    pub token_place: TokenPlace,
    /// How old the data is, and what is being read.
    pub sync: SyncView,
    /// All licenses in the cache.
    pub license_count: u32,
    /// All teams that are known, for filters and transfers.
    pub teams: Vec<Team>,
    /// The change set that is being carried out, or that was the last one and whose result was not put away yet.
    pub run: Option<RunView>,
    /// Queued revocations.
    pub queued: u32,
    /// Queued revocations whose day has come.
    pub due: u32,
    /// Set when the data file comes from a newer version of the app: nothing can be changed.
    pub read_only: bool,
}

/// Whether the vendor can be reached with this token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ConnectionView {
    /// The token is being read and checked.
    Checking,
    /// It was accepted.
    Online,
    /// It was not, or the vendor can't be reached: the cache can be read.
    Offline {
        /// Why.
        problem: Problem,
    },
}

/// Where the token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TokenPlace {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory, for this run only.
    ThisRun,
    /// Nowhere: it has to be entered.
    Nowhere,
}

/// The keychain's name to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeychainName {
    /// The desktop's Secret Service (GNOME Keyring and others).
    SecretService,
    /// The macOS keychain.
    MacKeychain,
    /// The Windows Credential Manager.
    WindowsCredentialManager,
    /// None: this run only.
    Memory,
}

/// What a token is and may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessView {
    /// Which kind of token.
    pub kind: AccessKind,
    /// The vendor's word for the role, where it is none of the known ones.
    pub other_role: Option<String>,
    /// The team of a team token.
    pub team: Option<Team>,
    /// What it may do.
    pub capabilities: Vec<CapabilityView>,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AccessKind {
    /// Everything.
    OrganizationAdmin,
    /// Reads everything.
    OrganizationViewer,
    /// Reads everything.
    PrimaryContact,
    /// Assigns and revokes in its team.
    TeamAdmin,
    /// Reads its team.
    TeamViewer,
    /// A role that did not exist when this was written.
    Other,
}

/// Whether something is allowed, and why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CapabilityView {
    /// What.
    pub capability: Capability,
    /// Why not; allowed if there is nothing here.
    pub denial: Option<Denial>,
}

/// How old the data is, and what is being read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// When the list was last read whole.
    pub last_synced_at: Option<String>,
    /// Set while it is being read.
    pub running: Option<SyncProgress>,
    /// Why the last try failed, if it did.
    pub problem: Option<Problem>,
    /// Licenses of the last sync that the vendor listed in an odd way.
    pub odd_licenses: u32,
    /// What was odd about them; one license can be odd in more than one way.
    pub oddities: Vec<OddityCount>,
}

/// How many licenses were odd in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OddityCount {
    /// In which way.
    pub kind: OddityKind,
    /// How many.
    pub count: u32,
}

/// In which way the vendor's list was odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OddityKind {
    /// An entry without a license id: it can't be shown.
    WithoutId,
    /// A license that was listed twice: it is shown once.
    ListedTwice,
    /// A product or team without a name: the code or number is shown.
    WithoutName,
    /// A field that could not be understood: it is shown empty.
    Unreadable,
}

/// How far a sync is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncProgress {
    /// Licenses read so far.
    pub read: u32,
    /// Licenses there are, where the vendor said it.
    pub total: Option<u32>,
    /// Set while the vendor asked to wait, or a failed request is about to be repeated: seconds.
    pub waiting_seconds: Option<u32>,
    /// About how long it will take, once enough was read to tell: seconds.
    pub seconds_left: Option<u32>,
    /// How often the list has been started anew because licenses moved while it was read.
    pub restarts: u32,
}

/// What the person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// Minutes between two readings of the list while the window is open; 0: only when the person asks.
    pub refresh_minutes: u32,
    /// Whether queued revocations are carried out on their day without a click.
    pub revoke_by_itself: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::default(), refresh_minutes: 15, revoke_by_itself: false }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How the token reaches the app.
#[derive(Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum TokenInput {
    /// Typed into the field.
    Typed {
        /// The token.
        token: String,
    },
    /// The one that "Paste" took from the clipboard; it never crossed into the page.
    Pasted,
}

/// Where a new token is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeepToken {
    /// In the keychain.
    Keychain,
    /// In memory, because the keychain can't be used.
    ThisRun,
}

/// What "Paste" found. The token itself stays behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastedToken {
    /// Its length in characters, to draw as many dots.
    pub length: u32,
}

/// The result of connecting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectedView {
    /// The organization that is now open.
    pub organization: OrganizationView,
    /// What the token may do.
    pub access: AccessView,
    /// Where the token is kept.
    pub token_place: TokenPlace,
    /// The keychain's name.
    pub keychain: KeychainName,
}

/// A page that the app may open in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Link {
    /// The vendor's web console.
    VendorConsole,
    /// The vendor's help on the API.
    VendorApiHelp,
}
