//! The demo organization, as far as the application knows it: a base URL like any other.

use futures::future::BoxFuture;
use secrecy::SecretString;

use crate::Problem;

/// Where a demo organization answers.
#[derive(Clone, Debug)]
pub struct DemoEndpoint {
    /// The base URL, on loopback.
    pub url: String,
    /// Its customer code.
    pub customer_code: String,
    /// A token of an organization administrator.
    pub token: SecretString,
}

/// Starts the demo organization when it is first asked for.
pub trait DemoService: Send + Sync {
    /// Where it answers, from now on until the app ends.
    fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>>;
}
