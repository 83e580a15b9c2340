//! Connecting, opening and removing organizations.

use std::sync::Arc;

use domain::Access;
use secrecy::SecretString;
use store::Organization;
use tokio::sync::OwnedMutexGuard;
use vault::Place;

use crate::{
    App, AppEvent, Problem, ProblemCode,
    clients::Clients,
    credentials::{Credentials, parse_customer_code},
    opened::{Link, OpenedOrganization},
    present,
    view::{ConnectedView, ConnectionView, KeepToken, KeychainName, TokenPlace},
};

/// The local id of the demo organization; all others are UUIDs.
const DEMO: &str = "demo";

impl App {
    /// Checks customer code and token with the vendor, keeps the token, and opens the organization. If anything of
    /// this fails, nothing was stored.
    pub async fn connect(
        self: &Arc<Self>,
        customer_code: &str,
        token: SecretString,
        keep: KeepToken,
    ) -> Result<ConnectedView, Problem> {
        let credentials = Credentials {
            url: self.options.vendor.clone(),
            customer_code: parse_customer_code(customer_code)?,
            token,
        };
        let (clients, access) = self.check(&credentials).await?;
        let _switching = self.switching.lock().await;
        let _unchanged = self.hold_changes()?;
        // An organization that is not remembered must not leave a token behind that nobody could remove.
        let keep = if self.settings.is_lasting() { keep } else { KeepToken::ThisRun };
        let (mut organization, is_new) = self.organization_for(&credentials, &access).await?;
        organization.in_keychain |= keep == KeepToken::Keychain;
        let token_place = self.keep_token(&organization, credentials.token, keep).await?;
        let opened = self.open_connected(&organization, clients, access, token_place).await;
        if opened.is_err() && is_new {
            self.forget_token(&organization).await?;
        }
        opened
    }

    /// Starts the demo organization and opens it.
    pub async fn connect_demo(self: &Arc<Self>) -> Result<ConnectedView, Problem> {
        let endpoint = self.options.demo.endpoint().await?;
        let credentials = Credentials {
            url: endpoint.url,
            customer_code: parse_customer_code(&endpoint.customer_code)?,
            token: endpoint.token,
        };
        let (clients, access) = self.check(&credentials).await?;
        let _switching = self.switching.lock().await;
        let _unchanged = self.hold_changes()?;
        let organization = Organization {
            id: DEMO.to_owned(),
            name: access.customer_name.clone(),
            customer_code: credentials.customer_code.to_string(),
            is_demo: true,
            in_keychain: false,
        };
        self.open_connected(&organization, clients, access, TokenPlace::ThisRun).await
    }

    /// Opens another organization of the list: its cache at once, its connection behind the person's back.
    pub async fn open_organization(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        let _switching = self.switching.lock().await;
        let _unchanged = self.hold_changes()?;
        let organization = self.find(id).await?;
        let opened = self.reopen(&organization).await?;
        self.go_online_behind(opened);
        Ok(())
    }

    /// Removes an organization's files and token from this computer. Nothing changes at the vendor.
    pub async fn remove_organization(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        let _switching = self.switching.lock().await;
        let _unchanged = self.hold_changes()?;
        let organization = self.find(id).await?;
        // First: an organization that is gone from the list must not leave a token behind.
        self.forget_token(&organization).await?;
        let is_open = self.opened().is_ok_and(|opened| opened.organization.id == id);
        if is_open {
            self.set_opened(None).await;
        }
        let removed = self.remove_traces(id).await;
        if is_open && let Err(problem) = self.open_last().await {
            self.set_problem(problem);
        }
        self.emit(AppEvent::SessionChanged);
        self.emit(AppEvent::LicensesChanged);
        if is_open {
            let app = Arc::clone(self);
            // The next one was opened in a hurry, as at a start.
            tokio::spawn(async move { app.go_online(false).await });
        }
        removed
    }

    async fn remove_traces(&self, id: &str) -> Result<(), Problem> {
        self.settings.remove_organization(id).await?;
        remove_files(&self.file_of(id)).map_err(|error| Problem::with_text(ProblemCode::StoreFailed, &error))
    }

