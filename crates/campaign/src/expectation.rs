//! What a plan said would happen, to be compared with what did, where nothing failed and nobody interfered.

use std::collections::BTreeMap;

use account_sim::{Assignee, Service};
use app::view::{PlanRowView, RowVerdict};
use domain::{Capability, person_key};

/// Who or what has each license, and the team that it is in.
type Facts = BTreeMap<String, (Option<String>, u64)>;

/// How all licenses are to be when a plan was carried out.
#[derive(Debug)]
pub struct Expectation(Facts);

impl Expectation {
    /// As they are now, with what these rows say.
    pub fn of(service: &Service, rows: &[PlanRowView]) -> Result<Self, String> {
        let mut facts = facts(service);
        // A seat that a revocation frees may be given to somebody else by the same plan.
        for capability in [Capability::Revoke, Capability::Transfer, Capability::Assign] {
            let wanted = rows.iter().filter(|row| row.verdict == RowVerdict::Change && !row.taken_out);
            for row in wanted.filter(|row| row.capability == Some(capability)) {
                expect(&mut facts, row, capability)?;
            }
        }
        Ok(Self(facts))
    }

    /// Everything that is otherwise.
    pub fn differences(&self, service: &Service) -> Vec<String> {
        let now = facts(service);
        let others = now.keys().filter(|id| !self.0.contains_key(*id)).map(|id| format!("{id} is new"));
        let differing = self.0.iter().filter_map(|(id, expected)| match now.get(id) {
            Some(fact) if fact == expected => None,
            fact => Some(format!("{id}: the plan said {expected:?}, and it is {fact:?}")),
        });
        differing.chain(others).collect()
    }
}

fn expect(facts: &mut Facts, row: &PlanRowView, capability: Capability) -> Result<(), String> {
    let id = row.license.as_ref().ok_or("a row without a license is to be carried out")?;
    let fact = facts.get_mut(&id.0).ok_or_else(|| format!("{} is not there and is to be changed", id.0))?;
    match capability {
        Capability::Revoke => fact.0 = None,
        Capability::Transfer => {
            let team = row.target_team.as_ref().ok_or("a transfer without a team")?;
            fact.1 = u64::try_from(team.id.0).map_err(|error| error.to_string())?;
        }
        Capability::Assign => {
            let person = row.recipient.as_ref().ok_or("an assignment without a person")?;
            fact.0 = Some(person_key(&person.email));
        }
    }
    Ok(())
}

fn facts(service: &Service) -> Facts {
    let holder = |assignee: &Assignee| match assignee {
        Assignee::User { email, .. } => person_key(email),
        Assignee::Server { uid, .. } => uid.clone(),
        Assignee::LicenseKey { key, .. } => key.clone(),
    };
    let licenses = service.licenses().into_iter();
    licenses.map(|license| (license.id, (license.assignee.as_ref().map(holder), license.team))).collect()
}
