//! A plan that is kept: its rows, what the person took out of it, and what was last shown of it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{
    Action, Capability, Collation, License, LicenseId, TRANSFER_BATCH, Team, TeamId, Wish, Workload,
    search_words,
};

use super::{
    order::{Sight, Texts},
    row::Row,
};
use crate::{
    catalog::Catalog,
    lock,
    opened::count,
    view::{
        ChangeSource, PlanCounts, PlanFilter, PlanQuery, PlanRowView, PlanSort, PlanView, PlanWindow,
        RowVerdict,
    },
};

/// Rows of one window at most.
const LARGEST_WINDOW: u32 = 500;

/// A plan that was shown and can be confirmed.
pub(crate) struct PlannedChange {
    pub id: String,
    pub organization: String,
    pub source: ChangeSource,
    target: Option<TeamId>,
    /// Those that a license can go to.
    teams: Vec<Team>,
    rows: Vec<Row>,
    /// The licenses as the plan saw them. It shares with newer ones what did not change since.
    catalog: Arc<Catalog>,
    pace: Pace,
    collation: Collation,
    /// By the row of an assignment, that of the revocation that frees the license for it, and the other way round.
    partners: HashMap<u32, u32>,
    state: Mutex<State>,
}

/// What a plan is made of.
pub(super) struct Made {
    pub source: ChangeSource,
    pub target: Option<TeamId>,
    pub rows: Vec<Row>,
}

/// What a plan was made against.
pub(super) struct Ground {
    pub organization: String,
    pub teams: Vec<Team>,
    pub catalog: Arc<Catalog>,
    pub pace: Pace,
    pub collation: Collation,
}

/// How fast requests go.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// How long one takes.
    pub latency: Duration,
    /// How many are under way at the same time.
    pub in_flight: usize,
}

/// A change that is to be carried out.
pub(crate) struct WantedChange {
    pub wish: Wish,
    /// The license as the plan saw it.
    pub seen: License,
}

struct State {
    /// By row.
    taken_out: Vec<bool>,
    /// The last order of all rows, which takes a while for many.
    order: Option<(Option<PlanSort>, bool, Arc<[u32]>)>,
    /// What was last asked for, so that another window of it costs nothing.
    shown: Option<(PlanQuery, Arc<[u32]>)>,
    /// Made with the first search.
    texts: Option<Arc<Texts>>,
}

