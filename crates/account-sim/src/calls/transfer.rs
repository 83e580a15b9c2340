//! `POST /customer/changeLicensesTeam`

use super::{Call, Done};
use crate::{
    refusal::{self, Refusal},
    state::State,
    wire::{self, LicenseIds},
};

pub(super) fn transfer(state: &mut State, call: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    let body: wire::Transfer = call.json()?;
    if let Some(team) = call.holder.team() {
        return Err(Refusal::TransferByTeamToken { team });
    }
    let ids = body.license_ids.ok_or(Refusal::MissingField("licenseIds"))?;
    // Left out it counts as 0, and no team has that number.
    let target = body.target_team_id.unwrap_or(0);
    state.may_edit(call.holder, u64::try_from(target).unwrap_or(0))?;
    let target = state.team(target).ok_or(Refusal::TeamNotFound(target))?.id;
    let ids: Vec<String> = ids.into_iter().collect::<Option<_>>().ok_or(Refusal::NullLicenseId)?;
    if let Some(most) = state.choices.max_transfer_ids
        && ids.len() > most
    {
        return Err(Refusal::TooManyLicenses { most });
    }
    let moved = move_all(state, ids, target);
    let response = refusal::json(200, &LicenseIds { license_ids: &moved });
    Ok(Done { response, changed: moved })
}

/// What can't move, is unknown or is already there is left out without a word.
fn move_all(state: &mut State, ids: Vec<String>, target: u64) -> Vec<String> {
    let mut moved = Vec::new();
    for id in ids {
        if let Some(license) = state.organization.licenses.get_mut(&id)
            && license.is_transferable
            && license.team != target
        {
            license.team = target;
            moved.push(id);
        }
    }
    moved
}
