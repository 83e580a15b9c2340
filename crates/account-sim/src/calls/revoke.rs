//! `POST /customer/licenses/revoke`

use jiff::Timestamp;

use super::{Call, Done};
use crate::{
    choices::{RevocableFrom, RevokeUnassigned, UsageAfterRevoke},
    clock::saturating_add,
    dates::{Calendar, REVOKE_WAIT},
    model::{Holder, License},
    refusal::{self, Refusal},
    state::State,
    wire::LicenseIds,
};

pub(super) fn revoke(state: &mut State, call: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    let ids = match (call.parameter("licenseId"), call.parameter("email")) {
        (Some(id), _) => by_id(state, call, &id)?,
        (None, Some(email)) => by_email(state, call, &email)?,
        (None, None) => return Err(Refusal::MissingField("Either licenseId or email must be provided")),
    };
    // All are looked at before the first is changed: it is all or nothing.
    for license in ids.iter().filter_map(|id| state.license(id)) {
        if call.now < revocable_from(license, state.choices.revocable_from, state.calendar()) {
            return Err(Refusal::RecentlyAssigned(license.id.clone()));
        }
    }
    let usage = state.choices.usage_after_revoke;
    for id in &ids {
        if let Some(license) = state.organization.licenses.get_mut(id) {
            license.assignee = None;
            if usage == UsageAfterRevoke::Removed {
                license.usage = None;
            }
        }
    }
    let response = refusal::json(200, &LicenseIds { license_ids: &ids });
    Ok(Done { response, changed: ids })
}

fn by_id(state: &State, call: &Call<'_>, id: &str) -> Result<Vec<String>, Refusal> {
    let license = state.license(id).ok_or_else(|| Refusal::LicenseNotFound(id.to_owned()))?;
    state.may_edit(call.holder, license.team)?;
    if license.email().is_some() { Ok(vec![id.to_owned()]) } else { nobody_has_it(state, id) }
}

fn by_email(state: &State, call: &Call<'_>, email: &str) -> Result<Vec<String>, Refusal> {
    let product = call.parameter("productCode");
    let wanted = email.to_lowercase();
    let held: Vec<&License> = state
        .organization
        .licenses
        .values()
        .filter(|license| license.email().is_some_and(|email| email.to_lowercase() == wanted))
        .filter(|license| product.as_ref().is_none_or(|code| *code == license.product.code))
        .filter(|license| call.holder.team().is_none_or(|team| team == license.team))
        .collect();
    let team = held.first().map_or_else(|| some_team(state, call.holder), |license| license.team);
    state.may_edit(call.holder, team)?;
    if held.is_empty() {
        return nobody_has_it(state, email);
    }
    Ok(held.into_iter().map(|license| license.id.clone()).collect())
}

/// A refusal has to name a team even where no license does.
fn some_team(state: &State, holder: Holder) -> u64 {
    holder.team().unwrap_or_else(|| state.organization.teams.first().map_or(0, |team| team.id))
}

fn nobody_has_it(state: &State, what: &str) -> Result<Vec<String>, Refusal> {
    match state.choices.revoke_unassigned {
        RevokeUnassigned::Refused => Err(Refusal::NotAssigned(what.to_owned())),
        RevokeUnassigned::EmptyList => Ok(Vec::new()),
    }
}

/// The first moment at which the API revokes a license. One without an assignment date can go at once.
fn revocable_from(license: &License, rule: RevocableFrom, calendar: Calendar) -> Timestamp {
    let Some(assigned) = license.usage.and_then(|usage| usage.last_assigned) else {
        return Timestamp::MIN;
    };
    let moment = saturating_add(assigned, REVOKE_WAIT);
    match rule {
        RevocableFrom::SameMoment => moment,
        RevocableFrom::StartOfDay => calendar.start_of(calendar.day_of(moment)),
    }
}