    /// Opens an organization in the place of the one that is open; if that fails, the one that is open stays.
    async fn reopen(&self, organization: &Organization) -> Result<Arc<OpenedOrganization>, Problem> {
        let opened = self.open_file(organization.clone()).await?;
        if let Err(error) = self.settings.put_organization(organization, self.options.clock.now()).await {
            opened.close().await;
            return Err(error.into());
        }
        self.set_opened(Some(Arc::clone(&opened))).await;
        self.emit(AppEvent::SessionChanged);
        self.emit(AppEvent::LicensesChanged);
        Ok(opened)
    }

    fn go_online_behind(self: &Arc<Self>, opened: Arc<OpenedOrganization>) {
        let app = Arc::clone(self);
        tokio::spawn(async move { app.establish_and_sync(&opened).await });
    }

    /// A change set that is being carried out is not left behind: nothing else starts, either, while this is held.
    pub(crate) fn hold_changes(&self) -> Result<Option<OwnedMutexGuard<()>>, Problem> {
        match self.opened() {
            Ok(opened) => match Arc::clone(&opened.changing).try_lock_owned() {
                Ok(held) => Ok(Some(held)),
                Err(_) => Err(ProblemCode::Busy.into()),
            },
            Err(_) => Ok(None),
        }
    }

    async fn open_connected(
        self: &Arc<Self>,
        organization: &Organization,
        clients: Clients,
        access: Access,
        token_place: TokenPlace,
    ) -> Result<ConnectedView, Problem> {
        let opened = self.reopen(organization).await?;
        let connected = ConnectedView {
            organization: present::organization(&opened.organization),
            access: present::access(&access),
            token_place,
            keychain: keychain_name(self.options.vault.place()),
        };
        self.remember_access(&opened, &access).await;
        opened.set_link(Link {
            clients: Some(clients),
            access: Some(access),
            asked_at: Some(self.options.clock.now()),
            connection: ConnectionView::Online,
            token_place,
        });
        self.emit(AppEvent::SessionChanged);
        let app = Arc::clone(self);
        tokio::spawn(async move { app.after_connecting(&opened).await });
        Ok(connected)
    }

    /// Asks the vendor whose token it is.
    async fn check(self: &Arc<Self>, credentials: &Credentials) -> Result<(Clients, Access), Problem> {
        let clients = self.clients(credentials)?;
        let access = clients.quick.token().await?;
        Ok((clients, access))
    }

    /// The entry of the list for a customer code, and whether it is a new one.
    async fn organization_for(
        &self,
        credentials: &Credentials,
        access: &Access,
    ) -> Result<(Organization, bool), Problem> {
        let customer_code = credentials.customer_code.to_string();
        let known = self.settings.organizations().await?;
        let found = known.into_iter().find(|known| !known.is_demo && known.customer_code == customer_code);
        let is_new = found.is_none();
        let name = if access.customer_name.is_empty() { &customer_code } else { &access.customer_name };
        let organization = Organization {
            name: name.clone(),
            ..found.unwrap_or_else(|| Organization {
                id: uuid::Uuid::now_v7().to_string(),
                name: String::new(),
                customer_code: customer_code.clone(),
                is_demo: false,
                in_keychain: false,
            })
        };
        Ok((organization, is_new))
    }

    async fn find(&self, id: &str) -> Result<Organization, Problem> {
        let known = self.settings.organizations().await?;
        known
            .into_iter()
            .find(|organization| organization.id == id)
            .ok_or_else(|| ProblemCode::OrganizationUnknown.into())
    }
}

fn keychain_name(place: Place) -> KeychainName {
    match place {
        Place::SecretService => KeychainName::SecretService,
        Place::MacKeychain => KeychainName::MacKeychain,
        Place::WindowsCredentialManager => KeychainName::WindowsCredentialManager,
        Place::Memory => KeychainName::Memory,
    }
}

/// The file of an organization with SQLite's two beside it, and the backups made of it.
fn remove_files(file: &std::path::Path) -> std::io::Result<()> {
    let (Some(folder), Some(stem)) = (file.parent(), file.file_stem().and_then(|stem| stem.to_str())) else {
        return Ok(());
    };
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.')) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}
