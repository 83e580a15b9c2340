//! From what a person asks for to the rows of a plan.

use std::{collections::HashSet, sync::Arc};

use domain::{
    Access, Action, Contact, ContactProblem, Demand, DemandedPerson, Email, License, LicenseId, Mail,
    PastStep, PersonName, Plan, PlanContext, PlanRow, Purpose, Selection, TeamId, Wish, plan, plan_demands,
    plan_due, repeat, undo,
};
use import::{Entry, NameSource, Person, lines};
use jiff::{Timestamp, civil::Date};
use store::StepKind;

use super::{planned::Made, row::Row};
use crate::{
    App, Problem, ProblemCode,
    catalog::Catalog,
    lists::List,
    opened::OpenedOrganization,
    view::{ChangeRequest, ChangeSource, ListWish, Mapping, Want},
};

/// A request with all that had to be looked up for it.
pub(super) struct Asked {
    pub source: ChangeSource,
    pub target: Option<TeamId>,
    pub what: What,
}

pub(super) enum What {
    Assign(Wish),
    Selection(Selection, Action),
    List(Arc<List>, Mapping, ListWish),
    Repeat(Vec<PastStep>),
    Undo(Vec<PastStep>),
    /// Licenses as they were when their revocation was queued.
    Queued(Vec<License>),
}

/// What a plan depends on beside the licenses.
pub(super) struct Rules {
    pub access: Access,
    pub unsettled: HashSet<LicenseId>,
    pub now: Timestamp,
    pub today: Date,
}

impl App {
    /// Looks up what a request names.
    pub(super) async fn asked(
        &self,
        opened: &OpenedOrganization,
        request: ChangeRequest,
    ) -> Result<Asked, Problem> {
        Ok(match request {
            ChangeRequest::Assign {
                license,
                email,
                first_name,
                last_name,
                send_email,
                include_offline_code,
            } => {
                let contact = contact(&email, &first_name, &last_name)?;
                let action = Action::Assign { contact, send_email, include_offline_code };
                Asked::of_assignment(Wish { license, action })
            }
            ChangeRequest::Revoke { selection } => Asked::of_selection(selection, Action::Revoke, None),
            ChangeRequest::Transfer { selection, team } => {
                Asked::of_selection(selection, Action::Transfer { team }, Some(team))
            }
            ChangeRequest::List { list, mapping, wish } => Asked::of_list(self.list(&list)?, mapping, wish),
            ChangeRequest::Repeat { change_set } => {
                let steps = past_steps(opened, &change_set, &[StepKind::Rejected, StepKind::Skipped]).await?;
                Asked { source: ChangeSource::Repeat { change_set }, target: None, what: What::Repeat(steps) }
            }
            ChangeRequest::Undo { change_set } => {
                let steps = past_steps(opened, &change_set, &[StepKind::Applied]).await?;
                Asked { source: ChangeSource::Undo { change_set }, target: None, what: What::Undo(steps) }
            }
            ChangeRequest::Due => {
                let now = self.options.clock.now();
                let queued = opened.store.queued().await?;
                let due =
                    queued.into_iter().filter(|entry| entry.due_at <= now && entry.change_set.is_none());
                Asked::of_queued(due.map(|entry| entry.seen).collect(), false)
            }
        })
    }
}

impl Asked {
    fn of_assignment(wish: Wish) -> Self {
        Self { source: ChangeSource::License, target: None, what: What::Assign(wish) }
    }

    fn of_selection(selection: Selection, action: Action, target: Option<TeamId>) -> Self {
        let source = match &selection {
            Selection::Ids { ids } if ids.len() == 1 => ChangeSource::License,
            Selection::Ids { .. } | Selection::Matching { .. } => ChangeSource::Selection,
        };
        Self { source, target, what: What::Selection(selection, action) }
    }

    fn of_list(list: Arc<List>, mapping: Mapping, wish: ListWish) -> Self {
        let target = match wish {
            ListWish::Transfer { team } => Some(team),
            ListWish::Assign { .. } | ListWish::Revoke { .. } | ListWish::MakeItSo { .. } => None,
        };
        let source = ChangeSource::List { name: list.name.clone() };
        Self { source, target, what: What::List(list, mapping, wish) }
    }

    pub fn of_queued(queued: Vec<License>, by_itself: bool) -> Self {
        Self { source: ChangeSource::Queue { by_itself }, target: None, what: What::Queued(queued) }
    }

    /// Says what would happen. Takes a while for many rows.
    pub fn plan(self, catalog: &Catalog, rules: &Rules) -> Result<Made, Problem> {
        let context = PlanContext {
            access: &rules.access,
            unsettled: &rules.unsettled,
            now: rules.now,
            today: rules.today,
        };
        let index = catalog.index();
        let rows = |plan: Plan| plan.rows.into_iter().map(Row::new).collect();
        let rows = match self.what {
            What::Assign(wish) => rows(plan(vec![wish], index, &context)),
            What::Selection(selection, action) => {
                let ids = index.resolve(&selection, rules.now, rules.today);
                let wish = |license| Wish { license, action: action.clone() };
                rows(plan(ids.into_iter().map(wish).collect(), index, &context))
            }
            What::List(list, mapping, wish) => rows_of_list(&list, &mapping, &wish, catalog, &context)?,
            What::Repeat(steps) => rows(repeat(steps, index, &context)),
            What::Undo(steps) => rows(undo(steps, Mail::default(), index, &context)),
            What::Queued(queued) => rows(plan_due(queued, index, &context)),
        };
        Ok(Made { source: self.source, target: self.target, rows })
    }
}

