//! What happens while a change set is carried out, and what is done about what is left of it.

use std::time::Duration;

use account_sim::Holder;
use app::{ProblemCode, view::RunPhase};

use crate::{
    chance::percent,
    drive::Stuck,
    fault::Weather,
    life::Life,
    requests,
    simulate::{Story, Turn},
};

/// How often what is open is looked at in the end; then it has to be settled.
const LOOKS: u32 = 6;
const BETWEEN_LOOKS: Duration = Duration::from_mins(2);

impl Story<'_> {
    /// Something that a person, or the world, does while a change set is carried out.
    pub async fn meanwhile(&mut self, life: &Life<'_>, id: &str) -> Result<Turn, Stuck> {
        if life.is_paused() {
            let again =
                if percent(&mut self.rng, 85) { life.app.resume_run(id) } else { life.app.cancel_run(id) };
            life.note("resume or cancel", again.as_ref().map(|run| run.phase));
            return Ok(Turn::On);
        }
        match self.rng.u32(0..16) {
            0 | 1 => {
                let paused = life.app.pause_run(id);
                life.note("pause", paused.as_ref().map(|run| run.phase));
                if paused.is_ok_and(|run| run.phase == RunPhase::Running) {
                    self.world.network.violate("a run that was paused goes on".into());
                }
                let events = self.rng.u64(0..30);
                life.wait(events).await?;
                self.paused_runs_send_nothing(life).await?;
                life.note("resume", life.app.resume_run(id).as_ref().map(|run| run.phase));
            }
            2 => self.another_plan(life).await?,
            3 => life.sync().await?,
            4 => self.set_weather(),
            5 if !self.is_calm => life.note("cancel", life.app.cancel_run(id).as_ref().map(|run| run.phase)),
            6 if !self.is_calm && percent(&mut self.rng, 25) => self.lose_rights(),
            7 | 8 if self.may_end() => {
                self.world.trace.note("cut off");
                return Ok(Turn::Over);
            }
            9 if self.may_end() => {
                life.close().await?;
                return Ok(Turn::Over);
            }
            _ => {}
        }
        Ok(Turn::On)
    }

    /// Once what was under way has settled, a paused run sends nothing more, however long one waits.
    async fn paused_runs_send_nothing(&self, life: &Life<'_>) -> Result<(), Stuck> {
        if !life.is_paused() {
            return Ok(());
        }
        let settled = async {
            while life.run().is_some_and(|run| run.counts.under_way > 0) {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        life.driver.drive(settled).await?;
        let before = self.world.service.write_calls();
        life.wait(50).await?;
        if life.is_paused() && self.world.service.write_calls() > before {
            self.world.network.violate("a run that is paused sent something".into());
        }
        Ok(())
    }

    /// Only one run at a time: a second plan can be made, and not be carried out.
    async fn another_plan(&mut self, life: &Life<'_>) -> Result<(), Stuck> {
        let wanted = requests::some(&mut self.rng, &self.world.service, &self.earlier);
        let Some(plan) = life.plan(wanted).await? else { return Ok(()) };
        let is_changing = life.app.is_changing();
        let applied = life.driver.drive(life.app.apply_plan(&plan.id)).await?;
        life.note("apply a second plan", applied.as_ref().map(|_| ()));
        match applied {
            Err(problem) if problem.code != ProblemCode::Busy && plan.counts.changes > 0 && is_changing => {
                // The run may have ended, or the connection, while the plan was made.
                self.world.trace.note(format!("{:?}", problem.code));
            }
            Ok(run) => self.earlier.push(run.id),
            Err(_) => {}
        }
        Ok(())
    }

    /// The token dies, or its owner may only look from now on.
    fn lose_rights(&mut self) {
        let service = &self.world.service;
        let Some(token) = service.token(Holder::OrgAdmin) else { return };
        if percent(&mut self.rng, 50) {
            self.world.trace.note("the token dies");
            service.kill_token(&token);
        } else {
            self.world.trace.note("the token only reads from now on");
            service.change_holder(&token, Holder::OrgViewer);
        }
    }

    /// After a start: what an earlier life left is gone on with, or left, or left for later: it is offered again.
    pub async fn take_up_what_was_cut_off(&mut self, life: &Life<'_>) -> Result<Turn, Stuck> {
        let recovery = life.driver.drive(life.app.recovery()).await?;
        life.note("recovery", recovery.as_ref().map(|shown| shown.as_ref().map(|all| all.change_sets.len())));
        let change_sets = recovery.ok().flatten().map(|recovery| recovery.change_sets).unwrap_or_default();
        for change_set in change_sets.into_iter().filter(|change_set| change_set.is_cut_off) {
            if percent(&mut self.rng, 80) && self.choose(life, &change_set.id).await? == Turn::Over {
                return Ok(Turn::Over);
            }
        }
        Ok(Turn::On)
    }

    async fn choose(&mut self, life: &Life<'_>, id: &str) -> Result<Turn, Stuck> {
        if percent(&mut self.rng, 30) {
            let left = life.driver.drive(life.app.leave_change(id)).await?;
            life.note("leave", left.as_ref().map(|view| view.counts));
            return Ok(Turn::On);
        }
        let run = life.driver.drive(life.app.continue_change(id)).await?;
        life.note("continue", run.as_ref().map(|run| run.counts));
        if run.is_ok() { self.follow(life, id).await } else { Ok(Turn::On) }
    }

    /// The weather clears up, the token is good again, and what is open is looked at until it is settled.
    pub async fn settle_all(&mut self, life: &Life<'_>) -> Result<Turn, Stuck> {
        self.world.network.set_weather(Weather::CALM);
        self.world.trace.note("the end begins");
        let service = &self.world.service;
        if let Some(run) = life.run().filter(|_| life.app.is_changing()) {
            drop(life.app.cancel_run(&run.id));
            life.driver.drive(life.app.run_ended(&run.id)).await?;
        }
        service.issue_token(Holder::OrgAdmin);
        let mut is_connected = false;
        for _ in 0..LOOKS {
            // What is late by the vendor's doing comes meanwhile.
            life.driver.pass(BETWEEN_LOOKS).await;
            // Not while it is found out in the background what became of a step.
            is_connected = is_connected || life.connect().await?;
            life.sync().await?;
            match self.settle_once(life).await? {
                Settled::All => break,
                Settled::Some => {}
                Settled::Over => return Ok(Turn::Over),
            }
        }
        Ok(Turn::On)
    }

    async fn settle_once(&mut self, life: &Life<'_>) -> Result<Settled, Stuck> {
        let mut settled = Settled::All;
        for id in self.earlier.clone() {
            let Ok(view) = life.driver.drive(life.app.change_set(&id)).await? else {
                self.world.network.violate("a change set is not shown".into());
                continue;
            };
            if view.is_cut_off {
                settled = Settled::Some;
                if self.choose(life, &id).await? == Turn::Over {
                    return Ok(Settled::Over);
                }
            } else if view.counts.unknown > 0 {
                settled = Settled::Some;
                let checked = life.driver.drive(life.app.check_change(&id)).await?;
                life.note("check", checked.as_ref().map(|view| view.counts));
            }
        }
        Ok(settled)
    }
}

/// What one look at everything that was open came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settled {
    /// Nothing was open.
    All,
    /// Something was.
    Some,
    /// The life ended.
    Over,
}
