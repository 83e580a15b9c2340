//! From the cache to the vendor: reading the token, checking it, and what happens whenever that worked.

use std::sync::Arc;

use domain::Access;
use jiff::ToSpan;

use crate::{
    App, AppEvent, Problem,
    opened::{Link, OpenedOrganization},
    recover::AskedBy,
    view::ConnectionView,
};

/// How long an answer to "what may this token do?" is taken for true.
const ACCESS_LASTS_SECONDS: i64 = 60;

impl App {
    /// What comes after the window shows: a look over the file, token, connection, recovery, sync; from then on the list
    /// is read again by itself. What fails is shown around the table.
    pub async fn go_online(self: &Arc<Self>, wants_demo: bool) {
        if let Ok(opened) = self.opened() {
            drop(self.looked_over(&opened).await);
        }
        let is_demo = self.opened().is_ok_and(|opened| opened.organization.is_demo);
        let is_connected = wants_demo && !is_demo && self.connects_demo().await;
        if !is_connected && let Ok(opened) = self.opened() {
            self.establish_and_sync(&opened).await;
        }
        self.start_refreshing().await;
    }

    async fn connects_demo(self: &Arc<Self>) -> bool {
        match self.connect_demo().await {
            Ok(_) => true,
            Err(problem) => {
                self.set_problem(problem);
                false
            }
        }
    }

    /// Checks the connection, settles what is not settled, and reads the list of licenses.
    pub async fn sync(self: &Arc<Self>) -> Result<(), Problem> {
        self.read_anew(&self.opened()?, AskedBy::Person).await
    }

    pub(crate) async fn establish_and_sync(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) {
        // The problem is in the session already; there is nobody to answer to here.
        if let Err(problem) = self.read_anew(opened, AskedBy::Person).await {
            tracing::warn!(code = ?problem.code, "the licenses could not be read");
        }
    }

    pub(crate) async fn after_connecting(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) {
        if let Err(problem) = self.read_and_settle(opened, AskedBy::Person).await {
            tracing::warn!(code = ?problem.code, "the licenses could not be read");
        }
    }

    /// One try to read the list, with all that has to be there before.
    pub(crate) async fn read_anew(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        asked: AskedBy,
    ) -> Result<(), Problem> {
        let opened = &self.looked_over(opened).await?;
        if let Err(problem) = self.establish(opened).await {
            self.note_try(opened, &Err(problem.clone()));
            return Err(problem);
        }
        self.read_and_settle(opened, asked).await
    }

    async fn read_and_settle(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        asked: AskedBy,
    ) -> Result<(), Problem> {
        let (synced, ()) = futures::join!(self.run_sync(opened), self.recover(opened, asked));
        self.note_try(opened, &synced);
        synced.map(drop)
    }

    /// Looks the whole file over, once, for which the window did not wait. There is no connection before, and without one
    /// neither plan nor sync. Gives the organization to go on with: a damaged file is set aside, and another one is in
    /// its place then.
    pub(crate) async fn looked_over(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
    ) -> Result<Arc<OpenedOrganization>, Problem> {
        let mut is_looked_over = opened.is_looked_over.lock().await;
        if !*is_looked_over {
            if !opened.is_closed() && is_damaged(opened).await {
                self.replace_damaged(opened).await?;
            }
            *is_looked_over = true;
        }
        if opened.is_closed() { self.opened() } else { Ok(Arc::clone(opened)) }
    }

    async fn replace_damaged(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let _switching = self.switching.lock().await;
        if opened.is_closed() {
            return Ok(());
        }
        // None can be under way, because it would have waited for this; none starts from here on.
        let _unchanged = self.hold_changes()?;
        // A file that is open can't be renamed everywhere.
        opened.close().await;
        let replaced = self.open_file(opened.organization.clone()).await;
        let problem = replaced.as_ref().err().cloned();
        self.set_opened(replaced.ok()).await;
        if let Some(problem) = problem {
            self.set_problem(problem);
        }
        self.emit(AppEvent::SessionChanged);
        self.emit(AppEvent::LicensesChanged);
        Ok(())
    }

    /// Reads the token if need be, and asks the vendor what it may do, unless that was just asked. What fails is kept
    /// as the state of the connection.
    async fn establish(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let _one_at_a_time = opened.establishing.lock().await;
        let link = opened.link();
        let lasts_until = link.asked_at.and_then(|at| at.checked_add(ACCESS_LASTS_SECONDS.seconds()).ok());
        let was_just_asked = lasts_until.is_some_and(|until| self.options.clock.now() < until);
        // Nor while a sync shows that the connection works: behind its pages, the question could wait in vain.
        if link.clients.is_some() && (was_just_asked || opened.sync_progress().is_some()) {
            return Ok(());
        }
        let Some(result) = opened.while_open(self.try_establish(opened)).await else { return Ok(()) };
        if let Err(problem) = &result {
            tracing::warn!(code = ?problem.code, "not connected");
            opened.disconnect(problem.clone());
        }
        self.emit(AppEvent::SessionChanged);
        result
    }

    async fn try_establish(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let link = opened.link();
        let (clients, token_place) = if let Some(clients) = link.clients {
            (clients, link.token_place)
        } else {
            let (credentials, place) = self.credentials_of(&opened.organization).await?;
            opened.update_link(|link| link.token_place = place);
            (self.clients(&credentials)?, place)
        };
        let access = clients.quick.token().await?;
        self.remember_access(opened, &access).await;
        opened.set_link(Link {
            clients: Some(clients),
            access: Some(access),
            asked_at: Some(self.options.clock.now()),
            connection: ConnectionView::Online,
            token_place,
        });
        Ok(())
    }

    /// What the token was is only remembered for reading offline: that it can't be written is no reason to stop.
    pub(crate) async fn remember_access(&self, opened: &OpenedOrganization, access: &Access) {
        if let Err(error) = opened.store.remember_access(access).await {
            tracing::warn!(%error, "what the token may do could not be remembered");
        }
    }
}

async fn is_damaged(opened: &OpenedOrganization) -> bool {
    match opened.store.is_sound().await {
        Ok(is_sound) => !is_sound,
        Err(error) => {
            tracing::warn!(%error, "the data file could not be looked over");
            false
        }
    }
}
