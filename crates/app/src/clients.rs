//! The connection to the vendor, with the patience that fits its use.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use account_api::{Client, ClientOptions, WaitNotice};

use crate::{
    App, Problem,
    credentials::{Credentials, usable},
};

/// How long a read may take on which a person waits, with its repetitions.
const QUICK: Duration = Duration::from_secs(30);

/// The same connection with two kinds of patience. Both together keep the limit of requests under way.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    /// For whole lists, where waiting for the vendor is worth it.
    pub patient: Client,
    /// For everything that a person waits for.
    pub quick: Client,
}

impl App {
    /// Clients whose waits are shown as part of the sync's progress.
    pub(crate) fn clients(self: &Arc<Self>, credentials: &Credentials) -> Result<Clients, Problem> {
        let token = usable(&credentials.token)?;
        let transport = (self.options.dial)(&credentials.url)?;
        let app: Weak<Self> = Arc::downgrade(self);
        let on_wait = move |notice: &WaitNotice| {
            if let Some(app) = app.upgrade() {
                app.show_wait(notice.wait);
            }
        };
        let patient = ClientOptions { on_wait: Some(Arc::new(on_wait)), ..self.options.client.clone() };
        let quick = ClientOptions {
            read_deadline: QUICK.min(patient.read_deadline),
            longest_wait: QUICK.min(patient.longest_wait),
            ..self.options.client.clone()
        };
        let patient = Client::with_options(transport, credentials.customer_code, token, patient);
        Ok(Clients { quick: patient.with_patience(quick), patient })
    }
}
