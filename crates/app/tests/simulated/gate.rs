//! A way to the service that can be cut.

use std::sync::Mutex;

use account_sim::Server;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::support::Stage;

/// Passes connections on, as long as it is open.
pub struct Gate {
    address: std::net::SocketAddr,
    target: String,
    path: String,
    passing: Mutex<JoinHandle<()>>,
}

impl Gate {
    pub async fn to(stage: &Stage) -> Self {
        let url = Server::url(&stage.server);
        let (target, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self {
            address: listener.local_addr().unwrap(),
            target: target.to_owned(),
            path: path.to_owned(),
            passing: Mutex::new(tokio::spawn(pass(listener, target.to_owned()))),
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}/{}", self.address, self.path)
    }

    /// Cuts all connections, and refuses new ones.
    pub fn close(&self) {
        self.passing.lock().unwrap().abort();
    }

    pub async fn open(&self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        *self.passing.lock().unwrap() = tokio::spawn(pass(listener, self.target.clone()));
    }
}

async fn pass(listener: TcpListener, target: String) {
    let mut connections = JoinSet::new();
    loop {
        let (mut near, _) = listener.accept().await.unwrap();
        let target = target.clone();
        connections.spawn(async move {
            if let Ok(mut far) = TcpStream::connect(target).await {
                // A connection that breaks is nothing to a gate.
                drop(copy_bidirectional(&mut near, &mut far).await);
            }
        });
    }
}
