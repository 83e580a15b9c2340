//! Why something can't be done, and what to know before it is.

use domain::{Capability, Denial, LicenseId};
use import::LineProblem;
use serde::{Deserialize, Serialize};
use specta::Type;

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
    /// The person holds the product, or a pack that covers it.
    AlreadyHolds {
        /// By this license.
        license: LicenseId,
    },
    /// No license for the product is free, or those that are go to people further up in the list.
    NoFreeLicense,
    /// There is no such product among the licenses, or more than one.
    UnknownProduct {
        /// As it is written.
        text: String,
    },
    /// The person holds nothing that could be taken or moved.
    HoldsNothing,
    /// It would be an assignment, and nobody says the person's name.
    NameMissing,
    /// It is as it should be.
    AlreadySo,
    /// It is not as the earlier change left it, or as it was when it was asked for.
    ChangedSince,
    /// There is no such team, or more than one of that name.
    UnknownTeamName {
        /// As it is written.
        text: String,
    },
    /// The license is not the one that the line describes: another person holds it, or it is for another product.
    NotAsDescribed,
    /// It would be taken from whoever is not in the list, and the list has lines of which nobody knows whom they mean.
    ListUnclear,
    /// A line of the list that says nothing that could be done.
    BadLine {
        /// What is wrong with it.
        problem: LineProblem,
    },
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
    /// The list does not say the person's name: it is made of the e-mail.
    NameFromEmail,
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
