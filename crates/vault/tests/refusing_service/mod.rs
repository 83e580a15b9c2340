//! A Secret Service of a few lines whose only item is locked, and whose question to unlock it is always turned down.

// The interface macro wants a receiver and named arguments, also where a method needs neither.
#![allow(clippy::unused_self, clippy::used_underscore_binding, clippy::needless_pass_by_value)]

use std::collections::HashMap;
use std::time::Duration;

use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

const ITEM: &str = "/org/freedesktop/secrets/collection/login/1";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/1";

fn path(text: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(text).unwrap()
}

struct Service;

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    // Any number does as the service's half of the key exchange, since no secret is ever sent.
    fn open_session(&self, _algorithm: &str, _input: Value<'_>) -> (OwnedValue, OwnedObjectPath) {
        (Value::from(vec![2_u8]).try_into().unwrap(), path("/org/freedesktop/secrets/session/1"))
    }

    fn search_items(
        &self,
        _attributes: HashMap<String, String>,
    ) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        (Vec::new(), vec![path(ITEM)])
    }

    fn unlock(&self, _objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        (Vec::new(), path(PROMPT))
    }
}

struct Prompt {
    answers_after: Duration,
}

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompt {
    fn prompt(&self, _window: &str, #[zbus(signal_emitter)] emitter: SignalEmitter<'_>) {
        let (emitter, answers_after) = (emitter.to_owned(), self.answers_after);
        std::thread::spawn(move || {
            std::thread::sleep(answers_after);
            zbus::block_on(Self::completed(&emitter, true, Value::from(""))).unwrap();
        });
    }

    #[zbus(signal)]
    async fn completed(emitter: &SignalEmitter<'_>, dismissed: bool, result: Value<'_>) -> zbus::Result<()>;
}

/// Starts the service on the session bus; it ends with the connection.
pub async fn start(answers_after: Duration) -> zbus::Connection {
    zbus::connection::Builder::session()
        .unwrap()
        .serve_at("/org/freedesktop/secrets", Service)
        .unwrap()
        .serve_at(PROMPT, Prompt { answers_after })
        .unwrap()
        .name("org.freedesktop.secrets")
        .unwrap()
        .build()
        .await
        .unwrap()
}
