//! What has to be true of every run when it is over: the journal and the service's ledger tell the same story.

use std::collections::{BTreeMap, HashMap};

use account_sim::LedgerEntry;
use domain::{Action, Rejection, StepState};
use jiff::{SignedDuration, Timestamp};
use store::hooks::{StepKey, WrittenStep};

use crate::{
    elsewhere::Deed,
    network::{Look, Post, Seen},
};

/// A change can come late: who says that it did not happen has had a look after this time.
const PATIENCE: SignedDuration = SignedDuration::from_secs(15);

/// An answer tells how a license was up to so long before it was heard.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_secs(60);

/// All that is known of a run.
pub struct Evidence {
    pub steps: BTreeMap<StepKey, WrittenStep>,
    pub ledger: Vec<LedgerEntry>,
    pub seen: Seen,
    pub deeds: Vec<Deed>,
}

/// One step with what belongs to it.
struct Case<'a> {
    step: &'a WrittenStep,
    license: &'a str,
    posts: Vec<&'a Post>,
    entry: Option<&'a LedgerEntry>,
    ended: Timestamp,
    evidence: &'a Evidence,
}

impl Evidence {
    /// Everything that must not be.
    pub fn violations(&self) -> Vec<String> {
        let mut found = self.seen.violations.clone();
        let mut posts: HashMap<&StepKey, Vec<&Post>> = HashMap::new();
        for post in &self.seen.posts {
            for step in &post.steps {
                posts.entry(step).or_default().push(post);
            }
        }
        for (key, step) in &self.steps {
            let posts = posts.remove(key).unwrap_or_default();
            if let Err(what) = self.check(step, posts) {
                found.push(format!("step {} of {}: {what}; {:?}, {:?}", key.1, key.0, step.wish, step.lines));
            }
        }
        found.extend(posts.keys().map(|key| format!("{key:?} was sent and is not in the journal")));
        found.extend(self.sent_too_often());
        found
    }

    fn check(&self, step: &WrittenStep, posts: Vec<&Post>) -> Result<(), String> {
        let entry = posts.first().and_then(|post| post.entry).and_then(|entry| self.ledger.get(entry));
        let Some((ended, state)) = step.lines.last() else { return Err("has no line".into()) };
        let license = step.wish.license.0.as_str();
        let case = Case { step, license, posts, entry, ended: *ended, evidence: self };
        case.lines_follow_each_other()?;
        if case.posts.len() > 1 {
            return Err(format!("was sent {} times", case.posts.len()));
        }
        match state {
            StepState::Planned | StepState::Intent => Err("is not settled".into()),
            StepState::Unknown | StepState::Promised => case.unknown(),
            StepState::Applied => case.applied(),
            StepState::Rejected(rejection) => case.rejected(rejection),
            StepState::Skipped(_) => case.skipped(),
        }
    }

    /// Counted once more without a look at which request belongs to which step.
    fn sent_too_often(&self) -> Vec<String> {
        let mut balance: BTreeMap<(&str, &'static str), i64> = BTreeMap::new();
        for step in self.steps.values() {
            let was_sent = step.lines.iter().any(|(_, state)| *state == StepState::Intent);
            *balance.entry((&step.wish.license.0, kind_of(step))).or_default() += i64::from(was_sent);
        }
        for post in &self.seen.posts {
            for license in post.call.licenses() {
                *balance.entry((license, post.call.kind())).or_default() -= 1;
            }
        }
        let too_often = balance.into_iter().filter(|(_, left)| *left < 0);
        too_often
            .map(|((license, kind), left)| format!("{kind} {license}: sent {} times too often", -left))
            .collect()
    }
}

fn kind_of(step: &WrittenStep) -> &'static str {
    match step.wish.action {
        Action::Assign { .. } => "assign",
        Action::Revoke => "revoke",
        Action::Transfer { .. } => "transfer",
    }
}

