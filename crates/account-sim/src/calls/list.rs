//! Reading licenses.

use http::{HeaderValue, header};
use jiff::Timestamp;

use super::{Call, Done};
use crate::{
    choices::{AssignedDefault, CustomerListByTeam},
    model::{License, Licenses},
    paging::Page,
    refusal::{self, Refusal},
    state::State,
    wire::Written,
};

/// `GET /customer/licenses`
pub(super) fn of_customer(state: &mut State, call: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    match (call.holder.team(), state.choices.customer_list_by_team) {
        (Some(_), CustomerListByTeam::Refused) => Err(Refusal::TokenTypeMismatch),
        (team, _) => list(state, call, team),
    }
}

/// `GET /customer/teams/{teamId}/licenses`
pub(super) fn of_team(state: &mut State, call: &Call<'_>, team: &str) -> Result<Done, Refusal> {
    let unknown = || Refusal::TeamNotFoundByGet(team.to_owned());
    let id: i64 = team.parse().map_err(|_| unknown())?;
    // A team's token learns nothing of other teams, not even whether they exist.
    State::may_read(call.holder, u64::try_from(id).unwrap_or(u64::MAX))?;
    let id = state.team(id).ok_or_else(unknown)?.id;
    list(state, call, Some(id))
}

/// `GET /customer/licenses/{licenseId}`
pub(super) fn one(state: &mut State, call: &Call<'_>, id: &str) -> Result<Done, Refusal> {
    let Some((place, _, license)) = state.organization.licenses.get_full(id) else {
        return Err(Refusal::LicenseNotFoundByGet(id.to_owned()));
    };
    State::may_read(call.holder, license.team)?;
    Ok(Done::read(refusal::json(200, &state.writer(call.now).license(license, place))))
}

/// The conditions of a list.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filter {
    team: Option<u64>,
    product: Option<String>,
    assigned: Option<bool>,
    email: Option<String>,
}

impl Filter {
    fn read(call: &Call<'_>, team: Option<u64>, default: AssignedDefault) -> Result<Self, Refusal> {
        let assigned = match call.parameter("assigned").as_deref() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(_) => return Err(Refusal::InvalidParameter("assigned")),
            None => match default {
                AssignedDefault::All => None,
                AssignedDefault::Unassigned => Some(false),
            },
        };
        let email = call.parameter("assigneeEmail").map(|email| email.to_lowercase());
        Ok(Self { team, product: call.parameter("productCode"), assigned, email })
    }

    fn lets_through(&self, license: &License) -> bool {
        self.team.is_none_or(|team| team == license.team)
            && self.product.as_ref().is_none_or(|code| *code == license.product.code)
            && self.assigned.is_none_or(|assigned| assigned == license.assignee.is_some())
            && self
                .email
                .as_ref()
                .is_none_or(|email| license.email().is_some_and(|held_by| held_by.to_lowercase() == *email))
    }
}

fn list(state: &mut State, call: &Call<'_>, team: Option<u64>) -> Result<Done, Refusal> {
    let filter = Filter::read(call, team, state.choices.assigned_default)?;
    let page = Page::read(
        call.parameter("page").as_deref(),
        call.parameter("perPage").as_deref(),
        state.choices.page_out_of_range,
    )?;
    let (total, licenses) = select(state, &filter, &page, call.now);
    let mut response = refusal::json(200, &licenses);
    let headers = response.headers_mut();
    headers.insert("X-Total-Count", HeaderValue::from(total));
    if let Ok(link) = HeaderValue::from_str(&page.link(call.request, total)) {
        headers.insert(header::LINK, link);
    }
    if let Some(turbulence) = &mut state.turbulence {
        turbulence.stir(&mut state.organization.licenses);
    }
    Ok(Done::read(response))
}

/// How many match, and those of the page.
fn select<'a>(state: &'a State, filter: &Filter, page: &Page, now: Timestamp) -> (usize, Vec<Written<'a>>) {
    let writer = state.writer(now);
    let rows = Rows::of(state);
    let range = page.range();
    if *filter == Filter::default() {
        // The usual case has to stay fast with 100,000 licenses: nothing is looked at but the page itself.
        let on_page = range.filter_map(|row| rows.get(row));
        return (rows.count(), on_page.map(|(place, license)| writer.license(license, place)).collect());
    }
    let mut total = 0;
    let mut selected = Vec::new();
    for (place, license) in (0..rows.count()).filter_map(|row| rows.get(row)) {
        if filter.lets_through(license) {
            if range.contains(&total) {
                selected.push(writer.license(license, place));
            }
            total += 1;
        }
    }
    (total, selected)
}

/// What is listed: all licenses, and behind them those that are listed a second time.
struct Rows<'a> {
    licenses: &'a Licenses,
    /// Every so many licenses one comes twice; 0: none does.
    twice_every: usize,
}

impl<'a> Rows<'a> {
    fn of(state: &'a State) -> Self {
        let twice_every = state.choices.license_twice_every.unwrap_or(0);
        Self { licenses: &state.organization.licenses, twice_every }
    }

    fn count(&self) -> usize {
        self.licenses.len() + self.licenses.len().checked_div(self.twice_every).unwrap_or(0)
    }

    /// The license in a row, and its place in the list of all.
    fn get(&self, row: usize) -> Option<(usize, &'a License)> {
        let place = match row.checked_sub(self.licenses.len()) {
            None => row,
            Some(again) => (again + 1).checked_mul(self.twice_every)?.checked_sub(1)?,
        };
        self.licenses.get_index(place).map(|(_, license)| (place, license))
    }
}
