//! What a person asks for, and the plan that comes of it. Nothing is sent for a plan.

use domain::{Capability, LicenseId, Product, Selection, Team, TeamId};
use import::Mapping;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{HolderView, ObstacleView, WarningView};

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
    /// What a list says.
    List {
        /// The list: [`super::ListView::id`].
        list: String,
        /// Which of its columns is what.
        mapping: Mapping,
        /// What is wanted of it.
        wish: ListWish,
    },
    /// What an earlier change set did not do: refused, not sent, or found not to have happened.
    Repeat {
        /// The change set.
        change_set: String,
    },
    /// The opposite of what an earlier change set did.
    Undo {
        /// The change set.
        change_set: String,
    },
    /// Queued revocations whose day has come.
    Due,
}

/// What is wanted of the people and licenses in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ListWish {
    /// Give each of these people a license.
    Assign {
        /// For this product's code, where a line does not name one.
        product: Option<String>,
        /// From this team, where a line does not name one; from any if there is none.
        team: Option<TeamId>,
        /// Whether the vendor tells them by mail.
        send_email: bool,
        /// Whether that mail has an offline activation code.
        include_offline_code: bool,
    },
    /// Take licenses from these people, or take these licenses.
    Revoke {
        /// For this product's code, where a line does not name one; all if there is none.
        product: Option<String>,
    },
    /// Move these licenses, or those of these people.
    Transfer {
        /// To this team, where a line does not name one.
        team: TeamId,
    },
    /// These people are to hold these products: who lacks one gets it.
    MakeItSo {
        /// This product's code, where a line does not name one.
        product: Option<String>,
        /// Only licenses of this team; of all teams if there is none.
        team: Option<TeamId>,
        /// Whether those who hold one of these products and are not in the list lose it.
        take_from_others: bool,
        /// Whether the vendor tells by mail who gets one.
        send_email: bool,
        /// Whether that mail has an offline activation code.
        include_offline_code: bool,
    },
}

/// What a plan was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ChangeSource {
    /// One license.
    License,
    /// Licenses that were selected.
    Selection,
    /// A list.
    List {
        /// The file's name; empty for pasted text.
        name: String,
    },
    /// What another change set did not do.
    Repeat {
        /// That change set.
        change_set: String,
    },
    /// The opposite of another change set.
    Undo {
        /// That change set.
        change_set: String,
    },
    /// Queued revocations whose day had come.
    Queue {
        /// Whether they were carried out without a click.
        by_itself: bool,
    },
}

/// A plan to confirm. Its rows are asked for by `plan_rows`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// To confirm it by. The change set that it becomes has the same.
    pub id: String,
    /// What it was made of.
    pub source: ChangeSource,
    /// The team of a transfer.
    pub target_team: Option<Team>,
    /// How many rows of which kind.
    pub counts: PlanCounts,
    /// Calls that change something.
    pub calls: u32,
    /// About how long it takes, in seconds.
    pub seconds: u32,
}

/// How many rows of a plan are of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanCounts {
    /// All.
    pub rows: u32,
    /// Rows that will be carried out; those that were taken out don't count.
    pub changes: u32,
    /// Assignments among them.
    pub assigns: u32,
    /// Revocations among them.
    pub revokes: u32,
    /// Transfers among them.
    pub transfers: u32,
    /// Rows that will be carried out and that ask to think again; what is only good to know is no warning.
    pub warned: u32,
    /// Rows where nothing has to be done.
    pub nothing_to_do: u32,
    /// Rows that the 30-day rule forbids for now: they could be queued for the first day on which it allows them.
    pub queueable: u32,
    /// Rows where something else stands in the way.
    pub blocked: u32,
    /// Lines that say nothing that could be done.
    pub bad_lines: u32,
    /// Rows that would be carried out or could be queued, and that were taken out.
    pub taken_out: u32,
}

/// Which rows of a plan, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanQuery {
    /// Only rows of this kind; all if there is none.
    pub only: Option<PlanFilter>,
    /// Only rows that have this text in person, license, product or team.
    pub search: String,
    /// The order; as they were asked for if there is none.
    pub sort: Option<PlanSort>,
    /// Backwards.
    pub descending: bool,
}

/// Kinds of rows of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PlanFilter {
    /// Will be carried out.
    Changes,
    /// Will be carried out and asks to think again.
    Warned,
    /// Nothing has to be done.
    NothingToDo,
    /// Forbidden for now, and could be queued.
    Queueable,
    /// Something else stands in the way.
    Blocked,
    /// A line that says nothing that could be done.
    BadLines,
    /// Taken out.
    TakenOut,
}

/// What rows of a plan are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PlanSort {
    /// What will happen, or why not: equal reasons stand together.
    Verdict,
    /// Name, then e-mail, of the person concerned.
    Person,
    /// Product.
    Product,
    /// The team that the license is in.
    Team,
    /// License.
    License,
}

/// A window of a plan's rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanWindow {
    /// The rows.
    pub rows: Vec<PlanRowView>,
    /// How many match the query.
    pub total: u32,
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RowVerdict {
    /// It will be carried out, unless it is taken out.
    Change,
    /// Nothing has to be done.
    NothingToDo,
    /// The 30-day rule forbids it for now: it could be queued for the first day on which it is allowed.
    Queueable,
    /// Something else stands in the way.
    Blocked,
    /// A line that says nothing that could be done.
    BadLine,
}

/// What a plan says about one wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanRowView {
    /// Its number in the plan, to take it out by.
    pub row: u32,
    /// The line of the list that it comes from, counted from 1.
    pub line: Option<u32>,
    /// What is to be done; `None` for a line that does not say.
    pub capability: Option<Capability>,
    /// Which license; `None` if it never came to one.
    pub license: Option<LicenseId>,
    /// What it is for.
    pub product: Option<Product>,
    /// The team that it is in.
    pub team: Option<Team>,
    /// The team of a transfer.
    pub target_team: Option<Team>,
    /// Who holds it now.
    pub holder: Option<HolderView>,
    /// Who is to get it, or whom the row is about where there is no license.
    pub recipient: Option<HolderView>,
    /// The text of a bad line.
    pub text: Option<String>,
    /// What happens.
    pub verdict: RowVerdict,
    /// Why it can't or need not be done; it will be done if there is nothing here.
    pub obstacle: Option<ObstacleView>,
    /// What to know before confirming.
    pub warnings: Vec<WarningView>,
    /// Whether the person took it out.
    pub taken_out: bool,
}
