//! What became of earlier changes, done again or undone.

use std::collections::HashSet;

use crate::{
    Action, Assignee, Capability, Contact, DemandedPerson, Email, Index, License, LicenseId, Mail, Obstacle,
    PersonSubject, Plan, PlanContext, StepState, Subject, TeamId, Wish, person_key,
    plan::{
        demands::change,
        holdings::split_name,
        planner::{Draft, Planner, Wanted, Wanting},
    },
};

/// A step of an earlier change set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastStep {
    /// What was to be done.
    pub wish: Wish,
    /// The license as it was before.
    pub seen: License,
    /// What became of it.
    pub state: StepState,
}

/// The opposite of what was applied, the last step first. Who gets a license back is told as `mail` says.
pub fn undo(steps: Vec<PastStep>, mail: Mail, index: &Index, context: &PlanContext<'_>) -> Plan {
    let past = Past { index, context };
    let mut taken_back = HashSet::new();
    let applied = steps.into_iter().rev().filter(|step| step.state == StepState::Applied);
    let drafts = applied
        .map(|step| match &step.wish.action {
            Action::Assign { contact, .. } => {
                taken_back.insert(step.wish.license.clone());
                past.take_back(&step, contact)
            }
            // A later step may have given it to somebody else: then that is undone before.
            Action::Revoke => past.give_back(&step, mail, taken_back.contains(&step.wish.license)),
            Action::Transfer { team } => past.move_back(&step, *team),
        })
        .collect();
    Planner::new(index, context).plan(drafts)
}

/// What was refused, not sent, or found not to have happened, once more. What is still unknown needs a check, not a
/// repetition.
pub fn repeat(steps: Vec<PastStep>, index: &Index, context: &PlanContext<'_>) -> Plan {
    let past = Past { index, context };
    let failed =
        steps.into_iter().filter(|step| matches!(step.state, StepState::Rejected(_) | StepState::Skipped(_)));
    let drafts = failed
        .map(|step| match step.wish.action {
            Action::Assign { contact, send_email, include_offline_code } => {
                let seat = Wanting::Like {
                    license: step.wish.license,
                    product: step.seen.product,
                    team: step.seen.team,
                };
                let mail = Mail { send: send_email, include_offline_code };
                Draft { line: None, wanted: Wanted::Give { person: person(contact), mail, seat } }
            }
            Action::Revoke | Action::Transfer { .. } => past.as_seen(step.wish, &step.seen),
        })
        .collect();
    Planner::new(index, context).plan(drafts)
}

/// What is known now, to compare with.
pub(super) struct Past<'a> {
    pub index: &'a Index,
    pub context: &'a PlanContext<'a>,
}

impl Past<'_> {
    /// A wish for a license that has to be held by the same person as when it was `seen`. That nobody holds it is said by
    /// the rules.
    pub fn as_seen(&self, wish: Wish, seen: &License) -> Draft {
        match self.now(&wish.license) {
            Some(now) if now.assignee.is_some() && !now.has_same_holder(seen) => changed(wish, now),
            _ => Draft { line: None, wanted: Wanted::Change(wish) },
        }
    }

    fn take_back(&self, step: &PastStep, contact: &Contact) -> Draft {
        let is_theirs =
            |now: &License| now.holder().is_some_and(|email| person_key(email) == contact.email.key());
        let license = step.wish.license.clone();
        match self.now(&license) {
            Some(now) if !is_theirs(&now) => changed(Wish { license, action: Action::Revoke }, now),
            _ => change(None, license, &Action::Revoke),
        }
    }

    fn give_back(&self, step: &PastStep, mail: Mail, is_taken_back: bool) -> Draft {
        let license = step.wish.license.clone();
        let now = self.now(&license);
        let held = now.as_ref().is_some_and(|now| now.assignee.is_some());
        let (email, name) = match &step.seen.assignee {
            Some(Assignee::User { email, name }) => (email.as_str(), name.as_str()),
            _ => ("", ""),
        };
        let obstacle = match Email::parse(email) {
            Ok(_) if held && !is_taken_back => Obstacle::ChangedSince,
            Ok(email) => {
                let person = DemandedPerson { email, names: split_name(name), is_guessed: false };
                let wanted = Wanted::Give { person, mail, seat: Wanting::This(license) };
                return Draft { line: None, wanted };
            }
            // The vendor did not say who it was.
            Err(_) => Obstacle::NameMissing,
        };
        let name = Some(name).filter(|name| !name.is_empty()).map(str::to_owned);
        let subject = Subject::Person {
            capability: Capability::Assign,
            person: PersonSubject { email: email.to_owned(), name },
            product: Some(step.seen.product.clone()),
            team: step.seen.team.clone(),
        };
        Draft { line: None, wanted: Wanted::Nothing { subject, seen: now.map(Box::new), obstacle } }
    }

    fn move_back(&self, step: &PastStep, target: TeamId) -> Draft {
        let license = step.wish.license.clone();
        let now = self.now(&license);
        let Some(origin) = &step.seen.team else {
            let subject = Subject::License(Wish { license, action: step.wish.action.clone() });
            let seen = now.map(Box::new);
            return Draft {
                line: None,
                wanted: Wanted::Nothing { subject, seen, obstacle: Obstacle::UnknownTeam },
            };
        };
        let wish = Wish { license, action: Action::Transfer { team: origin.id } };
        match now {
            Some(now) if now.team.as_ref().is_none_or(|team| team.id != target) => changed(wish, now),
            _ => Draft { line: None, wanted: Wanted::Change(wish) },
        }
    }

    /// The license as it is; none where what became of it is not known, or where it is gone: others say so.
    fn now(&self, id: &LicenseId) -> Option<License> {
        let seat = self.index.seat(id)?;
        (!self.context.unsettled.contains(id)).then(|| seat.license())
    }
}

fn changed(wish: Wish, now: License) -> Draft {
    let subject = Subject::License(wish);
    let wanted = Wanted::Nothing { subject, seen: Some(Box::new(now)), obstacle: Obstacle::ChangedSince };
    Draft { line: None, wanted }
}

pub(super) fn person(contact: Contact) -> DemandedPerson {
    let Contact { email, first_name, last_name } = contact;
    DemandedPerson { email, names: Some((first_name, last_name)), is_guessed: false }
}
