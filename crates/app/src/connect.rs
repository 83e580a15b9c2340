//! Connecting, opening and removing organizations.

use std::sync::Arc;

use account_api::Client;
use domain::Access;
use secrecy::SecretString;
use store::Organization;
use vault::Place;

use crate::{
    App, AppEvent, Problem, ProblemCode,
    credentials::{Credentials, parse_customer_code, usable},
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
        let _switching = self.switching.lock().await;
        self.nothing_is_changing()?;
        let (client, access) = self.check(&credentials).await?;
        let organization = self.organization_for(&credentials, &access).await?;
        let token_place = self.keep_token(&organization, credentials.token, keep).await?;
        self.open_connected(organization, client, access, token_place).await
    }

    /// Starts the demo organization and opens it.
    pub async fn connect_demo(self: &Arc<Self>) -> Result<ConnectedView, Problem> {
        let _switching = self.switching.lock().await;
        self.nothing_is_changing()?;
        let endpoint = self.options.demo.endpoint().await?;
        let credentials = Credentials {
            url: endpoint.url,
            customer_code: parse_customer_code(&endpoint.customer_code)?,
            token: endpoint.token,
        };
        let (client, access) = self.check(&credentials).await?;
        let organization = Organization {
            id: DEMO.to_owned(),
            name: access.customer_name.clone(),
            customer_code: credentials.customer_code.to_string(),
            is_demo: true,
        };
        self.open_connected(organization, client, access, TokenPlace::ThisRun).await
    }

    /// Opens another organization of the list: its cache at once, its connection behind the person's back.
    pub async fn open_organization(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        let _switching = self.switching.lock().await;
        let organization = self.find(id).await?;
        let opened = self.reopen(organization).await?;
        let app = Arc::clone(self);
        tokio::spawn(async move { app.establish_and_sync(&opened).await });
        Ok(())
    }

    /// Removes an organization's files and token from this computer. Nothing changes at the vendor.
    pub async fn remove_organization(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        let _switching = self.switching.lock().await;
        let organization = self.find(id).await?;
        self.nothing_is_changing()?;
        if !organization.is_demo {
            // First: an organization that is gone from the list must not leave a token behind.
            self.forget_token(id).await?;
        }
        let is_open = self.opened().is_ok_and(|opened| opened.organization.id == id);
        if is_open {
            self.set_opened(None).await;
        }
        self.settings.remove_organization(id).await?;
        remove_files(&self.file_of(id))?;
        if is_open && let Some(next) = self.settings.organizations().await?.into_iter().next() {
            let opened = self.reopen(next).await?;
            let app = Arc::clone(self);
            tokio::spawn(async move { app.establish_and_sync(&opened).await });
        }
        self.emit(AppEvent::SessionChanged);
        self.emit(AppEvent::LicensesChanged);
        Ok(())
    }

    async fn reopen(&self, organization: Organization) -> Result<Arc<OpenedOrganization>, Problem> {
        self.nothing_is_changing()?;
        self.settings.put_organization(&organization, self.options.clock.now()).await?;
        // The file that is open now is closed first: it may be the same one.
        self.set_opened(None).await;
        let opened = self.open_file(organization).await?;
        self.set_opened(Some(Arc::clone(&opened))).await;
        self.emit(AppEvent::SessionChanged);
        self.emit(AppEvent::LicensesChanged);
        Ok(opened)
    }

    /// A change set that is being carried out is not left behind.
    fn nothing_is_changing(&self) -> Result<(), Problem> {
        match self.opened() {
            Ok(opened) if opened.changing.try_lock().is_err() => Err(ProblemCode::Busy.into()),
            _ => Ok(()),
        }
    }

    async fn open_connected(
        self: &Arc<Self>,
        organization: Organization,
        client: Client,
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
            client: Some(client),
            access: Some(access),
            connection: ConnectionView::Online,
            token_place,
        });
        self.emit(AppEvent::SessionChanged);
        let app = Arc::clone(self);
        tokio::spawn(async move { app.after_connecting(&opened).await });
        Ok(connected)
    }

    /// Asks the vendor whose token it is.
    async fn check(self: &Arc<Self>, credentials: &Credentials) -> Result<(Client, Access), Problem> {
        let token = usable(&credentials.token)?;
        let transport = (self.options.dial)(&credentials.url)?;
        let client = self.client(transport, credentials.customer_code, token);
        let access = client.token().await?;
        Ok((client, access))
    }

    /// The entry of the list for a customer code: the one that is there, or a new one.
    async fn organization_for(
        &self,
        credentials: &Credentials,
        access: &Access,
    ) -> Result<Organization, Problem> {
        let customer_code = credentials.customer_code.to_string();
        let known = self.settings.organizations().await?;
        let found = known.into_iter().find(|known| !known.is_demo && known.customer_code == customer_code);
        let id = found.map_or_else(|| uuid::Uuid::now_v7().to_string(), |known| known.id);
        Ok(Organization { id, name: access.customer_name.clone(), customer_code, is_demo: false })
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
fn remove_files(file: &std::path::Path) -> Result<(), Problem> {
    let (Some(folder), Some(stem)) = (file.parent(), file.file_stem().and_then(|stem| stem.to_str())) else {
        return Ok(());
    };
    let failed = |error: std::io::Error| Problem::with_text(ProblemCode::StoreFailed, &error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.')) {
            std::fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}
