//! What a token manages, and what there is to license.

use serde_json::{Value, json};

use super::{Call, Done};
use crate::{
    model::{Holder, Team},
    refusal::{self, Refusal},
    state::State,
};

/// `GET /token`
#[allow(clippy::unnecessary_wraps)] // every call has the same signature
pub(super) fn token(state: &mut State, call: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    Ok(Done::read(refusal::json(200, &describe(state, call.holder))))
}

fn describe(state: &State, holder: Holder) -> Value {
    let organization = &state.organization;
    let of_team = |id: u64, role: &str| {
        let name = organization.teams.iter().find(|team| team.id == id).map_or("", |team| &team.name);
        json!({
            "type": "TEAM",
            "team": {"id": id, "name": name, "role": role},
            "customer": {"code": organization.customer_code, "name": organization.name},
        })
    };
    let of_customer = |role: &str, team_role: &str| {
        let is_contact = holder == Holder::PrimaryContact;
        let teams: Vec<Value> = organization.teams.iter().map(|team| with_role(team, team_role)).collect();
        json!({
            "type": "CUSTOMER",
            "code": organization.customer_code,
            "name": organization.name,
            "role": role,
            "contactFlags": {
                "isPrimaryLicensee": is_contact,
                "isPrimaryTechnical": is_contact,
                "isPrimaryBilling": false,
            },
            "teams": teams,
        })
    };
    match holder {
        Holder::OrgAdmin => of_customer("ADMIN", "ADMIN"),
        Holder::OrgViewer => of_customer("VIEWER", "VIEWER"),
        Holder::PrimaryContact => of_customer("PRIMARY_CONTACT", "VIEWER"),
        Holder::TeamAdmin(id) => of_team(id, "ADMIN"),
        Holder::TeamViewer(id) => of_team(id, "VIEWER"),
    }
}

fn with_role(team: &Team, role: &str) -> Value {
    json!({"id": team.id, "name": team.name, "role": role})
}

/// `POST /token/rotate`
#[allow(clippy::unnecessary_wraps)] // every call has the same signature
pub(super) fn rotate(state: &mut State, call: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    let token = state.issue_token(call.holder);
    Ok(Done::read(refusal::json(200, &json!({"token": token}))))
}

/// `GET /products`
#[allow(clippy::unnecessary_wraps)] // every call has the same signature
pub(super) fn products(state: &mut State, _: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    Ok(Done::read(refusal::json(200, &state.organization.products)))
}

/// `GET /plugins`
#[allow(clippy::unnecessary_wraps)] // every call has the same signature
pub(super) fn plugins(state: &mut State, _: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    Ok(Done::read(refusal::json(200, &state.organization.plugins)))
}
