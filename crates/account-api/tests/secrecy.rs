//! At the most talkative log level, and in every error and Debug output, the token is nowhere to be found.
#![allow(clippy::unwrap_used, reason = "what goes wrong in a test should stop it")]

use std::{
    fmt::Write as _,
    io::{Read as _, Write},
    net::TcpListener,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use account_api::{
    ApiError, ApiToken, AssignRequest, BaseUrl, Client, ClientOptions, HttpOptions, HttpTransport,
    LicenseScope, PlainHttp, Request, Response, Transport, TransportFailure,
};
use domain::{Email, LicenseId, PersonName, TeamId};
use futures::future::BoxFuture;
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter, util::SubscriberInitExt};

const TOKEN: &str = "t0psecrett0psecrett0psec";
const EMAIL: &str = "very.private@example.com";

/// Collects everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Shows what a request looks like in Debug output before it is sent.
struct Showing(HttpTransport, Log);

impl Transport for Showing {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>> {
        writeln!(self.1.clone(), "{request:?} {:?}", request.headers).unwrap();
        Box::pin(async move {
            let outcome = self.0.send(request).await;
            writeln!(self.1.clone(), "{outcome:?}").unwrap();
            outcome
        })
    }
}

/// Answers everything with the same bytes, `{request}` standing for the request itself: a service that quotes.
fn start_server(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api/v1", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 16 * 1024];
            let read = stream.read(&mut buffer).unwrap_or(0);
            let quoted = String::from_utf8_lossy(&buffer[..read]).replace(['\r', '\n', '"', '\\'], " ");
            let body =
                answer.split_once("\r\n\r\n").map_or("", |parts| parts.1).replace("{request}", &quoted);
            let head = answer.split("\r\n\r\n").next().unwrap_or_default();
            let _ =
                write!(stream, "{head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    url
}

fn client(url: &str, log: &Log, notices: &Log) -> Client {
    let base = BaseUrl::parse(url, PlainHttp::OnLoopback).unwrap();
    let http = HttpTransport::with_options(base, &HttpOptions::default()).unwrap();
    let ears = notices.clone();
    let options = ClientOptions {
        retries: 1,
        most_pages: 5,
        first_backoff: Duration::from_millis(1),
        on_wait: Some(Arc::new(move |notice| writeln!(ears.clone(), "{notice:?} {}", notice.error).unwrap())),
        ..ClientOptions::default()
    };
    let token = ApiToken::new(&TOKEN.into()).unwrap();
    Client::with_options(Arc::new(Showing(http, log.clone())), 1, token, options)
}

async fn every_call(client: &Client) -> Vec<Option<ApiError>> {
    let (id, email) = (LicenseId("ABC".into()), Email::parse(EMAIL).unwrap());
    let assignment = AssignRequest {
        license_id: id.clone(),
        email: email.clone(),
        first_name: PersonName::parse("Veryprivate").unwrap(),
        last_name: PersonName::parse("Person").unwrap(),
        send_email: true,
        include_offline_code: true,
    };
    vec![
        client.token().await.err(),
        client.products().await.err(),
        client.plugins().await.err(),
        client.license(&id).await.err(),
        client.all_licenses(LicenseScope::Team(TeamId(1)), |_| ()).await.err(),
        client.all_licenses(LicenseScope::Organization, |_| ()).await.err(),
        client.assign(&assignment).await.err(),
        client.revoke(&id).await.err(),
        client.revoke_by_email(&email, None).await.err(),
        client.change_team(&[id], TeamId(2)).await.err(),
    ]
}

#[tokio::test]
async fn the_token_is_in_no_log_line_error_or_debug_output_and_people_are_in_no_log_line() {
    let (log, notices) = (Log::default(), Log::default());
    // Through the bridge for the `log` crate too, which some of the libraries below speak.
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish()
        .init();
    let answers = [
        start_server(
            "HTTP/1.1 401 Unauthorized\r\n\r\n{\"code\":\"INVALID_TOKEN\",\"description\":\"{request}\"}",
        ),
        start_server(
            "HTTP/1.1 503 Unavailable\r\n\r\n{\"code\":\"{request}\",\"description\":\"{request}\"}",
        ),
        start_server("HTTP/1.1 200 OK\r\n\r\n<html>{request}"),
        start_server("HTTP/1.1 200 OK\r\n\r\n[{\"product\": \"{request}\"}]"),
        start_server("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{request}"),
        start_server("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/?{request}\r\n\r\n{request}"),
        start_server("nonsense {request}\r\n\r\n"),
        "https://127.0.0.1:1/api/v1".to_owned(),
    ];
    let mut shown = String::new();
    for url in answers {
        let client = client(&url, &log, &notices);
        for error in every_call(&client).await.into_iter().flatten() {
            writeln!(shown, "{error} {error:?} {:?} {:?}", error.code(), error.description()).unwrap();
        }
        writeln!(shown, "{client:?}").unwrap();
    }
    shown += &notices.text();
    let logged = log.text();
    // The log works, the libraries below are in it, and the calls did fail.
    assert!(logged.contains("call answered") && logged.contains("call failed"), "{logged}");
    assert!(logged.contains("hyper_util") && logged.contains("reqwest"), "{logged}");
    assert!(shown.contains("INVALID_TOKEN") && shown.contains("***"), "{shown}");
    let lines_with = |text: &str, secret: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains(secret)).map(ToOwned::to_owned).collect()
    };
    assert_eq!(lines_with(&logged, TOKEN), [""; 0]);
    assert_eq!(lines_with(&shown, TOKEN), [""; 0]);
    for private in [EMAIL, "very.private", "Veryprivate"] {
        assert_eq!(lines_with(&logged, private), [""; 0]);
    }
}
