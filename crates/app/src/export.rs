//! Change sets as files. A file is data: its headings and words are English wherever it is read.

use domain::{Action, Capability, Denial, License, Obstacle, Rejection, SkipReason, StepState, Team};
use import::{ExportError, write_csv, write_xlsx};
use jiff::{Timestamp, tz::TimeZone};
use store::{ChangeSetSummary, StoredStep};

use crate::{
    App, Problem, ProblemCode,
    blocking::blocking,
    catalog::Catalog,
    change_sets::{actor, summary, teams},
    step_view,
    view::{AccessKind, ActorView, Format},
};

/// A file that a person wants to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// The name that is suggested, with its extension.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Steps that are read at once: nothing else waits for the file for long.
const BLOCK: u32 = 1_000;

const HEADINGS: [&str; 19] = [
    "Step",
    "Planned at (UTC)",
    "Action",
    "License",
    "Product code",
    "Product",
    "Person",
    "E-mail",
    "From team",
    "To team",
    "Result",
    "Reason",
    "Vendor status",
    "Vendor code",
    "Vendor description",
    "Since (UTC)",
    "Token",
    "Token of",
    "Continued",
];

impl App {
    /// A change set with all its steps, as a file.
    pub async fn export_change(&self, id: &str, format: Format) -> Result<SavedFile, Problem> {
        let opened = self.opened()?;
        let summary = summary(&opened, id).await?;
        let (catalog, teams, set) = (opened.catalog(), teams(&opened), Set::of(&summary));
        let mut rows = Vec::new();
        loop {
            let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let steps = opened.store.change_steps(id, &[], offset, BLOCK).await?;
            if steps.is_empty() {
                break;
            }
            rows.extend(steps.into_iter().map(|step| row(&step, &set, &catalog, &teams)));
        }
        let name = name(summary.created_at, &self.options.clock.zone(), format);
        let content = blocking(move || match format {
            Format::Csv => write_csv(&HEADINGS, rows),
            Format::Xlsx => write_xlsx(&HEADINGS, rows),
        });
        Ok(SavedFile { name, content: content.await.map_err(not_made)? })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn not_made(error: ExportError) -> Problem {
    Problem::with_text(ProblemCode::FileNotSaved, &error)
}

/// Without a colon, which not every system takes in a name.
fn name(at: Timestamp, zone: &TimeZone, format: Format) -> String {
    let extension = match format {
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
    };
    let at = at.to_zoned_datetime(zone.clone());
    format!("Seatkeeper changes {}.{extension}", at.strftime("%Y-%m-%d %H%M"))
}

/// What all rows say of their change set.
struct Set {
    planned: String,
    /// Which kind of token it was confirmed with, and whose.
    token: String,
    token_of: String,
    /// When it went on after it had been cut off, and with which token.
    continued: String,
}

impl Set {
    fn of(summary: &ChangeSetSummary) -> Self {
        let by = actor(&summary.actor);
        let continued = summary.continued.iter().map(|continued| {
            let by = actor(&continued.actor);
            format!("{}: {}, {}", moment(continued.at), role(&by), by.name)
        });
        Self {
            planned: moment(summary.created_at),
            token: role(&by).to_owned(),
            token_of: by.name,
            continued: continued.collect::<Vec<_>>().join("; "),
        }
    }
}

fn role(actor: &ActorView) -> &str {
    match actor.kind {
        AccessKind::OrganizationAdmin => "Organization administrator",
        AccessKind::OrganizationViewer => "Organization viewer",
        AccessKind::PrimaryContact => "Primary contact",
        AccessKind::TeamAdmin => "Team administrator",
        AccessKind::TeamViewer => "Team viewer",
        AccessKind::Other => actor.other_role.as_deref().unwrap_or("Other role"),
    }
}

fn row(stored: &StoredStep, set: &Set, catalog: &Catalog, teams: &[Team]) -> [String; HEADINGS.len()] {
    let StoredStep { position, step, since, was_unknown } = stored;
    let License { id, product, team, .. } = &step.seen;
    let person = step_view::person(&step.wish.action, &step.seen, catalog);
    let (name, email) = person.map(|person| (person.name, person.email)).unwrap_or_default();
    let told = Told::of(&step.state, *was_unknown);
    [
        (position + 1).to_string(),
        set.planned.clone(),
        action(&step.wish.action).to_owned(),
        id.0.clone(),
        product.code.clone(),
        product.name.clone(),
        name,
        email,
        team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
        step_view::target_team(&step.wish.action, teams).map(|team| team.name).unwrap_or_default(),
        told.result.to_owned(),
        told.reason,
        told.status,
        told.code,
        told.description,
        moment(*since),
        set.token.clone(),
        set.token_of.clone(),
        set.continued.clone(),
    ]
}

/// As spreadsheets read it: a day and a time.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn action(action: &Action) -> &'static str {
    match action.capability() {
        Capability::Assign => "Assign",
        Capability::Revoke => "Revoke",
        Capability::Transfer => "Transfer",
    }
}

/// What became of a step, in words.
#[derive(Default)]
struct Told {
    result: &'static str,
    reason: String,
    status: String,
    code: String,
    description: String,
}

impl Told {
    fn of(state: &StepState, was_unknown: bool) -> Self {
        let told = |result, reason: &str| Self { result, reason: reason.to_owned(), ..Self::default() };
        match state {
            StepState::Planned => told("Planned", ""),
            StepState::Intent => told("Being sent", ""),
            StepState::Applied if was_unknown => told("Done", "No answer came; found by reading the license"),
            StepState::Applied => told("Done", ""),
            StepState::Unknown => told("Unknown", "No answer came; needs a check"),
            StepState::Promised => {
                told("Unknown", "The vendor said yes, but the license does not show it; needs a check")
            }
            StepState::Rejected(Rejection::Vendor { status, code, description }) => Self {
                status: status.to_string(),
                code: code.clone().unwrap_or_default(),
                description: description.clone().unwrap_or_default(),
                ..told("Refused", "The vendor refused it")
            },
            StepState::Rejected(Rejection::NotSent) => told("Not done", "No connection"),
            StepState::Rejected(Rejection::LeftOut) => told("Not done", "The vendor left it out"),
            StepState::Rejected(Rejection::NotApplied) => {
                told("Not done", "No answer came; found by reading the license")
            }
            StepState::Rejected(Rejection::Gone) => told("Not done", "The vendor does not know the license"),
            StepState::Skipped(reason) => told("Not sent", &skipped(reason)),
        }
    }
}

fn skipped(reason: &SkipReason) -> String {
    match reason {
        SkipReason::Stale(obstacle) => {
            format!("The license changed since the plan: {}", in_the_way(obstacle))
        }
        SkipReason::HolderChanged => "Somebody else holds it".to_owned(),
        SkipReason::Unreadable => "The license could not be read".to_owned(),
        SkipReason::Stopped => "The run stopped before".to_owned(),
        SkipReason::Canceled => "Canceled".to_owned(),
    }
}

fn in_the_way(obstacle: &Obstacle) -> String {
    let words = match obstacle {
        Obstacle::NotFound => "not found",
        Obstacle::Duplicate => "named before",
        Obstacle::Unsettled => "an earlier change is not settled",
        Obstacle::Denied(Denial::ReadOnlyToken) => "the token only reads",
        Obstacle::Denied(Denial::NeedsOrganizationAdmin) => "needs a token of an organization administrator",
        Obstacle::Denied(Denial::OtherTeam) => "in a team that the token does not manage",
        Obstacle::NotAssigned => "not assigned",
        Obstacle::AlreadyAssigned => "already assigned",
        Obstacle::Expired => "expired",
        Obstacle::NotPerUser => "not for a person",
        Obstacle::Suspended => "suspended",
        Obstacle::HeldByServer => "held by a server",
        Obstacle::HeldByKey => "turned into a license key",
        Obstacle::Unavailable => "not available",
        Obstacle::RecentlyAssigned { from } => return format!("can't be revoked before {from}"),
        Obstacle::NotTransferable => "not transferable",
        Obstacle::AlreadyInTeam => "already in the team",
        Obstacle::UnknownTeam => "the team is not known",
        Obstacle::AlreadyHolds(license) => return format!("the person holds {}", license.0),
        Obstacle::NoFreeLicense => "no free license",
        Obstacle::UnknownProduct(text) => return format!("no such product: {text}"),
        Obstacle::HoldsNothing => "the person holds nothing",
        Obstacle::NameMissing => "the name is missing",
        Obstacle::AlreadySo => "already so",
        Obstacle::ChangedSince => "somebody changed it since",
        Obstacle::UnknownTeamName(text) => return format!("no such team: {text}"),
        Obstacle::NotAsDescribed => "not the license that was described",
        Obstacle::ListUnclear => "the list has lines that nobody can read",
    };
    words.to_owned()
}
