//! The story of one run: lives of the application, plans in each, and trouble in all of them.

use account_sim::Choices;
use app::view::{PlanRowView, RowVerdict, RunPhase, RunView};
use fastrand::Rng;

use crate::{
    chance::percent,
    drive::{Driver, Stuck, live},
    expectation::Expectation,
    fault::Weather,
    life::Life,
    requests,
    summary::Sum,
    world::World,
};

/// Plans in a run at most.
const PLANS: u32 = 4;
/// Lives that may end before their time.
const LIVES: u64 = 8;
/// How often a run that paused itself, or that somebody looks at, is let go on; then the weather clears up.
const PATIENCE: u32 = 60;

/// How a life went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It goes on.
    On,
    /// It is over: it was closed, or cut off.
    Over,
}

/// What a run decides, from one life to the next.
pub struct Story<'a> {
    pub world: &'a World,
    pub rng: Rng,
    /// Nothing fails, nobody interferes: what a plan says is what happens.
    pub is_calm: bool,
    pub sum: Sum,
    /// Change sets that there are, the oldest first.
    pub earlier: Vec<String>,
    plans_left: u32,
}

impl<'a> Story<'a> {
    pub fn new(world: &'a World) -> Self {
        let mut rng = world.chance.about("story");
        let is_calm = percent(&mut rng, 15);
        if is_calm {
            // A service that asks for less refuses, too.
            let choices = Choices { requests_per_minute: None, ..world.service.choices() };
            world.service.set_choices(choices);
        }
        let plans_left = rng.u32(1..=PLANS);
        Self { world, rng, is_calm, sum: Sum::default(), earlier: Vec::new(), plans_left }
    }

    /// Tells it to its end.
    pub fn tell(&mut self) -> std::io::Result<()> {
        let world = self.world;
        world.trace.note(format!("calm: {}, plans: {}", self.is_calm, self.plans_left));
        loop {
            let life = live(world.folder.path(), &world.network, world.service.clock(), async |driver| {
                let turn = self.live(driver).await;
                drop(world.network.set_journal(None));
                turn
            });
            match life? {
                Ok(Turn::Over) => self.sum.restarts += 1,
                Ok(Turn::On) => break,
                Err(Stuck) => {
                    world.network.violate("the application waits for something that never comes".into());
                    break;
                }
            }
        }
        Ok(())
    }

    async fn live(&mut self, driver: Driver) -> Result<Turn, Stuck> {
        self.set_weather();
        let Some(life) = Life::begin(driver, self.world).await? else { return Ok(Turn::On) };
        if self.take_up_what_was_cut_off(&life).await? == Turn::Over {
            return Ok(Turn::Over);
        }
        while self.plans_left > 0 {
            self.plans_left -= 1;
            if self.plan_and_apply(&life).await? == Turn::Over {
                return Ok(Turn::Over);
            }
        }
        if self.settle_all(&life).await? == Turn::Over {
            return Ok(Turn::Over);
        }
        life.close().await?;
        Ok(Turn::On)
    }

    pub fn set_weather(&mut self) {
        // The first connection has to be made, or there is nothing to tell of.
        let is_connected = self.world.organization_file().is_some();
        let weather =
            if self.is_calm || !is_connected { Weather::CALM } else { Weather::some(&mut self.rng) };
        self.world.network.set_weather(weather);
    }

    async fn plan_and_apply(&mut self, life: &Life<'_>) -> Result<Turn, Stuck> {
        self.set_weather();
        if self.rng.u32(0..8) == 0 {
            life.sync().await?;
        }
        let wanted = requests::some(&mut self.rng, &self.world.service, &self.earlier);
        let Some(plan) = life.plan(wanted).await? else { return Ok(Turn::On) };
        self.take_out_some(life, &plan.id);
        if plan.counts.queueable > 0 && percent(&mut self.rng, 30) {
            let queued = life.driver.drive(life.app.queue_plan(&plan.id)).await?;
            life.note("queue", queued.as_ref());
        }
        let rows = life.rows(&plan.id);
        if !rows.iter().any(|row| row.verdict == RowVerdict::Change && !row.taken_out) {
            return Ok(Turn::On);
        }
        let expected = if self.is_calm { self.expectation(&rows) } else { None };
        let applied = life.driver.drive(life.app.apply_plan(&plan.id)).await?;
        life.note("apply", applied.as_ref().map(|run| run.counts.steps));
        let Ok(run) = applied else { return Ok(Turn::On) };
        self.earlier.push(run.id.clone());
        if self.follow(life, &run.id).await? == Turn::Over {
            return Ok(Turn::Over);
        }
        for difference in expected.iter().flat_map(|expected| expected.differences(&self.world.service)) {
            self.world.network.violate(difference);
        }
        Ok(Turn::On)
    }

    fn expectation(&self, rows: &[PlanRowView]) -> Option<Expectation> {
        match Expectation::of(&self.world.service, rows) {
            Ok(expected) => Some(expected),
            Err(what) => {
                self.world.network.violate(format!("a plan that can't be: {what}"));
                None
            }
        }
    }

    fn take_out_some(&mut self, life: &Life<'_>, id: &str) {
        if percent(&mut self.rng, 70) {
            return;
        }
        let rows = life.rows(id).into_iter().map(|row| row.row);
        let rows: Vec<u32> = rows.filter(|_| percent(&mut self.rng, 20)).collect();
        life.note("take out", life.app.take_out(id, &rows, true).as_ref().map(|plan| plan.counts.taken_out));
    }

    /// Whether this life may end before its time.
    pub fn may_end(&self) -> bool {
        !self.is_calm && self.sum.restarts < LIVES
    }

    /// Stays with a run until it ends or the life does, and does this and that meanwhile.
    pub async fn follow(&mut self, life: &Life<'_>, id: &str) -> Result<Turn, Stuck> {
        for turn in 0_u32.. {
            let most = if percent(&mut self.rng, 50) { 40 } else { 600 };
            let events = self.rng.u64(1..=most);
            if let Some(run) = life.driver.drive_for(events, life.app.run_ended(id)).await? {
                self.count(run);
                break;
            }
            if turn > PATIENCE {
                // Bad weather passes; or this would never end.
                self.world.network.set_weather(Weather::CALM);
            }
            if turn > 4 * PATIENCE {
                return Err(Stuck);
            }
            if self.meanwhile(life, id).await? == Turn::Over {
                return Ok(Turn::Over);
            }
        }
        if percent(&mut self.rng, 50) {
            life.app.dismiss_run(id);
        }
        Ok(Turn::On)
    }

    /// What a run says of itself at its end.
    fn count(&self, run: Option<RunView>) {
        let Some(run) = run else {
            return self.world.network.violate("a run that ended is not shown".into());
        };
        let counts = run.counts;
        let sum = counts.planned
            + counts.under_way
            + counts.applied
            + counts.rejected
            + counts.skipped
            + counts.unknown;
        // What is unknown may be looked at already, or not yet.
        let open = counts.unknown + counts.under_way;
        let (applied, rejected, skipped) = (counts.applied, counts.rejected, counts.skipped);
        self.world.trace.note(format!("ended: {applied}, {rejected} not, {skipped} skipped, {open} open"));
        if sum != counts.steps || run.phase != RunPhase::Finished {
            self.world.network.violate(format!("a run ended {:?} as {counts:?}", run.phase));
        }
        if self.is_calm && counts.applied != counts.steps {
            self.world.network.violate(format!("nothing failed, and a run ended as {counts:?}"));
        }
    }
}
