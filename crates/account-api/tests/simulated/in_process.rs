//! The simulated service without a socket: quick, in an order that a seed decides, and with every moment of its list
//! remembered.

use std::sync::{Arc, Mutex};

use account_api::{ApiToken, Client, ClientOptions, Request, Response, Transport, TransportFailure};
use account_sim::{Choices, Clock, Ending, Generator, Holder, Service, Turbulence};
use futures::future::BoxFuture;

use crate::service::now;

pub struct InProcess {
    pub service: Service,
    /// The ids of the list as they were before the first request and after each.
    moments: Mutex<Vec<Vec<String>>>,
    delays: Mutex<fastrand::Rng>,
    /// What begins to stir the list after so many answers.
    later: Mutex<Option<(usize, Turbulence)>>,
}

impl InProcess {
    pub fn new(licenses: usize, seed: u64, choices: Choices) -> Arc<Self> {
        let organization = Generator::new(licenses, seed).teams(2).build(now());
        let service = Service::new(organization, Clock::fixed(now()), choices);
        let moments = Mutex::new(vec![service.license_ids()]);
        Arc::new(Self {
            service,
            moments,
            delays: Mutex::new(fastrand::Rng::with_seed(seed)),
            later: Mutex::default(),
        })
    }

    /// A list that is stirred from the answer with this number on, from 1.
    pub fn stirred(licenses: usize, seed: u64, from: usize, turbulence: Turbulence) -> Arc<Self> {
        let simulated = Self::new(licenses, seed, Choices::default());
        *simulated.later.lock().unwrap() = Some((from, turbulence));
        simulated
    }

    pub fn client(self: &Arc<Self>) -> Client {
        let token = ApiToken::new(&self.service.token(Holder::OrgAdmin).unwrap().into()).unwrap();
        let code = i64::try_from(self.service.credentials().customer_code).unwrap();
        let options = ClientOptions { per_page: 5, ..ClientOptions::default() };
        Client::with_options(self.clone(), code, token, options)
    }

    pub fn moments(&self) -> Vec<Vec<String>> {
        self.moments.lock().unwrap().clone()
    }

    /// Requests that are under way together pass each other, on the way there and on the way back.
    async fn some_time(&self) {
        let steps = self.delays.lock().unwrap().u32(0..6);
        for _ in 0..steps {
            tokio::task::yield_now().await;
        }
    }

    fn answer(&self, request: Request) -> Response {
        let mut builder = http::Request::builder()
            .method(request.method)
            .uri(format!("http://sim.example/api/v1{}", request.path_and_query));
        builder.headers_mut().unwrap().extend(request.headers);
        let request = builder.body(request.body.unwrap_or_default().into()).unwrap();
        let number = self.moments.lock().unwrap().len();
        if let Some((_, turbulence)) = self.later.lock().unwrap().take_if(|(from, _)| *from == number) {
            self.service.set_turbulence(Some(turbulence));
        }
        let Ending::Answer(response) = self.service.handle(&request).ending else {
            panic!("no faults are planned");
        };
        self.moments.lock().unwrap().push(self.service.license_ids());
        let (parts, body) = response.into_parts();
        Response { status: parts.status, headers: parts.headers, body: body.into() }
    }
}

impl Transport for InProcess {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>> {
        Box::pin(async move {
            self.some_time().await;
            let response = self.answer(request);
            self.some_time().await;
            Ok(response)
        })
    }
}
