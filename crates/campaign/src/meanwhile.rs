//! What happens while a change set is carried out, and what is done about what is left of it.

use std::time::Duration;

use account_sim::Holder;
use app::ProblemCode;

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
                life.note("pause", life.app.pause_run(id).as_ref().map(|run| run.phase));
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
            7 | 8 if !self.is_calm => {
                self.world.trace.note("cut off");
                return Ok(Turn::Over);
            }
            9 if !self.is_calm => {
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

    /// After a start: what an earlier life left is gone on with, or left.
    pub async fn take_up_what_was_cut_off(&mut self, life: &Life<'_>) -> Result<(), Stuck> {
        let recovery = life.driver.drive(life.app.recovery()).await?;
        life.note("recovery", recovery.as_ref().map(|shown| shown.as_ref().map(|all| all.change_sets.len())));
        let change_sets = recovery.ok().flatten().map(|recovery| recovery.change_sets).unwrap_or_default();
        for change_set in change_sets.into_iter().filter(|change_set| change_set.is_cut_off) {
            self.choose(life, &change_set.id).await?;
        }
        Ok(())
    }

    async fn choose(&mut self, life: &Life<'_>, id: &str) -> Result<(), Stuck> {
        match self.rng.u32(0..10) {
            // Left for later: it is offered again.
            0 | 1 => {}
            2..4 => {
                let left = life.driver.drive(life.app.leave_change(id)).await?;
                life.note("leave", left.as_ref().map(|view| view.counts));
            }
            _ => {
                let run = life.driver.drive(life.app.continue_change(id)).await?;
                life.note("continue", run.as_ref().map(|run| run.counts));
                if run.is_ok() {
                    life.driver.drive(life.app.run_ended(id)).await?;
                }
            }
        }
        Ok(())
    }

    /// The weather clears up, the token is good again, and what is open is looked at until it is settled.
    pub async fn settle_all(&mut self, life: &Life<'_>) -> Result<(), Stuck> {
        self.world.network.set_weather(Weather::CALM);
        self.world.trace.note("the end begins");
        let service = &self.world.service;
        if let Some(run) = life.run().filter(|_| life.app.is_changing()) {
            drop(life.app.cancel_run(&run.id));
            life.driver.drive(life.app.run_ended(&run.id)).await?;
        }
        service.issue_token(Holder::OrgAdmin);
        life.connect().await?;
        for _ in 0..LOOKS {
            // What is late by the vendor's doing comes meanwhile.
            life.driver.pass(BETWEEN_LOOKS).await;
            life.sync().await?;
            if !self.settle_once(life).await? {
                break;
            }
        }
        Ok(())
    }

    /// Whether anything was still open.
    async fn settle_once(&mut self, life: &Life<'_>) -> Result<bool, Stuck> {
        let mut was_open = false;
        for id in self.earlier.clone() {
            let Ok(view) = life.driver.drive(life.app.change_set(&id)).await? else {
                self.world.network.violate(format!("change set {id} is not shown"));
                continue;
            };
            if view.is_cut_off {
                was_open = true;
                if percent(&mut self.rng, 50) {
                    let left = life.driver.drive(life.app.leave_change(&id)).await?;
                    life.note("leave", left.as_ref().map(|view| view.counts));
                } else {
                    let run = life.driver.drive(life.app.continue_change(&id)).await?;
                    life.note("continue", run.as_ref().map(|run| run.counts));
                    if run.is_ok() {
                        life.driver.drive(life.app.run_ended(&id)).await?;
                    }
                }
            } else if view.counts.unknown > 0 {
                was_open = true;
                let checked = life.driver.drive(life.app.check_change(&id)).await?;
                life.note("check", checked.as_ref().map(|view| view.counts));
            }
        }
        Ok(was_open)
    }
}
