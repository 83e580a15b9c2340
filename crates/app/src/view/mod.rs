//! What the UI sees: plain values, days as `YYYY-MM-DD`, moments as ISO 8601 in UTC.

mod license;
mod list;
mod obstacle;
mod plan;
mod queue;
mod run;
mod session;
mod table;

pub use domain::{LicenseId, LicenseQuery};
pub use import::{Format, Mapping, Want};
pub use license::*;
pub use list::*;
pub use obstacle::*;
pub use plan::*;
pub use queue::*;
pub use run::*;
pub use session::*;
pub use table::*;