impl Case<'_> {
    fn lines_follow_each_other(&self) -> Result<(), String> {
        let lines = &self.step.lines;
        let begins = lines.first().is_some_and(|(_, state)| *state == StepState::Planned);
        let follows = lines.windows(2).all(|pair| pair[0].1.may_become(&pair[1].1) && pair[0].0 <= pair[1].0);
        if begins && follows { Ok(()) } else { Err("has lines that don't follow each other".into()) }
    }

    /// Whether the service did what was asked.
    fn was_done(&self) -> bool {
        self.entry.is_some_and(|entry| entry.outcome.changed.iter().any(|id| id == self.license))
    }

    fn done_at(&self) -> Option<Timestamp> {
        self.entry.filter(|_| self.was_done()).and_then(|entry| entry.outcome.performed_at)
    }

    /// Whether somebody else had a hand in it between these moments. A request of this very application that took effect
    /// late, after its step was settled, is one of those.
    fn was_touched(&self, from: Timestamp, until: Timestamp) -> bool {
        let by_others = self.evidence.deeds.iter().filter(|deed| deed.license == self.license);
        by_others.map(|deed| deed.at).any(|at| from <= at && at <= until) || self.was_done_late(from, until)
    }

    /// Whether another request of this application took effect on the license late, between these moments.
    fn was_done_late(&self, from: Timestamp, until: Timestamp) -> bool {
        self.effects_of_others(from, until).any(|(arrived, performed)| performed > arrived)
    }

    /// When other requests of this application that changed the license came, and took effect between these moments.
    fn effects_of_others(
        &self,
        from: Timestamp,
        until: Timestamp,
    ) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let own = self.entry.map(|entry| entry.number);
        let others = self.evidence.ledger.iter().filter(move |entry| Some(entry.number) != own);
        let changes = others.filter(|entry| entry.outcome.changed.iter().any(|id| id == self.license));
        let moments = changes.filter_map(|entry| Some((entry.arrived, entry.outcome.performed_at?)));
        moments.filter(move |(_, performed)| from <= *performed && *performed <= until)
    }

    /// Whether somebody else did what was wanted, or took away what would show it.
    fn was_done_elsewhere(&self) -> bool {
        let deeds: &[&str] = match self.step.wish.action {
            Action::Assign { .. } => &["given", "removed"],
            Action::Revoke => &["taken", "given", "removed"],
            Action::Transfer { .. } => &["moved", "removed"],
        };
        let is_meant = |deed: &&Deed| deed.license == self.license && deeds.contains(&deed.what);
        let mut meant = self.evidence.deeds.iter().filter(is_meant);
        meant.any(|deed| self.begun() <= deed.at && deed.at <= self.ended)
            || self.effects_of_others(self.last_seen(), self.ended).next().is_some()
    }

    /// When the license was last looked at before the step was planned: what took effect since, the plan can't have known.
    fn last_seen(&self) -> Timestamp {
        let seen = &self.evidence.seen;
        if !seen.has_looks {
            return self.begun();
        }
        let before = seen.looks.iter().filter(|look| look.license == self.license && look.at <= self.begun());
        before.map(|look| look.at - ON_ITS_WAY).max().unwrap_or(Timestamp::MIN)
    }

    fn begun(&self) -> Timestamp {
        self.step.lines.first().map_or(self.ended, |(at, _)| *at)
    }

    fn applied(&self) -> Result<(), String> {
        if self.was_done() || self.was_done_elsewhere() {
            return Ok(());
        }
        Err(format!("counts as applied, and nothing was done: {:?}", self.entry))
    }

    fn skipped(&self) -> Result<(), String> {
        if self.posts.is_empty() { Ok(()) } else { Err("counts as not sent, and was sent".into()) }
    }

    /// Its license shows neither that it happened nor that it did not, because somebody else changed it.
    fn unknown(&self) -> Result<(), String> {
        let from = self.entry.map_or(self.begun(), |entry| entry.arrived);
        if self.was_touched(from, Timestamp::MAX) {
            return Ok(());
        }
        Err(format!("is not settled, although everything could be read: {:?}", self.entry))
    }

    /// Whether the application was told that it is done, and did not end before it could write that down.
    fn was_granted(&self) -> bool {
        let Some((told, licenses)) = self.posts.first().and_then(|post| post.granted.as_ref()) else {
            return false;
        };
        let written = self.step.lines.iter().map(|(at, _)| *at).find(|at| at >= told).unwrap_or(*told);
        let mut ends = self.evidence.seen.ends.iter();
        licenses.iter().any(|id| id == self.license) && !ends.any(|end| told <= end && *end <= written)
    }

    fn rejected(&self, rejection: &Rejection) -> Result<(), String> {
        if self.was_granted() {
            return Err("counts as not done, and the service said that it was".into());
        }
        match rejection {
            Rejection::NotSent if self.entry.is_some() => Err("counts as not sent, and arrived".into()),
            Rejection::NotSent => Ok(()),
            Rejection::Vendor { status, .. } => self.refused(*status),
            Rejection::LeftOut => match self.done_at() {
                Some(at) if !self.was_touched(at, self.ended) => {
                    Err("counts as left out, and was done".into())
                }
                _ => Ok(()),
            },
            Rejection::NotApplied => self.not_applied(),
            Rejection::Gone if self.was_touched(Timestamp::MIN, self.ended) => Ok(()),
            Rejection::Gone => Err("counts as gone, and is there".into()),
        }
    }

    fn refused(&self, status: u16) -> Result<(), String> {
        if self.was_done() {
            return Err("counts as refused, and was done".into());
        }
        // What was asked to wait may never have left.
        if status == 429 || self.entry.is_some_and(|entry| entry.outcome.sent == Some(status)) {
            return Ok(());
        }
        Err(format!("counts as refused with {status}, and nobody said so: {:?}", self.entry))
    }

    /// Only a look at the license says that, and it has to be as the look showed it.
    fn not_applied(&self) -> Result<(), String> {
        let intent = self.step.lines.iter().find(|(_, state)| *state == StepState::Intent);
        let from = intent.map_or(self.begun(), |(at, _)| *at);
        let is_of_it =
            |look: &&Look| look.license == self.license && from <= look.at && look.at <= self.ended;
        let seen = &self.evidence.seen;
        let last = seen.looks.iter().filter(is_of_it).map(|look| look.at).max();
        let last = if seen.has_looks { last } else { Some(self.ended) };
        let Some(last) = last else { return Err("counts as not applied, and nobody looked".into()) };
        if seen.has_looks && last.duration_since(from) < PATIENCE {
            return Err(format!("counts as not applied, and was last looked at too soon, at {last}"));
        }
        match self.done_at() {
            Some(at) if at <= last && !self.was_touched(at, last) => Err(format!(
                "counts as not applied, and was done before the last look at {last}: {:?}",
                self.entry
            )),
            _ => Ok(()),
        }
    }
}