fn contact(email: &str, first_name: &str, last_name: &str) -> Result<Contact, Problem> {
    let at = |code: ProblemCode| move |_: ContactProblem| Problem::new(code);
    Ok(Contact {
        email: Email::parse(email).map_err(at(ProblemCode::EmailInvalid))?,
        first_name: PersonName::parse(first_name).map_err(at(ProblemCode::FirstNameInvalid))?,
        last_name: PersonName::parse(last_name).map_err(at(ProblemCode::LastNameInvalid))?,
    })
}

async fn past_steps(
    opened: &OpenedOrganization,
    change_set: &str,
    kinds: &[StepKind],
) -> Result<Vec<PastStep>, Problem> {
    if opened.store.change_set_summary(change_set).await?.is_none() {
        return Err(ProblemCode::ChangeSetUnknown.into());
    }
    let steps = opened.store.change_steps(change_set, kinds, 0, u32::MAX).await?;
    let past = steps.into_iter().map(|stored| PastStep {
        wish: stored.step.wish,
        seen: stored.step.seen,
        state: stored.step.state,
    });
    Ok(past.collect())
}

/// Every line is a row or more, in the order of the list; what the list asks for without a line comes after them.
fn rows_of_list(
    list: &List,
    mapping: &Mapping,
    wish: &ListWish,
    catalog: &Catalog,
    context: &PlanContext<'_>,
) -> Result<Vec<Row>, Problem> {
    let lines = lines(&list.table, mapping, wish.want())
        .map_err(|problem| Problem::with_text(ProblemCode::ListMappingUnusable, &problem))?;
    let takes_from_others = matches!(wish, ListWish::MakeItSo { take_from_others: true, .. });
    let (mut demands, mut rows) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut bad_lines = HashSet::new();
    for line in lines {
        match line.entry {
            Ok(entry) => demands.push(demand(line.number, entry, catalog)),
            Err(bad) => {
                if takes_from_others {
                    demands.push(unclear(line.number, line.named));
                }
                bad_lines.insert(line.number);
                rows.push(Row::bad_line(line.number, bad));
            }
        }
    }
    let plan = plan_demands(demands, &wish.purpose(), catalog.index(), context);
    let is_new = |row: &PlanRow| row.line.is_none_or(|line| !bad_lines.contains(&line));
    rows.extend(plan.rows.into_iter().filter(is_new).map(Row::new));
    rows.sort_by_key(|row| row.line.unwrap_or(u32::MAX));
    Ok(rows)
}

/// For a product that there is not: somebody is in the list, and nobody knows with what. They are not one of the others
/// from whom licenses are taken; if nobody knows who it is, nobody is.
fn unclear(line: u32, named: Option<Email>) -> Demand {
    let person = named.map(|email| DemandedPerson { email, names: None, is_guessed: false });
    Demand { line, person, license: None, product: Some("\u{fffd}".into()), team: None }
}

fn demand(line: u32, entry: Entry, catalog: &Catalog) -> Demand {
    Demand {
        line,
        person: entry.person.map(|person| demanded(person, catalog)),
        license: entry.license,
        product: entry.product,
        team: entry.team,
    }
}

/// A name that was typed here is better than one that is made of the e-mail.
fn demanded(person: Person, catalog: &Catalog) -> DemandedPerson {
    let is_guessed = person.names == NameSource::Address;
    let names = person.first_name.zip(person.last_name);
    let typed = || {
        let known = catalog.person(person.email.as_str())?;
        PersonName::parse(&known.first_name).ok().zip(PersonName::parse(&known.last_name).ok())
    };
    match names {
        Some(names) if !is_guessed => {
            DemandedPerson { email: person.email, names: Some(names), is_guessed: false }
        }
        guessed => match typed() {
            Some(names) => DemandedPerson { email: person.email, names: Some(names), is_guessed: false },
            None => DemandedPerson { email: person.email, names: guessed, is_guessed },
        },
    }
}

impl ListWish {
    fn want(&self) -> Want {
        match self {
            Self::Assign { .. } => Want::Assign,
            Self::Revoke { .. } => Want::Revoke,
            Self::Transfer { .. } => Want::Transfer,
            Self::MakeItSo { .. } => Want::MakeItSo,
        }
    }

    fn purpose(&self) -> Purpose {
        let mail = |send: bool, include_offline_code: bool| Mail { send, include_offline_code };
        match self.clone() {
            Self::Assign { product, team, send_email, include_offline_code } => {
                Purpose::Assign { product, team, mail: mail(send_email, include_offline_code) }
            }
            Self::Revoke { product } => Purpose::Revoke { product },
            Self::Transfer { team } => Purpose::Transfer { team },
            Self::MakeItSo { product, team, take_from_others, send_email, include_offline_code } => {
                Purpose::MakeItSo {
                    product,
                    team,
                    take_from_others,
                    mail: mail(send_email, include_offline_code),
                }
            }
        }
    }
}
