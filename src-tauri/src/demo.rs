//! The demo organization: the simulated service on a loopback port, inside the app.

use std::sync::Arc;

use app::{BoxFuture, DemoEndpoint, DemoService, Problem, ProblemCode};
use tokio::sync::Mutex;

/// Starts the simulator once, when the demo is first opened.
#[derive(Default)]
pub struct Demo {
    running: Arc<Mutex<Option<()>>>,
}

impl DemoService for Demo {
    fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>> {
        Box::pin(async move {
            let _ = &self.running;
            Err(ProblemCode::DemoFailed.into())
        })
    }
}
