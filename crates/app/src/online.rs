//! From the cache to the vendor: reading the token, checking it, and what happens whenever that worked.

use std::sync::{Arc, Weak};

use account_api::{ApiToken, Client, ClientOptions, Transport, WaitNotice};
use domain::Access;

use crate::{
    App, AppEvent, Problem,
    credentials::{parse_customer_code, usable},
    opened::{Link, OpenedOrganization},
    view::ConnectionView,
};

impl App {
    /// What comes after the window shows: token, connection, recovery, sync. What fails is shown around the table.
    pub async fn go_online(self: &Arc<Self>, wants_demo: bool) {
        let is_demo = self.opened().is_ok_and(|opened| opened.organization.is_demo);
        if wants_demo && !is_demo {
            if let Err(problem) = self.connect_demo().await {
                self.set_problem(problem);
            }
        } else if let Ok(opened) = self.opened() {
            self.establish_and_sync(&opened).await;
        }
    }

    /// Checks the connection again if need be, and reads the list of licenses.
    pub async fn sync(self: &Arc<Self>) -> Result<(), Problem> {
        let opened = self.opened()?;
        if opened.link().client.is_none() {
            self.establish(&opened).await?;
            self.recover(&opened).await;
        }
        self.run_sync(&opened).await
    }

    pub(crate) async fn establish_and_sync(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) {
        // The problem is in the session already; there is nobody to answer to here.
        if self.establish(opened).await.is_ok() {
            self.after_connecting(opened).await;
        }
    }

    pub(crate) async fn after_connecting(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) {
        self.recover(opened).await;
        if let Err(problem) = self.run_sync(opened).await {
            tracing::warn!(code = ?problem.code, "the licenses could not be read");
        }
    }

    /// Reads the token and asks the vendor what it is. What fails is kept as the state of the connection.
    async fn establish(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let result = self.try_establish(opened).await;
        if let Err(problem) = &result {
            tracing::warn!(code = ?problem.code, "not connected");
            opened.disconnect(problem.clone());
        }
        self.emit(AppEvent::SessionChanged);
        result
    }

    async fn try_establish(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let source = self.token_source(&opened.organization).await?;
        let mut link = opened.link();
        link.token_place = source.place;
        opened.set_link(link);
        let customer_code = parse_customer_code(&opened.organization.customer_code)?;
        let transport = (self.options.dial)(&source.url)?;
        let client = self.client(transport, customer_code, usable(&source.token)?);
        let access = client.token().await?;
        self.remember_access(opened, &access).await;
        opened.set_link(Link {
            client: Some(client),
            access: Some(access),
            connection: ConnectionView::Online,
            token_place: source.place,
        });
        Ok(())
    }

    /// A client whose waits are shown as part of the sync's progress.
    pub(crate) fn client(
        self: &Arc<Self>,
        transport: Arc<dyn Transport>,
        code: i64,
        token: ApiToken,
    ) -> Client {
        let app: Weak<Self> = Arc::downgrade(self);
        let on_wait = move |notice: &WaitNotice| {
            if let Some(app) = app.upgrade() {
                app.show_wait(notice.wait);
            }
        };
        let options = ClientOptions { on_wait: Some(Arc::new(on_wait)), ..self.options.client.clone() };
        Client::with_options(transport, code, token, options)
    }

    /// What the token was is only remembered for reading offline: that it can't be written is no reason to stop.
    pub(crate) async fn remember_access(&self, opened: &OpenedOrganization, access: &Access) {
        if let Err(error) = opened.store.remember_access(access).await {
            tracing::warn!(%error, "what the token may do could not be remembered");
        }
    }
}
