//! What the UI sees: plain values, days as `YYYY-MM-DD`, moments as ISO 8601 in UTC.

mod change;
mod license;
mod session;
mod table;

pub use change::*;
pub use domain::{LicenseId, LicenseQuery};
pub use license::*;
pub use session::*;
pub use table::*;
