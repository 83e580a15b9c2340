//! One life of the application: from a start to an end, be it orderly or not.

use std::{sync::Arc, time::Duration};

use account_sim::Holder;
use app::{
    App, Problem,
    view::{ChangeRequest, KeepToken, PlanQuery, PlanRowView, PlanView, Preferences, RunPhase, RunView},
};
use secrecy::SecretString;
use store::Store;

use crate::{
    drive::{Driver, Stuck},
    requests::Wanted,
    world::World,
};

/// The application while it runs.
pub struct Life<'a> {
    pub app: Arc<App>,
    pub driver: Driver,
    pub world: &'a World,
}

/// Rows that are asked for at a time.
const WINDOW: u32 = 500;

impl<'a> Life<'a> {
    /// Starts the application; connects it where this is its first life, and lets it go online where it is not.
    pub async fn begin(driver: Driver, world: &'a World) -> Result<Option<Self>, Stuck> {
        let app = match driver.drive(App::start(world.options())).await? {
            Ok(app) => app,
            Err(problem) => {
                world.network.violate(format!("the application does not start: {problem:?}"));
                return Ok(None);
            }
        };
        let life = Self { app, driver, world };
        life.starts_well().await?;
        if life.app.current_view().is_none() {
            let preferences = Preferences { refresh_minutes: 0, ..Preferences::default() };
            life.expect("preferences", life.driver.drive(life.app.set_preferences(preferences)).await?);
            life.connect().await?;
        }
        life.watch_journal().await?;
        life.driver.drive(Box::pin(life.app.go_online(false))).await?;
        life.first_list().await?;
        Ok(Some(life))
    }

    /// No file of an earlier life is damaged, locked or lost.
    async fn starts_well(&self) -> Result<(), Stuck> {
        let session = self.driver.drive(self.app.session()).await?;
        if let Some(problem) = session.map_or_else(Some, |session| session.problem) {
            self.world.network.violate(format!("the application starts with a problem: {problem:?}"));
        }
        Ok(())
    }

    /// The list is read behind the person's back; until then there is nothing to choose from.
    async fn first_list(&self) -> Result<(), Stuck> {
        let read = async {
            while self.app.current_view().is_some_and(|view| view.sync.running.is_some()) {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        self.driver.drive(read).await
    }

    /// With the token that the organization's administrator has now. Whether it worked.
    pub async fn connect(&self) -> Result<bool, Stuck> {
        let credentials = self.world.service.credentials();
        let token = self.world.service.token(Holder::OrgAdmin).unwrap_or_default();
        let code = credentials.customer_code.to_string();
        let connected = self.app.connect(&code, SecretString::from(token), KeepToken::Keychain);
        let connected = self.driver.drive(connected).await?;
        self.note("connect", connected.as_ref().map(|_| ()));
        Ok(connected.is_ok())
    }

    /// Lets the network look into the journal from now on.
    async fn watch_journal(&self) -> Result<(), Stuck> {
        let Some(file) = self.world.organization_file() else { return Ok(()) };
        match self.driver.drive(Store::open_at_once(&file)).await? {
            Ok(opened) => drop(self.world.network.set_journal(Some(opened.store))),
            Err(error) => self.world.network.violate(format!("the journal can't be opened: {error}")),
        }
        Ok(())
    }

    /// What the person asked for becomes a plan, if it can.
    pub async fn plan(&self, wanted: Wanted) -> Result<Option<PlanView>, Stuck> {
        let request = match wanted {
            Wanted::Request(request) => request,
            Wanted::List { text, wish } => {
                let list = self.driver.drive(self.app.read_pasted_list(text)).await?;
                self.note("read list", list.as_ref().map(|_| ()));
                let Ok(list) = list else { return Ok(None) };
                ChangeRequest::List { list: list.id, mapping: list.mapping, wish }
            }
        };
        // Its name only: ids of change sets differ from run to run.
        let kind: String = format!("{request:?}").chars().take_while(|it| it.is_alphanumeric()).collect();
        let plan = self.driver.drive(self.app.plan_change(request)).await?;
        self.note(&format!("plan {kind}"), plan.as_ref().map(|plan| format!("{:?}", plan.counts)));
        Ok(plan.ok())
    }

    /// All rows of a plan.
    pub fn rows(&self, id: &str) -> Vec<PlanRowView> {
        let mut rows = Vec::new();
        loop {
            let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            match self.app.plan_rows(id, &PlanQuery::default(), offset, WINDOW) {
                Ok(window) if window.rows.is_empty() => return rows,
                Ok(window) => rows.extend(window.rows),
                Err(problem) => {
                    self.world.network.violate(format!("a plan's rows can't be shown: {problem:?}"));
                    return rows;
                }
            }
        }
    }

    /// The run that is shown.
    pub fn run(&self) -> Option<RunView> {
        self.app.current_view()?.run
    }

    /// Whether it waits for a person, who did not pause it.
    pub fn is_paused(&self) -> bool {
        self.run().is_some_and(|run| run.phase == RunPhase::Paused)
    }

    /// Lets so much through, and some time pass.
    pub async fn wait(&self, events: u64) -> Result<(), Stuck> {
        self.driver.drive_for(events, tokio::time::sleep(Duration::from_secs(20))).await.map(drop)
    }

    pub async fn sync(&self) -> Result<(), Stuck> {
        let synced = self.driver.drive(Box::pin(self.app.sync())).await?;
        self.note("sync", synced.as_ref());
        Ok(())
    }

    /// Ends it as the person does who closes the window.
    pub async fn close(&self) -> Result<(), Stuck> {
        self.world.trace.note("close");
        // Its own connection to the file first: nothing is sent any more that would have to be looked up.
        self.driver.drive(self.app.close()).await?;
        if let Some(journal) = self.world.network.set_journal(None) {
            self.driver.drive(journal.close()).await?;
        }
        Ok(())
    }

    /// What came of something, without what differs from run to run.
    pub fn note<T: std::fmt::Debug>(&self, what: &str, result: Result<T, &Problem>) {
        let result = result.map_err(|problem| problem.code);
        self.world.trace.note(format!("{what}: {result:?}"));
    }

    /// What can't fail in a run.
    fn expect(&self, what: &str, result: Result<(), Problem>) {
        if let Err(problem) = result {
            self.world.network.violate(format!("{what}: {problem:?}"));
        }
    }
}
