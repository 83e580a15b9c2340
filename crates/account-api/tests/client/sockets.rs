//! The HTTP transport over real sockets: everything that can go wrong below HTTP.

use std::{
    io::Write as _,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use account_api::{
    ApiError, BaseUrl, Client, ClientOptions, HttpOptions, HttpTransport, NotSentReason, PlainHttp,
    ProxyChoice, UnknownReason, UnreadableKind,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{scripted::token, writes::all_writes};

/// A server that reads one request a connection, does `answer` with it, and closes.
struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

/// What a server does once it has read a request.
#[derive(Clone)]
enum Then {
    Send(Vec<u8>),
    Close,
    Hang,
    Trickle,
}

impl Server {
    async fn start(then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = requests.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, then.clone(), counter.clone()));
            }
        });
        Self { address, requests }
    }

    fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}/api/v1", self.address)
    }

    fn count(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn serve(mut stream: TcpStream, then: Then, requests: Arc<AtomicUsize>) {
    let mut buffer = [0; 16 * 1024];
    if stream.read(&mut buffer).await.unwrap_or(0) == 0 {
        return;
    }
    requests.fetch_add(1, Ordering::SeqCst);
    match then {
        Then::Send(bytes) => {
            // The client may hang up on a body that is too large.
            let _ = stream.write_all(&bytes).await;
        }
        Then::Close => {}
        Then::Hang => std::future::pending().await,
        Then::Trickle => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n[").await;
            while stream.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

fn options() -> HttpOptions {
    HttpOptions {
        connect_timeout: Duration::from_secs(5),
        read_timeout: Duration::from_secs(5),
        proxy: ProxyChoice::Direct,
        ..HttpOptions::default()
    }
}

fn client(url: &str, http: &HttpOptions) -> Client {
    let transport =
        HttpTransport::with_options(BaseUrl::parse(url, PlainHttp::OnLoopback).unwrap(), http).unwrap();
    let options =
        ClientOptions { retries: 0, call_timeout: Duration::from_secs(10), ..ClientOptions::default() };
    Client::with_options(Arc::new(transport), 1, token(), options)
}

async fn check_not_sent(url: &str, http: &HttpOptions, reason: NotSentReason) {
    let client = client(url, http);
    let expected = ApiError::NotSent { reason };
    assert_eq!(client.token().await.unwrap_err(), expected, "{url}");
    for error in all_writes(&client).await {
        assert_eq!(error.as_ref(), Some(&expected), "{url}");
        assert!(expected.is_certainly_not_applied());
    }
}

async fn check_unknown(then: Then, reason: UnknownReason, http: &HttpOptions) {
    let server = Server::start(then).await;
    let client = client(&server.url("http"), http);
    let expected = ApiError::Unknown { reason };
    let errors = all_writes(&client).await;
    for error in &errors {
        assert_eq!(error.as_ref(), Some(&expected));
        assert!(!expected.is_certainly_not_applied());
    }
    // One request each, on the wire too.
    assert_eq!(server.count(), errors.len());
}

/// A port on which nothing listens.
async fn closed_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

fn http_response(head: &str, body: &[u8]) -> Then {
    let mut bytes = format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len())
        .into_bytes();
    bytes.extend_from_slice(body);
    Then::Send(bytes)
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_told() {
    check_not_sent("https://seatkeeper.invalid/api/v1", &options(), NotSentReason::Dns).await;
}

#[tokio::test]
async fn a_port_where_nothing_listens_is_told() {
    let address = closed_port().await;
    check_not_sent(&format!("http://{address}/api/v1"), &options(), NotSentReason::Refused).await;
    check_not_sent(&format!("https://{address}/api/v1"), &options(), NotSentReason::Refused).await;
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_is_told() {
    let plain = Server::start(http_response("200 OK", b"[]")).await;
    check_not_sent(&plain.url("https"), &options(), NotSentReason::Tls).await;
    let closing = Server::start(Then::Close).await;
    check_not_sent(&closing.url("https"), &options(), NotSentReason::Tls).await;
}

#[tokio::test]
async fn a_handshake_that_hangs_is_unreachable_within_the_connect_time_out() {
    let server = Server::start(Then::Hang).await;
    let http = HttpOptions { connect_timeout: Duration::from_millis(100), ..options() };
    check_not_sent(&server.url("https"), &http, NotSentReason::Unreachable).await;
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_refuses_is_told() {
    let through = |address: SocketAddr| HttpOptions {
        proxy: ProxyChoice::At(format!("http://{address}").parse().unwrap()),
        ..options()
    };
    let url = "https://seatkeeper.invalid/api/v1";
    check_not_sent(url, &through(closed_port().await), NotSentReason::Proxy).await;
    for head in ["407 Proxy Authentication Required", "502 Bad Gateway", "403 Forbidden"] {
        let proxy = Server::start(http_response(head, b"")).await;
        check_not_sent(url, &through(proxy.address), NotSentReason::Proxy).await;
        assert!(proxy.count() > 0);
    }
    let closing = Server::start(Then::Close).await;
    check_not_sent(url, &through(closing.address), NotSentReason::Proxy).await;
}

#[tokio::test]
async fn loopback_never_goes_through_a_proxy() {
    let server = Server::start(http_response("200 OK", b"[]")).await;
    let proxy = ProxyChoice::At(format!("http://{}", closed_port().await).parse().unwrap());
    let client = client(&server.url("http"), &HttpOptions { proxy, ..options() });
    assert_eq!(client.products().await, Ok(vec![]));
}

#[tokio::test]
async fn once_a_request_left_its_fate_is_unknown() {
    check_unknown(Then::Close, UnknownReason::Interrupted, &options()).await;
    let cut_off = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"licenseIds\"".to_vec();
    check_unknown(Then::Send(cut_off), UnknownReason::Interrupted, &options()).await;
    check_unknown(Then::Send(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()), UnknownReason::Interrupted, &options())
        .await;
    let http = HttpOptions { read_timeout: Duration::from_millis(100), ..options() };
    check_unknown(Then::Hang, UnknownReason::TimedOut, &http).await;
}

#[tokio::test]
async fn a_call_ends_in_its_time_even_if_the_service_trickles() {
    let server = Server::start(Then::Trickle).await;
    let url = server.url("http");
    let transport =
        HttpTransport::with_options(BaseUrl::parse(&url, PlainHttp::OnLoopback).unwrap(), &options())
            .unwrap();
    let bounds =
        ClientOptions { retries: 0, call_timeout: Duration::from_millis(300), ..ClientOptions::default() };
    let client = Client::with_options(Arc::new(transport), 1, token(), bounds);
    let started = Instant::now();
    assert_eq!(client.products().await.unwrap_err(), ApiError::Unknown { reason: UnknownReason::TimedOut });
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_redirect_is_told_and_the_key_stays_here() {
    let elsewhere = Server::start(http_response("200 OK", b"[]")).await;
    let head = format!("302 Found\r\nLocation: {}/stolen", elsewhere.url("http"));
    let server = Server::start(http_response(&head, b"<html>sign in</html>")).await;
    let client = client(&server.url("http"), &options());
    let expected = ApiError::Unknown { reason: UnknownReason::Redirected { status: 302 } };
    assert_eq!(client.token().await.unwrap_err(), expected);
    assert_eq!(client.products().await.unwrap_err(), expected);
    assert_eq!((server.count(), elsewhere.count()), (2, 0));
}

fn bomb(megabytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..megabytes {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_small_body_that_grows_huge_is_cut_off() {
    let packed = bomb(64);
    assert!(packed.len() < 200_000, "{}", packed.len());
    let server = Server::start(http_response("200 OK\r\nContent-Encoding: gzip", &packed)).await;
    let client = client(&server.url("http"), &options());
    let too_large = ApiError::Unreadable { status: 200, kind: UnreadableKind::TooLarge };
    assert_eq!(client.products().await.unwrap_err(), too_large);
    for error in all_writes(&client).await {
        assert_eq!(error, Some(ApiError::Unknown { reason: UnknownReason::TooLarge { status: 200 } }));
    }
}

#[tokio::test]
async fn a_compressed_answer_is_read_and_a_broken_one_is_not() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"[{\"code\":\"II\"}]").unwrap();
    let packed = encoder.finish().unwrap();
    let server = Server::start(http_response("200 OK\r\nContent-Encoding: gzip", &packed)).await;
    assert_eq!(client(&server.url("http"), &options()).products().await.unwrap()[0].code, "II");
    let server = Server::start(http_response("200 OK\r\nContent-Encoding: gzip", b"not gzip at all")).await;
    let error = client(&server.url("http"), &options()).products().await.unwrap_err();
    assert_eq!(error, ApiError::Unknown { reason: UnknownReason::Interrupted });
}
