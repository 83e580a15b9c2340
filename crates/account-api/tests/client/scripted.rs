//! A transport that answers from a closure and remembers what it was asked.

use std::sync::{Arc, Mutex};

use account_api::{ApiToken, Client, ClientOptions, Request, Response, Transport, TransportFailure};
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;

/// What the other side does with a request.
pub enum Step {
    Answer(Response),
    Fail(TransportFailure),
    Never,
}

type Script = dyn Fn(&Request, usize) -> Step + Send + Sync;

pub struct Scripted {
    script: Box<Script>,
    requests: Mutex<Vec<Request>>,
}

impl Scripted {
    pub fn new(script: impl Fn(&Request, usize) -> Step + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { script: Box::new(script), requests: Mutex::default() })
    }

    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    pub fn request(&self, index: usize) -> Request {
        self.requests.lock().unwrap()[index].clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|request| request.path_and_query.clone()).collect()
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>> {
        let mut requests = self.requests.lock().unwrap();
        let step = (self.script)(&request, requests.len());
        requests.push(request);
        match step {
            Step::Answer(response) => Box::pin(async { Ok(response) }),
            Step::Fail(failure) => Box::pin(async move { Err(failure) }),
            Step::Never => Box::pin(std::future::pending()),
        }
    }
}

pub const TOKEN: &str = "t0psecrett0psecrett0psec";

pub fn token() -> ApiToken {
    ApiToken::new(&TOKEN.into()).unwrap()
}

pub fn client(transport: &Arc<Scripted>) -> Client {
    Client::new(transport.clone(), 6_703_615, token())
}

pub fn client_with(transport: &Arc<Scripted>, options: ClientOptions) -> Client {
    Client::with_options(transport.clone(), 6_703_615, token(), options)
}

pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
        .collect();
    Response { status: StatusCode::from_u16(status).unwrap(), headers, body: body.as_bytes().to_vec() }
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Step {
    Step::Answer(response(status, headers, body))
}

pub fn json(status: u16, body: &Value) -> Step {
    answer(status, &[("content-type", "application/json")], &body.to_string())
}

/// The value of a query parameter.
pub fn parameter(request: &Request, name: &str) -> Option<String> {
    let query = request.path_and_query.split_once('?')?.1;
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
