//! The demo organization: the simulated service on a loopback port, inside the app.

use account_sim::{Choices, Clock, Server, ServerOptions, Service};
use app::{BoxFuture, DemoEndpoint, DemoService, Problem, ProblemCode};
use secrecy::SecretString;
use tokio::sync::OnceCell;

/// Starts the simulator once, when the demo is first opened.
#[derive(Default)]
pub struct Demo {
    server: OnceCell<Server>,
}

impl DemoService for Demo {
    fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>> {
        Box::pin(async move {
            let server = self
                .server
                .get_or_try_init(start)
                .await
                .map_err(|error| Problem::with_text(ProblemCode::DemoFailed, &error))?;
            let credentials = server.service().credentials();
            Ok(DemoEndpoint {
                url: server.url(),
                customer_code: credentials.customer_code.to_string(),
                token: SecretString::from(credentials.tokens.org_admin),
            })
        })
    }
}

async fn start() -> std::io::Result<Server> {
    let clock = Clock::system();
    let organization = account_sim::demo(clock.now());
    Server::start(Service::new(organization, clock, Choices::default()), ServerOptions::default()).await
}
