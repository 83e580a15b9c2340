//! Revocations that wait for their day.

use domain::{LicenseId, Product, Team};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{HolderView, ObstacleView};

/// All that is queued, the first due first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// What is queued.
    pub entries: Vec<QueuedView>,
    /// How many of them are due.
    pub due: u32,
    /// Whether what is due is carried out without a click: [`super::Preferences::revoke_by_itself`].
    pub by_itself: bool,
}

/// A queued revocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueuedView {
    /// The license.
    pub license: LicenseId,
    /// What it is for.
    pub product: Product,
    /// The team that it is in.
    pub team: Option<Team>,
    /// Who held it when it was queued: it is only taken from them.
    pub holder: Option<HolderView>,
    /// When it was queued.
    pub queued_at: String,
    /// From when on it is to be revoked: the vendor's rule, or later where the person chose a later day.
    pub due_at: String,
    /// The calendar day of that where the reader is.
    pub due_on: String,
    /// Whether that has come.
    pub is_due: bool,
    /// Why it would not be carried out as things are, apart from its day: it is held by nobody, and the like.
    pub obstacle: Option<ObstacleView>,
    /// Whether somebody else holds it now than when it was queued: it will not be taken from them.
    pub holder_changed: bool,
    /// The step of a change set that carries it out, if one does.
    pub step: Option<QueuedStepView>,
}

/// A step of a change set that carries a queued revocation out, and is not settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueuedStepView {
    /// The change set.
    pub change_set: String,
    /// Whether nobody carries it out or looks at it now: it waits until a person continues, leaves or checks that set.
    pub is_left: bool,
}
