//! Why something is not done, and what to know before it is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Denial, LicenseId};

/// Why a wish can't or need not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// The license is not in the list any more.
    NotFound,
    /// The same license was named before in the same plan.
    Duplicate,
    /// What became of an earlier change to it is not known yet.
    Unsettled,
    /// The token may not do it.
    Denied(Denial),
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
        /// The first day on which it can be revoked.
        from: Date,
    },
    /// The vendor does not let it move.
    NotTransferable,
    /// It is in that team already: nothing to do.
    AlreadyInTeam,
    /// The target team is not one of the organization's.
    UnknownTeam,
    /// The person holds the product, or a pack that covers it, by this license.
    AlreadyHolds(LicenseId),
    /// No license for the product is free, or those that are go to people further up in the list.
    NoFreeLicense,
    /// There is no such product among the licenses, or more than one: as it is written.
    UnknownProduct(String),
    /// The person holds nothing that could be taken or moved.
    HoldsNothing,
    /// It would be an assignment, and nobody says the person's name.
    NameMissing,
    /// It is as it should be.
    AlreadySo,
    /// It is not as the earlier change left it, or as it was when it was asked for: somebody changed it since.
    ChangedSince,
    /// There is no such team, or more than one of that name: as it is written.
    UnknownTeamName(String),
    /// The license is not the one that the line describes: another person holds it, or it is for another product or
    /// in another team.
    NotAsDescribed,
    /// It would be taken from whoever is not in the list, and the list has lines of which nobody knows whom they mean.
    ListUnclear,
}

/// Something to know before confirming; it does not stand in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The holder can't use the product until they get another license.
    LosesProduct,
    /// The holder has another license that covers the product.
    StillCoveredBy(LicenseId),
    /// The offline code that was generated keeps working until this day.
    OfflineCodeKeepsWorking(Option<Date>),
    /// The new assignment can't be revoked through the API before this day.
    NotRevocableBefore(Date),
    /// The list does not say the person's name: it is made of the e-mail.
    NameFromEmail,
    /// The license ends soon and does not renew.
    EndsSoon(Date),
    /// The person who holds it moves with it.
    MovesWithHolder,
    /// Which AI features the holder has can depend on the team.
    AiFeaturesMayChange,
}
