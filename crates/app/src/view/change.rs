//! Plans before a change, and what came of it.

use domain::{Capability, Denial, LicenseId, Product, Selection, Team, TeamId};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::HolderView;
use crate::Problem;

/// A change that the person asks for. Nothing is sent for it: it becomes a plan.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ChangeRequest {
    /// Give a free license to a person.
    Assign {
        /// Which.
        license: LicenseId,
        /// The person's e-mail.
        email: String,
        /// Their first name.
        first_name: String,
        /// Their last name.
        last_name: String,
        /// Whether the vendor tells them by mail.
        send_email: bool,
        /// Whether that mail has an offline activation code.
        include_offline_code: bool,
    },
    /// Take licenses back.
    Revoke {
        /// Which.
        selection: Selection,
    },
    /// Move licenses to another team.
    Transfer {
        /// Which.
        selection: Selection,
        /// Where to.
        team: TeamId,
    },
}

/// A plan to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// To confirm it by.
    pub id: String,
    /// What is done to the licenses.
    pub capability: Capability,
    /// The team of a transfer.
    pub target_team: Option<Team>,
    /// One row a license.
    pub rows: Vec<PlanRowView>,
    /// Rows that will be carried out.
    pub changes: u32,
    /// Calls that change something.
    pub calls: u32,
}

/// What a plan says about one license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanRowView {
    /// Which.
    pub license: LicenseId,
    /// What it is for; `None` if the license is gone.
    pub product: Option<Product>,
    /// The team that it is in.
    pub team: Option<Team>,
    /// Who holds it now.
    pub holder: Option<HolderView>,
    /// Who is to get it.
    pub recipient: Option<HolderView>,
    /// Why it can't or need not be done; it will be done if there is nothing here.
    pub obstacle: Option<ObstacleView>,
    /// What to know before confirming.
    pub warnings: Vec<WarningView>,
}

/// For an action whether it is possible on a license, and why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CapabilityObstacle {
    /// The action.
    pub capability: Capability,
    /// Why not; possible if there is nothing here.
    pub obstacle: Option<ObstacleView>,
}

/// Why something can't or need not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ObstacleView {
    /// The license is not in the list any more.
    NotFound,
    /// The same license was named before.
    Duplicate,
    /// What became of an earlier change to it is not known yet.
    Unsettled,
    /// The token may not do it.
    Denied {
        /// Why not.
        denial: Denial,
    },
    /// Nobody holds it.
    NotAssigned,
    /// Somebody holds it already.
    AlreadyAssigned,
    /// Its paid period is over and no fallback was earned.
    Expired,
    /// It can't be given to a person.
    NotPerUser,
    /// The vendor suspended it.
    Suspended,
    /// A License Vault or license server hands it out.
    HeldByServer,
    /// It was turned into a license key.
    HeldByKey,
    /// The vendor says that it can't be assigned, not why.
    Unavailable,
    /// Assigned less than 30 days ago.
    RecentlyAssigned {
        /// First day on which it can be revoked.
        from: String,
    },
    /// The vendor does not let it move.
    NotTransferable,
    /// It is in that team already.
    AlreadyInTeam,
    /// The target team is not known.
    UnknownTeam,
    /// There is no connection, or the data is read-only.
    Offline,
}

/// Something to know before confirming.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum WarningView {
    /// The holder can't use the product any more.
    LosesProduct,
    /// Another license covers it.
    StillCoveredBy {
        /// That license.
        license: LicenseId,
    },
    /// The offline code keeps working.
    OfflineCodeKeepsWorking {
        /// Until this day, where it is known.
        until: Option<String>,
    },
    /// The new assignment can't be revoked before this day.
    NotRevocableBefore {
        /// The day.
        day: String,
    },
    /// The person holds a license for this product already.
    AlreadyHolds {
        /// That license.
        license: LicenseId,
    },
    /// The license ends soon and does not renew.
    EndsSoon {
        /// Its last day.
        day: String,
    },
    /// The holder moves with it.
    MovesWithHolder,
    /// AI features can depend on the team.
    AiFeaturesMayChange,
}

/// A change set with all its steps; sent as an event after each step too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeSetView {
    /// Its id: that of its plan.
    pub id: String,
    /// What is done.
    pub capability: Capability,
    /// One step a license.
    pub steps: Vec<StepView>,
    /// Whether nothing more will come of it in this run.
    pub finished: bool,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Which license.
    pub license: LicenseId,
    /// What it is for.
    pub product: Product,
    /// Whom the step is about: who gets the license, or who held it when the plan was made.
    pub person: Option<HolderView>,
    /// Where it stands.
    pub state: StepStateView,
    /// Who holds the license now, as last read.
    pub holder: Option<HolderView>,
}

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum StepStateView {
    /// Nothing sent.
    Planned,
    /// Sent, or about to be.
    Sending,
    /// No answer came: the license is being read back.
    Checking,
    /// It happened.
    Applied {
        /// Whether that was found out by reading back, because no answer came.
        read_back: bool,
    },
    /// It did not happen.
    Rejected {
        /// Why.
        problem: Problem,
    },
    /// No answer came, and the license is as it was before: nothing was changed.
    NotApplied,
    /// A transfer answered without it: the vendor leaves such licenses out silently.
    LeftOut,
    /// Not sent: the license changed since the plan.
    Stale {
        /// What stands in the way now.
        obstacle: ObstacleView,
    },
    /// Not sent: somebody else holds it now.
    HolderChanged,
    /// Not sent: the license could not be read before the change.
    Unreadable {
        /// Why.
        problem: Option<Problem>,
    },
    /// Not sent, because an earlier step failed in a way that would fail all.
    Stopped,
    /// Not sent, because the app ended or the person canceled.
    Canceled,
    /// Nobody can say yet: it has to be checked.
    Unknown,
}

/// What was found out at the start about a run that had been cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryView {
    /// The change sets with their steps as they are known now.
    pub change_sets: Vec<ChangeSetView>,
}
