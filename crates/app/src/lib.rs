//! The application without a window: connect, sync, query, plan, apply. Owns all state.

mod problem;
pub mod view;

pub use problem::{Problem, ProblemCode, ProblemDetail};

use std::{future::Future, path::PathBuf, pin::Pin, sync::Arc};
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
pub struct DemoEndpoint { pub url: String, pub customer_code: String, pub token: secrecy::SecretString }
pub trait DemoService: Send + Sync { fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>>; }
pub struct AppOptions { pub folder: PathBuf, pub vendor: String, pub vault: Arc<dyn vault::Vault>, pub demo: Arc<dyn DemoService>, pub version: String }
#[derive(Clone)]
pub enum AppEvent { SessionChanged, LicensesChanged, SyncProgressed(view::SyncProgress), ChangeProgressed(view::ChangeSetView) }
use view::*;
use domain::*;
pub struct App;
impl App {
 pub async fn start(_o: AppOptions) -> Result<Arc<App>, Problem> { todo!() }
 pub fn subscribe(&self) -> tokio::sync::broadcast::Receiver<AppEvent> { todo!() }
 pub async fn go_online(&self, _d: bool) { todo!() }
 pub async fn close(&self) { todo!() }
 pub async fn session(&self) -> SessionView { todo!() }
 pub async fn connect(&self, _c: &str, _t: secrecy::SecretString, _k: KeepToken) -> Result<ConnectedView, Problem> { todo!() }
 pub async fn connect_demo(&self) -> Result<ConnectedView, Problem> { todo!() }
 pub async fn open_organization(&self, _i: &str) -> Result<(), Problem> { todo!() }
 pub async fn remove_organization(&self, _i: &str) -> Result<(), Problem> { todo!() }
 pub async fn sync(&self) -> Result<(), Problem> { todo!() }
 pub async fn set_preferences(&self, _p: Preferences) -> Result<(), Problem> { todo!() }
 pub async fn query_licenses(&self, _q: &LicenseQuery, _o: u32, _l: u32) -> Result<LicenseWindow, Problem> { todo!() }
 pub async fn license_details(&self, _i: &LicenseId) -> Result<LicenseDetails, Problem> { todo!() }
 pub async fn people_suggestions(&self, _t: &str) -> Result<Vec<PersonSuggestion>, Problem> { todo!() }
 pub async fn free_seats(&self) -> Result<Vec<FreeSeats>, Problem> { todo!() }
 pub async fn plan_change(&self, _r: ChangeRequest) -> Result<PlanView, Problem> { todo!() }
 pub async fn apply_plan(&self, _i: &str, _w: &[LicenseId]) -> Result<ChangeSetView, Problem> { todo!() }
 pub async fn recovery(&self) -> Option<RecoveryView> { todo!() }
 pub async fn dismiss_recovery(&self) { todo!() }
}
