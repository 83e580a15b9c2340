//! What outlives the application: its files, its keychain, the service, the network and what happened so far.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use account_api::ClientOptions;
use account_sim::{Clock as ServiceClock, Service};
use app::{AppOptions, BoxFuture, Clock, DemoEndpoint, DemoService, Dial, Problem, ProblemCode};
use jiff::{Timestamp, civil::Date, tz::Offset};
use tempfile::TempDir;
use vault::MemoryVault;

use crate::{chance::Chance, elsewhere::Elsewhere, network::Network, organization, trace::Trace};

/// All but the application.
pub struct World {
    pub chance: Chance,
    pub service: Service,
    pub network: Arc<Network>,
    pub elsewhere: Arc<Elsewhere>,
    pub trace: Arc<Trace>,
    pub folder: TempDir,
    vault: Arc<MemoryVault>,
}

impl World {
    pub fn new(seed: u64) -> std::io::Result<Self> {
        let chance = Chance::new(seed);
        let trace = Arc::<Trace>::default();
        let elsewhere = Elsewhere::new(Arc::clone(&trace));
        let service = organization::service(chance);
        let network = Network::new(service.clone(), chance, Arc::clone(&trace), Arc::clone(&elsewhere));
        let (folder, vault) = (folder()?, Arc::default());
        Ok(Self { chance, service, network, elsewhere, trace, folder, vault })
    }

    /// What every life of the application is made of.
    pub fn options(&self) -> AppOptions {
        let network = Arc::clone(&self.network);
        let dial: Dial = Arc::new(move |_| Ok(network.line()));
        AppOptions {
            folder: self.folder.path().to_owned(),
            vendor: "https://vendor.example/api/v1".into(),
            dial,
            vault: Arc::<MemoryVault>::clone(&self.vault),
            demo: Arc::new(NoDemo),
            client: ClientOptions {
                // Random waits come from a source that no seed reaches.
                first_backoff: Duration::ZERO,
                longest_backoff: Duration::ZERO,
                ..ClientOptions::default()
            },
            read_back_after: app::default_patience(),
            language: "en".into(),
            look_at_clock_every: Duration::from_hours(1),
            clock: Arc::new(SameClock(self.service.clock().clone())),
            version: "0.0.0".into(),
        }
    }

    /// The file of the one organization that there is, once it was connected to.
    pub fn organization_file(&self) -> Option<PathBuf> {
        organization_file(self.folder.path())
    }
}

/// The file of the one organization that is in a folder.
pub fn organization_file(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder.join("organizations")).ok()?;
    files
        .filter_map(|file| Some(file.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "sqlite"))
}

/// In memory where the system has a place for that, because a campaign writes the whole day.
fn folder() -> std::io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let mut builder = tempfile::Builder::new();
    builder.prefix("seatkeeper-campaign-");
    if memory.is_dir()
        && let Ok(folder) = builder.tempdir_in(memory)
    {
        return Ok(folder);
    }
    builder.tempdir()
}

/// The service's clock, for the application.
struct SameClock(ServiceClock);

impl Clock for SameClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn today(&self) -> Date {
        Offset::UTC.to_datetime(self.0.now()).date()
    }
}

/// No demo organization.
pub struct NoDemo;

impl DemoService for NoDemo {
    fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>> {
        Box::pin(std::future::ready(Err(ProblemCode::DemoFailed.into())))
    }
}
