//! One row of a plan: small as long as it is kept, and complete when it is shown.

use domain::{Action, Capability, Entry, Obstacle, PersonSubject, PlanRow, Subject, Team, Warning, Wish};
use import::{BadLine, LineProblem};

use crate::{
    catalog::Catalog,
    present,
    view::{HolderKind, HolderView, ObstacleView, PlanRowView, RowVerdict},
};

/// A row of a plan.
pub(crate) struct Row {
    /// The line of the list that it comes from.
    pub line: Option<u32>,
    pub about: About,
    pub outcome: Outcome,
    pub warnings: Vec<Warning>,
}

/// What a row is about.
pub(crate) enum About {
    Subject(Subject),
    /// A line that does not say what is wanted: the text that is wrong.
    Line(String),
}

/// What happens.
pub(crate) enum Outcome {
    Change,
    Obstacle(Obstacle),
    BadLine(LineProblem),
}

impl Row {
    /// The license comes from the catalog again when it is needed: the plan saw it as it is there.
    pub fn new(row: PlanRow) -> Self {
        Self {
            line: row.line,
            about: About::Subject(row.subject),
            outcome: row.verdict.map_or_else(Outcome::Obstacle, |()| Outcome::Change),
            warnings: row.warnings,
        }
    }

    pub fn bad_line(line: u32, bad: BadLine) -> Self {
        Self {
            line: Some(line),
            about: About::Line(bad.text),
            outcome: Outcome::BadLine(bad.problem),
            warnings: Vec::new(),
        }
    }

    pub fn is_change(&self) -> bool {
        matches!(self.outcome, Outcome::Change)
    }

    /// Whether the person chooses if anything comes of it: what would be carried out, now or on its day.
    pub fn is_offered(&self) -> bool {
        matches!(self.verdict(), RowVerdict::Change | RowVerdict::Queueable)
    }

    /// Whether somebody should think again before it is carried out: most warnings are only good to know.
    pub fn asks_for_attention(&self) -> bool {
        self.warnings.iter().any(|warning| match warning {
            Warning::NameFromEmail | Warning::EndsSoon(_) | Warning::OfflineCodeKeepsWorking(_) => true,
            Warning::LosesProduct
            | Warning::StillCoveredBy(_)
            | Warning::NotRevocableBefore(_)
            | Warning::MovesWithHolder
            | Warning::AiFeaturesMayChange => false,
        })
    }

    pub fn verdict(&self) -> RowVerdict {
        match &self.outcome {
            Outcome::Change => RowVerdict::Change,
            Outcome::Obstacle(obstacle) if is_content(obstacle) => RowVerdict::NothingToDo,
            Outcome::Obstacle(Obstacle::RecentlyAssigned { .. }) if self.is_revocation() => {
                RowVerdict::Queueable
            }
            Outcome::Obstacle(_) => RowVerdict::Blocked,
            Outcome::BadLine(_) => RowVerdict::BadLine,
        }
    }

    fn is_revocation(&self) -> bool {
        self.wish().is_some_and(|wish| wish.action == Action::Revoke)
    }

    pub fn wish(&self) -> Option<&Wish> {
        match &self.about {
            About::Subject(Subject::License(wish)) => Some(wish),
            About::Subject(Subject::Person { .. }) | About::Line(_) => None,
        }
    }

    pub fn capability(&self) -> Option<Capability> {
        match &self.about {
            About::Subject(Subject::License(wish)) => Some(wish.action.capability()),
            About::Subject(Subject::Person { capability, .. }) => Some(*capability),
            About::Line(_) => None,
        }
    }

    /// The license as the plan saw it, with its holder's name to show.
    pub fn seen(&self, catalog: &Catalog) -> Option<Entry> {
        catalog.get(&self.wish()?.license)
    }

    /// What is shown of it. `teams` are those that a license can go to.
    pub fn view(&self, number: u32, catalog: &Catalog, teams: &[Team]) -> PlanRowView {
        let shown = Shown::of(self, catalog, teams);
        PlanRowView {
            row: number,
            line: self.line,
            capability: self.capability(),
            license: self.wish().map(|wish| wish.license.clone()),
            product: shown.product,
            team: shown.team,
            target_team: shown.target_team,
            holder: shown.holder,
            recipient: shown.recipient,
            text: match &self.about {
                About::Line(text) => Some(text.clone()),
                About::Subject(_) => None,
            },
            verdict: self.verdict(),
            obstacle: match &self.outcome {
                Outcome::Change => None,
                Outcome::Obstacle(obstacle) => Some(present::obstacle(obstacle.clone())),
                Outcome::BadLine(problem) => Some(ObstacleView::BadLine { problem: problem.clone() }),
            },
            warnings: self.warnings.iter().map(present::warning).collect(),
            taken_out: false,
        }
    }
}

/// Whether nothing stands in the way but that all is well already. Who holds nothing has nothing to lose.
fn is_content(obstacle: &Obstacle) -> bool {
    matches!(
        obstacle,
        Obstacle::AlreadySo
            | Obstacle::AlreadyInTeam
            | Obstacle::AlreadyHolds(_)
            | Obstacle::NotAssigned
            | Obstacle::HoldsNothing
    )
}

/// What a row shows of the license and the people whom it is about.
pub(crate) struct Shown {
    pub product: Option<domain::Product>,
    pub team: Option<Team>,
    pub target_team: Option<Team>,
    pub holder: Option<HolderView>,
    pub recipient: Option<HolderView>,
}

impl Shown {
    pub fn of(row: &Row, catalog: &Catalog, teams: &[Team]) -> Self {
        match &row.about {
            About::Subject(Subject::License(wish)) => Self::of_license(row.seen(catalog), wish, teams),
            About::Subject(Subject::Person { person, product, team, .. }) => Self {
                product: product.clone(),
                team: team.clone(),
                target_team: None,
                holder: None,
                recipient: Some(person_view(person, catalog)),
            },
            About::Line(_) => {
                Self { product: None, team: None, target_team: None, holder: None, recipient: None }
            }
        }
    }

    fn of_license(seen: Option<Entry>, wish: &Wish, teams: &[Team]) -> Self {
        let target_team = match wish.action {
            Action::Transfer { team } => teams.iter().find(|known| known.id == team).cloned(),
            Action::Assign { .. } | Action::Revoke => None,
        };
        let holder = seen.as_ref().and_then(|seen| present::holder(&seen.license, &seen.holder_name));
        let (product, team) = seen.map(|seen| (seen.license.product, seen.license.team)).unzip();
        Self {
            product,
            team: team.flatten(),
            target_team,
            holder,
            recipient: present::recipient(&wish.action),
        }
    }

    /// The person concerned: who gets it, or else who has it.
    pub fn person(&self) -> Option<&HolderView> {
        self.recipient.as_ref().or(self.holder.as_ref())
    }
}

fn person_view(person: &PersonSubject, catalog: &Catalog) -> HolderView {
    HolderView {
        kind: HolderKind::Person,
        name: person.name.clone().or_else(|| catalog.name_of(&person.email)).unwrap_or_default(),
        email: person.email.clone(),
        is_masked: false,
    }
}
