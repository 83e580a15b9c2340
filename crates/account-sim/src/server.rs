//! The service on a port of this machine, over real HTTP with real broken connections.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures::{StreamExt, stream};
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited, StreamBody, combinators::BoxBody};
use hyper::{
    body::{Frame, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

use crate::{
    calls::BASE,
    refusal::answer,
    reply::{Ending, Reply},
    service::Service,
};

/// The largest body that is taken: a transfer of 100,000 ids is 1.3 MB.
const LARGEST_BODY: usize = 16 << 20;
/// Time for the part of a cut answer to leave before the connection closes.
const FLUSH: Duration = Duration::from_millis(30);

/// How a server runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerOptions {
    /// The port on 127.0.0.1; 0: any that is free.
    pub port: u16,
    /// How long every request waits before it is looked at.
    pub latency: Duration,
}

/// How many requests a server has received and not yet answered. Clones show the same server.
#[derive(Clone, Debug, Default)]
pub struct Traffic(Arc<AtomicUsize>);

/// One request on its way through the server.
struct Passing(Traffic);

impl Traffic {
    /// As many as there are now; while a fault is chosen for a request, that one among them.
    pub fn in_flight(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn pass(&self) -> Passing {
        self.0.fetch_add(1, Ordering::SeqCst);
        Passing(self.clone())
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A running server. Dropping it ends it at once, connections included.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    service: Service,
    traffic: Traffic,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts on the tokio runtime of the caller.
    pub async fn start(service: Service, options: ServerOptions) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let front = Front { service: service.clone(), traffic: Traffic::default(), latency: options.latency };
        let traffic = front.traffic.clone();
        let accepting = tokio::spawn(accept(listener, front, stopped));
        Ok(Self { address, service, traffic, stop, accepting })
    }

    /// The base URL, such as `http://127.0.0.1:4010/api/v1`.
    pub fn url(&self) -> String {
        format!("http://{}{BASE}", self.address)
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The service behind it.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// What is going on right now.
    pub fn traffic(&self) -> Traffic {
        self.traffic.clone()
    }

    /// Ends it and every connection; the port is free afterwards.
    pub async fn shutdown(mut self) {
        // Nobody listens any more when the task ended by itself, which is what is wanted.
        let _ = self.stop.send(true);
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// What every connection needs.
#[derive(Clone)]
struct Front {
    service: Service,
    traffic: Traffic,
    latency: Duration,
}

async fn accept(listener: TcpListener, front: Front, mut stopped: watch::Receiver<bool>) {
    // Dropping the set ends every connection.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, front.clone()));
                }
                Err(error) => {
                    // Out of file handles, most likely: trying again at once would only burn time.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    connections.shutdown().await;
}

async fn serve(stream: TcpStream, front: Front) {
    let reset = Arc::new(AtomicBool::new(false));
    // Small answers must not wait for more to send; where it can't be set, they only get slower.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Connection { stream, reset: Arc::clone(&reset) });
    let handler = service_fn(move |request| {
        let (front, reset) = (front.clone(), Arc::clone(&reset));
        async move { front.respond(request, reset).await }
    });
    let served = http1::Builder::new().timer(TokioTimer::new()).serve_connection(io, handler).await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}

type Body = BoxBody<Bytes, Broken>;

/// Makes hyper give a connection up.
#[derive(Debug, thiserror::Error)]
#[error("the connection is broken on purpose")]
struct Broken;

impl Front {
    /// An error instead of an answer makes hyper close the connection without a byte.
    async fn respond(
        self,
        request: Request<Incoming>,
        reset: Arc<AtomicBool>,
    ) -> Result<Response<Body>, Broken> {
        let _passing = self.traffic.pass();
        let (parts, body) = request.into_parts();
        let Ok(body) = Limited::new(body, LARGEST_BODY).collect().await else {
            return Ok(answer(413, None, Bytes::new()).map(whole));
        };
        tokio::time::sleep(self.latency).await;
        let Reply { delay, ending } = self.service.handle(&Request::from_parts(parts, body.to_bytes()));
        tokio::time::sleep(delay).await;
        match ending {
            Ending::Answer(response) => Ok(response.map(whole)),
            Ending::Truncated(response) => Ok(response.map(cut)),
            Ending::Closed => Err(Broken),
            Ending::Reset => {
                reset.store(true, Ordering::Relaxed);
                Err(Broken)
            }
            // hyper notices when the client hangs up, and drops this.
            Ending::Silence => std::future::pending().await,
        }
    }
}

fn whole(body: Bytes) -> Body {
    Full::new(body).map_err(|never: Infallible| match never {}).boxed()
}

/// What there is of the body, and then no more.
fn cut(body: Bytes) -> Body {
    let part = stream::iter((!body.is_empty()).then(|| Ok(Frame::data(body))));
    let end = stream::once(async {
        // Without a pause hyper would throw the part away together with the connection.
        tokio::time::sleep(FLUSH).await;
        Err(Broken)
    });
    BodyExt::boxed(StreamBody::new(part.chain(end)))
}

/// A connection that can be made to end with a reset.
struct Connection {
    stream: TcpStream,
    reset: Arc<AtomicBool>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.reset.load(Ordering::Relaxed)
            && let Err(error) = self.stream.set_zero_linger()
        {
            tracing::warn!(%error, "the connection closes instead of being reset");
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.reset.load(Ordering::Relaxed) {
            // An orderly end first would be what the client sees.
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
