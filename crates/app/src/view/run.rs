//! Change sets: while they are carried out, and afterwards.

use domain::{Capability, LicenseId, Product, Team};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccessKind, ChangeSource, HolderView, ObstacleView};
use crate::Problem;

/// A change set that is being carried out; sent as an event whenever something about it changed, at most ten times a second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// The change set.
    pub id: String,
    /// What it was made of.
    pub source: ChangeSource,
    /// What it does.
    pub phase: RunPhase,
    /// How far it is.
    pub counts: StepCounts,
    /// About how many seconds are left; `None` while nobody can tell.
    pub seconds_left: Option<u32>,
    /// How many more seconds the vendor asked to wait.
    pub waiting_seconds: Option<u32>,
    /// What stopped it, if something did.
    pub problem: Option<Problem>,
}

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RunPhase {
    /// Sends.
    Running,
    /// Sends nothing until it is told to go on; what is under way settles.
    Paused,
    /// Sends nothing any more; what is under way settles.
    Stopping,
    /// Nothing more will come of it.
    Finished,
}

/// How many steps stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepCounts {
    /// All.
    pub steps: u32,
    /// Nothing sent yet.
    pub planned: u32,
    /// Sent or about to be, or being read back.
    pub under_way: u32,
    /// Happened.
    pub applied: u32,
    /// Refused, or found not to have happened.
    pub rejected: u32,
    /// Not sent.
    pub skipped: u32,
    /// Nobody can say yet.
    pub unknown: u32,
}

/// A change set, as a list of them shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeSetView {
    /// Its id.
    pub id: String,
    /// When it was confirmed.
    pub at: String,
    /// With which token.
    pub actor: ActorView,
    /// Who went on with it after it had been cut off, in this order.
    pub continued: Vec<ContinuationView>,
    /// What it was made of.
    pub source: ChangeSource,
    /// What it does; more than one where a list was made so.
    pub capabilities: Vec<Capability>,
    /// How its steps stand.
    pub counts: StepCounts,
    /// Whether it was cut off: steps are planned, and nobody carries them out.
    pub is_cut_off: bool,
    /// Whether it is being carried out now.
    pub is_running: bool,
    /// Whether licenses are being read to find out what became of what is under way or unknown.
    pub is_checking: bool,
    /// Steps that a repetition would try again.
    pub repeatable: u32,
    /// Steps that an undo would reverse.
    pub undoable: u32,
}

/// Who did it, as far as the token tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActorView {
    /// Which kind of token.
    pub kind: AccessKind,
    /// The vendor's word for the role, where it is none of the known ones.
    pub other_role: Option<String>,
    /// The organization's name, or that of the team of a team token.
    pub name: String,
}

/// Somebody went on with a change set that had been cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContinuationView {
    /// When.
    pub at: String,
    /// With which token.
    pub actor: ActorView,
}

/// Change sets, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeSetWindow {
    /// The change sets.
    pub change_sets: Vec<ChangeSetView>,
    /// How many there are.
    pub total: u32,
}

/// Kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepFilter {
    /// Nothing sent yet.
    Planned,
    /// Sent or about to be, or being read back.
    UnderWay,
    /// Happened.
    Applied,
    /// Refused, or found not to have happened.
    Rejected,
    /// Not sent.
    Skipped,
    /// Nobody can say yet.
    Unknown,
}

/// A window of a change set's steps, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepWindow {
    /// The steps.
    pub steps: Vec<StepView>,
    /// How many match the filter.
    pub total: u32,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Its position in the change set, from 0.
    pub position: u32,
    /// What is done.
    pub capability: Capability,
    /// Which license.
    pub license: LicenseId,
    /// What it is for.
    pub product: Product,
    /// Whom the step is about: who gets the license, or who held it when the plan was made.
    pub person: Option<HolderView>,
    /// The team that the license was in.
    pub team: Option<Team>,
    /// The team of a transfer.
    pub target_team: Option<Team>,
    /// Where it stands.
    pub state: StepStateView,
    /// Since when.
    pub at: String,
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

/// What was found out about runs that had been cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryView {
    /// The change sets as they are known now. One that [`ChangeSetView::is_cut_off`] can be continued or left.
    pub change_sets: Vec<ChangeSetView>,
}