impl PlannedChange {
    pub(super) fn new(made: Made, ground: Ground) -> Self {
        Self {
            id: uuid::Uuid::now_v7().to_string(),
            organization: ground.organization,
            source: made.source,
            target: made.target,
            teams: ground.teams,
            partners: partners(&made.rows),
            state: Mutex::new(State {
                taken_out: vec![false; made.rows.len()],
                order: None,
                shown: None,
                texts: None,
            }),
            rows: made.rows,
            catalog: ground.catalog,
            pace: ground.pace,
            collation: ground.collation,
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// What is shown around the rows.
    pub fn view(&self) -> PlanView {
        let state = lock(&self.state);
        let workload = self.workload(&state);
        let team = |target: TeamId| self.teams.iter().find(|team| team.id == target).cloned();
        PlanView {
            id: self.id.clone(),
            source: self.source.clone(),
            target_team: self.target.and_then(team),
            counts: self.counts(&state),
            calls: count(workload.calls()),
            seconds: whole_seconds(workload.duration(self.pace.latency, self.pace.in_flight)),
        }
    }

    #[cfg(test)]
    pub(super) fn current_workload(&self) -> Workload {
        self.workload(&lock(&self.state))
    }

    fn counts(&self, state: &State) -> PlanCounts {
        let mut counts = PlanCounts { rows: count(self.rows.len()), ..PlanCounts::default() };
        for (row, taken_out) in self.rows.iter().zip(&state.taken_out) {
            match row.verdict() {
                RowVerdict::Change | RowVerdict::Queueable if *taken_out => counts.taken_out += 1,
                RowVerdict::Change => counts.add(row),
                RowVerdict::NothingToDo => counts.nothing_to_do += 1,
                RowVerdict::Queueable => counts.queueable += 1,
                RowVerdict::Blocked => counts.blocked += 1,
                RowVerdict::BadLine => counts.bad_lines += 1,
            }
        }
        counts
    }

    /// What [`Workload::of`] counts, with every click, without comparing the ids of 100,000 licenses each time.
    fn workload(&self, state: &State) -> Workload {
        let mut work = Workload::default();
        let mut targets = HashMap::<TeamId, usize>::new();
        let is_wanted = |number: u32| !state.taken_out[number as usize];
        for (number, row) in
            (0..).zip(&self.rows).filter(|(number, row)| row.is_change() && is_wanted(*number))
        {
            match row.wish().map(|wish| &wish.action) {
                Some(Action::Assign { .. }) => {
                    let freed = self.partners.get(&number).is_some_and(|other| is_wanted(*other));
                    work.assigns += 1;
                    work.assigns_of_freed += usize::from(freed);
                }
                Some(Action::Revoke) => work.revokes += 1,
                Some(Action::Transfer { team }) => *targets.entry(*team).or_default() += 1,
                None => {}
            }
        }
        work.transfers = targets.values().sum();
        work.batches = targets.values().map(|count| count.div_ceil(TRANSFER_BATCH)).sum();
        work
    }

    fn wanted<'a>(&'a self, state: &'a State) -> impl Iterator<Item = &'a Row> {
        let rows = self.rows.iter().zip(&state.taken_out);
        rows.filter(|(row, taken_out)| row.is_change() && !**taken_out).map(|(row, _)| row)
    }

    /// A window of the rows that a query finds.
    pub fn window(&self, query: &PlanQuery, offset: u32, limit: u32) -> PlanWindow {
        let mut state = lock(&self.state);
        let found = self.find(&mut state, query);
        let window = found.iter().skip(offset as usize).take(limit.min(LARGEST_WINDOW) as usize);
        let rows = window.map(|number| {
            let row = self.rows[*number as usize].view(*number, &self.catalog, &self.teams);
            PlanRowView { taken_out: state.taken_out[*number as usize], ..row }
        });
        PlanWindow { rows: rows.collect(), total: count(found.len()) }
    }

    fn find(&self, state: &mut State, query: &PlanQuery) -> Arc<[u32]> {
        if let Some((shown, found)) = &state.shown
            && shown == query
        {
            return Arc::clone(found);
        }
        let order = self.order(state, query.sort, query.descending);
        let words = search_words(&query.search);
        let texts = (!words.is_empty()).then(|| self.texts(state));
        let is_found = |number: &u32| {
            let (row, taken_out) = (&self.rows[*number as usize], state.taken_out[*number as usize]);
            query.only.is_none_or(|only| only.takes(row, taken_out))
                && texts.as_ref().is_none_or(|texts| texts.have(*number, &words))
        };
        let found: Arc<[u32]> = order.iter().copied().filter(is_found).collect();
        state.shown = Some((query.clone(), Arc::clone(&found)));
        found
    }

    fn order(&self, state: &mut State, sort: Option<PlanSort>, descending: bool) -> Arc<[u32]> {
        if let Some((by, direction, order)) = &state.order
            && (*by, *direction) == (sort, descending)
        {
            return Arc::clone(order);
        }
        let order: Arc<[u32]> = self.sight().sorted(sort, descending, &self.collation).into();
        state.order = Some((sort, descending, Arc::clone(&order)));
        order
    }

    fn texts(&self, state: &mut State) -> Arc<Texts> {
        Arc::clone(state.texts.get_or_insert_with(|| Arc::new(self.sight().texts())))
    }

    fn sight(&self) -> Sight<'_> {
        Sight { rows: &self.rows, catalog: &self.catalog, teams: &self.teams }
    }

    /// Takes rows out that would be carried out or could be queued, or puts them back. An assignment of a license that another row frees goes
    /// out with that row, and does not come back without it.
    pub fn take_out(&self, rows: &[u32], out: bool) {
        let mut state = lock(&self.state);
        for number in rows {
            let Some(row) = self.rows.get(*number as usize).filter(|row| row.is_offered()) else { continue };
            state.taken_out[*number as usize] = out;
            let follows = match row.capability() {
                Some(Capability::Revoke) => out,
                _ => !out,
            };
            if let Some(partner) = self.partners.get(number).filter(|_| follows) {
                state.taken_out[*partner as usize] = out;
            }
        }
        state.shown.take_if(|(query, _)| query.only.is_some_and(PlanFilter::minds_taking_out));
    }

    /// What is to be carried out, in the order of the plan.
    pub fn changes(&self) -> Vec<WantedChange> {
        let state = lock(&self.state);
        let wanted = self.wanted(&state).filter_map(|row| {
            let seen = row.seen(&self.catalog)?.license;
            Some(WantedChange { wish: row.wish()?.clone(), seen })
        });
        wanted.collect()
    }

    /// The licenses whose revocation is to be queued, as the plan saw them.
    pub fn queueable(&self) -> Vec<License> {
        let state = lock(&self.state);
        let rows = self.rows.iter().zip(&state.taken_out);
        let wanted = rows.filter(|(row, taken_out)| row.verdict() == RowVerdict::Queueable && !**taken_out);
        wanted.filter_map(|(row, _)| row.seen(&self.catalog)).map(|seen| seen.license).collect()
    }
}

impl PlanCounts {
    fn add(&mut self, row: &Row) {
        self.changes += 1;
        self.warned += u32::from(row.asks_for_attention());
        match row.capability() {
            Some(Capability::Assign) => self.assigns += 1,
            Some(Capability::Revoke) => self.revokes += 1,
            Some(Capability::Transfer) => self.transfers += 1,
            None => {}
        }
    }
}

/// A license is in two rows that are carried out only where one takes it from somebody and the other gives it to somebody
/// else.
fn partners(rows: &[Row]) -> HashMap<u32, u32> {
    let changes = |capability| {
        let rows = (0..).zip(rows).filter(|(_, row)| row.is_change());
        rows.filter(move |(_, row)| row.capability() == Some(capability))
            .filter_map(|(number, row)| Some((&row.wish()?.license, number)))
    };
    let mut partners = HashMap::new();
    if changes(Capability::Assign).next().is_none() {
        return partners;
    }
    let revoked: HashMap<&LicenseId, u32> = changes(Capability::Revoke).collect();
    if revoked.is_empty() {
        return partners;
    }
    for (license, assigned) in changes(Capability::Assign) {
        if let Some(revoked) = revoked.get(license) {
            partners.extend([(assigned, *revoked), (*revoked, assigned)]);
        }
    }
    partners
}

/// Rounded up, as nothing is done in no time.
fn whole_seconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs() + u64::from(duration.subsec_nanos() > 0)).unwrap_or(u32::MAX)
}
